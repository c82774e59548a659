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
from collections.abc import Iterator, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.numbering import Item, cases, evidence_of_item, figures, tables
from docextract.checks.registry import check
from docextract.checks.verdicts.saying import key_of
from docextract.checks.verdicts.unread import caption_stands_unread
from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.tree import ContentsEntry
from docextract.text.labels import compare_form
from docextract.text.patterns import GAP, compile_pattern

MIN_ENTRIES = 3
MIN_END = 4  # characters of an entry that a longer title ends with
_COUNT = compile_pattern(r"\d+|[一二三四五六七八九十]+")
_NUMBERED = compile_pattern(
    r"^\s*(?P<mark>第?[\d.一二三四五六七八九十]+(?:章|节|部分|篇|条)?[、.．]?|[(（][\d一二三四五六七八九十]+[)）])"
)
_BRACKETS = compile_pattern(r"[（()）]")
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
    headings = (Item("", section.number, section.title, section.page, section.block) for section in report.sections)
    titles = {compare_form(f"{item.number}{item.title}"): item for item in headings}
    body = _body_text(report)
    groups = _groups(entries, titles, body)
    known = {"表": tables(report), "图": figures(report), "案例": cases(report)}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        match = _CAPTION.match(entry.text.strip())
        if match is None:
            if entry not in groups:
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
            yield _verdict(
                name, entry, None, f"{name}有“{entry.text}”，正文里没有这个{word}", f"{name}: there is no {entry.text}"
            )
        return
    same = compare_form(item.title) == compare_form(title)
    say = f"{name}写“{entry.text}”，正文标题是“{item.label}”（第 {item.page} 页）"
    say_en = f"{name} has {entry.text}, the title there is {item.label} (page {item.page})"
    yield _verdict(name, entry, item, say, say_en, agrees=same)


def _body_text(report: Report) -> str:
    """All text but the lists themselves, in the form in which titles are compared."""
    outside = (BlockKind.TOC, BlockKind.COVER, BlockKind.FURNITURE)
    return "\n".join(compare_form(block.text) for block in report.blocks if block.kind not in outside)


def _groups(entries: Sequence[ContentsEntry], titles: dict[str, Item], body: str) -> frozenset[ContentsEntry]:
    """Entries that only head others in the list (五、预算表 over the tables' names), all of which stand in the body."""
    found = []
    shapes = [_shape(entry) for entry in entries]
    depths = [shapes.index(shape) for shape in shapes]  # what is numbered in a way that came first is further out
    for index, (entry, shape) in enumerate(zip(entries, shapes, strict=True)):
        end = next((i for i in range(index + 1, len(entries)) if depths[i] <= depths[index]), len(entries))
        below = entries[index + 1 : end]
        if shape and below and not _is_there(entry, titles, body) and all(_is_there(e, titles, body) for e in below):
            found.append(entry)
    return frozenset(found)


def _shape(entry: ContentsEntry) -> str:
    """How an entry is numbered: 五、 and 六、 alike."""
    match = _NUMBERED.match(entry.text)
    return _COUNT.sub("#", match["mark"]) if match else ""


def _is_there(entry: ContentsEntry, titles: dict[str, Item], body: str) -> bool:
    """True when the entry is a title, its words stand in the body, or a title has them behind the name of the place."""
    key = compare_form(entry.text)
    bare = _NUMBER_START.sub("", key)
    ends = (_BRACKETS.sub("", form).endswith(_BRACKETS.sub("", bare)) for form in titles)
    # A page number or the next entry glued to it is our reading, not the report's.
    glued = any(
        len(form) >= MIN_END and key.startswith(form) and key[len(form)].isdigit() for form in titles if form != key
    )
    return key in titles or bare in body or glued or (len(bare) >= MIN_END and any(ends))


def _heading_entry(name: str, entry: ContentsEntry, titles: dict[str, Item], body: str) -> Iterator[Verdict]:
    """A heading's entry: agrees when its words stand in the body; differs when a heading with its number reads otherwise."""
    key = compare_form(entry.text)
    bare = _NUMBER_START.sub("", key)
    if len(bare) < 2:  # a page number that was taken for an entry
        return
    if _is_there(entry, titles, body):
        say, say_en = f"{name}“{entry.text}”与正文标题一致", f"{name}: {entry.text} is the title there"
        yield _verdict(name, entry, None, say, say_en, agrees=True)
        return
    mark = key[: len(key) - len(bare)]
    same = [
        (shared_characters(bare, form[len(mark) :]), item.label, item)
        for form, item in titles.items()
        if form.startswith(mark)
    ]
    best, title, item = max(same, key=lambda each: each[:2], default=(0.0, "", None))
    if mark and item is not None and best >= ALIKE:
        say = f"{name}写“{entry.text}”，正文标题是“{title}”（第 {item.page} 页）"
        say_en = f"{name} has {entry.text}, the title there is {title} (page {item.page})"
        yield _verdict(name, entry, item, say, say_en)
    elif titles:
        say, say_en = f"{name}有“{entry.text}”，正文里没有这个标题", f"{name}: there is no heading {entry.text}"
        yield _verdict(name, entry, None, say, say_en)


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
                say = f"{name}没有列出“{item.label}”（第 {item.page} 页）"
                yield _verdict(name, entries[-1], item, say, f"{name} lacks {item.label} (page {item.page})")


def _verdict(
    name: str, entry: ContentsEntry, item: Item | None, say: str, say_en: str, *, agrees: bool = False
) -> Verdict:
    evidence = [Evidence(SourceRef(entry.page), entry.text, where=name)]
    if item is not None:
        evidence.append(evidence_of_item(item))
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
