"""Who else names the number of a caption or heading: the lists of contents, references, the headings below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docextract.checks.numbered.items import Item, Run, evidence_of_item, headings
from docextract.checks.numbered.listed import Listed, listed, lists_of, number_form
from docextract.checks.numbered.pointers import pointers
from docextract.model.document import Report
from docextract.model.finding import Evidence
from docextract.text.ordinals import parse_ordinal


@dataclass(frozen=True, slots=True)
class Told:
    """Parts of a number as another place gives it, and that place."""

    parts: tuple[int, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Witnesses:
    """`of_block` has for a caption's or heading's block what others say its number is, where that is not what is printed.

    `naming` has for word and number the references, and the entries of lists that stand for nothing in the body.
    """

    of_block: Mapping[str, tuple[Told, ...]]
    naming: Mapping[tuple[str, str], tuple[Evidence, ...]]

    def told(self, run: Run) -> dict[int, int]:
        """Positions of a run to which another place gives another last part, with that."""
        found: dict[int, int] = {}
        for at, (item, ordinal) in enumerate(run):
            for told in self.of_block.get(item.block, ()):
                if told.parts[:-1] == ordinal.parts[:-1]:
                    found.setdefault(at, told.parts[-1])
        return found

    def speaking(self, item: Item, last: int) -> tuple[Evidence, ...]:
        """The places that give an item this last part of its number."""
        return tuple(told.evidence for told in self.of_block.get(item.block, ()) if told.parts[-1] == last)

    def names(self, word: str, number: str) -> tuple[Evidence, ...]:
        """The places that name a number that nothing has."""
        return self.naming.get((word, number_form(word, number)), ())


def witnesses_of(report: Report) -> Witnesses:
    """What lists, references and sub-headings of a report say of its numbers."""
    of_block: dict[str, list[Told]] = {}
    naming: dict[tuple[str, str], list[Evidence]] = {}
    for name, entries in lists_of(report).items():
        for each in listed(report, name, entries):
            if each.item is None:
                naming.setdefault((each.word, number_form(each.word, each.number)), []).append(each.evidence)
            elif each.how == "number":
                of_block.setdefault(each.item.block, []).extend(_of_entry(each))
    for pointer in pointers(report):
        naming.setdefault((pointer.word, pointer.number), []).append(pointer.evidence)
    for block, told in _of_children(report):
        of_block.setdefault(block, []).append(told)
    return Witnesses(
        {block: tuple(told) for block, told in of_block.items()},
        {key: tuple(evidence) for key, evidence in naming.items()},
    )


def _of_entry(each: Listed) -> list[Told]:
    return [Told(each.ordinal.parts, each.evidence)] if each.ordinal is not None else []


def _of_children(report: Report) -> list[tuple[str, Told]]:
    """Headings whose sub-headings all begin with another number than theirs: 5 over 4.1 and 4.2."""
    below: dict[str, list[Item]] = {}
    for section, item in zip(report.sections, headings(report), strict=True):
        below.setdefault(section.parent, []).append(item)
    found = []
    for section in report.sections:
        own = parse_ordinal(section.number)
        ordinals = [(parse_ordinal(item.number), item) for item in below.get(section.id, ())]
        leading = {o.parts[:-1] for o, _ in ordinals if o is not None and own and len(o.parts) == len(own.parts) + 1}
        if own is not None and len(leading) == 1 and (parts := leading.pop()) != own.parts:
            item = next(item for o, item in ordinals if o is not None and o.parts[:-1] == parts)
            found.append((section.block, Told(parts, evidence_of_item(item))))
    return found
