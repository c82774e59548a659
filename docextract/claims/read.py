"""Numbers stated in a report's prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from docextract.claims.find_values import ValueMention, find_values, hide_no_values
from docextract.claims.link import Linker
from docextract.claims.owners import OwnerReader
from docextract.claims.periods_of import PeriodReader, Reading, periods_beside_names, periods_hidden
from docextract.claims.sentences import Sentence, SentenceReader
from docextract.claims.subjects import PERIOD_SIGN, Subject, find_subject
from docextract.model.block import Block, BlockKind
from docextract.model.claim import Claim, ClaimKind
from docextract.model.document import Report
from docextract.model.source import SourceRef
from docextract.rulepacks.issuer_words import issuer_place
from docextract.rulepacks.schema import Pack
from docextract.text.lists import counted_items
from docextract.text.patterns import compile_pattern

_PROSE = (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE)
_FROM = compile_pattern(r"[由从][^，。；▲]{0,8}$")
_TO = compile_pattern(
    r"[ ]*(?:提高|提升|上升|增长|增加|扩大|增|升|下降|降低|减少|回落|压减|缩减|降|减|"
    r"追加|扩容|扩展|拓展|跃升|攀升|发展|调整|变|做|转)(?:到|至|为)"
)
# A quote longer than this is cut to the number and what stands right before it.
QUOTE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed for every paragraph of one report."""

    report: Report
    sentences: SentenceReader
    linker: Linker
    owners: OwnerReader
    place: str
    titles: Mapping[str, str]


def read_claims(report: Report, pack: Pack) -> tuple[Claim, ...]:
    """Every number with a unit that the report's prose states, in reading order.

    Titles, dates, document numbers, references and names in quotes state nothing. An empty tuple when there is no prose.
    """
    linker = Linker(pack)
    reader = _Reader(
        report,
        _sentence_reader(linker.names),
        linker,
        OwnerReader(report, pack),
        issuer_place(report.issuer, pack),
        _own_titles(report),
    )
    return tuple(claim for block in report.blocks if block.kind in _PROSE for claim in _block_claims(reader, block))


def _own_titles(report: Report) -> dict[str, str]:
    """Titles by section, those of the sections around it in front."""
    found: dict[str, str] = {}
    for section in report.sections:
        found[section.id] = f"{found.get(section.parent, '')} {section.title}"
    return found


_PLANNED = compile_pattern(r"(?:支出)?(?:年初|全年|调整)?预算(?:数|金额|安排)*$")
_RESULT = compile_pattern(r"(?:支出)?决算(?:数|金额)?")
_SUM_WORD = compile_pattern(r"总计|合计|总额")
_SUM_END = compile_pattern(r"(?:总计|合计|总额)$")
# 在校生中，……: what the sentence tells the parts of.
_AMONG = compile_pattern(r"^[^，。；：\d]{0,8}?(?P<whole>(?!其)\p{Han}{2,14}?)(?:之中|当中|里面|中|里)[，：]")
_SAYS = compile_pattern(r"[ \u3000]*(?:分别|均)?(?:为|是|达到?|有|共|约|：|:)?[ \u3000]*$")


@lru_cache(maxsize=4)
def _sentence_reader(names: tuple[str, ...]) -> SentenceReader:
    return SentenceReader(names)


