"""The annotated copy of a PDF: highlights where the evidence is, whatever the page, and notes that viewers can read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, NameObject, NumberObject, RectangleObject

from docextract.errors import PdfDamaged, PdfEncrypted
from docextract.review import annotated_pdf as annotated_pdf_module
from docextract.review.annotated_notes import PdfNote, pdf_notes
from docextract.review.annotated_pdf import annotated_pdf
from docextract.review.decisions import State
from tests.builders import pdf_bytes
from tests.review.out_made import OTHER, opinion, place, row

DAY = date(2026, 3, 2)
BOX = (60.0, 90.0, 160.0, 110.0)


def note(page: int = 1, bbox: tuple[float, float, float, float] | None = BOX, **more: Any) -> PdfNote:
    told = {
        "number": 3,
        "severity": "high",
        "heading": "问题 3",
        "text": "前后不一\n建议值：1930",
        "who": "",
        "name": "a-0",
    }
    return PdfNote(page, bbox, **{**told, **more})


def annotated(path: Path, *notes: PdfNote) -> bytes:
    return annotated_pdf(path, notes, day=DAY, outline="审核问题")


def picture(data: bytes, page: int = 1) -> Any:
    """The page at one pixel a point, with its annotations."""
    document = pdfium.PdfDocument(data)
    try:
        return document[page - 1].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()


def is_white(colour: tuple[int, int, int]) -> bool:
    return min(colour) > 245


def turned(
    tmp_path: Path, rotation: int, crop: tuple[int, int, int, int] | None = None, inherited: bool = False
) -> Path:
    """An empty page, turned and cropped; the settings may stand on the page or on the tree above it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes(""))))
    page = writer.pages[0]
    node: Any = page["/Parent"] if inherited else page
    node[NameObject("/Rotate")] = NumberObject(rotation)
    if crop:
        node[NameObject("/CropBox")] = RectangleObject(crop)
    page[NameObject("/MediaBox")] = RectangleObject((-20, 30, 595, 842))
    page[NameObject("/Contents")] = writer._add_object(ArrayObject())
    path = tmp_path / "页.pdf"
    writer.write(path)
    return path


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("crop", [None, (40, 100, 500, 700), (-100, -100, 9000, 9000)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90, 450])
def test_highlight_lies_on_the_box_as_displayed(
    tmp_path: Path, rotation: int, crop: tuple[int, int, int, int] | None, inherited: bool
) -> None:
    image = picture(annotated(turned(tmp_path, rotation, crop, inherited), note(number=1)))
    x0, top, x1, bottom = map(int, BOX)
    for x, y in ((x0 + 8, top + 8), (x1 - 3, top + 3), (x0 + 3, bottom - 3), (x1 - 3, bottom - 3)):
        red, green, _ = image.getpixel((x, y))
        assert red > 240, (x, y)
        assert green < 225, (x, y)
    for x, y in ((x0 - 12, top + 10), (x1 + 4, top + 10), (110, top - 4), (110, bottom + 4)):
        assert is_white(image.getpixel((x, y))), (x, y)


def test_letters_stay_readable_under_a_highlight(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("HHHHHHHHHHHH"))
    image = picture(annotated(path, note(bbox=(60, 105, 200, 130))))
    assert min(min(image.getpixel((x, y))) for x in range(75, 150) for y in range(110, 122)) < 60


def test_the_file_itself_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one", "two"))
    before = path.read_bytes()
    data = annotated(path, note(2))
    assert path.read_bytes() == before
    assert [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages] == ["one", "two"]


def notes_on(data: bytes, page: int = 1) -> list[Any]:
    found = PdfReader(io.BytesIO(data)).pages[page - 1].get("/Annots", ())
    return [each.get_object() for each in found]


def test_annotations_are_standard_ones_that_every_viewer_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one"))
    marked, window = notes_on(annotated(path, note(who="张三")))
    assert (marked["/Subtype"], window["/Subtype"]) == ("/Highlight", "/Popup")
    assert [float(side) for side in marked["/QuadPoints"]] == pytest.approx(
        [59.5, 752.5, 160.5, 752.5, 59.5, 731.5, 160.5, 731.5]
    )
    assert (marked["/Contents"], marked["/T"], marked["/NM"]) == ("前后不一\n建议值：1930", "张三", "a-0")
    assert marked["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
    assert window["/Parent"].get_object() == marked
    assert not set(marked) & {"/A", "/AA", "/RC"}


def test_a_note_without_a_box_stands_at_the_margin(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one"))
    data = annotated(path, note(bbox=None), note(bbox=None, number=4, name="b-0"))
    assert [each["/Subtype"] for each in notes_on(data)] == ["/Text", "/Popup", "/Text", "/Popup"]
    image = picture(data)
    assert not is_white(image.getpixel((8, 10)))
    assert not is_white(image.getpixel((8, 27)))


def test_numbers_of_one_place_stand_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one"))
    boxes = [each["/Rect"] for each in notes_on(annotated(path, note(number=1), note(number=2)))[::2]]
    assert float(boxes[1][0]) < float(boxes[0][0]) - 5


def test_annotations_that_are_there_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one", "two"))
    path.write_bytes(annotated(path, note(2)))
    data = annotated(path, note(2, name="b-0"))
    assert [each.get("/NM") for each in notes_on(data, 2)] == ["a-0", None, "b-0", None]
    assert notes_on(data, 1) == []


def test_pages_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one"))
    assert notes_on(annotated(path, note(0), note(2))) == []


def test_bookmarks_lead_to_each_finding_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one", "two"))
    reader = PdfReader(io.BytesIO(annotated(path, note(2), note(1, name="a-1"))))
    outline: Any = reader.outline
    title, own = outline
    assert title.title == "审核问题"
    assert [(each.title, reader.get_destination_page_number(each)) for each in own] == [("问题 3", 1)]


def test_a_pdf_with_a_password_is_refused_in_words(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes("one"))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    path = tmp_path / "a.pdf"
    writer.write(path)
    with pytest.raises(PdfEncrypted, match="密码或权限限制"):
        annotated(path, note())


def test_a_cipher_that_takes_another_library_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_library(_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes("one"))
    monkeypatch.setattr(annotated_pdf_module, "PdfReader", without_library)
    with pytest.raises(PdfEncrypted, match="密码或权限限制"):
        annotated(path, note())


@pytest.mark.parametrize("data", [b"", b"no PDF", pdf_bytes("one")[:60], b"%PDF-1.7\ntrailer<</Root 1 0 R>>"])
def test_a_broken_pdf_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(PdfDamaged, match="写不进批注"):
        annotated(path, note())


def test_notes_tell_all_that_is_known_of_the_finding(tmp_path: Path) -> None:
    evidence = [place(), place(), place(2, "1930", "表 6"), place(1, "1930", f"{OTHER}，表 1")]
    found = opinion(tmp_path, row(evidence=evidence, related_reports=[OTHER]), state=State.CONFIRMED)
    notes = pdf_notes(found, "zh")
    assert [(each.page, each.name) for each in notes] == [(1, "said_twice-1-0"), (2, "said_twice-1-1")]
    assert notes[0].text.split("\n") == [
        "问题 1　数值不一致（较重）",
        "专任教师总数前后不一：1903 人、1930 人",
        "建议值：1930",
        "核算：1930 = 820 + 1110",
        "此处：1.3 教师队伍 “专任教师 1903 人”",
        "审核：确认问题",
        "编号：said_twice-1",
    ]
    english = pdf_notes(found, "en")[0].text
    assert "Suggested value: 1930" in english
    assert "Decision: confirmed" in english
