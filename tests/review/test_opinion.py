"""The opinion as a Word file: what stands in it, in which order, and what templates may do."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from docextract.errors import SettingsError
from docextract.outputs.language import Lang
from docextract.review.decisions import State
from docextract.review.opinion_docx import check_template, opinion_docx, own_template
from docextract.review.opinion_fields import opinion_fields
from docextract.review.opinion_points import Opinion
from tests.review.out_made import OTHER, place, row
from tests.review.out_made import opinion as made
from tools.write_opinion_templates import EN, ZH, Layout

DAY = date(2026, 3, 2)


def written(opinion: Opinion, template: bytes = b"", lang: Lang = "zh") -> Any:
    """The opinion, opened again."""
    fields = opinion_fields(opinion, lang, office="江城市教育局职教科", day=DAY)
    return docx.Document(io.BytesIO(opinion_docx(fields, template or own_template(lang), day=DAY)))


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def template(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for number, cells in enumerate(table):
            for column, text in enumerate(cells):
                grid.cell(number, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_opinion_reads_as_an_office_writes(tmp_path: Path) -> None:
    assert lines(written(made(tmp_path, row(), wanted="confirmed", state=State.CONFIRMED))) == [
        "关于《江城市中等职业教育质量年度报告（2025 年度）》的审核意见",
        "江城市教育局：",
        "你单位报送的《江城市中等职业教育质量年度报告（2025 年度）》（PDF 共 3 页）收悉。"
        "我们对报告中的数据、图表、编号和引用作了核对，现将审核意见反馈如下。",
        "一、总体情况",
        "本次共提出问题 1 处，其中较重（会误导使用者）1 处。按类别分，数值不一致 1 处。",
        "以下问题由程序比对查出，并经审核人员逐条确认。文中“第 N 页”均指 PDF 文件的第 N 页。",
        "二、问题清单",
        "（一）数值不一致（1 处）",
        "1．专任教师总数前后不一：1903 人、1930 人。（较重）",
        "第 1 页：1.3 教师队伍，“专任教师 1903 人”",
        "第 2 页（印刷页码 1）：表 6，“1930”",
        "核算：1930 = 820 + 1110",
        "建议值：1930",
        "三、修改建议",
        "（一）数据类问题，请对照原始台账逐项核实，正文、表格、图示和上年数一并更正，做到前后一致；"
        "所列建议值仅供核实时参考，以原始数据为准。",
        "请于收到本意见后逐条核实、修改，并将修改后的报告和修改情况说明一并报送。",
        "江城市教育局职教科",
        "2026年3月2日",
    ]


def test_english_opinion_has_no_chinese_of_ours(tmp_path: Path) -> None:
    text = "\n".join(lines(written(made(tmp_path, row(evidence=[place(2, "1930", "案例")])), lang="en")))
    assert "1. 专任教师总数 is given as 1903 人 and 1930 人. (serious)" in text
    assert "page 2 (printed 1): case, “1930”" in text
    assert "2 March 2026" in text
    assert not any(word in text for word in ("问题", "第", "建议", "案例"))


def test_severest_kind_comes_first_and_numbers_go_on(tmp_path: Path) -> None:
    rows = [
        row("a", kind="date", severity="low"),
        row("b", kind="numbering", severity="low"),
        row("c", kind="arithmetic", severity="medium", evidence=[place(3)]),
        row("d", kind="numbering", severity="high"),
        row("e", kind="arithmetic", severity="medium", evidence=[place(1)]),
    ]
    opinion = made(tmp_path, *rows)
    assert [(group.kind, [point.found.id for point in group.points]) for group in opinion.groups] == [
        ("numbering", ["d", "b"]),
        ("arithmetic", ["e", "c"]),
        ("date", ["a"]),
    ]
    assert [point.number for point in opinion.points] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("state", "wanted", "count"),
    [
        (State.CONFIRMED, "confirmed", 1),
        (State.OPEN, "confirmed", 0),
        (State.UNSURE, "confirmed", 0),
        (State.OPEN, "all", 1),
        (State.UNSURE, "all", 1),
        (State.DISMISSED, "all", 0),
    ],
)
def test_what_nobody_confirmed_goes_out_only_on_request(tmp_path: Path, state: State, wanted: Any, count: int) -> None:
    assert len(made(tmp_path, row(), state=state, wanted=wanted).points) == count


def test_an_opinion_that_nobody_confirmed_says_so(tmp_path: Path) -> None:
    text = "\n".join(lines(written(made(tmp_path, row()))))
    assert "尚未全部经审核人员确认" in text
    assert "逐条确认" not in text


def test_ignored_findings_stay_at_home(tmp_path: Path) -> None:
    assert made(tmp_path, row(state="ignored")).points == ()


def test_nothing_to_say_is_said_without_empty_headings(tmp_path: Path) -> None:
    text = lines(written(made(tmp_path)))
    assert text[3:] == ["一、总体情况", "经审核，未发现需要修改的问题。", "江城市教育局职教科", "2026年3月2日"]


def test_evidence_of_another_report_names_it(tmp_path: Path) -> None:
    evidence = [place(), place(2, "1930", f"{OTHER}，表 6")]
    document = written(made(tmp_path, row(evidence=evidence, related_reports=[OTHER])))
    assert "《河口县年度报告》第 2 页：表 6，“1930”" in lines(document)


def test_a_heading_without_a_box_gets_that_of_its_block(tmp_path: Path) -> None:
    (point,) = made(tmp_path, row(evidence=[place(3, "2.1 办学条件", "", ())])).points
    assert point.places[0].bbox == (72, 60, 200, 76)


def test_of_what_is_missing_nothing_is_quoted_but_what_the_message_names(tmp_path: Path) -> None:
    rows = [
        row("a", kind="missing", message="缺少表 4 服务贡献表", evidence=[place(1, "9.64", "表 2 发展保障")]),
        row("b", kind="missing", message="附表 7 只有标题", evidence=[place(2, "附表 7", "附表 7")]),
    ]
    first, second = made(tmp_path, *rows).points
    assert [(each.page, each.quote, each.bbox) for each in first.places] == [(1, "", None)]
    assert second.places[0].bbox == (72, 100, 172, 114)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_own_template_is_valid_and_names_chinese_fonts(lang: Lang) -> None:
    data = own_template(lang)
    check_template(data, "own")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = package.read("word/styles.xml").decode()
    assert 'w:eastAsia="' in styles
    assert ("仿宋_GB2312" in styles) == (lang == "zh")


@pytest.mark.parametrize(("lang", "layout"), [("zh", ZH), ("en", EN)])
def test_own_template_is_what_its_maker_makes(lang: Lang, layout: Layout) -> None:
    paragraphs = docx.Document(io.BytesIO(own_template(lang))).paragraphs
    told = [(each.style.name if each.style else "", each.text) for each in paragraphs]
    assert told == list(layout.paragraphs), "run tools/write_opinion_templates.py"


def test_text_of_a_report_is_never_markup_or_a_name(tmp_path: Path) -> None:
    odd = '</w:t><w:br/>&amp; {{无问题}}{{报告}} {{ 问题.说明 }} \x00\x0b\ud800\ufdd0 =cmd|"/c calc"!A0 \u202e'
    document = written(made(tmp_path, row(message=odd.replace("\ud800", "").replace("\x00", ""))))
    (line,) = [text for text in lines(document) if text.startswith("1．")]
    assert line == '1．</w:t><w:br/>&amp; {{无问题}}{{报告}} {{ 问题.说明 }}  =cmd|"/c calc"!A0 。（较重）'


def test_no_fields_or_links_but_the_page_number(tmp_path: Path) -> None:
    message = 'HYPERLINK "http://example.org" http://example.org'
    fields = opinion_fields(made(tmp_path, row(message=message)), "zh", day=DAY)
    with zipfile.ZipFile(io.BytesIO(opinion_docx(fields, own_template("zh"), day=DAY))) as package:
        body = package.read("word/document.xml").decode()
        outside = [name for name in package.namelist() if b'TargetMode="External"' in package.read(name)]
    assert "instrText" not in body
    assert "w:hyperlink" not in body
    assert outside == []


def test_a_name_that_word_cut_into_runs_is_found_and_keeps_its_font(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("致")
    for number, text in enumerate(("{{", "单", "位 }", "}：")):
        paragraph.add_run(text).bold = number == 0
    stream = io.BytesIO()
    document.save(stream)
    (made_paragraph,) = written(made(tmp_path, row()), stream.getvalue()).paragraphs
    assert made_paragraph.text == "致江城市教育局："
    assert [run.text for run in made_paragraph.runs if run.bold] == ["江城市教育局"]


def test_rows_of_a_table_repeat(tmp_path: Path) -> None:
    own = template(
        "{{问题数}} 处",
        table=(("序号", "问题", "建议值"), ("{{问题.序号}}", "{{问题.说明}}", "改为 {{问题.建议值}}")),
    )
    document = written(made(tmp_path, row("a"), row("b", kind="date", suggested="")), own)
    assert lines(document) == ["2 处"]
    assert [[cell.text for cell in each.cells] for each in document.tables[0].rows] == [
        ["序号", "问题", "建议值"],
        ["1", "专任教师总数前后不一：1903 人、1930 人。", "改为 1930"],
        ["2", "专任教师总数前后不一：1903 人、1930 人。", ""],
    ]


def test_points_repeat_under_the_heading_of_their_kind(tmp_path: Path) -> None:
    own = template("{{类别.序号}}、{{类别.名称}}", "{{问题.序号}} {{问题.编号}}", "完 {{日期}}")
    document = written(made(tmp_path, row("a"), row("b", kind="date"), row("c", kind="date")), own)
    assert lines(document) == ["一、数值不一致", "1 a", "二、日期", "2 b", "3 c", "完 2026年3月2日"]


def test_each_kind_has_a_table_of_its_own_under_its_heading(tmp_path: Path) -> None:
    own = template("{{类别.名称}}", table=(("编号",), ("{{问题.编号}}",)))
    document = written(made(tmp_path, row("a"), row("b", kind="date"), row("c", kind="date")), own)
    assert lines(document) == ["数值不一致", "日期"]
    tables = [[cell.text for each in table.rows for cell in each.cells] for table in document.tables]
    assert tables == [["编号", "a"], ["编号", "b", "c"]]


def test_points_are_told_without_kinds_if_the_template_names_none(tmp_path: Path) -> None:
    document = written(made(tmp_path, row("a"), row("b", kind="date")), template("{{point.number}} {{point.id}}"))
    assert lines(document) == ["1 a", "2 b"]


def test_names_in_headers_and_footers_are_filled(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{日期}}")
    document.sections[0].header.paragraphs[0].text = "{{单位}}"
    stream = io.BytesIO()
    document.save(stream)
    assert written(made(tmp_path, row()), stream.getvalue()).sections[0].header.paragraphs[0].text == "江城市教育局"


def test_lines_of_a_text_become_paragraphs_in_order(tmp_path: Path) -> None:
    own = template("{{问题.原文}}")
    evidence = [place(number, f"第{number}句", "") for number in (1, 2, 3)]
    assert lines(written(made(tmp_path, row(evidence=evidence)), own)) == [
        "第 1 页：“第1句”",
        "第 2 页（印刷页码 1）：“第2句”",
        "第 3 页：“第3句”",
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"no zip", "不是 Word"),
        (b"", "不是 Word"),
        (template("{{问题.价格}} {{报告}}"), "{{问题.价格}}"),
        (template("没有名称"), "没有任何"),
    ],
)
def test_a_faulty_template_is_refused_with_what_is_wrong(data: bytes, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        check_template(data, "模板.docx")


def test_quotes_are_set_in_the_chinese_font() -> None:
    document = docx.Document(io.BytesIO(own_template("zh")))
    runs = [run._element for each in document.paragraphs for run in each.runs]
    hints = {fonts.get(qn("w:hint")) for run in runs for fonts in run.iter(qn("w:rFonts"))}
    assert hints == {"eastAsia"}
