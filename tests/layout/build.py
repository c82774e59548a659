"""Lines and pages built by hand: every Chinese character one em wide, digits and Latin half an em."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.layout.flow import PagePart, build_flow
from docextract.layout.openings import to_openings
from docextract.model.block import Line
from docextract.model.flow import Flow, FlowItem, Grid, Picture, TextBlock
from docextract.model.geometry import BBox, Region
from docextract.model.page import Char, Fill, Image, Page, Rule
from docextract.rulepacks.choose import structure_words

SIZE = 12.0
LEFT, RIGHT = 72.0, 504.0  # a type area of 36 characters
WIDE = int((RIGHT - LEFT) / SIZE)

Row = tuple[float, float, str]  # x, baseline, text


def chars(
    text: str,
    x: float,
    baseline: float,
    size: float = SIZE,
    font: str = "Song",
    is_bold: bool = False,
    gap: float = 0.0,
) -> list[Char]:
    """`gap` is the white between characters; blanks take room and give no character."""
    out = []
    for char in text:
        width = size / 2 if char.isascii() else size
        if char != " ":
            box = BBox(x, baseline - 0.85 * size, x + width, baseline + 0.15 * size)
            out.append(Char(char, box, font, size, baseline, is_bold))
        x += width + gap
    return out


def line(
    text: str, x: float, baseline: float, size: float = SIZE, font: str = "Song", is_bold: bool = False, page: int = 1
) -> Line:
    drawn = chars(text, x, baseline, size, font, is_bold)
    box = BBox(drawn[0].bbox.x0, drawn[0].bbox.top, drawn[-1].bbox.x1, drawn[-1].bbox.bottom)
    boxes = tuple(char.bbox for char in drawn)
    return Line(page, box, text.replace(" ", ""), boxes, size, font, is_bold, tuple(drawn))


def page(
    drawn: Sequence[Char],
    *,
    number: int = 1,
    images: Sequence[BBox] = (),
    rules: Sequence[Rule] = (),
    fills: Sequence[BBox] = (),
) -> Page:
    return Page(
        number,
        595,
        842,
        tuple(drawn),
        rules=tuple(rules),
        fills=tuple(Fill(box, 0.9) for box in fills),
        images=tuple(Image(box) for box in images),
    )


def paragraph(lines: int, baseline: float, *, x: float = LEFT, width: int = WIDE, step: float = 20.0) -> list[Char]:
    """Full lines after a first one set in by two characters; the last one is half as long and ends with 。"""
    drawn: list[Char] = []
    for n in range(lines):
        indent = 2 if n == 0 else 0
        count = width - indent if n < lines - 1 else width // 2
        text = ("教" * (count - 1)) + ("。" if n == lines - 1 else "学")
        drawn += chars(text, x + indent * SIZE, baseline + n * step)
    return drawn


def grid(box: BBox, cells: Sequence[Sequence[str]], number: int = 1) -> Grid:
    n = len(cells[0])
    edges = tuple(box.x0 + box.width * i / n for i in range(n + 1))
    return Grid((Region(number, box),), tuple(map(tuple, cells)), (), {}, column_edges=edges)


def flow_of(*pages: Page, grids: Sequence[Grid] = (), borders: Sequence[BBox] = (), used: Sequence[int] = ()) -> Flow:
    """Grids, borders and used characters are those of the first page."""
    parts = {a_page.number: PagePart((), (), frozenset()) for a_page in pages}
    parts[pages[0].number] = PagePart(tuple(grids), tuple(borders), frozenset(used))
    return build_flow(pages, parts, to_openings(structure_words(None)))


def said(items: Sequence[FlowItem]) -> list[str]:
    """The texts of the items; [picture] and [grid] for what has none."""
    return [
        item.text if isinstance(item, TextBlock) else "[picture]" if isinstance(item, Picture) else "[grid]"
        for item in items
    ]
