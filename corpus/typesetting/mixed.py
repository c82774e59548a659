"""The `mixed` layout: another layout's PDF of which some pages or tables can't be read as text.

Tables pasted as pictures, sheets scanned in between, and pages whose fonts do not say which characters they print: all
three are common in reports that were put together from several files.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2

from .contents import flat_blocks
from .garble import garbled
from .locate import Located
from .source import Document, Table, bare_number
from .turn import without_random_id

DPI = 130
MARGIN_PT = 3  # around a table's text, so that its rules are in the picture


def make_pdf(original: Path, look: dict[str, Any], document: Document, located: Located, target: Path) -> None:
    """Write `target`: the tables named in `look["pictured"]` and the pages in `sheets` as pictures, the pages in
    `garbled` with fonts that have lost their `/ToUnicode`."""
    pdf = pypdfium2.PdfDocument(original)
    for index, block in enumerate(flat_blocks(document)):
        if isinstance(block, Table) and block.number in look.get("pictured", ()):
            (number,) = located.places[index].pages
            page = pdf[number - 1]
            _paste(pdf, page, _table_box(page, block))
    for number in look.get("sheets", ()):
        page = pdf[number - 1]
        _paste(pdf, page, (0.0, 0.0, *page.get_size()))
    target.write_bytes(garbled(_saved(pdf), [int(each) for each in look.get("garbled", ())]))
    pdf.close()


Box = tuple[float, float, float, float]  # left, bottom, right, top, as PDF counts


def _table_box(page: pypdfium2.PdfPage, table: Table) -> Box:
    """From the margin to the margin, between the first and the last row."""
    text = page.get_textpage()
    found = []
    for row in (table.printed[0], table.printed[-1]):
        cell = next(each for each in row if each).split("\n")[0]
        searcher = text.search(cell, index=_start(text, table))
        at, count = searcher.get_next()
        found.append([text.get_charbox(at + i) for i in range(count)])
    top = max(box[3] for box in found[0])
    bottom = min(box[1] for box in found[1])
    line = max(box[3] - box[1] for boxes in found for box in boxes)
    return 40.0, bottom - line - MARGIN_PT, page.get_size()[0] - 40.0, top + line / 2 + MARGIN_PT


def _start(text: pypdfium2.PdfTextPage, table: Table) -> int:
    """Where the caption begins, so that a word of the text above is not taken for the table's."""
    found = text.search(table.title).get_next() if table.caption == "above" else None
    return found[0] if found else 0


def _paste(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, box: Box) -> None:
    """The area as a picture of itself; what stood wholly in it is gone.

    PDFium writes the rest of the page anew and loses text in Type 3 fonts, which Chromium makes of Noto: tables of the
    layout `web` can't be pasted, whole sheets can.
    """
    left, bottom, right, top = box
    width, height = page.get_size()
    picture = page.render(scale=DPI / 72, crop=(left, bottom, width - right, height - top)).to_pil().convert("L")
    for thing in list(page.get_objects(max_depth=1)):
        x0, y0, x1, y1 = thing.get_bounds()
        if x0 >= left - 1 and x1 <= right + 1 and y0 >= bottom - 1 and y1 <= top + 1:
            page.remove_obj(thing)
    image = pypdfium2.PdfImage.new(pdf)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=50, optimize=True)
    image.load_jpeg(jpeg, inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(right - left, top - bottom).translate(left, bottom))
    page.insert_obj(image)
    page.gen_content()


def _saved(pdf: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return without_random_id(out.getvalue(), keep_first=False)


def marked(expected: dict[str, Any], look: dict[str, Any]) -> dict[str, Any]:
    """The expectations of the original, items that are hard to read for what was done to their page say so."""
    why = {int(each): "scanned sheet" for each in look.get("sheets", ())}
    why |= {int(each): "garbled text layer" for each in look.get("garbled", ())}
    pictured = {bare_number(each) for each in look.get("pictured", ())}

    def item(kind: str, each: dict[str, Any]) -> dict[str, Any]:
        reasons = [why[page] for page in each.get("pages", [each["page"]]) if page in why]
        reasons += ["picture of a table"] * (kind == "tables" and each["number"] in pictured)
        return each | ({"hard": [*each.get("hard", []), *dict.fromkeys(reasons)]} if reasons else {})

    return expected | {
        kind: [item(kind, each) for each in expected[kind]]
        for kind in ("sections", "cases", "figures", "tables", "footnotes")
    }
