"""The records of a rule file that say what must hold: relations, required parts, and what a new year changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from docextract.rulepacks.records import CODE, Applicability, Rule, RuleStatus, Severity, Year

RelationKind = Literal["partition", "equal", "part-of", "ratio", "share", "weighted-mean", "range", "carry-over"]
RequirementKind = Literal["chapter", "table", "indicator"]
IssuerLevel = Literal["school", "city", "province", "other"]
# The kinds of finding whose severity no relation and no requirement of a pack decides.
FreeKind = Literal[
    "value-conflict", "unit", "numbering", "cross-reference", "caption", "duplicate", "text", "date"
]  # fmt: skip


class Relation(Rule):
    """关系：同一报告、同一年度、同一范围内必须成立。 What must hold between indicators of one report, year and scope.

    By kind:
    `partition`      the `parts` add up to `whole`;
    `equal`          each of the `parts` is the same value, said in another place (收入总计 and 支出总计);
    `part-of`        each of the `parts` is at most `whole`; with `disjoint`, their sum is too;
    `ratio`          `whole` = `numerator` / `denominator` x `factor`;
    `share`          the same with `factor` 100. `whole` is "" when no form states the share; `said_as` then says how
                     prose names it (毕业去向落实率);
    `weighted-mean`  `whole` lies between the least and the greatest of the `parts`; with `weights` (one code a part) it
                     is their weighted mean;
    `range`          each of the `parts` lies between `low` and `high`, both included, None open;
    `carry-over`     `whole` is what `before` was the year before (年初结转 = 上年年末结转).
    """

    id: str = Field(pattern=CODE, description="编号，固定不变。 Stable id.")
    kind: RelationKind = Field(
        description="partition 相加等于、equal 相等、part-of 不大于、ratio 比、share 百分比、weighted-mean 加权平均、range 范围、"
        "carry-over 承接上年。 Shape of the relation."
    )
    whole: str = Field(default="", description="总数、比值、平均数或本年期初的代码。 Code of the whole.")
    parts: tuple[str, ...] = Field(default=(), description="各部分的代码。 Codes of the parts.")
    weights: tuple[str, ...] = Field(
        default=(), description="各部分的权数（人数）的代码。 Codes of the parts' weights."
    )
    before: str = Field(
        default="", description="上年的哪一项承接为 whole。 Code of last year's value that `whole` takes over."
    )
    disjoint: bool = Field(
        default=False, description="各部分互不重叠，相加也不大于总数。 The parts exclude each other."
    )
    numerator: str = Field(default="", description="分子的代码。 Code of the numerator.")
    denominator: str = Field(default="", description="分母的代码。 Code of the denominator.")
    factor: Decimal = Field(default=Decimal(1), description="乘数；百分比为 100。 Factor; 100 for a share.")
    low: Decimal | None = Field(default=None, description="最小值。 Least value, included.")
    high: Decimal | None = Field(default=None, description="最大值。 Greatest value, included.")
    said_as: tuple[str, ...] = Field(default=(), description="正文里的说法。 How prose names it.")
    severity: Severity = Field(description="不成立时有多严重。 How grave it is when broken.")
    why: str = Field(min_length=1, description="为什么必须成立。 Why it must hold.")
    status: RuleStatus = Field(
        default="tried", description="draft 草稿、tried 试过、settled 定案。 How far it was tried."
    )

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that it names, without the empty ones."""
        named = (self.whole, *self.parts, *self.weights, self.before, self.numerator, self.denominator)
        return tuple(code for code in named if code)


class Requirement(Rule):
    """必备内容：章、数据表、指标。 A part that a report must have: a chapter, a data table, an indicator."""

    id: str = Field(pattern=CODE, description="编号，固定不变。 Stable id.")
    kind: RequirementKind = Field(description="chapter 章、table 数据表、indicator 指标。 What must be there.")
    name: str = Field(default="", description="这一章的名称，写入提示。 The chapter's name for messages.")
    words: tuple[str, ...] = Field(
        default=(), description="标题含有其中之一即算有这一章。 One of these in a heading is enough."
    )
    forms: tuple[str, ...] = Field(default=(), description="须有的数据表的 id。 Ids of the forms.")
    codes: tuple[str, ...] = Field(default=(), description="须有数值的指标代码。 Codes that need a value.")
    levels: tuple[IssuerLevel, ...] = Field(
        default=(), description="只对哪一级的报告；空为全部。 Only for these issuers."
    )
    severity: Severity = Field(description="缺少时有多严重。 How grave it is when missing.")
    why: str = Field(min_length=1, description="为什么必备。 Why it is required.")
    status: RuleStatus = Field(
        default="tried", description="draft 草稿、tried 试过、settled 定案。 How far it was tried."
    )


class Renamed(Rule):
    """改名：旧名自动成为别名。 A row that is printed under another name; the old one stays as an alias."""

    code: str = Field(pattern=CODE, description="哪一项指标。 Code of the indicator.")
    name: str = Field(
        min_length=1,
        description="从 since 到 until 的名称；别的年度用原名。 Its name in these years; in others the old one.",
    )
    since: Year = Field(default=0, description="从哪一年起。 First year of this name.")
    until: Year = Field(default=0, description="到哪一年为止。 Last year of this name.")
    why: str = Field(default="", description="依据。 Why.")


class Retired(Rule):
    """停用的指标、关系或必备内容；写了年份的，只在这些年度。 An indicator, relation or requirement that is gone, or gone in these years."""

    code: str = Field(pattern=CODE, description="代码或编号。 Its code or id.")
    since: Year = Field(default=0, description="从哪一年起没有。 First year without it.")
    until: Year = Field(default=0, description="到哪一年为止没有。 Last year without it.")
    why: str = Field(default="", description="依据。 Why.")


class PackHead(Rule):
    """规则包的头：名称、适用范围、文件。 What stands under `pack:` in the one file that makes a pack."""

    name: str = Field(min_length=1, description="名称。 Name for people.")
    extends: str = Field(default="", description="以哪个包为基础（zhongzhi/2024）。 Id of the pack that it builds on.")
    files: tuple[str, ...] = Field(default=(), description="本包的其他文件。 Other files of the pack, beside this one.")
    applies_to: Applicability = Field(default=Applicability(), description="用于哪些报告。 Which reports it is for.")
