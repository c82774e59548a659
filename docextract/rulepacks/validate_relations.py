"""Relations and requirements checked against the pack: codes that exist, the keys of their kind, units that fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docextract.rulepacks.entries import Draft, fault, unknown
from docextract.rulepacks.schema import Pack, Relation
from docextract.rulepacks.validate_retired import rests_elsewhere

# The keys that each kind of relation needs, and those that it may have besides id, kind, severity, why and status.
NEEDED = {
    "partition": ("whole", "parts"),
    "equal": ("whole", "parts"),
    "part-of": ("whole", "parts"),
    "ratio": ("whole", "numerator", "denominator"),
    "share": ("numerator", "denominator"),
    "weighted-mean": ("whole", "parts"),
    "range": ("parts",),
    "carry-over": ("whole", "before"),
}
ALLOWED = {
    "partition": (),
    "equal": (),
    "part-of": ("disjoint",),
    "ratio": ("factor", "said_as"),
    "share": ("whole", "factor", "said_as"),
    "weighted-mean": ("weights",),
    "range": ("low", "high"),
    "carry-over": (),
}
ALWAYS = ("id", "kind", "severity", "why", "status")
REQUIREMENT_NEEDS = {"chapter": ("words",), "table": ("forms",), "indicator": ("codes",)}


def broken_relations(pack: Pack, draft: Draft) -> Iterator[str]:
    """Relations that name no code, lack a key of their kind or have one too many, or say the same as another."""
    same: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for relation in pack.relations:
        at = draft.relations[relation.id].at
        for code in relation.codes:
            if code not in draft.indicators and not rests_elsewhere(draft, code, draft.relations[relation.id]):
                yield unknown(at(), "code", code, draft.indicators)
        for name in NEEDED[relation.kind]:
            if not getattr(relation, name):
                zh = f"“{relation.kind}”这种关系需要“{name}”。"
                yield fault(at(name), zh, f'a relation of kind "{relation.kind}" needs "{name}"')
        for name in draft.relations[relation.id].data:
            if name in Relation.model_fields and name not in (*ALWAYS, *NEEDED[relation.kind], *ALLOWED[relation.kind]):
                zh = f"“{relation.kind}”这种关系用不到“{name}”，它不起作用；请去掉或改 kind。"
                en = f'a relation of kind "{relation.kind}" has no use for "{name}"; take it out or change the kind'
                yield fault(at(name), zh, en)
        yield from _odd_fields(relation, at())
        yield from _unlike_units(relation, pack, at())
        key = tuple(
            getattr(relation, name) for name in ("kind", "whole", "parts", "numerator", "denominator", "before")
        )
        same[(*key, relation.disjoint)].append(relation.id)
        if len(first := same[(*key, relation.disjoint)]) > 1:
            zh = f"与关系“{first[0]}”说的是同一件事；请只留一条。"
            yield fault(at(), zh, f'says the same as relation "{first[0]}"; keep one')


def broken_requirements(pack: Pack, draft: Draft) -> Iterator[str]:
    """Required parts that name no form or code, or lack the key of their kind."""
    for requirement in pack.required:
        at = draft.required[requirement.id].at
        for name in REQUIREMENT_NEEDS[requirement.kind]:
            if not getattr(requirement, name):
                zh = f"“{requirement.kind}”这种必备内容需要“{name}”。"
                yield fault(at(name), zh, f'a requirement of kind "{requirement.kind}" needs "{name}"')
        for form in requirement.forms:
            if form not in draft.forms:
                yield unknown(at("forms"), "form", form, draft.forms)
        for code in requirement.codes:
            if code not in draft.indicators and not rests_elsewhere(draft, code, draft.required[requirement.id]):
                yield unknown(at("codes"), "code", code, draft.indicators)


def _odd_fields(relation: Relation, at: str) -> Iterator[str]:
    if relation.kind == "range" and relation.low is None and relation.high is None:
        yield fault(at, "“range”需要“low”“high”之一。", 'a relation of kind "range" needs "low", "high" or both')
    if relation.low is not None and relation.high is not None and relation.low > relation.high:
        yield fault(at, f"low {relation.low} 大于 high {relation.high}。", "low is greater than high")
    if relation.kind == "partition" and len(relation.parts) == 1:
        yield fault(at, "partition 至少要有两个部分。", "a partition needs at least two parts")
    if relation.kind == "weighted-mean" and len(relation.parts) == 1:
        yield fault(at, "weighted-mean 至少要有两个部分。", "a weighted mean needs at least two parts")
    if relation.weights and len(relation.weights) != len(relation.parts):
        zh = f"weights 有 {len(relation.weights)} 个，parts 有 {len(relation.parts)} 个，应当一一对应。"
        yield fault(at, zh, f"{len(relation.weights)} weights for {len(relation.parts)} parts; give one a part")
    if relation.kind == "share" and not relation.whole and not relation.said_as:
        zh = "表中没有的百分比，要用“said_as”写出正文里的说法。"
        yield fault(at, zh, 'a share that no form states needs "said_as", the words by which prose names it')
    if relation.whole and relation.whole in relation.parts:
        zh = f"“{relation.whole}”既是总数又是部分。"
        yield fault(at, zh, f'"{relation.whole}" is both the whole and a part')


def _unlike_units(relation: Relation, pack: Pack, at: str) -> Iterator[str]:
    """Sums and comparisons of things that are measured differently (门 with 学时)."""
    compared = {
        "partition": relation.parts,
        "equal": relation.parts,
        "part-of": relation.parts,
        "weighted-mean": relation.parts,
    }
    others = compared.get(relation.kind, (relation.before,) if relation.kind == "carry-over" else ())
    names = {code: pack.indicators[code].unit for code in (relation.whole, *others) if code in pack.indicators}
    units = {code: pack.units[name] for code, name in names.items() if name in pack.units}
    whole = units.get(relation.whole)
    for code, unit in units.items():
        if whole is not None and unit.dimension != whole.dimension:
            zh = f"“{code}”的单位是{unit.name}，“{relation.whole}”的是{whole.name}，不能相加或相比。"
            en = f'"{code}" is in {unit.name}, "{relation.whole}" in {whole.name}; they can\'t be added or compared'
            yield fault(at, zh, en)
