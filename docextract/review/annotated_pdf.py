"""A copy of a PDF with highlights and notes. The one door to pypdf.

Every annotation is a standard one with an appearance of its own, so that Acrobat, Edge, WPS and browsers show the same.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from docextract.errors import PdfDamaged, PdfEncrypted
from docextract.review.annotated_marks import FONT, TRANSPARENT, DrawnNote, drawn_note
from docextract.review.annotated_notes import PdfNote
from docextract.review.annotated_places import Box, PageSpace, around

# What it mends while reading is no user's concern: what can't be mended is raised.
logging.getLogger("pypdf").setLevel(logging.ERROR)

PRINTED, POPUP_FLAGS = 4, 28
POPUP_WIDTH, POPUP_HEIGHT = 240.0, 150.0


def annotated_pdf(path: Path, notes: Sequence[PdfNote], *, day: date, outline: str) -> bytes:
    """The PDF at `path` with the notes in it; the file itself is not touched. Notes on pages that are not there are left
    out. `outline` is the title of the bookmarks that lead to the notes.

    Raises PdfEncrypted for a PDF with a password or restrictions, PdfDamaged when it can't be rewritten.
    """
    data = path.read_bytes()
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise _encrypted(path)
        writer = PdfWriter(clone_from=reader)
        _annotate(writer, notes, day)
        _add_bookmarks(writer, notes, outline)
        stream = io.BytesIO()
        writer.write(stream)
    except DependencyError as error:  # for reading some ciphers, pypdf wants a library that we do not need
        raise _encrypted(path) from error
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise PdfDamaged(
            f"{path.name}：PDF 的结构有毛病，写不进批注（{error}）；可用阅读器“另存为”一份新的 PDF，重新运行后再试。"
            " This PDF's structure can't take annotations; save it anew from a PDF viewer, run again and retry."
        ) from error
    return stream.getvalue()


def _encrypted(path: Path) -> PdfEncrypted:
    return PdfEncrypted(
        f"{path.name}：这个 PDF 有密码或权限限制，不能另存批注；请向报送单位要一份不加密的。"
        " This PDF has a password or restrictions, so no annotated copy is made; ask for one without."
    )


def _annotate(writer: PdfWriter, notes: Sequence[PdfNote], day: date) -> None:
    resources = writer._add_object(_resources())
    taken: dict[int, list[Box]] = {}
    for note in notes:
        if not 1 <= note.page <= len(writer.pages):
            continue
        page = writer.pages[note.page - 1]
        space = page_space(page)
        drawn = drawn_note(note, space, taken.setdefault(note.page, []))
        _add(writer, page, _annotation(writer, drawn, resources), note, space, day)


def page_space(page: DictionaryObject) -> PageSpace:
    """The page's visible part as viewers compute it: the crop box within the media box, both of which may be inherited."""
    media = _box(page, "/MediaBox") or (0.0, 0.0, 612.0, 792.0)
    crop = _box(page, "/CropBox") or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if left >= right or bottom >= top:
        left, bottom, right, top = media
    rotation = _inherited(page, "/Rotate")
    turned = int(rotation) // 90 % 4 * 90 if isinstance(rotation, int | float) else 0
    return PageSpace(left, bottom, right, top, turned)


def _box(page: DictionaryObject, name: str) -> Box | None:
    found = _inherited(page, name)
    if not isinstance(found, ArrayObject) or len(found) != 4:
        return None
    x0, y0, x1, y1 = (float(side.get_object()) for side in found)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _inherited(page: DictionaryObject, name: str) -> object:
    seen = 0
    node: object = page
    while isinstance(node, DictionaryObject) and seen < 50:
        if name in node:
            return node[name]
        node, seen = node.get("/Parent", None), seen + 1
        node = node.get_object() if isinstance(node, IndirectObject) else node
    return None


