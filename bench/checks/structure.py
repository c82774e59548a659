"""Kinds of error in what holds a report together: numbers of captions and headings, lists, references, cases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Literal

from bench.checks.edits import CaseCopy, EntryEdit, Error, TextEdit, TitleEdit
from bench.checks.reading import Reading
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.model.tree import Figure, Section
from docextract.text.patterns import compile_pattern

_LAST = compile_pattern(r"^(?P<head>.*?)(?P<last>\d+)(?P<tail>[^\d]*)$")
_REFERENCE = compile_pattern(r"(?:见|如)[ ]*(?:下)?(?P<sort>表|图|案例)[ ]*(?P<number>\d+(?:[-－.]\d+)?)")
_HAN = compile_pattern(r"[\u4e00-\u9fff]")
_FEW = 3
Captioned = Sequence[Table] | Sequence[Figure]


def caption_numbers(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A table's or figure's number is doubled, or jumps over one.

    Covered: it is not the first of a run of three and more, so that what stands before it gives its number.
    """
    report = reading.report
    sorts: tuple[tuple[Literal["tables", "figures"], Captioned], ...] = (
        ("tables", report.tables),
        ("figures", report.figures),
    )
    for sort, records in sorts:
        runs: dict[str, list[Table | Figure]] = {}
        for record in records:
            match = _LAST.match(record.number)
            if match and record.block:
                runs.setdefault(match["head"], []).append(record)
        for run in runs.values():
            for record in run[1:] if len(run) >= _FEW else ():
                number = _other_number(record.number, rnd)
                edit = TitleEdit(sort, record.id, number, record.title)
                yield _title_error("caption number", record, edit, record.number, number)


def heading_numbers(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A heading's number is doubled, or jumps over one.

    Covered: the heading has a sister before it whose number is one less.
    """
    sisters: dict[str, Section] = {}
    for section in reading.report.sections:
        match = _LAST.match(section.number)
        before = sisters.get(section.parent)
        sisters[section.parent] = section
        if match is None or before is None or not section.block:
            continue
        expected = f"{match['head']}{int(match['last']) - 1}{match['tail']}"
        if before.number == expected:
            number = _other_number(section.number, rnd)
            edit = TitleEdit("sections", section.id, number, section.title)
            yield _title_error("heading number", section, edit, section.number, number)


def caption_years(reading: Reading, _: random.Random) -> Iterator[Error]:
    """A caption says the year before.

    Covered: the same title stands in a contents list, or the table's header has another year alone.
    """
    year = str(reading.report.year)
    listed = "\n".join(entry.text.replace(" ", "") for entry in reading.report.toc)
    for table in reading.report.tables:
        heads = "".join("".join(row) for row in table.cells[: table.header_rows])
        is_covered = table.title.replace(" ", "") in listed or (year in heads and str(int(year) - 1) not in heads)
        if table.title.count(year) == 1 and is_covered and table.block:
            title = table.title.replace(year, str(int(year) - 1))
            edit = TitleEdit("tables", table.id, table.number, title)
            yield _title_error("caption year", table, edit, table.title, title)


def references(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """见表 2-1 becomes a table, figure or case that is not there. Covered: what was meant is there."""
    report = reading.report
    numbers = {
        "表": {table.number for table in report.tables},
        "图": {figure.number for figure in report.figures},
        "案例": {case.number for case in report.cases},
    }
    for block in report.paragraphs:
        for match in _REFERENCE.finditer(block.text):
            there = numbers[match["sort"]]
            if match["number"] in there:
                head, sign, _ = match["number"].rpartition("-")
                free = [f"{head}{sign}{n}" for n in range(1, 30) if f"{head}{sign}{n}" not in there]
                number = rnd.choice(free[:5])
                edit = TextEdit(block.id, match.start("number"), match.end("number"), number)
                place = SourceRef(block.page, None, block.id, match.start(), match.end() + 4)
                yield Error("reference", (place,), match.group(), number, (edit,))


def list_titles(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """An entry of 目录, 表目录, 图目录 or 案例目录 has a word that the title in the body has not.

    Covered: the list has three entries and more, and its entry and the title were the same.
    """
    report = reading.report
    sizes: dict[str, int] = {}
    for entry in report.toc:
        sizes[entry.list] = sizes.get(entry.list, 0) + 1
    records = (*report.sections, *report.tables, *report.figures, *report.cases)
    titles = {record.title.replace(" ", "") for record in records if len(record.title) > _FEW}
    for index, entry in enumerate(report.toc):
        title = next((title for title in titles if entry.text.replace(" ", "").endswith(title)), "")
        places = [i for i, char in enumerate(entry.text) if i >= len(entry.text) - len(title) and _HAN.match(char)]
        if sizes[entry.list] < _FEW or not title or len(places) <= _FEW:
            continue
        at = rnd.choice(places[1:-2])
        after = entry.text[:at] + rnd.choice(("新", "高", "多", "")) + entry.text[at + 2 :]
        yield Error("contents title", (SourceRef(entry.page),), entry.text, after, (EntryEdit(index, after),))


def cases_twice(reading: Reading, _: random.Random) -> Iterator[Error]:
    """A case printed once more at the end. Covered: its text is long enough to be no set phrase (200 characters)."""
    for case in reading.report.cases:
        if len(case.text) >= 200:
            blocks = [b.id for b in reading.report.blocks if b.case == case.id or b.id == case.block]
            places = tuple(SourceRef(case.page, None, id) for b in blocks for id in (b, f"{b}-again"))
            yield Error("case twice", places, case.title, case.title, (CaseCopy(case.id),))


def _other_number(number: str, rnd: random.Random) -> str:
    match = _LAST.match(number)
    if match is None:
        raise ValueError(f"{number!r} has no digits")
    return f"{match['head']}{int(match['last']) + rnd.choice((-1, 1))}{match['tail']}"


def _title_error(kind: str, record: Table | Figure | Section, edit: TitleEdit, before: str, after: str) -> Error:
    table = (record.id,) if isinstance(record, Table) else ()
    places = tuple(SourceRef(record.page, None, id) for id in (record.block, *table))
    return Error(kind, places, before, after, (edit,))
