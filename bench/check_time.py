"""Reading time against checking time of every corpus report, in one run.

    python -m bench.check_time [--reports lanchuan-2024.word ...]

Reading is everything up to the indicator values; checking is the claims and the checks. A first report warms up what is loaded once
(spaCy, the rule packs) and is not counted. Status 1 when the checks of some report take longer than reading it.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.checks.reading import pdf_names, pdf_path
from docextract import pipeline


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a report took."""

    name: str
    pages: int
    reading: float
    claims: float
    checks: float

    @property
    def ratio(self) -> float:
        """Claims and checks as a share of reading."""
        return (self.claims + self.checks) / self.reading


def times_of(path: Path) -> Times:
    """The stages of the pipeline, one after the other."""
    marks = [time.perf_counter()]
    report = pipeline.read_report(path)
    pack, _ = pipeline.choose_rules(report, None)
    indicators, _ = pipeline.extract_report(report, pack)
    marks.append(time.perf_counter())
    claims = pipeline.read_report_claims(report, pack)
    marks.append(time.perf_counter())
    pipeline.check_report(report, indicators, claims, pack)
    marks.append(time.perf_counter())
    return Times(path.stem, report.page_count, *(end - start for start, end in pairwise(marks)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", nargs="+", metavar="NAME", help="corpus PDFs; all when none is given")
    names = parser.parse_args().reports or pdf_names()
    times_of(pdf_path(names[0]))
    print(f"{'':<24}{'pages':>6}{'reading s':>11}{'claims s':>10}{'checks s':>10}{'ratio':>7}")
    found = [times_of(pdf_path(name)) for name in names]
    for each in found:
        print(_line(each))
    total = Times(
        "all",
        sum(each.pages for each in found),
        sum(each.reading for each in found),
        sum(each.claims for each in found),
        sum(each.checks for each in found),
    )
    print(_line(total))
    return 1 if any(each.ratio > 1 for each in found) else 0


def _line(times: Times) -> str:
    return f"{times.name:<24}{times.pages:>6}{times.reading:>11.2f}{times.claims:>10.2f}{times.checks:>10.2f}{times.ratio:>7.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
