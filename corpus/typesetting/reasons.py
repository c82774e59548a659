"""Why an item is hard to read where it stands: the `hard` of the expectations."""

from __future__ import annotations

from .contents import flat_blocks
from .locate import Place
from .source import Beside, Case, Document, Figure, FigureRow, Heading, Para, Table, TableRow

LOOKS = {
    "ruled": "ruled",
    "three-line": "three-line",
    "none": "no rules",
    "bands": "shaded bands",
    "rows": "row rules only",
    "frame": "frame and header rule only",
    "open-sides": "open sides",
}
PAGES = {"landscape": "landscape page", "rotated": "/Rotate", "sideways": "sideways"}
CAPTIONS = {"below": "caption below", "none": "no caption", "beside": "caption beside"}
BOXES = {
    "cell": "shaded box",
    "shade": "shaded box",
    "border": "bordered box",
    "bar": "left bar",
    "columns": "two-column box",
    "indent": "no box, indented",
    "font": "no box, own font",
    "none": "no box",
}
LONG_HEADING = 30  # characters that no line of a heading holds


def _named(names: dict[str, str], key: str) -> list[str]:
    return [names[key]] if key in names else []


def heading_reasons(heading: Heading, siblings: list[str], *, in_later_part: bool) -> list[str]:
    """`siblings` are the numbers of all sections under the same parent."""
    # Unnumbered chapters (前言) are a habit of their own; below them only the print tells.
    by_font = not heading.number and heading.level > 1
    return [
        *["no number"] * by_font,
        *["wrapped"] * (len(heading.number + heading.title) > LONG_HEADING),
        *["duplicate number"] * (bool(heading.number) and siblings.count(heading.number) > 1),
        *["bound document"] * in_later_part,
    ]


def case_reasons(case: Case, *, is_broken: bool, follows: bool) -> list[str]:
    return [
        *["page break"] * is_broken,
        *["no frame"] * (not case.frame),
        *["no number"] * (case.number == "案例"),
        *_named(BOXES, case.box),
        *[f"text goes on ({each})" for each in _named(BOXES, case.box) if follows],
        *["table in it"] * any(isinstance(each, Table) for each in case.body),
        *["picture in it"] * (bool(case.box) and any(isinstance(each, Figure) for each in case.body)),
    ]


def following_text(document: Document) -> set[int]:
    """Places in `flat_blocks` of the cases after which the body text goes on without a heading."""
    flat = flat_blocks(document)
    cases = {i: i + 1 + len(each.body) for i, each in enumerate(flat) if isinstance(each, Case)}
    return {i for i, after in cases.items() if after < len(flat) and isinstance(flat[after], Para)}


def figure_reasons(document: Document, figure: Figure) -> list[str]:
    rows = [each for block in document.blocks if isinstance(block, FigureRow) for each in block.figures]
    beside = [block.figure for block in document.blocks if isinstance(block, Beside)]
    return [
        *["caption above"] * (figure.caption == "above"),
        *["side by side"] * any(each is figure for each in rows),
        *["beside text"] * any(each is figure for each in beside),
        *["no caption"] * (figure.caption == "none"),
        *["no picture"] * (figure.draw == "none"),
    ]


def table_reasons(document: Document, table: Table, place: Place) -> list[str]:
    body_merges = any(r1 >= table.header_rows for _, _, r1, _ in table.merges)
    return [
        *_break_reasons(table, place),
        *["two-level header"] * (table.header_rows == 2),
        *["three-level header"] * (table.header_rows > 2),
        *["merged cells"] * body_merges,
        *_named(CAPTIONS, table.caption),
        *_named(LOOKS, table.look),
        *["wrapped cells"] * any("\n" in cell for row in table.printed for cell in row),
        *_named(PAGES, table.page),
        *["row split"] * bool(place.split_rows),
        *["single row"] * (len(table.cells) == table.header_rows + 1),
        *["empty column"] * _has_empty_column(table),
        *_neighbour_reasons(document, table),
    ]


def _break_reasons(table: Table, place: Place) -> list[str]:
    if len(place.pages) < 2:
        return []
    how = "page break"
    if table.continued_line:
        how = "page break, continued line"
    elif table.repeat_header:
        how = "page break, header repeated"
    return [how] + ["three pages or more"] * (len(place.pages) > 2)


def _has_empty_column(table: Table) -> bool:
    body = table.cells[table.header_rows :]
    return any(
        not any(row[c] for row in body) and (table.header_rows, c) not in table.covered
        for c in range(len(table.cells[0]))
    )


def _neighbour_reasons(document: Document, table: Table) -> list[str]:
    pairs = [each for block in document.blocks if isinstance(block, TableRow) for each in block.tables]
    in_cases = [each for block in document.blocks if isinstance(block, Case) for each in block.body]
    return ["beside a table"] * any(each is table for each in pairs) + ["in a case"] * any(
        each is table for each in in_cases
    )
