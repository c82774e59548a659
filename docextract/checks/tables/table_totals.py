"""Sums inside one table: rows and columns called 合计, and columns that add up in row after row.

What is added up to what is seen from the words 合计, 总计 and 小计; from the rest of the table where a column of counts is
the sum of the columns right of it in all rows but one; never from the one sum that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from docextract.checks.facts.intervals import printed_interval, total
from docextract.checks.facts.slips import is_mistyped
from docextract.checks.relations.shapes import sum_of
from docextract.checks.tables.table_cells import NumberCell
from docextract.checks.verdicts.saying import rounded, table_name, table_name_en, terms_of
from docextract.checks.verdicts.table_verdicts import cells_relation, table_verdict
from docextract.model.finding import Message, Severity, Verdict
from docextract.model.quantity import Interval, Quantity
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern

_SHARE_HEAD = compile_pattern(r"占比|比例|比重|百分比|占.{0,12}[%％]")
_TOTAL = compile_pattern(r"^(?:合[ ]*计|总[ ]*计|小[ ]*计|共[ ]*计|总数|全部)$")
# A last row called 校本部教职工合计 is a total like any other; among the columns it may be one of several.
_LAST_TOTAL = compile_pattern(r"^\p{Han}{0,12}(?:合[ ]*计|总[ ]*计|共[ ]*计)$")
_AMONG = compile_pattern(r"^[（(]?其中")
_RATE_HEAD = compile_pattern(r"率|均|满意度|[师生]比|比(?:$|[（(])")
# Fewer rows than this prove no rule.
MIN_ROWS = 3
# So many digits in the wholes of the rows that fit: 3 = 1 + 2 three times over is chance.
MIN_DIGITS = 6

_Rows = Mapping[int, Sequence[NumberCell]]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of cells, and the verdict on it."""

    whole: NumberCell
    parts: tuple[NumberCell, ...]
    verdict: Verdict


def total_verdicts(table: Table, rows: _Rows) -> Iterator[Verdict]:
    """Every sum of a table; `rows` are its number cells by row."""
    for row in rows.values():
        yield from _row_total(table, row)
    yield from _column_totals(table, rows)
    yield from _sum_columns(table, rows)


def cell_interval(cell: NumberCell, is_count: bool) -> Interval:
    """What a cell's print can stand for."""
    return printed_interval(Quantity(cell.value, cell.unit, cell.decimals), is_count)


def is_share(cell: NumberCell) -> bool:
    """True for a percentage, by its sign or by the header over it."""
    return cell.unit == "%" or bool(cell.heads and _SHARE_HEAD.search(cell.heads[-1]))


def _row_total(table: Table, row: Sequence[NumberCell]) -> Iterator[Verdict]:
    """A cell under 合计 against the cells beside it: those under the same upper header, else all others."""
    for whole in row:
        if not whole.heads or not _TOTAL.match(whole.heads[-1]) or is_share(whole):
            continue
        group = whole.heads[:-1]
        parts = [c for c in row if c is not whole and c.heads[: len(group)] == group and not is_share(c)]
        parts = _without_members(_outermost(parts, group))
        if len(parts) > 1:
            label = whole.row_label or (f"{whole.year} 年" if whole.year else "")
            verdict = _sum_verdict(table, whole, parts, f"{label}合计")
            is_flat = not any(_AMONG.match(part.heads[-1]) for part in parts if part.heads)
            if verdict.outcome == "agrees" or (is_flat and len({part.unit for part in (whole, *parts)}) == 1):
                yield verdict


def _without_members(parts: Sequence[NumberCell]) -> list[NumberCell]:
    """The columns without those from 其中…… on that make the one before them; all where none do."""
    for at, part in enumerate(parts):
        if at and part.heads and _AMONG.match(part.heads[-1]):
            sums = list(accumulate(each.value for each in parts[at:]))
            if parts[at - 1].value in sums:
                end = at + sums.index(parts[at - 1].value) + 1
                return [*parts[:at], *_without_members(parts[end:])]
    return list(parts)


