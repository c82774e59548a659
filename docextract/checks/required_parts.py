"""What a report has of the parts that its pack requires, and the verdicts made of it."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.book import Book
from docextract.checks.saying import key_of
from docextract.model.block import BlockKind
from docextract.model.finding import Evidence, FindingKind, Message, Outcome, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.model.tree import Section
from docextract.rulepacks.schema import Requirement
from docextract.text.labels import compare_form

# A chapter's words in a heading below this level name a part of something else.
CHAPTER_LEVELS = 2


def requirements(book: Book, kind: str) -> Iterator[Requirement]:
    """The requirements of that kind that apply to the issuer's level."""
    for requirement in book.pack.required:
        if requirement.kind == kind and (not requirement.levels or book.report.level in requirement.levels):
            yield requirement


def chapter_headings(book: Book) -> tuple[Section, ...]:
    """The headings that may be chapters: those of the two outermost levels."""
    return tuple(section for section in book.report.sections if section.level <= CHAPTER_LEVELS)


def forms_there(book: Book) -> frozenset[str]:
    """Ids of the forms of which the report has a row with a value, a table with the title, or the title alone.

    A title alone is `missing_content`'s to find.
    """
    codes = {fact.code for fact in book.facts if fact.code and fact.origin == "data-table"}
    found = {book.pack.indicators[code].form for code in codes}
    titles = [compare_form(table.title) for table in (*book.report.tables, *book.report.missing_tables)]
    titles += [compare_form(block.text) for block in book.report.blocks if block.kind is BlockKind.HEADING]
    for form in book.pack.forms:
        if any(compare_form(name) in title for name in (form.title, *form.titles) for title in titles if title):
            found.add(form.id)
    return frozenset(found)


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
