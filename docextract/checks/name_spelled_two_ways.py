"""One name in two spellings.

**What it finds**: a school, a firm, a studio, a contest that the report spells in two ways which are one slip apart: two
characters exchanged (轻工, 工轻), one lost, one too many, one for another, 学院 for 学校; and a word that differs by one
character from what the report prints again and again between the same neighbours.
**Why it matters**: a reader takes them for two schools; who looks for the name finds half of its places.
**Example**: 江城轻工学校 in the text, 江城工轻学校 under the picture.
**Silent** for a short form beside the full name, for names that stand side by side in one sentence or table (they are
told apart there), for what tells things apart (numbers, 东/西, 初/高, 市/县), for characters of grammar, for another place
(a character before 市 or 县), where the rarer spelling is made of words that the report uses elsewhere too (unless the name
is printed three times as often and begins with the same four characters), and for a character lost, added or replaced on
a page that was read from a picture.
**Tolerance**: blanks do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.words.doublings import doublings
from docextract.checks.words.names import is_house
from docextract.checks.words.spellings import (
    Pair,
    doubled_characters,
    off_items,
    off_phrases,
    off_quoted,
    off_repeated_names,
    unlike_names,
)
from docextract.checks.words.word_slips import new_pairs
from docextract.checks.words.writing import Writing, is_han, writing_of
from docextract.model.finding import FindingKind, Message, Severity, Verdict

# So many times as often is the right spelling printed: where the other has words unknown to the report, and where it has not.
OUTNUMBERED, FAR_OUTNUMBERED = 2, 3
# Two places one character apart may both be real; only so many times as often is one of them certain.
PLACE_OUTNUMBERED = 5
# A name that begins with so many characters is somebody's, not just any school.
OWN_START = 4
# How much of a name must stand before the slip; and where neither spelling outnumbers the other.
BEGUN = 2
OWN_BEGINNING = {"replaced": 2, "swapped": 2, "lost": 4}
HOUSE_BODY = 6
_PLACE_ENDS = frozenset("市县区省州镇乡村")
_SHOWN = 3


@check("prose")
def name_spelled_two_ways(book: Book) -> Iterator[Verdict]:
    """One name in two spellings; see the module."""
    writing = writing_of(book.report)
    known = writing.text + "\n".join(indicator.name for indicator in book.pack.indicators.values())
    seen: set[int] = set()
    for pair in _pairs(writing.text):
        ordered = _wrong_last(pair, writing.text, known)
        wrong = {start + min(ordered.slip.before, len(ordered.other) - 1) for start in ordered.other_at}
        if wrong & seen or not _is_slip(ordered, writing, known):
            continue
        seen |= wrong
        yield _verdict(ordered, writing, known)


def _pairs(text: str) -> Iterator[Pair]:
    yield from doubled_characters(text)
    yield from unlike_names(text)
    yield from off_repeated_names(text)
    yield from off_quoted(text)
    yield from off_items(text)
    yield from off_phrases(text)


def _wrong_last(pair: Pair, text: str, known: str) -> Pair:
    """The pair with the spelling second that is likelier the slip: much rarer, or made of words that are not known, or rarer."""
    one, other = len(pair.one_at), len(pair.other_at)
    is_far = one >= FAR_OUTNUMBERED * other or other >= FAR_OUTNUMBERED * one
    is_right = one >= other if is_far else _wrong_by(pair, text, known) >= 0
    swapped = replace(pair, one=pair.other, one_at=pair.other_at, other=pair.one, other_at=pair.one_at)
    return pair if is_right else swapped


def _strange(pair: Pair, word: str, text: str, known: str) -> tuple[int, int]:
    return new_pairs(text, known, word, pair.slip.before, len(word) - pair.slip.after)


def _is_new(pair: Pair, text: str, known: str) -> bool:
    """True when the second spelling has nothing around its slip that stands elsewhere."""
    new, pairs = _strange(pair, pair.other, text, known)
    return 0 < pairs == new


def _is_slip(pair: Pair, writing: Writing, known: str) -> bool:
    slip = pair.slip
    if not slip.is_possible or (slip.sort != "swapped" and any(map(writing.is_read_from_picture, pair.other_at))):
        return False
    if slip.sort == "doubled":
        return not pair.is_name and not _is_a_doubled_word(pair, writing)
    times = len(pair.one_at) // len(pair.other_at)
    new = _is_new(pair, writing.text, known)
    if slip.sort == "replaced" and times < PLACE_OUTNUMBERED and _is_in_a_place(pair):
        return False
    is_sure = new and times >= FAR_OUTNUMBERED
    if slip.is_grammar and not (is_sure and pair.is_name and is_house(pair.one)):
        return False
    if not is_sure and any(writing.is_side_by_side(a, b) for a in pair.one_at for b in pair.other_at):
        return False
    if not slip.before or not slip.after:
        return _is_off_at_its_end(pair, writing.text, new, times)
    if new and (times >= OUTNUMBERED or is_house(pair.one)):
        is_begun = slip.before >= (BEGUN if times >= OUTNUMBERED else OWN_BEGINNING[slip.sort])
        is_begun = is_begun or (times >= FAR_OUTNUMBERED and slip.sort == "replaced")
        is_begun = is_begun or (times >= OUTNUMBERED and not is_han(writing.text[pair.other_at[0] - 1]))
        return is_begun and (slip.sort == "replaced" or pair.is_name)
    return _is_swapped(pair, writing.text, known, times) or _is_another_word(pair)


def _is_a_doubled_word(pair: Pair, writing: Writing) -> bool:
    """True where misprints says in a paragraph that a particle or a word is set twice."""
    piece = writing.piece_at(pair.other_at[0])
    at = pair.other_at[0] + pair.slip.before - piece.start
    text = writing.text[piece.start : piece.start + len(piece.kept)]
    is_prose = piece.table is None and not piece.is_title
    return is_prose and any(start <= at < end for start, end in doublings(text))


def _is_swapped(pair: Pair, text: str, known: str, times: int) -> bool:
    """Characters of a name exchanged: of somebody's name, or so that words come out which the report does not know."""
    slip = pair.slip
    if slip.sort != "swapped" or slip.before < BEGUN:
        return False
    is_odd = times >= OUTNUMBERED and _strange(pair, pair.other, text, known)[0] > 0
    return is_odd or pair.is_quoted or (is_house(pair.one) and is_house(pair.other))


