"""Which way up a scanned sheet lies: upright, sideways, upside down."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import cv2
import numpy as np

from docextract.pdf import ocr
from docextract.pdf.ocr import Picture

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

TALL_RATIO = 1.8  # a lone digit is higher than wide, too, but by less
SAMPLE = 8  # lines read to tell one way from the other
POOR_SCORE = 0.8  # the characters of an upright page are read far more surely than this
LEVEL_SHARE = 0.6  # of the area of its lines: an upright page has some sideways labels at most
COARSE = 0.5  # half the resolution shows well enough where the lines are


def surest_turns(grey: Picture) -> int:
    """Quarter turns clockwise by which the page's text seems to be turned, judged by reading it all four ways.

    Turning the picture back as often sets it upright.
    """
    return _best(grey, (0, 1, 3, 2))


def level_share(boxes: Sequence[Box]) -> float:
    """The share of text boxes, by area, that are no higher than lines of their width can be; 1 when there are none."""
    total = sum(map(_area, boxes))
    return (
        sum(_area(box) for box in boxes if box[3] - box[1] <= TALL_RATIO * (box[2] - box[0])) / total if total else 1.0
    )


def _best(grey: Picture, ways: tuple[int, ...]) -> int:
    """The way in which the longest lines are read most surely; of equals the first."""
    small = np.asarray(cv2.resize(grey, None, fx=COARSE, fy=COARSE, interpolation=cv2.INTER_AREA), np.uint8)
    scores = {turns: _score(np.ascontiguousarray(np.rot90(small, turns))) for turns in ways}
    return max(ways, key=lambda turns: round(scores[turns], 2))


def _score(grey: Picture) -> float:
    """How surely the longest lines are read, from 0 to 1, times the share of the text that runs level.

    A line on its side is often read as digits, and surely; that it is higher than wide gives it away.
    """
    boxes = ocr.text_boxes(grey)
    if not boxes:
        return 0.0
    scores = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[0] - box[2], box))[:SAMPLE]:
        chars = ocr.read_line(np.ascontiguousarray(grey[int(top) : int(bottom) + 1, int(x0) : int(x1) + 1]))
        scores.append(statistics.fmean(char.score for char in chars) if chars else 0.0)
    return statistics.fmean(scores) * level_share(boxes)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
