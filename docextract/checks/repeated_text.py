"""The same text twice.

**What it finds**: a long stretch that stands word for word in two places, and an item that one enumeration gives
twice.
**Why it matters**: text that was pasted twice makes a reader doubt the rest; an item given twice is counted twice.
**Example**: 加入 A 联盟，B 共同体，A 联盟.
**Silent** for stretches shorter than MIN_SHARED characters, for titles and captions, for quotations from documents,
for clauses (an item has no 的 or 为), for set phrases of policy and words that a form puts around its numbers unless
they are twice as long, and in documents made from a template.
**Tolerance**: blanks do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docextract.checks.facts.book import Book
from docextract.checks.facts.item_facts import retellings
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.patterns import compile_pattern

MIN_SHARED = 36
MIN_ITEM = 8
QUOTE_LIMIT = 80
TEMPLATE_LIMIT = 4
_SEED = 24
_SET_PHRASE = compile_pattern(r"习近平|党的|立德树人|新时代中国特色|社会主义")
# 机要通信用车0辆、应急保障用车0辆、
_FILLED_IN = compile_pattern(r"\p{Han}\d[\d.,]*\p{Han}{0,2}[、，；。]")
MIN_FILLED_IN = 3
_PLACEHOLDER = compile_pattern(r"[XxＸ×]{2,}|[_＿]{2,}|[○〇]{2,}|…{3,}")
# A clause is no item of an enumeration: parallel clauses end alike.
_NO_ITEM = compile_pattern(r"\d|[的为占由将被]|完成|进行|X")
# What a stretch that begins in the middle of a clause is freed of.
_TRIMMED = compile_pattern(r"^(?:[^\p{Han}《“（]|[了的和与是在])+")
_ITEM = compile_pattern(r"[^，、；。：]+")


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch that stands in two blocks; starts and ends count characters of each block's text (half open)."""

    first: Block
    first_start: int
    first_end: int
    second: Block
    second_start: int
    second_end: int


@check("prose")
def repeated_text(book: Book) -> Iterator[Verdict]:
    """The same text twice; see the module."""
    # Where a form is retold item by item, every item is told in the same words.
    retold = {block for retelling in retellings(book.report, book.items, book.pack) for block in retelling.blocks}
    prose = [b for b in book.report.blocks if b.kind is BlockKind.PARAGRAPH and b.id not in retold]
    found = _joined(shared_stretches(prose), {block.id: index for index, block in enumerate(prose)})
    if len(found) <= TEMPLATE_LIMIT:  # a document full of them is filled in from a template
        for run in found:
            yield _shared_verdict(run)
    for block in prose:
        yield from _item_verdicts(block)


def shared_stretches(blocks: list[Block]) -> Iterator[Shared]:
    """The longest common stretches of every two blocks, each part of the second block used once."""
    seeds: dict[str, tuple[int, int]] = {}
    plain = [_without_blanks(block.text) for block in blocks]
    for index, (text, places) in enumerate(plain):
        at = 0
        while at + _SEED <= len(text):
            hit = seeds.get(text[at : at + _SEED])
            if hit is not None and (hit[0] != index or hit[1] + _SEED <= at):
                length = _length(plain[hit[0]][0], hit[1], text, at, hit[0] == index)
                if length >= MIN_SHARED and _is_telling(text[at : at + length], length):
                    kept = _TRIMMED.sub("", text[at : at + length])
                    if not kept:  # a run of dots, digits or lines to write on says nothing twice
                        at += length
                        continue
                    skip = length - len(kept)
                    first_places = plain[hit[0]][1]
                    yield Shared(
                        blocks[hit[0]],
                        first_places[hit[1] + skip],
                        first_places[hit[1] + length - 1] + 1,
                        blocks[index],
                        places[at + skip],
                        places[at + length - 1] + 1,
                    )
                    at += length
                    continue
            at += 1
        for start in range(len(text) - _SEED + 1):
            seeds.setdefault(text[start : start + _SEED], (index, start))


def _joined(stretches: Iterable[Shared], order: Mapping[str, int]) -> list[list[Shared]]:
    """Stretches that follow each other, paragraph after paragraph, in both places: one passage was printed twice."""
    runs: list[list[Shared]] = []
    for shared in stretches:
        last = runs[-1][-1] if runs else None
        steps = (
            (order[shared.first.id] - order[last.first.id], order[shared.second.id] - order[last.second.id])
            if last is not None
            else (-1, -1)
        )
        if all(step in (0, 1) for step in steps):
            runs[-1].append(shared)
        else:
            runs.append([shared])
    return runs


