"""The records of a rule file, as a clerk writes them: indicators, forms, units, words. Nothing here reads files.

The descriptions of the keys go into the JSON Schema, the workbook's headers and the docs: Chinese first, then English.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

IndicatorKind = Literal["count", "share", "mean", "ratio", "money", "measure"]
RuleStatus = Literal["draft", "tried", "settled"]
Severity = Literal["high", "medium", "low"]
Applies = Literal["all", "higher-vocational-only"]

CODE = r"^[a-z][a-z0-9_]*$"
Year = Annotated[int, Field(ge=0, le=2100)]
# Taken out while the files are joined (see `inherited_words`), so that it is empty in a pack that was read.
Without = Mapping[str, tuple[str, ...]]
WITHOUT = "从继承的词中去掉，键: [词]（只用于 extends 的包）。 Inherited words to take away, by key."


class Rule(BaseModel):
    """Parent of all records of a pack: frozen, and a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Indicator(Rule):
    """指标。数据表的一行。 One row of a form."""

    code: str = Field(pattern=CODE, description="代码，固定不变，不再用于别的指标。 Stable code, never reused.")
    name: str = Field(min_length=1, description="规范名称。 Canonical name, as the form prints it.")
    form: str = Field(default="", description="所在数据表的 id；文件里有 form: 时可不写。 Id of its form.")
    parent: str = Field(
        default="", description="上一级指标的代码，同名指标靠它区分。 Code of the row that it is a part of."
    )
    serial: str = Field(default="", description="表中印的序号。 Row number of its group, as printed.")
    unit: str = Field(description="单位，须在 units 中。 Unit; one of the pack's units.")
    kind: IndicatorKind = Field(
        description="count 计数、share 百分比、mean 平均、ratio 比、money 钱、measure 量度。 What kind of number it is."
    )
    why: str = Field(min_length=1, description="为什么有这一条。 Why the rule is there.")
    source: str = Field(default="", description="出处：哪张表哪一项。 Form and row that it comes from.")
    aliases: tuple[str, ...] = Field(default=(), description="同一位置的其他写法。 Other wordings in the same place.")
    plan: str = Field(
        default="", description="它的预算（计划）数的代码，完成率以它为分母。 Code of what was planned for it."
    )
    in_body: tuple[str, ...] = Field(
        default=(),
        description="只在正文表格里才表示它的写法。 Wordings that mean it only in tables of the running text.",
    )
    not_labels: tuple[str, ...] = Field(
        default=(), alias="not", description="相像而绝不是它的写法。 Look-alikes that must never be taken for it."
    )
    only_in_place: bool = Field(
        default=False,
        description="离开上一级，名称就没有意义（国家级数量）。 The label says nothing away from its parent.",
    )
    auto: bool = Field(
        default=False, description="表中带 *，由平台生成。 Marked * on the form: filled in by the platform."
    )
    applies: Applies = Field(default="all", description="哪类学校填报。 Which schools fill it in.")
    since: Year = Field(default=0, description="从哪一年起有这一行；0 不限。 First year of the row; 0 is open.")
    until: Year = Field(default=0, description="到哪一年为止有这一行；0 不限。 Last year of the row; 0 is open.")
    status: RuleStatus = Field(
        default="tried", description="draft 草稿、tried 试过、settled 定案。 How far it was tried."
    )

    @property
    def table(self) -> str:
        """The id of the form that it stands in."""
        return self.form

    @property
    def labels(self) -> tuple[str, ...]:
        """All wordings that name it in its form: the canonical one first."""
        return (self.name, *self.aliases)


class Measure(Rule):
    """值列。 A value column of a form whose columns are indicators."""

    code: str = Field(pattern=CODE, description="这一列的指标代码。 Code of the indicator that the column holds.")
    heads: tuple[str, ...] = Field(
        min_length=1,
        description="表头，自上而下用 > 隔开，同级的不同写法用 | 隔开（本年支出 > 小计|合计），最后一段是最下一级。 "
        "Its header from the top, levels parted by >, wordings of one level by |.",
    )
    optional: bool = Field(default=False, description="有的地方不印这一列。 A column that not every office prints.")


