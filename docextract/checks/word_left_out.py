"""A small word that grammar asks for and that is not there.

**What it finds**: a number before a noun without the counting word (5 项目), a year without 年 before 我校 or 全市, and
其中 in front of a word that begins with 中, with one 中 for the two.
**Why it matters**: a reader stops at each, and of 5 项目 nobody knows whether five items or a fifth project is meant.
**Example**: 2024 我校新建食堂一座.
**Silent** for nouns that the pack's forms do not count in 个 or 项, for numbers that stand at the beginning of a block (a
footnote's mark, a number of a list), for years and ordinals, and where the word without 中 is printed elsewhere too.
**Tolerance**: blanks do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.counting_word import units_of_nouns
from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.words.writing import Writing, is_han, writing_of
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.patterns import Match, compile_pattern

_COUNTED = ("个", "项", "所", "门")
# Four digits may be a year, and what stands before them an ordinal, a range or a word with a number in it.
_NUMBER = compile_pattern(
    r"(?<=[\p{Han}，、；（])(?<![第届图表例年月日号至到])(?P<number>[1-9]\d{0,2})(?P<noun>\p{Han}{2})(?=(?P<next>.?))"
)
_YEAR = compile_pattern(r"(?<![\d.\-—–第])(?P<year>20\d\d)(?P<whose>[我本全](?:校|市|县|区|省|院))")
_ONE_FOR_TWO = compile_pattern(r"其中(?P<rest>\p{Han}{3})")


@check("prose")
def word_left_out(book: Book) -> Iterator[Verdict]:
    """Small words that are not there; see the module."""
    writing = writing_of(book.report)
    nouns = {noun: units for noun, units in units_of_nouns(book.pack).items() if set(units) & set(_COUNTED)}
    for match in _NUMBER.finditer(writing.text):
        noun = match.group("noun")
        if noun in nouns and writing.piece_at(match.start()).table is None and not _reads_on(match, writing.text):
            unit = next(
                (unit for unit in ("个", *sorted(nouns[noun])) if unit in nouns[noun] and unit != noun[0]), "个"
            )
            yield _verdict(writing, match, "量词", f"{match.group('number')} {unit}{noun}")
    for match in _YEAR.finditer(writing.text):
        yield _verdict(writing, match, "“年”字", f"{match.group('year')} 年{match.group('whose')}")
    for match in _ONE_FOR_TWO.finditer(writing.text):
        if _lost_a_char(writing.text, match.group("rest")):
            yield _verdict(writing, match, "一个“中”字", f"其中中{match.group('rest')}")


def _reads_on(match: Match, text: str) -> bool:
    """True where the noun's second character begins another word: 5 项目标."""
    after = match.group("noun")[1] + match.group("next")
    return is_han(match.group("next")) and text.count(after) > text.count(match.group("noun")[0] + after)


def _lost_a_char(text: str, rest: str) -> bool:
    """True when the report has the word with 中 at its head, two times or more, and never without."""
    whole = text.count(f"中{rest}") - text.count(f"其中{rest}")
    return whole >= 2 and text.count(rest) == whole + text.count(f"其中{rest}") and text.count(f"其中{rest}") == 1


def _verdict(writing: Writing, match: Match, what: str, suggested: str) -> Verdict:
    evidence = writing.evidence(match.start(), match.end())
    page = evidence.source.page
    return Verdict(
        check="word_left_out",
        key=key_of(match.group(), evidence.quote),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW,
        subject=match.group(),
        message=Message(
            f"“{evidence.quote}”（第 {page} 页）中“{match.group()}”缺{what}，疑为“{suggested}”",
            f"{evidence.quote} (page {page}): a word is missing in {match.group()}, perhaps {suggested}",
        ),
        evidence=(evidence,),
        suggested=suggested,
        score=0.8,
    )
