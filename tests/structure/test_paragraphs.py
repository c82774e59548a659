"""Paragraphs that a page, a column or a picture cut in two."""

from __future__ import annotations

from docextract.structure.paragraphs import join_cut_paragraphs
from docextract.structure.piece import to_pieces
from tests.structure.build import picture, text

FIRST, REST = "学校主动对接产业需求与二十", "家企业签订协议。"


def texts(*items: object) -> list[str]:
    pieces = join_cut_paragraphs(to_pieces(items))  # type: ignore[arg-type]
    return [piece.text_block.text for piece in pieces if piece.text_block is not None]


def test_paragraph_goes_on_over_the_page_past_a_picture() -> None:
    rest = text(REST, page=2, indented=False, top=80)
    assert texts(text(FIRST, full=True, top=700), picture(page=2), rest) == [FIRST + REST]


def test_paragraph_goes_on_at_the_top_of_the_next_column() -> None:
    rest = text(REST, indented=False, top=100, left=300)
    assert texts(text(FIRST, full=True, top=700), rest) == [FIRST + REST]


def test_indented_text_begins_a_paragraph_of_its_own() -> None:
    assert texts(text(FIRST, full=True, top=700), text(REST, page=2, top=80)) == [FIRST, REST]
