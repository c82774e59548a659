"""What headings, captions and case titles begin with, as layout must know it to part lines into blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docextract.rulepacks.schema import StructureWords
from docextract.text.word_patterns import any_of


@dataclass(frozen=True, slots=True)
class Openings:
    """`any` of them; `caption`: a numbered caption of a figure or table."""

    any: re.Pattern[str]
    caption: re.Pattern[str]


def to_openings(words: StructureWords) -> Openings:
    """The openings that a rule pack's words make."""
    counted = any_of((*words.parts, *words.chapters, *words.sections, *words.articles))
    caption = rf"{any_of((*words.figures, *words.tables))}\s*\d"
    case = rf"[【\[]?{any_of(words.cases)}\s*[\d一二三四五六七八九十：:】\]]"
    return Openings(
        any=re.compile(
            rf"^(?:\d{{1,2}}(?:[.．]\d{{1,2}})+|\d{{1,2}}[.．、]|第[一二三四五六七八九十\d]+{counted}"
            rf"|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十\d]{{1,3}}[)）]|{caption}|{case})"
        ),
        caption=re.compile(f"^{caption}"),
    )
