"""What became of every number: confirmed, in conflict, stated once, or not checkable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.verdicts.judgements import Judgement, Judgements
from docextract.checks.verdicts.numbers_left import LeftNumber, numbers_left
from docextract.model.claim import ClaimKind
from docextract.model.document import Report
from docextract.model.finding import Message, NumberVerdict, Verdict
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.source import SourceRef

_CHANGE = Message("变化量：没有两年的数可以相减", "a change: the values of both years are not there to be subtracted")
_NO_YEAR = Message("没有说明是哪一年", "the text does not say of which year it is")
_OF_A_CASE = Message("案例中的数，只说明该案例", "it is a case's own number")
_NO_SUBJECT = Message("没有读出所数的是什么", "it was not read what this number counts")
_ONCE = Message("全文只写了这一次，也没有算式用到它", "stated here alone, and no calculation uses it")


def number_verdicts(
    book: Book, verdicts: Sequence[Verdict], indicators: Sequence[IndicatorValue], kept: Sequence[Verdict]
) -> tuple[NumberVerdict, ...]:
    """One row a number of the report, in reading order; a table stands where its title does.

    Every Arabic number of paragraphs, footnotes and cells has a row (see `numbers_left`), and every cell of an
    indicator, also without a number. `kept` are the differing verdicts that became findings.
    """
    said = Judgements(verdicts, kept)
    rows = [_row(fact, said) for fact in book.facts]
    rows += [_row(fact, said) for fact in book.items if fact.claim is None and fact.printed]
    rows += [_unread(value, said) for value in indicators if value.status is not ValueStatus.OK or not value.code]
    cells = {(row.source.block, row.source.row, row.source.column) for row in rows}
    rows += [_left(number, said) for number in numbers_left(book.report, book.facts, cells)]
    order = _reading_order(book.report)
    return tuple(sorted(rows, key=lambda row: _at(row.source, order)))


def _reading_order(report: Report) -> dict[str, int]:
    order = {block.id: index for index, block in enumerate(report.blocks)}
    return order | {table.id: order.get(table.block, len(order)) for table in report.tables}


def _at(source: SourceRef, order: Mapping[str, int]) -> tuple[int, str, int, int, int]:
    return order.get(source.block, len(order)), source.block, source.row, source.column, source.start


def _row(fact: Fact, said: Judgements) -> NumberVerdict:
    judgement = said.of(fact.source)
    if judgement is None:
        why = _why_not_checkable(fact)
        judgement = Judgement("not-checkable", why) if why else Judgement("stated-once", _ONCE)
    period = fact.claim.period if fact.claim is not None else str(fact.year or "")
    return judgement.row(fact.source, fact.quote, fact.printed, fact.unit, fact.subject, fact.code, period)


def _why_not_checkable(fact: Fact) -> Message | None:
    """Why nothing could be set against the number; None when it could, had the report said it again."""
    if fact.kind is ClaimKind.CHANGE:
        return _CHANGE
    if not fact.year:
        return _NO_YEAR
    if fact.owner:
        owner = fact.owner
        of_another = Message(f"说的是“{owner}”，不是本报告的主体", f"it is of {owner}, not of the report's own issuer")
        return _OF_A_CASE if owner[:1] == "c" and owner[1:].isdigit() else of_another
    return None if fact.subject else _NO_SUBJECT


def _left(number: LeftNumber, said: Judgements) -> NumberVerdict:
    judgement = said.of(number.source) or said.around(number.source) or Judgement("not-checkable", number.why)
    return judgement.row(number.source, number.quote, number.quote)


_OF_STATUS = {
    ValueStatus.MISSING: Message("未填报", "left empty"),
    ValueStatus.NOT_APPLICABLE: Message("不需填报", "need not be filled in"),
    ValueStatus.UNREADABLE: Message("读不出数", "no number can be read"),
}
_NO_INDICATOR = Message("行名没有对应的指标", "the row's name fits no indicator")


def _unread(value: IndicatorValue, said: Judgements) -> NumberVerdict:
    judgement = said.of(value.source) or Judgement("not-checkable", _OF_STATUS.get(value.status, _NO_INDICATOR))
    label, year = value.name or value.printed_label, str(value.year or "")
    return judgement.row(value.source, value.raw, value.raw, value.unit, label, value.code, year)
