"""Kinds of error in words: direction, a name, a word twice, a bracket, a date."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bench.checks.edits import Error, TextEdit
from bench.checks.reading import Reading
from docextract.model.block import Block, BlockKind
from docextract.model.source import SourceRef
from docextract.text.patterns import compile_pattern

_DIRECTIONS = {
    "增加": "减少",
    "增长": "下降",
    "提高": "降低",
    "提升": "下降",
    "上升": "下降",
    "减少": "增加",
    "下降": "上升",
    "降低": "提高",
    "高于": "低于",
    "低于": "高于",
    "大于": "小于",
    "小于": "大于",
}
_DIRECTION = compile_pattern("|".join(_DIRECTIONS))
_TELLS_DIRECTION = frozenset(("change", "compared_in_words"))
_NAME_END = compile_pattern(r"学校|学院|大学|公司|中学|集团|研究院|医院|中心|基地|联盟|工作室")
_HAN = compile_pattern(r"[\u4e00-\u9fff]")
# Numbers, sides and ranks, and words of grammar.
_TELLS = compile_pattern(
    r"[一二三四五六七八九十百千万零第甲乙丙丁大中小上下内外前后左右东西南北男女公民国省市县区镇乡村校院高初低正副总分新老主"
    r"的了地得着过和与及或并而在从对向于为以由被把将给让使等各该本其此这那全所有是即就都也又还再更最不没未能会可要应须且之个些每某到来去起出开进已自我你他它们]"
)
_MARKS = "（）《》“”"
# Set twice by a hand that lost its place.
_DOUBLED = ("的", "在", "和", "学校", "学生", "教师", "企业", "专业", "通过", "开展", "建设", "职业教育", "毕业生")
_VERBS = frozenset(("通过", "开展"))
# Behind one of these a phrase begins; before one of these it has ended.
_BEGINS = compile_pattern(r"(?:^|[。，、；：？！]|[和与对由把将让使])$")
_ENDED = compile_pattern(r"[ ]*(?:$|[。，、；：？！\d]|[的与把将])")
# 专业课, 学生会: other words than 专业 and 学生.
_LONGER = compile_pattern(r"[课群生师员家者部局处科会型类界化人长法证]")
# Words with 在, 的 or 和 in them: 现在在, 目的的 and 和和平 may be meant.
_HOLDS = compile_pattern(
    r"[现存正所实旨潜内外自]在|重在|贵在|在[校线职读岗建编册籍于意]|目的|标的|的确|和[谐平睦气美]|[总饱温暖缓]和"
)
_MONTH = compile_pattern(r"(?<!\d)(?P<year>20\d\d)[ ]*年[ ]*(?P<month>\d{1,2})[ ]*月")
_SENTENCE = compile_pattern(r"[^。！？；]*[。！？；]?")
# Sentences that look back or forward, or may do so, where another year may be meant.
_OTHER_TIME = compile_pattern(
    r"以来|自\d|[“《〔]|截至|规划|计划|预计|(?:完|建)成(?!了)|交付|竣工|启用|成立|创[办建]|批准|印发|较|比上|至[ ]*\d|—|-|到[ ]*\d"
)
_SHORTEST_NAME = 5
_LONGEST_NAME = 12


def directions(reading: Reading, _: random.Random) -> Iterator[Error]:
    """增加 for 减少, 高于 for 低于: the word says the contrary of its numbers.

    Covered: a comparison of two values that came out shows a number within twelve characters behind the word or before.
    """
    for verdict in reading.analysis.verdicts:
        if verdict.check not in _TELLS_DIRECTION or verdict.outcome != "agrees" or len(verdict.evidence) < 2:
            continue
        source = verdict.evidence[0].source
        if source.row >= 0 or source.start < 0:
            continue
        text = reading.report.block(source.block).text
        for match in _DIRECTION.finditer(text, max(0, source.start - 12), source.end + 12):
            if not set("。；") & set(text[match.start() : source.start] + text[source.end : match.end()]):
                edit = TextEdit(source.block, match.start(), match.end(), _DIRECTIONS[match.group()])
                places = tuple(e.source for e in verdict.evidence[:1])
                yield Error("direction", places, match.group(), edit.new, (edit,), verdict.check)
                break


def names(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A name with one character wrong, in one of its places.

    Covered: the name of a school, firm or body stands in the report three times and more, and once in its sentence (side by
    side names one character apart may be two); the character is not one of its first two (that may be another place, and 各中职学校 no name), nor one that tells schools of a sort apart (高等, 中等);
    and the one set for it is no word of grammar and makes with its neighbours no pair of characters that stands
    elsewhere in the report or its form (职工学校 for 职业学校 may be another school).
    """
    blocks = reading.report.paragraphs
    whole = "\n".join(block.text for block in blocks)
    known = "\n".join((whole, *_other_words(reading)))
    common = [char for char, _ in Counter(_HAN.findall(whole)).most_common(300) if not _TELLS.match(char)]
    for block in blocks:
        for match in _NAME_END.finditer(block.text):
            start = _name_start(whole, block.text, match.start(), match.end())
            able = [at for at in range(start + 2, match.start()) if not _TELLS.match(block.text[at])]
            name = block.text[start : match.end()]
            if len(name) < _SHORTEST_NAME or not able or _sentence_at(block.text, start).count(name) > 1:
                continue
            at = rnd.choice(able)
            before, after = block.text[at - 1], block.text[at + 1]
            strange = [c for c in common if before + c not in known and c + after not in known]
            if strange:
                char = rnd.choice(strange)
                wrong = name[: at - start] + char + name[at - start + 1 :]
                yield _in_text("name", block, at, at + 1, char, before=name, after=wrong)


