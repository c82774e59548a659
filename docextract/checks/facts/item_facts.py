"""Values of a classification's items (科目) as facts: from the grids that list them and from the prose that retells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from docextract.checks.facts.facts import Fact, item_cell_facts
from docextract.model.document import Report
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.quantity import Interval
from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.records import Form
from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form
from docextract.text.patterns import compile_pattern

# 社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）
_NAMED = compile_pattern(
    r"(?P<name>[^，。；：、（）()\d]+(?:[（(](?![类款项][)）])[^（）()]*[)）])?[^，。；：、（）()\d]*)[（(](?P<level>[类款项])[)）]"
)
_FINAL = compile_pattern(r"决算(?:数|为)?$")
# 农林水支出（类）水利（款）防汛（项。 — a lower level's name, of which a bracket is lost.
_GOES_ON = compile_pattern(r"(?!年初|年末|本年|全年|支出|预算|决算|经费|共|为|的)\p{Han}{2}")


@dataclass(frozen=True, slots=True)
class NamedItem:
    """An item that a paragraph names level by level; `names` from the outermost, `start` and `end` in the block's text."""

    block: str
    names: tuple[str, ...]
    start: int
    end: int


def item_facts(report: Report, indicators: Sequence[IndicatorValue], pack: Pack) -> tuple[Fact, ...]:
    """One fact a cell of an item, blank cells too: they stand for nothing, 0, and have no print."""
    values = [value for value in indicators if value.item and value.code]
    read = [v if v.status is ValueStatus.OK else replace(v, value=Decimal(0), raw="", decimals=0) for v in values]
    return tuple(
        fact if value.status is ValueStatus.OK else _as_blank(fact)
        for fact, value in zip(item_cell_facts(read, report, pack), values, strict=True)
    )


def _as_blank(fact: Fact) -> Fact:
    return replace(fact, printed="", quote="", interval=Interval(Decimal(0), Decimal(0)))


def named_items(text: str, block: str, levels: Sequence[str]) -> Iterator[NamedItem]:
    """The items named in a paragraph; a name of a lower level belongs to those of the levels above right before it.

    One without the levels above has no names: what follows is not about the item named before.

    >>> [n.names for n in named_items("1、教育支出（类）普通教育（款）小学教育（项）。", "b1", "类款项")]
    [('教育支出', '普通教育', '小学教育')]
    >>> [n.names for n in named_items("教育支出（类）普通教育（款小学教育（项）。", "b1", "类款项")]
    [('教育支出',), ()]
    """
    names: list[str] = []
    start = end = 0
    is_open = False
    for match in _NAMED.finditer(text):
        if match["level"] not in levels:
            continue
        level = list(levels).index(match["level"])
        goes_on = bool(names) and level == len(names) and match.start() == end
        if not goes_on:
            if is_open:
                yield NamedItem(block, tuple(names), start, end)
            names, start, is_open = [], match.start(), True
        if goes_on or level == 0:
            names.append(match["name"].strip())
        end = match.end()
    if is_open:
        yield NamedItem(block, tuple(names), start, end)


@dataclass(frozen=True)
class Retelling:
    """The prose that retells a form's items: the form, its first column's code, its scheme and names of the items."""

    form: Form
    code: str
    scheme: Classification
    names: Mapping[str, str]
    blocks: tuple[str, ...]

    def item_of(self, names: Sequence[str]) -> str:
        """The code of the item that is named so from the outermost level; "" when the form's tables have none."""
        found = [""]
        for name in names:
            key = compare_form(name).removesuffix("支出")  # 农林水（类）支出
            found = [
                code
                for code, own in self.names.items()
                if self.scheme.parent(code) in found and compare_form(own).removesuffix("支出") == key
            ]
        return found[0] if len(found) == 1 else ""


def retellings(report: Report, items: Sequence[Fact], pack: Pack) -> Iterator[Retelling]:
    """For each form that the report fills in and whose `said_in` names sections, the blocks of these sections."""
    for form in pack.forms:
        panel = next((panel for panel in form.panels if panel.items), None)
        if panel is None or not form.said_in:
            continue
        code = panel.measures[0].code
        own = [fact for fact in items if fact.code == code and fact.item]
        # A blank form lists its items all the same; nothing can be retold of it.
        names = {fact.item: fact.subject for fact in own if any(each.printed for each in own)}
        if names:
            yield Retelling(form, code, pack.classifications[panel.items], names, _blocks_of(report, form))


def _blocks_of(report: Report, form: Form) -> tuple[str, ...]:
    said = tuple(map(compare_form, form.said_in))
    inside: set[str] = set()
    for section in report.sections:
        if section.parent in inside or any(words in compare_form(section.title) for words in said):
            inside.add(section.id)
    return tuple(block.id for block in report.blocks if block.section in inside)


def retold_facts(report: Report, facts: Sequence[Fact], items: Sequence[Fact], pack: Pack) -> tuple[Fact, ...]:
    """Prose facts that state an item's value, with code and item: 教育支出（类）754.75 万元; 支出决算为 54.53 万元 under its name."""
    found: list[Fact] = []
    for retelling in retellings(report, items, pack):
        blocks = set(retelling.blocks)
        for fact in facts:
            if fact.claim is None or fact.source.block not in blocks or fact.unit in ("%", "％"):
                continue
            text = report.block(fact.source.block).text
            item = _item_meant(text, fact, retelling)
            if item:
                found.append(replace(fact, code=retelling.code, item=item, subject=retelling.names[item]))
    return tuple(found)


def _item_meant(text: str, fact: Fact, retelling: Retelling) -> str:
    """The item whose value the fact states: named right before its number, or named before and 决算 right before it."""
    before = [
        named
        for named in named_items(text, fact.source.block, retelling.scheme.levels)
        if named.start <= max(fact.source.start, 0) or named.end <= fact.source.end
    ]
    if not before:
        return ""
    named = before[-1]
    is_beside = named.end <= fact.source.end and fact.source.start <= named.end and fact.subject.endswith(("）", ")"))
    is_final = _FINAL.search(fact.subject) and "预算" not in fact.subject and named.end <= fact.source.start
    if is_beside or (is_final and not _GOES_ON.match(text, named.end)):
        return retelling.item_of(named.names)
    return ""
