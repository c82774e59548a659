"""Which noun a number counts: before the number, after it, or the one that the sentence spoke of last."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.claims.find_values import ValueMention
from docextract.model.claim import ClaimKind
from docextract.rulepacks.issuer_words import neutral_start, shipped_words
from docextract.text.patterns import CLASSIFIER, Match, compile_pattern

# Stands for a period in a clause whose periods are taken out, so that 比上一年增加 is seen as such.
PERIOD_SIGN = "▲"

_BOUNDARY = compile_pattern(r"[，。；：？！,;:!?\n]")
_LIST_BOUNDARY = compile_pattern(r"[，。；：？！,;:!?、\n（）()“”《》▲■]")
_CLASSIFIER_UNIT = compile_pattern(rf"(?:{CLASSIFIER})$")
# Counted in persons, hours or lessons a number stands alone: "20 人参加" counts no 参加.
_NO_NOUN_AFTER = {"人", "人次", "人日", "课时", "学时", "学分", "节", "天", "周", "米", "倍"}

# Words between the subject and its number; taken off from the end again and again.
_TAIL = compile_pattern(
    r"(?:分别为|分别|依次[为是有]?|[由从]▲+|"
    r"达到了?|达成|增加到|减少到|提高到|提升到|上升到|下降到|扩大到|增至|降至|升至|调整[到至为]|[增降升减变]为|(?:扩容|扩展|拓展|追加)[到至]|超过|共有|共计|合计|总计|累计|一共|总共|约为|约|近|为|是|"
    r"有|共|达|仅|只|已|(?<![生人年平])均|到|至|则|计|的|了|将|等|各|就|也|还|多达|高达|在|由|从|增幅最大|：|:|，|,|[ \u00a0\u3000■])$"
)
# Words before the subject.
_HEAD = compile_pattern(
    r"^(?:[ \u00a0\u3000、■▲的和与及并且还，,]|\d{1,2}[、．.](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]|"
    r"其中|另有|另外|此外|同时|目前|现有|现(?![代场象金实状行])|截至|以及|共有|共|拥有|有(?!效|机)|学校有|学校现有|全年|学年|年度|"
    r"并且|还有|累计|总|平均(?!每)|[一二三四五六]是|包括|包含|含(?!升)|等)"
)
# What is counted came to be (or ceased) in the year: 新增专业 is another thing than 专业.
_STATE_VERB = r"新增加?了?|增设|新建|新设立?|新开设?|新入选|新立项|新获批|停招|淘汰|撤销|取消|停办|优化调整|调整|计划|拟|力争|预计|完成|招收|立项|申报|拟建|在建|规划"
_STATE = compile_pattern(rf"({_STATE_VERB})了?$")
_PLAIN_VERB = (
    r"建成|建有|建立|建设|开设|开办|设有|设立|设置|设计|拥有|现有|获得|荣获|斩获|夺得|取得|获批|获评|获|入选|聘请|聘|投入|培训|培养|共建|承办|举办|举行|"
    r"开展|打造|承担|选出|认定|评选|组织|参编出版|参编|主编|出版|编写|开发|购置|采购|配备|安排|组建|成立|涵盖|覆盖|包括|包含|推动|带动|服务|接待|派出|"
    r"派遣|选派|制定|制定人才培养方案|出台|发表|完善|落实|吸引|提供|签订|签约|引进|引入|遴选|评为|被评为|继续推进|推进|合作|参加|参与|面向|对接|联合|"
    r"围绕|紧紧围绕|携手|邀请|奖励|资助|分为|共设|设|调查|列|发放|下拨|输送|到账|处于|可容纳|容纳|带领|在(?!校|职|读|编|线)"
)
_VERB = compile_pattern(rf"(?:{_PLAIN_VERB})(?:有|了|过)?$")
# A verb or particle ends the noun that follows a number.
_AFTER_END = compile_pattern(
    rf"(?:{_PLAIN_VERB}|{_STATE_VERB}|被|在(?!校|职|读|编|线)|于|为|是|与|和|及|等(?!奖|级)|均|已|都|全|每|从|对|将|把|向|以|直接|分别|之一|进行|使用|具有|有|抵达|立足|注重|强化|使|让|"
    r"代表|选手|成为|达|占|开设|实施|出席|来自|齐聚|赴|前往|抵|实行|推行|接受|接入|进入|走进|走上|报名|考取|形成|"
    r"位列|位居|列|由|用于|并|且|又|也|还|其|不|相当|竞速|如|即|可|能|应|需|共同|较|比|同比|人均|生均|平均|多出|少于|增加|增长|减少|提高|下降|中的|中|里|内|上|"
    r"(?:扩大|扩容|扩展|拓展|提升|上升|降低|追加|调整)(?:到|至|为)|[增升降减]至|[增升降减变]为)"
)
_CHANGE = compile_pattern(
    r"(?P<up>净?增加|增长|提高|提升|上升|增幅|涨幅|多出|高出|净增|扩大|增多|上涨|增|升)(?:幅度?|比例|率)?(?:了|约|达|近|为|超过?|[ ]){0,2}$"
    r"|(?P<down>净?减少|下降|降低|降幅|回落|缩减|压减|核减|下滑|减少|少了|低了|减|降)(?:[（(](?:增长|增加|上升)[)）])?(?:幅度?|比例|率)?(?:了|约|达|近|为|超过?|[ ]){0,2}$"
)
_CHANGE_TO = compile_pattern(
    r"(?:增加|增长|提高|提升|上升|下降|减少|降低|扩大|增|降|升|缩减|压减|减)了?(?:到|至)[约近]?[ ]*$"
    # 降为 948 万元 is what it became; 增长为 5% may be by how much.
    r"|(?:增加|提高|提升|上升|降低|减少|扩大|调整|[增降升减])为[约近]?[ ]*$"
)
_CHANGE_BARE = compile_pattern(r"(?P<up>多|高)(?:出|于|了)?[ ]*$|(?P<down>少|低)(?:于|了)?[ ]*$")
_COMPARES = compile_pattern(r"[比较于](?:[^，。；]{0,20})$|相比[^。；]{0,12}$")
# 分别增长 25.9% 和 20.3%: the second is a change, too.
_AND = {"和", "、", "及", "与"}
# 课程 64 门、4920 学时: one thing in two units.
_SECOND_UNITS = {"学时", "课时"}
_EXTREME = compile_pattern(
    r"(?:最[高低多少大小长短]|其次|居首|垫底)的?(?:是|为)(?P<noun>[^，。；：]{2,24}?)[，,]$|"
    r"(?P<noun>[^，。；：]{2,24}?)(?:相对)?(?:最[高低多少大小]|较[高低多少]|居首|居前|次之)[，,]$"
)
_NAMED_BEFORE_BRACKET = compile_pattern(r"(?:占|与|和|同|除以|折合|按|以)(?P<noun>\p{Han}{2,12})$")
# 毕业生 894 人中，876 人……: those who did are not all there are.
_AMONG = compile_pattern(r"[中里][，,]$")
# Everybody: what follows picks none out.
# 回访 212 名毕业生, 抽查 30 名教师: it was done to some of them.
_DONE_TO = compile_pattern(
    r"(?:回访|走访|访谈|访问|约谈|面谈|调研|调查|问卷调查|抽查|抽取|抽样|抽选|慰问|帮扶|资助|奖励|表彰|选派|选送|推荐|带领|组织)了?[ ]*$"
)
_ALL_OF = compile_pattern(r"(?:全校|全市|全体|全部|所有)[ ]*$")
# 生均 alone: the thing said before, by head.
_OWNER = r"全校|全市|我校|本校|我市|现有|[ ]"
_PER = ("生均", "人均", "校均")
_HAN = compile_pattern(r"\p{Han}")
_NEW = compile_pattern(r"新增加?了?[ ]*$")
_SHARE_OF = compile_pattern(
    r"占(?:到|了|据)?(?P<base>[^，。；：占]{0,30}?)(?:的|总)?(?:比例|比重|比|百分比)?(?:分别)?(?:为|达到|达|约|近|超过|超|[ ])*$"
)
_COMPARED = compile_pattern(
    rf"(?:相比较?于?|相较于?|比较|同比|比|较|与|同|跟)[ ]*(?:{PERIOD_SIGN}+|(?:年初|全年|调整)?预算数?(?=[减增]|$))[ ]*(?:的|相比|年)*"
)
_SINCE = compile_pattern(r"(?:同比|环比)$")
_WEAK = {
    "",
    "由",
    "从",
    "自",
    "生均",
    "平均",
    "人均",
    "每年",
    "年均",
    "同比",
    "相比",
    "比",
    "较",
    "同",
    "与",
    "每生每年",
    "其",
    "人数",
    "数量",
    "金额",
    "比例",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number counts. `start` and `end` are where it stands in the text; -1 when it is inherited.

    `verb` is a word such as 新增 or 停招 that makes the noun another thing. `base` is the whole of a share. `is_narrowed`
    says that the words around it pick some out: 最旧的两个专业群, 120 名教职工参加了……
    """

    text: str
    start: int
    end: int
    kind: ClaimKind
    direction: int = 0
    base: str = ""
    verb: str = ""
    is_after: bool = False
    is_narrowed: bool = False


