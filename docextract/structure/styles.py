"""How this report's headings, captions, cases and lists are worded, as patterns made of a rule pack's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.rulepacks.schema import StructureWords
from docextract.structure.numbering import CN, DASH, Schemes, schemes_of, tidy_number
from docextract.text.word_patterns import any_name, any_of

_DIGITS = rf"\d{{1,3}}(?:\s*{DASH}\s*\d{{1,3}})*"


@dataclass(frozen=True, slots=True)
class CaseStyle:
    """案例. `title` parts a case's title into `word`, `number` and `title`; the others tell whether a text is such a title.

    `counted` and `labelled` (【案例】, 案例：) are what no sentence begins with, `loose` counts where the text stands out;
    `refused` is how sentences about cases begin. `counter` is the Chinese number of a title. `named`: a case's word
    stands somewhere in the text.
    """

    title: re.Pattern[str]
    counted: re.Pattern[str]
    labelled: re.Pattern[str]
    loose: re.Pattern[str]
    refused: re.Pattern[str]
    counter: re.Pattern[str]
    named: re.Pattern[str]
    left_out: frozenset[str]

    def numbered(self, word: str, number: str) -> str:
        """A case's number as records have it; see `Styles.numbered`."""
        return _numbered(word, number, self.left_out)


@dataclass(frozen=True, slots=True)
class Styles:
    """Patterns for `match` on a text, but `names_report` and `ends_as_report` for `search`.

    `front` and `list_title` want the text without blanks. `caption` has the groups `word`, `number` and `title`; the
    words of `figure_words` (without blanks) make it a figure's. `said_of_figure`: what a sentence says after naming a
    figure or table, a caption never begins so. `reference` has the groups `word` and `number`. `entry_word`: an entry
    of a list begins with it before its number.
    """

    schemes: Schemes
    front: re.Pattern[str]
    caption: re.Pattern[str]
    figure_words: frozenset[str]
    left_out: frozenset[str]
    said_of_figure: re.Pattern[str]
    reference: re.Pattern[str]
    case: CaseStyle
    list_title: re.Pattern[str]
    entry_word: re.Pattern[str]
    note: re.Pattern[str]
    form_line: re.Pattern[str]
    names_report: re.Pattern[str]
    ends_as_report: re.Pattern[str]

    def is_figure(self, word: str) -> bool:
        """True if the word before a number names a figure, not a table."""
        return _plain(word) in self.figure_words

    def numbered(self, word: str, number: str) -> str:
        """A caption's number as records have it: 表 2-1 is `2-1`, while 附表 1 and 照片 3 keep their word.

        The first word of a pack's list is left out, and those that end with it (续表). Others count by themselves: with
        their numbers bare, 图 3 and 照片 3 would be one number given twice.
        """
        return _numbered(word, number, self.left_out)


def _numbered(word: str, number: str, left_out: frozenset[str]) -> str:
    tidy = tidy_number(number)
    return tidy if not tidy or _plain(word) in left_out else f"{_plain(word)} {tidy}"


def _left_out(words: Sequence[str]) -> frozenset[str]:
    plain = [_plain(word) for word in words]
    return frozenset(word for word in plain if word.endswith(plain[0]) and not word.startswith("附"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def to_styles(words: StructureWords) -> Styles:
    """The patterns of these words; a list without words makes a pattern that nothing matches."""
    shown = any_of((*words.figures, *words.tables))
    thing = any_of((*words.figures, *words.tables, *words.cases))
    return Styles(
        schemes=schemes_of(words),
        front=re.compile(f"^{any_of(words.front)}$"),
        caption=re.compile(
            rf"^(?P<word>{shown})\s*(?P<number>[A-Za-z]?{_DIGITS}|{CN}{{1,3}}(?=[\s:：、]|$))"
            r"\s*[:：、.．]?\s*(?P<title>.*)$"
        ),
        figure_words=frozenset(map(_plain, words.figures)),
        left_out=_left_out(words.figures) | _left_out(words.tables),
        said_of_figure=re.compile(
            "^(?:所示|显示|可知|可见|可以看出|表明|反映|列出|给出|中的|的|[，,、]"
            rf"|(?:和|与|及|或)\s*{shown})"
        ),
        reference=re.compile(rf"[见如]\s*(?P<word>{shown})\s*(?P<number>[A-Za-z]?\d+(?:\s*[-–—.．]\s*\d+)*)"),
        case=_case_style(words),
        list_title=re.compile(f"^{thing}?{any_of(words.contents)}$"),
        entry_word=re.compile(rf"^\s*{thing}"),
        note=re.compile(rf"^[（(]?\s*{any_of(words.notes)}\s*[:：]"),
        form_line=re.compile(
            rf"^\s*(?:{any_of(words.form_lines)}(?:名称)?\s*[:：]|{any_of(words.form_marks)}\s*\d{{1,2}}\s*表\s*$)"
        ),
        names_report=re.compile(any_name(words.documents)),
        # 年度报告, 年度报告（2024 年）, 决算公开: the words that name a document stand at the end of its title.
        ends_as_report=re.compile(rf"{any_name(words.document_ends)}(?:[（(][^（）()]*[)）])?$"),
    )


def _case_style(words: StructureWords) -> CaseStyle:
    case = any_of(words.cases)
    opened = rf"^[【\[]?\s*(?P<word>{case})\s*"
    return CaseStyle(
        title=re.compile(
            rf"{opened}(?P<number>{_DIGITS}|{CN}{{1,3}}(?=[\s:：、】\]]|$))?"
            r"\s*[】\]]?\s*[:：、.．]?\s*[】\]]?\s*(?P<title>.*)$"
        ),
        counted=re.compile(rf"{opened}[\d一二三四五六七八九十]"),
        labelled=re.compile(rf"^[【\[]\s*{case}\s*[】\]]|^{case}\s*[:：]"),
        loose=re.compile(rf"^[【\[]|^.*{case}\s*[:：]"),
        refused=re.compile(f"^{any_of(words.not_cases)}"),
        counter=re.compile(rf"{opened}(?P<counter>[一二三四五六七八九十]{{1,3}})"),
        named=re.compile(f".*{case}"),
        left_out=_left_out(words.cases),
    )