def _block_claims(reader: _Reader, block: Block) -> Iterator[Claim]:
    if not any(char.isdigit() for char in block.text) and not find_values(block.text):
        return
    periods = PeriodReader(block.text, reader.report.year)
    sentences = reader.sentences.read(block.text)
    beside_names = periods_beside_names(block.text, periods.mentions, sentences, reader.linker.names)
    subject_text = periods_hidden(block.text, beside_names, PERIOD_SIGN)
    hidden = hide_no_values(subject_text)
    for sentence in sentences:
        earlier: Subject | None = None
        unit = context = counted = ""
        floor = sentence.start
        for mention in find_values_between(hidden, sentence):
            is_same = unit == mention.quantity.unit
            subject = find_subject(subject_text[: sentence.end], mention, floor, earlier, is_same)
            stem = _PLANNED.sub("", clean_subject(earlier.text)) if earlier and _PLANNED.search(earlier.text) else ""
            claim = _claim(reader, context, block, hidden, sentence, periods, mention, subject, floor, stem)
            if claim.kind is ClaimKind.SHARE and counted:
                claim = _with_base(reader, claim, counted, hidden[sentence.start : mention.start])
            yield claim
            counted = counted if mention.quantity.unit == "%" else mention.quantity.unit
            if _is_fuller(claim.subject, subject, stem):
                subject = replace(subject, text=claim.subject)  # what follows goes on about it in full
            context = claim.code or context
            floor = max(mention.unit_end, subject.end) if subject.is_after else mention.unit_end
            # 完成预算的 98.20% says how much was done, not what: the words after it go on about what was said before.
            is_completion = mention.quantity.unit == "%" and subject.text.startswith(("完成", "执行"))
            if not is_completion and not is_aside(hidden[sentence.start : mention.start]):
                earlier, unit = subject, mention.quantity.unit


def _with_base(reader: _Reader, claim: Claim, counted: str, before: str) -> Claim:
    """A share with the whole that its sentence opens with (在校生中，住校生 60 人，占 6%) when it names none, and its code."""
    opening = _AMONG.match(before)
    base = claim.base or (clean_subject(opening.group("whole")) if opening else "")
    code, _ = reader.linker.link(base, counted, ClaimKind.LEVEL, "", reader.place) if base else ("", 0.0)
    return replace(claim, base=base, base_code=code)


def find_values_between(hidden: str, sentence: Sentence) -> tuple[ValueMention, ...]:
    """The values of one sentence, with places counted in the block's text."""
    shift = sentence.start
    return tuple(
        ValueMention(
            m.start + shift,
            m.end + shift,
            m.digits_start + shift,
            m.unit_end + shift,
            m.quantity,
            m.is_chinese,
            m.is_range,
        )
        for m in find_values(hidden[sentence.start : sentence.end])
    )


def _claim(
    reader: _Reader,
    context: str,
    block: Block,
    hidden: str,
    sentence: Sentence,
    periods: PeriodReader,
    mention: ValueMention,
    subject: Subject,
    floor: int,
    stem: str = "",
) -> Claim:
    start, end = _quote_span(block.text, mention, subject, floor)
    kind = subject.kind
    if kind is ClaimKind.LEVEL and subject.is_after and len(counted_items(block.text, mention.start, mention.end)) > 1:
        kind = ClaimKind.LIST_COUNT
    period = periods.read(sentence.start, mention.start, subject.kind)
    if subject.kind is ClaimKind.LEVEL and is_old_value(hidden, mention.start, mention.end):
        period = Reading("", period.reference)
    name = clean_subject(subject.text)
    unit = mention.quantity.unit
    if mention.quantity.unit == "元" and name.startswith("生均"):
        unit = "元/生"
    code, score = "", 1.0
    if kind is ClaimKind.CHANGE and subject.start >= 0 and (added := _SUM_WORD.match(hidden, subject.end)):
        name += added.group()
    if kind is ClaimKind.LEVEL and not subject.verb and not subject.is_narrowed:
        said = _SAYS.sub("", clean_subject(hidden[subject.start : mention.digits_start])) if subject.start >= 0 else ""
        result = stem + name if stem and _RESULT.fullmatch(name) else ""
        name, code = _code_in_full(reader, block, mention, (said, result, name), unit)
    if not code:
        code, score = _code(reader, subject, name, unit, context)
    if not code and kind is ClaimKind.LEVEL and not subject.is_narrowed and subject.start >= 0:
        code, score = _code_of_phrase(reader, hidden[subject.start : mention.digits_start], unit)
    places = block.locate(start, end)
    page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
    return Claim(
        source=SourceRef(page, bbox, block.id, start, end),
        quote=block.text[start:end],
        subject=subject.verb + name if subject.verb and subject.verb != name else name,
        code=code,
        kind=kind,
        quantity=mention.quantity,
        period=period.period,
        scope=reader.owners.of(block, hidden, sentence.start, mention.start),
        sentence=sentence.text.strip(),
        section=block.section,
        case=block.case,
        base=subject.base if kind is ClaimKind.SHARE else period.reference,
        direction=subject.direction,
        score=score if code else 1.0,
    )


