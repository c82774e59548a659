"""What the verdicts of all checks come to for one printed number: confirmed, in conflict, or nothing said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docextract.model.finding import Evidence, FindingKind, Message, NumberState, NumberVerdict, Verdict
from docextract.model.source import SourceRef
from docextract.text.numbers import to_decimal

_Place = tuple[str, int, int, int, int]

# A missing table or a heading printed twice says nothing of the numbers that it quotes.
_NOT_OF_NUMBERS = {
    FindingKind.MISSING,
    FindingKind.DUPLICATE,
    FindingKind.TEXT,
    FindingKind.CAPTION,
    FindingKind.NUMBERING,
}
# Inequalities hold for most wrong numbers too: they confirm only when nothing else does, and are told as what they are.
_OF_SIZE = frozenset({"parts_exceed_whole", "mean_outside_parts", "out_of_range"})
_OF_POINTERS = frozenset({"cross_reference", "dates", "rate_without_unit"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A state with its reason, and the check that it comes from ("" if none)."""

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
        """The row of the number that stands at `source`."""
        by, check = self.by, self.check
        return NumberVerdict(source, quote, value, unit, subject, code, period, self.state, by.zh, by.en, check)


class Judgements:
    """The verdicts by place: of those that differ, of those that agree, of inequalities that hold, the first each.

    `kept` are the differing verdicts that became findings, one a cause: where they tell which number is wrong, the
    others of theirs are right as far as something else confirms them.
    """

    def __init__(self, verdicts: Iterable[Verdict], kept: Iterable[Verdict]) -> None:
        self._differ: dict[_Place, Verdict] = {}
        self._agree: dict[_Place, Verdict] = {}
        self._hold: dict[_Place, Verdict] = {}
        self._pointers: dict[str, list[tuple[int, int, Verdict]]] = {}
        for verdict in verdicts:
            holds = self._hold if verdict.check in _OF_SIZE else self._agree
            for evidence in _parties(verdict):
                target = self._differ if verdict.outcome == "differs" else holds
                target.setdefault(_place(evidence.source), verdict)
                self._keep_pointer(evidence.source, verdict)
        self._blamed: dict[_Place, Verdict] = {}
        for verdict in kept:
            for number, evidence in enumerate(_parties(verdict)):
                if not _is_cleared(verdict, number, evidence):
                    self._blamed.setdefault(_place(evidence.source), verdict)

    def _keep_pointer(self, source: SourceRef, verdict: Verdict) -> None:
        if verdict.check in _OF_POINTERS and source.start >= 0:
            self._pointers.setdefault(source.block, []).append((source.start, source.end, verdict))

    def of(self, source: SourceRef) -> Judgement | None:
        """What the checks say of exactly that place; None when they say nothing."""
        place = _place(source)
        if place in self._blamed:
            return _judgement(self._blamed[place])
        if place in self._agree:
            return _judgement(self._agree[place])
        if place in self._differ:
            return _judgement(self._differ[place])
        return _of_size(self._hold[place]) if place in self._hold else None

    def around(self, source: SourceRef) -> Judgement | None:
        """What is said of the date or reference of which the place is a part; what differs comes first."""
        if source.start < 0:
            return None
        around = [v for a, b, v in self._pointers.get(source.block, ()) if a < source.end and source.start < b]
        around.sort(key=lambda verdict: verdict.outcome != "differs")
        return _judgement(around[0]) if around else None


def _parties(verdict: Verdict) -> Sequence[Evidence]:
    if verdict.outcome == "blocked" or verdict.kind in _NOT_OF_NUMBERS:
        return ()
    return [evidence for evidence in verdict.evidence if evidence.role != "support"]


def _is_cleared(verdict: Verdict, number: int, evidence: Evidence) -> bool:
    """True for a party of a decided verdict that is not the wrong one: it has the right value, or the first has it to mend."""
    if not verdict.suggested:
        return False
    if verdict.kind is FindingKind.VALUE_CONFLICT:
        right = to_decimal(verdict.suggested.rstrip("%"))
        return right is not None and to_decimal(evidence.value.rstrip("%")) == right
    return number > 0


def _judgement(verdict: Verdict) -> Judgement:
    state: NumberState = "conflict" if verdict.outcome == "differs" else "confirmed"
    return Judgement(state, verdict.message, verdict.check)


def _of_size(verdict: Verdict) -> Judgement:
    zh, en = verdict.message.zh, verdict.message.en
    return Judgement("confirmed", Message(f"只核对了大小：{zh}", f"only its size was checked: {en}"), verdict.check)


def _place(source: SourceRef) -> _Place:
    return source.block, source.start, source.end, source.row, source.column
