"""Places of evidence in words, for English readers: our own words translated, printed ones as they are."""

from __future__ import annotations

from docextract.text.patterns import compile_pattern

# What we say of a place; all else in it is printed in the report.
_OWN_WORDS = (
    (compile_pattern(r"，(\d{4})\ 年(?=，|$)"), r", \1"),
    (compile_pattern(r"，未注明\ 年(?=，|$)"), ", no year"),
    (compile_pattern(r"^案例(?=\ |$)"), "case"),
    (compile_pattern(r"^数据表(?=，|$)"), "data table"),
    (compile_pattern(r"^无标题的表(?=，|$)"), "a table without title"),
    (compile_pattern(r"^表头$"), "header of the table"),
    (compile_pattern(r"^目录$"), "table of contents"),
    (compile_pattern(r"，"), ", "),
)


def where_in_english(where: str) -> str:
    """The words that tell people a place, as an English reader is told it.

    >>> where_in_english("表 6 落实政策表，专任教师总数，2024 年"), where_in_english("案例 2-1"), where_in_english("1.3 办学条件")
    ('表 6 落实政策表, 专任教师总数, 2024', 'case 2-1', '1.3 办学条件')
    """
    for pattern, words in _OWN_WORDS:
        where = pattern.sub(words, where)
    return where
