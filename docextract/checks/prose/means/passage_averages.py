"""Values by head, by class, by firm ... whose total and count the same sentence gives, in whatever order: 64 期、4812 人次，平均每期 75 人.

The word before the number says by what it is (每期, 户均, 生均, 每百名学生). It is set against every count of that sort and
every total in its unit that the sentence gives: one fitting pair is enough. Without one it is held to be wrong only
when a single pair comes near, or could be all that is meant and is a slip of the pen away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from docextract.checks.facts.book import Book
from docextract.checks.facts.facts import Fact
from docextract.checks.facts.intervals import as_mean, open_quotient, scaled
from docextract.checks.facts.one_slip import is_one_slip_away
from docextract.checks.prose.changes.moves import is_said_to_move
from docextract.checks.prose.passage_equations import passage_equation
from docextract.checks.prose.passages import Number, Passage, passages
from docextract.checks.relations.equations import Equation
from docextract.checks.relations.per_head import divided_by
from docextract.checks.relations.shapes import quotient_of
from docextract.checks.verdicts.naming import name_of
from docextract.checks.verdicts.saying import at, at_en, middle, rounded
from docextract.model.claim import ClaimKind
from docextract.model.finding import Message
from docextract.model.quantity import Interval
from docextract.text.patterns import compile_pattern

_EACH = compile_pattern(
    r"每(?P<size>百|千)?(?P<unit>人次|名|位|个|家|所|期|班|场|次|户|亩|人|项|门|间|台|批|届|生|本|套|支)(?:[（(]\p{Han}[)）])?"
    r"(?P<noun>\p{Han}{0,3})[^，。；、（(]{0,12}$"
    r"|(?P<short>生|人|师|班|场|户|校|期|课|亩|件|项|门|单场|单期|[院系组队村镇店馆站日天])均(?P<thing>[^，。；、（(]{0,12})$"
)
# By month or by week: by what else is divided is not said. Days are counted now and then.
_BY_TIME = compile_pattern(r"每[年月周天日季]|每学[年期]|[月周季]均|年均")
_UNITS = {
    "生": "人", "师": "人", "人": "人", "名": "人", "位": "人", "校": "所", "课": "门", "单场": "场", "单期": "期", "班": "个",
}  # fmt: skip
# 个 of a class, 班 and 个 班; a school is counted 所 or 家.
_SAME_COUNT = ({"人", "名", "位"}, {"班", "个", "个班"}, {"所", "校", "家"}, {"场", "次", "场次"}, {"期", "次"})
# Boarders or leavers are no number by which 生均 divides.
_STUDENTS = compile_pattern(r"(?<!寄宿|住宿|住校|留学|困难|资助|走读)(?:学生|在校生)|在校生|在籍|学员")
_SOME_STUDENTS = compile_pattern(r"住校|住宿|寄宿|毕业|新生|招生|留学|困难|实习|走读|受助|参加|参与|获")
_TEACHERS = compile_pattern(r"教师|师资|导师|老师")
_CLASSES = compile_pattern(r"班")
_FOLDED = compile_pattern(r"折合|折算")
# Beside students counted for the ratio it is the teachers so counted: 专任教师 226 人，校外教师按 0.5 折算，教师总数 256 人.
_ALL_TEACHERS = compile_pattern(r"教师总数(?:为|达|共)?[ ]*$")
_NEED = {"生": _STUDENTS, "师": _TEACHERS, "班": _CLASSES}
# 院均: 6 个二级学院; 日均: 210 个开馆日. What they are counted in stands in the noun.
_NAMED = {
    "院": "院",
    "系": "系",
    "组": "组",
    "队": "队",
    "村": "村",
    "镇": "镇",
    "店": "店",
    "馆": "馆",
    "站": "站",
    "日": "日天",
    "天": "日天",
}
# 占在校生 2519 人的 74.4%: the base of a share.
_SHARE_BASE = compile_pattern(r"占[^，。；]{0,12}$")
# 286.5 亩，折合 19.1 万平方米: the same thing again.
_AGAIN = compile_pattern(r"^[，（(]?(?:折合|约合|合|即|相当于)[约为]?[ ]*$")
_SUMS_UP = compile_pattern(r"共|合计|总|累计")
_MAN_DAYS = {"人日", "人天"}
_RATIO_OF = compile_pattern(
    r"(?:(?P<first>\p{Han}{2,8}?)(?:人数)?|，)[与和同](?P<second>\p{Han}{2,8}?)(?:人数|总数)?"
    r"(?:[（(][^（()）]{1,12}[）)])?之?比(?:例)?(?:约?为|达到?|是|约)?[ ]*(?:1[ ]*[:：∶][ ]*)?$"
)
_SIZES = {"百": Decimal(100), "千": Decimal(1000)}
_LIGHT = compile_pattern(r"约|近|超过?|达到?|为|拥有|有|的|仅|年|投入|面积|总?值|总?额|经费|[^\p{Han}]")
# A quotient further off than this is of other things.
NEAR = Decimal("1.7")
# 一等 12 人每人 800 元，二等 30 人每人 500 元，合计 4.56 万元: the total is that of both.
MANY = 2
_STANDARD = compile_pattern(r"高于|低于|超过|超出|达到|标准")  # 远高于生均 3000 元的标准
_BESIDE = compile_pattern(r"^[ ]*[，、][ ]*[^，。；、]{0,6}$")
_COUNTED = ("人", "名", "位", "户", "个", "家", "场", "次", "期")
WORD = 2
_OLD, _NEW = 1, 2
NAMED_LIMIT = 8


@dataclass(frozen=True, slots=True)
class _Divided:
    """total / count x factor, with the printed average first."""

    each: Fact
    whole: Fact
    count: Fact
    factor: Decimal

    def fits(self) -> bool:
        return self.holds((self.each.interval, self.whole.interval, self.count.interval))

    def holds(self, intervals: tuple[Interval, ...]) -> bool:
        found = open_quotient(intervals[1], intervals[2])
        return found is None or scaled(found, self.factor).meets(intervals[0])

    @property
    def facts(self) -> tuple[Fact, Fact, Fact]:
        return self.each, self.whole, self.count

    def right(self) -> Decimal:
        return middle(self.whole.interval) / (middle(self.count.interval) or Decimal(1)) * self.factor

    def is_near(self) -> bool:
        said, right = self.each.value, self.right()
        return 0 < said <= right * NEAR and right <= said * NEAR


def average_equations(book: Book) -> Iterator[Equation]:
    """Every average of running text with its total and its count in the same sentence."""
    before: tuple[Number, ...] = ()
    block = ""
    for passage in passages(book):
        before, block = (before if passage.block == block else ()), passage.block
        for number in passage.numbers:
            own: list[_Divided] = []
            part = Passage(passage.text, passage.start, passage.part_around(number))
            if number.fact.unit == ":1":
                found = list(_students_by_teachers(passage, number))
            else:
                own = list(_divided(part, number))
                found = own or list(_divided(Passage(passage.text, 0, before + passage.numbers), number))
            fitting = [each for each in found if each.fits() or _fits_all_students(book, each)]
            if fitting:
                yield _equation(fitting[0])
            elif (
                not _fits_a_sum(found)
                and (own or not _has_its_own(part, number, found))
                and (wrong := _wrong(part, found))
            ):
                yield _equation(wrong)
        before += passage.numbers


def _has_its_own(part: Passage, each: Number, found: Sequence[_Divided]) -> bool:
    """True for 走访 173 户，发放 8.65 万元；首批资助 30 人，每人 1000 元: its own count stands beside it, and what it comes to doesn't."""
    at = part.numbers.index(each)
    beside = part.numbers[at - 1] if at else None
    if beside is None or not beside.is_plain or beside.fact.unit not in _COUNTED or not _BESIDE.match(each.lead):
        return False
    return not any(one.count is beside.fact and one.is_near() for one in found)


