"""The `press` layout: set by typst, with horizontal rules only and a side bar instead of boxes."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import typst

from .contents import entries
from .draw import draw_figure
from .source import (
    CIRCLED,
    Beside,
    Case,
    Document,
    Figure,
    FigureRow,
    Footnote,
    Heading,
    MissingTable,
    Para,
    Part,
    Table,
    TableRow,
    Toc,
    caption_text,
    heading_text,
)

TEMPLATE = (Path(__file__).parent / "press.typ").read_text("utf-8")


def make_pdf(document: Document, look: dict[str, Any], pages: dict[int, int], target: Path) -> None:
    """Write the PDF to `target`; `pages` gives the printed page of each listed block (empty on the first pass)."""
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.typ"
        lines = [TEMPLATE, f"#show: report.with({_look(document, look)})", *_lines(document, pages, Path(work))]
        source.write_text("\n".join(lines), "utf-8")
        # A fixed time stamp: the same source gives the same bytes.
        target.write_bytes(typst.compile(str(source), format="pdf", timestamp=1732060800))


def _look(document: Document, look: dict[str, Any]) -> str:
    values = {
        "title": document.title,
        "subtitle": document.subtitle,
        "issuer": document.issuer,
        "date": document.date,
        "odd": document.header["odd"],
        "even": document.header.get("even", document.header["odd"]),
        "body-font": look["body_font"],
        "heading-font": look["heading_font"],
        "case-font": look["case_font"],
        "mark": document.watermark,
        "number-place": document.page_number,
        "note-marks": {"circled": "①", "numbers": "1"}[document.notes],
        "running": "chapter" if "chapter" in document.header else "title",
        "heading-look-of": look.get("headings", "bar"),
    }
    strings = [f"{key}: {_string(value)}" for key, value in values.items()]
    return ", ".join([*strings, f"size: {look['body_pt']}pt", f"leading: {look['leading_em']}em"])


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lines(document: Document, pages: dict[int, int], work: Path) -> list[str]:
    notes = {block.mark: block.text for block in document.blocks if isinstance(block, Footnote)}
    out: list[str] = []
    in_front = True
    for block in document.blocks:
        if in_front and not isinstance(block, Toc):
            in_front = False
            out.append("#body-starts()")
        out.append(_block(document, block, pages, notes, work))
    return [line for line in out if line]


def _block(document: Document, block: Any, pages: dict[int, int], notes: dict[str, str], work: Path) -> str:
    match block:
        case Toc():
            rows = "".join(f"({_string(e.text)}, {e.level}, {pages.get(e.key, 0)}), " for e in entries(document, block))
            return f"#contents({_string(block.list)}, ({rows}))"
        case Heading():
            text = _string(heading_text(block.number, block.title))
            return f"#title({block.level}, {text}, {str(block.new_page).lower()})"
        case Para():
            return f"#para[{_text(block, notes)}]"
        case Part():
            return f"#bound-part({', '.join(map(_string, (block.title, block.issuer, block.date)))}, {str(block.cover).lower()})"
        case Case():
            return _case(block, notes, work)
        case MissingTable():
            return f"#caption({_string(caption_text(block.number, block.title))})"
        case Figure():
            return f"#{_figure(block, work, '58%')}"
        case FigureRow():
            return f"#side-by-side({', '.join(_figure(each, work, '94%') for each in block.figures)})"
        case Beside():
            text = "\n".join(f"#para[{_text(para, notes)}]" for para in block.body)
            return f"#beside({_string(block.side)}, {_figure(block.figure, work, '96%')}, [{text}])"
        case Table():
            return f"#{_table(block)}"
        case TableRow():
            return f"#side-by-side({', '.join(_table(each) for each in block.tables)})"
    return ""


def _case(case: Case, notes: dict[str, str], work: Path) -> str:
    pieces = []
    for block in case.body:
        match block:
            case Para():
                pieces.append(f"#para[{_text(block, notes)}]")
            case Figure():
                pieces.append(f"#{_figure(block, work, '58%' if case.box != 'columns' else '94%')}")
            case Table():
                pieces.append(f"#{_table(block)}")
    half = (len(pieces) + 1) // 2 if case.box == "columns" else len(pieces)
    halves = ", ".join("[" + "\n".join(part) + "]" for part in (pieces[:half], pieces[half:]) if part)
    box = case.box or ("own" if case.frame else "plain")
    return f"#case({_string(caption_text(case.number, case.title))}, {_string(box)}, {halves})"


def _text(para: Para, notes: dict[str, str]) -> str:
    pieces = [
        f"#footnote(text({_string(notes[p])}))" if p in notes else f"#{_string(p)}"
        for p in CIRCLED.split(para.text[para.bold :])
        if p
    ]
    run_in = f"#strong({_string(para.text[: para.bold])})" if para.bold else ""
    return run_in + "".join(pieces)


def _figure(figure: Figure, work: Path, width: str) -> str:
    name = ""
    if figure.draw != "none":
        name = re.sub(r"\W", "-", figure.number or figure.title) + ".png"
        (work / name).write_bytes(draw_figure(figure))
    return (
        f'picture("{name}", {_string(caption_text(figure.number, figure.title))}, {_string(figure.caption)}, {width})'
    )


def _table(table: Table) -> str:
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in table.merges}
    label = (1 if table.cells[0][0] == "序号" else 0) if table.is_data else -1
    rows = []
    for r, row in enumerate(table.printed):
        cells = []
        for c, text in enumerate(row):
            if (r, c) in table.covered:
                continue
            down, across = spans.get((r, c), (1, 1))
            indent = table.indents[r] if c == label and r >= table.header_rows else 0
            align = "left" if c == label and r >= table.header_rows else "center"
            cells.append(
                f"({_string(text)}, {down}, {across}, {indent}, {align}, {str(r < table.header_rows).lower()})"
            )
        rows.append(f"({', '.join(cells)}{',' * bool(cells)})")
    parts = ", ".join(f"({', '.join(rows[r] for r in part)},)" for part in table.parts())
    settings = {
        "columns": f"({', '.join(f'{width}fr' for width in table.widths)},)",
        "head": f"({', '.join(rows[: table.header_rows])},)",
        "parts": f"({parts},)",
        "repeats": str(table.repeat_header).lower(),
        "breaks": _string(table.breaks),
        "look": _string(table.look),
        "continued": _string(table.continued_line),
        "page-look": _string(table.page),
    }
    named = ", ".join(f"{key}: {value}" for key, value in settings.items())
    return f"grid-table({_string(caption_text(table.number, table.title))}, {_string(table.caption)}, {named})"
