"""The `web` layout: a page of HTML as an online editor keeps it, printed to PDF by Chromium."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docextract.text.repair import RADICALS_SUPPLEMENT

from .contents import entries, flat_blocks
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
from .web_pages import note_boxes, page_rules, print_to_pdf
from .web_table import table_html

# Where a font draws a character and a radical with one glyph, many Chromiums say that the radical was printed.
RADICALS = {ord(unicodedata.normalize("NFKC", chr(code))): chr(code) for code in range(0x2F00, 0x2FD6)}
RADICALS |= {ord(RADICALS_SUPPLEMENT[radical]): radical for radical in "⺟⺠⻁⻅⻉⻋⻓⻔⻙⻚⻛⻜⻢⻥⻦⻨⻩⻬⻮⻰⻳"}
STYLE = (Path(__file__).parent / "web.css").read_text("utf-8")


def make_pdf(document: Document, look: dict[str, Any], pages: dict[int, int], target: Path) -> None:
    """Write the PDF to `target`; `pages` gives the printed page of each listed block (empty on the first pass).

    Chromium has no footnotes: on the second pass they are put at the foot of the page on which the first pass, which is
    still in `target`, has printed their paragraph.
    """
    chapters = _chapters(document)
    body = "\n".join(_flow(document, pages, chapters))
    if look.get("radicals"):
        body = body.translate(RADICALS)
    notes = note_boxes(_notes(document, pages), target if pages else None)
    mark = f'<div class="watermark">{escape(document.watermark)}</div>' if document.watermark else ""
    style = "\n".join([_variables(document, look), STYLE, page_rules(document, chapters)])
    kind = f"{look.get('headings', 'line')} leader-{look.get('leader', 'dotted')}{' noted' if notes else ''}"
    print_to_pdf(
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(document.title)}</title>'
        f'<style>{style}</style><body class="{kind}">{mark}{_cover(document, document.subtitle)}'
        f'<div class="flow">{body}</div>{notes}</body></html>',
        target,
    )


def _variables(document: Document, look: dict[str, Any]) -> str:
    """What differs between documents, as the style sheet's variables."""
    values = {
        "body-font": f"'{look['body_font']}'",
        "heading-font": f"'{look['heading_font']}'",
        "case-font": f"'{look['case_font']}'",
        "body-size": f"{look['body_pt']}pt",
        "line": str(look["line"]),
        "cell-size": f"{look.get('cell_pt', 9.5)}pt",
        "fill": look.get("fill", "#eef3f8"),
        "accent": look.get("accent", "#3a6ea5"),
    }
    return ":root {" + "".join(f"--{key}: {value};" for key, value in values.items()) + "}"


def _chapters(document: Document) -> dict[int, str]:
    """Text of the running line by the place in `blocks` of the chapter that it names; empty where it never changes."""
    if "chapter" not in document.header:
        return {}
    out = {}
    for i, block in enumerate(document.blocks):
        if isinstance(block, Part):
            break
        if isinstance(block, Heading) and block.level == 1:
            out[i] = heading_text(block.number, block.title)
    return out


def _flow(document: Document, pages: dict[int, int], chapters: dict[int, str]) -> Iterator[str]:
    page = ""
    for i, block in enumerate(document.blocks):
        if page and (i in chapters or isinstance(block, Part)):
            yield "</div>"
            page = ""
        if i in chapters:
            page = f"chapter{i}"
            yield f'<div style="page: {page}">'
        if isinstance(block, Table) and block.page != "upright":
            yield f'<div style="page: {page}across">{table_html(block)}</div>'
        else:
            yield _block(document, block, pages)
    if page:
        yield "</div>"