def _wrong(part: Passage, found: Sequence[_Divided]) -> _Divided | None:
    """The one that is meant of those that don't fit; None when that is not clear."""
    near = [each for each in found if each.is_near()]
    alone = len([n for n in part.numbers if _EACH.search(n.lead) and not _STANDARD.search(n.lead)]) < MANY
    if not alone:
        return None
    if len(near) == 1:
        return near[0]
    if len(found) > MANY or not all(_is_told_as_total(each) for each in found):
        return None
    slips = [each for each in found if is_one_slip_away(each.facts, each.holds)]
    return slips[0] if len(slips) == 1 else None


def _is_told_as_total(found: _Divided) -> bool:
    """False for what stands behind the average and is not called a total: 32 个班，每班 45 人，专任教师 182 人."""
    whole = found.whole
    return whole.source.start < found.each.source.start or _SUMS_UP.search(whole.quote) is not None


def _fits_a_sum(found: Sequence[_Divided]) -> bool:
    """True for 骨干教师 60 名、带头人 24 名，奖励每人 3000 元，共 25.2 万元: all of them together."""
    for whole in {id(each.whole): each.whole for each in found}.values():
        counts = [each for each in found if each.whole is whole]
        low = sum((each.count.value for each in counts), Decimal(0))
        if len(counts) > 1 and counts[0].holds((counts[0].each.interval, whole.interval, Interval(low, low))):
            return True
    return False


