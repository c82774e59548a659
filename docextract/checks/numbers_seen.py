"""What became of every number: confirmed, in conflict, stated once, or not checkable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docextract.checks.book import Book
from docextract.checks.facts import Fact
from docextract.checks.numbers_left import LeftNumber, numbers_left
from docextract.model.claim import ClaimKind
from docextract.model.document import Report
from docextract.model.finding import FindingKind, Message, NumberState, NumberVerdict, Verdict
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.source import SourceRef

_Place = tuple[str, int, int, int, int]

# A missing table or a heading printed twice says nothing of the numbers that it quotes.
_NOT_OF_NUMBERS = {
    FindingKind.MISSING,
    FindingKind.DUPLICATE,
    FindingKind.TEXT,
    FindingKind.CAPTION,
    FindingKind.NUMBERING,
}
# Inequalities hold for most wrong numbers too: they are told, but confirm nothing.
_WEAK = frozenset({"parts_exceed_whole", "mean_outside_parts", "out_of_range"})
_OF_POINTERS = frozenset({"cross_reference", "dates"})

_CHANGE = Message("变化量：没有两年的数可以相减", "a change: the values of both years are not there to be subtracted")
_NO_YEAR = Message("没有说明是哪一年", "the text does not say of which year it is")
_OF_A_CASE = Message("案例中的数，只说明该案例", "it is a case's own number")
_NO_SUBJECT = Message("没有读出所数的是什么", "it was not read what this number counts")
_ONCE = Message("全文只写了这一次，也没有算式用到它", "stated here alone, and no calculation uses it")


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A state with its reason, and the check that it comes from."""

    state: NumberState
    by: Message
    check: str = ""

    def row(
        self,
        source: SourceRef,
        quote: str,
        value: str,
        unit: str = "",
        subject: str = "",
        code: str = "",
        period: str = "",
    ) -> NumberVerdict:
        return NumberVerdict(
            source, quote, value, unit, subject, code, period, self.state, self.by.zh, self.by.en, self.check
        )


class _Said:
    """The first verdict on each place: those that differ, those that agree, and inequalities that hold."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        self._differ: dict[_Place, Verdict] = {}
        self._agree: dict[_Place, Verdict] = {}
        self._hold: dict[_Place, Verdict] = {}
        self._pointers: dict[str, list[tuple[int, int, Verdict]]] = {}
        for verdict in verdicts:
            if verdict.outcome == "blocked" or verdict.kind in _NOT_OF_NUMBERS:
                continue
            holds = self._hold if verdict.check in _WEAK else self._agree
            target = self._differ if verdict.outcome == "differs" else holds
            for evidence in verdict.evidence:
                if evidence.role != "support":
                    target.setdefault(_place(evidence.source), verdict)
                    self._keep_pointer(evidence.source, verdict)

    def _keep_pointer(self, source: SourceRef, verdict: Verdict) -> None:
        if verdict.check in _OF_POINTERS and source.start >= 0:
            self._pointers.setdefault(source.block, []).append((source.start, source.end, verdict))

    def of(self, source: SourceRef) -> _Judgement | None:
        """What a check says of exactly that place; None when none does."""
        place = _place(source)
        if place in self._differ:
            return _judgement(self._differ[place])
        return _judgement(self._agree[place]) if place in self._agree else None

    def of_size(self, source: SourceRef) -> _Judgement:
        """Stated once, and whether it is as small or large as it must be."""
        verdict = self._hold.get(_place(source))
        if verdict is None:
            return _Judgement("stated-once", _ONCE)
        zh, en = verdict.message.zh, verdict.message.en
        only = Message(f"只核对了大小：{zh}", f"only its size was checked: {en}")
        return _Judgement("stated-once", only, verdict.check)

    def around(self, source: SourceRef) -> _Judgement | None:
        """What is said of the date or reference of which the place is a part; what differs comes first."""
        if source.start < 0:
            return None
        around = [v for a, b, v in self._pointers.get(source.block, ()) if a < source.end and source.start < b]
        around.sort(key=lambda verdict: verdict.outcome != "differs")
        return _judgement(around[0]) if around else None


def _judgement(verdict: Verdict) -> _Judgement:
    state: NumberState = "conflict" if verdict.outcome == "differs" else "confirmed"
    return _Judgement(state, verdict.message, verdict.check)


def number_verdicts(
    book: Book, verdicts: Iterable[Verdict], indicators: Sequence[IndicatorValue]
) -> tuple[NumberVerdict, ...]:
    """One row a number of the report, in reading order; a table stands where its title does.

    Every Arabic number of paragraphs, footnotes and cells has a row (see `numbers_left`), and every cell of an
    indicator, also without a number.
    """
    said = _Said(verdicts)
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


def _row(fact: Fact, said: _Said) -> NumberVerdict:
    judgement = said.of(fact.source)
    if judgement is None:
        why = _why_not_checkable(fact)
        judgement = _Judgement("not-checkable", why) if why else said.of_size(fact.source)
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


def _left(number: LeftNumber, said: _Said) -> NumberVerdict:
    judgement = said.of(number.source) or said.around(number.source) or _Judgement("not-checkable", number.why)
    return judgement.row(number.source, number.quote, number.quote)


_OF_STATUS = {
    ValueStatus.MISSING: Message("未填报", "left empty"),
    ValueStatus.NOT_APPLICABLE: Message("不需填报", "need not be filled in"),
    ValueStatus.UNREADABLE: Message("读不出数", "no number can be read"),
}
_NO_INDICATOR = Message("行名没有对应的指标", "the row's name fits no indicator")


def _unread(value: IndicatorValue, said: _Said) -> NumberVerdict:
    judgement = said.of(value.source) or _Judgement("not-checkable", _OF_STATUS.get(value.status, _NO_INDICATOR))
    label, year = value.name or value.printed_label, str(value.year or "")
    return judgement.row(value.source, value.raw, value.raw, value.unit, label, value.code, year)


def _place(source: SourceRef) -> _Place:
    return source.block, source.start, source.end, source.row, source.column
