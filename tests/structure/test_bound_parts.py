"""Several documents in one PDF: each with its own title, issuer, year and levels."""

from __future__ import annotations

from docextract.model.flow import TextBlock
from tests.structure.build import heading, text, tree_of

CHAPTERS = (heading("一、办学规模"), text(), heading("二、专业设置"), text())


def title(said: str, page: int, size: float = 22) -> TextBlock:
    return text(said, size=size, centered=True, page=page)


def cover(*said: str, page: int) -> list[TextBlock]:
    name, *imprint = said
    return [title(name, page, 26), *(text(line, size=16, centered=True, page=page) for line in imprint)]


def parts(*items: TextBlock) -> list[tuple[str, str, str, int, int]]:
    tree = tree_of(*items, pages=9)
    return [(part.title, part.issuer, part.level, part.year, part.page) for part in tree.parts]


FIRST = cover("江城学院质量年度报告（2024 年度）", "江城学院", page=1)


def test_a_pdf_with_one_document_has_one_part() -> None:
    repeated = title("江城学院质量年度报告（2024 年度）", 2)
    found = parts(*FIRST, repeated, *(heading(c, page=2) for c in ("一、规模", "二、专业")), text(page=2))
    assert found == [("江城学院质量年度报告（2024 年度）", "江城学院", "school", 2024, 1)]


def test_a_cover_inside_begins_a_part_with_a_firm_for_issuer() -> None:
    second = cover("江城机电有限公司参与职业教育年度报告（2023 年度）", "江城机电有限公司", page=3)
    found = parts(*FIRST, heading("一、规模", page=2), text(page=2), *second, heading("一、概况", page=4), text(page=4))
    assert found[1] == ("江城机电有限公司参与职业教育年度报告（2023 年度）", "江城机电有限公司", "other", 2023, 3)


def test_a_title_over_the_text_begins_a_part_where_numbers_begin_again() -> None:
    bound = title("江城学院学生实习年度报告（2024 年度）", 3)
    imprint = text("江城学院实习管理中心 2024 年 12 月", centered=True, page=3)
    tree = tree_of(*CHAPTERS, bound, imprint, heading("第一章 总体情况", page=3), text(page=3), pages=4)
    assert [(p.issuer, p.year, p.page, p.section) for p in tree.parts][1] == ("江城学院实习管理中心", 2024, 3, "s3")
    assert [(s.level, s.number) for s in tree.sections][2:] == [(1, ""), (1, "第一章")]


def test_a_chapter_that_names_a_report_begins_no_part() -> None:
    chapter = heading("年度质量报告", page=2)
    assert len(parts(*FIRST, *CHAPTERS, chapter, text(page=2), heading("三、特色", page=2), text(page=2))) == 1


def test_levels_of_one_part_say_nothing_of_another() -> None:
    bound = title("江城学院学生实习年度报告", 3)
    first = (heading("1. 规模"), text(), heading("1.1 学生", 14), text())
    second = (heading("一、情况", page=3), text(page=3), heading("1.人数", 14, page=3), text(page=3))
    tree = tree_of(*first, bound, *second, pages=4)
    assert [(s.level, s.number) for s in tree.sections][3:] == [(1, "一、"), (2, "1.")]


def test_title_that_fills_its_line_begins_a_part() -> None:
    bound = text("江城市中等职业学校学生资助专项报告（2024 年度）", size=19, full=True, page=3)
    imprint = text("江城市学生资助管理中心 2024 年 12 月", centered=True, page=3)
    assert parts(*CHAPTERS, bound, imprint, heading("一、资助概况", page=3), text(page=3))[1][:2] == (
        "江城市中等职业学校学生资助专项报告（2024 年度）",
        "江城市学生资助管理中心",
    )


def test_cover_whose_title_breaks_within_the_name_of_the_report_begins_a_part() -> None:
    lines = [title("江城机电有限公司参与职业教育年度", 3, 26), title("报告（2024 年度）", 3, 26)]
    imprint = [text(said, size=16, centered=True, page=3) for said in ("江城机电有限公司", "2024 年 11 月")]
    found = parts(*FIRST, *CHAPTERS, *lines, *imprint, heading("一、概况", page=4), text(page=4))
    assert [part[4] for part in found] == [1, 3]
