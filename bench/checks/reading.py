"""The corpus reports, each read once, and what an error has to be set against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from docextract import pipeline
from docextract.checks.culprits.needed import needed
from docextract.checks.run import CheckResult
from docextract.model.analysis import Analysis
from docextract.model.document import Report
from docextract.model.finding import Finding, NumberVerdict
from docextract.model.quantity import Interval
from docextract.model.relation import Relation
from docextract.model.source import SourceRef
from docextract.rulepacks.load import load_pack
from docextract.rulepacks.schema import Pack

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
# Checks whose agreement pins a value to its last digit; that a part is no larger than its whole does not.
EXACT = frozenset(
    (
        "said_twice",
        "parts_do_not_add_up",
        "ratio",
        "share",
        "change",
        "table_arithmetic",
        "items_do_not_add_up",
        "item_said_twice",
        "completion_rate",
        "retold_differently",
    )
)
# Checks that set mentions of one value side by side: each of the others is a witness of its own.
_MENTIONS = frozenset(("said_twice", "item_said_twice", "retold_differently"))

Place = tuple[str, int, int, int]


def place_of(source: SourceRef) -> Place:
    return source.block, source.start, source.row, source.column


@dataclass(frozen=True)
class Reading:
    """A report with everything that was made of it before anything is planted."""

    name: str
    analysis: Analysis
    pack: Pack

    @property
    def report(self) -> Report:
        return self.analysis.report

    @property
    def layout(self) -> str:
        return self.name.rpartition(".")[2]

    @cached_property
    def covered(self) -> tuple[NumberVerdict, ...]:
        """Numbers that an exact relation or a second mention confirms, in the report's order."""
        found = (n for n in self.analysis.numbers if n.state == "confirmed" and n.check in EXACT)
        return tuple(found)

    @cached_property
    def confirmed_by(self) -> dict[Place, str]:
        """The check that confirms a covered number."""
        return {place_of(number.source): number.check for number in self.covered}

    @cached_property
    def witnesses(self) -> Counter[Place]:
        """For each place the number of exact relations and second mentions that hold with its true value."""
        found: Counter[Place] = Counter()
        for others in self._relations:
            for place, n in others.items():
                found[place] += n
        return found

    @cached_property
    def _relations(self) -> list[dict[Place, int]]:
        seen: dict[frozenset[Place], dict[Place, int]] = {}
        for verdict in self.analysis.verdicts:
            if verdict.outcome == "agrees" and verdict.check in EXACT:
                places = list(dict.fromkeys(place_of(e.source) for e in verdict.evidence if e.role == "party"))
                n = len(places) - 1 if verdict.check in _MENTIONS else 1
                seen.setdefault(frozenset(places), dict.fromkeys(places, n) if len(places) > 1 else {})
        return list(seen.values())

    def allows(self, source: SourceRef, value: Decimal, decimals: int) -> bool:
        """True when every relation that was seen at a place holds with another print there as well: no error, then."""
        relations = self._by_place.get(place_of(source), [])
        last = Decimal(1).scaleb(-decimals)
        printed = Interval(value - last / 2, value + last) if decimals else Interval(value, value)
        wanted = [needed(relation, place_of(source)) for relation in relations]
        return bool(wanted) and all(each is not None and each.meets(printed) for each in wanted)

    @cached_property
    def _by_place(self) -> dict[Place, list[Relation]]:
        found: dict[Place, list[Relation]] = {}
        for verdict in self.analysis.verdicts:
            if verdict.outcome == "agrees" and verdict.check in EXACT:
                for relation in verdict.relations:
                    for mention in relation.mentions:
                        found.setdefault(mention.place, []).append(relation)
        return found

    def parts(self, first: SourceRef, second: SourceRef) -> int:
        """In how many exact relations one of two places takes part and the other does not."""
        pair = {place_of(first), place_of(second)}
        return sum(len(pair & relation.keys()) == 1 for relation in self._relations)

    @cached_property
    def known(self) -> frozenset[object]:
        """Ids of the findings that were there before, and their checks with the places that they show."""
        return frozenset(key for finding in self.analysis.findings for key in _keys(finding))

    def page_of(self, source: SourceRef) -> int:
        """The page of a place; of a cell its own, which may not be the table's first."""
        if source.row >= 0:
            return self.report.table(source.block).cell_place(source.row, source.column).page
        return source.page

    def is_new(self, finding: Finding) -> bool:
        """True for a finding about places or values that nothing was said about before."""
        return not self.known.intersection(_keys(finding))

    def checked(self, report: Report, *, cells: bool, text: bool) -> CheckResult:
        """The checks over a changed report; only the stages behind the change run again before them."""
        indicators = pipeline.extract_report(report, self.pack)[0] if cells else self.analysis.indicators
        claims = pipeline.read_report_claims(report, self.pack) if text else self.analysis.claims
        result = pipeline.check_report(report, indicators, claims, self.pack)
        if result.notices:  # a check that fails finds nothing: figures without it would mean nothing
            raise RuntimeError(f"{self.name}: {result.notices[0].message}")
        return result


def _keys(finding: Finding) -> tuple[object, object]:
    return finding.id, (finding.check, finding.subject, frozenset(place_of(e.source) for e in finding.evidence))


def pdf_names(documents: Sequence[str] = ()) -> list[str]:
    """The corpus PDFs ("lanchuan-2024.word"), all or those of some documents or layouts, in order."""
    names = sorted(path.stem for path in CORPUS.glob("*/*.pdf"))
    return [name for name in names if not documents or name in documents or name.partition(".")[0] in documents]


def pdf_path(name: str) -> Path:
    return CORPUS / name.rpartition(".")[0] / f"{name}.pdf"


def read(name: str) -> Reading:
    """A corpus report read once; the chain of the pipeline, whole."""
    analysis = pipeline.analyse(pdf_path(name))
    return Reading(name, analysis, load_pack(analysis.pack_id))