class FixedRow(Rule):
    """固定行。 A row of a panel that is an indicator of its own."""

    code: str = Field(
        pattern=CODE, description="指标代码，数在本栏第一个值列。 Code of what its first value column holds."
    )
    labels: tuple[str, ...] = Field(
        min_length=1, description="行名的各种写法，不带序号。 Its label without list number."
    )
    others: Mapping[str, str] = Field(
        default_factory=dict,
        description="其余值列：值列的代码: 这一行在那一列的指标。 Codes of its other columns, by the measure of the column.",
    )
    below: str = Field(
        default="", description="只在这一固定行之下才是它（同名的行）。 Code of the fixed row that it must stand below."
    )


class Panel(Rule):
    """栏。表内并列的一组“项目—数值”。 Label columns with the value columns right of them; a form has one or more."""

    side: str = Field(default="", description="上方的表头（收入、支出）；只有一栏时可不写。 Header above the panel.")
    measures: tuple[Measure, ...] = Field(min_length=1, description="值列。 Its value columns.")
    totals: tuple[str, ...] = Field(
        default=(), description="合计行的行名。 Labels of the row that holds the measures' totals."
    )
    items: str = Field(
        default="", description="行是哪一套科目（classifications 的 id）。 Classification whose items are its rows."
    )
    rows: tuple[FixedRow, ...] = Field(
        default=(), description="固定行，数在第一个值列。 Rows that are indicators of their own."
    )


class Form(Rule):
    """数据表。 A data table of the form."""

    id: str = Field(min_length=1, description="表的编号，在包内固定。 Stable id within the pack.")
    number: str = Field(default="", description="印出的表号。 Number as printed.")
    title: str = Field(min_length=1, description="表名。 Title.")
    titles: tuple[str, ...] = Field(default=(), description="表名的其他写法。 Other wordings of the title.")
    panels: tuple[Panel, ...] = Field(
        default=(),
        description="各列是指标、各行是科目的表才写。 Only for forms whose columns are indicators and rows are items.",
    )
    said_in: tuple[str, ...] = Field(
        default=(),
        description="正文中逐项复述本表的章节标题。 Titles of the sections whose prose retells the form's items.",
    )
    why: str = Field(min_length=1, description="为什么有这张表。 Why the form is there.")
    source: str = Field(default="", description="出处。 Where it comes from.")


class Unit(Rule):
    """单位。同一 dimension 的单位可以换算。 Units of one dimension convert into each other."""

    name: str = Field(min_length=1, description="单位名称。 Name.")
    dimension: str = Field(min_length=1, description="量的种类；同类才能换算、相加。 What it measures.")
    factor: Decimal = Field(
        default=Decimal(1),
        gt=0,
        description="数值乘以它即基本单位（万元 10000）。 Times this, a value is in the base unit.",
    )
    also: tuple[str, ...] = Field(default=(), description="别的印法。 Other ways to print it.")


class ColumnWords(Rule):
    """表头用词，比较时不看空格。 Header words by the role that they give a column; compared without spaces."""

    serial: tuple[str, ...] = Field(default=(), description="序号列。 Row numbers.")
    label: tuple[str, ...] = Field(default=(), description="指标名称列。 Names of rows.")
    unit: tuple[str, ...] = Field(default=(), description="单位列。 Units.")
    this_year: tuple[str, ...] = Field(default=(), description="本年数。 This year's values.")
    last_year: tuple[str, ...] = Field(default=(), description="上年数。 Last year's values.")
    beside_year: tuple[str, ...] = Field(
        default=(),
        description="可与年份同在表头而意思不变的字（2024 年数据）。 May stand beside a year and change nothing.",
    )
    extra: tuple[str, ...] = Field(default=(), description="不是数值的列。 Columns that hold no value.")
    without: Without = Field(default_factory=dict, description=WITHOUT)


