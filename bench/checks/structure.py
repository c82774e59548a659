"""Kinds of error in what holds a report together: numbers of captions and headings, lists, references, cases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Literal

from bench.checks.edits import CaseCopy, EntryEdit, Error, TextEdit, TitleEdit, caption_block
from bench.checks.reading import Reading
from docextract.checks.numbered.items import bare_number, captioned, headings
from docextract.checks.numbered.pointers import pointers
from docextract.checks.verdicts.unread import caption_stands_unread
from docextract.model.document import Report
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.model.tree import Figure, Section
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

_LAST = compile_pattern(r"^(?P<head>.*?)(?P<last>\d+)(?P<tail>[^\d]*)$")
_REFERENCE = compile_pattern(r"(?:见|如)[ ]*(?:下)?(?P<sort>表|图|案例)[ ]*(?P<number>\d+(?:[-－.]\d+)?)")
_HAN = compile_pattern(r"[\u4e00-\u9fff]")
_FEW = 3
Captioned = Sequence[Table] | Sequence[Figure]


def caption_numbers(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A table's or figure's number is doubled, or jumps over one.

    Covered: it is not the first of a run of three and more, and follows the number before it, which gives its number.
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
            for before, record in pairwise(run) if len(run) >= _FEW else ():
                if not _follows(before.number, record.number):
                    continue
                number = _other_number(record.number, rnd)
                edit = TitleEdit(sort, record.id, number, record.title)
                yield _title_error(report, "caption number", record, edit, record.number, number)


def heading_numbers(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A heading's number is doubled, or jumps over one.

    Covered: the heading has a sister before it whose number is one less.
    """
    sisters: dict[str, Section] = {}
    for section in reading.report.sections:
        before = sisters.get(section.parent)
        sisters[section.parent] = section
        if before is None or not section.block:
            continue
        if _follows(before.number, section.number):
            number = _other_number(section.number, rnd)
            edit = TitleEdit("sections", section.id, number, section.title)
            yield _title_error(reading.report, "heading number", section, edit, section.number, number)


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
            yield _title_error(reading.report, "caption year", table, edit, table.title, title)


def references(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """见表 2-1 becomes a table, figure or case that is not there.

    Covered: what was meant is there, and nothing is called by the new number: no title without a table (表 6 of the data
    tables, printed as pictures), no 附表 with it, no line or cell that begins like its caption. Nor does the text point to it
    already, which would be found before.
    """
    report = reading.report
    wrong = {(pointer.word, pointer.number) for pointer in pointers(report)}
    known = {word: {bare_number(item.number) for item in items} for word, items in captioned(report).items()}
    for block in report.paragraphs:
        for match in _REFERENCE.finditer(block.text):
            sort, there = match["sort"], known[match["sort"]]
            if bare_number(match["number"]) in there:
                head, sign, _ = match["number"].rpartition("-")
                able = [f"{head}{sign}{n}" for n in range(1, 30) if f"{head}{sign}{n}" not in there]
                able = [n for n in able if (sort, bare_number(n)) not in wrong]
                free = (n for n in able if not caption_stands_unread(report, sort, n, (block.id,)))
                number = rnd.choice(list(islice(free, 5)))
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
    items = [item for each in (headings(report), *captioned(report).values()) for item in each]
    titles = {compare_form(label): item.title for item in items for label in (item.label, item.title)}
    for index, entry in enumerate(report.toc):
        title = titles.get(compare_form(entry.text), "").replace(" ", "")
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


def _follows(first: str, second: str) -> bool:
    match = _LAST.match(second)
    return match is not None and first == f"{match['head']}{int(match['last']) - 1}{match['tail']}"


def _other_number(number: str, rnd: random.Random) -> str:
    match = _LAST.match(number)
    if match is None:
        raise ValueError(f"{number!r} has no digits")
    return f"{match['head']}{int(match['last']) + rnd.choice((-1, 1))}{match['tail']}"


def _title_error(
    report: Report, kind: str, record: Table | Figure | Section, edit: TitleEdit, before: str, after: str
) -> Error:
    table = (record.id,) if isinstance(record, Table) else ()
    caption = caption_block(report, record)
    ids = dict.fromkeys((record.block, *([caption.id] if caption else []), *table))
    return Error(kind, tuple(SourceRef(record.page, None, id) for id in ids), before, after, (edit,))
