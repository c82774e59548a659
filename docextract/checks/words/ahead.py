"""What makes a date after the report right: its sentence plans, or names the end of a term."""

from __future__ import annotations

from docextract.text.patterns import compile_pattern

# A plan of so many years may name a month; with a later one only a word that plans for certain makes it right.
MOST_YEARS = 6
_TITLE = compile_pattern(r"《[^《》]*》")
# 将近 and 拟定 plan nothing; 以前三名 counts.
_PLANS = compile_pattern(
    r"将(?![军近才领士])|计划|拟(?!定)|预计|预期|预估|预定|有望|力争|争取|规划|目标|愿景|远景|蓝图|展望|届时|未来|今后|下一步|中长期"
    r"|推迟|延期|延至|顺延|最迟|最晚|倒计时|截止|为止|(?:[年月日底末]|之)[ ]*[以之]?前"
    r"|到期|期满|届满|期限|年限|有效期|任期|聘期|租期|租约|合同期|协议期|建设期|服务期|质保|保修|周期|贷款|债券|还款|偿还|使用权|续约|续签"
)
# May be said of what is done or of what will be; told with 了 it is done.
_MAY_PLAN = compile_pattern(
    r"(?:完成|交付|竣工|完工|建成|投产|投用|使用|启用|开工|动工|验收|结题|毕业|实现|达到|实施|执行|施行|取消|终止|结束|搬迁|入驻)(?![了率过]|生|典礼|设计|作品)"
    r"|(?:应|须|需|要|可)(?:于|在|当|经)"
)
# A period may end when nobody can say yet.
_TO = compile_pattern(r"[至到起—–－~～-][ ]*$")
_FROM = compile_pattern(r"[ ]*(?:[至到起止前—–－~～-]|以后)")
_CLAUSE = compile_pattern(r"[^，；：]*")


def tells_ahead(sentence: str, start: int, end: int, years: int) -> bool:
    """True when the date at `start` to `end`, so many `years` after the report, may be meant.

    >>> [tells_ahead(s, 0, 10, 3) for s in ("2027 年 6 月交付新校区", "2027 年 6 月组织学生参观", "2027 年 6 月前参观")]
    [True, False, True]
    """
    plain = _TITLE.sub(lambda match: "·" * len(match.group()), sentence)
    if _PLANS.search(plain) or _TO.search(plain[:start]) or _FROM.match(plain, end):
        return True
    if years > MOST_YEARS:
        return False
    first = max(plain.rfind(mark, 0, start) + 1 for mark in "，；：")
    clause = _CLAUSE.match(plain, end)
    behind = _CLAUSE.match(plain, clause.end() + 1) if clause is not None and clause.end() < len(plain) else None
    last = behind.end() if behind is not None else len(plain)
    return _MAY_PLAN.search(plain, first, last) is not None
