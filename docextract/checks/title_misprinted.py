"""A title with a character missing or wrong.

**What it finds**: a title that begins within a word (the words of it stand in the text with one more character in front,
without which they never begin there), a data table's title that is one character off its form's, and one work in 《》 whose
quotation marks stand around other words in another place.
**Why it matters**: a title is read first, and copied into lists.
**Example**: 图 3 验室里的清晨, where the text says 实验室里的清晨.
**Silent** for titles that begin like other words of the report, for forms' titles with words more or fewer (their usual
variants), and for works that are cited by the beginning of their title alone.
**Tolerance**: blanks and dashes do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from docextract.checks.facts.book import Book
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.words.word_slips import GRAMMAR, slip_between
from docextract.checks.words.writing import Writing, is_han, writing_of
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.text.patterns import compile_pattern

# So many characters of a title must stand in the text, with the missing one before them.
MIN_TITLE = 6
MIN_WORK = 12
_WORK = compile_pattern(r"《(?P<title>[^《》\n]{6,90})》")
_MARKS = "“”"


@check("structure", "prose")
def title_misprinted(book: Book) -> Iterator[Verdict]:
    """Titles with a character missing or wrong; see the module."""
    writing = writing_of(book.report)
    yield from _broken_off(book, writing)
    yield from _forms(book, writing)
    yield from _works(writing)


def _broken_off(book: Book, writing: Writing) -> Iterator[Verdict]:
    report, text = book.report, writing.text
    titles = [(item.title, item.block) for item in report.figures]
    titles += [(item.title, item.block) for item in report.cases]
    titles += [(item.title, item.block) for item in report.tables]
    for printed, block in titles:
        title = "".join(printed.split())
        at = next((p.start + len(p.kept) - len(title) for p in writing.pieces if p.block == block), -1)
        if len(title) < MIN_TITLE or not is_han(title[:2]) or not text.startswith(title, max(at, 0)):
            continue
        others = [i for i in _places(text, title[:2]) if i != at]
        before = {text[i - 1 : i] for i in others}
        whole = [i for i in others if text.startswith(title[:MIN_TITLE], i)]
        if len(before) == 1 and whole and _is_one_word(text, "".join(before), title):
            right = before.pop() + title
            evidence = (writing.evidence(at, at + len(title)), writing.evidence(whole[0] - 1, whole[0] + MIN_TITLE))
            say = f"标题“{title}”（第 {evidence[0].source.page} 页）疑缺“{right[0]}”字，正文（第 {evidence[1].source.page} 页）写“{right[: MIN_TITLE + 1]}”"
            yield _verdict(
                title,
                say,
                f"the title {title} (page {evidence[0].source.page}) begins within a word; the text (page "
                f"{evidence[1].source.page}) has {right[: MIN_TITLE + 1]}",
                right,
                evidence,
            )


def _is_one_word(text: str, char: str, title: str) -> bool:
    """True when the character makes a word with the title's first: 实验 stands elsewhere too, 生签 in 学生签订 alone."""
    return is_han(char) and char not in GRAMMAR and text.count(char + title[0]) > text.count(char + title[:2])


def _places(text: str, word: str) -> list[int]:
    return [i for i in range(len(text)) if text.startswith(word, i)]


def _forms(book: Book, writing: Writing) -> Iterator[Verdict]:
    names = {form.title for form in book.pack.forms}
    for table in (*book.report.tables, *book.report.missing_tables):
        title = "".join(table.title.split())
        right = next((n for n in sorted(names) if len(n) == len(title) and _is_off(n, title)), "")
        piece = next((p for p in writing.pieces if p.block == table.block), None)
        if right and title not in names and piece is not None:
            end = piece.start + len(piece.kept)
            evidence = (writing.evidence(max(piece.start, end - len(title)), end),)
            say = f"表名“{title}”（第 {table.page} 页）与规定的“{right}”差一字"
            yield _verdict(
                title,
                say,
                f"the table's title {title} (page {table.page}) is not quite the form's, {right}",
                right,
                evidence,
            )


def _is_off(right: str, title: str) -> bool:
    slip = slip_between(right, title)
    return slip is not None and slip.sort in ("replaced", "swapped") and slip.is_possible


def _works(writing: Writing) -> Iterator[Verdict]:
    """Works whose titles are alike, or one the beginning of the other, but for the places of their quotation marks."""
    first = {match.group("title"): match.span() for match in reversed(list(_WORK.finditer(writing.text)))}
    for one, other in combinations(sorted(first), 2):
        if one[:4] != other[:4] or len(_letters(one)) < MIN_WORK or len(_letters(other)) < MIN_WORK:
            continue
        short, long = sorted((_letters(one), _letters(other)), key=len)
        if long.startswith(short) and _marks(one, len(short)) != _marks(other, len(short)):
            evidence = tuple(writing.evidence(*first[title]) for title in (one, other))
            say = f"同一名称的引号位置不同：“{one}”（第 {evidence[0].source.page} 页）、“{other}”（第 {evidence[1].source.page} 页）"
            pages = [piece.source.page for piece in evidence]
            say_en = f"quotation marks differ: {one} (page {pages[0]}), {other} (page {pages[1]})"
            yield _verdict(f"{one}|{other}", say, say_en, "", evidence)


def _letters(title: str) -> str:
    return "".join(char for char in title if char.isalnum())


def _marks(title: str, length: int) -> list[tuple[str, int]]:
    """The quotation marks within the first `length` letters, each with the number of letters before it."""
    places = [(char, len(_letters(title[:i]))) for i, char in enumerate(title) if char in _MARKS]
    return [(char, at) for char, at in places if at < length]


def _verdict(key: str, say: str, say_en: str, suggested: str, evidence: Sequence[Evidence]) -> Verdict:
    return Verdict(
        check="title_misprinted",
        key=key_of(key),
        outcome="differs",
        kind=FindingKind.TEXT,
        severity=Severity.LOW,
        subject=key.partition("|")[0],
        message=Message(say, say_en),
        evidence=tuple(evidence),
        suggested=suggested,
        score=0.7,
    )
