"""A pack checked as a set: what no single rule can see. Each validator is a generator of faults."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.rulepacks.entries import Draft, Entry, fault, unknown
from docextract.rulepacks.panel_codes import unknown_panel_codes
from docextract.rulepacks.schema import Pack, unit_key
from docextract.rulepacks.validate_lists import blank_or_doubled_items
from docextract.rulepacks.validate_relations import broken_relations, broken_requirements
from docextract.rulepacks.validate_retired import resting_on_retired, rests_elsewhere
from docextract.rulepacks.validate_words import faults_of_structure_words, unknown_divisors
from docextract.rulepacks.years import year_of
from docextract.text.labels import compare_form


def faults_of(pack: Pack, draft: Draft) -> Iterator[str]:
    """All faults of the pack as a whole; `draft` knows the file and line of each rule.

    A rule that could not be typed counts as being there, so that one slip is one fault.
    """
    yield from resting_on_retired(pack, draft)
    yield from blank_or_doubled_items(draft)
    yield from unknown_parents(pack, draft)
    yield from unknown_panel_codes(pack, draft)
    yield from unknown_units(pack, draft)
    yield from labels_claimed_twice(pack, draft)
    yield from labels_both_taken_and_refused(pack, draft)
    yield from units_printed_alike(pack, draft)
    yield from broken_relations(pack, draft)
    yield from broken_requirements(pack, draft)
    yield from changes_outside_the_years(pack, draft)
    yield from faults_of_structure_words(pack, draft)
    yield from unknown_divisors(pack, draft)


def unknown_parents(pack: Pack, draft: Draft) -> Iterator[str]:
    """Parents that are no code, forms that are no form, and parents that lead in a circle."""
    for code, indicator in pack.indicators.items():
        at = draft.indicators[code].at
        if indicator.form not in draft.forms:
            yield unknown(at("form"), "form", indicator.form, draft.forms)
        is_known = indicator.parent in draft.indicators or rests_elsewhere(
            draft, indicator.parent, draft.indicators[code]
        )
        if indicator.parent and not is_known:
            yield unknown(at("parent"), "parent", indicator.parent, draft.indicators)
        seen, above = {code}, indicator.parent
        while above in pack.indicators and above not in seen:
            seen.add(above)
            above = pack.indicators[above].parent
        if above in seen:
            zh = f"上级又回到“{above}”；一行不能是它自己的一部分。"
            yield fault(at("parent"), zh, f'its parents lead back to "{above}"; a row can\'t be a part of itself')


def unknown_units(pack: Pack, draft: Draft) -> Iterator[str]:
    """Units of indicators that the pack does not define."""
    for code, indicator in pack.indicators.items():
        if indicator.unit not in draft.units:
            names = ", ".join(draft.units)
            zh = f"单位“{indicator.unit}”不在 units 中；请在那里补上，或用其中之一：{names}。"
            en = f'unit "{indicator.unit}" is not among the units of the pack; add it there or use one of: {names}'
            yield fault(draft.indicators[code].at("unit"), zh, en)


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
                zh = f"“{label}”在同一位置也是“{other}”的写法；请从其中一条去掉。"
                en = f'"{label}" is claimed by "{other}" too, in the same place; take it out of one of them'
                yield fault(draft.indicators[code].at("aliases"), zh, en)


def labels_both_taken_and_refused(pack: Pack, draft: Draft) -> Iterator[str]:
    """A wording that a rule both names and refuses."""
    for code, indicator in pack.indicators.items():
        refused = {compare_form(label) for label in indicator.not_labels}
        for label in (*indicator.labels, *indicator.in_body):
            if compare_form(label) in refused:
                zh = f"“{label}”既在 not 中，又是它的写法；请只留一处。"
                en = f'"{label}" stands under "not" and among its names; decide'
                yield fault(draft.indicators[code].at("not"), zh, en)


def units_printed_alike(pack: Pack, draft: Draft) -> Iterator[str]:
    """Two units that are printed the same way."""
    owners: dict[str, str] = {}
    for unit in pack.units.values():
        for printed in (unit.name, *unit.also):
            other = owners.setdefault(unit_key(printed), unit.name)
            if other != unit.name:
                zh = f"“{printed}”也是单位“{other}”的印法；请只留一处。"
                yield fault(draft.units[unit.name].at("also"), zh, f'"{printed}" is printed for unit "{other}" too')


def changes_outside_the_years(pack: Pack, draft: Draft) -> Iterator[str]:
    """Dated rows, renamed and retired ones whose years the pack does not cover: they would never be true of a report."""
    first, last = pack.applies_to.first_year, pack.applies_to.last_year
    for entry in (*draft.indicators.values(), *draft.renamed, *draft.retired, *draft.not_retired):
        since, until = _own_year(entry, "since", pack), _own_year(entry, "until", pack)
        if since and last and since > last:
            zh = f"从 {since} 年起的变化，而本包到 {last} 年为止；请改年份，或写进后一年的包。"
            yield fault(entry.at("since"), zh, f"since {since} is after the pack's last year {last}; mend one of them")
        if until and first and until < first:
            zh = f"到 {until} 年为止的变化，而本包从 {first} 年开始；请改年份，或写进前一年的包。"
            yield fault(entry.at("until"), zh, f"until {until} is before the pack's first year {first}; mend one")
        if since and until and since > until:
            yield fault(
                entry.at("since"), f"从 {since} 年到 {until} 年，先后颠倒。", f"since {since} is after until {until}"
            )


def _own_year(entry: Entry, key: str, pack: Pack) -> int:
    """A date that stands in the pack's own file; an inherited one has the years of the pack that it is from."""
    source, _ = entry.origins.get(key, (None, ()))
    return year_of(entry.data.get(key)) if source is not None and source.name == pack.files[0] else 0
