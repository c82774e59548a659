"""Errors planted in the records of the corpus reports: how many the checks find, and what else they say.

    python -m bench.checks [--reports lanchuan-2024.word ...] [--each 60] [--seed 1 2] [--misses]

A report is read once. Then one number at a time, of those that an exact relation or a second mention confirms, is changed:
in the cell of its table, or in the words of its paragraph, by a slip of the kind that people make. The checks run again.
An error is found when a finding that was not there before shows the changed place (at any of its evidence); its culprit is
named when the first evidence is that place, or the suggested value is the true one. The same numbers every time for a seed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from docextract import pipeline
from docextract.checks.run import CheckResult
from docextract.model.analysis import Analysis
from docextract.model.document import Report
from docextract.model.finding import Finding, NumberVerdict
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.rulepacks.load import load_pack
from docextract.rulepacks.schema import Pack
from docextract.text.patterns import compile_pattern

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
REPORTS = ("lanchuan-2024.word", "qiyan-2024.word", "suolin-2024.press", "lujin-2024.web")
# Checks whose agreement pins a value to its last digit; that a part is no larger than its whole does not.
EXACT = ("said_twice", "parts_do_not_add_up", "ratio", "share", "change", "table_arithmetic", "items_do_not_add_up",
         "item_said_twice", "completion_rate", "retold_differently")  # fmt: skip
_DIGITS = compile_pattern(r"\d[\d,]*(?:\.\d+)?")

Slip = Callable[[str, random.Random], str]


def one_digit_other(digits: str, rnd: random.Random) -> str:
    """One digit mistyped; the first one is not made 0."""
    places = [i for i, char in enumerate(digits) if char.isdigit()]
    place = rnd.choice(places)
    others = [d for d in "0123456789" if d != digits[place] and (d != "0" or place != places[0])]
    return digits[:place] + rnd.choice(others) + digits[place + 1 :]


def two_digits_exchanged(digits: str, rnd: random.Random) -> str:
    """Two neighbours changed about; the same text when all neighbours are equal."""
    pairs = [i for i in range(len(digits) - 1) if digits[i : i + 2].isdigit() and digits[i] != digits[i + 1]]
    if not pairs:
        return digits
    i = rnd.choice(pairs)
    return digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


def digit_left_out(digits: str, rnd: random.Random) -> str:
    """One digit lost; the same text when that would leave none."""
    places = [i for i, char in enumerate(digits) if char.isdigit()]
    if len(places) < 2:
        return digits
    place = rnd.choice(places)
    return digits[:place] + digits[place + 1 :]


def ten_times(digits: str, _: random.Random) -> str:
    """A nought too many, or a point gone wrong."""
    whole, point, rest = digits.partition(".")
    return f"{whole}{rest[0]}{point}{rest[1:]}".rstrip(".") if rest else f"{digits}0"


SLIPS: Mapping[str, Slip] = {
    "digit": one_digit_other,
    "exchange": two_digits_exchanged,
    "left out": digit_left_out,
    "ten times": ten_times,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """One error: what was printed and what stands there now; `by` is the check that had confirmed the number."""

    report: str
    slip: str
    by: str
    place: str  # table or text
    before: str
    after: str
    found: bool
    is_named: bool
    n_new: int


@dataclass
class Tally:
    """Counts over planted errors."""

    planted: list[Planted] = field(default_factory=list)

    def share(self, wanted: Callable[[Planted], bool], of: Callable[[Planted], bool] = lambda _: True) -> float:
        among = [each for each in self.planted if of(each)]
        return sum(map(wanted, among)) / len(among) if among else float("nan")


def analysed(name: str) -> tuple[Report, Pack, Analysis]:
    """A corpus report read once."""
    path = CORPUS / name.rpartition(".")[0] / f"{name}.pdf"
    analysis = pipeline.analyse(path)
    return analysis.report, load_pack(analysis.pack_id), analysis


def plant(name: str, each: int, seed: int) -> Iterator[Planted]:
    """`each` errors in a report, drawn with that seed from the numbers that something exact confirms."""
    report, pack, analysis = analysed(name)
    known = {finding.id for finding in analysis.findings}
    covered = [number for number in analysis.numbers if number.state == "confirmed" and number.by.startswith(EXACT)]
    rnd = random.Random(f"{name} {seed}")
    for number in rnd.sample(covered, min(each, len(covered))):
        slip = rnd.choice(sorted(SLIPS))
        digits = _DIGITS.search(number.quote if number.source.row >= 0 else number.value)
        if digits is None:
            continue
        after = SLIPS[slip](digits.group(), rnd)
        changed = None if not _is_slip(digits.group(), after) else _changed(report, number, digits.group(), after)
        if changed is None:
            continue
        result = _checked(*changed, analysis, pack)
        yield _judged(name, slip, number, digits.group(), after, [f for f in result.findings if f.id not in known])


def _is_slip(before: str, after: str) -> bool:
    """True for another value that somebody could have printed: no nought in front, no rounding of the true one."""
    if after[:1] in (".", "") or (after[0] == "0" and after[1:2] != "."):
        return False
    old, new = _decimal(before), _decimal(after)
    if old is None or new is None:
        return False
    last = Decimal(1).scaleb(-len(after.partition(".")[2]))
    return abs(old - new) >= last or (old != new and "." not in after)


def _changed(report: Report, number: NumberVerdict, before: str, after: str) -> tuple[Report, SourceRef] | None:
    """The report with one number changed, and where; None when it does not stand there in these digits."""
    source = number.source
    if source.row >= 0:
        tables = tuple(_with_cell(t, source, before, after) if t.id == source.block else t for t in report.tables)
        return (replace(report, tables=tables), source) if tables != report.tables else None
    block = report.block(source.block)
    quote = block.text[source.start : source.end]
    at = quote.find(before)
    if at < 0:
        return None
    start = source.start + at
    text = block.text[:start] + after + block.text[start + len(before) :]
    places = block.places
    if places:
        places = (*places[:start], *([places[start]] * len(after)), *places[start + len(before) :])
    mended = replace(block, text=text, places=places)
    return replace(report, blocks=tuple(mended if b is block else b for b in report.blocks)), source


def _with_cell(table: Table, source: SourceRef, before: str, after: str) -> Table:
    row = list(table.cells[source.row])
    row[source.column] = row[source.column].replace(before, after, 1)
    return replace(table, cells=(*table.cells[: source.row], tuple(row), *table.cells[source.row + 1 :]))


def _checked(report: Report, source: SourceRef, analysis: Analysis, pack: Pack) -> CheckResult:
    """Only the stages behind the change run again: indicators for a cell, claims for a paragraph."""
    if source.row >= 0:
        indicators, _ = pipeline.extract_report(report, pack)
        return pipeline.check_report(report, indicators, analysis.claims, pack)
    return pipeline.check_report(report, analysis.indicators, pipeline.read_report_claims(report, pack), pack)


def _judged(name: str, slip: str, number: NumberVerdict, before: str, after: str, new: Sequence[Finding]) -> Planted:
    source = number.source
    shown = [f for f in new if any(_is_at(e.source, source) for e in f.evidence)]
    true = _decimal(before)
    is_named = any(
        _is_at(f.evidence[0].source, source) or (f.suggested and _decimal(f.suggested) == true) for f in shown[:1]
    )
    by = number.by.partition("：")[0]
    place = "table" if source.row >= 0 else "text"
    return Planted(name, slip, by, place, before, after, bool(shown), is_named, len(new))


def _is_at(found: SourceRef, planted: SourceRef) -> bool:
    if found.block != planted.block:
        return False
    if planted.row >= 0:
        return (found.row, found.column) == (planted.row, planted.column)
    return found.start < planted.end + 4 and planted.start < found.end + 4


def _decimal(text: str) -> Decimal | None:
    digits = _DIGITS.search(text)
    return Decimal(digits.group().replace(",", "")) if digits else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", nargs="+", default=list(REPORTS), metavar="NAME")
    parser.add_argument("--each", type=int, default=60, help="errors a report and seed")
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--misses", action="store_true", help="print the errors that were not found")
    options = parser.parse_args()
    tally = Tally()
    for name in options.reports:
        for seed in options.seed:
            tally.planted += plant(name, options.each, seed)
    print(report_text(tally))
    if options.misses:
        for each in tally.planted:
            if not each.found:
                print(
                    f"missed  {each.report}  {each.by:20} {each.place:6} {each.slip:10} {each.before} -> {each.after}"
                )
    return 0


def report_text(tally: Tally) -> str:
    """The figures as a table for people."""
    lines = [
        f"planted {len(tally.planted)}, found {tally.share(lambda p: p.found):.3f}, "
        f"right culprit {tally.share(lambda p: p.is_named, lambda p: p.found):.3f}, "
        f"new findings a found error {_mean([p.n_new for p in tally.planted if p.found]):.2f}"
    ]
    for title, key in (("slip", "slip"), ("confirmed by", "by"), ("place", "place"), ("report", "report")):
        lines.append(title)
        for value, count in sorted(Counter(getattr(p, key) for p in tally.planted).items()):
            found = tally.share(lambda p: p.found, lambda p, k=key, v=value: getattr(p, k) == v)  # type: ignore[misc]
            lines.append(f"  {value:24} {count:5} {found:.3f}")
    return "\n".join(lines)


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values) if values else float("nan")


if __name__ == "__main__":
    raise SystemExit(main())
