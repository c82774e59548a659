"""What a number of running text is called in a message: the words that name it, and none that only lead up to it."""

from __future__ import annotations

from docextract.checks.facts.facts import Fact
from docextract.model.finding import Message
from docextract.text.patterns import compile_pattern

# 全市共有职业学校, 本部门共有车辆, 建有校外实训基地: whose it is says the report's cover.
_OPENS = compile_pattern(
    r"^(?:的|其中|占(?=\p{Han}{3})|分布在|(?:本部门|本单位|全市|全县|全区|全校|我校|我市|学校)?(?:现有|共有|共设|建有|设有|拥有|配有|开设有?)(?=\p{Han}{2}))"
)
_ENDS = compile_pattern(r"(?:(?<!自)由|(?<!服|随)从|依次|分别|合计|共计|总计|(?<!公|中)共)$")
# 一年多投入 467 万元, 比计划多录取 113 人, 场均 80 人次, 上升到 41 项: words that name nothing.
_NO_NAME = compile_pattern(
    r"^(?:\p{Han}|[一两二三四五六七八九十半][年月天周](?!级)\p{Han}{0,2}|[多少增减]\p{Han}{0,3}|[比较与]\p{Han}*|\p{Han}{1,3}[到至]|"
    r"(?:我|本|全|该)[校市县区院省]|[前后两二三]者\p{Han}{0,3}|现有|其余|剩余|余下|\P{Han}*)$"
)
# 承接社会培训 4281 人次, 校企共建 39 间: the last word is read as what was done, and belongs to the name.
_DONE = compile_pattern(r"^(?:培训|共建|合办|联办|实习|研修|进修|资助|接待)$")
_SUMS_UP = compile_pattern(r"合计|总计|共计|总共|共|[两二三四五六七八九十][者项类]")
TOTAL = Message("合计", "the total")


def name_of(*facts: Fact) -> str:
    """The name of the first of these facts that has one; "" when none has."""
    return next((name for fact in facts if (name := _name(_in_full(fact)))), "")


def _in_full(fact: Fact) -> str:
    """The subject with the word that stands between it and the number, where it is part of the name."""
    if not fact.subject or not fact.quote.startswith(fact.subject):
        return fact.subject
    done = fact.quote.removeprefix(fact.subject).partition(fact.printed)[0].strip()
    return fact.subject + done if _DONE.match(done) else fact.subject


def _name(subject: str) -> str:
    """A subject without what only leads up to it; "" when nothing is left that names anything.

    >>> _name("全市共有职业学校"), _name("毕业生就业率由"), _name("一年多")
    ('职业学校', '毕业生就业率', '')
    """
    name = _ENDS.sub("", _OPENS.sub("", subject))
    return "" if _NO_NAME.match(name) else name


def named(fact: Fact) -> str:
    """Name and value, or the value alone: 专任教师 268 人."""
    return f"{name_of(fact)} {fact.shown}".lstrip()


def whole_name(whole: Fact, parts: tuple[Fact, ...]) -> Message:
    """What a sum is called; one that stands behind its parts without a name is their total.

    What the sentence went on about there, the last of the parts, is none of its names: 市级 214 人次，合计 337 人次.
    """
    is_behind = whole.source.block == parts[-1].source.block and whole.source.start > parts[-1].source.start
    is_inherited = whole.subject not in whole.quote and any(part.subject.endswith(whole.subject) for part in parts)
    if (is_behind and is_inherited) or _SUMS_UP.fullmatch(whole.subject) or not (name := name_of(whole)):
        return TOTAL
    return Message(name, name)


def terms_named(parts: tuple[Fact, ...]) -> str:
    """The parts as terms of a sum, each with its name, one name for all but once: 依次 148 + 97 + 126."""
    names = [name_of(part) for part in parts]
    return " + ".join(
        f"{name if index == 0 or name != names[index - 1] else ''} {part.printed}".lstrip()
        for index, (name, part) in enumerate(zip(names, parts, strict=True))
    )
