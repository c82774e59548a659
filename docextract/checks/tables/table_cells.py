"""Number cells of a table with what their row and column say: label, year, unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from docextract.model.table import Table
from docextract.text.numbers import printed_decimals, to_decimal
from docextract.text.patterns import compile_pattern
from docextract.text.periods import find_periods, period_year

_NUMBER = compile_pattern(r"^[ ]*(?P<digits>\d[\d,]*(?:\.\d+)?)[ ]*(?P<unit>[%％])?[ ]*$")
_UNIT = r"%|％|人次|万人|人|亿元|万元|千元|元|个|所|门|项|万册|册|万平方米|平方米|学时|课时|名|台|套|家|件|元/生|个/生"
_UNIT_IN_LABEL = compile_pattern(rf"[（(](?:单位[:：])?(?P<unit>{_UNIT})[)）]")
# Above the table, in its title or corner: 单位：万元. Two units (单位：人、万元) say nothing of one cell.
_UNIT_OF_ALL = compile_pattern(
    rf"(?<![一-龥])(?:计量)?单位[ ]*[:：][ ]*(?:人民币)?(?P<unit>{_UNIT})(?![ ]*[、，,和/一-龥])"
)
_MONEY = compile_pattern(r"元$")
# What is counted in its own way in a table of money, and in any table.
_COUNT_HEAD = compile_pattern(r"人数|户数|数量|个数|校数|项目数|次数|人次|面积")
_OWN_WAY = compile_pattern(
    r"率|占比|同比|环比|比[例重]|比(?:$|[（(])|[增升降减][长幅减]|同期|排名|[名位]次|倍|均|满意|年[份度]|时间|得分|指数|[%％]"
)
_MONEY_HEAD = compile_pattern(r"金额|经费|[收投]入|支出|产值|价值|资产|拨款|面积|元(?:$|[)）/])")
_UNIT_HEADS = {"单位", "计量单位", "指标单位"}
_SERIAL_HEADS = {"序号", "编号", "号", "序"}
_CODE_HEAD = compile_pattern(r"编码|代码|编号|行次|栏次|学号|^[类款项]$")
_YEAR_HEADS = {"年", "年份", "年度", "学年", "时间"}
_COLUMN_NUMBERS = {"栏次", "行次"}
_BESIDE = compile_pattern(r"调查|方式|备注|说明|变化|增减|增幅|变动|同比|环比|编码|代码|行次|栏次|^[类款项]$")


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number in a table. `label` is the row's label, with years in rows the column's; `heads` the column's header
    texts from the top; `row_label` the row's own texts. `year` is 0 when neither row, column nor title names one.
    """

    row: int
    column: int
    printed: str
    value: Decimal
    decimals: int
    label: str
    unit: str
    year: int
    heads: tuple[str, ...]
    row_label: str


def parse_cell(text: str) -> tuple[Decimal, int, str] | None:
    """Value, printed decimals and "%" or ""; None for a cell that is not one number.

    >>> parse_cell(" 16.7%"), parse_cell("仅高职填报")
    ((Decimal('16.7'), 1, '%'), None)
    """
    match = _NUMBER.match(text)
    value = to_decimal(match.group("digits")) if match else None
    if match is None or value is None:
        return None
    return value, printed_decimals(match.group("digits")), "%" if match.group("unit") else ""


def column_heads(table: Table) -> tuple[tuple[str, ...], ...]:
    """Header texts of every column from the top, merged cells repeated, the same text under itself said once."""
    grid = table.filled()
    found = []
    for column in range(table.n_columns):
        heads: list[str] = []
        for row in range(table.header_rows):
            text = grid[row][column].strip()
            if text and (not heads or heads[-1] != text):
                heads.append(text)
        found.append(tuple(heads))
    return tuple(found)


