"""Properties of the checks: consistent prints raise nothing, a number moved beyond what its relation allows is shown.

Each case is a system of `systems.py` as the records of a report: cells of a form, and claims where the text says something.
Systems of one report have nothing to do with each other, so several are checked in one go.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache

from bench.checks.systems import KINDS, YEAR, Print, System, moved
from docextract.checks.run import run_checks
from docextract.claims.find_values import find_values
from docextract.model.block import Block, BlockKind
from docextract.model.claim import Claim, ClaimKind
from docextract.model.document import Report
from docextract.model.finding import Verdict
from docextract.model.geometry import BBox, Region
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.quantity import Quantity
from docextract.model.source import SourceRef
from docextract.rulepacks.load import load_pack
from docextract.rulepacks.schema import Pack, Relation

SYSTEMS_A_REPORT = 12
_CHUNK = 2_000
_BOX = BBox(72, 100, 300, 112)
_DIGIT_NAMES = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Failure:
    """A property that did not hold: seed and number of the report, kind of the system, what was printed, what was said."""

    seed: str
    kind: str
    what: str
    prints: tuple[str, ...]
    said: tuple[str, ...]


def check_cases(n: int, seed: int | str) -> tuple[list[Failure], Counter[str]]:
    """At least `n` cases, half of them moved; the failures, and how many cases of each kind there were."""
    failures: list[Failure] = []
    counts: Counter[str] = Counter()
    number = 0
    while counts.total() < n:
        rnd = random.Random(f"{seed} {number}")
        names = sorted(KINDS)
        systems = [KINDS[rnd.choice(names)](f"s{i}", rnd) for i in range(SYSTEMS_A_REPORT)]
        spoilt = [(system, *found) for system in systems if (found := moved(system, rnd)) is not None]
        failures += _consistent(systems, f"{seed} {number}")
        failures += _spoilt([(after, place) for _, after, place in spoilt], f"{seed} {number}")
        counts.update(system.kind for system in systems)
        counts.update(f"{after.kind}, moved" for _, after, _ in spoilt)
        number += 1
    return failures, counts


def check_many(n: int, seed: int, jobs: int) -> tuple[list[Failure], Counter[str]]:
    """The same in several processes; the cases depend on the seed alone."""
    chunks = range((n + _CHUNK - 1) // _CHUNK)
    failures: list[Failure] = []
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(jobs) as pool:
        for found, counted in pool.map(check_cases, (_CHUNK for _ in chunks), (f"{seed}.{i}" for i in chunks)):
            failures += found
            counts += counted
    return failures, counts


def _consistent(systems: Sequence[System], seed: str) -> Iterator[Failure]:
    for system, verdicts in _differing(systems):
        if verdicts:
            said = tuple(verdict.message.zh for verdict in verdicts)
            yield Failure(seed, system.kind, "consistent prints, and yet", _told(system), said)


def _spoilt(systems: Sequence[tuple[System, int]], seed: str) -> Iterator[Failure]:
    for (system, place), (_, verdicts) in zip(systems, _differing([s for s, _ in systems]), strict=True):
        wanted = system.prints[place]
        shown = {(evidence.source.block, evidence.source.row) for verdict in verdicts for evidence in verdict.evidence}
        if not shown & {_place(wanted)}:
            told = tuple(verdict.message.zh for verdict in verdicts)
            yield Failure(
                seed, system.kind, f"moved {wanted.code} {wanted.value}, and nothing shows it", _told(system), told
            )


def _differing(systems: Sequence[System]) -> list[tuple[System, list[Verdict]]]:
    """The systems, each with the verdicts that show one of its numbers and do not agree."""
    pack = _pack(tuple(tuple(sorted(system.units.items())) for system in systems))
    relations = [
        Relation.model_validate({"id": f"r{i}", "severity": "high", "why": "test", **system.relation})
        for i, system in enumerate(systems)
        if system.relation is not None
    ]
    result = run_checks(*_records(systems, pack), replace(pack, relations=tuple(relations)))
    if result.notices:
        raise RuntimeError(result.notices[0].message)
    differing = [verdict for verdict in result.verdicts if verdict.outcome == "differs"]
    return [
        (s, [v for v in differing if any((e.source.block, e.source.row) in _places(s) for e in v.evidence)])
        for s in systems
    ]


def _places(system: System) -> set[tuple[str, int]]:
    return {_place(each) for each in system.prints}


def _place(each: Print) -> tuple[str, int]:
    return (f"b_{each.code}", -1) if each.words else (f"t_{each.code}", each.year)


def _told(system: System) -> tuple[str, ...]:
    return tuple(f"{p.code} {p.year}: {p.words or '{}'} = {p.value} {p.unit}" for p in system.prints)


@lru_cache(maxsize=64)
def _pack(units: tuple[tuple[tuple[str, str], ...], ...]) -> Pack:
    """A pack with just these indicators, and the units of the shipped one."""
    shipped = load_pack()
    model = next(iter(shipped.indicators.values()))
    indicators = {
        code: model.model_copy(update={"code": code, "name": _name(code), "unit": unit, "aliases": (), "parent": ""})
        for system in units
        for code, unit in system
    }
    return replace(shipped, indicators=indicators, forms=(), relations=(), required=())


def _name(code: str) -> str:
    """An invented name that no other indicator's name is a part of."""
    return "项目" + "".join(_DIGIT_NAMES[int(c)] if c.isdigit() else chr(0x4E10 + ord(c) % 64) for c in code)


