"""Entries of 目录, 表目录, 图目录 and 案例目录 against the titles in the body.

**What it finds**: an entry whose text differs from the title with the same number, an entry without such a title, and
captions that a list leaves out.
**Why it matters**: the list was made before the last change of the text; one of the two titles is out of date.
**Example**: 案例 4：培养技能人才 in the list, 案例 4 培育技能人才 in the body.
**Silent** when a list has fewer than three entries, for an entry that only heads others which are all there, when the
words of a heading stand in the body without being seen as one, when a paragraph or cell begins like the caption that
seems to be missing, and for page numbers (drafts move).
**Tolerance**: blanks, punctuation and width do not count. When more than half of a list disagrees, that is one
finding: the list is stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from docextract.checks.facts.book import Book
from docextract.checks.numbered.items import Item, captioned, evidence_of_item, headings
from docextract.checks.numbered.listed import Listed, listed, lists_of, number_form, shared_characters
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.verdicts.unread import caption_stands_unread
from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.finding import FindingKind, Message, Severity, Verdict
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

MIN_ENTRIES = 3
MIN_END = 4  # characters of an entry that a longer title ends with
_COUNT = compile_pattern(r"\d+|[一二三四五六七八九十]+")
_YEAR = compile_pattern(r"(?<!\d)20\d\d(?!\d)")
_BRACKETS = compile_pattern(r"[（()）]")
ALIKE = 0.5
MIN_LINE = 10  # an entry so long may go on in a second line that was not read with it


@check("structure")
def contents_lists(book: Book) -> Iterator[Verdict]:
    """Contents entries against titles; see the module."""
    for name, entries in lists_of(book.report).items():
        if len(entries) < MIN_ENTRIES:
            continue
        verdicts = list(_entry_verdicts(book.report, listed(book.report, name, entries)))
        faults = [v for v in verdicts if v.outcome == "differs"]
        if len(faults) * 2 > len(entries):
            yield _stale(name, len(entries), faults)
        else:
            yield from verdicts


def _entry_verdicts(report: Report, entries: Sequence[Listed]) -> Iterator[Verdict]:
    titles = {compare_form(f"{item.number}{item.title}"): item for item in headings(report)}
    body = _body_text(report)
    groups = _groups(entries, titles, body)
    known = captioned(report)
    for each in entries:
        if each.word:
            yield from _caption_entry(report, each, known[each.word])
        elif each.entry.text not in groups:
            yield from _heading_entry(report, each, titles, body)
    yield from _left_out(entries, known)


def _caption_entry(report: Report, each: Listed, items: Sequence[Item]) -> Iterator[Verdict]:
    number = number_form(each.word, each.number)
    item = each.item or next((i for i in items if number_form(i.word, i.number) == number), None)
    if item is not None:
        yield _compared(report, each, item)
    elif items and not caption_stands_unread(report, each.word, number.removeprefix("附")):
        text = each.entry.text
        yield _verdict(
            each, None, f"{each.name}有“{text}”，正文里没有这个{each.word}", f"{each.name}: there is no {text}"
        )


def _compared(report: Report, each: Listed, item: Item) -> Verdict:
    say = f"{each.name}写“{each.entry.text}”，正文标题是“{item.label}”（第 {item.page} 页）"
    say_en = f"{each.name} has {each.entry.text}, the title there is {item.label} (page {item.page})"
    verdict = _verdict(each, item, say, say_en, agrees=each.how == "same")
    if each.how != "title" or not _has_another_year(each, item):
        return verdict
    heads = [cell for t in report.tables if t.block == item.block for row in t.cells[: t.header_rows] for cell in row]
    right, wrong = (set(_YEAR.findall(text)) for text in (each.title, item.title))
    shown = set(_YEAR.findall(" ".join(heads)))
    if right & shown and not wrong & shown:
        reason = Message(f"表头写 {min(right & shown)} 年", f"the table's header says {min(right & shown)}")
        return replace(verdict, evidence=verdict.evidence[::-1], suggested=each.title, reason=reason)
    # Which one is wrong is not sure: the one that is not about the report's year comes first.
    return replace(verdict, evidence=verdict.evidence[::-1]) if str(report.year) in right else verdict


def _has_another_year(each: Listed, item: Item) -> bool:
    """True when entry and title differ in their years and in nothing else."""
    return compare_form(_YEAR.sub("#", each.title)) == compare_form(_YEAR.sub("#", item.title))


def _body_text(report: Report) -> str:
    """All text but the lists themselves, in the form in which titles are compared."""
    outside = (BlockKind.TOC, BlockKind.COVER, BlockKind.FURNITURE)
    return "\n".join(compare_form(block.text) for block in report.blocks if block.kind not in outside)


def _groups(entries: Sequence[Listed], titles: dict[str, Item], body: str) -> frozenset[str]:
    """Entries that only head others in the list (五、预算表 over the tables' names), all of which stand in the body."""
    found = []
    shapes = [_COUNT.sub("#", each.number) for each in entries]
    depths = [shapes.index(shape) for shape in shapes]  # what is numbered in a way that came first is further out
    for index, each in enumerate(entries):
        end = next((i for i in range(index + 1, len(entries)) if depths[i] <= depths[index]), len(entries))
        below = entries[index + 1 : end]
        if not shapes[index] or not below or each.item is not None or _is_there(each, titles, body):
            continue
        if all(other.item is not None or _is_there(other, titles, body) for other in below):
            found.append(each.entry.text)
    return frozenset(found)


def _is_there(each: Listed, titles: dict[str, Item], body: str) -> bool:
    """True when the entry is a title, its words stand in the body, or a title has them behind the name of the place."""
    key, bare = compare_form(each.entry.text), compare_form(each.title)
    return key in titles or bare in body or _is_glued(key, titles) or _is_end(bare, titles)


def _is_glued(key: str, titles: Iterable[str]) -> bool:
    """True for a title with its page number or the next entry glued to it: our reading, not the report's."""
    return any(
        len(form) >= MIN_END and key.startswith(form) and key[len(form)].isdigit() for form in titles if form != key
    )


def _is_end(bare: str, titles: Iterable[str]) -> bool:
    ends = (_BRACKETS.sub("", form).endswith(_BRACKETS.sub("", bare)) for form in titles)
    return len(bare) >= MIN_END and any(ends)


def _heading_entry(report: Report, each: Listed, titles: dict[str, Item], body: str) -> Iterator[Verdict]:
    """A heading's entry: agrees when its words stand in the body; differs when the heading with its number reads otherwise."""
    text, bare = each.entry.text, compare_form(each.title)
    if len(bare) < 2:  # a page number that was taken for an entry
        return
    if each.item is not None and not _is_read_otherwise(each, each.item, titles, body):
        yield _compared(report, each, each.item)
    elif each.item is not None or _is_there(each, titles, body):
        say, say_en = f"{each.name}“{text}”与正文标题一致", f"{each.name}: {text} is the title there"
        yield _verdict(each, None, say, say_en, agrees=True)
    elif titles:
        item = _likest(each, titles)
        say, say_en = f"{each.name}有“{text}”，正文里没有这个标题", f"{each.name}: there is no heading {text}"
        yield _compared(report, each, item) if item else _verdict(each, None, say, say_en)


def _is_read_otherwise(each: Listed, item: Item, titles: Iterable[str], body: str) -> bool:
    """True when the entry's heading stands in the body as the entry says, or one of the two was not read to its end."""
    key, bare, title = (compare_form(text) for text in (each.entry.text, each.title, item.title))
    if each.how == "same":
        return False
    is_line = key in body.split("\n") or (bare.startswith(title) and key in body.replace("\n", ""))
    is_cut = len(bare) >= MIN_LINE and title.startswith(bare) and title != bare
    return is_line or is_cut or _is_glued(key, titles) or _is_end(bare, [title])


def _likest(each: Listed, titles: dict[str, Item]) -> Item | None:
    """The heading with the entry's number that shares most of its words; None when none shares half."""
    bare, number = compare_form(each.title), number_form("", each.number)
    same = [i for i in titles.values() if number and number_form("", i.number) == number]
    alike = [(shared_characters(bare, compare_form(item.title)), item.label, item) for item in same]
    best, _, item = max(alike, key=lambda one: one[:2], default=(0.0, "", None))
    return item if best >= ALIKE else None


def _left_out(entries: Sequence[Listed], known: dict[str, list[Item]]) -> Iterator[Verdict]:
    """Captions that a list of their sort does not have; an entry of the list is the first evidence."""
    seen = Counter((each.word, number_form(each.word, each.number)) for each in entries if each.word)
    blocks = {each.item.block for each in entries if each.item is not None}
    name = entries[0].name
    for word in sorted({word for word, _ in seen}):
        if sum(n for (w, _), n in seen.items() if w == word) < MIN_ENTRIES:
            continue
        for item in known[word]:
            if (word, number_form(word, item.number)) not in seen and item.block not in blocks:
                say = f"{name}没有列出“{item.label}”（第 {item.page} 页）"
                yield _verdict(entries[-1], item, say, f"{name} lacks {item.label} (page {item.page})")


def _verdict(each: Listed, item: Item | None, say: str, say_en: str, *, agrees: bool = False) -> Verdict:
    return Verdict(
        "contents_lists",
        key_of(each.name, each.entry.text, item.label if item else ""),
        "agrees" if agrees else "differs",
        FindingKind.CAPTION,
        Severity.LOW,
        each.entry.text,
        Message(say, say_en),
        (each.evidence, *([evidence_of_item(item)] if item else [])),
    )


def _stale(name: str, size: int, faults: Sequence[Verdict]) -> Verdict:
    message = Message(
        f"{name}的 {size} 条中有 {len(faults)} 条与正文标题不符，整个{name}疑未更新",
        f"{len(faults)} of {size} entries of {name} are stale",
    )
    return Verdict(
        "contents_lists",
        key_of("stale", name, size),
        "differs",
        FindingKind.CAPTION,
        Severity.MEDIUM,
        name,
        message,
        tuple(fault.evidence[0] for fault in faults[:4]),
    )
