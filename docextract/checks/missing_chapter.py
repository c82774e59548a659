"""A chapter that the form requires and no heading names.

**What it finds**: chapters of the pack (文化传承, 面临挑战) that stand neither among the headings of the two outermost levels
nor in the list of contents.
**Why it matters**: completeness is the first thing a bureau looks at; a report without a chapter is sent back.
**Example**: chapters 1 to 6 and no 面临挑战.
**Silent** when fewer than three quarters of the required chapters are found: then the headings were not read, are
worded otherwise, or the report is of another kind; and for packs that require none.
**Tolerance**: any one of the rule's words in a heading is enough, unless it is a piece of another chapter's words there
(支出决算 in 一般公共预算财政拨款支出决算情况). All missing chapters are one finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from docextract.checks.facts.book import Book
from docextract.checks.numbered.listed import listed, lists_of
from docextract.checks.registry import check
from docextract.checks.verdicts.required_parts import (
    chapter_headings,
    heading_evidence,
    missing_part,
    outermost,
    requirements,
)
from docextract.model.document import Report
from docextract.model.finding import Message, Verdict
from docextract.text.labels import compare_form

LEAST_SHARE = Fraction(3, 4)


@check("structure")
def missing_chapter(book: Book) -> Iterator[Verdict]:
    """Required chapters that no heading names; see the module."""
    required = tuple(requirements(book, "chapter"))
    headings = chapter_headings(book)
    titles = [compare_form(section.title) for section in headings]
    titles += [compare_form(text) for text in _listed_titles(book.report)]
    words = {compare_form(word) for requirement in required for word in requirement.words}
    named = {word for title in titles for word in outermost(title, words)}
    there = [any(compare_form(word) in named for word in requirement.words) for requirement in required]
    if not required or not headings or sum(there) < LEAST_SHARE * len(required):
        return
    missing = [requirement for requirement, is_there in zip(required, there, strict=True) if not is_there]
    listed = "、".join(dict.fromkeys(section.title for section in headings if section.level == 1))
    if not missing:
        message = Message(f"必备各章都在：{listed}", f"all required chapters are there: {listed}")
        yield missing_part("missing_chapter", required[0], listed, "agrees", message, ())
        return
    names = "、".join(f"“{requirement.name or requirement.words[0]}”" for requirement in missing)
    names_en = ", ".join(requirement.name or requirement.words[0] for requirement in missing)
    gravest = min(missing, key=lambda requirement: ("high", "medium", "low").index(requirement.severity))
    message = Message(
        f"没有{names}{f'这 {len(missing)} 章' if len(missing) > 1 else '一章'}：{gravest.why}（现有各章：{listed}）",
        f"{len(missing)} required chapter(s) that no heading names: {names_en} (chapters there: {listed.replace('、', ', ')})",
    )
    evidence = heading_evidence(book, headings[-1])
    yield missing_part("missing_chapter", gravest, names, "differs", message, evidence)


def _listed_titles(report: Report) -> Iterator[str]:
    """The entries of all lists, and what they stand for: a slip in an entry takes no chapter away."""
    for name, entries in lists_of(report).items():
        for each in listed(report, name, entries):
            yield each.entry.text
            if each.item is not None:
                yield each.item.title