def _records(systems: Sequence[System], pack: Pack) -> tuple[Report, list[IndicatorValue], list[Claim]]:
    blocks, values, claims = [], [], []
    for each in (each for system in systems for each in system.prints):
        if each.words:
            block, claim = _told_in_text(each, pack)
            blocks.append(block)
            claims.append(claim)
        else:
            values.append(_value(each, pack))
    report = Report(
        file="江城.pdf",
        sha256="0" * 64,
        page_count=9,
        page_labels=("",) * 9,
        title="江城市职业教育质量年度报告（2024 年度）",
        issuer="江城市教育局",
        level="city",
        year=YEAR,
        blocks=tuple(blocks),
        sections=(),
        cases=(),
        figures=(),
        tables=(),
    )
    return report, values, claims


def _value(each: Print, pack: Pack) -> IndicatorValue:
    indicator = pack.indicators[each.code]
    raw = format(each.value, "f")
    exponent = each.step.as_tuple().exponent
    return IndicatorValue(
        code=each.code,
        name=indicator.name,
        path=(indicator.name,),
        unit=each.unit,
        year=each.year,
        value=each.value,
        status=ValueStatus.OK,
        raw=raw,
        printed_label=indicator.name,
        table=f"t_{each.code}",
        source=SourceRef(8, _BOX, f"t_{each.code}", row=each.year, column=1),
        score=1.0,
        method="exact",
        decimals=max(0, -exponent) if isinstance(exponent, int) else 0,
    )


def _told_in_text(each: Print, pack: Pack) -> tuple[Block, Claim]:
    """A sentence and what it states; the quantity is read from the words, as in a report."""
    name = pack.indicators[each.code].name
    size = 10_000 if each.words.endswith(("万人", "亿元")) else 1
    number = (each.value / size).quantize(each.step / size) if size > 1 else each.value
    words = each.words.format(format(number, "f"))
    text = f"{'与上年相比，' if each.change else ''}{name}{'' if each.change else '为 '}{words}。"
    quote = text[text.index(name) : -1]
    source = SourceRef(3, _BOX, f"b_{each.code}", text.index(name), len(text) - 1)
    claim = Claim(
        source=source,
        quote=quote,
        subject=name,
        code=each.code,
        kind=ClaimKind.CHANGE if each.change else ClaimKind.LEVEL,
        quantity=_quantity(words),
        period=str(YEAR),
        scope="",
        sentence=text,
        base="上年" if each.change else "",
        direction=each.change,
    )
    return Block(source.block, BlockKind.PARAGRAPH, text, (Region(3, _BOX),)), claim


def _quantity(words: str) -> Quantity:
    return find_values(words)[0].quantity
