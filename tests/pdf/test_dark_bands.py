"""White letters on dark bands."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import cv2
import numpy as np

from docextract.pdf.dark_bands import dark_bands, with_bands_light
from docextract.pdf.ocr import Picture

SCALE = 2.0


def sheet(band: int, letters: int | None = None) -> Picture:
    page = np.full((300, 800), 250, np.uint8)
    page[100:150, 60:700] = band
    if letters is not None:
        cv2.putText(page, "SECTION 2", (90, 138), cv2.FONT_HERSHEY_SIMPLEX, 1.1, letters, 3)
    return page


def test_letters_on_a_band_become_black_on_paper() -> None:
    page = sheet(30, 250)
    (band,) = dark_bands(page, SCALE)
    assert (round(band.bbox.x0), round(band.bbox.top), round(band.bbox.bottom)) == (30, 50, 75)
    light = with_bands_light(page, [band], SCALE)
    assert light[105, 600] == 255
    assert (light[100:150, 60:400] < 40).sum() > 300


@pytest.mark.parametrize("page", [sheet(30), sheet(225, 20), np.full((300, 800), 250, np.uint8)])
def test_bars_without_letters_and_light_shades_are_none(page: Picture) -> None:
    assert dark_bands(page, SCALE) == ()
