"""What a straightened page picture shows besides text and rules: photographs, drawings, shaded areas.

Found by what ink is left that is neither text nor rule (photographs, bars and curves of charts), and by even grey areas
(shaded boxes).
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from docextract.model.geometry import BBox, union_box
from docextract.model.page import Fill, Image, Rule
from docextract.pdf.ocr import Picture
from docextract.pdf.picture_rules import Mask, block, in_points, lone_frames

INK_GREY = 190
MIN_PICTURE_PT = 40.0
MIN_BROAD_PICTURE_PT = (30.0, 60.0)  # a row of bars or signs is broader than high
MIN_PHOTOGRAPH_PT = 60.0
PHOTOGRAPH_SHARE = 0.8  # of its area is dark: no chart is, but for its bars
PICTURE_GAP_PT = 16.0  # bars and labels of one drawing lie no further apart
PICTURE_MARK_PT = 13.0  # smaller marks that are no text are specks, bullets and torn letters
MIN_DRAWN_SHARE = 0.1  # of a frame that belongs to a drawing: the curves of a chart leave much white
MAX_WRITTEN_SHARE = 0.12  # legends and labels; a box with a case in it holds more text
MIN_FILLED_SHARE = 0.04  # of its area, where no frame is drawn: stray specks far apart make no picture
MARK_GREY = 160  # letters are darker than dirt
LEAST_MARK_SHARE = 0.4  # of the usual height of a line; specks are smaller
LEAST_DASH_SHARE = 0.28  # ... but hyphens are, too: they are flat, and specks round
DASH_RATIO = 2.2
LARGEST_MARK_SHARE = 4.5
SLASH_RATIO = (0.2, 0.9)  # of its height
STRAIGHT = 0.93  # correlation of places along and across: 1 or 丿 are bent, and upright
SHADE_GREYS = (150, 247)  # shaded boxes are light; paper, once evenly lit, is lighter than the upper bound
MIN_SHADE_WIDTH_PT = 100.0
MIN_SHADE_HEIGHT_PT = 12.0
EVEN_SHADE = 5.0  # grey levels: an area of one tint, noise and all, strays no more
BOX_SHARE = 0.88  # of its bounding box: what a rectangle covers


def find_images(bare: Picture, texts: Sequence[BBox], rules: Sequence[Rule], scale: float) -> tuple[Image, ...]:
    """Photographs and drawings: ink that is neither text nor rule, marks near each other taken together.

    `bare` is the picture without rules, `texts` the boxes of its lines in points. A frame drawn around a drawing
    belongs to it.
    """
    ink = (bare < INK_GREY).astype(np.uint8)
    for box in texts:
        part = ink[_slice(box.top, box.bottom, scale), _slice(box.x0, box.x1, scale)]
        if not _is_solid(part):
            part[:] = 0
    marks = _boxes_of(ink, scale, PICTURE_MARK_PT)
    found = []
    for frame in lone_frames(rules):
        inside = [mark for mark in marks if frame.holds_middle_of(mark)]
        if inside and _is_drawn(frame, union_box(inside), texts):
            found.append(frame)
            marks = [mark for mark in marks if mark not in inside]
    for box in _clustered(ink, marks, scale):
        if _is_large(box) and _filled_share(ink, box, scale) >= MIN_FILLED_SHARE:
            found.append(box)
    return tuple(Image(box) for box in _clusters(found, gap=0.0))


def _is_large(box: BBox) -> bool:
    less, more = sorted((box.width, box.height))
    return less >= MIN_PICTURE_PT or (less >= MIN_BROAD_PICTURE_PT[0] and more >= MIN_BROAD_PICTURE_PT[1])


def lone_marks(bare: Picture, taken: Sequence[BBox], usual_pt: float, scale: float) -> list[BBox]:
    """Ink of a letter's size outside the boxes taken, parts of one mark together; in points, top to bottom.

    `usual_pt` is the usual height of a line. Specks and what is larger than a few characters are left out.
    """
    ink = (bare < MARK_GREY).astype(np.uint8)
    for box in taken:
        ink[_slice(box.top - 1, box.bottom + 1, scale), _slice(box.x0 - 1, box.x1 + 1, scale)] = 0
    near = max(3, round(0.3 * usual_pt * scale))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, block(near, near))
    return [
        box
        for box in _boxes_of(joined, scale, LEAST_DASH_SHARE * usual_pt)
        if (box.height >= LEAST_MARK_SHARE * usual_pt or box.width >= DASH_RATIO * box.height)
        and box.width <= LARGEST_MARK_SHARE * usual_pt
        and box.height <= 1.5 * usual_pt
    ]


def is_slash(part: Picture) -> bool:
    """True for a cut-out with one straight stroke from lower left to upper right: a / that fills a cell."""
    y, x = np.nonzero(part < MARK_GREY)
    height, width = part.shape
    if len(x) < 8 or not SLASH_RATIO[0] * height <= width <= SLASH_RATIO[1] * height or np.ptp(x) < 2:
        return False
    return float(np.corrcoef(x, y)[0, 1]) <= -STRAIGHT


def _is_solid(ink: Mask) -> bool:
    """True for a box that is dark almost all over: letters printed within a photograph."""
    return bool(ink.size) and float(ink.mean()) > 0.7


def _slice(start: float, end: float, scale: float) -> slice:
    return slice(max(0, int(start * scale)), max(0, int(end * scale) + 1))


def _boxes_of(ink: Mask, scale: float, at_least_pt: float) -> list[BBox]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    out = []
    for i in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[i])
        if max(width, height) >= at_least_pt * scale:
            out.append(in_points(BBox(x, y, x + width, y + height), scale))
    return out


def _clustered(ink: Mask, marks: Sequence[BBox], scale: float) -> list[BBox]:
    """Marks near each other as one drawing; photographs set side by side stay apart."""
    photographs = [
        box
        for box in marks
        if min(box.width, box.height) >= MIN_PHOTOGRAPH_PT and _filled_share(ink, box, scale) >= PHOTOGRAPH_SHARE
    ]
    return [*_clusters(photographs, gap=0.0), *_clusters([box for box in marks if box not in photographs])]


def _clusters(boxes: Sequence[BBox], gap: float = PICTURE_GAP_PT) -> list[BBox]:
    """Boxes nearer to each other than `gap` as one, until nothing more joins."""
    out: list[BBox] = []
    for box in boxes:
        joined = box
        while True:
            near = [other for other in out if _nearer(joined, other, gap)]
            if not near:
                break
            out = [other for other in out if other not in near]
            joined = union_box([joined, *near])
        out.append(joined)
    return sorted(out, key=lambda box: (box.top, box.x0))


def _nearer(a: BBox, b: BBox, gap: float) -> bool:
    return a.grown(gap).x_overlap(b) > 0 and a.grown(gap).y_overlap(b) > 0


def _filled_share(ink: Mask, box: BBox, scale: float) -> float:
    part = ink[_slice(box.top, box.bottom, scale), _slice(box.x0, box.x1, scale)]
    return float(part.mean()) if part.size else 0.0


def _is_drawn(frame: BBox, drawing: BBox, texts: Sequence[BBox]) -> bool:
    """True if a frame is drawn around the drawing in it, not around text with a picture beside it."""
    written = sum(box.area for box in texts if frame.holds_middle_of(box) and not drawing.holds_middle_of(box))
    return drawing.area >= MIN_DRAWN_SHARE * frame.area and written <= MAX_WRITTEN_SHARE * frame.area


def find_fills(grey: Picture, images: Sequence[Image], scale: float) -> tuple[Fill, ...]:
    """Shaded rectangles of one light tint, with their lightness; the text printed on them makes no holes.

    What lies in `images` is of no tint, though a photograph may be grey right up to a box beside it.
    """
    step = 4
    small = cv2.medianBlur(cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA), 7)
    shade = ((small >= SHADE_GREYS[0]) & (small <= SHADE_GREYS[1])).astype(np.uint8)
    for image in images:
        box = image.bbox
        shade[_slice(box.top - 1, box.bottom + 1, scale / step), _slice(box.x0 - 1, box.x1 + 1, scale / step)] = 0
    size = max(3, round(6 * scale / step))
    shade = cv2.morphologyEx(cv2.morphologyEx(shade, cv2.MORPH_OPEN, block(3, 3)), cv2.MORPH_CLOSE, block(size, size))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(shade, connectivity=4)
    out = []
    for i in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[i])
        box = in_points(BBox(x * step, y * step, (x + width) * step, (y + height) * step), scale)
        if box.width < MIN_SHADE_WIDTH_PT or box.height < MIN_SHADE_HEIGHT_PT or area < BOX_SHARE * width * height:
            continue
        tones = small[labels == i]
        tint = float(np.median(tones))
        if float(np.median(np.abs(tones - tint))) <= EVEN_SHADE:
            out.append(Fill(box, tint / 255))
    return tuple(out)
