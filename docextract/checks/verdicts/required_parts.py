"""What a report has of the parts that its pack requires, and the verdicts made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docextract.checks.facts.book import Book
from docextract.checks.verdicts.saying import key_of
from docextract.model.block import BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Outcome, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.tree import Section
from docextract.rulepacks.schema import Requirement
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

# A chapter's words in a heading below this level name a part of something else.
CHAPTER_LEVELS = 2
# 本部门没有国有资本经营预算支出，故本表无数据: a form that is empty on purpose, and says so.
_SAYS_NONE = compile_pattern(r"没有|(?<!有)无(?!偿|线|缝)|未(?:发生|安排|编制|涉及|使用)|不涉及|不存在|空表|为空")


def requirements(book: Book, kind: str) -> Iterator[Requirement]:
    """The requirements of that kind that apply to the issuer's level."""
    for requirement in book.pack.required:
        if requirement.kind == kind and (not requirement.levels or book.report.level in requirement.levels):
            yield requirement


def chapter_headings(book: Book) -> tuple[Section, ...]:
    """The headings that may be chapters: those of the two outermost levels."""
    return tuple(section for section in book.report.sections if section.level <= CHAPTER_LEVELS)


def forms_there(book: Book) -> frozenset[str]:
    """Ids of the forms of which the report has a row with a value, a table with the title, the title alone, or the words
    that it is empty.

    A title alone is `missing_content`'s to find. A title that holds the names of two forms (支出决算表 in 一般公共预算财政拨款支出决算表)
    is that of the longer one.
    """
    codes = {fact.code for fact in book.facts if fact.code and fact.origin == "data-table"}
    found = {book.pack.indicators[code].form for code in codes}
    titles = [compare_form(table.title) for table in (*book.report.tables, *book.report.missing_tables)]
    titles += [compare_form(block.text) for block in book.report.blocks if block.kind is BlockKind.HEADING]
    titles += [compare_form(text) for text in _told_empty(book)]
    names = {compare_form(name): form.id for form in book.pack.forms for name in (form.title, *form.titles)}
    return frozenset(found | {names[name] for title in titles for name in outermost(title, names)})


def _told_empty(book: Book) -> Iterator[str]:
    """Paragraphs that name a table as empty, and titles in running text with such a paragraph right behind them."""
    blocks = [block for block in book.report.blocks if block.kind is not BlockKind.FURNITURE]
    for block, behind in zip(blocks, [*blocks, None][1:], strict=True):
        if block.kind is not BlockKind.PARAGRAPH or "表" not in block.text:
            continue
        if says_none(block.text) or (
            block.text.rstrip().endswith("表") and behind is not None and says_none(behind.text)
        ):
            yield block.text


def says_none(text: str) -> bool:
    """True for a text that says that there is nothing to tell: 本部门没有此项支出，故本表无数据."""
    return _SAYS_NONE.search(text) is not None


def outermost(title: str, names: Iterable[str]) -> frozenset[str]:
    """The names that stand in a title, without those that are only a piece of a longer one that stands there too.

    >>> sorted(outermost("二、支出决算表", ["支出决算表", "基本支出决算表"])), sorted(outermost("基本支出决算表", ["支出决算表", "基本支出决算表"]))
    (['支出决算表'], ['基本支出决算表'])
    """
    there = {(at, at + len(name)): name for name in names if name and (at := title.find(name)) >= 0}
    return frozenset(
        name
        for (start, end), name in there.items()
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in there)
    )


def missing_part(
    check: str, requirement: Requirement, part: str, outcome: Outcome, message: Message, evidence: tuple[Evidence, ...]
) -> Verdict:
    """A verdict on one required part."""
    return Verdict(
        check=check,
        key=key_of(requirement.id, part),
        outcome=outcome,
        kind=FindingKind.MISSING,
        severity=Severity(requirement.severity),
        subject=part,
        message=message,
        evidence=evidence,
    )


def heading_evidence(book: Book, section: Section) -> tuple[Evidence, ...]:
    """A heading as the place where something should stand near."""
    block = book.report.block(section.block)
    source = SourceRef(block.page, block.bbox, block.id, 0, len(block.text))
    return (Evidence(source, block.text, where=f"{section.number} {section.title}".strip()),)