def _is_off_at_its_end(pair: Pair, text: str, new: bool, times: int) -> bool:
    """The first or last character is another: 学院 for 学校, or one that the rest of the name never goes without."""
    slip, name = pair.slip, pair.one
    if not slip.after and slip.sort == "replaced" and is_house(name) and is_house(pair.other):
        return slip.before > HOUSE_BODY
    if slip.sort == "lost" or not new or times < OUTNUMBERED:
        return False
    if slip.before:
        return slip.sort == "swapped" or text.count(name[:-1]) == len(pair.one_at) + len(pair.other_at)
    # 城 stands mostly behind 江: the name begins with 江城, not with what was said before it.
    return 2 * text.count(name[:2]) >= text.count(name[1]) and (
        slip.sort == "swapped" or text.count(name[1:]) == len(pair.one_at) + len(pair.other_at)
    )


def _is_another_word(pair: Pair) -> bool:
    """A word for another in a name that is printed far more often otherwise (中等职业学校, 中等专业学校 behind one place)."""
    before = pair.slip.before
    if before < OWN_START or len(pair.one_at) < FAR_OUTNUMBERED * len(pair.other_at):
        return False
    is_named_by_place = pair.one[before - 1] in _PLACE_ENDS  # 江城市河山…, 江城市湖山…
    return (
        pair.slip.sort in ("replaced", "lost") and not is_named_by_place and is_house(pair.one) and is_house(pair.other)
    )


def _is_in_a_place(pair: Pair) -> bool:
    """True when the slip stands in what may be the name of a place: 江城市河山县, 江城市湖山县."""
    before = pair.slip.before
    return bool(_PLACE_ENDS & {*pair.one[before + 1 : before + 3]})


def _is_telling(pair: Pair) -> bool:
    """False for 学院 and 学校: which of them is right no other word of the report tells."""
    return pair.slip.after > 0 or not (is_house(pair.one) and is_house(pair.other))


def _wrong_by(pair: Pair, text: str, known: str) -> int:
    """By how many unknown words, or places, the second spelling is the likelier slip."""
    strange, stranger = (_strange(pair, word, text, known)[0] for word in (pair.one, pair.other))
    # With a character less there are fewer pairs to know.
    return (stranger - strange if pair.slip.sort != "lost" else 0) or len(pair.one_at) - len(pair.other_at)


def _verdict(pair: Pair, writing: Writing, known: str) -> Verdict:
    many, few = len(pair.one_at), len(pair.other_at)
    is_decided = many >= FAR_OUTNUMBERED * few or (_is_telling(pair) and _wrong_by(pair, writing.text, known) > 0)
    reason = Message(
        f"“{pair.one}”{many} 处，“{pair.other}”{few} 处", f"{pair.one} stands in {many} places, {pair.other} in {few}"
    )
    if many <= few:
        reason = Message(
            f"“{pair.one}”里的词报告别处也有，“{pair.other}”里的没有",
            f"the report has the words of {pair.one} elsewhere, those of {pair.other} nowhere",
        )
    places = [(at, pair.other) for at in pair.other_at[:_SHOWN]] + [(at, pair.one) for at in pair.one_at[:1]]
    evidence = tuple(writing.evidence(at, at + len(word)) for at, word in places)
    what = "同一名称两种写法" if pair.is_name else "疑有误字"
    return Verdict(
        check="name_spelled_two_ways",
        key=key_of(pair.one, pair.other),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW if is_decided else Severity.MEDIUM,
        subject=pair.other,
        message=Message(
            f"{what}：“{pair.other}”（第 {evidence[0].source.page} 页，共 {few} 处），"
            f"“{pair.one}”（第 {evidence[-1].source.page} 页，共 {many} 处）",
            f"{pair.other} (page {evidence[0].source.page}, {few} in all) and {pair.one}"
            f" (page {evidence[-1].source.page}, {many} in all) are one slip apart",
        ),
        evidence=evidence,
        suggested=pair.one if is_decided else "",
        reason=reason if is_decided else Message("", ""),
        score=0.8 if is_decided and (pair.is_name or few == 1) else 0.6,
    )
