"""Marks that open and do not close, and words set twice.

**What it finds**: in paragraphs, titles and captions brackets, quotes and 《》 without their partner, a quotation that opens with “
and closes with ", a closing mark set twice (》》), two stops side by side (，， or 、，), an opening quotation mark before a
stop, a particle or a word set twice (的的, 学校学校, 河滨省河滨省).
**Why it matters**: they change no number, but are the first thing that a reader of a printed report sees.
**Example**: 《实训室钥匙保管办法》》.
**Silent** for marks that close in the next paragraph (a quotation over several paragraphs, a paragraph that was cut),
for `1）` and `a)` before an item, for set phrases that double (的的确确, 是是非非), for a word twice that may end one name
and begin the next (会计专业专业教师) or that the report doubles again elsewhere, and for half-width quotes, which do not tell
opening from closing, unless a single one stands behind an opening mark. In titles and captions only quotation marks and
《》 are looked at, since their words run on from one line to the next.
**Tolerance**: half-width and full-width brackets are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.words.doublings import doublings
from docextract.model.block import Block, BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.patterns import compile_pattern

_PAIRS = {"）": "（", ")": "（", "》": "《", "”": "“", "】": "【", "〉": "〈", "」": "「"}
_OPENING = {"（": "（", "(": "（", "《": "《", "“": "“", "【": "【", "〈": "〈", "「": "「"}
# 1） 2) a) （1 before an item.
_ITEM_MARK = compile_pattern(
    r"(?:^|[。；;：:，、\n ])[ ]*(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2}|[①-⑳])[ ]*[）)]"
)
_DOUBLED = compile_pattern(r"(?<!。)。。(?!。)|[，、；：]{2}|[，、；：]。(?!。)|(?<!。)。[，、；：]|《《|》》|“““|”””")
_TITLES = (BlockKind.HEADING, BlockKind.CASE, BlockKind.FIGURE, BlockKind.TABLE)
_TITLE_MARKS = "“”《》"
# “悦读一小时"校园书会: one half-width quote, behind the one that opens.
_MIXED = compile_pattern(r'^[^"”]*“(?P<inside>[^“”"]{2,30})"[^“”"]*$')
_OPENS_BEFORE_STOP = compile_pattern(r"(?<=[\p{Han}\d])“[，。；、]")
SHOWN = 16
MOST_TIMES = 2


@check("prose")
def misprints(book: Book) -> Iterator[Verdict]:
    """Marks without a partner and words set twice; see the module."""
    for block in book.report.blocks:
        if block.kind in _TITLES:
            yield from _title_verdicts(block)
    prose = [block for block in book.report.blocks if block.kind is BlockKind.PARAGRAPH]
    for block in prose:
        yield from _mixed_quotes(block)
        yield from _quote_before_stop(block)
    lone = {block.id: unpaired_marks(block.text) for block in prose}
    twice = {block.id: list(doublings(block.text)) for block in prose}
    times = Counter(block.text[start:end] for block in prose for start, end in twice[block.id])
    for index, block in enumerate(prose):
        beside = prose[max(index - 1, 0) : index] + prose[index + 1 : index + 2]
        # What opens here may close in the next paragraph, what closes here may have been opened in the one before.
        around = {mark for near in prose[max(index - 1, 0) : index] for _, mark in lone[near.id] if mark in _OPENING}
        around |= {mark for near in prose[index + 1 : index + 2] for _, mark in lone[near.id] if mark in _PAIRS}
        doubled = [match.span() for match in _DOUBLED.finditer(block.text)]
        marks = [(at, mark) for at, mark in lone[block.id] if not any(start <= at < end for start, end in doubled)]
        if any(near.text.startswith("“") for near in beside):
            # Speech over several paragraphs: each begins with the mark, the last one alone ends with its partner.
            marks = [(at, mark) for at, mark in marks if (at, mark) != (0, "“")]
        yield from _lone_verdicts(block, marks, around)
        # What a report doubles again and again is its way to say it.
        doubled += [(start, end) for start, end in twice[block.id] if times[block.text[start:end]] <= MOST_TIMES]
        for start, end in sorted(doubled):
            yield _verdict(block, start, end, "重复", "is set twice", block.text[start:end])


def _title_verdicts(block: Block) -> Iterator[Verdict]:
    yield from _mixed_quotes(block)
    lone = [(at, mark) for at, mark in unpaired_marks(block.text) if mark in _TITLE_MARKS]
    yield from _lone_verdicts(block, lone, set())


def _mixed_quotes(block: Block) -> Iterator[Verdict]:
    match = _MIXED.match(block.text)
    if match is not None:
        at = match.end("inside")
        yield _verdict(block, at, at + 1, '前引号“与后引号"不配', "closes what “ opens", '"')


def _quote_before_stop(block: Block) -> Iterator[Verdict]:
    """An opening mark where nothing can open; one whose partner is missing too is left to the pairs."""
    lone = {place for place, _ in unpaired_marks(block.text)}
    for match in _OPENS_BEFORE_STOP.finditer(block.text):
        if match.start() not in lone:
            yield _verdict(block, match.start(), match.end(), "前引号“疑为后引号”", "stands for ”", match.group())


def unpaired_marks(text: str) -> list[tuple[int, str]]:
    """Places and marks that have no partner in the text.

    >>> unpaired_marks("《制度》》"), unpaired_marks("（一）甲（乙）"), unpaired_marks("1）甲 2）乙")
    ([(4, '》')], [], [])
    """
    if '"' in text:
        return []
    items = {match.end() - 1 for match in _ITEM_MARK.finditer(text)}
    open_marks: list[tuple[int, str]] = []
    found = _unpaired_quotes(text)
    for place, mark in enumerate(text):
        if mark in "“”":
            continue
        if mark in _OPENING:
            open_marks.append((place, mark))
        elif mark in _PAIRS:
            partner = next(
                (i for i in reversed(range(len(open_marks))) if _OPENING[open_marks[i][1]] == _PAIRS[mark]), -1
            )
            if partner >= 0:
                del open_marks[partner]
            elif place not in items:
                found.append((place, mark))
    return sorted(found + open_marks)


def _unpaired_quotes(text: str) -> list[tuple[int, str]]:
    """Quotes of one kind do not nest: of two that open, either the first lost its partner or the second stands for it.

    >>> _unpaired_quotes("“甲乙“丙”"), _unpaired_quotes("“甲“，“乙”"), _unpaired_quotes("“甲”乙”")
    ([(0, '“')], [(2, '“')], [(4, '”')])
    """
    quotes = [(place, mark) for place, mark in enumerate(text) if mark in "“”"]
    found: list[tuple[int, str]] = []
    opened: tuple[int, str] | None = None
    for index, (place, mark) in enumerate(quotes):
        closes_next = quotes[index + 1 : index + 2] and quotes[index + 1][1] == "”"
        if mark == "”":
            found += [(place, mark)] if opened is None else []
            opened = None
        elif opened is not None and not closes_next:
            found.append((place, mark))
            opened = None
        else:
            found += [opened] if opened is not None else []
            opened = (place, mark)
    return found + ([opened] if opened is not None else [])


def _lone_verdicts(block: Block, marks: list[tuple[int, str]], around: set[str]) -> Iterator[Verdict]:
    """One verdict a kind of mark; none when a neighbour has the partner."""
    for place, mark in _first_of_each(marks):
        wanted = _PAIRS.get(mark)
        partners = (
            {m for m, kind in _OPENING.items() if kind == wanted}
            if wanted
            else {m for m, kind in _PAIRS.items() if kind == _OPENING[mark]}
        )
        if partners & around:
            continue
        what = f"{mark}没有左半" if wanted else f"{mark}没有右半"
        if mark == "“" and block.text.rfind("“", 0, place) > block.text.rfind("”", 0, place):
            what = "前引号“疑为后引号”"
        yield _verdict(block, place, place + 1, what, "has no partner", mark)


def _first_of_each(marks: list[tuple[int, str]]) -> list[tuple[int, str]]:
    kinds = [(place, mark, _PAIRS.get(mark) or _OPENING[mark]) for place, mark in marks]
    firsts = kinds[:1] + [second for first, second in pairwise(kinds) if second[2] != first[2]]
    return [(place, mark) for place, mark, _ in firsts]


def _verdict(block: Block, start: int, end: int, what: str, what_en: str, mark: str) -> Verdict:
    first = max([max(0, start - 2 * SHOWN), *(block.text.rfind(stop, 0, start) + 1 for stop in "，。；、：")])
    first = max(first, block.text.rfind("《", 0, start), block.text.rfind("“", 0, start))
    quote = block.text[first : min(len(block.text), end + (0 if mark in _PAIRS or len(mark) > 1 else 4))]
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    return Verdict(
        check="misprints",
        key=key_of(mark, quote),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW,
        subject=mark,
        message=Message(
            f"“{quote}”（第 {page} 页）{'' if quote == mark else f'中“{mark}”'}重复"
            if what == "重复"
            else f"“{quote}”（第 {page} 页）中{what}",
            f"{quote} (page {page}){'' if quote == mark else f': {mark}'} {what_en}",
        ),
        evidence=(Evidence(SourceRef(page, bbox, block.id, start, end), quote),),
        score=0.7,
    )