def _annotation(writer: PdfWriter, drawn: DrawnNote, resources: IndirectObject) -> DictionaryObject:
    """A highlight, or a note where nothing is marked."""
    own: dict[str, PdfObject] = {"/Subtype": NameObject("/Text"), "/Name": NameObject("/Note")}
    if drawn.quad is not None:
        corners = [side for corner in drawn.quad for side in corner]
        own = {"/Subtype": NameObject("/Highlight"), "/QuadPoints": _array(corners)}
    appearance = _dictionary({"/N": writer._add_object(_appearance(drawn, resources))})
    return _dictionary({**own, "/Rect": _array(drawn.rect), "/C": _array(drawn.colour), "/AP": appearance})


def _appearance(drawn: DrawnNote, resources: IndirectObject) -> StreamObject:
    form = StreamObject()
    form.set_data(drawn.content.encode("ascii"))
    form.update(
        _dictionary(
            {
                "/Type": NameObject("/XObject"),
                "/Subtype": NameObject("/Form"),
                "/BBox": _array(drawn.rect),
                "/Group": _dictionary({"/S": NameObject("/Transparency")}),
                "/Resources": resources,
            }
        )
    )
    return form


def _resources() -> DictionaryObject:
    """What all appearances share: how marks let the page through, and the font of numbers, which every viewer has."""
    marked = {"/Type": NameObject("/ExtGState"), "/BM": NameObject("/Multiply"), "/ca": FloatObject(0.45)}
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica-Bold", "/Encoding": "/WinAnsiEncoding"}
    named = _dictionary({key: NameObject(name) for key, name in font.items()})
    return _dictionary(
        {"/ExtGState": _dictionary({TRANSPARENT: _dictionary(marked)}), "/Font": _dictionary({FONT: named})}
    )


def _add(
    writer: PdfWriter, page: DictionaryObject, annotation: DictionaryObject, note: PdfNote, space: PageSpace, day: date
) -> None:
    """Puts the annotation and the window of its text on the page."""
    when = TextStringObject(f"D:{day:%Y%m%d}000000Z")
    annotation.update(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/F"): NumberObject(PRINTED),
            NameObject("/Contents"): TextStringObject(note.text),
            NameObject("/T"): TextStringObject(note.who or "docextract"),
            NameObject("/Subj"): TextStringObject(note.heading),
            NameObject("/NM"): TextStringObject(note.name),
            NameObject("/CreationDate"): when,
            NameObject("/M"): when,
        }
    )
    own = writer._add_object(annotation)
    x1, top = (note.bbox[2], note.bbox[1]) if note.bbox is not None else (24.0, 8.0)
    x, y = min(x1, max(0.0, space.width - POPUP_WIDTH)), min(top, max(0.0, space.height - POPUP_HEIGHT))
    popup = _dictionary(
        {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Popup"),
            "/Rect": _array(around(space.quad(x, y, x + POPUP_WIDTH, y + POPUP_HEIGHT))),
            "/F": NumberObject(POPUP_FLAGS),
            "/Parent": own,
        }
    )
    window = writer._add_object(popup)
    annotation[NameObject("/Popup")] = window
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    # a new array: the old one may be shared by several pages
    page[NameObject("/Annots")] = ArrayObject([*(found if isinstance(found, ArrayObject) else ()), own, window])


def _add_bookmarks(writer: PdfWriter, notes: Sequence[PdfNote], title: str) -> None:
    """Bookmarks to the first place of each finding: not every viewer lists the notes."""
    firsts: dict[int, PdfNote] = {}
    for note in notes:
        if 1 <= note.page <= len(writer.pages):
            firsts.setdefault(note.number, note)
    if not firsts:
        return
    parent = writer.add_outline_item(title=title, page_number=None)
    for note in firsts.values():
        writer.add_outline_item(title=note.heading, page_number=note.page - 1, parent=parent)


def _array(values: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{value:.3f}") for value in values])


def _dictionary(items: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in items.items()})
