"""Errors drawn with a seed, put into a report's records one or two at a time, and what the checks then say."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.checks import numbers, structure, words
from bench.checks.edits import CellEdit, EntryEdit, Error, TextEdit, TitleEdit, with_edits
from bench.checks.reading import Place, Reading, place_of, read
from bench.checks.slips import value_of
from docextract.checks.run import finding_id
from docextract.model.finding import Evidence, Finding, Verdict
from docextract.model.source import SourceRef

Maker = Callable[[Reading, random.Random], Iterator[Error]]

# How many are planted of each, beside the `each` of the options: slips of numbers are what reports are full of.
MAKERS: Mapping[str, tuple[Maker, int]] = {
    "slips": (numbers.slips, 8),
    "unit": (numbers.unit_slips, 1),
    "columns": (numbers.columns_exchanged, 1),
    "labels": (numbers.labels_swapped, 2),
    "part above whole": (numbers.part_above_whole, 1),
    "direction": (words.directions, 1),
    "name": (words.names, 1),
    "doubled word": (words.doubled_words, 1),
    "bracket": (words.brackets, 1),
    "date": (words.dates, 1),
    "caption number": (structure.caption_numbers, 1),
    "caption year": (structure.caption_years, 1),
    "heading number": (structure.heading_numbers, 1),
    "reference": (structure.references, 1),
    "contents title": (structure.list_titles, 1),
    "case twice": (structure.cases_twice, 1),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted error.

    `rank` counts from 1: the true place among the evidence of the finding that shows it first; 0 when none does. `is_named`: that
    finding puts the true place first, or suggests the true value. `n_findings` are new findings that show a planted
    place, `n_stray` those that show none; of two errors in one report each has its half.
    """

    report: str
    error: Error
    is_double: bool
    rank: int
    is_named: bool
    n_findings: float
    n_stray: float
    stray: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        return self.rank > 0


def plant(name: str, each: int, pairs: int, seed: int, kinds: Sequence[str] = ()) -> Iterator[Outcome]:
    """Single errors of every kind, `each` times the kind's weight, then `pairs` of two that don't touch each other."""
    reading = read(name)
    drawn = drawn_errors(reading, each, seed, kinds)
    for error in drawn:
        yield from outcomes(reading, (error,))
    rnd = random.Random(f"{name} pairs {seed}")
    for _ in range(pairs if len(drawn) > 1 else 0):
        first, second = rnd.sample(drawn, 2)
        if not first.touched & second.touched:
            yield from outcomes(reading, (first, second))


def drawn_errors(reading: Reading, each: int, seed: int, kinds: Sequence[str] = ()) -> list[Error]:
    """A draw of the errors that could be planted in a report; the same for a seed, whatever other kinds are asked for."""
    found: list[Error] = []
    for name, (maker, weight) in MAKERS.items():
        if kinds and name not in kinds:
            continue
        rnd = random.Random(f"{reading.name} {seed} {name}")
        able = list(maker(reading, rnd))
        found += rnd.sample(able, min(each * weight, len(able)))
    return found


def outcomes(reading: Reading, errors: Sequence[Error]) -> Iterator[Outcome]:
    """The checks over the report with those errors in it."""
    edits = [edit for error in errors for edit in error.edits]
    report = with_edits(reading.report, edits)
    is_cells = any(isinstance(edit, CellEdit) for edit in edits)
    result = reading.checked(report, cells=is_cells, text=any(isinstance(edit, TextEdit) for edit in edits))
    new = [finding for finding in result.findings if finding.id not in reading.known]
    terms = _terms(result.verdicts)
    if all(isinstance(edit, (TitleEdit, EntryEdit)) for edit in edits):
        # An old finding with the new title in its words has found nothing.
        new = [finding for finding in new if reading.is_new(finding)]
    shown = [[finding for finding in new if _rank(finding, error, terms)] for error in errors]
    new = [finding for finding in new if any(finding in found for found in shown) or reading.is_new(finding)]
    stray = [finding for finding in new if not any(finding in found for found in shown)]
    for error, found in zip(errors, shown, strict=True):
        ranks = [_rank(finding, error, terms) for finding in found]
        yield Outcome(
            reading.name,
            error,
            len(errors) > 1,
            min(ranks, default=0),
            1 in ranks or any(_suggests(finding, error) for finding in found),
            len([finding for finding in new if finding not in stray]) / len(errors),
            len(stray) / len(errors),
            tuple(f"{finding.check}: {finding.message.zh}" for finding in stray),
        )


def _terms(verdicts: Sequence[Verdict]) -> dict[str, frozenset[Place]]:
    """By the id of its finding, every number that a comparison is of: long sums show but a few of theirs."""
    broken = (verdict for verdict in verdicts if verdict.outcome == "differs")
    return {
        finding_id(verdict.check, verdict.key): frozenset(m.place for r in verdict.relations for m in r.mentions)
        for verdict in broken
    }


def _rank(finding: Finding, error: Error, terms: Mapping[str, frozenset[Place]]) -> int:
    """Place, from 1, of the first evidence that shows the error, one more than all for a number of a long sum; else 0."""
    for n, piece in enumerate(finding.evidence, 1):
        if any(_shows(piece, place, error) for place in error.places):
            return n
    is_term = any(place_of(place) in terms.get(finding.id, ()) for place in error.places)
    return len(finding.evidence) + 1 if is_term else 0


def _suggests(finding: Finding, error: Error) -> bool:
    true = value_of(error.before)
    return bool(true is not None and finding.suggested and true == value_of(finding.suggested))


def _shows(piece: Evidence, place: SourceRef, error: Error) -> bool:
    if not place.block:
        quote = piece.quote.replace(" ", "")
        return any(words.replace(" ", "") in quote for words in (error.after, error.before))
    return _is_at(piece.source, place)


def _is_at(found: SourceRef, planted: SourceRef) -> bool:
    if found.block != planted.block:
        return False
    if planted.row >= 0:
        return (found.row, found.column) == (planted.row, planted.column)
    if planted.start < 0 or found.start < 0:
        return True
    return found.start < planted.end + 4 and planted.start < found.end + 4