def _outermost(parts: Sequence[NumberCell], group: tuple[str, ...]) -> list[NumberCell]:
    """Of columns under one further header with a total of its own only that total."""
    depth = len(group)
    with_total = {c.heads[depth] for c in parts if len(c.heads) > depth + 1 and _TOTAL.match(c.heads[-1])}
    return [
        c
        for c in parts
        if not (len(c.heads) > depth + 1 and c.heads[depth] in with_total and not _TOTAL.match(c.heads[-1]))
    ]


def _column_totals(table: Table, rows: _Rows) -> Iterator[Verdict]:
    """A last row called 合计 against the rows above it, column by column."""
    for number, row in rows.items():
        above = [r for r in rows if r < number]
        label = row[0].row_label.replace(" ", "") if row else ""
        if not (_TOTAL.match(label) or _LAST_TOTAL.match(label)) or len(above) < 2 or number != max(rows):
            continue
        sums = []
        for whole in row:
            parts = [c for r in above for c in rows[r] if c.column == whole.column and c.row_label != whole.row_label]
            if len(parts) == len(above) and not any(_TOTAL.match(p.row_label) for p in parts) and not _is_rate(whole):
                verdict = _sum_verdict(table, whole, parts, f"{''.join(whole.heads)}合计")
                sums.append(Sum(whole, tuple(parts), verdict))
        # Rows that together make the total of one column are no sums of each other in the column beside it.
        is_flat = any(s.verdict.outcome == "agrees" and all(part.value for part in s.parts) for s in sums)
        sure = [s for s in sums if s.verdict.outcome == "agrees" or _is_meant(s, is_flat)]
        yield from (s.verdict for s in sure)


def _is_meant(each: Sum, is_flat: bool) -> bool:
    """True when the rows above must make the total, although they do not."""
    is_flat = is_flat and not is_share(each.whole)
    return is_flat or not _is_nested(each.whole, each.parts) or _is_one_slip_away(each.whole, each.parts)


def _is_nested(whole: NumberCell, parts: Sequence[NumberCell]) -> bool:
    """True when rows hold sums of other rows (类, 款, 项): all together are the total twice, or a row is those below it."""
    values = [part.value for part in parts]
    if whole.value > 0 and (sum(values) / whole.value > Decimal("1.9") or whole.value in values):
        return True
    return any(value > 0 and value in list(accumulate(values[i:]))[1:] for i, value in enumerate(values, 1))


def _is_one_slip_away(whole: NumberCell, parts: Sequence[NumberCell]) -> bool:
    """True when one mistyped cell explains the gap: then the rows are no sums of others, however much they make."""
    gap = whole.value - sum((part.value for part in parts), Decimal(0))
    right = [(whole.value, whole.value - gap), *((part.value, part.value + gap) for part in parts)]
    return any(should > 0 and is_mistyped(printed, should) for printed, should in right)


def _is_rate(cell: NumberCell) -> bool:
    """True for what no total adds up: rates, means, 生师比, degrees of satisfaction."""
    return bool(_RATE_HEAD.search("".join(cell.heads))) or ":" in cell.printed or "：" in cell.printed


def _sum_columns(table: Table, rows: _Rows) -> Iterator[Verdict]:
    """A column of counts that is the sum of those right of it (毕业生 | 升学 | 就业 | 未落实), told from the rows.

    The rule is theirs when it holds in three rows and more and fails in one at most, or in two whose gaps cancel out
    (two values changed about). Percentages between them are passed over.
    """
    grid = [{c.column: c for c in row if not is_share(c) and not _is_rate(c)} for row in rows.values()]
    grid = [row for row in grid if row]
    columns = sorted({column for row in grid for column in row})
    for first, whole in enumerate(columns):
        for last in range(len(columns), first + 2, -1):
            found = _sums(grid, whole, columns[first + 1 : last])
            if found:
                yield from (_sum_verdict(table, c, cs, f"{c.row_label}{''.join(c.heads[-1:])}") for c, cs in found)
                break


