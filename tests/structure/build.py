"""Text blocks, grids and pictures one below the other, as layout hands them on."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.model.block import Line
from docextract.model.flow import Flow, FlowItem, Grid, Picture, TextBlock
from docextract.model.geometry import BBox, Region
from docextract.rulepacks.choose import structure_words
from docextract.rulepacks.schema import StructureWords
from docextract.structure.build_tree import Tree, build_tree
from docextract.structure.styles import to_styles

SIZE = 12.0
LEFT, RIGHT = 72.0, 504.0
FRAME = BBox(66, 100, 510, 700)
SENTENCE = "学校持续推进课程标准与岗位标准的衔接，形成了可推广的经验，得到用人单位普遍认可。"


def text(
    said: str = SENTENCE,
    *,
    size: float = SIZE,
    font: str = "Song",
    bold: bool = False,
    centered: bool = False,
    indented: bool = True,
    full: bool = False,
    frame: BBox | None = None,
    page: int = 1,
    top: float = 300.0,
    left: float = LEFT,
    right: float = RIGHT,
) -> TextBlock:
    """One block; a sentence counts as two full lines, anything short as one line."""
    n_lines = 2 if said.endswith("。") and len(said) > 30 else 1
    boxes = [
        BBox(left, top + 20 * n, right if n_lines > 1 else left + size * len(said), top + 20 * n + size)
        for n in range(n_lines)
    ]
    cuts = [len(said) * n // n_lines for n in range(n_lines + 1)]
    lines = tuple(
        Line(page, box, said[a:b], tuple([box] * (b - a)), size, font, bold)
        for box, a, b in zip(boxes, cuts, cuts[1:], strict=False)
    )
    places = tuple(Region(page, box) for line, box in zip(lines, boxes, strict=True) for _ in line.text)
    return TextBlock(lines, said, places, size, font, bold, indented, centered, full, frame)


def heading(said: str, size: float = 16, font: str = "Hei", bold: bool = True, page: int = 1) -> TextBlock:
    return text(said, size=size, font=font, bold=bold, indented=False, page=page)


def caption(said: str, page: int = 1, top: float = 300.0) -> TextBlock:
    return text(said, size=10.5, centered=True, page=page, top=top)


def picture(page: int = 1, top: float = 200.0, frame: BBox | None = None) -> Picture:
    return Picture(Region(page, BBox(100, top, 400, top + 95)), frame)


def grid(
    cells: Sequence[Sequence[str]] = (("项目", "2024"), ("教师", "12")), page: int = 1, top: float = 200.0
) -> Grid:
    box = BBox(LEFT, top, RIGHT, top + 95)
    return Grid((Region(page, box),), tuple(map(tuple, cells)), (), {}, header_rows=1)


def tree_of(*items: FlowItem, pages: int = 3, words: StructureWords | None = None) -> Tree:
    """The tree of a document whose body is set in Song of 12 points; `words` are those of all shipped packs by default."""
    flow = Flow(tuple(items), (), ("",) * pages, SIZE, "Song", ((595.0, 842.0),) * pages)
    return build_tree(flow, items, (), to_styles(words or structure_words(None)))


def sections_of(*items: FlowItem) -> list[str]:
    """Sections as "level number|title"."""
    return [f"{s.level} {s.number}|{s.title}" for s in tree_of(*items).sections]