def table_cells(table: Table, report_year: int) -> Iterator[NumberCell]:
    """The number cells below the header, row by row; serial numbers and counts of answers are left out."""
    if not table.header_rows or not table.cells:
        return
    grid = table.filled()
    heads = column_heads(table)
    years = [next((y for y in (period_year(h, report_year) for h in hs) if y), 0) for hs in heads]
    unit_column = next((i for i, hs in enumerate(heads) if hs and hs[-1] in _UNIT_HEADS), -1)
    title_year = _title_year(table, report_year)
    unit_of_all = table_unit(table)
    for row in range(table.header_rows, len(grid)):
        cells = grid[row]
        if numbers_columns(cells):
            continue
        row_year, year_column = _row_year(cells, heads, report_year)
        row_label = _row_label(cells, heads, unit_column, row_year, report_year)
        for column, text in enumerate(cells):
            parsed = parse_cell(text)
            if parsed is None or column in (unit_column, year_column) or _is_aside(heads[column]):
                continue
            value, decimals, mark = parsed
            by_row = bool(row_year) or not row_label
            label = "".join(h for h in heads[column] if not period_year(h, report_year)) if by_row else row_label
            unit = (
                mark
                or (cells[unit_column].strip() if unit_column >= 0 else "")
                or _unit_in(label)
                or _unit_in(heads[column][-1] if heads[column] else "")
                or (unit_of_all if _is_counted_so(unit_of_all, f"{''.join(heads[column])}{row_label}") else "")
            )
            year = years[column] or row_year or title_year
            yield NumberCell(
                row, column, text.strip(), value, decimals, _bare(label), unit, year, heads[column], row_label
            )


def _row_year(cells: tuple[str, ...], heads: tuple[tuple[str, ...], ...], report_year: int) -> tuple[int, int]:
    """The year that a row is of, and the column that says so; 0 and -1 for none.

    1960 under 在校生 is a count: without 年 a number is a year in the first column, and in the second under 年份 or nothing.
    """
    for column, text in enumerate(cells[:2]):
        year = period_year(text, report_year)
        is_bare = parse_cell(text) is not None
        if year and not (is_bare and column and heads[column] and heads[column][-1] not in _YEAR_HEADS):
            return year, column
    return 0, -1


def numbers_columns(cells: tuple[str, ...]) -> bool:
    """True for a row that numbers the columns: 1, 2, 3 under blanks or 栏次."""
    texts = [text.strip() for text in cells if text.strip()]
    counted = [text for text in texts if text.isdigit()]
    if any(text not in counted and text not in _COLUMN_NUMBERS for text in texts):
        return False
    return len(texts) > len(counted) > 0 or counted[:3] == ["1", "2", "3"]


def _title_year(table: Table, report_year: int) -> int:
    mentions = [m for m in find_periods(table.title, report_year) if m.kind in ("year", "school-year")]
    return mentions[0].year if len(mentions) == 1 else 0


def is_serial(heads: tuple[str, ...]) -> bool:
    """True for a column of row numbers or codes, by its header texts."""
    return any(head in _SERIAL_HEADS or _CODE_HEAD.search(head) for head in heads)


def _is_aside(heads: tuple[str, ...]) -> bool:
    return any(head in _SERIAL_HEADS or _BESIDE.search(head) for head in heads)


def _row_label(
    cells: tuple[str, ...], heads: tuple[tuple[str, ...], ...], unit_column: int, row_year: int, report_year: int
) -> str:
    """The texts of the row's label columns, left of its first number."""
    parts: list[str] = []
    for column, text in enumerate(cells):
        bare = text.strip()
        if column == unit_column or (heads[column] and heads[column][-1] in _SERIAL_HEADS):
            continue
        if parse_cell(bare) is not None and not (row_year and period_year(bare, report_year)):
            break
        if bare and not period_year(bare, report_year) and (not parts or parts[-1] != bare):
            parts.append(bare)
    return "".join(parts)


def _unit_in(label: str) -> str:
    match = _UNIT_IN_LABEL.search(label)
    return match.group("unit").replace("％", "%") if match else ""


def table_unit(table: Table) -> str:
    """The unit that a table's title, corner or the line above it gives all of its cells; "" for none or several."""
    texts = (table.title, table.cells[0][0] if table.cells and table.cells[0] else "", table.note)
    found = {match.group("unit").replace("％", "%") for text in texts for match in _UNIT_OF_ALL.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def _is_counted_so(unit: str, words: str) -> bool:
    """True when cells under these words are in the unit of the whole table: no rates in 人, no people in 万元."""
    if not unit or _OWN_WAY.search(words):
        return False
    return not (_COUNT_HEAD if _MONEY.search(unit) else _MONEY_HEAD).search(words)


def _bare(label: str) -> str:
    return _UNIT_IN_LABEL.sub("", label).strip()
