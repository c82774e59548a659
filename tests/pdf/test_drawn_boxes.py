"""Rounded and dashed boxes are rules around what they hold; leaders, slices and speech marks are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docextract.model.geometry import BBox
from docextract.pdf.drawn_boxes import dashed_boxes, is_rounded_box
from docextract.pdf.read import READERS, read_pdf
from tests.pdf.minimal import text, write_pdf

readers = pytest.mark.parametrize("reader", sorted(READERS))
BOX = (50.0, 100.0, 350.0, 200.0)  # from the upper left corner
ROUNDED = (
    "1 w 60 200 m 340 200 l 346 200 350 196 350 190 c 350 110 l 350 104 346 100 340 100 c 60 100 l"
    " 54 100 50 104 50 110 c 50 190 l 50 196 54 200 60 200 c h S"
)


def level(y: float, step: float = 4.0) -> str:
    return " ".join(f"{50 + step * n} {y} 2 0.8 re f" for n in range(round(300 / step)))


def upright(x: float) -> str:
    return " ".join(f"{x} {100 + 4 * n} 0.8 2 re f" for n in range(25))


def long_rules(tmp_path: Path, drawing: str, reader: str) -> list[tuple[float, ...]]:
    page = read_pdf(write_pdf(tmp_path / "a.pdf", f"{text('A', 60, 150)} {drawing}"), reader).pages[0]
    boxes = [rule.bbox for rule in page.rules if max(rule.bbox.width, rule.bbox.height) > 50]
    return sorted((box.x0, box.top, box.x1, box.bottom) for box in boxes)


def sides_of(x0: float, top: float, x1: float, bottom: float) -> list[tuple[float, ...]]:
    return sorted([(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)])


def assert_sides(found: Sequence[tuple[float, ...]]) -> None:
    assert len(found) == 4
    for a, b in zip(found, sides_of(*BOX), strict=True):
        assert a == pytest.approx(b, abs=2.5)


@readers
def test_box_with_rounded_corners_is_four_rules(tmp_path: Path, reader: str) -> None:
    assert_sides(long_rules(tmp_path, ROUNDED, reader))


@readers
def test_box_of_dashes_is_four_rules(tmp_path: Path, reader: str) -> None:
    assert_sides(long_rules(tmp_path, " ".join([level(100), level(200), upright(50), upright(349)]), reader))


@readers
def test_rows_of_dots_without_upright_sides_are_no_box(tmp_path: Path, reader: str) -> None:
    assert long_rules(tmp_path, " ".join([level(100), level(120), level(140)]), reader) == []


def test_circle_and_slice_are_no_boxes() -> None:
    circle = [(50, 0), (85, 15), (100, 50), (85, 85), (50, 100), (15, 85), (0, 50), (15, 15), (50, 0)]
    assert not is_rounded_box([(float(x), float(y)) for x, y in circle])
    assert not is_rounded_box([(0.0, 0.0), (100.0, 0.0), (90.0, 50.0), (60.0, 90.0), (0.0, 100.0), (0.0, 0.0)])


def test_uprights_that_belong_to_another_row_make_no_box() -> None:
    rows = [BBox(50 + 4 * n, y, 52 + 4 * n, y + 0.8) for y in (100.0, 200.0) for n in range(50)]
    tall = [BBox(50, 300 + 4 * n, 50.8, 302 + 4 * n) for n in range(50)]
    assert dashed_boxes([*rows, *tall]) == ()
