"""Numbers of one bound document say nothing of another's."""

from __future__ import annotations

from dataclasses import replace

from docextract.checks.facts.book import open_book
from docextract.checks.numbering import numbering
from docextract.model.document import Report
from docextract.model.tree import Part
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material


def parted(report: Report, block: str) -> Report:
    first = Part("甲", "", "other", 0, 1, "", report.blocks[0].id)
    return replace(report, parts=(first, Part("乙", "", "other", 0, 2, "", block)))


def faults(report: Report) -> int:
    return sum(v.outcome == "differs" for v in numbering(open_book(report, (), load_pack(), "")))


def test_first_figures_of_two_documents_may_have_one_number() -> None:
    report = Material({"figures": ["1|甲", "1|乙", "2|丙"]}).report()
    assert faults(report) == 1
    assert faults(parted(report, report.figures[1].block)) == 0


def test_section_that_begins_a_document_leaves_no_gap() -> None:
    report = Material({"headings": ["# 一、|甲", "# 二、|乙", "# 四、|丙", "# 五、|丁"]}).report()
    assert faults(report) == 1
    assert faults(parted(report, report.sections[2].block)) == 0