def _fits_all_students(book: Book, found: _Divided) -> bool:
    """True when the average comes of the report's own number of students, whatever the sentence counts."""
    code = divided_by(book, "生均")
    values = book.stated(code, found.each.year or book.report.year) if code else ()
    return any(found.holds((found.each.interval, found.whole.interval, stated.interval)) for stated in values)


def _divided(passage: Passage, each: Number) -> Iterator[_Divided]:
    place = _place_in_move(passage, each)
    lead = passage.numbers[passage.numbers.index(each) - 1].lead if place == _NEW else each.lead
    match = _EACH.search(lead)
    if match is None or each.fact.unit in ("%", "个百分点", "倍") or each.fact.kind is ClaimKind.CHANGE:
        return
    if _BY_TIME.search(lead[max(0, match.start() - 2) :]):
        return
    word, noun = match.group("short") or match.group("unit"), match.group("noun") or ""
    counts = [n for n in passage.numbers if n is not each and _is_count(passage, n, word, noun)]
    own = [n for n in counts if not _SHARE_BASE.search(n.lead)]
    thing = "" if place else match.group("thing") or ""
    wholes = [n for n in _wholes(passage, each) if _is_thing(passage, n, thing)]
    if place:
        old = [n for n in own if _place_in_move(passage, n) == _OLD]  # the new one is not named again
        counts = own = old if place == _OLD else [passage.numbers[passage.numbers.index(n) + 1] for n in old]
        wholes = [n for n in wholes if _place_in_move(passage, n) == place]
    for count in _called(passage, own or counts, noun):
        for whole in _called(passage, wholes, noun):
            if whole is not count:
                mean = replace(each.fact, interval=as_mean(each.fact.interval, each.fact.unit_size))
                yield _Divided(mean, whole.fact, count.fact, _SIZES.get(match.group("size") or "", Decimal(1)))


def _place_in_move(passage: Passage, number: Number) -> int:
    """_OLD or _NEW for the two values of 由 37 人增至 39 人, else 0: an old mean is of the old numbers."""
    numbers = passage.numbers
    at = numbers.index(number) if number in numbers else -1
    if at >= 0 and at + 1 < len(numbers) and is_said_to_move(number, numbers[at + 1]):
        return _OLD
    return _NEW if at > 0 and is_said_to_move(numbers[at - 1], number) else 0


def _called(passage: Passage, numbers: Sequence[Number], noun: str) -> Sequence[Number]:
    """Those that have the noun's first word (横向 in 平均每项横向课题) when some have it, else all."""
    some = [n for n in numbers if len(noun) >= WORD and noun[:WORD] in n.lead + n.fact.subject + passage.after(n)]
    return some or numbers


def _is_thing(passage: Passage, whole: Number, thing: str) -> bool:
    """False when the average names a thing and the total is of another: 校舍建筑面积 48000 平方米 and 生均占地面积."""
    name = _LIGHT.sub("", thing)
    if len(name) < 2:
        return True
    at = passage.numbers.index(whole) if _AGAIN.match(whole.lead) else 0
    again = passage.numbers[at - 1].lead if at else ""
    said = again + whole.lead + whole.fact.subject + passage.after(whole)
    return any(name[i : i + 2] in said for i in range(len(name) - 1))


