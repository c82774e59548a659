"""Lines, filled areas and pictures of a page, from PDFium's page objects."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from docextract.model.geometry import BBox
from docextract.model.page import Fill, Image, Rule
from docextract.pdf.drawn_boxes import MAX_DASH_PT, dashed_boxes, is_rounded_box, sides

ToDisplay = Callable[[float, float, float, float], BBox]
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_FORM_DEPTH = 8  # forms nested deeper than this are an attack, not a page
MAX_OBJECTS = 200_000
THIN_PT = 2.6  # a filled rectangle thinner than this is drawn as a line by the producer
SLANT_PT = 0.6  # a stroke may lean this much and still count as upright
SHORTEST_RULE_PT = 3.0


@dataclass(slots=True)
class _Drawing:
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    dashes: list[BBox] = field(default_factory=list)  # short strokes and small areas, which may make up a line


def page_drawing(
    page: pdfium.PdfPage, to_display: ToDisplay
) -> tuple[tuple[Rule, ...], tuple[Fill, ...], tuple[Image, ...]]:
    """Rules, fills and images of a page in drawing order, in display coordinates, clipped to the page."""
    width, height = page.get_size()
    frame = BBox(0.0, 0.0, width, height)
    drawing = _Drawing()
    for handle, matrix in itertools.islice(_objects(page.raw, IDENTITY, 0), MAX_OBJECTS):
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, handle, matrix, to_display, frame)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            box = _clipped(_bounds(handle, matrix, to_display), frame)
            if box is not None:
                drawing.images.append(Image(box))
    drawing.rules.extend(Rule(side, THIN_PT / 2) for box in dashed_boxes(drawing.dashes) for side in sides(box))
    return tuple(drawing.rules), tuple(drawing.fills), tuple(drawing.images)


def _objects(container: object, outer: Matrix, depth: int) -> Iterator[tuple[object, Matrix]]:
    """All page objects, those inside forms too, each with the matrix of the form around it."""
    if depth == 0:
        count, get = pdfium_c.FPDFPage_CountObjects(container), pdfium_c.FPDFPage_GetObject
    else:
        count, get = pdfium_c.FPDFFormObj_CountObjects(container), pdfium_c.FPDFFormObj_GetObject
    for i in range(count):
        handle = get(container, i)
        if not handle:
            continue
        if pdfium_c.FPDFPageObj_GetType(handle) == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < MAX_FORM_DEPTH:
                yield from _objects(handle, _times(_matrix(handle), outer), depth + 1)
        else:
            yield handle, outer


def _matrix(handle: object) -> Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, raw):
        return IDENTITY
    return (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Inner first, then outer (PDF 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: object, outer: Matrix, to_display: ToDisplay) -> BBox:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    corners = [_apply(outer, (x, y)) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return to_display(min(xs), min(ys), max(xs), max(ys))


def _clipped(box: BBox, frame: BBox) -> BBox | None:
    """The part of a box on the page; None when there is none."""
    x0, top = max(box.x0, frame.x0), max(box.top, frame.top)
    x1, bottom = min(box.x1, frame.x1), min(box.bottom, frame.bottom)
    return BBox(x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None


def _add_path(drawing: _Drawing, handle: object, outer: Matrix, to_display: ToDisplay, frame: BBox) -> None:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, fill_mode, stroke)
    if not fill_mode.value and not stroke.value:
        return
    matrix = _times(_matrix(handle), outer)
    grey = _grey(handle) if fill_mode.value else None
    line_width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(handle, line_width)
    for points, is_straight in _subpaths(handle, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = _clipped(to_display(min(xs), min(ys), max(xs), max(ys)), frame)
        if stroke.value and not is_straight and box is not None and is_rounded_box(points):
            drawing.rules.extend(Rule(side, line_width.value) for side in sides(box))
        elif stroke.value:
            for start, end in itertools.pairwise(points):
                _add_stroke(drawing, start, end, line_width.value, to_display, frame)
        if fill_mode.value and grey is not None and len(points) > 1 and box is not None:
            _add_fill(drawing, box, grey, is_straight)


def _add_stroke(drawing: _Drawing, start: Point, end: Point, width: float, to_display: ToDisplay, frame: BBox) -> None:
    box = to_display(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    clipped = _clipped(box, frame)
    if clipped is None or min(clipped.width, clipped.height) > SLANT_PT:
        return
    long = max(clipped.width, clipped.height)
    if long <= MAX_DASH_PT:
        drawing.dashes.append(clipped)
    if long >= SHORTEST_RULE_PT:
        drawing.rules.append(Rule(clipped, width))


def _add_fill(drawing: _Drawing, box: BBox, grey: float, is_straight: bool) -> None:
    thin, long = min(box.width, box.height), max(box.width, box.height)
    if thin <= THIN_PT and long <= MAX_DASH_PT:
        drawing.dashes.append(box)
    if thin <= THIN_PT and long >= SHORTEST_RULE_PT and is_straight:
        drawing.rules.append(Rule(_middle_line(box), thin))
    elif thin > THIN_PT:
        drawing.fills.append(Fill(box, grey))


def _middle_line(box: BBox) -> BBox:
    """A thin filled rectangle as the line through its middle."""
    if box.width >= box.height:
        return BBox(box.x0, box.y_mid, box.x1, box.y_mid)
    return BBox(box.x_mid, box.top, box.x_mid, box.bottom)


def _grey(handle: object) -> float | None:
    """Lightness of the fill, None when it is fully transparent."""
    r, g, b, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, r, g, b, alpha):
        return 0.5  # a pattern or shading: something is painted, we can't say how dark
    if alpha.value == 0:
        return None
    return (0.299 * r.value + 0.587 * g.value + 0.114 * b.value) / 255


def _subpaths(handle: object, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """Each subpath's points in page space, and whether it has no curve; a closed one ends where it began."""
    points: list[Point] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium_c.FPDFPath_CountSegments(handle)):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points, is_straight
            points, is_straight = [], True
        is_straight = is_straight and kind != pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append(_apply(matrix, (x.value, y.value)))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, is_straight
