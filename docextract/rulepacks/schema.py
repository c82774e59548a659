"""A rule pack as a whole, and the one place from which its records are imported. Nothing here reads files."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.records import Applicability, ColumnWords, Form, Indicator, Rule, Severity, Unit, Words
from docextract.rulepacks.relations import FreeKind, PackHead, Relation, Renamed, Requirement, Retired
from docextract.rulepacks.structure_words import StructureWords

__all__ = [
    "Applicability", "ColumnWords", "Form", "FreeKind", "Indicator", "Pack", "PackHead", "Relation", "Renamed",
    "Requirement", "Retired", "Rule", "Severity", "StructureWords", "Unit", "Words", "unit_key",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Pack:
    """规则包. A set of rules that was checked as a whole; `indicators` and `units` keep the order of the files.

    `files` are the YAML files it was read from as messages name them, own files before inherited ones; `paths` are the
    same files where they lie on this machine (never written to an output). `places` gives the file and line of each
    code and id ("rules/zhongzhi/policy.yaml:41"), `form_places` of each form. `severities` are by kind of finding;
    `renamed` and `retired` are the changes that the pack and those it extends make; `gone` are all codes and ids that
    its `year` does not have, and `change_years` the years from which on it would read otherwise (see `pack_for_year`).
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
    structure: StructureWords = field(default_factory=StructureWords)
    files: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    required: tuple[Requirement, ...] = ()
    severities: Mapping[FreeKind, Severity] = field(default_factory=dict)
    renamed: tuple[Renamed, ...] = ()
    retired: tuple[Retired, ...] = ()
    extends: str = ""
    year: int = 0
    change_years: tuple[int, ...] = ()
    gone: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    form_places: Mapping[str, str] = field(default_factory=dict)
    classifications: Mapping[str, Classification] = field(default_factory=dict)
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
