"""Which way the words before a number say that something went: 较上学年减少 55 人, 今年多录取 93 人."""

from __future__ import annotations

from docextract.checks.prose.passages import Number
from docextract.text.patterns import compile_pattern

UP = r"净?增加|增长|增幅|涨幅|提高|提升|上升|上涨|扩大|净增|高出|多出|[增升涨多高]"
DOWN = r"净?减少|下降|降低|降幅|回落|下滑|压减|缩减|缩短|净减|[减降少低]"
# What came and what went, whoever counts it; 停招, 合并 and 减少 may leave what they speak of where it was.
CAME = r"新增|增设|新设|新开|新办|新建|新立|新聘|新签|新进|新购|引进|招聘|调入|转入|入职|购入|补充|复学|吸纳|吸收"
WENT = r"退休|调出|离职|辞职|撤销|取消|退出|淘汰|关停|终止|到期|流失|退学|转出|转学|报废|注销|下线|剔旧|剔除|下架"
# Words in front of a change that name no other thing: 较上学年减少, 一年多安排, 两年间净增.
_SINCE = (
    r"(?:[比较与同跟]|相比|同比|上一?(?:学年|年度|年|届)|去年|今年|本年|前一年|同期|[一两二三四五]年|[间来内]|期间|其间|净|"
    r"共|累计|合计|总共|实际|又|则|也|已|整整)*"
)
_WAY = compile_pattern(
    rf"^[^，。；、\d]{{0,6}}[，（(]?{_SINCE}(?:(?P<up>{UP})|(?P<down>{DOWN}))(?P<did>\p{{Han}}{{0,3}}?)"
    r"(?:[了约近率达]|(?<=[幅率])为){0,2}[ \u00a0\u3000]*$"
)


def way_of(number: Number) -> int:
    """+1 for 增加 55 人 and 多招 12 人, -1 for 少 3 项; 0 when the words before the number say neither, or name another thing."""
    match = _WAY.match(number.lead)
    if match is None or any(char in match.group("did") for char in "到至为成"):
        return 0
    return 1 if match.group("up") else -1
