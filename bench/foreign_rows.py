"""Rows of other things in the stead of an indicator's: the true row is absent, and the one in its place must stay open.

    python -m bench.foreign_rows [--pack zhongzhi/2024] [--seed 1 2 3] [--misses] [--check]

Every row of every form in turn is replaced by one that names another thing: with a word before it (未, 女, 预计), behind it
(增长率, 排名, 缺口) or in the place of one of its words (讲座 for 课程). Place, unit and values stay those of the true row. A
wording that is an indicator's name is not asked. `--check` ends with status 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bench.confusions import ADDED_BEFORE, ADDED_BEHIND, OTHER_THINGS
from bench.noised_forms import YEAR, Sheet, bare, clean_sheet, forbidden, sheet_tables
from bench.rows import SURE
from docextract.indicators import extract_indicators
from docextract.rulepacks.load import DEFAULT_PACK, load_pack
from docextract.rulepacks.schema import Pack

LEAST_OPEN = 0.98


@dataclass(frozen=True, slots=True)
class Foreign:
    """A foreign row in the stead of `code`; `given` is the code that it got, "" if none. `kind`: before, behind, within."""

    label: str
    kind: str
    code: str
    given: str
    score: float

    @property
    def is_sure(self) -> bool:
        return bool(self.given) and self.score >= SURE


def foreign_outcomes(pack: Pack, seed: int, wordings: int = 6) -> list[Foreign]:
    """What became of each foreign row: so many wordings with a word added for each row of the forms, and all with another
    word within. The same for the same seed and pack."""
    rng = random.Random(seed)
    meant = forbidden(pack)
    outcomes = []
    for form in pack.forms:
        sheet = clean_sheet(pack, form, rng)
        for number, row in enumerate(sheet.rows):
            named = [w for w in _wordings(pack.indicators[row.code].name) if not meant.get(bare(w[1], pack))]
            added, within = [w for w in named if w[0] != "within"], [w for w in named if w[0] == "within"]
            asked = [*rng.sample(added, min(wordings, len(added))), *within]
            for kind, label in asked if row.label else ():
                outcomes.append(_outcome(sheet, number, kind, label, pack))
    return outcomes


def _wordings(name: str) -> list[tuple[str, str]]:
    """Kind and label: the name with each of the words that make another thing of it."""
    before = [("before", word + name) for word in ADDED_BEFORE]
    behind = [("behind", name + word) for word in ADDED_BEHIND]
    within = [("within", name.replace(old, new, 1)) for old, new in OTHER_THINGS if old in name]
    return [*before, *behind, *within]


def _outcome(sheet: Sheet, number: int, kind: str, label: str, pack: Pack) -> Foreign:
    true = sheet.rows[number]
    rows = [*sheet.rows[:number], replace(true, label=label), *sheet.rows[number + 1 :]]
    ((table, places),) = sheet_tables(replace(sheet, rows=tuple(rows)), sheet.form)
    at = list(places)[number]
    found = (v for v in extract_indicators([table], pack, YEAR)[0] if v.year == YEAR and v.source.row == at)
    value = next(found)
    return Foreign(label, kind, true.code, value.code, value.score)


def report(outcomes: Sequence[Foreign]) -> Iterator[str]:
    """The figures as lines: all foreign rows and each kind."""
    yield f"{'':<10}{'rows':>7}{'open':>9}{'sure':>7}"
    for kind in ("all", "before", "behind", "within"):
        group = [o for o in outcomes if kind in ("all", o.kind)]
        yield f"{kind:<10}{len(group):>7}{share_open(group):>9.4f}{sum(o.is_sure for o in group):>7}"


def share_open(outcomes: Sequence[Foreign]) -> float:
    return sum(not o.given for o in outcomes) / len(outcomes) if outcomes else 1.0


def targets_missed(outcomes: Sequence[Foreign]) -> list[str]:
    """The targets that these rows miss, in words."""
    missed = []
    if share_open(outcomes) < LEAST_OPEN:
        missed.append(f"foreign rows left open: {share_open(outcomes):.4f}, wanted at least {LEAST_OPEN}")
    if sure := sum(o.is_sure for o in outcomes):
        missed.append(f"foreign rows wrong and sure: {sure}, wanted none")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", default=DEFAULT_PACK)
    parser.add_argument("--seed", type=int, nargs="+", default=[2024])
    parser.add_argument("--misses", action="store_true", help="list each foreign row that got a code")
    parser.add_argument("--check", action="store_true", help="status 1 when a target is missed")
    options = parser.parse_args()
    pack = load_pack(options.pack)
    missed = []
    for seed in options.seed:
        outcomes = foreign_outcomes(pack, seed)
        print(f"seed {seed}", *report(outcomes), sep="\n")
        missed += [f"seed {seed}: {text}" for text in targets_missed(outcomes)]
        for o in outcomes if options.misses else []:
            if o.given:
                print(f"  {o.kind:<7} {o.label!r} in the stead of {o.code}, given {o.given} {o.score:.3f}")
    print(*missed, sep="\n")
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
