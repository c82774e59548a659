"""Runs of numbers that a sentence lists side by side, and what each of them is called."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.checks.prose.passages import Number, Passage
from docextract.model.claim import ClaimKind
from docextract.text.numbers import chinese_to_int
from docextract.text.patterns import compile_pattern

# What opens a list of parts, between the whole and the first of them.
OPENS = compile_pattern(r"其中|分别|包括|含|分为|涵盖|由|按|从[^，。；]{1,8}看|中(?:[，：有]|$)|：|（|\(|——|即")
# What stands right before a total that sums up the numbers in front of it.
SUMS_UP = compile_pattern(
    r"(?:[，；、（]|^)[^，；、。]{0,12}(?:共计?|合计|累计|总计|总共|总数|总量|总人数|合起来)(?:[\p{Han}]{0,4}?)(?:为|达|有)?[ \u00a0\u3000]*$"
)
# Between two parts of one list these must not stand.
_BREAKS = compile_pattern(
    r"其中|含|包括|分为|涵盖|另[有外聘设]|此外|同时|共[计有]?|合计|总计|比上|较上|同比|上年|去年|增加|减少|净增|新增|[。！？]"
)
_JOINT = compile_pattern(r"^(?P<after>[^、，；和及与,;]{0,12})(?:[、，；,;]|和|及|与|以及)+(?P<before>.*)$")
# 物流及其他, 其他类; 去往省内其他城市 is one of the parts.
_OTHER = compile_pattern(
    r"^(?:其他|其它|其余)|(?:其他|其它|其余)(?!城市|地区|省|市|县)(?:\p{Han}{1,4})?$|及以下|"
    r"未定|未就业|未落实|待定|待批|待就业|待升学|暂不|未\p{Han}{1,3}$"
)
_BELOW, _ABOVE = (compile_pattern(rf"(?P<of>\p{{Han}}?)及?以{way}") for way in "下上")
_BRACKET = compile_pattern(r"[（(][^（）()]*[）)]")
NOT_LABEL = compile_pattern(r"[^\p{Han}]|的$|占比|占|约|达到?|为$|有$|分别|其中|包括|合计|共$")
_PERSONS = ("人", "名", "位")
# 企业职工培训 21 项、到账 268 万元: what came in is that training's; so are those of 一年级 31 个班 1426 人.
_DID = compile_pattern(r"^(?:到账|到款|投入|经费|资金|金额|收入|共?计|获|实现|班|班级)?(?:经费|资金|金额|收入)?$")
_BESIDE = compile_pattern(r"^[、，]|^[ ]*(?:班|班级)?[ ]*$")
# 分光伏、储能和配电三个方向，依次为……
_IN_KINDS = compile_pattern(
    r"分[^，。；]{2,30}?(?P<kinds>[两二三四五六七八])(?:个|大|种|类|项|部分)[^，。；]{0,6}[，：]"
)
_TOTAL_END = compile_pattern(r"(?:总数|总量|总人数|总额|人数|数)$")
_IN_TURN = compile_pattern(
    r"(?:^|[，；：。])(?P<names>[^，；：。]{4,40}?)(?:分别|依次)(?:为|是|有|达到?|达|\p{Han}{1,4})?[ ]*$"
)
_AND = compile_pattern(r"[、与和及]")
LABEL_LIMIT = 18
WHOLE_NAME = 12
_OF_PERSONS = "生人员师工者"


def counted_in(number: Number) -> str:
    """What two numbers must have in common to be added: persons of any wording, money of any size, else the same word."""
    unit = number.fact.unit
    if unit in _PERSONS:
        return _PERSONS[0]
    return number.fact.dimension if unit[-1:] == "元" else unit


def continues(passage: Passage, line: Sequence[Number], at: int) -> bool:
    """True when the number is a later item of a list that began before it, so that no whole stands in front."""
    if "；" in passage.gap(line[at - 1], line[at]):
        return False
    return (
        at > 1
        and is_joint(passage, line[at - 1], line[at])
        and not OPENS.search(_plain_gap(passage, line[at - 1], line[at]))
        and is_joint(passage, line[at - 2], line[at - 1])
    )


def run_from(passage: Passage, line: Sequence[Number], first: int) -> list[Number]:
    """The list that begins with that number; what ； divides from parts that 、 joins is no part."""
    run = [line[first]]
    for number in line[first + 1 :]:
        if not is_joint(passage, run[-1], number) or SUMS_UP.search(number.lead):
            break
        if len(run) > 1 and "；" in passage.gap(run[-1], number) and "；" not in passage.gap(run[-2], run[-1]):
            break
        run.append(number)
    return run


def _plain_gap(passage: Passage, first: Number, second: Number) -> str:
    """The text between two numbers without brackets and without the numbers of other units in between."""
    text = list(passage.gap(first, second))
    for other in passage.numbers:
        if first.end <= other.start and other.end <= second.start:
            is_change = other.fact.kind is ClaimKind.CHANGE
            since = max(passage.text.rfind("，", first.end, other.start), first.end) if is_change else other.start
            for i in range(since - first.end, other.end - first.end):
                text[i] = " "
    return _BRACKET.sub("", "".join(text)).replace(" ", "")


def is_joint(passage: Passage, first: Number, second: Number) -> bool:
    gap = _plain_gap(passage, first, second)
    return (
        bool(_JOINT.match(gap))
        and not any(c in gap for c in "（）()")
        and not _BREAKS.search(gap)
        and len(gap) <= LABEL_LIMIT
    )


def labels_of(passage: Passage, run: Sequence[Number]) -> list[str]:
    """What each part is called: the words right before its number, or right behind it when none stand before."""
    if names := _names_in_front(run):
        return names
    found = []
    for index, number in enumerate(run):
        before = _BRACKET.sub("", number.lead)
        piece = before[max(before.rfind(stop) for stop in "、，；：,;。") + 1 :]
        for word in ("其中", "分别为", "分别", "包括", "和", "及", "与"):
            piece = piece.rpartition(word)[2] if word in piece else piece
        label = NOT_LABEL.sub("", piece)
        if _DID.match(label) and (named := _named_before(passage, number)):
            label = named
        if len(label) < 1:
            end = run[index + 1].start if index + 1 < len(run) else number.end + 10
            match = _JOINT.match(passage.text[number.end : end])
            label = NOT_LABEL.sub("", match.group("after") if match else passage.after(number))
        found.append(label)
    return found


def _names_in_front(run: Sequence[Number]) -> list[str]:
    """The names of 纵向经费与横向经费分别是 486 万元和 1670 万元; [] when they are not as many as the numbers."""
    match = _IN_TURN.search(run[0].lead)
    names = [NOT_LABEL.sub("", name) for name in _AND.split(match.group("names"))] if match else []
    return names if len(names) == len(run) and all(len(number.lead.strip()) <= 1 for number in run[1:]) else []


def _named_before(passage: Passage, number: Number) -> str:
    """The label of the number of another unit right before it, joined by 、 or by nothing; "" when there is none."""
    # The number may stand in an earlier sentence than the passage's.
    before = next((n for n in reversed(passage.numbers) if n.end <= number.start), None)
    if number not in passage.numbers:
        return ""
    if before is None or counted_in(before) == counted_in(number) or not _BESIDE.match(number.lead):
        return ""
    lead = _BRACKET.sub("", before.lead)
    return NOT_LABEL.sub("", lead[max(lead.rfind(stop) for stop in "、，；：,;。") + 1 :])


def is_of_one_make(labels: Sequence[str]) -> bool:
    """True for labels that end or begin alike, as the names of the parts of one division do.

    That all are persons (女生, 住校生) tells nothing.

    >>> is_of_one_make(["东校区", "西校区"]), is_of_one_make(["高一", "高二"]), is_of_one_make(["女生", "住校生"])
    (True, True, False)
    """
    if any(len(label) < 2 for label in labels) or len(set(labels)) < len(labels):
        return False
    end = common_end(labels)
    return len(end) > 1 or (len(end) == 1 and end not in _OF_PERSONS) or len({label[0] for label in labels}) == 1


def common_end(labels: Sequence[str]) -> str:
    """What all of the labels end with; "" when that is nothing, or all of one of them.

    >>> common_end(["教工党员", "学生党员"])
    '党员'
    """
    shortest = min(labels, key=len)
    sizes = (size for size in range(len(shortest) - 1, 0, -1) if all(x.endswith(shortest[-size:]) for x in labels))
    size = next(sizes, 0)
    return shortest[len(shortest) - size :]


def includes_others(labels: Sequence[str]) -> bool:
    """True when one label takes in the next: 本科及以上学历 and 研究生学历 are no two parts."""
    return any("以上" in label for label in labels) and not any("以下" in label for label in labels)


def is_closed(passage: Passage, labels: Sequence[str]) -> bool:
    """True when the names of the parts say that nothing is left out."""
    if any(_OTHER.search(label) for label in labels[-1:]) and len(labels) > 1:
        return True
    # 35 岁以下 beside 男教师, or beside 硕士及以上, closes nothing; 35 岁以下, 36—45 岁, 46 岁以上 do, in either order.
    below, above = ([m["of"] for x in (labels[0], labels[-1]) if (m := end.search(x))] for end in (_BELOW, _ABOVE))
    if below and (below == above or is_of_one_make(labels)):
        return True
    return any(
        len(words) == len(labels) and all(word in label for word, label in zip(words, labels, strict=True))
        for words in passage.complements
    )


def is_head(whole: str, labels: Sequence[str]) -> bool:
    """True when all parts are called by the noun that the whole is called by: 教材 of 新形态教材, 规划教材."""
    end = common_end(labels)
    return len(end) > 1 and len(whole) > 1 and (whole.endswith(end) or end.endswith(whole))


def is_divided(passage: Passage, whole: Number, labels: Sequence[str]) -> bool:
    """True when the whole is called what has just those parts: 去向落实 593 人，其中升学 382 人、就业 211 人."""
    name = whole.lead[-WHOLE_NAME:] + whole.fact.subject
    return any(
        called in name and len(words) == len(labels) and all(any(word in label for label in labels) for word in words)
        for called, words in passage.of_a_whole
    )


def is_told_in_turn(run: Sequence[Number]) -> bool:
    """True for parts told by as many names: 一、二、三等奖分别为 5 项、11 项和 17 项."""
    return bool(_names_in_front(run))


def is_in_kinds(opening: str, labels: Sequence[str]) -> bool:
    """True when the words before the parts say how many there are.

    >>> is_in_kinds("，分为电商、物流两个方向，依次为", ["电商", "物流"])
    True
    """
    number = _IN_KINDS.search(opening)
    return number is not None and chinese_to_int(number["kinds"]) == len(labels)


def is_named_like_all(whole: str, labels: Sequence[str]) -> bool:
    """True when the whole is called what all of its parts are: 党员总数 of 教工党员 and 学生党员.

    >>> is_named_like_all("党员总数", ["教工党员", "学生党员"]), is_named_like_all("一年级", ["二年级", "三年级"])
    (True, False)
    """
    end = common_end(labels)
    return len(end) > 1 and _TOTAL_END.sub("", whole) == end


def up_to_other(passage: Passage, run: Sequence[Number]) -> Sequence[Number]:
    """The run up to the part called 其他, which ends a list."""
    for index, label in enumerate(labels_of(passage, run)):
        if index and _OTHER.search(label):
            return run[: index + 1]
    return run
