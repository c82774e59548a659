"""Kinds of error in numbers: single slips, units, columns and neighbours changed about, a part above its whole."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from decimal import Decimal

from bench.checks.edits import CellEdit, Edit, Error, TextEdit
from bench.checks.reading import Reading, place_of
from bench.checks.slips import DIGITS, SLIPS, is_slip, value_and_decimals, value_of
from docextract.checks.tables.table_cells import parse_cell, table_cells
from docextract.model.finding import Evidence, NumberVerdict
from docextract.model.source import SourceRef


def slips(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """One number mistyped, in a cell or in a sentence; the sort of slip is drawn for each.

    Covered: a relation that holds exactly or a second mention confirms the number (`Reading.covered`), and would not hold
    for the mistyped one (a ratio rounded to one digit holds for several counts).
    """
    for number in reading.covered:
        name = rnd.choice(sorted(SLIPS))
        site = digits_at(reading, number.source, number.value)
        if site is None:
            continue
        after = SLIPS[name](site, rnd)
        if is_slip(site, after) and not reading.allows(number.source, *value_and_decimals(after)):
            yield _number_error(reading, name, number, site, after)


def unit_slips(reading: Reading, _: random.Random) -> Iterator[Error]:
    """元 for 万元 or the other way round, % for 个百分点: the number stays, the word behind it is another.

    Covered: as for slips, the unit stands directly behind the number in the text, and the number is not 0.
    """
    other = {"万元": "元", "亿元": "万元", "元": "万元", "个百分点": "%"}
    for number in reading.covered:
        if number.source.row >= 0 or not value_of(number.value):  # nothing is nothing in any unit
            continue
        span = _span(reading, number.source, number.value)
        if span is None:
            continue
        block, _start, end = span
        text = reading.report.block(block).text
        rest = text[end:].lstrip(" ")
        at = end + len(text[end:]) - len(rest)
        unit = next((unit for unit in other if rest.startswith(unit)), "")
        if unit:
            edit = TextEdit(block, at, at + len(unit), other[unit])
            yield Error(
                "unit",
                (number.source,),
                f"{number.value}{unit}",
                f"{number.value}{other[unit]}",
                (edit,),
                number.check,
                reading.witnesses[place_of(number.source)],
            )


def columns_exchanged(reading: Reading, _: random.Random) -> Iterator[Error]:
    """In one row the numbers of two neighbouring years stand under each other's year.

    Covered: an exact relation or a second mention holds with one of the two and not with the other.
    """
    for table in reading.report.tables:
        cells = list(table_cells(table, reading.report.year))
        for first, second in itertools.pairwise(cells):
            if first.row == second.row and first.year and second.year and first.year != second.year:
                yield from _exchanged(
                    reading, "columns", table.id, (first.row, first.column), (second.row, second.column)
                )


def labels_swapped(reading: Reading, _: random.Random) -> Iterator[Error]:
    """Two neighbours in a column, or in a sentence, have each other's value.

    Covered: an exact relation or a second mention holds with one of the two and not with the other; two parts of one sum
    alone can't tell.
    """
    for table in reading.report.tables:
        cells = {(c.row, c.column): c for c in table_cells(table, reading.report.year)}
        for row, column in cells:
            if (row + 1, column) in cells:
                yield from _exchanged(reading, "labels", table.id, (row, column), (row + 1, column))
    texts = [number for number in reading.covered if number.source.row < 0]
    for one, two in itertools.pairwise(texts):
        same_unit = one.unit == two.unit and one.source.block == two.source.block
        first, second = (_span(reading, n.source, n.value) for n in (one, two))
        if not (
            same_unit and first and second and first[2] <= second[1] and value_of(one.value) != value_of(two.value)
        ):
            continue
        between = reading.report.block(first[0]).text[first[2] : second[1]]
        if len(between) < 20 and "。" not in between and reading.parts(one.source, two.source):
            edits = (TextEdit(*first, two.value), TextEdit(*second, one.value))
            before, after = f"{one.value}, {two.value}", f"{two.value}, {one.value}"
            yield Error("labels", (one.source, two.source), before, after, edits, one.check, _most(reading, one, two))


def part_above_whole(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A part becomes larger than the whole that it is a part of.

    Covered: the check of parts and wholes saw both and found them in order; the part need not stand in any sum.
    """
    for verdict in reading.analysis.verdicts:
        if verdict.check != "parts_exceed_whole" or verdict.outcome != "agrees" or len(verdict.evidence) != 2:
            continue
        whole, part = sorted(verdict.evidence, key=_value, reverse=True)
        number = DIGITS.search(whole.value)
        if number is None or whole.unit != part.unit:
            continue
        decimals = len(number.group().partition(".")[2])
        above = _value(whole) * Decimal(rnd.randint(105, 300)) / 100 + 1
        after = f"{above:.{decimals}f}"
        site = digits_at(reading, part.source, part.value)
        if site is not None:
            edit = number_edit(reading, part.source, site, after)
            n = reading.witnesses[place_of(part.source)]
            yield Error("part above whole", (part.source,), site, after, (edit,), verdict.check, n)


