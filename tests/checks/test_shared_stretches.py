"""Stretches of text that two blocks share."""

from __future__ import annotations

import pytest

from docextract.checks.repeated_text import shared_stretches
from docextract.model.block import Block, BlockKind
from docextract.model.geometry import BBox, Region

PLACE = (Region(1, BBox(0, 0, 1, 1)),)


def block(id: str, text: str) -> Block:
    return Block(id, BlockKind.PARAGRAPH, text, PLACE)


@pytest.mark.parametrize("filler", ["_", ".", "…", "1", "\ufffd", "x"])
def test_lines_to_write_on_at_the_end_of_two_blocks_say_nothing_twice(filler: str) -> None:
    assert list(shared_stretches([block("b1", "甲" + filler * 120), block("b2", "乙丙" + filler * 120)])) == []
