"""Prose claims, indicator values and cells of body tables as one kind of record, so that they can meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from docextract.checks.facts.intervals import COUNTED, printed_interval, scaled
from docextract.checks.tables.table_cells import table_cells
from docextract.model.claim import Claim, ClaimKind
from docextract.model.document import Report
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.quantity import Interval, Quantity
from docextract.model.source import SourceRef
from docextract.rulepacks.issuer_words import neutral_start, shipped_words, without_issuer
from docextract.rulepacks.schema import Pack
from docextract.text.numbers import plain
from docextract.text.patterns import CLASSIFIER, compile_pattern

Origin = Literal["text", "data-table", "table"]

_COUNTING_WORD = compile_pattern(rf"(?:{CLASSIFIER})$")
_COUNT_END = compile_pattern(r"(?:总人数|人数|总数|总量|数量|个数|数|情况)$")
_FIRM = compile_pattern(r"(?:公司|集团|厂|企业|合作社)$")
# Words that mean all of the issuer in any report; a pack's `speaks_for` has those of its kind.
_NEUTRAL = (
    r"全市|全校|全省|我校|我市|本校|本市|的|本学年|本年度|学年|年度|现有|共有|藏有|拥有|可提供|有|全年|年|"
    r"共(?=招生|招收|培训|开设)|(?:校园|总)(?=占地面积|建筑面积)"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that the report states. `interval` and `value` are in the unit of `dimension` (the pack's base unit).

    `key` is the subject in the form in which subjects are compared; `owner` "" is the report's issuer; `year` 0 is
    unknown. `printed` and `unit` are as printed. `claim` is the sentence's claim, None for a cell. `item` is the code of
    the classification's item that the value is of, "" for all facts but those of `Book.items`. `unit_size` is what one of
    the printed unit is in base units: 10000 for 万元.
    """

    subject: str
    key: str
    code: str
    owner: str
    year: int
    dimension: str
    value: Decimal
    interval: Interval
    printed: str
    unit: str
    quote: str
    where: str
    source: SourceRef
    origin: Origin
    kind: ClaimKind = ClaimKind.LEVEL
    claim: Claim | None = None
    item: str = ""
    unit_size: Decimal = Decimal(1)

    @property
    def is_exact(self) -> bool:
        """True for a number of prose that no 约, 余 or range leaves open."""
        return self.claim is not None and not self.claim.quantity.is_bounded

    @property
    def shown(self) -> str:
        """The value for people: number and unit."""
        unit = "" if self.unit in (":", "——", "—") else self.unit
        return (
            f"{self.printed}:1" if self.unit == ":1" else f"{self.printed}{'' if unit == '%' else ' '}{unit}".rstrip()
        )


def subject_key(subject: str, place: str = "", pack: Pack | None = None) -> str:
    """The form in which subjects are compared: no quotes, blanks, counting end, owner words (the pack's; all packs' without one).

    >>> subject_key("全校专任教师总数"), subject_key("江城市中职学校全日制在校生", "江城")
    ('专任教师', '全日制在校生')
    """
    neutral = neutral_start(_NEUTRAL, pack.words.speaks_for if pack is not None else shipped_words("speaks_for"))
    key = without_issuer(subject, place, neutral, 3)
    rest = _COUNT_END.sub("", key)
    return rest if len(rest) >= 2 else key


def period_to_year(period: str) -> int:
    """The year in which a claim's period ends; 0 for none.

    >>> period_to_year("2023-2024"), period_to_year("2024"), period_to_year("")
    (2024, 2024, 0)
    """
    digits = period[-4:]
    return int(digits) if digits.isdigit() else 0


def base_unit(pack: Pack, unit: str) -> tuple[str, Decimal]:
    """Dimension and factor of a printed unit; an unknown unit is its own dimension."""
    known = pack.unit(unit)
    if known is not None:
        return known.dimension, known.factor
    if unit.startswith("万") and len(unit) > 1:  # 万平方米: prose multiplies its 万 out, a table's unit column has it
        rest = pack.unit(unit[1:])
        return (rest.dimension, rest.factor * 10000) if rest is not None else (unit[1:], Decimal(10000))
    return unit, Decimal(1)


def facts_of(
    report: Report, indicators: Sequence[IndicatorValue], claims: Sequence[Claim], pack: Pack, place: str
) -> tuple[Fact, ...]:
    """All facts of a report: prose in reading order, then indicator values, then the other cells of body tables."""
    wheres = _Wheres(report)
    facts = [claim_fact(claim, pack, place, wheres.of_block(claim.source.block, claim.section)) for claim in claims]
    facts += [
        _indicator_fact(value, pack, wheres)
        for value in indicators
        if value.code and not value.item and value.status is ValueStatus.OK
    ]
    taken = {(value.table, value.source.row, value.source.column) for value in indicators}
    facts += list(_cell_facts(report, pack, place, taken))
    others = _owners_of_parts(report)
    return tuple(replace(f, owner=f.owner or others.get(f.source.block, "")) if others else f for f in facts)