def find_subject(text: str, mention: ValueMention, floor: int, earlier: Subject | None, same_unit: bool) -> Subject:
    """The subject of the number, looking left no further than `floor` (where the number before it ends).

    `text` is a sentence with periods replaced by PERIOD_SIGN, same length. `earlier` is the subject of the number
    before in the sentence, `same_unit` tells whether that number had the same unit.
    """
    left_start = _left_edge(text, mention.start, floor)
    left = text[left_start : mention.start]
    share = _SHARE_OF.search(left) if mention.quantity.unit == "%" else None
    if share is not None:
        return _share_subject(left, left_start, share, earlier)
    change = _change_direction(text, mention.start)
    if change:
        return _change_subject(text, left, left_start, floor, change, earlier)
    if earlier is not None and earlier.kind is ClaimKind.CHANGE and same_unit and left.strip() in _AND:
        return Subject(earlier.text, -1, -1, ClaimKind.CHANGE, earlier.direction)
    start, end, verb = _trimmed(left, left_start)
    noun = text[start:end]
    after = _noun_after(text, mention)
    list_before = "、" in left or "等" in left[-3:] or "，" in left
    if after is not None and (
        not noun or verb or list_before or _bare(noun) in _WEAK or mention.is_chinese or _is_count(mention)
    ):
        return Subject(
            text[after[0] : after[1]],
            after[0],
            after[1],
            ClaimKind.LEVEL,
            verb=verb if _STATE.search(verb) else "",
            is_after=True,
            is_narrowed=left.rstrip().endswith("的")
            or _DONE_TO.search(left) is not None
            or (_goes_on(text, after[1]) and not _ALL_OF.search(left)),
        )
    if _bare(noun) in _PER and earlier is not None and not _HAN.search(text[floor : max(start, floor)]):
        whole = earlier.text if earlier.text.startswith(_bare(noun)) else _bare(noun) + _without_owner(earlier.text)
        return Subject(whole, -1, -1, _level_kind(mention))
    if not noun and not verb and (named := _named_in_front(text, left_start, mention.start, floor)) is not None:
        return Subject(text[named[0] : named[1]], named[0], named[1], _level_kind(mention))
    if _bare(noun) in _WEAK and earlier is not None and same_unit:
        is_some = bool(_AMONG.search(text[floor:left_start])) or _goes_on(text, mention.end)
        # 开设专业 26 个，本年撤销 2 个: those are 撤销专业; 比上年新增 9 个 is how many more there are.
        state = verb if _STATE.search(verb) and not _COMPARES.search(left) else ""
        return Subject(earlier.text, -1, -1, _level_kind(mention), verb=state, is_narrowed=is_some)
    if not noun and earlier is not None and earlier.is_after and not text[earlier.end : mention.start].strip():
        return Subject(earlier.text, earlier.start, earlier.end, _level_kind(mention))
    if (
        not noun
        and earlier is not None
        and left.strip() in ("、", "，", "/", "")
        and mention.quantity.unit in _SECOND_UNITS
    ):
        return Subject(earlier.text, -1, -1, _level_kind(mention))
    if not noun and verb:
        return Subject(verb, end, end + len(verb), _level_kind(mention))
    if not noun and earlier is not None and same_unit:
        return Subject(earlier.text, -1, -1, _level_kind(mention))
    return Subject(noun, start, end, _level_kind(mention), verb=verb if _STATE.search(verb) else "")


