"""The `word` layout: a .docx as an office would write it, turned into PDF by LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .contents import entries
from .draw import draw_figure
from .source import (
    CIRCLED,
    Beside,
    Case,
    Document,
    Figure,
    FigureRow,
    Footnote,
    Heading,
    MissingTable,
    Para,
    Part,
    Table,
    TableRow,
    Toc,
    caption_text,
    heading_text,
)
from .word_xml import CASE_SIDES, W, borders, float_picture, frame_in_margin, rule_table, shade, watermark

TEXT_WIDTH_CM = 15.6
LANDSCAPE_WIDTH_CM = 24.3
BAND_FILL = "E7ECEF"
NOTE_FORMATS = {"circled": "decimalEnclosedCircle", "numbers": "decimal"}


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
        # By number of the section: its chapter, where running lines follow the chapter; sections that begin with a cover.
        self.chapters: dict[int, str] = {}
        self.covers: set[int] = set()
        self.is_fresh = False  # at the head of a page that nothing stands on yet

    def write(self, path: Path) -> None:
        self._styles()
        self._cover(self.source, self.source.subtitle)
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
        first, *others = self.docx.sections
        self._section_furniture(first, self.chapters.get(0, ""))
        first.different_first_page_header_footer = True
        self.docx.settings.odd_and_even_pages_header_footer = "even" in self.source.header
        for number, section in enumerate(others, start=1):
            section.different_first_page_header_footer = number in self.covers
            if number in self.chapters:
                self._section_furniture(section, self.chapters[number])

    def _section_furniture(self, section: Any, chapter: str) -> None:
        header = self.source.header
        for part in (section.header, section.footer, section.even_page_header, section.even_page_footer):
            if part is section.header or "even" in header:
                part.is_linked_to_previous = False
        section.footer.is_linked_to_previous = False
        self._running_line(section.header, chapter or header["odd"], WD_ALIGN_PARAGRAPH.RIGHT)
        self._page_number(
            section.footer, WD_ALIGN_PARAGRAPH.CENTER if "even" not in header else WD_ALIGN_PARAGRAPH.RIGHT
        )
        if "even" in header:
            self._running_line(section.even_page_header, header["even"], WD_ALIGN_PARAGRAPH.LEFT)
            self._page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)

    def _new_section(self, start: Any) -> Any:
        """A section break; the paragraph that carries it takes no room."""
        section = self.docx.add_section(start)
        carriers = (each for each in reversed(self.docx.paragraphs) if each._p.pPr is not None)
        carrier = next(each for each in carriers if each._p.pPr.sectPr is not None)
        layout = carrier.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
        layout.space_before = layout.space_after = Pt(0)
        return section

    def _running_line(self, part: Any, text: str, align: Any) -> None:
        paragraph = part.paragraphs[0]
        paragraph.alignment = align
        self._run(paragraph, text, 9)
        paragraph._p.get_or_add_pPr().append(borders("pBdr", {"bottom": "6"}))
        if self.source.watermark:
            paragraph._p.append(watermark(self.source.watermark, self.look["heading_font"]))

    def _page_number(self, part: Any, align: Any) -> None:
        paragraph = part.paragraphs[0]
        paragraph.alignment = align
        if self.source.page_number == "margin":
            frame_in_margin(paragraph, left=align == WD_ALIGN_PARAGRAPH.LEFT)
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
        if self.source.page_number == "margin":
            part.add_paragraph()  # a frame hangs on the paragraph after it

    def _cover(self, of: Document | Part, subtitle: str = "") -> None:
        self._space(150)
        for text, size in ((of.title, 26), (subtitle, 20)):
            if text:
                self._centred(text, size, font=self.look["heading_font"], bold=True)
        self._space(260)
        self._centred(of.issuer, 18)
        self._centred(of.date, 16)
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
            case Para():
                self._para(block, self.look["body_pt"], "")
            case MissingTable():
                self._caption(caption_text(block.number, block.title), keep=False)
            case Table() if block.page != "upright":
                self._across_the_page(block)
            case Footnote():
                pass
            case _:
                writers: dict[type, Callable[[Any], Any]] = {
                    Toc: self._toc,
                    Heading: self._heading,
                    Figure: self._figure,
                    FigureRow: self._figure_row,
                    Beside: self._beside,
                    Part: self._part,
                    Case: self._case,
                    Table: self._table,
                    TableRow: self._table_row,
                }
                writers[type(block)](block)
        self.is_fresh = isinstance(block, Table) and block.page != "upright"

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
        text = heading_text(heading.number, heading.title)
        opens_section = heading.level == 1 and "chapter" in self.source.header
        if opens_section:
            if not self.is_fresh:
                self._new_section(WD_SECTION.NEW_PAGE if heading.new_page else WD_SECTION.CONTINUOUS)
            self.chapters[len(self.docx.sections) - 1] = text
        paragraph = self.docx.add_heading(text, heading.level)
        paragraph.paragraph_format.page_break_before = heading.new_page and not opens_section and not self.is_fresh
        if heading.level == 1 and self.look.get("chapters", "centred") == "centred":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _part(self, part: Part) -> None:
        if not self.is_fresh:
            self._new_section(WD_SECTION.NEW_PAGE)
        if part.cover:
            self.covers.add(len(self.docx.sections) - 1)
            self._cover(part)
            return
        title = self._centred(part.title, self.look["heading_pt"][0] + 2, font=self.look["heading_font"], bold=True)
        title.paragraph_format.space_after = Pt(6)
        self._centred(f"{part.issuer}　{part.date}", self.look["caption_pt"])

    def _para(self, para: Para, size: float, font: str) -> Any:
        paragraph = self.home.add_paragraph()
        layout = paragraph.paragraph_format
        layout.first_line_indent = Pt(2 * size)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self.look["line_pt"])
        layout.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        text = para.text
        if para.bold:
            self._run(paragraph, text[: para.bold], size, font=font, bold=True)
        for piece in CIRCLED.split(text[para.bold :]):
            if CIRCLED.fullmatch(piece):
                self._note_reference(paragraph)
            elif piece:
                self._run(paragraph, piece, size, font=font)
        return paragraph

    def _caption(self, text: str, *, keep: bool) -> Any:
        paragraph = self._centred(text, self.look["caption_pt"], font=self.look["heading_font"])
        paragraph.paragraph_format.keep_with_next = keep
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
        return paragraph

    def _figure(self, figure: Figure, width_cm: float = 10.5) -> None:
        if figure.caption == "above":
            self._caption(caption_text(figure.number, figure.title), keep=True)
        if figure.draw != "none":
            paragraph = self.home.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = figure.caption == "below"
            paragraph.add_run().add_picture(io.BytesIO(draw_figure(figure)), width=Cm(width_cm))
        if figure.caption == "below":
            self._caption(caption_text(figure.number, figure.title), keep=False)

    def _figure_row(self, row: FigureRow) -> None:
        grid = self._layout_grid([1] * len(row.figures))
        for cell, figure in zip(grid.rows[0].cells, row.figures, strict=True):
            self._fill(cell, lambda figure=figure: self._figure(figure, 7.2))

    def _beside(self, beside: Beside) -> None:
        """With a caption the two stand in an invisible table; without one the text flows around the picture."""
        size, is_left = self.look["body_pt"], beside.side == "left"
        if beside.figure.caption == "none":
            first, *others = beside.body
            paragraph = self._para(first, size, "")
            run = paragraph.add_run()
            run.add_picture(io.BytesIO(draw_figure(beside.figure)), width=Cm(6.2))
            paragraph._p.insert(1, run._r)
            float_picture(run, left=is_left)
            for para in others:
                self._para(para, size, "")
            return
        grid = self._layout_grid([7, 9] if is_left else [9, 7])
        picture, text = grid.rows[0].cells[:: 1 if is_left else -1]
        self._fill(picture, lambda: self._figure(beside.figure, 6.4))
        self._fill(text, lambda: [self._para(para, size, "") for para in beside.body])

    def _layout_grid(self, shares: list[int]) -> Any:
        """A table of one row without rules that only puts things side by side."""
        grid = self.docx.add_table(1, len(shares))
        grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _keep_row_whole(grid.rows[0])
        for c, share in enumerate(shares):
            grid.columns[c].width = grid.rows[0].cells[c].width = Cm(TEXT_WIDTH_CM * share / sum(shares))
        return grid

    def _fill(self, cell: Any, write: Callable[[], Any]) -> None:
        outer, self.home = self.home, cell
        write()
        _drop_first_paragraph(cell)
        self.home = outer

    def _case(self, case: Case) -> None:
        boxed = case.box == "cell" or (case.frame and not case.box and self.look["case_box"] == "cell")
        if case.box == "columns":
            self._case_in_columns(case)
            return
        if boxed:
            box = self.docx.add_table(1, 1)
            box.style = self.docx.styles["Table Grid"]
            self.home = box.rows[0].cells[0]
            self.home._tc.get_or_add_tcPr().append(shade(self.look["case_fill"]))
        start = len(self.home.paragraphs)
        self._case_title(case)
        self._case_body(case, case.body, 8.5)
        if boxed:
            _drop_first_paragraph(self.home)
            self.home = self.docx
            self.docx.add_paragraph().paragraph_format.line_spacing = Pt(8)
        else:
            self._dress(case, self.docx.paragraphs[start:])

    def _dress(self, case: Case, paragraphs: list[Any]) -> None:
        """Borders, shade or indent, paragraph by paragraph; tables in between keep to themselves."""
        own = "framed" if case.frame else "none"
        sides, is_filled = CASE_SIDES.get(case.box or own, ({}, False))
        for paragraph in paragraphs:
            layout = paragraph._p.get_or_add_pPr()
            if sides:
                layout.append(borders("pBdr", sides))
            if is_filled:
                layout.append(shade(self.look["case_fill"]))
            if case.box == "indent":
                paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(1.2)

    def _case_title(self, case: Case) -> None:
        title = self.home.add_paragraph()
        title.paragraph_format.keep_with_next = True
        text = caption_text(case.number, case.title)
        self._run(title, text, self.look["case_pt"], font=self.look["heading_font"], bold=True)

    def _case_body(self, case: Case, body: Sequence[Para | Figure | Table], width_cm: float) -> None:
        for block in body:
            match block:
                case Figure():
                    self._figure(block, width_cm)
                case Table():
                    self._table(block, TEXT_WIDTH_CM - 1)
                case Para() if case.box in ("none", "indent"):
                    self._para(block, self.look["body_pt"], "")
                case Para():
                    self._para(block, self.look["case_pt"], self.look["case_font"])

    def _case_in_columns(self, case: Case) -> None:
        """A box of two columns under the title: the first half of the body, then the second."""
        box = self.docx.add_table(2, 2)
        box.style, box.alignment = self.docx.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER
        _keep_row_whole(box.rows[1])
        half = (len(case.body) + 1) // 2
        columns = (case.body[:half], case.body[half:])
        title = box.cell(0, 0).merge(box.cell(0, 1))
        self._fill(title, lambda: self._case_title(case))
        for cell, body in zip(box.rows[1].cells, columns, strict=True):
            self._fill(cell, lambda body=body: self._case_body(case, body, 6.6))
        for cell in (title, *box.rows[1].cells):
            cell._tc.get_or_add_tcPr().append(shade(self.look["case_fill"]))
        self.docx.add_paragraph().paragraph_format.line_spacing = Pt(8)

    # ---- tables

    def _across_the_page(self, table: Table) -> None:
        """A page of its own, in landscape; what follows stands upright again."""
        for orientation in (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT):
            section = self._new_section(WD_SECTION.NEW_PAGE)
            section.orientation = orientation
            section.page_width, section.page_height = section.page_height, section.page_width
            if orientation == WD_ORIENT.LANDSCAPE:
                self._table(table, LANDSCAPE_WIDTH_CM)

    def _table_row(self, row: TableRow) -> None:
        grid = self._layout_grid([1] * len(row.tables))
        for cell, table in zip(grid.rows[0].cells, row.tables, strict=True):
            self._fill(cell, lambda table=table: self._table(table, TEXT_WIDTH_CM / len(row.tables) - 0.6))
        self.docx.add_paragraph().paragraph_format.line_spacing = Pt(10)

    def _table(self, table: Table, width_cm: float = TEXT_WIDTH_CM) -> None:
        caption = caption_text(table.number, table.title)
        if table.caption == "beside":
            grid = self._layout_grid([1, 4])
            side, body = grid.rows[0].cells
            self._fill(side, lambda: self._caption(caption, keep=False))
            side.vertical_alignment = 1
            self._fill(body, lambda: self._grid(table, width_cm * 0.78))
            self.docx.add_paragraph().paragraph_format.line_spacing = Pt(10)
            return
        if table.caption == "above":
            self._caption(caption, keep=True)
        self._grid(table, width_cm)
        if table.caption == "below":
            self._caption(caption, keep=False)
        elif self.home is self.docx:
            self.docx.add_paragraph().paragraph_format.line_spacing = Pt(10)

    def _grid(self, table: Table, width_cm: float) -> None:
        """The table's cells; a table continued by hand is several, each after a line that says so."""
        for number, rows in enumerate(table.parts()):
            if number:
                line = self._caption(table.continued_line, keep=True)
                line.paragraph_format.page_break_before = True
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            headed = [*range(table.header_rows), *rows] if number == 0 or table.repeat_header else [*rows]
            self._rows(table, headed, width_cm)

    def _rows(self, table: Table, rows: list[int], width_cm: float) -> None:
        grid = self.home.add_table(len(rows), len(table.widths))
        grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        if table.look:
            rule_table(grid, table.look, table.header_rows, BAND_FILL)
        else:
            grid.style = self.docx.styles["Table Grid"]
        for column, width in zip(grid.columns, table.widths, strict=True):
            # LibreOffice goes by the grid's columns, Word by the cells: both are set.
            column.width = Cm(width_cm * width / 100)
        for r, row in zip(rows, grid.rows, strict=True):
            if table.breaks != "anywhere":
                _keep_row_whole(row)
            if table.repeat_header and r < table.header_rows and not table.continued_at:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for c, cell in enumerate(row.cells):
                cell.width = Cm(width_cm * table.widths[c] / 100)
                cell.vertical_alignment = 1
        at = {r: i for i, r in enumerate(rows)}
        for r in rows:
            for c, text in enumerate(table.printed[r]):
                if (r, c) not in table.covered:
                    self._cell(grid.cell(at[r], c), table, r, c, text)
        for r0, c0, r1, c1 in table.merges:
            if r0 in at and r1 in at:
                _drop_trailing(grid.cell(at[r0], c0).merge(grid.cell(at[r1], c1)))
        self._keep_together(grid, table)

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
        for n, line in enumerate(text.split("\n")):
            if n:
                paragraph.add_run().add_break()
            self._run(
                paragraph,
                line,
                self.look["cell_pt"],
                font=self.look["heading_font"] if is_header else "",
                bold=is_header,
            )

    def _keep_together(self, grid: Any, table: Table) -> None:
        """A table of the body stays on one page; of a data table the header stays with its first row."""
        rows = list(grid.rows)
        if table.breaks != "no":
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
        part = PackagePart(PackURI("/word/footnotes.xml"), kind, xml.encode(), self.docx.part.package)
        self.docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        numbering = NOTE_FORMATS[self.source.notes]
        for section in self.docx.sections:
            marks = parse_xml(f'<w:footnotePr xmlns:w="{W}"><w:numFmt w:val="{numbering}"/></w:footnotePr>')
            section._sectPr.insert(0, marks)
            for reference in list(section._sectPr.findall(qn("w:headerReference"))):
                # The schema wants header references before footnote settings.
                section._sectPr.insert(0, reference)


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


def _keep_row_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _drop_first_paragraph(cell: Any) -> None:
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _drop_trailing(cell: Any) -> None:
    """Merging leaves the covered cells' empty paragraphs behind, which would make the row tall."""
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