def _code_in_full(
    reader: _Reader, block: Block, mention: ValueMention, names: tuple[str, str, str], unit: str
) -> tuple[str, str]:
    """Name and code of what is said in full, the longest wording first; the last name and "" when none has a code.

    A sum is another thing than what is summed (财政拨款收入总计, 财政拨款收入), and 支出决算 behind 公务接待费预算 is that fee's.
    """
    title, before = reader.titles.get(block.section, ""), block.text[: mention.start]
    said, result, name = names
    for text in (said if _SUM_END.search(said) else "", result):
        if not text:
            continue
        code = reader.linker.link_in_section(text, unit, title, before)
        if not code:
            code = reader.linker.link(text, unit, ClaimKind.LEVEL, "", reader.place)[0]
        if code:
            return text, code
    return name, reader.linker.link_in_section(name, unit, title, before)


def _is_fuller(name: str, subject: Subject, stem: str) -> bool:
    """True if the claim was given a longer name than its subject: the sum's, or the result's of the plan before it."""
    text = clean_subject(subject.text)
    return (
        len(name) > len(text) and (name.startswith(text) or bool(stem and name.startswith(stem))) and not subject.verb
    )


def is_old_value(text: str, start: int, end: int) -> bool:
    """True for the first number of 由 2754 人降至 2698 人: what was so once, nobody says when.

    >>> is_old_value("在校生由 2754 人降至", 5, 11), is_old_value("由 3 人担任", 1, 5)
    (True, False)
    """
    return bool(_FROM.search(text[max(0, start - 12) : start])) and bool(_TO.match(text[end : end + 8]))


def is_aside(before: str) -> bool:
    """True inside a bracket: what stands there is not what the sentence goes on about.

    >>> is_aside("达标学校 12 所（全省 "), is_aside("（含升学）")
    (True, False)
    """
    return sum(before.count(c) for c in "（(") > sum(before.count(c) for c in "）)")


def clean_subject(text: str) -> str:
    """A subject for people: no period sign, no blanks at its ends.

    >>> clean_subject(" 全日制在校生▲")
    '全日制在校生'
    """
    return text.replace(PERIOD_SIGN, "").strip(" \u3000的、")


def _code(reader: _Reader, subject: Subject, name: str, unit: str, context: str) -> tuple[str, float]:
    """The subject's code; in the place that the code before in the sentence opens (其中省级 5 个), else by its name."""
    if subject.verb or subject.is_narrowed:
        return "", 1.0
    if context and subject.kind is ClaimKind.LEVEL and (code := reader.linker.link_in_place(name, unit, context)):
        return code, 0.9
    return reader.linker.link(name, unit, subject.kind, subject.base, reader.place)


def _code_of_phrase(reader: _Reader, phrase: str, unit: str) -> tuple[str, float]:
    """The code of the words right before the number as they are printed: 收入支出总计, whose subject alone is 收入支出."""
    printed = _SAYS.sub("", clean_subject(phrase))
    code, score = reader.linker.link(printed, unit, ClaimKind.LEVEL, "", reader.place)
    return (code, score) if score == 1.0 else ("", 1.0)


def _quote_span(text: str, mention: ValueMention, subject: Subject, floor: int) -> tuple[int, int]:
    """The verbatim stretch with subject, number and unit; the number alone when its subject stands elsewhere.

    It begins behind `floor`, where the number before ends: 41 项 and 增加 13 项 of one subject are two places.
    """
    start, end = mention.start, mention.end
    if subject.start >= 0:
        start, end = min(start, subject.start), max(end, subject.end)
    elif subject.kind in (ClaimKind.SHARE, ClaimKind.CHANGE):
        start = _clause_start(text, mention.start, floor)
    if end - start > QUOTE_LIMIT:
        start = max(start, mention.start - QUOTE_LIMIT // 2)
    start = max(start, min(floor, mention.start))
    while start < mention.start and text[start] in " 、，。；：）)":
        start += 1
    return start, end


def _clause_start(text: str, at: int, floor: int) -> int:
    return max(floor, max(text.rfind(stop, 0, at) for stop in "，；：。、（）,;") + 1)
