"""Red seals on a page's picture."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import cv2
import numpy as np

from docextract.model.geometry import BBox
from docextract.pdf.read_picture import _is_stamp
from docextract.pdf.seals import grey_without_seals

RED, BLACK = (200, 40, 40), (20, 20, 20)


def sheet() -> Any:
    return np.full((400, 600, 3), 250, np.uint8)


def test_seal_goes_and_the_text_under_it_stays() -> None:
    page = sheet()
    cv2.circle(page, (300, 200), 50, RED, 4)
    cv2.line(page, (100, 200), (500, 200), BLACK, 3)
    grey = grey_without_seals(page, 1.0)
    assert grey[150, 300] > 190
    assert grey[200, 300] < 60


def test_red_heading_stays() -> None:
    page = sheet()
    cv2.rectangle(page, (50, 100), (550, 130), RED, -1)
    assert grey_without_seals(page, 1.0)[115, 300] < 120


def test_stamp_is_told_from_a_picture_by_the_lines_that_run_into_it() -> None:
    stamp = BBox(300, 100, 400, 200)
    across = [BBox(50, top, 500, top + 12) for top in (110, 130, 150)]
    beside = [BBox(50, top, 295, top + 12) for top in (110, 130, 150)]
    assert _is_stamp(stamp, across)
    assert not _is_stamp(stamp, beside)
    assert not _is_stamp(stamp, [BBox(310, 150, 390, 162)])
