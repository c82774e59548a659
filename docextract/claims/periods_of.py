"""Which year a number in a paragraph speaks of."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from docextract.claims.sentences import Sentence
from docextract.model.claim import ClaimKind
from docextract.text.patterns import QUOTED, compile_pattern
from docextract.text.periods import PeriodMention, find_periods

_QUOTED = compile_pattern(QUOTED)
_NOW = compile_pattern(r"现有|目前|截至|截止|现开|现设|当前|现共")
_AS_OF = compile_pattern(r"(?:截至|截止到?|至|到)[ ]*$")
# What is planned or promised is no fact of any year.
_PLAN = compile_pattern(
    r"(?:^|[，；：])[ ]*(?:\p{Han}{0,4})(?:计划|拟)(?!内|生|”|》|项目|教师|培训)|力争|预计|将(?:达到?|建|新|完成|投)|规划(?:建设|新增|投入)"
)
# 比上年新增 9 个: the nine are this year's.
_CHANGES = compile_pattern(r"新增|增加|减少|净增|多|少|增|减|撤销|停招|提高|下降|上升")
_FROM = compile_pattern(r"[由从][^，。；\d]{0,6}$")
_TO = compile_pattern(
    r"\d[^，。；]{0,10}?(?:提高|提升|上升|增长|增加|扩大|调整|跃升|下降|降低|减少|压减|[增升降减])(?:到|至|为)"
)
_MOVED = compile_pattern(
    r"，[^，。；]{0,10}[由从][^，。；]{1,14}?(?:提高|提升|上升|增长|增加|下降|降低|减少|[增升降减变])(?:到|至|为)[^，。；]{0,4}$"
)
_GIVES = compile_pattern(r"[ ]*(?:同期)?(?:仅|则|分别)?(?:为|是|有)")
_HAD_NUMBER = compile_pattern(r"\d[^、，。；]{0,6}，")
_CLAUSE_STOP = "，；：。"
_THIS_YEAR = "本年"  # of all words for a period the one that names bear and that says nothing: the report's year
# A period this near the beginning of its sentence speaks for the sentences that follow, too.
LEADING = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim's period as the contract prints it, and the period it is compared with ("" if none)."""

    period: str
    reference: str = ""


def periods_beside_names(
    text: str, mentions: Sequence[PeriodMention], sentences: Sequence[Sentence], names: Container[str]
) -> tuple[PeriodMention, ...]:
    """The mentions but for 本年 within a name of which another name would be left: 收入合计 of 财政拨款本年收入合计.

    本年收入 stays a period and a common word: of which income, its section says.
    """
    ends = {
        mention.start: name.end
        for sentence in sentences
        for name in sentence.names
        for mention in mentions
        if name.start <= mention.start and mention.end < name.end
    }
    return tuple(
        mention
        for mention in mentions
        if text[mention.start : mention.end] != _THIS_YEAR
        or text[mention.end : ends.get(mention.start, mention.end)] not in names
    )


