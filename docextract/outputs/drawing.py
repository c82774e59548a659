"""Paints what the program believes over a page's picture: every block, table cell and heading boxed and labelled."""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from docextract.fonts import label_font
from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.finding import Finding
from docextract.model.geometry import BBox, union_box

LABEL_SIZE_PT = 7.0
LINE_PT = 0.8
JPEG_QUALITY = 70
MAX_LABEL = 40  # characters; a label must not hide the page

# One colour a layer, far enough apart to be told on a grey print
COLOURS = {
    "heading": (200, 30, 30),
    "paragraph": (60, 110, 200),
    "case": (190, 90, 0),
    "figure": (120, 60, 170),
    "table": (0, 120, 90),
    "cell": (0, 160, 120),
    "footnote": (110, 110, 110),
    "toc": (150, 120, 40),
    "cover": (150, 60, 120),
    "furniture": (150, 150, 150),
    "line": (170, 190, 220),
    "column": (90, 150, 210),
    "order": (240, 140, 0),
    "finding": (230, 0, 90),
}
# What can be asked for; each block's kind is a layer of its own within "block".
LAYERS = ("line", "column", "cell", "block", "heading", "order", "finding")


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to paint. `layer` chooses the colour (a key of COLOURS); an empty label paints the box alone.

    A mark of the layer "order" is an arrow from the box's left upper corner to the left upper corner of `to`.
    """

    bbox: BBox
    layer: str
    label: str = ""
    to: BBox | None = None


def page_marks(
    report: Report, page: int, findings: Iterable[Finding] = (), layers: Collection[str] = ("cell", "block", "finding")
) -> tuple[Mark, ...]:
    """What is known about a page, by layer (see LAYERS), what is painted first comes first; empty for an empty page."""
    marks: dict[str, list[Mark]] = {
        "line": _line_marks(report, page),
        "column": _column_marks(report, page),
        "cell": _cell_marks(report, page),
        "block": _block_marks(report, page),
        "heading": [mark for mark in _block_marks(report, page) if mark.layer == "heading"],
        "order": _order_marks(report, page),
        "finding": _finding_marks(findings, page),
    }
    return tuple(mark for layer in LAYERS if layer in layers for mark in marks[layer])


def _line_marks(report: Report, page: int) -> list[Mark]:
    return [
        Mark(region.bbox, "line") for block in report.blocks for region in block.line_regions() if region.page == page
    ]


def _column_marks(report: Report, page: int) -> list[Mark]:
    """Runs of blocks that are read straight down: a block beside the one before, or above it, begins a new column."""
    columns: list[BBox] = []
    before: BBox | None = None
    for box in _read_boxes(report, page):
        joined = union_box([columns[-1], box]) if columns else box
        is_below = before is not None and box.x_overlap(before) > 0 and box.top >= before.bottom - box.height / 2
        if is_below and not any(_overlap(joined, other) for other in columns[:-1]):
            columns[-1] = joined
        else:
            columns.append(box)
        before = box
    return [Mark(box, "column", f"column {number}") for number, box in enumerate(columns, start=1)]


def _overlap(first: BBox, second: BBox) -> bool:
    """True when the boxes share more than a touch."""
    return first.x_overlap(second) > 1.0 and first.y_overlap(second) > 1.0


def _read_boxes(report: Report, page: int) -> list[BBox]:
    """The boxes of a page's blocks as they are read; running headers are outside the order."""
    return [
        region.bbox
        for block in report.blocks
        if block.kind is not BlockKind.FURNITURE
        for region in block.regions
        if region.page == page
    ]


def _order_marks(report: Report, page: int) -> list[Mark]:
    """Arrows from each block of the page to the one that is read after it."""
    boxes = _read_boxes(report, page)
    return [Mark(a, "order", str(n), to=b) for n, (a, b) in enumerate(itertools.pairwise(boxes), start=1)]