def _without_blanks(text: str) -> tuple[str, list[int]]:
    places = [i for i, char in enumerate(text) if not char.isspace()]
    return "".join(text[i] for i in places), places


def _length(first: str, a: int, second: str, b: int, is_same: bool) -> int:
    length = 0
    limit = b - a if is_same else len(first)
    while (
        a + length < len(first)
        and b + length < len(second)
        and length < limit
        and first[a + length] == second[b + length]
    ):
        length += 1
    return length


def _is_telling(text: str, length: int) -> bool:
    """False for set phrases, the title of a document and a form's words around its numbers, which are bound to come again."""
    if _PLACEHOLDER.search(text):  # a template that nobody filled in here
        return False
    if length >= 2 * MIN_SHARED:
        return True
    is_form = len(_FILLED_IN.findall(text)) >= MIN_FILLED_IN
    return not is_form and "《" not in text and "》" not in text and not _SET_PHRASE.search(text)


def _shared_verdict(run: Sequence[Shared]) -> Verdict:
    shared = run[0]
    text = shared.first.text[shared.first_start : shared.first_end]
    shown = text if len(text) <= QUOTE_LIMIT else text[:QUOTE_LIMIT]
    length = sum(each.first_end - each.first_start for each in run)
    parts, parts_en = (f" {len(run)} 段", f" in {len(run)} pieces") if len(run) > 1 else ("", "")
    first, second = shared.first.page, shared.second.page
    where = f"第 {first} 页两处" if first == second else f"第 {first} 页和第 {second} 页"
    where_en = f"twice on page {first}" if first == second else f"on pages {first} and {second}"
    message = Message(
        f"{where}有{parts} {length} 字逐字相同：“{shown[:40]}…”",
        f"{length} characters{parts_en} stand word for word {where_en}: {shown[:40]}…",
    )
    evidence = (
        Evidence(_source(shared.first, shared.first_start, shared.first_start + len(shown)), shown),
        Evidence(
            _source(shared.second, shared.second_start, shared.second_end),
            shared.second.text[shared.second_start : shared.second_end][:QUOTE_LIMIT],
        ),
    )
    return Verdict(
        "repeated_text",
        key_of("shared", text[:60]),
        "differs",
        FindingKind.DUPLICATE,
        Severity.LOW,
        shown[:20],
        message,
        evidence,
    )


def _item_verdicts(block: Block) -> Iterator[Verdict]:
    """Items of one sentence that come twice between commas; the first may have a verb in front."""
    start = 0
    for sentence in block.text.split("。"):
        seen: dict[str, tuple[int, int]] = {}
        for match in _ITEM.finditer(sentence):
            item = "".join(match.group().split()).rpartition("了")[2]
            if len(item) < MIN_ITEM or _NO_ITEM.search(item):
                continue
            place = (start + match.start(), start + match.end())
            earlier = next((other for other in seen if other.endswith(item) or item.endswith(other)), "")
            if earlier:
                yield _item_verdict(block, min(item, earlier, key=len), seen[earlier], place)
            seen.setdefault(item, place)
        start += len(sentence) + 1


def _item_verdict(block: Block, item: str, first: tuple[int, int], second: tuple[int, int]) -> Verdict:
    message = Message(
        f"第 {block.page} 页同一句里“{item}”列了两次", f"{item} is given twice in one sentence on page {block.page}"
    )
    quotes = (_with_neighbour(block.text, first), _with_neighbour(block.text, second))
    evidence = tuple(Evidence(_source(block, a, b), block.text[a:b]) for a, b in quotes)
    return Verdict(
        "repeated_text",
        key_of("item", item),
        "differs",
        FindingKind.DUPLICATE,
        Severity.MEDIUM,
        item,
        message,
        evidence,
    )


def _with_neighbour(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """The item with the one before it, so that the two quotes differ."""
    start = max(text.rfind(stop, 0, max(0, place[0] - 1)) for stop in "，、；。：")
    return start + 1, place[1]


def _source(block: Block, start: int, end: int) -> SourceRef:
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    return SourceRef(page, bbox, block.id, start, end)
