"""Which pack a report is read with: by its title and year, by its tables, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from docextract.model.notice import Notice
from docextract.rulepacks.load import DEFAULT_PACK, available_packs, load_pack
from docextract.rulepacks.schema import Applicability, Pack, StructureWords, Words

# Of a pack's forms, before a report whose title says nothing is taken for one of its kind: a body table may hold a few.
LEAST_ROWS = 8
LEAST_FORMS = 1 / 3  # of the pack's: a budget shares a table or two with the final accounts


def choose_pack(title: str, year: int) -> tuple[Pack, str]:
    """The pack for a report of that title and year, and why, in one Chinese sentence.

    The pack whose title words say most decides, then the nearest year; `year` 0 is unknown. A title that no pack names
    gets the empty pack (`no_pack`).
    """
    plain = "".join(title.split())
    fitting: list[tuple[int, int, str, str]] = []
    for id in available_packs():
        scope = load_pack(id).applies_to
        words = [word for word in scope.titles if word in plain]
        if words and not _is_excluded(plain, scope):
            word = max(words, key=len)
            fitting.append((len(word), -_years_outside(scope, year), id, word))
    if not fitting:
        return no_pack(), f"标题“{title}”与任何规则包都不相符，不用规则包：只有结构、表格和表内加总"
    _, outside, id, word = max(fitting)
    return load_pack(id), f"标题含“{word}”，年度 {year or '未知'}，选用 {id}" + _outside_remark(outside)


def choose_by_contents(
    title: str, year: int, count_rows: Callable[[Pack], Mapping[str, int]]
) -> tuple[Pack, str] | None:
    """The pack most of whose forms' rows stand in the report, and why; None when none has enough rows and forms there.

    For a report whose title no pack names. `count_rows` gives the rows of each form of a pack. Of packs alike in that, the one for the
    report's year, and one that stands alone before one made from it.
    """
    plain = "".join(title.split())
    fitting: list[tuple[int, int, bool, str]] = []
    for id in available_packs():
        pack = load_pack(id)
        if _is_excluded(plain, pack.applies_to):
            continue
        forms = count_rows(pack)
        rows = sum(forms.values())
        if rows >= LEAST_ROWS and len(forms) >= LEAST_FORMS * len(pack.forms):
            fitting.append((rows, -_years_outside(pack.applies_to, year), not pack.extends, id))
    if not fitting:
        return None
    rows, outside, _, id = max(fitting)
    reason = f"标题“{title}”与任何规则包都不相符，但表中有 {rows} 行是 {id} 的数据表的行，选用 {id}"
    return load_pack(id), reason + _outside_remark(outside)


def structure_words(rules: str | Path | None) -> StructureWords:
    """The words by which a report's headings, captions and cases are known, before anything tells which pack it needs.

    Those of the pack that `rules` names, with those it extends; where it states none, or none is named, what all
    shipped packs say. Raises RulesError for a pack that is not there or has faults.
    """
    shipped = _shipped_structure_words()
    return shipped if rules is None else shipped.model_copy(update=load_pack(rules).structure.stated())


@cache
def _shipped_structure_words() -> StructureWords:
    stated = [load_pack(id).structure.stated() for id in available_packs()]
    union = {
        key: tuple(dict.fromkeys(word for words in stated for word in words.get(key, ())))
        for key in StructureWords.word_keys()
    }
    return StructureWords.model_validate(union)


@cache
def no_pack() -> Pack:
    """The empty pack: no forms, indicators or relations; units, header words and blank marks are the default pack's."""
    base = load_pack(DEFAULT_PACK)
    words = base.words
    return replace(
        base, id="", name="", indicators={}, forms=(), relations=(), applies_to=Applicability(), files=(), paths=(),
        required=(), severities={}, renamed=(), retired=(), extends="", places={}, form_places={}, classifications={},
        words=Words(missing=words.missing, not_applicable=words.not_applicable),
    )  # fmt: skip


def no_pack_notice(reason: str) -> Notice:
    """What the user is told of a report that no pack fits."""
    return Notice(
        "rules", "unsure", 0, "no-rule-pack",
        f"{reason}。如有合适的规则包，请用 --rules 指定。"
        " No rule pack fits this report: it has no indicators, only structure, tables and sums within tables."
        " If there is a pack for it, name it with --rules.",
    )  # fmt: skip


def _is_excluded(plain_title: str, scope: Applicability) -> bool:
    return any(word in plain_title for word in scope.not_titles)


def _outside_remark(outside: int) -> str:
    return f"（该规则包不含这一年度，差 {-outside} 年）" if outside else ""


def _years_outside(scope: Applicability, year: int) -> int:
    if not year:
        return 0
    below = scope.first_year - year if scope.first_year else 0
    above = year - scope.last_year if scope.last_year else 0
    return max(0, below, above)
