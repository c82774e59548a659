"""Bands of dark colour with white letters on them, as chapter headings have: turned into black on white. Side bars."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from docextract.model.geometry import BBox
from docextract.model.page import Fill
from docextract.pdf.ocr import Picture
from docextract.pdf.picture_rules import block, in_points

DARK_GREY = 140
MIN_WIDTH_PT, MIN_HEIGHT_PT, MAX_HEIGHT_PT = 60.0, 11.0, 60.0  # larger dark areas are photographs
CLOSE_PT = 2.5  # strokes of the letters are no thicker
FILLED_SHARE = 0.95  # of its bounding box once the letters are closed: a rectangle, though it lie a little askew
LETTERS_SHARE = (0.01, 0.5)  # of the band that is light
BAR_WIDTH_PT = (2.2, 12.0)  # beside a heading or a case; what is thinner is a rule
MIN_BAR_HEIGHT_PT = 14.0
BAR_RATIO = 3.0  # times as high as wide
BAR_FILLED_SHARE = 0.8  # a bar may lie a little askew
EVEN_DARK = 24.0  # grey levels: a band is of one tint, a photograph is not


def dark_bands(grey: Picture, scale: float) -> tuple[Fill, ...]:
    """The bands of a straightened picture, with their lightness."""
    dark = (grey < DARK_GREY).astype(np.uint8)
    size = max(3, round(CLOSE_PT * scale))
    thick = max(3, round(MIN_HEIGHT_PT * scale / 2))
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, block(size, size))
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, block(thick, thick))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    out = []
    for i in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[i])
        box = in_points(BBox(x, y, x + width, y + height), scale)
        if box.width < MIN_WIDTH_PT or not MIN_HEIGHT_PT <= box.height <= MAX_HEIGHT_PT or box.width < 1.5 * box.height:
            continue
        part = grey[y : y + height, x : x + width]
        tones = part[part < DARK_GREY]
        tint = float(np.median(tones))
        light = 1.0 - len(tones) / part.size
        is_even = float(np.median(np.abs(tones.astype(np.float64) - tint))) <= EVEN_DARK
        if area >= FILLED_SHARE * width * height and is_even and LETTERS_SHARE[0] <= light <= LETTERS_SHARE[1]:
            out.append(Fill(box, tint / 255))
    return tuple(out)


def side_bars(grey: Picture, scale: float) -> tuple[Fill, ...]:
    """Thick upright bars that touch nothing, with their lightness; those of a chart are among them."""
    dark = (grey < DARK_GREY).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    out = []
    for i in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[i])
        is_bar = BAR_WIDTH_PT[0] * scale <= width <= BAR_WIDTH_PT[1] * scale and height >= BAR_RATIO * width
        if is_bar and height >= MIN_BAR_HEIGHT_PT * scale and area >= BAR_FILLED_SHARE * width * height:
            tint = float(np.median(grey[y : y + height, x : x + width]))
            out.append(Fill(in_points(BBox(x, y, x + width, y + height), scale), tint / 255))
    return tuple(out)


def with_bands_light(grey: Picture, bands: Sequence[Fill], scale: float) -> Picture:
    """The picture with each band turned into its negative and stretched, so that the band itself is paper."""
    out = grey.copy()
    for band in bands:
        box = band.bbox
        # One pixel more, and the dark edge of a band that lies a little askew is not left as a rule.
        rows = slice(max(0, round(box.top * scale) - 2), round(box.bottom * scale) + 2)
        columns = slice(max(0, round(box.x0 * scale) - 2), round(box.x1 * scale) + 2)
        part = out[rows, columns].astype(np.float64)
        tint = 255.0 * (band.grey or 0.0)
        light = np.clip((part - tint - 20.0) / max(1.0, 235.0 - tint), 0.0, 1.0)
        negative = np.asarray(255.0 * (1.0 - light), np.uint8)
        negative[:4, :] = negative[-4:, :] = 255
        negative[:, :4] = negative[:, -4:] = 255
        out[rows, columns] = negative
    return out
