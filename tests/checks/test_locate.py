"""Every finding can be shown: its evidence has a box."""

from __future__ import annotations

from dataclasses import replace

from docextract.checks.verdicts.locate import with_box
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence
from docextract.model.geometry import BBox, Region
from docextract.model.source import SourceRef
from tests.builders import BOX, report


def test_evidence_named_by_its_block_gets_the_blocks_box() -> None:
    found = with_box(Evidence(SourceRef(3, block="b1"), "第一章 基本情况"), report())
    assert found.source.bbox == BOX and found.source.block == "b1"


def test_evidence_named_by_its_words_gets_the_box_of_the_block_that_says_them() -> None:
    found = with_box(Evidence(SourceRef(3), "在校生 100 人"), report())
    assert found.source.bbox == BOX


def test_caption_of_a_table_is_shown_and_not_the_whole_table() -> None:
    made = report()
    """Its caption may have a block of its own."""
    caption = Block("b4", BlockKind.TABLE, "表 2-1 学生情况", (Region(3, BBox(72, 80, 200, 92)),), section="s1")
    table = replace(made.blocks[2], text="")
    found = with_box(
        Evidence(SourceRef(3, block=table.id), "表 2-1 学生情况"),
        replace(made, blocks=(*made.blocks[:2], table, caption)),
    )
    assert found.source.bbox == BBox(72, 80, 200, 92)


def test_words_that_stand_nowhere_on_the_page_get_no_box() -> None:
    for evidence in (Evidence(SourceRef(5), "第一章 基本情况"), Evidence(SourceRef(3), "别的话")):
        assert with_box(evidence, report()) == evidence
