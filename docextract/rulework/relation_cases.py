"""A relation by itself: for which codes is it broken when the report says just these values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from docextract.checks.facts.book import Book, open_book
from docextract.checks.facts.facts import Fact, facts_of, subject_key
from docextract.checks.facts.intervals import printed_interval
from docextract.checks.relations.equations import Equation, judge
from docextract.checks.relations.pack_bounds import carry_over_equations, mean_equations, range_equations
from docextract.checks.relations.pack_equations import part_equations, ratio_equations, sum_equations
from docextract.checks.share import said_rate_equations
from docextract.model.document import Report
from docextract.model.geometry import BBox
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.quantity import Quantity
from docextract.model.source import SourceRef
from docextract.rulepacks.example_records import RelationExample
from docextract.rulepacks.schema import Pack, Relation

YEAR = 2024
_BOX = BBox(0, 0, 1, 1)
_REPORT = Report("", "", 1, ("",), "", "", "other", YEAR, (), (), (), (), ())


def broken_codes(example: RelationExample, relation: Relation, pack: Pack) -> dict[str, str]:
    """Codes (or wordings of a share that no form states) in dispute, each with the finding's severity."""
    alone = replace(pack, relations=(relation,))
    values = [*_values(example.values, YEAR, alone), *_values(example.before, YEAR - 1, alone)]
    facts = [*facts_of(_REPORT, values, (), alone, ""), *(_said(*each) for each in example.said.items())]
    verdicts = [judge(equation) for equation in _equations(open_book(_REPORT, facts, alone, ""))]
    return {v.code or v.subject: v.severity.value for v in verdicts if v.outcome == "differs"}


def _equations(book: Book) -> Iterator[Equation]:
    for read in (part_equations, sum_equations, ratio_equations, said_rate_equations):
        yield from read(book)
    for read in (range_equations, mean_equations, carry_over_equations):
        yield from read(book)


def _values(printed: Mapping[str, str], year: int, pack: Pack) -> Iterator[IndicatorValue]:
    for row, (code, text) in enumerate(printed.items()):
        indicator = pack.indicators[code]
        digits = text.partition(":")[0]
        yield IndicatorValue(
            code=code,
            name=indicator.name,
            path=pack.path(code),
            unit=indicator.unit,
            year=year,
            value=Decimal(digits),
            status=ValueStatus.OK,
            raw=text,
            printed_label=indicator.name,
            table="data",
            source=SourceRef(1, _BOX, "data", row=row, column=year),
            score=1.0,
            method="exact",
            decimals=len(digits.partition(".")[2]),
        )


def _said(wording: str, printed: str) -> Fact:
    value = Decimal(printed)
    quantity = Quantity(value, "%", len(printed.partition(".")[2]))
    return Fact(
        subject=wording,
        key=subject_key(wording),
        code="",
        owner="",
        year=YEAR,
        dimension="百分比",
        value=value,
        interval=printed_interval(quantity, is_count=False),
        printed=printed,
        unit="%",
        quote=f"{wording} {printed}%",
        where="",
        source=SourceRef(1, _BOX, wording, 0, 1),
        origin="text",
    )
