"""The `word` layout: a .docx as an office would write it, turned into PDF by LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .contents import entries
from .draw import draw_figure
from .source import (
    Case,
    Document,
    Figure,
    FigureRow,
    Footnote,
    Heading,
    MissingTable,
    Para,
    Table,
    Toc,
    caption_text,
    heading_text,
)

TEXT_WIDTH_CM = 15.6
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CIRCLED = re.compile("([①②③④⑤⑥⑦⑧⑨])")


def make_pdf(document: Document, look: dict[str, Any], pages: dict[int, int], target: Path) -> None:
    """Write the PDF to `target`; `pages` gives the printed page of each listed block (empty on the first pass)."""
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / f"{target.stem}.docx"
        Writer(document, look, pages).write(source)
        profile = (Path(work) / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", work]
        subprocess.run([*command, str(source)], check=True, capture_output=True)
        target.write_bytes(_without_stamps(source.with_suffix(".pdf").read_bytes()))


def _without_stamps(pdf: bytes) -> bytes:
    """The same PDF with a fixed date and document id, so that an unchanged source gives unchanged bytes.

    Every replacement is as long as what it replaces: the file's offsets stay true.
    """
    pdf = re.sub(rb"/CreationDate\(D:\d{14}", b"/CreationDate(D:20241120000000", pdf)
    pdf = re.sub(rb"(/DocChecksum /)[0-9A-F]{32}", rb"\g<1>" + b"0" * 32, pdf)
    return re.sub(rb"<[0-9A-F]{32}>(?=\s*(<[0-9A-F]{32}>\s*)?\])", b"<" + b"0" * 32 + b">", pdf)


class Writer:
    """Adds one block after the other to a .docx; `self.home` is where paragraphs go (the body or a case's cell)."""

    def __init__(self, document: Document, look: dict[str, Any], pages: dict[int, int]) -> None:
        self.source, self.look, self.pages = document, look, pages
        self.docx = docx.Document()
        self.home: Any = self.docx
        self.notes: list[Footnote] = [b for b in document.blocks if isinstance(b, Footnote)]
        self.noted = 0

    def write(self, path: Path) -> None:
        self._styles()
        self._cover()
        for block in self.source.blocks:
            self._block(block)
        self._furniture()
        self._footnotes_part()
        for stamp in ("created", "modified"):
            setattr(self.docx.core_properties, stamp, datetime(2024, 11, 20))  # noqa: DTZ001 - the format has no zone
        self.docx.core_properties.author = self.source.issuer
        self.docx.core_properties.title = self.source.title
        self.docx.save(str(path))

    # ---- page, styles, furniture

    def _styles(self) -> None:
        section = self.docx.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH_CM) / 2)
        section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
        normal = self.docx.styles["Normal"]
        normal.font.size = Pt(self.look["body_pt"])
        _set_fonts(normal.element.get_or_add_rPr(), self.look["body_font"])
        for level in (1, 2, 3, 4):
            style = self.docx.styles[f"Heading {level}"]
            style.font.size, style.font.bold = Pt(self.look["heading_pt"][level - 1]), True
            style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
            _set_fonts(style.element.get_or_add_rPr(), self.look["heading_font"])
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(8)

    def _furniture(self) -> None:
        section = self.docx.sections[0]
        section.different_first_page_header_footer = True
        header = self.source.header
        self.docx.settings.odd_and_even_pages_header_footer = "even" in header
        self._running_line(section.header, header["odd"], WD_ALIGN_PARAGRAPH.RIGHT)
        self._page_number(
            section.footer, WD_ALIGN_PARAGRAPH.CENTER if "even" not in header else WD_ALIGN_PARAGRAPH.RIGHT
        )
        if "even" in header:
            self._running_line(section.even_page_header, header["even"], WD_ALIGN_PARAGRAPH.LEFT)
            self._page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)

    def _running_line(self, part: Any, text: str, align: Any) -> None:
        paragraph = part.paragraphs[0]
        paragraph.alignment = align
        self._run(paragraph, text, 9)
        paragraph._p.get_or_add_pPr().append(_borders("pBdr", {"bottom": "6"}))

    def _page_number(self, part: Any, align: Any) -> None:
        paragraph = part.paragraphs[0]
        paragraph.alignment = align
        before, after = self.source.footer.split("{page}")
        self._run(paragraph, before, 9)
        run = self._run(paragraph, "", 9)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            element = OxmlElement("w:instrText" if text else "w:fldChar")
            if text:
                element.text = text
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)
        self._run(paragraph, after, 9)

    def _cover(self) -> None:
        self._space(150)
        for text, size in ((self.source.title, 26), (self.source.subtitle, 20)):
            if text:
                self._centred(text, size, font=self.look["heading_font"], bold=True)
        self._space(260)
        self._centred(self.source.issuer, 18)
        self._centred(self.source.date, 16)
        self.docx.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _space(self, points: float) -> None:
        self.docx.add_paragraph().paragraph_format.space_before = Pt(points)

    def _centred(self, text: str, size: float, **style: Any) -> Any:
        paragraph = self.home.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(paragraph, text, size, **style)
        return paragraph

    def _run(self, paragraph: Any, text: str, size: float | None = None, *, font: str = "", bold: bool = False) -> Any:
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if font:
            _set_fonts(run._r.get_or_add_rPr(), font)
        return run

    # ---- blocks

    def _block(self, block: Any) -> None:
        match block:
            case Toc():
                self._toc(block)
            case Heading():
                self._heading(block)
            case Para():
                self._para(block.text, self.look["body_pt"], "")
            case Figure():
                self._figure(block)
            case FigureRow():
                self._figure_row(block)
            case Case():
                self._case(block)
            case Table():
                self._table(block)
            case MissingTable():
                self._caption(caption_text(block.number, block.title), keep=False)

    def _toc(self, toc: Toc) -> None:
        self._centred(toc.list, 16, font=self.look["heading_font"], bold=True)
        for entry in entries(self.source, toc):
            paragraph = self.docx.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.7 * (entry.level - 1))
            paragraph.paragraph_format.space_after = Pt(2)
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            self._run(paragraph, f"{entry.text}\t{self.pages.get(entry.key, 0)}", self.look["toc_pt"])

    def _heading(self, heading: Heading) -> None:
        paragraph = self.docx.add_heading(heading_text(heading.number, heading.title), heading.level)
        paragraph.paragraph_format.page_break_before = heading.new_page
        if heading.level == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _para(self, text: str, size: float, font: str) -> Any:
        paragraph = self.home.add_paragraph()
        layout = paragraph.paragraph_format
        layout.first_line_indent = Pt(2 * size)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self.look["line_pt"])
        layout.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for piece in CIRCLED.split(text):
            if CIRCLED.fullmatch(piece):
                self._note_reference(paragraph)
            elif piece:
                self._run(paragraph, piece, size, font=font)
        return paragraph

    def _caption(self, text: str, *, keep: bool) -> None:
        paragraph = self._centred(text, self.look["caption_pt"], font=self.look["heading_font"])
        paragraph.paragraph_format.keep_with_next = keep
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)

    def _figure(self, figure: Figure, width_cm: float = 10.5) -> None:
        if figure.caption == "above":
            self._caption(caption_text(figure.number, figure.title), keep=True)
        paragraph = self.home.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = figure.caption == "below"
        paragraph.add_run().add_picture(io.BytesIO(draw_figure(figure)), width=Cm(width_cm))
        if figure.caption == "below":
            self._caption(caption_text(figure.number, figure.title), keep=False)

    def _figure_row(self, row: FigureRow) -> None:
        grid = self.docx.add_table(1, len(row.figures))
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        _keep_row_whole(grid.rows[0])
        for cell, figure in zip(grid.rows[0].cells, row.figures, strict=True):
            self.home = cell
            self._figure(figure, 7.2)
            _drop_first_paragraph(cell)
        self.home = self.docx

    def _case(self, case: Case) -> None:
        size = self.look["case_pt"]
        boxed = case.frame and self.look["case_box"] == "cell"
        if boxed:
            box = self.docx.add_table(1, 1)
            box.style = self.docx.styles["Table Grid"]
            self.home = box.rows[0].cells[0]
            self.home._tc.get_or_add_tcPr().append(_shade(self.look["case_fill"]))
        start = len(self.home.paragraphs)
        title = self.home.add_paragraph()
        title.paragraph_format.keep_with_next = True
        self._run(title, caption_text(case.number, case.title), size, font=self.look["heading_font"], bold=True)
        for block in case.body:
            if isinstance(block, Figure):
                self._figure(block, 8.5)
            else:
                self._para(block.text, size, self.look["case_font"])
        if boxed:
            _drop_first_paragraph(self.home)
            self.home = self.docx
            self.docx.add_paragraph().paragraph_format.line_spacing = Pt(8)
        elif case.frame:
            for paragraph in self.docx.paragraphs[start:]:
                layout = paragraph._p.get_or_add_pPr()
                layout.append(_borders("pBdr", dict.fromkeys(("top", "left", "bottom", "right"), "4")))
                layout.append(_shade(self.look["case_fill"]))

    def _table(self, table: Table) -> None:
        if table.caption == "above":
            self._caption(caption_text(table.number, table.title), keep=True)
        grid = self.docx.add_table(len(table.cells), len(table.widths))
        grid.style, grid.alignment, grid.autofit = self.docx.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(grid.columns, table.widths, strict=True):
            # LibreOffice goes by the grid's columns, Word by the cells: both are set.
            column.width = Cm(TEXT_WIDTH_CM * width / 100)
        for r, row in enumerate(grid.rows):
            _keep_row_whole(row)
            if table.repeat_header and r < table.header_rows:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for c, cell in enumerate(row.cells):
                cell.width = Cm(TEXT_WIDTH_CM * table.widths[c] / 100)
                cell.vertical_alignment = 1
        for r, texts in enumerate(table.cells):
            for c, text in enumerate(texts):
                if (r, c) not in table.covered:
                    self._cell(grid.cell(r, c), table, r, c, text)
        for r0, c0, r1, c1 in table.merges:
            _drop_trailing(grid.cell(r0, c0).merge(grid.cell(r1, c1)))
        self._keep_together(grid, table)
        if table.caption == "below":
            self._caption(caption_text(table.number, table.title), keep=False)
        else:
            self.docx.add_paragraph().paragraph_format.line_spacing = Pt(10)

    def _cell(self, cell: Any, table: Table, r: int, c: int, text: str) -> None:
        paragraph = cell.paragraphs[0]
        is_header = r < table.header_rows
        is_label = table.is_data and not is_header and c == (1 if table.cells[0][0] == "序号" else 0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_label else WD_ALIGN_PARAGRAPH.CENTER
        if is_label:
            paragraph.paragraph_format.left_indent = Pt(10.5 * table.indents[r])
        # Some Chinese fonts have a line height below their glyphs': a fixed one keeps rows from overlapping.
        layout = paragraph.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self.look["cell_line_pt"])
        layout.space_before = layout.space_after = Pt(1.5)
        self._run(
            paragraph, text, self.look["cell_pt"], font=self.look["heading_font"] if is_header else "", bold=is_header
        )

    def _keep_together(self, grid: Any, table: Table) -> None:
        """A table of the body stays on one page; of a data table the header stays with its first row."""
        rows = list(grid.rows)
        if table.is_data:
            rows = rows[: table.header_rows]
        elif table.caption == "above":
            rows = rows[:-1]
        for row in rows:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True

    # ---- footnotes, which python-docx cannot write

    def _note_reference(self, paragraph: Any) -> None:
        self.noted += 1
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.noted + 1))
        run._r.append(reference)

    def _footnotes_part(self) -> None:
        if not self.notes:
            return
        notes = "".join(_note_xml(i + 2, note.text) for i, note in enumerate(self.notes))
        xml = (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
            f"{notes}</w:footnotes>"
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), self.docx.part.package)
        self.docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        marks = parse_xml(f'<w:footnotePr xmlns:w="{W}"><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr>')
        self.docx.sections[0]._sectPr.insert(0, marks)
        for reference in list(self.docx.sections[0]._sectPr.findall(qn("w:headerReference"))):
            # The schema wants header references before footnote settings.
            self.docx.sections[0]._sectPr.insert(0, reference)


def _note_xml(number: int, text: str) -> str:
    small = '<w:rPr><w:sz w:val="18"/></w:rPr>'
    return (
        f'<w:footnote w:id="{number}"><w:p><w:r>{small}<w:footnoteRef/></w:r>'
        f'<w:r>{small}<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
    )


def _set_fonts(properties: Any, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[theme]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)
    if properties.find(qn("w:lang")) is None:
        properties.append(parse_xml(f'<w:lang xmlns:w="{W}" w:val="en-US" w:eastAsia="zh-CN"/>'))


def _borders(tag: str, sides: dict[str, str]) -> Any:
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="555555"/>' for side, size in sides.items()
    )
    return parse_xml(f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>')


def _shade(fill: str) -> Any:
    return parse_xml(f'<w:shd xmlns:w="{W}" w:val="clear" w:color="auto" w:fill="{fill}"/>')


def _keep_row_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _drop_first_paragraph(cell: Any) -> None:
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _drop_trailing(cell: Any) -> None:
    """Merging leaves the covered cells' empty paragraphs behind, which would make the row tall."""
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
