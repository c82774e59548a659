"""A pack checked as a set: what no single rule can see. Each validator is a generator of faults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docextract.rulepacks.entries import Draft, did_you_mean
from docextract.rulepacks.schema import Pack, Relation, unit_key
from docextract.text.labels import compare_form

# The fields that each kind of relation needs; any other field but these and `whole` means that it was misunderstood.
NEEDED = {
    "partition": ("whole", "parts"),
    "part-of": ("whole", "parts"),
    "ratio": ("whole", "numerator", "denominator"),
    "share": ("numerator", "denominator"),
    "range": ("parts",),
}


def faults_of(pack: Pack, draft: Draft) -> Iterator[str]:
    """All faults of the pack as a whole; `draft` knows the file and line of each rule."""
    yield from unknown_parents(pack, draft)
    yield from unknown_units(pack, draft)
    yield from labels_claimed_twice(pack, draft)
    yield from labels_both_taken_and_refused(pack, draft)
    yield from units_printed_alike(pack, draft)
    yield from broken_relations(pack, draft)


def unknown_parents(pack: Pack, draft: Draft) -> Iterator[str]:
    """Parents that are no code, forms that are no form, and parents that lead in a circle."""
    form_ids = {form.id for form in pack.forms}
    for code, indicator in pack.indicators.items():
        at = draft.indicators[code].at
        if indicator.form not in form_ids:
            yield f'{at("form")}: form "{indicator.form}" is not in this pack{did_you_mean(indicator.form, form_ids)}'
        if indicator.parent and indicator.parent not in pack.indicators:
            guess = did_you_mean(indicator.parent, pack.indicators)
            yield f'{at("parent")}: parent "{indicator.parent}" is not a code of this pack{guess}'
        seen, above = {code}, indicator.parent
        while above in pack.indicators and above not in seen:
            seen.add(above)
            above = pack.indicators[above].parent
        if above in seen:
            yield f'{at("parent")}: its parents lead back to "{above}"; a row can\'t be a part of itself'


def unknown_units(pack: Pack, draft: Draft) -> Iterator[str]:
    """Units of indicators that the pack does not define."""
    names = [unit.name for unit in pack.units.values()]
    for code, indicator in pack.indicators.items():
        if indicator.unit not in pack.units:
            yield (
                f'{draft.indicators[code].at("unit")}: unit "{indicator.unit}" is not among the units of the pack; '
                f"add it there or use one of: {', '.join(names)}"
            )


def labels_claimed_twice(pack: Pack, draft: Draft) -> Iterator[str]:
    """A wording that names two indicators in one place: same form, same parent, same unit dimension.

    A name printed again for a second unit (门, 学时) is told apart by the unit.
    """
    claims: dict[tuple[str, str, str, str], str] = {}
    for code, indicator in pack.indicators.items():
        unit = pack.unit(indicator.unit)
        dimension = unit.dimension if unit else indicator.unit
        for label in indicator.labels:
            place = (indicator.form, indicator.parent, compare_form(label), dimension)
            other = claims.setdefault(place, code)
            if other != code:
                yield (
                    f'{draft.indicators[code].at("aliases")}: "{label}" is claimed by "{other}" too, in the same place; '
                    "take it out of one of them"
                )


def labels_both_taken_and_refused(pack: Pack, draft: Draft) -> Iterator[str]:
    """A wording that a rule both names and refuses."""
    for code, indicator in pack.indicators.items():
        refused = {compare_form(label) for label in indicator.not_labels}
        for label in (*indicator.labels, *indicator.in_body):
            if compare_form(label) in refused:
                yield f'{draft.indicators[code].at("not")}: "{label}" stands under "not" and among its names; decide'


def units_printed_alike(pack: Pack, draft: Draft) -> Iterator[str]:
    """Two units that are printed the same way."""
    owners: dict[str, str] = {}
    for unit in pack.units.values():
        for printed in (unit.name, *unit.also):
            other = owners.setdefault(unit_key(printed), unit.name)
            if other != unit.name:
                yield f'{draft.units[unit.name].at("also")}: "{printed}" is printed for unit "{other}" too'


def broken_relations(pack: Pack, draft: Draft) -> Iterator[str]:
    """Relations that name no code, lack a field of their kind, or say the same as another."""
    same: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for relation in pack.relations:
        at = draft.relations[relation.id].at
        for code in relation.codes:
            if code not in pack.indicators:
                yield f'{at()}: "{code}" is not a code of this pack{did_you_mean(code, pack.indicators)}'
        for name in NEEDED[relation.kind]:
            if not getattr(relation, name):
                yield f'{at(name)}: a relation of kind "{relation.kind}" needs "{name}"'
        yield from _odd_fields(relation, at())
        yield from _unlike_units(relation, pack, at())
        key = (
            relation.kind,
            relation.whole,
            relation.parts,
            relation.numerator,
            relation.denominator,
            relation.disjoint,
        )
        same[key].append(relation.id)
        if len(same[key]) > 1:
            yield f'{at()}: says the same as relation "{same[key][0]}"; keep one'


def _odd_fields(relation: Relation, at: str) -> Iterator[str]:
    if relation.kind == "range" and relation.low is None and relation.high is None:
        yield f'{at}: a relation of kind "range" needs "low", "high" or both'
    if relation.kind == "partition" and len(relation.parts) == 1:
        yield f"{at}: a partition needs at least two parts"
    if relation.kind == "share" and not relation.whole and not relation.said_as:
        yield f'{at}: a share that no form states needs "said_as", the words by which prose names it'
    if relation.whole and relation.whole in relation.parts:
        yield f'{at}: "{relation.whole}" is both the whole and a part'


def _unlike_units(relation: Relation, pack: Pack, at: str) -> Iterator[str]:
    """Sums and comparisons of things that are measured differently (门 with 学时)."""
    if relation.kind not in ("partition", "part-of"):
        return
    names = {code: pack.indicators[code].unit for code in relation.codes if code in pack.indicators}
    units = {code: pack.units[name] for code, name in names.items() if name in pack.units}
    whole = units.get(relation.whole)
    for code, unit in units.items():
        if whole is not None and unit.dimension != whole.dimension:
            yield f'{at}: "{code}" is in {unit.name}, "{relation.whole}" in {whole.name}; they can\'t be added or compared'
