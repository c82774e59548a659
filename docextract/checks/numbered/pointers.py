"""References in the text: 见表 2-1, 如图 3 所示, 详见案例 4-2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docextract.checks.numbered.items import bare_number
from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence
from docextract.model.source import SourceRef
from docextract.text.patterns import GAP, compile_pattern

_NUMBER = rf"\d+(?:{GAP}[-－—–.]{GAP}\d+)*"
_POINTER = compile_pattern(
    rf"(?:见|参见|详见|参阅|如|由|从){GAP}(?P<word>附?表|图|案例){GAP}(?P<number>{_NUMBER})"
    rf"|(?P<word2>附?表|图|案例){GAP}(?P<number2>{_NUMBER}){GAP}(?:所示|可见|可知|可以看出|显示|所列)"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference: the sort of thing (图, 表, 案例), its number in comparable form, and where it is said."""

    word: str
    number: str
    evidence: Evidence


def pointers(report: Report) -> Iterator[Pointer]:
    """The references of all paragraphs and footnotes, in order."""
    for block in report.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE):
            continue
        for match in _POINTER.finditer(block.text):
            word = (match.group("word") or match.group("word2")).removeprefix("附")
            number = bare_number(match.group("number") or match.group("number2"))
            yield Pointer(word, number, _evidence(block, match.start(), match.end()))


def _evidence(block: Block, start: int, end: int) -> Evidence:
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    return Evidence(SourceRef(page, bbox, block.id, start, end), block.text[start:end])
