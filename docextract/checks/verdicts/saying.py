"""Evidence, keys and the small phrases of which messages are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from docextract.checks.facts.facts import Fact
from docextract.model.finding import Evidence, Message
from docextract.model.quantity import Interval
from docextract.model.relation import Mention
from docextract.model.source import Place
from docextract.model.table import Table
from docextract.text.numbers import plain
from docextract.text.places import where_in_english

# A finding that shows everything shows nothing.
EVIDENCE_LIMIT = 6
TERMS_SHOWN = 6  # of a sum
NOTHING_DECIDES = Message("没有别的数能判定哪个对", "nothing else decides")


def evidence_of(fact: Fact) -> Evidence:
    """A fact as evidence: quote, value as printed, place in words."""
    return Evidence(fact.source, fact.quote, fact.printed, fact.unit, str(fact.year) if fact.year else "", fact.where)


def mention_of(fact: Fact) -> Mention:
    """A fact as a number of a relation."""
    return Mention(fact.source, fact.interval, fact.printed, fact.unit_size)


def evidence_of_all(facts: Iterable[Fact], support: Iterable[Fact] = ()) -> tuple[Evidence, ...]:
    """Evidence of several facts, each place once, no more than EVIDENCE_LIMIT; those in `support` are not in dispute."""
    found: dict[tuple[Place, str], Evidence] = {}
    for fact in facts:
        found.setdefault((fact.source.place, fact.printed), evidence_of(fact))
    for fact in support:
        found.setdefault((fact.source.place, fact.printed), replace(evidence_of(fact), role="support"))
    return tuple(found.values())[:EVIDENCE_LIMIT]


def key_of(*parts: object) -> str:
    """A key that names no page, box or file: subjects, codes, values, periods."""
    return "|".join(str(part) for part in parts)


def values_key(facts: Iterable[Fact]) -> str:
    """The values of facts, sorted, so that order in the report does not matter."""
    return ",".join(sorted({f"{plain(fact.value)}{fact.dimension}" for fact in facts}))


def rounded(value: Decimal, decimals: int) -> str:
    """A computed value for people, with that many decimals and no trailing zeros."""
    with localcontext() as context:
        context.prec = 40
        return plain(round(value, max(decimals, 0)))


def middle(interval: Interval) -> Decimal:
    """The middle of an interval; its known end when the other is open; 0 when both are."""
    if interval.low is not None and interval.high is not None:
        return (interval.low + interval.high) / 2
    return interval.low or interval.high or Decimal(0)


def listed(texts: Sequence[str], separator: str = "、") -> str:
    """Texts in one line, each once."""
    return separator.join(dict.fromkeys(text for text in texts if text))


def table_name(table: Table) -> str:
    """A table's caption for a message, or that it has none."""
    return table.caption or "无标题的表"


def table_name_en(table: Table) -> str:
    """The same in English."""
    return table.caption or "a table without title"


def terms_of(terms: Sequence[str]) -> str:
    """Printed values as the terms of a sum, long sums cut short: 1.00 + 2.00 + … + 9.00."""
    shown = [term for term in terms if term]
    if len(shown) > TERMS_SHOWN:
        shown = [*shown[: TERMS_SHOWN - 2], "…", shown[-1]]
    return " + ".join(shown) or "0"


def at(fact: Fact) -> str:
    """The place in brackets, for a message."""
    page = f"第 {fact.source.page} 页"
    return f"（{fact.where}，{page}）" if fact.where else f"（{page}）"


def pages_of(facts: Iterable[Fact]) -> tuple[str, str]:
    """On which pages facts stand, in Chinese and in English: 第 3、12 页."""
    pages = sorted({fact.source.page for fact in facts})
    return f"第 {'、'.join(map(str, pages))} 页", f"page {', '.join(map(str, pages))}"


def at_en(fact: Fact) -> str:
    """The same in English."""
    page = f"page {fact.source.page}"
    return f"({where_in_english(fact.where)}, {page})" if fact.where else f"({page})"
