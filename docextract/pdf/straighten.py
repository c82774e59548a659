"""A page's picture made fit for reading: grey, evenly lit, turned by the degree or so that it lay askew."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from docextract.pdf.ocr import Picture

MAX_SKEW_DEG = 3.0  # what a feeder does; a page that lies further askew was laid so on purpose
COARSE_DEG = 0.1
FINE_DEG = 0.01
LEAST_SKEW_DEG = 0.02  # less is under a pixel over the width of the page
LETTER_IN = 0.5  # marks larger than this are pictures and rules, not letters
PAPER = 255
INK_SHARE = 0.75  # of the paper's lightness: darker is ink


@dataclass(frozen=True, slots=True)
class StraightPage:
    """The straightened picture in grey (paper is 255), its pixels a point, and the degrees it was turned by.

    `skew_deg` is positive where lines on the page fell towards the right.
    """

    grey: Picture
    scale: float
    skew_deg: float


def straighten(grey: Picture, scale: float, is_scan: bool = True) -> StraightPage:
    """Lit evenly and turned about its middle so that its lines of text run level; the size stays.

    What was drawn by a program (not `is_scan`) is left as it is.
    """
    if not is_scan:
        return StraightPage(grey, scale, 0.0)
    lit = evenly_lit(grey)
    skew = skew_of(lit, scale)
    if abs(skew) < LEAST_SKEW_DEG:
        return StraightPage(lit, scale, 0.0)
    height, width = lit.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), skew, 1.0)
    turned = cv2.warpAffine(lit, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=PAPER)
    return StraightPage(np.asarray(turned, np.uint8), scale, skew)


def evenly_lit(grey: Picture) -> Picture:
    """Paper becomes white over the whole page: a scanner's lamp and a yellowed sheet make a smooth slope of grey.

    The slope is a plane through the lightest parts of the page; anything finer (a shaded box, a photograph) stays.
    """
    small = cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float64)
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    terms = np.stack([np.ones_like(x), x, y], axis=-1).reshape(-1, 3)
    values = small.reshape(-1)
    paper = values >= np.percentile(values, 60)
    weights = np.linalg.lstsq(terms[paper], values[paper], rcond=None)[0]
    height, width = grey.shape
    yy, xx = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    slope = np.clip(weights[0] + weights[1] * xx + weights[2] * yy, 60, 255)
    flat: Picture = np.clip(grey / slope * PAPER, 0, 255).astype(np.uint8)
    return flat


def skew_of(grey: Picture, scale: float) -> float:
    """Degrees by which lines of text fall towards the right; 0 when there is too little text to tell."""
    y, x = np.nonzero(_letters(grey, scale))
    if len(x) < 500:
        return 0.0
    keep = slice(None, None, max(1, len(x) // 150_000))
    xs, ys = x[keep].astype(np.float64), y[keep].astype(np.float64)
    coarse = _best(xs, ys, np.arange(-MAX_SKEW_DEG, MAX_SKEW_DEG + COARSE_DEG / 2, COARSE_DEG))
    return float(_best(xs, ys, np.arange(coarse - COARSE_DEG, coarse + COARSE_DEG + FINE_DEG / 2, FINE_DEG)))


def _letters(grey: Picture, scale: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Ink of letters and level rules; photographs would drown what the lines of text say."""
    ink = (grey < INK_SHARE * PAPER).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    is_high = stats[:, cv2.CC_STAT_HEIGHT] > LETTER_IN * 72 * scale
    is_high[0] = True
    return np.asarray(~is_high[labels])


def _best(xs: np.ndarray[Any, Any], ys: np.ndarray[Any, Any], degrees: np.ndarray[Any, Any]) -> float:
    """The angle at which the ink falls into the fewest rows: level lines leave the rows between them white."""
    scores = []
    for angle in degrees:
        rows = ys - xs * math.tan(math.radians(angle))
        counts = np.bincount((rows - rows.min()).astype(np.int64))
        scores.append(float((counts.astype(np.float64) ** 2).sum()))
    return round(float(degrees[int(np.argmax(scores))]), 3)
