"""Every finding can be shown: its evidence has a box."""

from __future__ import annotations

from docextract.checks.verdicts.locate import with_box
from docextract.model.finding import Evidence
from docextract.model.source import SourceRef
from tests.builders import BOX, report


def test_evidence_named_by_its_block_gets_the_blocks_box() -> None:
    found = with_box(Evidence(SourceRef(3, block="b1"), "第一章 基本情况"), report())
    assert found.source.bbox == BOX and found.source.block == "b1"


def test_evidence_named_by_its_words_gets_the_box_of_the_block_that_says_them() -> None:
    found = with_box(Evidence(SourceRef(3), "在校生 100 人"), report())
    assert found.source.bbox == BOX


def test_words_that_stand_nowhere_on_the_page_get_no_box() -> None:
    for evidence in (Evidence(SourceRef(5), "第一章 基本情况"), Evidence(SourceRef(3), "别的话")):
        assert with_box(evidence, report()) == evidence