class PeriodReader:
    """Periods of one block's text, read from left to right; sentences inherit the leading period of those before."""

    def __init__(self, text: str, report_year: int) -> None:
        self._text = text
        self._year = report_year
        names = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
        self.mentions: tuple[PeriodMention, ...] = tuple(
            mention
            for mention in find_periods(text, report_year)
            if mention.kind == "span" or not any(a < mention.start and mention.end <= b for a, b in names)
        )

    def read(self, sentence_start: int, number_start: int, kind: ClaimKind) -> Reading:
        """The period of the number at `number_start` (both count characters of the block's text)."""
        inside = [m for m in self.mentions if sentence_start <= m.start and m.end <= number_start]
        references = [m for m in inside if m.is_reference]
        reference = self._printed(references[-1]) if references and kind is ClaimKind.CHANGE else ""
        if _PLAN.search(self._text[sentence_start:number_start]):
            return Reading("", reference)
        own = [m for m in inside if not m.is_reference or self._is_same_clause(m, number_start, kind)]
        while own and (
            self._is_over(own[-1], sentence_start, number_start)
            or (kind is ClaimKind.CHANGE and self._is_aside(own[-1], sentence_start, number_start))
        ):
            own.pop()
        if own and self._is_said_of(own[-1], sentence_start, number_start):
            return Reading("", reference)
        if own:
            return Reading(self._printed(own[-1]), reference)
        if _NOW.search(self._text[sentence_start:number_start]):
            return Reading(self._default(), reference)
        return Reading(self._carried(sentence_start), reference)

    def _is_same_clause(self, mention: PeriodMention, number_start: int, kind: ClaimKind) -> bool:
        """True when a level follows the period that others are compared with: 比 2023 年（在校生 120 人）."""
        between = self._text[mention.end : number_start]
        if _CHANGES.search(between):
            return False
        return kind is not ClaimKind.CHANGE and not any(stop in between for stop in _CLAUSE_STOP)

    def _is_over(self, mention: PeriodMention, sentence_start: int, number_start: int) -> bool:
        """True for 去年 that a sentence part before the number's own put in for comparison: 14 人，去年为 7 人；对口就业率 82.6%."""
        between = self._text[mention.end : number_start]
        if _FROM.search(self._text[: mention.start]) and _TO.search(between):
            return True  # 由 2023 年的 1034 万元降为 948 万元: the second is this year's
        if mention.start - sentence_start > LEADING and _MOVED.search(between) and _HAD_NUMBER.search(between):
            return True  # 升学 618 人，2023 年为 547 人，升学率由 54.05% 提高到 55.88%: so is this
        is_aside = mention.kind == "previous" and mention.start - sentence_start > LEADING
        return "；" in between and (is_aside or self._is_aside(mention, sentence_start, number_start))

    def _is_aside(self, mention: PeriodMention, sentence_start: int, number_start: int) -> bool:
        """True for the 2023 年 of 毕业生 7814 人，2023 年为 8096 人，同比减少 282 人 once it has had its number: the change is not its."""
        between = self._text[mention.end : number_start]
        is_year = mention.kind not in ("date", "month-day") and mention.start - sentence_start > LEADING
        return is_year and bool(_GIVES.match(between)) and bool(_HAD_NUMBER.search(between))

    def _is_said_of(self, mention: PeriodMention, sentence_start: int, number_start: int) -> bool:
        """True when a 去年 in mid-sentence has had its number and a clause has ended: what follows may be either year's."""
        if mention.kind != "previous" or mention.start - sentence_start <= LEADING:
            return False
        return _HAD_NUMBER.search(self._text[mention.end : number_start]) is not None

    def _carried(self, sentence_start: int) -> str:
        """The period that the sentences before leave behind; the report's year when they leave none."""
        earlier = [
            m
            for m in self.mentions
            if m.end <= sentence_start and not m.is_reference and m.kind not in ("date", "month-day")
        ]
        leading = [m for m in earlier if self._leads(m)]
        return self._printed(leading[-1]) if leading else self._default()

    def _leads(self, mention: PeriodMention) -> bool:
        before = self._text[: mention.start]
        stop = max(before.rfind(mark) for mark in "。！？；")
        return mention.start - stop - 1 <= LEADING

    def _default(self) -> str:
        return str(self._year) if self._year else ""

    def _printed(self, mention: PeriodMention) -> str:
        if mention.kind == "school-year":
            return f"{mention.year - 1}-{mention.year}"
        if mention.kind in ("date", "month-day"):
            is_state = _AS_OF.search(self._text[: mention.start]) is not None
            return self._default() if is_state else ""
        return str(mention.year) if mention.year else ""


def periods_hidden(text: str, mentions: Sequence[PeriodMention], sign: str) -> str:
    """The text with every period replaced by as many signs, so that its digits are taken for no values."""
    out = list(text)
    for mention in mentions:
        out[mention.start : mention.end] = sign * (mention.end - mention.start)
    return "".join(out)
