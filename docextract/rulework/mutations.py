"""Single changes to a pack, one at a time: an alias gone, another unit, a relation bent, a header's wording gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from docextract.rulepacks.schema import Form, Indicator, Pack, Relation, Unit
from docextract.rulework.panel_mutations import panel_changes

Part = Literal["alias", "unit", "relation", "panel"]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change. `rule` is the code, id or unit that it touches, `place` its file and line; `make` gives the pack."""

    part: Part
    rule: str
    change: str
    place: str
    make: Callable[[], Pack]


def mutations(pack: Pack, own: Callable[[str], bool] = lambda place: True) -> Iterator[Mutation]:
    """All single changes to the rules of which `own` accepts the file and line; in the order of the pack."""
    for indicator in pack.indicators.values():
        if own(pack.places.get(indicator.code, "")):
            yield from _alias_changes(indicator, pack)
            yield from _unit_changes(indicator, pack)
    for unit in pack.units.values():
        if own(pack.places.get(unit.name, "")):
            yield from _unit_definition_changes(unit, pack)
    for relation in pack.relations:
        if own(pack.places.get(relation.id, "")):
            yield from _relation_changes(relation, pack)
    for form in pack.forms:
        if own(pack.form_places.get(form.id, "")):
            yield from _form_changes(form, pack)


def _alias_changes(indicator: Indicator, pack: Pack) -> Iterator[Mutation]:
    for alias in indicator.aliases:
        others = tuple(each for each in indicator.aliases if each != alias)
        yield _of_indicator("alias", indicator, {"aliases": others}, f"去掉别名“{alias}” without it", pack)


def _unit_changes(indicator: Indicator, pack: Pack) -> Iterator[Mutation]:
    """The next unit of the same dimension (a factor off), and the next of another."""
    own = pack.units[indicator.unit]
    names = list(pack.units)
    later = [*names[names.index(own.name) + 1 :], *names[: names.index(own.name)]]
    same = next((name for name in later if pack.units[name].dimension == own.dimension), "")
    other = next((name for name in later if pack.units[name].dimension != own.dimension), "")
    for name in filter(None, (same, other)):
        yield _of_indicator("unit", indicator, {"unit": name}, f"单位 {own.name} 改为 {name} other unit", pack)


def _unit_definition_changes(unit: Unit, pack: Pack) -> Iterator[Mutation]:
    for printed in unit.also:
        others = tuple(each for each in unit.also if each != printed)
        yield _of_unit(unit, {"also": others}, f"去掉印法“{printed}” without it", pack)
    names = list(pack.units)
    later = [pack.units[name] for name in (*names[names.index(unit.name) + 1 :], *names[: names.index(unit.name)])]
    if any(other.dimension == unit.dimension for other in later):  # alone, its factor changes nothing
        change = f"换算 {unit.factor} 改为 {unit.factor * 10} other factor"
        yield _of_unit(unit, {"factor": unit.factor * 10}, change, pack)
    other = next((each.dimension for each in later if each.dimension != unit.dimension), "")
    if other:
        yield _of_unit(unit, {"dimension": other}, f"改为量“{other}” other dimension", pack)


def _relation_changes(relation: Relation, pack: Pack) -> Iterator[Mutation]:
    def changed(update: Mapping[str, Any], said: str) -> Mutation:
        bent = relation.model_copy(update=dict(update))
        relations = tuple(bent if each.id == relation.id else each for each in pack.relations)
        return _mutation("relation", relation.id, said, pack, lambda: replace(pack, relations=relations))

    rest = tuple(each for each in pack.relations if each.id != relation.id)
    gone = "去掉这条关系 without it"
    yield _mutation("relation", relation.id, gone, pack, lambda: replace(pack, relations=rest))
    for code in relation.parts if len(relation.parts) > 1 else ():
        parts = tuple(each for each in relation.parts if each != code)
        yield changed({"parts": parts, "weights": _without(relation, code)}, f"去掉部分 {code} without the part")
    for wording in relation.said_as:
        others = tuple(each for each in relation.said_as if each != wording)
        yield changed({"said_as": others}, f"去掉说法“{wording}” without the wording")
    if relation.kind == "partition":
        yield changed({"kind": "part-of"}, "改为 part-of")
    if relation.kind == "part-of" and len(relation.parts) > 1:
        yield changed({"disjoint": not relation.disjoint}, "disjoint 取反 flipped")
    if relation.numerator:
        swapped = {"numerator": relation.denominator, "denominator": relation.numerator}
        yield changed(swapped, "分子分母对调 swapped")
        yield changed({"factor": relation.factor * 10}, "乘数乘 10 factor times 10")
    if relation.low is not None:
        yield changed({"low": relation.low - 1}, f"最小值 {relation.low} 减 1 lower")
        yield changed({"low": relation.low + 1}, f"最小值 {relation.low} 加 1 higher")
    if relation.high is not None:
        yield changed({"high": relation.high + 1}, f"最大值 {relation.high} 加 1 higher")
        yield changed({"high": relation.high - 1}, f"最大值 {relation.high} 减 1 lower")
    severity = "low" if relation.severity != "low" else "high"
    yield changed({"severity": severity}, f"严重程度改为 {severity}")


def _form_changes(form: Form, pack: Pack) -> Iterator[Mutation]:
    """The changes of a form whose columns are indicators; named by the code that they touch, or the form."""
    for change in panel_changes(form):
        forms = tuple(change.form if each.id == form.id else each for each in pack.forms)
        rule, said = change.rule or f"form {form.id}", f"表 {form.id} {change.said}"
        make = partial(replace, pack, forms=forms)
        yield Mutation("panel", rule, said, pack.form_places.get(form.id, ""), make)


def _without(relation: Relation, code: str) -> tuple[str, ...]:
    """The weights that belong to the parts other than `code`."""
    pairs = zip(relation.parts, relation.weights, strict=False)
    return tuple(weight for part, weight in pairs if part != code)


def _of_indicator(part: Part, old: Indicator, update: Mapping[str, Any], said: str, pack: Pack) -> Mutation:
    new = old.model_copy(update=dict(update))
    indicators = {code: new if code == old.code else each for code, each in pack.indicators.items()}
    return _mutation(part, old.code, said, pack, lambda: replace(pack, indicators=indicators))


def _of_unit(old: Unit, update: Mapping[str, Any], said: str, pack: Pack) -> Mutation:
    new = old.model_copy(update=dict(update))
    units = {name: new if name == old.name else each for name, each in pack.units.items()}
    return _mutation("unit", old.name, said, pack, lambda: replace(pack, units=units))


def _mutation(part: Part, rule: str, said: str, pack: Pack, make: Callable[[], Pack]) -> Mutation:
    return Mutation(part, rule, said, pack.places.get(rule, ""), make)
