"""Which way up a scanned sheet lies: upright, sideways, upside down."""

from __future__ import annotations

import statistics

import cv2
import numpy as np

from docextract.pdf import ocr
from docextract.pdf.ocr import Picture
from docextract.pdf.straighten import letters

SIDEWAYS_RATIO = 1.3  # how much more the ink must alternate across the page than down it to make us look closer
SAMPLE = 8  # lines read to tell one way from the other
POOR_SCORE = 0.8  # the longest lines of an upright page are read far more surely than this
COARSE = 0.5  # half the resolution shows well enough where the lines are


def sideways_turns(grey: Picture, scale: float) -> int:
    """Quarter turns clockwise by which the page's text is turned: 1 or 3 if it runs up or down the page, else 0.

    Turning the picture back as often sets it upright. Most pages pass by the white between their lines alone; one that
    looks sideways is tried the three ways. A page upside down is not told here: its reading will be poor.
    """
    return _best(grey, (1, 3, 0)) if _looks_sideways(grey, scale) else 0


def _looks_sideways(grey: Picture, scale: float) -> bool:
    """True if ink and white alternate more from left to right than from top to bottom."""
    ink = letters(grey, scale)
    down, across = ink.sum(axis=1).astype(np.float64), ink.sum(axis=0).astype(np.float64)
    return bool(_unrest(across) > SIDEWAYS_RATIO * _unrest(down))


def _unrest(profile: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    total = profile.sum()
    return float((np.diff(profile) ** 2).sum() * len(profile) / total**2) if total else 0.0


def _best(grey: Picture, ways: tuple[int, ...]) -> int:
    """The first way in which lines are read surely, else the surest."""
    small = np.asarray(cv2.resize(grey, None, fx=COARSE, fy=COARSE, interpolation=cv2.INTER_AREA), np.uint8)
    scores = {}
    for turns in ways:
        scores[turns] = _score(np.ascontiguousarray(np.rot90(small, turns)))
        if scores[turns] >= POOR_SCORE:
            return turns
    return max(ways, key=lambda turns: scores[turns])


def _score(grey: Picture) -> float:
    """How surely the longest lines are read, from 0 to 1; an unread line counts as 0."""
    boxes = [box for box in ocr.text_boxes(grey) if box[2] - box[0] >= box[3] - box[1]]
    longest = sorted(boxes, key=lambda box: (box[0] - box[2], box))[:SAMPLE]
    scores = []
    for x0, top, x1, bottom in longest:
        chars = ocr.read_line(np.ascontiguousarray(grey[int(top) : int(bottom) + 1, int(x0) : int(x1) + 1]))
        scores.append(statistics.fmean(char.score for char in chars) if chars else 0.0)
    return statistics.fmean(scores) if scores else 0.0