def _sentence_at(text: str, place: int) -> str:
    return text[text.rfind("。", 0, place) + 1 :].partition("。")[0]


def _other_words(reading: Reading) -> Iterator[str]:
    """What the report says outside its paragraphs, and its form's names."""
    for block in reading.report.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            yield block.text
    for table in reading.report.tables:
        yield from (cell for row in table.cells for cell in row)
    yield from (indicator.name for indicator in reading.pack.indicators.values())


def _name_start(whole: str, text: str, start: int, end: int) -> int:
    """The leftmost character with which the words up to the name's end stand in the report three times and more."""
    while start and end - start < _LONGEST_NAME and _HAN.match(text[start - 1]):
        if whole.count(text[start - 1 : end]) < 3:
            break
        start -= 1
    return start


def doubled_words(reading: Reading, _: random.Random) -> Iterator[Error]:
    """A word set twice.

    Covered: the two copies can't belong to two words, as in 会计专业|专业教师. They can't when a phrase begins in front of
    the first or has ended behind the second, for verbs that take an object, for words of four characters; a single
    character must be a word of its own (not the 在 of 现在).
    """
    for block in reading.report.paragraphs:
        for word in _DOUBLED:
            able = (at for at in _places(block.text, word) if at > 0 and _is_doubled_wrongly(block.text, word, at))
            for at in list(able)[:1]:
                end = at + len(word)
                yield _in_text("doubled word", block, end, end, word, before=word, after=word * 2)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_doubled_wrongly(text: str, word: str, at: int) -> bool:
    before, after = text[:at], text[at + len(word) :]
    if len(word) == 1:
        return not any(match.start() <= at < match.end() for match in _HOLDS.finditer(text))
    if _LONGER.match(after):
        return False
    return bool(len(word) > 2 or word in _VERBS or _BEGINS.search(before) or _ENDED.match(after))


def brackets(reading: Reading, _: random.Random) -> Iterator[Error]:
    """A bracket, quotation mark or 《》 lost.

    Covered: its partner stands in the same paragraph. The loss shows at the partner as well, which stands alone now; where
    between it and the end of its sentence the mark is wanted, nothing tells.
    """
    for block in reading.report.paragraphs:
        for at, char in enumerate(block.text):
            partner = _partner(block.text, at) if char in _MARKS else -1
            if partner >= 0:
                around = block.text[max(0, at - 6) : at + 7]
                error = _in_text("bracket", block, at, at + 1, "", before=around, after=around.replace(char, "", 1))
                # Behind the mark that is lost all stands one character further left.
                left = partner - (partner > at)
                alone = SourceRef(block.page, None, block.id, left, left + 1)
                yield replace(error, places=(*error.places, alone))


def _partner(text: str, at: int) -> int:
    """The place of the mark that opens or closes what the one at `at` closes or opens; -1 when there is none."""
    kind = _MARKS.index(text[at])
    same, other = text[at], _MARKS[kind ^ 1]
    depth = 0
    for place in range(at, len(text)) if kind % 2 == 0 else range(at, -1, -1):
        depth += (text[place] == same) - (text[place] == other)
        if depth == 0:
            return place
    return -1


def dates(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A date with another year: a digit mistyped, so that it lies after the report or ten years and more back.

    Covered: the date lies in the report's school year, and the sentence neither looks back nor plans (2029 年 6 月建成 may be a
    plan); for a year long past, it also names the report's year a second time.
    """
    year = reading.report.year
    for block in reading.report.paragraphs:
        for sentence in _SENTENCE.finditer(block.text):
            for match in _MONTH.finditer(block.text, sentence.start(), sentence.end()):
                month = int(match["year"]) * 12 + int(match["month"])
                if not (year - 1) * 12 + 9 <= month <= year * 12 + 8 or _OTHER_TIME.search(sentence.group()):
                    continue
                digits = match["year"]
                late = (digits[:2] + digits[3] + digits[2], digits[:3] + "9")
                is_twice = sentence.group().count(digits) > 1
                wrong = rnd.choice((*late, digits[:2] + "1" + digits[3]) if is_twice else late)
                if int(wrong) <= year + 1 and not is_twice:
                    continue
                start = match.start("year")
                yield _in_text("date", block, start, start + 4, wrong, before=match.group(), after=wrong)


def _in_text(kind: str, block: Block, start: int, end: int, new: str, *, before: str, after: str) -> Error:
    """The place takes in a little of what stands around: a finding may quote from there."""
    place = SourceRef(block.page, None, block.id, max(0, start - 8), end + len(new) + 8)
    return Error(kind, (place,), before, after, (TextEdit(block.id, start, end, new),))