def _wholes(passage: Passage, each: Number) -> list[Number]:
    unit = each.fact.unit.partition("/")[0]
    persons = ("人", "人次", "名")
    return [
        n
        for n in passage.numbers
        if n is not each
        and _is_level(n)
        and not _EACH.search(n.lead)
        and (
            n.fact.dimension == each.fact.dimension
            or n.fact.unit.endswith(unit)
            or {n.fact.unit, unit} <= {*persons}
            or (n.fact.unit in _MAN_DAYS and unit in ("天", "日"))
        )
    ]


def _is_level(number: Number) -> bool:
    return number.fact.kind in (ClaimKind.LEVEL, ClaimKind.LIST_COUNT) and not number.is_rate and not number.is_compared


def _is_count(passage: Passage, number: Number, word: str, noun: str) -> bool:
    unit = number.fact.unit
    wanted = _UNITS.get(word, word)
    alike = any(unit in group and (wanted in group or word in group) for group in _SAME_COUNT)
    if word in _NAMED:
        named = unit + passage.after(number, NAMED_LIMIT)
        return _is_level(number) and any(char in named for char in _NAMED[word]) and number.fact.dimension != "钱"
    if not _is_level(number) or not (unit.partition("（")[0].partition("(")[0] == wanted or alike):
        return False
    said = number.lead + passage.after(number)
    if word in _NEED:
        near = number.lead[-12:] + passage.after(number, 6) + number.fact.subject
        return bool(_NEED[word].search(near)) and not (word == "生" and _SOME_STUDENTS.search(near))
    return word != "个" or noun[:2] in said


def _students_by_teachers(passage: Passage, ratio: Number) -> Iterator[_Divided]:
    """折合在校生 3260 人、折合教师 200 人，生师比 16.3:1; only what is printed as counted for the ratio."""
    named = _RATIO_OF.search(passage.text, passage.start, ratio.start)
    if named is not None:
        yield from _of_named(passage, ratio, named.group("first") or "", named.group("second"))
        return
    if "师" not in ratio.lead or "生" not in ratio.lead:
        return
    persons = [n for n in passage.numbers if n.fact.dimension == "人" and _is_level(n)]
    students = [n for n in persons if _FOLDED.search(n.lead) and _STUDENTS.search(n.fact.subject)]
    teachers = [
        n
        for n in persons
        if _ALL_TEACHERS.search(n.lead) or (_FOLDED.search(n.lead) and _TEACHERS.search(n.fact.subject))
    ]
    for whole in students:
        for count in teachers:
            yield _Divided(ratio.fact, whole.fact, count.fact, Decimal(1))


def _of_named(passage: Passage, ratio: Number, first: str, second: str) -> Iterator[_Divided]:
    """辅导员 56 人，服务学生 11248 人，辅导员与学生之比为 1:201."""
    levels = [n.fact for n in passage.numbers if n.start < ratio.start and _is_level(n)]
    others = [f for f in levels if second in f.subject and (not first or first not in f.subject)]
    ones = [f for f in levels if first in f.subject and f not in others]
    if len(ones) == 1 and len(others) == 1:
        count, whole = sorted((ones[0], others[0]), key=lambda fact: fact.value)
        yield _Divided(ratio.fact, whole, count, Decimal(1))


def _equation(found: _Divided) -> Equation:
    each, whole, count = found.facts
    times = "" if found.factor == 1 else f" × {rounded(found.factor, 0)}"
    working = (
        f"{whole.shown} ÷ {count.shown}{times} = {rounded(found.right() / each.unit_size, 2)} {each.unit}".rstrip()
    )
    name = name_of(each, whole)
    message = Message(
        f"{name}{at(each)}写平均 {each.shown}，但 {working}",
        f"{name or 'a number'} is {each.shown} on average {at_en(each)}, but {working}",
    )
    return passage_equation(
        "ratio", "average", found.facts, found.holds, working, message, shape=quotient_of(found.factor), score=0.85
    )
