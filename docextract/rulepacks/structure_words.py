"""How a kind of report words its headings, captions, cases and contents lists: what the structure stage knows them by."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from docextract.rulepacks.records import WITHOUT, Rule, Without

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Listed = tuple[Word, ...]


class StructureWords(Rule):
    """标题、图表题、案例、目录的叫法，比较时不看空格。 What headings, captions, cases and lists are called; compared without blanks.

    A key that a pack (with those it extends) does not state is as all shipped packs have it; one with an empty list
    says that there is no such thing in its reports.
    """

    front: Listed = Field(
        default=(),
        description="不编号而独立成章的标题，整个标题（前言、附录）。 Whole titles of chapters without number.",
    )
    parts: Listed = Field(
        default=(), description="第一……：章以上的单位（部分、篇）。 What is counted above chapters: 第一部分."
    )
    chapters: Listed = Field(default=(), description="第一……：章。 What chapters are counted as: 第一章.")
    sections: Listed = Field(default=(), description="第一……：节。 What sections are counted as: 第一节.")
    articles: Listed = Field(default=(), description="第一……：条。 What articles are counted as: 第一条.")
    cases: Listed = Field(
        default=(), description="案例的叫法，后面是编号、冒号或在方括号里。 What a case is called before its number."
    )
    not_cases: Listed = Field(
        default=(), description="这样开头的不是案例（案例集）。 Beginnings that look like a case and are none."
    )
    figures: Listed = Field(default=(), description="图题编号前的字。 What stands before the number of a figure.")
    tables: Listed = Field(default=(), description="表题编号前的字。 What stands before the number of a table.")
    contents: Listed = Field(
        default=(),
        description="目录的标题；前面可有图、表、案例的叫法（表目录）。 Titles of contents lists, also behind a word for "
        "figures, tables or cases.",
    )
    notes: Listed = Field(
        default=(),
        description="表旁说明行冒号前的字（单位、来源、注）。 What begins a note beside a table, before a colon.",
    )
    form_lines: Listed = Field(
        default=(),
        description="表上方填报行冒号或“名称”前的字（编制单位）。 What begins a form's line above its grid, before a colon or "
        "名称.",
    )
    form_marks: Listed = Field(
        default=(), description="表上方的表号“公开 01 表”里数字前的字。 The word before the number of a filing mark."
    )
    documents: Listed = Field(
        default=(),
        description="报告名称里的字，“…”代表至多十二个字（质量…报告）。 What names a report; … stands for up to twelve "
        "characters.",
    )
    document_ends: Listed = Field(
        default=(), description="报告名称结尾的字（报告、决算）。 What a report's name ends with."
    )
    without: Without = Field(default_factory=dict, description=WITHOUT)

    @classmethod
    def word_keys(cls) -> tuple[str, ...]:
        """The keys that hold words, in order."""
        return tuple(name for name in cls.model_fields if name != "without")

    def stated(self) -> dict[str, Listed]:
        """The words by key, of the keys that the pack states."""
        return {key: getattr(self, key) for key in self.word_keys() if key in self.model_fields_set}
