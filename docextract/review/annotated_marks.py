"""How a note looks on its page: a tinted box with the finding's number at its corner, as PDF drawing operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docextract.review.annotated_notes import PdfNote
from docextract.review.annotated_places import Box, PageSpace, Quad, around

Colour = tuple[float, float, float]
# Tint and border by severity: light enough to read through, and the borders apart on a grey print
TINTS: dict[str, tuple[Colour, Colour]] = {
    "high": ((1.0, 0.45, 0.40), (0.75, 0.20, 0.20)),
    "medium": ((1.0, 0.75, 0.25), (0.72, 0.38, 0.05)),
    "low": ((0.50, 0.82, 0.50), (0.15, 0.45, 0.22)),
}
BADGE = 9.0  # points: height of the number
MARGIN = 0.5  # points around the box, so that strokes of characters are not cut
# What the operators call the tint's transparency and the font; `annotated_pdf.py` defines them
TRANSPARENT, FONT = "/Marked", "/Helv"
DIGIT_WIDTH, DIGIT_HEIGHT = 0.556, 0.72  # of the font's size, in Helvetica Bold


@dataclass(frozen=True, slots=True)
class DrawnNote:
    """The rectangle on the page in the PDF's space, the corners of the marked box (none without one), what paints it."""

    rect: Box
    quad: Quad | None
    colour: Colour
    content: str


def drawn_note(note: PdfNote, space: PageSpace, taken: list[Box]) -> DrawnNote:
    """The note as drawn; the place of its number is added to `taken`, those of the page so far."""
    tint, ink = TINTS.get(note.severity, TINTS["low"])
    badge = _free_badge(note, space, taken)
    taken.append(badge)
    number = space.quad(*badge)
    label = f"q {_numbers(ink)} rg {_rectangle(around(number))} f {_digits(note.number, number)} Q"
    if note.bbox is None:
        return DrawnNote(around(number), None, tint, label)
    x0, top, x1, bottom = note.bbox
    quad = space.quad(x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN)
    box = _rectangle(around(quad))
    tinted = f"q {TRANSPARENT} gs {_numbers(tint)} rg {box} f Q q 0.8 w {_numbers(ink)} RG {box} S Q"
    return DrawnNote(around((*quad, *number)), quad, tint, f"{tinted} {label}")


def _free_badge(note: PdfNote, space: PageSpace, taken: Sequence[Box]) -> Box:
    """Where on the displayed page the number stands: at the box's upper left corner, at the left margin without a box;
    beside or below one that is there already, until the page ends."""
    width = BADGE * (0.35 + 0.6 * len(str(note.number)))
    if note.bbox is None:
        badge = (6.0, 8.0, 6.0 + 1.5 * max(width, BADGE), 8.0 + 1.5 * BADGE)
        across, down = 0.0, 1.8 * BADGE
    else:
        left, top = max(0.0, note.bbox[0] - MARGIN - width / 2), max(0.0, note.bbox[1] - MARGIN - BADGE * 0.7)
        badge = (left, top, left + width, top + BADGE)
        across, down = (-width - 0.5 if left > 3 * width else width + 0.5), 0.0
    while any(_hides(badge, other) for other in taken):
        moved = (badge[0] + across, badge[1] + down, badge[2] + across, badge[3] + down)
        if moved[0] < 0 or moved[2] > space.width or moved[3] > space.height:
            break
        badge = moved
    return badge


def _hides(first: Box, second: Box) -> bool:
    """True when one covers a good part of the other."""
    across = min(first[2], second[2]) - max(first[0], second[0])
    down = min(first[3], second[3]) - max(first[1], second[1])
    return across > 1.0 and down > 3.0


def _digits(number: int, quad: Quad) -> str:
    """The number in white in the middle of the quad, upright for the reader of a turned page."""
    (ax, ay), (bx, by), (cx, cy), _ = quad
    width, height = abs(bx - ax) + abs(by - ay), abs(cx - ax) + abs(cy - ay)  # the sides are upright or level
    right, up = ((bx - ax) / width, (by - ay) / width), ((ax - cx) / height, (ay - cy) / height)
    size = min(height * 0.85, BADGE)
    along = (width - DIGIT_WIDTH * size * len(str(number))) / 2
    above = (height - DIGIT_HEIGHT * size) / 2
    x, y = cx + right[0] * along + up[0] * above, cy + right[1] * along + up[1] * above
    return f"BT 1 1 1 rg {FONT} {size:.2f} Tf {_numbers((*right, *up, x, y))} Tm ({number}) Tj ET"


def _rectangle(rect: Box) -> str:
    left, bottom, right, top = rect
    return f"{_numbers((left, bottom, right - left, top - bottom))} re"


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)