def _block_marks(report: Report, page: int) -> list[Mark]:
    levels = {section.block: section.level for section in report.sections}
    marks = []
    for block in report.blocks:
        for number, region in enumerate(block.regions):
            if region.page != page:
                continue
            level = levels.get(block.id)
            words = [block.id, f"H{level}" if level else block.kind.value, "…" if number else ""]
            if block.kind is not BlockKind.PARAGRAPH:
                words.append(block.text)
            marks.append(Mark(region.bbox, block.kind.value, " ".join(filter(None, words))))
    return marks


def _cell_marks(report: Report, page: int) -> list[Mark]:
    return [
        Mark(region.bbox, "cell", f"{row},{column}")
        for table in report.tables
        for (row, column), regions in sorted(table.cell_boxes.items())
        for region in regions
        if region.page == page
    ]


def _finding_marks(findings: Iterable[Finding], page: int) -> list[Mark]:
    return [
        Mark(evidence.source.bbox, "finding", f"{finding.kind.value} {finding.subject}")
        for finding in findings
        for evidence in finding.evidence
        if evidence.source.page == page and evidence.source.bbox is not None
    ]


def draw_marks(image: Image.Image, marks: Iterable[Mark], scale: float) -> Image.Image:
    """A copy of the picture with the marks on it; `scale` is its pixels a point."""
    painted = image.convert("RGB")
    draw = ImageDraw.Draw(painted, "RGBA")
    font = _font(max(8, round(LABEL_SIZE_PT * scale)))
    width = max(1, round(LINE_PT * scale))
    for mark in marks:
        colour = COLOURS[mark.layer]
        box = _pixels(mark.bbox, scale)
        if mark.to is not None:
            _draw_arrow(draw, box, _pixels(mark.to, scale), colour, width)
            continue
        draw.rectangle(box, outline=colour, width=width)
        if mark.label:
            _draw_label(draw, mark, box, font, painted.width)
    return painted


def _draw_arrow(
    draw: ImageDraw.ImageDraw,
    start: tuple[float, float, float, float],
    end: tuple[float, float, float, float],
    colour: tuple[int, int, int],
    width: int,
) -> None:
    """A line from corner to corner with a dot where it begins and a head where it ends."""
    (x0, y0), (x1, y1) = start[:2], end[:2]
    draw.line((x0, y0, x1, y1), fill=colour, width=2 * width)
    draw.ellipse((x0 - 2 * width, y0 - 2 * width, x0 + 2 * width, y0 + 2 * width), fill=colour)
    angle = math.atan2(y1 - y0, x1 - x0)
    wings = [(x1 - 9 * width * math.cos(angle + turn), y1 - 9 * width * math.sin(angle + turn)) for turn in (0.4, -0.4)]
    draw.polygon([(x1, y1), *wings], fill=colour)


def _pixels(bbox: BBox, scale: float) -> tuple[float, float, float, float]:
    x0, x1 = sorted((bbox.x0 * scale, bbox.x1 * scale))
    top, bottom = sorted((bbox.top * scale, bbox.bottom * scale))
    return x0, top, x1, bottom


def _draw_label(
    draw: ImageDraw.ImageDraw,
    mark: Mark,
    box: tuple[float, float, float, float],
    font: ImageFont.FreeTypeFont,
    page_width: int,
) -> None:
    """A cell's label within its corner, any other above its box, moved in where the page ends."""
    text = mark.label if len(mark.label) <= MAX_LABEL else mark.label[: MAX_LABEL - 1] + "…"
    left, top, right, bottom = font.getbbox(text)
    width, height = right - left, bottom - top
    x = max(0.0, min(box[0], page_width - width - 2))
    y = box[1] if mark.layer == "cell" else max(0.0, box[1] - height - 2)
    colour = COLOURS[mark.layer]
    draw.rectangle((x, y, x + width + 2, y + height + 2), fill=(255, 255, 255, 200))
    draw.text((x + 1 - left, y + 1 - top), text, fill=colour, font=font)


@lru_cache(maxsize=8)
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(label_font()), size_px)


def png_bytes(image: Image.Image) -> bytes:
    """The picture as PNG."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def jpeg_bytes(image: Image.Image) -> bytes:
    """The picture as JPEG: a tenth of the PNG's size, good enough to read a page by."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue()
