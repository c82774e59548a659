"""Which year a column's header names."""

from __future__ import annotations

import re
import unicodedata

from docextract.rulepacks.schema import Pack
from docextract.text.repair import plain_chars
from docextract.text.traditional import to_simplified

_SPAN = re.compile(r"^(20\d\d)年?[-‐–—―－~～至/]+(20)?(\d\d)(?:学年度?|年度?)?")
_YEAR = re.compile(r"^(20\d\d)(学年度?|年度|年)?")
_CHINESE_YEAR = re.compile(r"^二[〇○零oO0][〇○零一二三四五六七八九oO0]{2}(?=学?年)")
_CHINESE_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")


def plain_cell(text: str) -> str:
    """A cell for comparing: half width, simplified characters, no blanks or line breaks."""
    return to_simplified("".join(unicodedata.normalize("NFKC", plain_chars(text)).split()))


def header_year(text: str, report_year: int, pack: Pack) -> int:
    """The year in which the school year ends that a header names; 0 if it names none, or more than a year.

    >>> from docextract.rulepacks.load import load_pack
    >>> [header_year(t, 2024, load_pack()) for t in ("2023 年", "2022—2023学年", "上年度", "2023 学年", "2024 年增幅")]
    [2023, 2023, 2023, 2024, 0]
    """
    cell = _with_plain_years(plain_cell(text), report_year)
    columns = pack.columns
    if (span := _SPAN.match(cell)) and int(span[1][2:]) + 1 == int(span[3]):
        year, rest = int("20" + span[3]), cell[span.end() :]
    elif found := _YEAR.match(cell):
        starts = (found[2] or "").startswith("学年") and int(found[1]) < report_year
        year, rest = int(found[1]) + starts, cell[found.end() :]
    else:
        year, rest = 0, cell
    for words, named in ((columns.this_year, report_year), (columns.last_year, report_year - 1)):
        for word in sorted(words, key=len, reverse=True):
            if report_year and word in rest and year in (0, named):
                year, rest = named, rest.replace(word, "", 1)
    for word in sorted(columns.beside_year, key=len, reverse=True):
        rest = rest.replace(word, "", 1)
    return year if year and not rest.strip("()[]*:的") else 0


def _with_plain_years(cell: str, report_year: int) -> str:
    """Years in figures and in full: 二〇二四年, 2O24年; 24年 where the report's year says which hundred."""
    if _CHINESE_YEAR.match(cell):
        cell = cell[:4].translate(_CHINESE_DIGITS) + cell[4:]
    cell = re.sub(r"2[0oO〇]([0-9oO〇]{2})", lambda m: "20" + re.sub("[oO〇]", "0", m[1]), cell)
    short = re.match(r"(\d\d)(?=学?年)", cell)
    near = {str(year)[2:]: str(year) for year in (report_year, report_year - 1) if report_year}
    return near[short[1]] + cell[2:] if short and short[1] in near else cell
