"""Rows to indicators on noised forms made from a rule pack: how many are right, left open, wrong, wrong and sure.

    python -m bench.rows [--pack zhongzhi/2024] [--rows 2000] [--seed 1 2 3] [--misses] [--check]

Each report is all forms of the pack, spoilt by one to three kinds of noise (`noise_kinds.py`); reports are made until that
many spoilt rows are there. A row counts as spoilt if it was changed itself or stands in a form whose order, header, title
or pieces were. It is right when its code and both years' values are; a row of no indicator when it is given no code.
`--check` ends with status 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bench.noise_kinds import KINDS
from bench.noised_forms import YEAR, Row, clean_sheet, repeated_codes, sheet_tables
from bench.row_noise import Noise
from docextract.indicators import extract_indicators
from docextract.rulepacks.load import DEFAULT_PACK, load_pack
from docextract.rulepacks.schema import Pack

SURE = 0.95
TARGETS = {"right": 0.995, "right on repeated labels": 0.99, "wrong and sure": 0.001, "left open": 0.02}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row. `given` is the code, "" if none; `verdict` is right, open or wrong."""

    row: Row
    given: str
    score: float
    verdict: str
    is_repeated: bool
    where: str


@dataclass
class Figures:
    """Counts over rows."""

    verdicts: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(outcomes: Iterable[Outcome]) -> Figures:
        figures = Figures()
        for outcome in outcomes:
            is_sure = outcome.score >= SURE and bool(outcome.given)
            figures.verdicts.update(["rows", outcome.verdict] + ["sure"] * is_sure)
            figures.verdicts.update(["wrong-and-sure"] * (is_sure and outcome.verdict == "wrong"))
        return figures

    def share(self, verdict: str, of: str = "rows") -> float:
        return self.verdicts[verdict] / self.verdicts[of] if self.verdicts[of] else 0.0


def noised_outcomes(pack: Pack, seed: int, least_rows: int) -> list[Outcome]:
    """The outcome of every spoilt row of as many reports as it takes; the same for the same seed and pack."""
    noise = Noise.of(pack, seed)
    repeated = repeated_codes(pack)
    outcomes: list[Outcome] = []
    number = 0
    while len(outcomes) < least_rows:
        number += 1
        outcomes.extend(_report_outcomes(pack, noise, repeated, f"{seed}.{number}"))
    return outcomes


def _report_outcomes(pack: Pack, noise: Noise, repeated: frozenset[str], name: str) -> Iterator[Outcome]:
    rng: random.Random = noise.rng
    drawn = rng.sample(list(KINDS), rng.choice((1, 2, 3)))
    tables, places = [], {}
    for form in pack.forms:
        sheet = clean_sheet(pack, form, rng)
        for kind in KINDS:
            sheet = KINDS[kind](sheet, noise) if kind in drawn else sheet
        for table, rows in sheet_tables(sheet, form.id):
            tables.append(table)
            places.update({(table.id, number): row for number, row in rows.items()})
    found: dict[tuple[str, int], dict[int, tuple[str, str, float]]] = {}
    for value in extract_indicators(tables, pack, YEAR)[0]:
        found.setdefault((value.table, value.source.row), {})[value.year] = (value.code, value.raw, value.score)
    for place, row in places.items():
        given = found.get(place, {})
        code, _, score = given.get(YEAR, ("", "", 0.0))
        raws = tuple(given.get(year, ("", "", 0.0))[1] for year in (YEAR - 1, YEAR))
        is_right = code == row.code and (not code or raws == row.values)
        verdict = "right" if is_right else "wrong" if code else "open"
        if row.spoilt_by:
            where = f"{name} {'+'.join(drawn)} {place[0]}:{place[1]}"
            yield Outcome(row, code, score, verdict, row.code in repeated, where)


def targets_missed(outcomes: Sequence[Outcome]) -> list[str]:
    """The targets that these rows miss, in words."""
    everything = Figures.of(outcomes)
    repeated = Figures.of(outcome for outcome in outcomes if outcome.is_repeated)
    reached = {
        "right": everything.share("right"),
        "right on repeated labels": repeated.share("right"),
        "wrong and sure": everything.share("wrong-and-sure", "sure"),
        "left open": everything.share("open"),
    }
    return [
        f"{name}: {reached[name]:.4f}, wanted {'at least' if target > 0.5 else 'at most'} {target}"
        for name, target in TARGETS.items()
        if (reached[name] < target if target > 0.5 else reached[name] > target)
    ]


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The figures as lines: all rows, those whose own wording changed, repeated labels, each kind, calibration."""
    yield f"{'':<24}{'rows':>7}{'right':>9}{'open':>9}{'wrong':>9}{'sure':>7}{'sure+wrong':>12}"
    yield _line("all", outcomes)
    yield _line("changed themselves", [o for o in outcomes if o.row.changed])
    yield _line("repeated labels", [o for o in outcomes if o.is_repeated])
    yield _line("no indicator", [o for o in outcomes if not o.row.code])
    for kind in KINDS:
        yield _line(f"  {kind}", [o for o in outcomes if kind in o.row.spoilt_by])
    yield "calibration: score, rows given a code, share right"
    edges = [*(tenth / 10 for tenth in range(10)), SURE, 1.01]
    for low, high in pairwise(edges):
        group = [o for o in outcomes if o.given and low <= o.score < high]
        share = sum(o.verdict == "right" for o in group) / len(group) if group else 0.0
        yield (
            f"  {low:.2f}–{min(high, 1):.2f} {len(group):>7} {share:.4f}"
            if group
            else f"  {low:.2f}–{min(high, 1):.2f}       0"
        )


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    figures = Figures.of(outcomes)
    shares = "".join(f"{figures.share(verdict):>9.4f}" for verdict in ("right", "open", "wrong"))
    sure = figures.share("wrong-and-sure", "sure")
    return f"{name:<24}{figures.verdicts['rows']:>7}{shares}{figures.verdicts['sure']:>7}{sure:>12.4f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", default=DEFAULT_PACK)
    parser.add_argument("--rows", type=int, default=2000, help="spoilt rows a seed")
    parser.add_argument("--seed", type=int, nargs="+", default=[2024])
    parser.add_argument("--misses", action="store_true", help="list each row that is not right")
    parser.add_argument("--check", action="store_true", help="status 1 when a target is missed")
    options = parser.parse_args()
    pack = load_pack(options.pack)
    missed = []
    for seed in options.seed:
        outcomes = noised_outcomes(pack, seed, options.rows)
        print(f"seed {seed}", *report(outcomes), sep="\n")
        missed += [f"seed {seed}: {text}" for text in targets_missed(outcomes)]
        for o in outcomes if options.misses else []:
            if o.verdict != "right":
                row = f"{o.row.label!r} {o.row.unit!r}"
                print(f"  {o.verdict:<5} {o.where} {row} is {o.row.code or '-'}, given {o.given or '-'} {o.score:.3f}")
    print(*missed, sep="\n")
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