def digits_at(reading: Reading, source: SourceRef, value: str) -> str | None:
    """The digits as they stand at a place; None where the number is printed otherwise (in Chinese, without its noughts)."""
    if source.row >= 0:
        found = DIGITS.search(reading.report.table(source.block).cells[source.row][source.column])
        return found.group() if found else None
    span = _span(reading, source, value)
    return reading.report.block(span[0]).text[span[1] : span[2]] if span else None


def number_edit(reading: Reading, source: SourceRef, before: str, after: str) -> Edit:
    """The edit that puts other digits at a place."""
    if source.row >= 0:
        text = reading.report.table(source.block).cells[source.row][source.column]
        return CellEdit(source.block, source.row, source.column, text.replace(before, after, 1))
    span = _span(reading, source, before)
    if span is None:
        raise ValueError(f"{before} does not stand at {source}")
    return TextEdit(*span, after)


def _number_error(reading: Reading, kind: str, number: NumberVerdict, before: str, after: str) -> Error:
    edit = number_edit(reading, number.source, before, after)
    n = reading.witnesses[place_of(number.source)]
    return Error(kind, (number.source,), before, after, (edit,), number.check, n)


def _exchanged(
    reading: Reading, kind: str, table: str, first: tuple[int, int], second: tuple[int, int]
) -> Iterator[Error]:
    cells = reading.report.table(table).cells
    texts = [cells[row][column] for row, column in (first, second)]
    numbers = [parse_cell(text) for text in texts]
    sources = [SourceRef(0, None, table, row=row, column=column) for row, column in (first, second)]
    if None in numbers or value_of(texts[0]) == value_of(texts[1]) or not reading.parts(sources[0], sources[1]):
        return
    edits = (CellEdit(table, *first, texts[1]), CellEdit(table, *second, texts[0]))
    n = max(reading.witnesses[place_of(source)] for source in sources)
    by = next((check for source in sources if (check := reading.confirmed_by.get(place_of(source)))), "other")
    yield Error(kind, tuple(sources), ", ".join(texts), ", ".join(reversed(texts)), edits, by, n)


def _span(reading: Reading, source: SourceRef, value: str) -> tuple[str, int, int] | None:
    """Where the digits of a value stand in their block: the last such number of the quote, for years stand in front."""
    text = reading.report.block(source.block).text
    wanted = value_of(value)
    found = None
    for match in DIGITS.finditer(text, source.start, source.end):
        if value_of(match.group()) == wanted:
            found = source.block, match.start(), match.end()
    return found


def _most(reading: Reading, *numbers: NumberVerdict) -> int:
    return max(reading.witnesses[place_of(number.source)] for number in numbers)


def _value(evidence: Evidence) -> Decimal:
    return value_of(evidence.value) or Decimal(0)