def _extreme_before(text: str, left_start: int, floor: int) -> tuple[int, int] | None:
    """The noun in 课外育人满意度最低，为 91 %: the clause before names it and has no number of its own."""
    before = text[floor:left_start]
    match = _EXTREME.search(before)
    if match is None:
        return None
    start = floor + max(match.start("noun"), 0)
    first, last, _ = _trimmed(text[start : floor + match.end("noun")], start)
    return (first, last) if last - first > 1 else None


def _named_in_front(text: str, left_start: int, start: int, floor: int) -> tuple[int, int] | None:
    """The noun that the clause before names for a number with none of its own; None when it names none."""
    named = _before_bracket(text, left_start, floor) if left_start == start else None
    return named or _extreme_before(text, left_start, floor)


def _before_bracket(text: str, left_start: int, floor: int) -> tuple[int, int] | None:
    """The noun of 与在校生（11248 人）之比, 占课程总数（530 门）的两成: what a lone number in a bracket counts stands before it."""
    if left_start < 1 or text[left_start - 1] not in "（(":
        return None
    match = _NAMED_BEFORE_BRACKET.search(text, floor, left_start - 1)
    return match.span("noun") if match else None


def _without_owner(subject: str) -> str:
    return neutral_start(_OWNER, shipped_words("speaks_for")).sub("", subject)