def _block(document: Document, block: Any, pages: dict[int, int]) -> str:
    match block:
        case Toc():
            return _contents(document, block, pages)
        case Heading():
            new_page = ' class="new-page"' if block.new_page else ""
            return f"<h{block.level}{new_page}>{escape(heading_text(block.number, block.title))}</h{block.level}>"
        case Para():
            return _para(document, block)
        case Part():
            return _part(block)
        case Case():
            return _case(document, block)
        case MissingTable():
            return _caption(block)
        case Figure():
            return _figure(block)
        case FigureRow() | TableRow():
            return _row(block)
        case Beside():
            return _beside(document, block)
        case Table():
            return table_html(block)
    return ""


def _part(part: Part) -> str:
    by = f'<p class="by">{escape(f"{part.issuer}　{part.date}")}</p>'
    return _cover(part) if part.cover else f'<div class="part">{escape(part.title)}</div>{by}'


def _row(row: FigureRow | TableRow) -> str:
    things = map(_figure, row.figures) if isinstance(row, FigureRow) else map(table_html, row.tables)
    return f'<div class="row">{"".join(things)}</div>'


def _cover(of: Document | Part, subtitle: str = "") -> str:
    return (
        f'<div class="cover"><p class="title">{escape(of.title)}</p><p class="subtitle">{escape(subtitle)}</p>'
        f'<p class="issuer">{escape(of.issuer)}</p><p>{escape(of.date)}</p></div>'
    )


def _contents(document: Document, toc: Toc, pages: dict[int, int]) -> str:
    rows = "".join(
        f'<div class="entry level{e.level}"><span>{escape(e.text)}</span><i></i><span>{pages.get(e.key, 0)}</span></div>'
        for e in entries(document, toc)
    )
    return f'<p class="contents">{escape(toc.list)}</p>{rows}'


def _para(document: Document, para: Para) -> str:
    rest = "".join(
        f"<sup>{document.note_mark(piece)}</sup>" if CIRCLED.fullmatch(piece) else escape(piece)
        for piece in CIRCLED.split(para.text[para.bold :])
    )
    return f"<p>{f'<b>{escape(para.text[: para.bold])}</b>' if para.bold else ''}{rest}</p>"


def _caption(of: Figure | MissingTable) -> str:
    return f'<p class="caption">{escape(caption_text(of.number, of.title))}</p>'


def _picture(figure: Figure) -> str:
    if figure.draw == "none":
        return ""
    return f'<img src="data:image/png;base64,{base64.b64encode(draw_figure(figure)).decode()}">'


def _figure(figure: Figure) -> str:
    above = _caption(figure) if figure.caption == "above" else ""
    below = _caption(figure) if figure.caption == "below" else ""
    return f'<div class="figure">{above}{_picture(figure)}{below}</div>'


def _beside(document: Document, beside: Beside) -> str:
    """With a caption the two are columns of one row; without one the text flows around the picture."""
    words = "".join(_para(document, each) for each in beside.body)
    if beside.figure.caption == "none":
        return f'<div class="floated {beside.side}">{_picture(beside.figure)}{words}</div>'
    pieces = (_figure(beside.figure), f'<div class="words">{words}</div>')
    return f'<div class="row beside">{"".join(pieces[:: 1 if beside.side == "left" else -1])}</div>'


def _case(document: Document, case: Case) -> str:
    body = "".join(table_html(each) if isinstance(each, Table) else _block(document, each, {}) for each in case.body)
    box = case.box or ("own" if case.frame else "none")
    title = escape(caption_text(case.number, case.title))
    return f'<div class="case {box}"><p class="case-title">{title}</p><div class="story">{body}</div></div>'


def _notes(document: Document, pages: dict[int, int]) -> list[tuple[int, str, str]]:
    """Page, mark and text of each footnote; the page is that of the paragraph before it."""
    out = []
    last_para = 0
    for index, block in enumerate(flat_blocks(document)):
        if isinstance(block, Para):
            last_para = index
        elif isinstance(block, Footnote):
            out.append((pages.get(last_para, 1), document.note_mark(block.mark), block.text))
    return out
