"""Which share of decisions stays when a report is read in another layout, or corrected, or by another version.

    .venv/bin/python tools/decisions_kept.py BEFORE [AFTER]

BEFORE and AFTER are folders that `docextract run` wrote: every finding of BEFORE is confirmed, and AFTER carried over.
Without AFTER each report of BEFORE is carried over to every other with the same issuer, year and title, as if the one
had taken the other's place.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

from docextract.review.carry_over import CarriedOver, carry_over
from docextract.review.decisions import Decision, ReportFinding, State
from docextract.review.histories import next_entry
from docextract.review.report_homes import report_homes
from docextract.review.run_findings import run_findings, run_reports

# Between reports: says of copies that they are copies, and names the files.
LEFT_OUT = "same_report"


def confirmed(findings: Iterable[ReportFinding]) -> list[Decision]:
    """A decision on each finding."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        next_entry(finding, (), State.CONFIRMED, note="", who="measure", at=at, entry_id=f"{number}")
        for number, finding in enumerate(findings)
    ]


def outcomes(over: CarriedOver) -> Counter[str]:
    """How many findings kept their decision, were opened again, or are new or gone."""
    counts = Counter(
        "kept" if one.state is State.CONFIRMED else "reopened" if one.before is not None else "new"
        for one in over.findings.values()
    )
    counts["gone"] = len(over.gone)
    return counts


def between_layouts(out: Path) -> Iterator[tuple[str, str, CarriedOver]]:
    """For each two reports that are the same in another layout: their names, and the one's decisions in the other."""
    reports = run_reports(out)
    findings = [finding for finding in run_findings(out) if finding.check != LEFT_OUT]
    for before, after in permutations(reports, 2):
        if report_homes([(before, reports[before])], {after: reports[after]})[before, reports[before]]:
            entries = confirmed(finding for finding in findings if finding.report == before)
            now = [finding for finding in findings if finding.report == after]
            yield before, after, carry_over(entries, now, {after: reports[after]})


def main(folders: Sequence[Path]) -> int:
    total: Counter[str] = Counter()
    if len(folders) == 1:
        for report, other, over in between_layouts(folders[0]):
            counts = outcomes(over)
            total += counts
            print(f"{report} -> {other}: {_told(counts)}")
    else:
        before, after = folders
        total = outcomes(carry_over(confirmed(run_findings(before)), run_findings(after), run_reports(after)))
    still = total["kept"] + total["reopened"]
    print(f"{_told(total)}; kept of those still found: {total['kept']}/{still} = {total['kept'] / max(still, 1):.1%}")
    return 0


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {counts[name]}" for name in ("kept", "reopened", "new", "gone"))


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:3]]))
