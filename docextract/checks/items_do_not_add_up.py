"""Items of a classification whose values don't make up the item above them, or the total.

**What it finds**: in a form that lists items by code, a 类 that is not the sum of its 款, a 款 that is not the sum of its
项, a total that is not the sum of the 类; and rows whose columns (基本支出, 项目支出) don't add up to the row's total.
**Why it matters**: the forms are added up by programs; a sum that is off says that a cell was typed over.
**Example**: 208 is 754.75, but 20805 and 20808 are 700.00 and 50.00.
**Silent** when the item above has no value or none of its parts are listed. An empty cell counts as nothing.
**Tolerance**: intervals of the printed digits, added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import total
from docextract.checks.registry import check
from docextract.checks.relations.shapes import relation_of, sum_of
from docextract.checks.verdicts.item_verdicts import item_verdict
from docextract.checks.verdicts.saying import mention_of, rounded, terms_of
from docextract.model.finding import Message, Verdict
from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.schema import Pack

Column = tuple[str, str]  # id of the table and code of the indicator


@dataclass(frozen=True, slots=True)
class ItemSum:
    """`whole` should be the sum of the `parts`; `label` names the whole, `relation` the pack's rule, "" for levels of codes."""

    whole: Fact
    parts: tuple[Fact, ...]
    label: str
    relation: str = ""

    @property
    def cells(self) -> tuple[Fact, ...]:
        return (self.whole, *self.parts)


@check("indicators")
def items_do_not_add_up(book: Book) -> Iterator[Verdict]:
    """Items that don't make up what stands above them; see the module."""
    columns: dict[Column, list[Fact]] = {}
    for fact in book.items:
        if fact.claim is None:
            columns.setdefault((fact.source.block, fact.code), []).append(fact)
    sums = list(_row_sums(book, columns))
    for (table, code), facts in columns.items():
        wholes = [fact for fact in book.facts if fact.code == code and fact.source.block == table]
        scheme = _scheme_of(book.pack, code, facts)
        sums.extend(_level_sums(facts, wholes, scheme) if scheme is not None else ())
    for each in sums:
        yield _sum_verdict(book, each)


def _scheme_of(pack: Pack, code: str, facts: Sequence[Fact]) -> Classification | None:
    """The classification whose items a column lists; one indicator may be listed by function in one form, by use in another."""
    listed = [
        pack.classifications[panel.items]
        for form in pack.forms
        for panel in form.panels
        if panel.items and any(measure.code == code for measure in panel.measures)
    ]
    known = [sum(any(fact.item.startswith(item.code) for item in scheme.items) for fact in facts) for scheme in listed]
    return listed[known.index(max(known))] if listed else None


def _level_sums(facts: Sequence[Fact], totals: Sequence[Fact], scheme: Classification) -> Iterator[ItemSum]:
    """Each item with those right below it, and the total with the outermost ones."""
    children: dict[str, list[Fact]] = {}
    for fact in facts:
        if scheme.level(fact.item) >= 0:
            children.setdefault(scheme.parent(fact.item), []).append(fact)
    for fact in facts:
        if fact.printed and (parts := children.get(fact.item)) and any(part.printed for part in parts):
            yield ItemSum(fact, tuple(parts), f"{fact.item} {fact.subject}")
    # A form with two panels (人员, 公用) has a total under each and items of one classification: no common total.
    if len(totals) == 1 and any(part.printed for part in children.get("", ())):
        yield ItemSum(totals[0], tuple(children[""]), "合计")


def _row_sums(book: Book, columns: Mapping[Column, Sequence[Fact]]) -> Iterator[ItemSum]:
    """The pack's partitions within the row of one item: 合计 = 基本支出 + 项目支出."""
    panels = [{m.code for m in panel.measures} for form in book.pack.forms for panel in form.panels]
    for relation in book.pack.relations:
        # All of them columns of one form: of a form with some of the parts the others would seem to be nothing.
        if relation.kind != "partition" or not any({relation.whole, *relation.parts} <= codes for codes in panels):
            continue
        for (table, code), wholes in columns.items():
            parts = [columns[table, part] for part in relation.parts if (table, part) in columns]
            if code != relation.whole or len(parts) < 2:
                continue
            for whole in wholes:
                row = tuple(fact for column in parts for fact in column if fact.source.row == whole.source.row)
                if whole.printed and any(fact.printed for fact in row):
                    yield ItemSum(whole, row, f"{whole.item} {whole.subject}", relation.id)


def _sum_verdict(book: Book, each: ItemSum) -> Verdict:
    whole = each.whole
    name = book.pack.indicators[whole.code].name
    gap = rounded(abs(_added(each) - whole.value / whole.unit_size), 4)
    agrees = total(part.interval for part in each.parts).meets(whole.interval)
    if agrees:
        message = Message(f"{each.label}的{name}：{_working(each)}，相符", f"{each.label}: {_working(each)}, agrees")
    else:
        message = Message(
            f"{_place(whole)}{each.label}的{name}为 {whole.shown}，各项相加 {_working(each)}，差 {gap}",
            f"{each.label} ({name}, page {whole.source.page}) is {whole.shown}, its parts add up to {_working(each)}, off by {gap}",
        )
    key = (each.relation, whole.code, whole.item or "total")
    relation = relation_of(sum_of(len(each.parts)), [(mention_of(fact),) for fact in each.cells])
    return item_verdict("items_do_not_add_up", key, agrees, message, each.cells, name, relations=[relation])


def _place(fact: Fact) -> str:
    return f"{fact.where.partition('，')[0]}（第 {fact.source.page} 页）"


def _added(each: ItemSum) -> Decimal:
    return sum((part.value for part in each.parts), Decimal(0)) / each.whole.unit_size


def _working(each: ItemSum) -> str:
    terms, added = terms_of([part.printed for part in each.parts]), rounded(_added(each), 4)
    return f"{terms} = {added}" if "+" in terms else terms  # an item with one below it
