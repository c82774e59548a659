"""Errors planted in the records of the corpus reports: how many the checks find, and what else they say.

    python -m bench.checks [--reports lanchuan-2024.word ...] [--each 4] [--pairs 10] [--seed 1 2] [--kinds slips ...] [--misses]
    python -m bench.checks --typeset 12
    python -m bench.checks --properties 1000000

A report is read once. Then one error at a time, or two that have nothing to do with each other, is put into its records, and the
checks run again. An error is found when a finding that was not there before shows the changed place (at any of its evidence). The
same numbers every time for a seed.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from bench.checks.clean import clean, per_100_pages
from bench.checks.figures import lines, misses, targets_missed
from bench.checks.planting import MAKERS, Outcome, plant
from bench.checks.properties import check_many
from bench.checks.reading import pdf_names
from bench.checks.typeset import lacking, plant_typeset


def main() -> int:
    options = _arguments().parse_args()
    if options.properties:
        return _properties(options.properties, options.seed[0], options.jobs)
    names = options.reports or pdf_names()
    if options.typeset:
        return _typeset(names, options)
    with ProcessPoolExecutor(options.jobs) as pool:
        tasks = [(name, seed) for name in names for seed in options.seed]
        found = pool.map(
            _planted, *zip(*tasks, strict=True), *map(repeat, (options.each, options.pairs, options.kinds))
        )
        outcomes = [outcome for part in found for outcome in part]
        reports = list(pool.map(clean, names))
    print(*lines(outcomes), sep="\n")
    false = per_100_pages(reports)
    print(f"false findings per 100 pages {false:.2f}, over {sum(each.pages for each in reports)} pages")
    print(*(f"  {each.name} {', '.join(each.false)}" for each in reports if each.false), sep="\n")
    print(*(misses(outcomes) if options.misses else ()), sep="\n")
    missed = targets_missed(outcomes, false)
    print(*missed, sep="\n", file=sys.stderr)
    return 1 if missed and options.check else 0


def _typeset(names: list[str], options: argparse.Namespace) -> int:
    """In the source, then typeset. Layouts that can't be typeset here are named and left out."""
    lacks = {name: lacking(name.rpartition(".")[2]) for name in names}
    for layout, lack in sorted({(name.rpartition(".")[2], lack) for name, lack in lacks.items() if lack}):
        print(f"略过 {layout}：{lack}  skipped", file=sys.stderr)
    able = [name for name in names if not lacks[name]]
    with ProcessPoolExecutor(options.jobs) as pool:
        found = pool.map(_typeset_one, able, repeat(options.typeset), repeat(options.seed[0]))
        outcomes = [outcome for part in found for outcome in part]
    print(*lines(outcomes), *(misses(outcomes) if options.misses else ()), sep="\n")
    return 0


def _typeset_one(name: str, n: int, seed: int) -> list[Outcome]:
    return list(plant_typeset(name, n, seed))


def _properties(n: int, seed: int, jobs: int) -> int:
    failures, counts = check_many(n, seed, jobs)
    print(*(f"{kind:24} {count}" for kind, count in sorted(counts.items())), f"{counts.total()} cases", sep="\n")
    for failure in failures[:20]:
        print(failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


def _planted(name: str, seed: int, each: int, pairs: int, kinds: list[str]) -> list[Outcome]:
    return list(plant(name, each, pairs, seed, kinds))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", nargs="+", metavar="NAME", help="corpus PDFs; all when none is given")
    parser.add_argument("--kinds", nargs="+", default=[], choices=sorted(MAKERS))
    parser.add_argument("--each", type=int, default=4, help="errors a kind, report and seed (slips: eight times that)")
    parser.add_argument("--pairs", type=int, default=10, help="pairs of errors a report and seed")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument(
        "--typeset", type=int, default=0, metavar="N", help="N errors a report in its source, then typeset"
    )
    parser.add_argument("--properties", type=int, default=0, metavar="N", help="N cases of the properties instead")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--misses", action="store_true", help="print the errors that were not found")
    parser.add_argument("--check", action="store_true", help="status 1 when a target is missed")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
