"""The vocabulary of a rule pack: what a clerk writes in `rules/`, typed. Nothing here reads files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

IndicatorKind = Literal["count", "share", "mean", "ratio", "money", "measure"]
RelationKind = Literal["partition", "part-of", "ratio", "share", "range"]
RuleStatus = Literal["draft", "tried", "settled"]
RelationSeverity = Literal["high", "medium", "low"]
Applies = Literal["all", "higher-vocational-only"]


class Rule(BaseModel):
    """Parent of all records of a pack: frozen, and a key that is not known is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Indicator(Rule):
    """指标. One row of a form.

    `code` is stable and never reused. `parent` is the code of the row that this one is a part of, "" at the top.
    `form` is the id of its form, `serial` the printed row number of its group. `aliases` are other wordings of `name` in
    the same place of the form; `in_body` are wordings that mean it only in tables of the running text; `not_labels`
    (`not` in YAML) are look-alikes that must never be taken for it. `only_in_place`: the label says nothing away from
    its parent (国家级数量). `auto` is the `*` of the form: filled in from the national platform.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    form: str = ""
    parent: str = ""
    serial: str = ""
    unit: str
    kind: IndicatorKind
    why: str = Field(min_length=1)
    source: str = ""
    aliases: tuple[str, ...] = ()
    in_body: tuple[str, ...] = ()
    not_labels: tuple[str, ...] = Field(default=(), alias="not")
    only_in_place: bool = False
    auto: bool = False
    applies: Applies = "all"
    status: RuleStatus = "tried"

    @property
    def table(self) -> str:
        """The id of the form that it stands in."""
        return self.form

    @property
    def labels(self) -> tuple[str, ...]:
        """All wordings that name it in its form: the canonical one first."""
        return (self.name, *self.aliases)


class Form(Rule):
    """数据表. `id` is stable within the pack, `number` as the form prints it; `titles` are other wordings of `title`."""

    id: str = Field(min_length=1)
    number: str = ""
    title: str = Field(min_length=1)
    titles: tuple[str, ...] = ()
    why: str = Field(min_length=1)
    source: str = ""


class Relation(Rule):
    """What must hold between indicators of one report, one year and one scope.

    By kind:
    `partition`  the `parts` add up to `whole`;
    `part-of`    each of the `parts` is at most `whole`; with `disjoint`, their sum is too;
    `ratio`      `whole` = `numerator` / `denominator` x `factor`;
    `share`      the same with `factor` 100. `whole` is "" when no form states the share; `said_as` then says how prose
                 names it (毕业去向落实率);
    `range`      each of the `parts` lies between `low` and `high`, both included, None open.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: RelationKind
    whole: str = ""
    parts: tuple[str, ...] = ()
    disjoint: bool = False
    numerator: str = ""
    denominator: str = ""
    factor: Decimal = Decimal(1)
    low: Decimal | None = None
    high: Decimal | None = None
    said_as: tuple[str, ...] = ()
    severity: RelationSeverity
    why: str = Field(min_length=1)
    status: RuleStatus = "tried"

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that it names, without the empty ones."""
        return tuple(code for code in (self.whole, *self.parts, self.numerator, self.denominator) if code)


class Unit(Rule):
    """单位. Units of one `dimension` convert into each other: a value x `factor` is in the dimension's base unit.

    `also` are other ways to print it. Units that only count (个, 所, 门) share a dimension with factor 1.
    """

    name: str = Field(min_length=1)
    dimension: str = Field(min_length=1)
    factor: Decimal = Field(default=Decimal(1), gt=0)
    also: tuple[str, ...] = ()


class ColumnWords(Rule):
    """Header words by the role that they give a column; compared without spaces.

    `beside_year` may stand beside a year in a header and change nothing (2024 年数据); any other word there makes it
    another column (2024 年增幅).
    """

    serial: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    this_year: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    beside_year: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


class Words(Rule):
    """What cells and titles say apart from names and numbers.

    `missing` and `not_applicable` are whole cells. `narrower` are pieces of a title or label that make a body table
    speak of less than the report's issuer; `generic` are pieces that look so but do not (with `^` before them: only at
    the beginning). `heads` are groups of label
    endings that mean the same kind of thing: labels with endings of different groups are never the same indicator.
    """

    missing: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    heads: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class Applicability(Rule):
    """Which reports a pack is for: pieces of their titles, and years (both included; 0 is open)."""

    titles: tuple[str, ...] = ()
    not_titles: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0


@dataclass(frozen=True, eq=False)
class Pack:
    """规则包. A set of rules that was checked as a whole; `indicators` and `units` keep the order of the files.

    `files` are the YAML files it was read from as messages name them, own files before inherited ones; `paths` are the
    same files where they lie on this machine (never written to an output).
    Two packs are equal only if they are the same object, so that a pack may key a cache.
    """

    id: str
    name: str
    indicators: Mapping[str, Indicator]
    forms: tuple[Form, ...]
    relations: tuple[Relation, ...]
    units: Mapping[str, Unit]
    columns: ColumnWords
    words: Words
    applies_to: Applicability
    files: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    _printed_units: dict[str, Unit] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for unit in self.units.values():
            for printed in (unit.name, *unit.also):
                self._printed_units[unit_key(printed)] = unit

    def path(self, code: str) -> tuple[str, ...]:
        """Names from the outermost parent down to `code` itself; raises KeyError for a code that is not in the pack."""
        names: list[str] = []
        while code:
            indicator = self.indicators[code]
            names.append(indicator.name)
            code = indicator.parent
        return tuple(reversed(names))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above `code`, the nearest first."""
        found: list[str] = []
        while parent := self.indicators[code].parent:
            found.append(parent)
            code = parent
        return tuple(found)

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly under `code`, in form order."""
        return tuple(other.code for other in self.indicators.values() if other.parent == code)

    def form(self, id: str) -> Form:
        """The form with that id; raises KeyError."""
        for form in self.forms:
            if form.id == id:
                return form
        raise KeyError(id)

    def unit(self, printed: str) -> Unit | None:
        """The unit that is printed so (any width, any spaces), or None."""
        return self._printed_units.get(unit_key(printed))

    def convert(self, value: Decimal, given: str, wanted: str) -> Decimal | None:
        """The value in unit `wanted`; None when either unit is unknown or they measure different things.

        Exact: 元 to 万元 moves the point and loses no digit.
        """
        source, target = self.unit(given), self.unit(wanted)
        if source is None or target is None or source.dimension != target.dimension:
            return None
        ratio = source.factor / target.factor
        if ratio.normalize().as_tuple().digits == (1,):
            return value.scaleb(ratio.adjusted())
        return value * source.factor / target.factor

    def relations_of(self, code: str) -> tuple[Relation, ...]:
        """The relations that name `code`."""
        return tuple(relation for relation in self.relations if code in relation.codes)


def unit_key(printed: str) -> str:
    """A printed unit in the form in which units are compared: half width, no blanks, no brackets around it.

    >>> unit_key("（Ｍｂｐｓ）")
    'mbps'
    """
    return "".join(unicodedata.normalize("NFKC", printed).split()).strip("()[]").casefold()
