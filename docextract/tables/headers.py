"""How many rows at the top of a grid are its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docextract.model.table import CellRange

MAX_HEADER_ROWS = 4
# Forms number their columns in a row of its own under the header: 栏次 | 1 | 2.
COLUMN_NUMBERS = {"栏次", "行次"}
LEAST_COLUMN_NUMBERS = 3  # without such a word; two numbers may be values
# A value cell: a number with an optional unit; years name columns and are no values.
VALUE = re.compile(r"^[+\-－]?[\d,，.．:：%％]+(?:\s*[%％万亿元人个项所门本册]+)?$")
YEAR = re.compile(r"^(?:19|20)\d{2}(?:\s*[-—–－/~至]+\s*(?:19|20)?\d{2})?\s*(?:年度?|学年度?)?$")


def count_header_rows(cells: Sequence[Sequence[str]], merges: Sequence[CellRange]) -> int:
    """Rows before the first that holds values, as far as merged areas tie them together.

    A single row of words on top is a header; more rows belong to it when a merged area of the row above spans columns
    (a group name over its columns) or reaches down into them. 0 when the first row already holds values.

    >>> count_header_rows([["年份", "人数"], ["2023", "12"]], [])
    1
    """
    if not cells or _is_value_row(cells[0]):
        return 0
    count = 1
    while count < min(MAX_HEADER_ROWS, len(cells) - 1):
        needed = max((_reach(area, count) for area in merges if area.row0 < count), default=count)
        if needed <= count or _is_value_row(cells[count]):
            break
        count += 1
    while count < len(cells) - 1 and _numbers_columns(cells[count]):
        count += 1
    return count


def _numbers_columns(row: Sequence[str]) -> bool:
    """True for a row under the header that numbers the columns: 栏次 1 2 3, or 1 2 3 and no word."""
    filled = [cell.strip() for cell in row if cell.strip()]
    numbers = [cell for cell in filled if cell.isdigit()]
    words = [cell for cell in filled if cell not in numbers]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    if any("".join(word.split()) not in COLUMN_NUMBERS for word in words) or numbers != counted:
        return False
    return bool(words and numbers) or len(numbers) >= LEAST_COLUMN_NUMBERS


def _reach(area: CellRange, count: int) -> int:
    """How many header rows an area that begins in the header asks for."""
    if area.column1 - area.column0 > 1 and area.row1 == count:
        return count + 1
    return area.row1


def _is_value_row(row: Sequence[str]) -> bool:
    """True if some cell is a number that is no year, and values are not outnumbered by a row of words."""
    filled = [cell.strip() for cell in row if cell.strip()]
    values = [cell for cell in filled if VALUE.match(cell) and not YEAR.match(cell)]
    return bool(values) and 3 * len(values) >= len(filled)
