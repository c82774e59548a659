"""A pack in a folder of one's own: its words for headings, cases and captions reach every stage that reads a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.model.document import Report
from docextract.pipeline import analyse, read_report
from tests.pdf.chinese import words, write_chinese_pdf

PACK = """pack:
  name: 江城市职业教育质量年度报告（2026 年度）
  extends: zhongzhi/2024
  applies_to: {titles: [江城市职业教育质量], first_year: 2026}
structure:
  front: [编者的话]
  cases: [典型做法]
  tables: [附件]
"""
TITLE = 2  # the font of titles
FULL = "学校持续推进课程标准与岗位标准的衔接，形成可推广的经验，得到企业普遍认可，示范作用明显。"


def page() -> str:
    """Titles right under full lines, and a table without rules right under its caption."""
    lines = [
        words("编者的话", 72, 760, font=TITLE),
        *(words(part, 72, 735 - 20 * n) for n, part in enumerate((FULL[:37], FULL[:36] + "。"))),
        words("典型做法 1　师徒同台授课", 72, 695, font=TITLE),
        *(words(part, 72, 675 - 20 * n) for n, part in enumerate((FULL[:37], FULL[:36] + "。"))),
        words("附件 1　各专业在校生", 210, 620, 10.5),
    ]
    cells = (("专业", "班数", "人数"), ("会计", "3", "120"), ("烹饪", "2", "80"))
    lines += [
        words(cell, 80 + 150 * c, 596 - 20 * r, 10.5) for r, row in enumerate(cells) for c, cell in enumerate(row)
    ]
    return "\n".join((*lines, words(FULL[:36], 96, 510), words(FULL[:36], 96, 490)))


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return write_chinese_pdf(tmp_path / "江城.pdf", page())


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "jiangcheng" / "2026.yaml"
    path.parent.mkdir()
    path.write_text(PACK, encoding="utf-8")
    return path


def found(report: Report) -> tuple[list[str], list[str], list[str]]:
    return (
        [section.title for section in report.sections],
        [f"{case.number} {case.title}" for case in report.cases],
        [f"{table.number} {table.title}" for table in report.tables],
    )


def test_words_of_the_named_pack_are_found(pdf: Path, pack: Path) -> None:
    report = read_report(pdf, rules=pack)
    assert found(report) == (["编者的话"], ["典型做法 1 师徒同台授课"], ["附件 1 各专业在校生"])
    assert report.tables[0].cells[0] == ("专业", "班数", "人数")
    assert report.cases[0].text.startswith("学校持续推进")


def test_words_of_the_named_pack_are_found_on_the_whole_way(pdf: Path, pack: Path) -> None:
    assert found(analyse(pdf, rules=pack.parent).report) == found(read_report(pdf, rules=pack))


def test_without_the_pack_they_are_not_found(pdf: Path) -> None:
    sections, cases, tables = found(read_report(pdf))
    assert not sections and not cases and tables == [" "]