def _owners_of_parts(report: Report) -> dict[str, str]:
    """Firms whose own reports are bound in behind the first document, for each block and table of those.

    An office's report bound in (资助中心, 实习管理中心) speaks of the same city or school.
    """
    firms = {i: p.issuer for i, p in enumerate(report.parts) if i and _FIRM.search(p.issuer)}
    if not firms:
        return {}
    part_of = report.part_of_blocks()
    places = [*((block.id, block.id) for block in report.blocks), *((table.id, table.block) for table in report.tables)]
    return {id_: firms[part_of[block]] for id_, block in places if part_of.get(block) in firms}


def claim_fact(claim: Claim, pack: Pack, place: str, where: str) -> Fact:
    """A claim as a fact; a per-head money value is in the unit of its indicator."""
    dimension, factor = base_unit(pack, claim.quantity.unit)
    indicator = pack.indicators.get(claim.code)
    if indicator is not None and claim.kind is not ClaimKind.CHANGE:
        dimension = base_unit(pack, indicator.unit)[0]
    is_count = dimension in COUNTED or _COUNTING_WORD.match(claim.quantity.unit) is not None
    interval = scaled(printed_interval(claim.quantity, is_count), factor)
    return Fact(
        subject=claim.subject,
        key=subject_key(claim.subject, place, pack),
        code=claim.code,
        owner=claim.scope,
        year=period_to_year(claim.period),
        dimension=dimension,
        value=claim.quantity.value * factor,
        interval=interval,
        printed=plain(claim.quantity.value) if claim.quantity.decimals < 0 else _printed(claim.quantity),
        unit=claim.quantity.unit,
        quote=claim.quote,
        where=where,
        source=claim.source,
        origin="text",
        kind=claim.kind,
        claim=claim,
        unit_size=factor,
    )


def _printed(quantity: Quantity) -> str:
    return f"{quantity.value:.{quantity.decimals}f}" if quantity.decimals > 0 else plain(quantity.value)


def item_cell_facts(values: Sequence[IndicatorValue], report: Report, pack: Pack) -> tuple[Fact, ...]:
    """Cells of a classification's items as facts, each with its item, whose name is the subject."""
    wheres = _Wheres(report)
    facts = (_indicator_fact(value, pack, wheres) for value in values)
    return tuple(
        replace(fact, item=value.item, subject=value.item_name or fact.subject)
        for fact, value in zip(facts, values, strict=True)
    )


def _indicator_fact(value: IndicatorValue, pack: Pack, wheres: _Wheres) -> Fact:
    number = value.value if value.value is not None else Decimal(0)
    dimension, factor = base_unit(pack, value.unit)
    quantity = Quantity(number, value.unit, value.decimals)
    return Fact(
        subject=value.name,
        key=subject_key(value.name, "", pack),
        code=value.code,
        owner="",
        year=value.year,
        dimension=dimension,
        value=number * factor,
        interval=scaled(printed_interval(quantity, dimension in COUNTED), factor),
        printed=value.raw.partition(":")[0].partition("：")[0].strip().rstrip("%％") or plain(number),
        unit=value.printed_unit or value.unit,
        quote=value.raw,
        where=f"{wheres.of_table(value.table)}，{value.printed_label or value.name}，{value.year} 年",
        source=value.source,
        origin="data-table" if value.in_data_table else "table",
        unit_size=base_unit(pack, value.printed_unit or value.unit)[1],
    )


def _cell_facts(report: Report, pack: Pack, place: str, taken: set[tuple[str, int, int]]) -> Iterator[Fact]:
    """Cells with a year and a label that no indicator row covers."""
    for table in report.tables:
        for cell in table_cells(table, report.year):
            if (table.id, cell.row, cell.column) in taken or not cell.label:
                continue
            dimension, factor = base_unit(pack, cell.unit)
            quantity = Quantity(cell.value, cell.unit, cell.decimals)
            place_of = table.cell_place(cell.row, cell.column)
            yield Fact(
                subject=cell.label,
                key=subject_key(cell.label, place, pack),
                code="",
                owner=table.case,
                year=cell.year,
                dimension=dimension,
                value=cell.value * factor,
                interval=scaled(printed_interval(quantity, dimension in COUNTED), factor),
                printed=cell.printed.rstrip("%％"),
                unit=cell.unit,
                quote=cell.printed,
                where=f"{table.caption}，{cell.label}，{cell.year or '未注明'} 年",
                source=SourceRef(place_of.page, place_of.bbox, table.id, -1, -1, cell.row, cell.column),
                origin="table",
                unit_size=factor,
            )


class _Wheres:
    """Places in words."""

    def __init__(self, report: Report) -> None:
        self._sections = {section.id: f"{section.number} {section.title}".strip() for section in report.sections}
        self._blocks = {block.id: block for block in report.blocks}
        self._cases = {case.id: f"案例 {case.number}".strip() for case in report.cases}
        self._tables = {table.id: table.caption for table in report.tables}

    def of_block(self, block_id: str, section: str) -> str:
        block = self._blocks.get(block_id)
        if block is not None and block.case in self._cases:
            return self._cases[block.case]
        return self._sections.get(section or (block.section if block else ""), "")

    def of_table(self, table_id: str) -> str:
        return self._tables.get(table_id, "数据表")
