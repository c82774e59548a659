"""Tables of the `web` layout, as HTML."""

from __future__ import annotations

from html import escape

from .source import Table, caption_text


def table_html(table: Table) -> str:
    """The table with its caption; one continued by hand is several, each after a line that says so."""
    caption = f'<p class="caption">{escape(caption_text(table.number, table.title))}</p>'
    if table.caption == "beside":
        return f'<div class="row captioned">{caption}{_grid(table, [*range(len(table.cells))])}</div>'
    whole = " whole" if table.breaks == "no" else ""
    pieces = []
    for number, rows in enumerate(table.parts()):
        if number:
            pieces.append(f'<p class="continued">{escape(table.continued_line)}</p>')
        headed = [*range(table.header_rows), *rows] if number == 0 or table.repeat_header else [*rows]
        pieces.append(_grid(table, headed))
    above, below = (caption if table.caption == side else "" for side in ("above", "below"))
    return f'<div class="table{whole}">{above}{"".join(pieces)}{below}</div>'


def _grid(table: Table, rows: list[int]) -> str:
    columns = "".join(f'<col style="width: {width}%">' for width in table.widths)
    head = [_row(table, r) for r in rows if r < table.header_rows]
    body = [_row(table, r) for r in rows if r >= table.header_rows]
    # Browsers repeat a <thead> on every page, so only a header that is to be repeated is one.
    tag = "thead" if table.repeat_header and not table.continued_at else "tbody"
    classes = f"{table.look or 'own'}{' splits' if table.breaks == 'anywhere' else ''}"
    return (
        f'<table class="{classes}"><colgroup>{columns}</colgroup>'
        f"<{tag} class=head>{''.join(head)}</{tag}><tbody>{''.join(body)}</tbody></table>"
    )


def _row(table: Table, r: int) -> str:
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in table.merges}
    tag = "th" if r < table.header_rows else "td"
    label = (1 if table.cells[0][0] == "序号" else 0) if table.is_data else -1
    cells = []
    for c, text in enumerate(table.printed[r]):
        if (r, c) in table.covered:
            continue
        down, across = spans.get((r, c), (1, 1))
        sides = ["first"] * (c == 0) + ["last"] * (c + across == len(table.widths))
        label_style = f' style="padding-left: {4 + 10 * table.indents[r]}pt"' if tag == "td" and c == label else ""
        classes = " ".join([*sides, *["label"] * bool(label_style)])
        words = escape(text).replace("\n", "<br>")
        cells.append(f'<{tag} class="{classes}" rowspan={down} colspan={across}{label_style}>{words}</{tag}>')
    return f'<tr class="{"odd" if r % 2 else "even"}">{"".join(cells)}</tr>'
