"""Entries of 目录, 表目录, 图目录 and 案例目录 against the titles in the body.

**What it finds**: an entry whose text differs from the title with the same number, an entry without such a title, and
captions that a list leaves out.
**Why it matters**: the list was made before the last change of the text; one of the two titles is out of date.
**Example**: 案例 4：培养技能人才 in the list, 案例 4 培育技能人才 in the body.
**Silent** when a list has fewer than three entries, when the words of a heading stand in the body without being seen
as one, when a paragraph or cell begins like the caption that seems to be missing, and for page numbers (drafts move).
**Tolerance**: blanks, punctuation and width do not count. When more than half of a list disagrees, that is one
finding: the list is stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docextract.checks.book import Book
from docextract.checks.numbering import Item, cases, evidence_of_item, figures, tables
from docextract.checks.registry import check
from docextract.checks.saying import key_of
from docextract.checks.unread import caption_stands_unread
from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.tree import ContentsEntry
from docextract.text.labels import compare_form
from docextract.text.patterns import GAP, compile_pattern

MIN_ENTRIES = 3
ALIKE = 0.5
_NUMBER_START = compile_pattern(
    r"^(?:第?[\d一二三四五六七八九十]+(?:章|节|部分|篇|条)?|[(（][\d一二三四五六七八九十]+[)）])+"
)
_CAPTION = compile_pattern(
    rf"^(?P<word>附表|附图|表|图|案例){GAP}(?P<number>\d+(?:{GAP}[-－—–.]{GAP}\d+)*){GAP}[：:.、]?{GAP}(?P<title>.*)$"
)


@check("structure")
def contents_lists(book: Book) -> Iterator[Verdict]:
    """Contents entries against titles; see the module."""
    lists: dict[str, list[ContentsEntry]] = {}
    for entry in book.report.toc:
        lists.setdefault(entry.list, []).append(entry)
    for name, entries in lists.items():
        if len(entries) < MIN_ENTRIES:
            continue
        verdicts = list(_entry_verdicts(book.report, name, entries))
        faults = [v for v in verdicts if v.outcome == "differs"]
        if len(faults) * 2 > len(entries):
            yield _stale(name, entries, faults)
        else:
            yield from verdicts


def _entry_verdicts(report: Report, name: str, entries: Sequence[ContentsEntry]) -> Iterator[Verdict]:
    titles = {compare_form(f"{s.number}{s.title}"): f"{s.number} {s.title}".strip() for s in report.sections}
    body = _body_text(report)
    known = {"表": tables(report), "图": figures(report), "案例": cases(report)}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        match = _CAPTION.match(entry.text.strip())
        if match is None:
            yield from _heading_entry(name, entry, titles, body)
            continue
        word = match.group("word").removeprefix("附")
        number = _plain(match.group("word").replace(word, "") + match.group("number"))
        seen.add((word, number))
        if _is_known(number, known[word]) or not caption_stands_unread(report, word, number.removeprefix("附")):
            yield from _caption_entry(name, entry, word, number, match.group("title"), known[word])
    yield from _left_out(name, entries, seen, known)


def _is_known(number: str, items: Sequence[Item]) -> bool:
    return any(_plain(item.number) == number for item in items)


def _plain(number: str) -> str:
    return "".join("-" if c in "－—–" else c for c in number.replace("附表", "附") if not c.isspace())


def _caption_entry(
    name: str, entry: ContentsEntry, word: str, number: str, title: str, items: Sequence[Item]
) -> Iterator[Verdict]:
    item = next((i for i in items if _plain(i.number) == number), None)
    if item is None:
        if items:
            yield _verdict(name, entry, None, f"{name}有“{entry.text}”，正文里没有这个{word}")
        return
    same = compare_form(item.title) == compare_form(title)
    say = f"{name}写“{entry.text}”，正文标题是“{item.label}”（第 {item.page} 页）"
    yield _verdict(name, entry, item, say, agrees=same)


def _body_text(report: Report) -> str:
    """All text but the lists themselves, in the form in which titles are compared."""
    outside = (BlockKind.TOC, BlockKind.COVER, BlockKind.FURNITURE)
    return "\n".join(compare_form(block.text) for block in report.blocks if block.kind not in outside)


def _heading_entry(name: str, entry: ContentsEntry, titles: dict[str, str], body: str) -> Iterator[Verdict]:
    """A heading's entry: agrees when its words stand in the body; differs when a heading with its number reads otherwise."""
    key = compare_form(entry.text)
    bare = _NUMBER_START.sub("", key)
    if len(bare) < 2:  # a page number that was taken for an entry
        return
    if key in titles or (len(bare) > 1 and bare in body):
        yield _verdict(name, entry, None, f"{name}“{entry.text}”与正文标题一致", agrees=True)
        return
    mark = key[: len(key) - len(bare)]
    same = [
        (shared_characters(bare, form[len(mark) :]), title) for form, title in titles.items() if form.startswith(mark)
    ]
    best, title = max(same, default=(0.0, ""))
    if mark and best >= ALIKE:
        yield _verdict(name, entry, None, f"{name}写“{entry.text}”，正文标题是“{title}”")
    elif titles:
        yield _verdict(name, entry, None, f"{name}有“{entry.text}”，正文里没有这个标题")


def shared_characters(first: str, second: str) -> float:
    """The share of characters that two titles have in common, whatever their order.

    >>> shared_characters("升学与就业", "就业与升学"), shared_characters("党建", "就业")
    (1.0, 0.0)
    """
    common = sum((Counter(first) & Counter(second)).values())
    return common / max(len(first), len(second), 1)


def _left_out(
    name: str, entries: Sequence[ContentsEntry], seen: set[tuple[str, str]], known: dict[str, list[Item]]
) -> Iterator[Verdict]:
    """Captions that a list of their sort does not have; an entry of the list is the first evidence."""
    words = {word for word, _ in seen}
    for word in sorted(words):
        if sum(w == word for w, _ in seen) < MIN_ENTRIES:
            continue
        for item in known[word]:
            if (word, _plain(item.number)) not in seen:
                yield _verdict(name, entries[-1], item, f"{name}没有列出“{item.label}”（第 {item.page} 页）")


def _verdict(name: str, entry: ContentsEntry, item: Item | None, say: str, *, agrees: bool = False) -> Verdict:
    evidence = [Evidence(SourceRef(entry.page), entry.text, where=name)]
    if item is not None:
        evidence.append(evidence_of_item(item))
    say_en = f"list entry {entry.text}" + (f" against {item.label}" if item else " has no such title")
    return Verdict(
        "contents_lists",
        key_of(name, entry.text, item.label if item else ""),
        "agrees" if agrees else "differs",
        FindingKind.CAPTION,
        Severity.LOW,
        entry.text,
        Message(say, say_en),
        tuple(evidence),
    )


def _stale(name: str, entries: Sequence[ContentsEntry], faults: Sequence[Verdict]) -> Verdict:
    message = Message(
        f"{name}的 {len(entries)} 条中有 {len(faults)} 条与正文标题不符，整个{name}疑未更新",
        f"{len(faults)} of {len(entries)} entries of {name} are stale",
    )
    evidence = tuple(fault.evidence[0] for fault in faults[:4])
    return Verdict(
        "contents_lists",
        key_of("stale", name, len(entries)),
        "differs",
        FindingKind.CAPTION,
        Severity.MEDIUM,
        name,
        message,
        evidence,
    )
