"""The records of examples: what must come of a label, a header, words of prose, values in a relation, a printed unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from docextract.rulepacks.records import Rule

NONE = "none"
Origin = Literal["wild", "made"]


class Place(Rule):
    """行名所在：表、单位、上面的行、单元格。 Where an example's label stands."""

    table: str = Field(default="", description="数据表的 id；没有表名则不写。 Id of the form, if its title is there.")
    unit: str = Field(default="", description="这一行印的单位。 Unit as printed.")
    after: tuple[str, ...] = Field(default=(), description="上面各行的行名。 Labels of the rows above.")
    cell: str = Field(default="", description="单元格里印的。 The cell as printed.")


class Example(Rule):
    """行名的例子。 One label, or several that must come to the same, and what must come of them."""

    label: str = Field(default="", description="印出的行名。 Label as printed.")
    labels: tuple[str, ...] = Field(
        default=(), description="几个结果相同的行名。 Several labels with the same outcome."
    )
    origin: Origin = Field(
        description="wild 见于真实报告（不写出处）、made 自拟。 Worded so in a real report, or made."
    )
    input: Place = Field(default=Place(), description="行名所在。 Where it stands.")
    expect: str = Field(min_length=1, description="应认作的代码，或 none。 The code that it must give, or none.")
    rule: str = Field(
        default="", description="expect 为 none 或别的指标时：不可认作的代码。 The code that it must not give."
    )
    exact: bool = Field(default=False, description="须按写法相符认出，不靠相似。 By its wording, not by likeness.")
    value: str = Field(default="", description="单元格应读作的数和单位（12 万元）。 What the cell must be read as.")
    known_miss: bool = Field(default=False, description="目前还认错。 Goes wrong today.")
    reason: str = Field(default="", description="为什么还认错。 Why.")

    @property
    def belongs_to(self) -> str:
        """The code of the rule that it tests."""
        return self.rule or self.expect

    @property
    def all_labels(self) -> tuple[str, ...]:
        """Its labels, one or several."""
        return (self.label, *self.labels) if self.label else self.labels


class RelationExample(Rule):
    """关系或必备内容的例子：这些数值下，哪些代码报错。 Values, and the codes for which the relation is broken."""

    relation: str = Field(min_length=1, description="关系的编号。 Id of the relation.")
    origin: Origin = Field(description="wild 见于真实报告、made 自拟。 From a real report, or made.")
    values: Mapping[str, str] = Field(
        description="本年的数值：代码: 印出的数。 This year's values as printed, by code."
    )
    before: Mapping[str, str] = Field(default_factory=dict, description="上年的数值。 Last year's values.")
    said: Mapping[str, str] = Field(
        default_factory=dict, description="正文里说的百分比：说法: 印出的数。 Shares that prose states, by wording."
    )
    differs: tuple[str, ...] = Field(
        default=(), description="报错的代码；空为全部相符。 Codes in dispute; empty: all agree."
    )
    severity: str = Field(default="", description="报错的严重程度。 How grave the finding is.")


class UnitExample(Rule):
    """单位换算的例子。 A printed number and unit, and what it is in another unit."""

    value: str = Field(min_length=1, description="印出的数。 Number as printed.")
    unit: str = Field(min_length=1, description="印出的单位。 Unit as printed.")
    to: str = Field(min_length=1, description="换算成的单位。 Unit wanted.")
    gives: str = Field(description="应得的数；none 表示不能换算。 The number that must come out, or none.")
    origin: Origin = Field(default="made", description="wild 见于真实报告、made 自拟。 From a real report, or made.")


class PanelExample(Rule):
    """各列是指标的表的例子：表头或行名。 Headers or row labels of a form whose columns are indicators."""

    heads: tuple[str, ...] = Field(
        default=(), description="结果相同的表头，自上而下用 > 隔开。 Headers from the top, parted by >."
    )
    rows: tuple[str, ...] = Field(default=(), description="结果相同的行名。 Labels of rows.")
    form: str = Field(min_length=1, description="数据表的 id。 Id of the form.")
    side: str = Field(default="", description="在哪一栏（收入、支出）。 Which panel of it.")
    column: str = Field(default="", description="行名的例子：值列的代码，不写为第一列。 Code of the row's column.")
    below: tuple[str, ...] = Field(default=(), description="上面各固定行的代码。 Codes of the fixed rows above.")
    origin: Origin = Field(description="wild 见于真实报告、made 自拟。 From a real report, or made.")
    expect: str = Field(min_length=1, description="应认作的代码，或 none。 The code that it must give, or none.")
    rule: str = Field(default="", description="不可认作的代码。 The code that it must not give.")
    unit: str = Field(default="", description="表上印的单位。 Unit that the table prints.")
    cell: str = Field(default="", description="单元格里印的。 The cell as printed.")
    value: str = Field(default="", description="单元格应读作的数和单位（12 万元）。 What the cell must be read as.")

    @property
    def belongs_to(self) -> str:
        """The code of the rule that it tests."""
        return self.rule or self.expect


class SaidExample(Rule):
    """正文说法的例子。 Words of prose that stand before a number, and what the number must be taken for."""

    said: str | tuple[str, ...] = Field(
        description="正文里数字前面的话，一个或几个。 The words before the number, one wording or several."
    )
    unit: str = Field(min_length=1, description="数字后面的单位。 The unit behind the number.")
    section: str = Field(default="", description="所在章节的标题。 Title of the section that they stand in.")
    origin: Origin = Field(description="wild 见于真实报告、made 自拟。 From a real report, or made.")
    expect: str = Field(min_length=1, description="应认作的代码，或 none。 The code that it must give, or none.")
    rule: str = Field(default="", description="不可认作的代码。 The code that it must not give.")
    known_miss: bool = Field(default=False, description="目前还认错。 Goes wrong today.")
    reason: str = Field(default="", description="为什么还认错。 Why.")

    @property
    def belongs_to(self) -> str:
        """The code of the rule that it tests."""
        return self.rule or self.expect

    @property
    def all_said(self) -> tuple[str, ...]:
        """Its wordings, one or several."""
        return (self.said,) if isinstance(self.said, str) else self.said