class Words(Rule):
    """单元格、标题里除名称和数字以外的说法。 What cells and titles say apart from names and numbers."""

    missing: tuple[str, ...] = Field(default=(), description="整格表示未填。 Whole cells that say: not given.")
    not_applicable: tuple[str, ...] = Field(
        default=(), description="整格表示不适用。 Whole cells that say: not for us."
    )
    narrower: tuple[str, ...] = Field(
        default=(),
        description="标题或行名含有它，说的就不是全部。 Pieces that make a body table speak of less than the issuer.",
    )
    generic: tuple[str, ...] = Field(
        default=(),
        description="含有上面的字而说的仍是全部；^ 表示只在开头。 Look so but do not; ^: only at the beginning.",
    )
    heads: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="行名结尾的类别；不同类的行名不会是同一指标。 Endings by kind; labels of different kinds never match.",
    )
    captions: tuple[str, ...] = Field(
        default=(),
        description="表名前后的字（附表、续表、公开），认表名时去掉。 Words around a form's title, taken off first.",
    )
    harmless: tuple[str, ...] = Field(
        default=(),
        description="行名里多了它，说的仍是同一行。 Words that a row's name may have more of and still be the same.",
    )
    offices: tuple[str, ...] = Field(
        default=(),
        description="报告主体名称里地名后面的机关（教育局），去掉它剩下地名。 What an issuer's name has behind its place.",
    )
    speaks_for: tuple[str, ...] = Field(
        default=(),
        description="说的就是主体全部的字，写在名称前不改变意思（各中职学校）。 Words before a name that mean the issuer's whole.",
    )
    understood: tuple[str, ...] = Field(
        default=(),
        description="写在指标名称前、不写也一样的字（中职、职业院校）。 Words before an indicator's name that go without saying.",
    )
    members: tuple[str, ...] = Field(
        default=(),
        description="主体下属的各个单位总的叫法（中等职业学校），正文说有多少所。 What the issuer's institutions are called together.",
    )
    bodies: tuple[str, ...] = Field(
        default=(),
        description="单位名称的结尾（中专、职校），一般的（学校、公司）不必写。 Endings of names of institutions; 学校, 公司 are known.",
    )
    kinds: tuple[str, ...] = Field(
        default=(),
        description="只说是哪一类的字，只由这些字组成的不是单位的名称（中等职业学校）。 Words of which alone no institution's name is made.",
    )
    per_head: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="按人平均的说法和它除以的指标的代码（生均: [students]）。 Words for a value by head, and the codes that it is divided by.",
    )
    complements: tuple[str, ...] = Field(
        default=(),
        description="合起来就是全部的几类，用、隔开（行政编制、事业编制）；只对某个总数而言的写在它后面（落实：升学、就业）。 Kinds that leave nothing "
        "out, parted by 、; those of one whole behind its name and ：.",
    )
    introduces: tuple[str, ...] = Field(
        default=(),
        description="紧跟在报告主体名称后面的说法（是…工作部门），前面是别的名称就是套用来的；“…”代表至多十二个字。 What stands "
        "behind the issuer's own name: behind another name it was left from a template; … stands for up to twelve characters.",
    )
    without: Without = Field(default_factory=dict, description=WITHOUT)


class Applicability(Rule):
    """用于哪些报告。 Which reports a pack is for."""

    titles: tuple[str, ...] = Field(default=(), description="标题含有其中之一。 Pieces of their titles.")
    not_titles: tuple[str, ...] = Field(
        default=(), description="标题含有其中之一即不适用。 Pieces that rule a report out."
    )
    first_year: Year = Field(default=0, description="最早年度；0 不限。 First year; 0 is open.")
    last_year: Year = Field(default=0, description="最晚年度；0 不限。 Last year; 0 is open.")
