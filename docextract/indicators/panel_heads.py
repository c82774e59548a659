"""Headers of a grid's columns as a form writes them: 本年支出 > 小计|合计."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docextract.model.table import Table
from docextract.text.labels import compare_form

# Texts over a column from the top, in the form in which labels are compared, repeats said once.
Head = tuple[str, ...]

_CODE_HEAD = re.compile(r"编码|代码|^[类款项]$")
# A column that names the rows, though a sum stands right under its header (科目编码 / 合计).
_LABEL_HEAD = re.compile(r"^项目$|科目.*(?:编码|名称)|编码$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_DIGITS = re.compile(r"^\d+$")
# A row of column numbers under the header, or a sum that a template sets beside the lowest header.
_NUMBER = re.compile(r"^[-+]?[\d,]*\.?\d+$|^[栏行]次$")
# 2024年决算数, 合计(万元): the header without what every table of the year could bear.
_AROUND = re.compile(r"^20\d\d年度?|\([^()]*元\)$")


def column_heads(table: Table, header_rows: int) -> tuple[Head, ...]:
    """The headers of every column. A blank in the top row belongs to what stands left of it, merged or not."""
    grid = table.filled()
    top = _filled_to_the_right(grid[0]) if grid else ()
    found = []
    for column in range(table.n_columns):
        heads: list[str] = []
        for row in range(header_rows):
            text = _AROUND.sub("", compare_form(top[column] if row == 0 else grid[row][column]))
            if text and not _NUMBER.match(text) and (not heads or heads[-1] != text):
                heads.append(text)
        found.append(tuple(heads))
    return tuple(found)


def header_end(table: Table, columns: Sequence[int], header_rows: int) -> int:
    """The first row below the header, of which `header_rows` rows are enough to name the value `columns`.

    The header goes on where their cells reach down from it, and, as far as the table's reading takes it, where they hold
    no number: the columns that name the rows may have more levels (类, 款, 项).
    """
    grid = table.filled()
    row = header_rows
    while row < len(grid):
        texts = [grid[row][column].strip() for column in columns]
        reaches_down = any(texts) and all(grid[row][c] == grid[row - 1][c] for c in columns)
        if any(map(_NUMBER.match, texts)) or not (reaches_down or row < table.header_rows):
            break
        row += 1
    return row


def _filled_to_the_right(row: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for text in row:
        found.append(text if text.strip() or not found else found[-1])
    return tuple(found)


@lru_cache(maxsize=1024)
def parts_of(written: str) -> tuple[frozenset[str], ...]:
    """The levels of a written header, each with its wordings.

    >>> [sorted(part) for part in parts_of("本年支出 > 小计|合计")]
    [['本年支出'], ['合计', '小计']]
    """
    return tuple(frozenset(map(compare_form, part.split("|"))) for part in written.split(">"))


def is_head(head: Head, parts: tuple[frozenset[str], ...]) -> bool:
    """True if the levels of a written header stand in the column's, in order, the last one lowest."""
    if not head or head[-1] not in parts[-1] or any(_LABEL_HEAD.search(text) for text in head[:-1]):
        return False
    above = iter(head[:-1])
    return all(any(text in part for text in above) for part in parts[:-1])


def stands_under(head: Head, side: str) -> bool:
    """True if a panel's side (收入, 支出) stands over the column; with `side` "" always."""
    return not side or any(compare_form(side) in text for text in head[:-1] or head)


def holds_codes(table: Table, column: int, head: Head, header_rows: int) -> bool:
    """True if a column holds codes of items: any digits under a header that says so, else mostly of codes' lengths.

    A column of row numbers is none, and neither is one of which every cell is empty.
    """
    cells = [cell for row in table.cells[header_rows:] if (cell := "".join(row[column].split()))]
    if any(_CODE_HEAD.search(text) for text in head):
        return any(map(_DIGITS.match, cells))
    return sum(bool(_CODE.match(cell)) for cell in cells) * 2 > len(cells)
