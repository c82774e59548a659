"""The whole report as one HTML file."""

from __future__ import annotations

import re
from dataclasses import replace

from docextract.model.geometry import BBox
from docextract.outputs.drawing import LAYERS, Mark, page_marks
from docextract.outputs.page_view import PageView, report_html
from tests.builders import report

PAGE = PageView(3, b"jpeg", 595.0, 842.0, {"block": (Mark(BBox(1, 2, 30, 40), "paragraph", "b1 <b>"),)})


def test_page_loads_nothing_from_outside() -> None:
    text = report_html(report(), [PAGE])
    assert re.findall(r"(?:src|href)=\"(?!data:|#)", text) == []


def test_text_of_the_report_is_never_markup() -> None:
    text = report_html(replace(report(), title="<script>alert(1)</script>"), [PAGE])
    assert "<script>alert" not in text
    assert "<title>b1 &lt;b&gt;</title>" in text


def test_every_layer_can_be_switched() -> None:
    text = report_html(report(), [PAGE])
    assert re.findall(r'type="checkbox" name="(\w+)"', text) == list(LAYERS)
    assert all(f'<g class="{layer}">' in text for layer in LAYERS)


def test_order_goes_from_block_to_block_of_the_page() -> None:
    marks = page_marks(report(), 3, layers=("order",))
    assert [(mark.label, mark.to is not None) for mark in marks] == [("1", True), ("2", True)]


def test_only_the_layers_asked_for_are_drawn() -> None:
    assert {mark.layer for mark in page_marks(report(), 4, layers=("cell",))} == {"cell"}
