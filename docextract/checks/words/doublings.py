"""Words set twice in a row, told from those that Chinese doubles.

Two equal words side by side may be two words: the end of one name and the beginning of the next (会计专业|专业教师), a verb
and its object (创新|创新人才), a verb said twice (讨论讨论). They are not where the first copy has nothing in front that it
could end, or the second nothing behind that it could begin: a mark, or a word of grammar.
"""

from __future__ import annotations

from collections.abc import Iterator

from docextract.checks.words.writing import is_han
from docextract.text.patterns import compile_pattern

# 的: 目的的 and 标的的 are a word and a particle. 和: 暖暖和和. 在: 现在在, 在在校生 (in what is given behind).
_PARTICLE = compile_pattern(
    r"(?<![的目标])的的(?![确的])|(?<![了不])了了(?!解|了|之)|(?<![和])(?<!\1(\p{Han}))和和(?!美|气|睦|平|谐|顺)"
    r"|(?<![在现存正所实旨好潜内外自志意贵重健何皆])在在(?![在校线职读岗建编任籍册场座位押逃即乎于意役])"
)
# 一件事一件事, 很多很多: what counts or grades doubles on purpose. Looked for at every character: 行业企业企业.
_WORD = compile_pattern(r"(?![一二三四五六七八九十百千两几每多不很非半])(?=(?P<word>\p{Han}{2,8})(?P=word))")
_RHYTHM = compile_pattern(r"^(?P<one>\p{Han})(?P=one)+$")
# Verbs that are said twice for doing a little of it, and cheers.
_SAID_TWICE = compile_pattern(
    r"讨论|商量|研究|锻炼|了解|交流|考虑|休息|体验|感受|观察|收拾|打扫|整理|练习|检查|比较|参观|尝试|放松|琢磨|打听|思考|反思|探讨|"
    r"请教|探索|试验|检验|准备|庆祝|关心|照顾|帮助|指点|高兴|热闹|凉快|活动|学习|意思|加油|努力|辛苦|永远|特别|许多|好多|好好|慢慢|"
    r"仅仅"
)
# What is done and the doing of it in one word: a clause may have it as verb and, behind it, as part of the object.
_ACTS = compile_pattern(
    r"服务|创新|管理|设计|实践|实训|实习|发展|生产|教育|教学|培训|评价|组织|统计|计划|规划|保障|宣传|改革|领导|评估|监督|招生|就业|"
    r"创业|合作|治理|经营|运行|投资|消费|建筑|制造|加工|护理|指导|支持|支出|收入|工作|测试|实验"
)
# Words that neither end a name nor begin one: twice they are never right.
_GRAMMAR = compile_pattern(
    r"通过|根据|依据|按照|围绕|为了|关于|对于|由于|随着|以及|并且|同时|其中|此外|因此|所以|但是|如果|虽然|已经|正在|我们|他们|开展|"
    r"进行|完成|参加|获得|荣获|取得|举办|举行|召开|加强|提高|推进|推动|促进|实现|达到|坚持|成为|包括|具有|拥有|建立|制定|印发|构建|"
    r"打造|深化|强化|积极|充分|不断|深入"
)
# A character that makes another word of the one in front (专业|专业课), and the place ends in which 江城市|城市 meet.
_SUFFIXES = frozenset("课群生师员家者部局厅处科室组会院所站点库网化性型类系班业界量率额值数表书证费卡品人法级制线费端")
_MEETINGS_AND_RATES = frozenset("会率度者性型式")  # 推进推进会
_PLACE_ENDS = frozenset("市县区省镇乡村州")
_OPENS = compile_pattern(
    r"(?:^|[。，、；：？！（(]|[和与及或而但对向由从被把将给让使是也都又还就再为以了]|\d[ ]*[年月日])[ ]*$"
)
_ENDS = compile_pattern(
    r"[ ]*(?:$|[。，、；：？）)”’》（(\d]|[的和与及或把将被让给使由是也都又还均再更最需须不没已曾其此这那等且但而并]"
    r"|在(?![校线职读岗建编任籍册])|有(?![效机])|要(?![求素])|从(?!业)|向|对(?![口接])|以(?![上下内外])|通过|积极|充分|不断|深入|参加|开展)"
)
_NAMES_ON = compile_pattern(r"[ ]*(?:和[谐平]|及格|都市|不锈|最低|最高|其他|等级|并购|向导|需求|由来|更新)")
_ENDS_AN_ACT = compile_pattern(r"[ ]*(?:$|[。，、；：？）)”’》]|[的和与及或])")
# 创新创新再创新, 加油加油！
_CHEERS = compile_pattern(r"[ ]*(?:再|又|[！!～~])")
_AROUND = 12


def doublings(text: str) -> Iterator[tuple[int, int]]:
    """Places (half open) of particles and words set twice, both copies.

    >>> [text[a:b] for text in ("在在会上，", "由学生学生完成") for a, b in doublings(text)]
    ['在在', '学生学生']
    >>> list(doublings("会计专业专业教师，请大家讨论讨论，现在在校生"))
    []
    """
    for match in _PARTICLE.finditer(text):
        yield match.span()
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.start(), match.start() + 2 * len(match["word"])
        if start >= last and not _is_meant(
            match["word"], text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        ):
            last = end
            yield start, end


def _is_meant(word: str, before: str, after: str) -> bool:
    """True where Chinese doubles the word, or the two copies may belong to different words."""
    if _RHYTHM.match(word) or _CHEERS.match(after) or _SAID_TWICE.fullmatch(word):
        return True
    if before.endswith(("“", "《", "‘")) and after.startswith(("”", "》", "’")):
        return True
    if len(word) > 2:
        return after[:1] in _SUFFIXES and is_han(before[-1:])
    if _GRAMMAR.fullmatch(word):
        return after[:1] in _MEETINGS_AND_RATES
    if word[-1] in _PLACE_ENDS or after[:1] in _SUFFIXES or _NAMES_ON.match(after):
        return True
    if _ACTS.fullmatch(word):
        return not _ENDS_AN_ACT.match(after)
    return not (_OPENS.search(before) or _ENDS.match(after))