def _level_kind(mention: ValueMention) -> ClaimKind:
    return ClaimKind.RATIO if mention.quantity.unit == ":1" else ClaimKind.LEVEL


def _is_count(mention: ValueMention) -> bool:
    unit = mention.quantity.unit
    return bool(_CLASSIFIER_UNIT.match(unit)) and unit not in _NO_NOUN_AFTER


def _bare(noun: str) -> str:
    return noun.replace(PERIOD_SIGN, "").replace(" ", "").strip("的")


def _left_edge(text: str, start: int, floor: int) -> int:
    """Where the clause of the number begins: after a stop, the number before, or a bracket that is still open."""
    edge = floor
    for match in _BOUNDARY.finditer(text, floor, start):
        edge = match.end()
    depth = 0
    for i in range(start - 1, edge - 1, -1):
        if text[i] in "）)":
            depth += 1
        elif text[i] in "（(":
            if depth == 0:
                return i + 1
            depth -= 1
    while edge < start and text[edge] in "）)”":
        edge += 1
    return edge


def _trimmed(left: str, offset: int) -> tuple[int, int, str]:
    """Start and end of the noun in the clause before the number, and the verb that stood between."""
    start, end, verb = 0, len(left), ""
    while end > start and (match := _TAIL.search(left[start:end])):
        end = start + match.start()
    for pattern in (_STATE, _VERB):
        if match := pattern.search(left[start:end]):
            verb = match.group()
            end = start + match.start()
            break
    while end > start and verb and (match := _TAIL.search(left[start:end])):
        end = start + match.start()
    sign = left.rfind(PERIOD_SIGN, start, end)
    if sign >= 0 and sign + 1 < end:
        start = sign + 1
    elif sign >= 0:
        compared = _COMPARED.search(left, start, end)
        end = compared.start() if compared else sign
        while end > start and left[end - 1] == PERIOD_SIGN:
            end -= 1
        while end > start and (match := _TAIL.search(left[start:end])):  # 在校生由 2023 年的 218 人
            end = start + match.start()
    while start < end and (match := _HEAD.match(left[start:end])):
        start += match.end()
    return offset + start, offset + end, verb


