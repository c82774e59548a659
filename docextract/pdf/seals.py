"""Red seals (公章) over a page's text: taken out by their colour before the page is read in grey."""

from __future__ import annotations

import cv2
import numpy as np

from docextract.pdf.ocr import Picture

RED_ABOVE = 50  # grey levels by which red outweighs green and blue; yellowed paper stays well below
SIDE_PT = (50.0, 190.0)  # official seals are 38 to 50 mm wide, those of firms and schools a little less
MAX_RATIO = 1.6  # of the longer side to the shorter: red headings are much wider than high
GAP_PT = 6.0  # between the characters along its rim


def grey_without_seals(rgb: Picture, scale: float) -> Picture:
    """The picture in grey. Within red patches of a seal's size and shape red becomes paper; black under it stays.

    Red headings stay as they are, and so do pictures: what is not red in them is not touched.
    """
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    red, other = rgb[:, :, 0].astype(np.int16), np.maximum(rgb[:, :, 1], rgb[:, :, 2]).astype(np.int16)
    mask = (red - other > RED_ABOVE).astype(np.uint8)
    if not mask.any():
        return grey
    size = max(3, round(GAP_PT * scale))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    out = grey.copy()
    for i in range(1, count):
        sides = sorted(float(side) for side in stats[i, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]])
        if SIDE_PT[0] * scale <= sides[0] and sides[1] <= min(SIDE_PT[1] * scale, MAX_RATIO * sides[0]):
            x, y, width, height = (int(value) for value in stats[i, :4])
            place = (slice(y, y + height), slice(x, x + width))
            inside = (labels[place] == i) & (mask[place] > 0)
            out[place][inside] = rgb[:, :, 0][place][inside]
    return out
