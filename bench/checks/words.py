"""Kinds of error in words: direction, a name, a word twice, a bracket, a date."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from bench.checks.edits import Error, TextEdit
from bench.checks.reading import Reading
from docextract.model.block import Block
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
_MARKS = "（）《》“”"
# Set twice by a hand that lost its place; words of which two together never stand in a sentence.
_DOUBLED = ("的", "在", "和", "学校", "学生", "教师", "企业", "专业", "通过", "开展", "建设", "职业教育", "毕业生")
_MONTH = compile_pattern(r"(?<!\d)(?P<year>20\d\d)[ ]*年[ ]*(?P<month>\d{1,2})[ ]*月")
_SENTENCE = compile_pattern(r"[^。！？；]*[。！？；]?")
# Sentences that look back or forward, where another year may be meant.
_OTHER_TIME = compile_pattern(r"以来|自\d|[“《〔]|截至|规划|计划|预计|成立|创[办建]|批准|印发|较|比上|至\d|—|-|到\d")
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

    Covered: the name of a school, firm or body stands in the report three times and more.
    """
    blocks = reading.report.paragraphs
    whole = "\n".join(block.text for block in blocks)
    common = [char for char, _ in Counter(_HAN.findall(whole)).most_common(300)]
    for block in blocks:
        for match in _NAME_END.finditer(block.text):
            start = _name_start(whole, block.text, match.start(), match.end())
            if match.end() - start >= _SHORTEST_NAME:
                at = rnd.randrange(start, match.start())
                char = rnd.choice([c for c in common if c != block.text[at]])
                name = block.text[start : match.end()]
                wrong = name[: at - start] + char + name[at - start + 1 :]
                yield _in_text("name", block, at, at + 1, char, before=name, after=wrong)


def _name_start(whole: str, text: str, start: int, end: int) -> int:
    """The leftmost character with which the words up to the name's end stand in the report three times and more."""
    while start and end - start < _LONGEST_NAME and _HAN.match(text[start - 1]):
        if whole.count(text[start - 1 : end]) < 3:
            break
        start -= 1
    return start


def doubled_words(reading: Reading, _: random.Random) -> Iterator[Error]:
    """A word set twice. Covered: always, for these words never stand twice in a row."""
    for block in reading.report.paragraphs:
        for word in _DOUBLED:
            at = block.text.find(word)
            if at > 0:
                end = at + len(word)
                yield _in_text("doubled word", block, end, end, word, before=word, after=word * 2)


def brackets(reading: Reading, _: random.Random) -> Iterator[Error]:
    """A bracket, quotation mark or 《》 lost. Covered: its partner stands in the same paragraph."""
    for block in reading.report.paragraphs:
        for at, char in enumerate(block.text):
            kind = _MARKS.find(char)
            if kind >= 0 and _MARKS[kind ^ 1] in (block.text[at:] if kind % 2 == 0 else block.text[:at]):
                around = block.text[max(0, at - 6) : at + 7]
                yield _in_text("bracket", block, at, at + 1, "", before=around, after=around.replace(char, "", 1))


def dates(reading: Reading, rnd: random.Random) -> Iterator[Error]:
    """A date with another year: a digit mistyped, so that it lies after the report or ten years and more back.

    Covered: the date lies in the report's school year, and the sentence neither looks back nor plans; for a year long past, it
    also names the report's year a second time.
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
