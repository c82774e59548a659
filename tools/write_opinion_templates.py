"""Makes the Word templates of opinions that ship with the package; run it after a change here and commit the results.

    .venv/bin/python tools/write_opinion_templates.py

The Chinese one follows GB/T 9704, the layout of official documents: margins, 仿宋 16 pt, headings in 黑体 and 楷体.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TEMPLATES = Path(__file__).resolve().parents[1] / "docextract" / "review" / "templates"
FIXED_TIME = datetime(2026, 1, 1)  # noqa: DTZ001 - the library wants it naive
# What Word takes where an office computer lacks the font that official documents ask for
OTHER_NAMES = {
    "方正小标宋简体": "小标宋,华文中宋,宋体",
    "仿宋_GB2312": "仿宋,FangSong,华文仿宋",
    "楷体_GB2312": "楷体,KaiTi,华文楷体",
    "黑体": "SimHei",
}


@dataclass(frozen=True)
class Look:
    """A paragraph style: fonts, size in points, indent in characters of Chinese."""

    name: str
    chinese: str
    size: float = 16
    latin: str = "Times New Roman"
    align: str = "JUSTIFY"
    indent: float = 2
    bold: bool = False
    before: float = 0
    after: float = 0
    with_next: bool = False
    right: float = 0


@dataclass(frozen=True)
class Layout:
    """A template: its looks, its paragraphs as (style, text), the line spacing in points."""

    looks: tuple[Look, ...]
    paragraphs: tuple[tuple[str, str], ...]
    spacing: float
    margins: tuple[float, float, float, float]
    page_mark: str


ZH = Layout(
    looks=(
        Look("审核标题", "方正小标宋简体", 22, align="CENTER", indent=0, after=28),
        Look("审核主送", "仿宋_GB2312", indent=0),
        Look("审核正文", "仿宋_GB2312"),
        Look("审核一级", "黑体", with_next=True),
        Look("审核二级", "楷体_GB2312", with_next=True),
        Look("审核问题", "仿宋_GB2312"),
        Look("审核出处", "仿宋_GB2312", 14),
        Look("审核落款", "仿宋_GB2312", align="RIGHT", indent=0, right=2, with_next=True),
    ),
    paragraphs=(
        ("审核标题", "关于《{{报告}}》的审核意见"),
        ("审核主送", "{{单位}}："),
        (
            "审核正文",
            "你单位报送的《{{报告}}》（PDF 共 {{页数}} 页）收悉。我们对报告中的数据、图表、编号和引用作了核对，现将审核意见反馈如下。",
        ),
        ("审核一级", "一、总体情况"),
        ("审核正文", "{{概况}}"),
        ("审核正文", "{{无问题}}经审核，未发现需要修改的问题。"),
        ("审核正文", "{{核对}}"),
        ("审核正文", "{{依据}}"),
        ("审核一级", "{{有问题}}二、问题清单"),
        ("审核二级", "（{{类别.序号}}）{{类别.名称}}（{{类别.条数}} 处）"),
        ("审核问题", "{{问题.序号}}．{{问题.说明}}（{{问题.程度}}）"),
        ("审核出处", "{{问题.原文}}"),
        ("审核出处", "核算：{{问题.核算}}"),
        ("审核出处", "建议值：{{问题.建议值}}"),
        ("审核出处", "审核说明：{{问题.备注}}"),
        ("审核一级", "{{有问题}}三、修改建议"),
        ("审核正文", "{{建议}}"),
        ("审核正文", "{{有问题}}请于收到本意见后逐条核实、修改，并将修改后的报告和修改情况说明一并报送。"),
        ("审核落款", ""),
        ("审核落款", "{{审核单位}}"),
        ("审核落款", "{{日期}}"),
    ),
    spacing=28,
    margins=(37, 26, 35, 28),
    page_mark="— {} —",
)
EN = Layout(
    looks=(
        Look("Review Title", "宋体", 18, "Cambria", "LEFT", 0, bold=True, after=14),
        Look("Review Text", "宋体", 11, "Cambria", "LEFT", 0, after=6),
        Look("Review Heading", "宋体", 14, "Cambria", "LEFT", 0, bold=True, before=10, after=4, with_next=True),
        Look("Review Kind", "宋体", 12, "Cambria", "LEFT", 0, bold=True, before=6, after=4, with_next=True),
        Look("Review Point", "宋体", 11, "Cambria", "LEFT", 0, before=4, after=2, with_next=True),
        Look("Review Place", "宋体", 10, "Cambria", "LEFT", 2, after=2),
        Look("Review Close", "宋体", 11, "Cambria", "LEFT", 0, before=6, with_next=True),
    ),
    paragraphs=(
        ("Review Title", "Review of “{{report}}”"),
        ("Review Text", "To: {{issuer}}"),
        (
            "Review Text",
            "We have checked the figures, tables, numbering and references of this report (PDF, {{pages}} pages). Our comments follow.",
        ),
        ("Review Heading", "1 Overview"),
        ("Review Text", "{{overview}}"),
        ("Review Text", "{{if none}}The review found nothing that needs to be changed."),
        ("Review Text", "{{checked}}"),
        ("Review Text", "{{basis}}"),
        ("Review Heading", "{{if any}}2 Points"),
        ("Review Kind", "2.{{kind.number}} {{kind.name}} ({{kind.count}})"),
        ("Review Point", "{{point.number}}. {{point.message}} ({{point.severity}})"),
        ("Review Place", "{{point.quotes}}"),
        ("Review Place", "Arithmetic: {{point.arithmetic}}"),
        ("Review Place", "Suggested value: {{point.suggested}}"),
        ("Review Place", "Reviewer's note: {{point.note}}"),
        ("Review Heading", "{{if any}}3 What to do"),
        ("Review Text", "{{advice}}"),
        (
            "Review Text",
            "{{if any}}Please check and correct each point, and return the report with a word on what was changed.",
        ),
        ("Review Close", "{{office}}"),
        ("Review Close", "{{date}}"),
    ),
    spacing=0,
    margins=(25, 25, 25, 25),
    page_mark="{}",
)


def template_bytes(layout: Layout) -> bytes:
    """The template as a .docx."""
    document = docx.Document()
    for look in layout.looks:
        _add_style(document, look, layout.spacing)
    for style, text in layout.paragraphs:
        paragraph = document.add_paragraph(text, style=style)
        for run in paragraph.runs if layout.spacing else ():
            # else Word sets “ ” and … in the Latin font
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    _set_language_and_version(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, layout.margins)
    section.footer_distance = Mm(28 if layout.spacing else 15)
    _add_page_number(section.footer.paragraphs[0], layout.page_mark)
    about = document.core_properties
    about.author, about.title, about.comments, about.created, about.modified = (
        "docextract",
        "",
        "",
        FIXED_TIME,
        FIXED_TIME,
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _with_other_names(part.blob)
    stream = io.BytesIO()
    document.save(stream)
    return _with_fixed_times(stream.getvalue())


def _add_style(document: Any, look: Look, spacing: float) -> None:
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = document.styles["Normal"], True
    style.font.name, style.font.size, style.font.bold = look.latin, Pt(look.size), look.bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), look.chinese)
    paragraph = style.paragraph_format
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next, paragraph.widow_control = look.with_next, True
    if spacing:
        paragraph.line_spacing_rule, paragraph.line_spacing = (
            WD_LINE_SPACING.EXACTLY,
            Pt(spacing if look.size < 20 else 36),
        )
    else:
        paragraph.line_spacing = 1.15
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    if look.indent and spacing:
        indent.set(qn("w:firstLineChars"), str(int(look.indent * 100)))
        indent.set(qn("w:firstLine"), str(int(look.indent * look.size * 20)))
    elif look.indent:
        indent.set(qn("w:left"), str(int(look.indent * look.size * 20)))
    if look.right:
        indent.set(qn("w:rightChars"), str(int(look.right * 100)))
        indent.set(qn("w:right"), str(int(look.right * look.size * 20)))


def _set_language_and_version(document: Any) -> None:
    """Chinese rules for breaking lines, and no “compatibility mode” in Word's title bar."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    compat = settings.find(qn("w:compat"))
    for old in [each for each in compat if each.tag == qn("w:compatSetting")]:
        compat.remove(old)
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    compat.append(mode)


def _add_page_number(paragraph: Any, mark: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = mark.split("{}")
    for kind, text in (("", before), ("begin", ""), ("instrText", " PAGE "), ("end", ""), ("", after)):
        run = paragraph.add_run(text if not kind else "")
        run.font.size, run.font.name = Pt(14 if before else 10), "宋体" if before else "Cambria"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        if kind == "instrText":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._element.append(code)
        elif kind:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._element.append(char)


def _with_other_names(table: bytes) -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in OTHER_NAMES.items()
    )
    return table.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _with_fixed_times(data: bytes) -> bytes:
    """The same package whenever it is made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, made.read(name))
    return stream.getvalue()


def main() -> None:
    for lang, layout in (("zh", ZH), ("en", EN)):
        path = TEMPLATES / f"opinion.{lang}.docx"
        path.write_bytes(template_bytes(layout))
        print(path.relative_to(TEMPLATES.parents[2]))


if __name__ == "__main__":
    main()