def _sums(
    grid: Sequence[Mapping[int, NumberCell]], whole: int, parts: Sequence[int]
) -> list[tuple[NumberCell, list[NumberCell]]]:
    """The wholes with their parts, row by row; none when the rows do not prove that they belong together."""
    found, gaps, fitting = [], [], []
    for row in grid:
        if whole not in row or any(part not in row for part in parts):
            return []
        cell, cells = row[whole], [row[part] for part in parts]
        if len({c.year for c in (cell, *cells)}) > 1 or len({c.unit for c in (cell, *cells) if c.unit}) > 1:
            return []
        gap = cell.value - sum((c.value for c in cells), Decimal(0))
        found.append((cell, cells))
        if gap:
            gaps.append(gap)
            if len(gaps) > 2:  # most columns are no sum: no need to read on
                return []
        elif sum(c.value > 0 for c in cells) > 1:
            fitting.append(cell)
    digits = sum(len(cell.printed.replace(",", "").replace(".", "")) for cell in fitting)
    is_odd = len(gaps) > 1 and not (len(gaps) == 2 and sum(gaps) == 0)
    # Two rows of which two cells were exchanged prove the sum as well as if they fitted.
    proving = len(fitting) + len(gaps) if len(fitting) > 1 and _are_exchanged(found) else len(fitting)
    return [] if is_odd or proving < MIN_ROWS or digits < MIN_DIGITS else found


def _are_exchanged(rows: Sequence[tuple[NumberCell, list[NumberCell]]]) -> bool:
    """True when two rows don't add up, and would with two cells of one column changed about."""
    off = [([whole, *parts], whole.value - sum((part.value for part in parts), Decimal(0))) for whole, parts in rows]
    wrong = [(cells, gap) for cells, gap in off if gap]
    if len(wrong) != 2 or wrong[0][1] != -wrong[1][1]:
        return False
    (first, gap), (second, _) = wrong
    steps = [b.value - a.value for a, b in zip(first, second, strict=True)]
    return -gap == steps[0] or gap in steps[1:]


def _sum_verdict(table: Table, whole: NumberCell, parts: Sequence[NumberCell], label: str) -> Verdict:
    agrees = total(cell_interval(part, is_count=True) for part in parts).meets(cell_interval(whole, is_count=True))
    added = sum((part.value for part in parts), Decimal(0))
    if not agrees and is_share(whole):
        agrees = abs(added - whole.value) <= Decimal("0.5")
    gap = rounded(abs(added - whole.value), 4)
    terms = terms_of([part.printed for part in parts])
    said = label.replace("合计合计", "合计")  # the total of the row that is called so itself
    if agrees:
        message = Message(
            f"{table_name(table)} {said} {whole.printed} 与各项之和相符：{terms} = {rounded(added, 4)}",
            f"{table_name_en(table)}: {said} {whole.printed} agrees: {terms} = {rounded(added, 4)}",
        )
    else:
        message = Message(
            f"{table_name(table)}（第 {table.page} 页）{said} {whole.printed}，各项相加 {rounded(added, 4)}，差 {gap}",
            f"{table_name_en(table)} (page {table.page}): {said} is {whole.printed}, parts add up to {rounded(added, 4)}, off by {gap}",
        )
    relation = cells_relation(
        table, sum_of(len(parts)), [(cell, cell_interval(cell, is_count=True)) for cell in (whole, *parts)]
    )
    return table_verdict(
        table,
        f"total|{label.removesuffix('合计')}|{whole.value}|{added}",
        agrees,
        message,
        [whole, *parts],
        label.removesuffix("合计"),
        "",
        "",
        Severity.MEDIUM,
        [relation],
    )
