"""Whose number it is: the report's issuer, a named school, a part of the whole, a case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from docextract.model.block import Block
from docextract.model.document import Report
from docextract.rulepacks.schema import Pack
from docextract.text.patterns import Pattern, compile_pattern
from docextract.text.word_patterns import any_of

# Endings of names in any report; a pack's `bodies` has those of its kind.
_BODIES = ("学校", "学院", "大学", "公司")
# A name that ends in what institutions and firms are called, where a clause begins; one of a list is no owner.
_BEFORE_NAME = r"(?:(?<=[，；：。（(▲、])|^)[ ]*(?:其中|由|在|如|比如|例如|另外|同时|此外|近年来|为|,)*[，,]?[ ]*"
# A clause with one of these before the ending is a sentence, not a name.
_NO_NAME = compile_pattern(
    r"[有的了为被将把对从向各该是和与及]|(?<![中高])等|推进|贯彻|落实|制定|遴选|培育|组建|建设|举办|承办|此次|本次|下拨|管理|面向|指导|服务|支持|通过|积极|开展|继续|规划|保障|足额|共建|联合|合作"
)
# Names made of these alone are kinds, not owners: 全市中等职业学校, 各学校, 我校.
_KIND_WORDS = (
    r"全国|全省|全市|全县|全区|全校|本校|我校|该校|我市|本市|各级|各类|各|所有|多所|市域|市内|省内|县内|技术|专业|学校|学院|大学|"
    r"公办|民办|产业|社区|老年|开放|普通|高水平|综合|示范|重点|优质|国家级|省级|市级|县级|与|和|及|的|在|由|为|等|年|现有|共有|有|共|\s"
)
# A building site, a park, a campus of its own: 职教园区一期主体完工，建筑面积 9.6 万平方米.
_SITE = compile_pattern(
    r"(?P<site>\p{Han}{1,14}(?:园区|(?<![两三四各现])校区|产业园|大楼|实训楼|教学楼|图书馆|体育馆|宿舍楼|工程|项目|一期|二期|三期))"
    r"(?=主体|占地|总投资|总建筑|完工|竣工|启用|投入使用|正式|规划|用地|开工|落成|动工|建筑面积|建成)"
)
# Some of the schools: 公办学校 17 所，在校生 33540 人. Their own number is the whole's, what follows it is theirs.
_GROUP = compile_pattern(
    r"(?:(?<=[，；：。（(])|^)[ ]*(?:其中|另外|此外|而)?[，,：:]?[ ]*"
    r"(?P<group>(?:公办|民办|省属|市属|县属|区属|城区|农村|乡镇|企业办|行业办|部门办)(?:中等|职业|中职|高职|高等|技工)*(?:学校|院校|中专|技校))"
    r"(?=[中里]，|[ ]*(?:有|共有|共)?[ ]*(?:\d+[ ]*[所家个][ ]*，|$))"
)
# 市直 4 所学校实训工位 9860 个: what they have is not the whole's.
_SOME = compile_pattern(
    r"(?P<group>(?:市直|县直|区直|省直|市属|县属|区属|省属|部分|个别|少数|多数|其余|另外)[ ]*(?:\d+[ ]*所)?\p{Han}{0,6}?(?:学校|院校|中专|中职|技校))"
    r"(?=\p{Han}{2,10}[ ]*(?:约|近|超)?\d|\p{Han}{2,10}(?:不足|仅|超过|达))"
)
_ELSEWHERE = compile_pattern(
    r"国家标准|全省(?!级)|全国(?!职业|大赛|技能|优秀|模范|教师)|省均|平均水平|平均值|国家规定|标准要求"
)
_THIS = compile_pattern(
    r"(?:^|[，。；：])[ ]*(?P<this>该(?:校|专业|基地|中心|公司|团队|集团|项目|工作室|班|县|区|园区|社团|课程|案例)|某\p{Han}{1,6})"
)
_ALL = compile_pattern(r"全市|全校|全省|我市|我校|本市|本校|全县|全区")


@cache
def _names(bodies: tuple[str, ...]) -> Pattern:
    return compile_pattern(
        rf"{_BEFORE_NAME}(?P<name>\p{{Han}}{{2,16}}?{any_of([*bodies, *_BODIES])})(?![、等校区集专业])"
    )


@cache
def _kinds(words: tuple[str, ...]) -> Pattern:
    return compile_pattern(f"{any_of(words)}|{_KIND_WORDS}")


@dataclass(frozen=True, slots=True)
class OwnerReader:
    """Tells owners in the prose of one report, by the names that its pack knows."""

    report: Report
    pack: Pack

    def of(self, block: Block, text: str, sentence_start: int, number_start: int) -> str:
        """The scope of the number at `number_start` in the block's text: "" for the issuer's own.

        A case's numbers are the case's. A school named in the sentence before the number takes it over until 全市 or
        全校 takes it back.
        """
        before = text[sentence_start:number_start]
        clause = before[max(before.rfind(stop) for stop in "，；：") + 1 :]
        if _ELSEWHERE.search(clause):
            return "elsewhere"
        named = self._last_name(before)
        if block.case:
            return named or block.case
        return named

    def _last_name(self, before: str) -> str:
        takes_back = max((m.end() for m in _ALL.finditer(before)), default=-1)
        found = ""
        for match in _names(self.pack.words.bodies).finditer(before):
            if match.start("name") >= takes_back and not _NO_NAME.search(match.group("name")):
                found = self._owner(match.group("name"))
        for match in _SITE.finditer(before):
            if match.start() >= takes_back or not found:
                found = self._owner(match.group("site"))
        for match in _GROUP.finditer(before):
            if match.start() >= takes_back:
                found = match.group("group") if "，" in before[match.end() :] else ""
        for match in _SOME.finditer(before + "0"):
            if match.start() >= takes_back:
                found = match.group("group")
        this = [m for m in _THIS.finditer(before) if m.start() >= takes_back]
        return this[-1].group("this") if this else found

    def _owner(self, name: str) -> str:
        """The name without words that name a kind; "" when nothing else is left or it is the issuer's own."""
        own = _kinds(self.pack.words.kinds).sub("", name)
        if len(own) < 2 or self._is_issuer(name, own):
            return ""
        return name

    def _is_issuer(self, name: str, own: str) -> bool:
        """True for the issuer's name, its short form (江城中专 for 江城中等专业学校) and its place (江城市)."""
        issuer = self.report.issuer
        return bool(issuer) and (own in issuer or is_short_form(own, issuer) or name in issuer)


def is_short_form(short: str, full: str) -> bool:
    """True if the characters of `short` stand in `full` in that order, from its beginning.

    >>> is_short_form("江城中专", "江城中等专业学校"), is_short_form("海城中专", "江城中等专业学校")
    (True, False)
    """
    if not short or not full or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)