def _goes_on(text: str, end: int) -> bool:
    """True when a verb follows the noun: those who took part are not all there are."""
    rest = text[end : end + 3].lstrip()
    return bool(rest) and _HAN.match(rest) is not None and not rest.startswith(("和", "与", "及", "其中"))


def _noun_after(text: str, mention: ValueMention) -> tuple[int, int] | None:
    """The noun right behind a number with a classifier; None when a stop, a verb or a particle follows."""
    if not _is_count(mention):
        return None
    start = mention.end
    stop = _LIST_BOUNDARY.search(text, start)
    stop_at = stop.start() if stop else len(text)
    if stop is not None and stop.group() in "“《" and stop_at == start:
        return None
    noun = text[start:stop_at]
    while noun.startswith(" "):
        start, noun = start + 1, noun[1:]
    cut = next((m.start() for m in _AFTER_END.finditer(noun)), len(noun))
    particle = noun.rfind("的")
    if particle >= 0 and (cut > particle or cut == 0) and not _AFTER_END.match(noun, particle + 1):
        start += particle + 1
        noun = noun[particle + 1 :]
        cut = next((m.start() for m in _AFTER_END.finditer(noun)), len(noun))
    digit = next((i for i, c in enumerate(noun) if c.isdigit()), len(noun))
    noun = noun[: min(cut, digit)].rstrip(" 。共约近超")
    return (start, start + len(noun)) if len(noun) >= 2 else None


def _change_direction(text: str, end: int) -> int:
    """+1 or -1 when the words before the number say that something rose or fell by it, 0 otherwise."""
    left = text[max(0, end - 40) : end]
    if _CHANGE_TO.search(left) or _NEW.search(left):
        return 0
    match = _CHANGE.search(left)
    if match is None:
        match = _CHANGE_BARE.search(left)
        if match is None or not _COMPARES.search(left[: match.start()]):
            return 0
    return 1 if match.group("up") else -1


def _change_subject(text: str, left: str, offset: int, floor: int, direction: int, earlier: Subject | None) -> Subject:
    match = _CHANGE.search(left) or _CHANGE_BARE.search(left)
    head = _SINCE.sub("", left[: match.start()]) if match else left
    start, end, _ = _trimmed(_COMPARED.sub(lambda m: PERIOD_SIGN * len(m.group()), head), offset)
    noun = text[start:end]
    if _bare(noun) in _WEAK or len(_bare(noun)) < 2:
        if earlier is not None and not _HAN.search(text[floor:offset]):
            return Subject(earlier.text, -1, -1, ClaimKind.CHANGE, direction)
        start, end = _clause_before(text, offset)
        noun = text[start:end]
    return Subject(noun, start, end, ClaimKind.CHANGE, direction)


def _clause_before(text: str, offset: int) -> tuple[int, int]:
    """The noun of the clause before the one that begins at `offset`, for "……，比上年提高"."""
    edge = offset - 1
    if edge <= 0:
        return offset, offset
    start = _left_edge(text, edge, 0)
    first, last, _ = _trimmed(text[start:edge], start)
    return first, last


def _share_subject(left: str, offset: int, share: Match, earlier: Subject | None) -> Subject:
    base = share.group("base").replace(PERIOD_SIGN, "").strip(" 的")
    start, end, _ = _trimmed(left[: share.start()], offset)
    noun = left[start - offset : end - offset]
    if not noun and earlier is not None:
        return Subject(earlier.text, -1, -1, ClaimKind.SHARE, base=base)
    return Subject(noun, start, end, ClaimKind.SHARE, base=base)
