"""Which pack a report is read with: by its title and year, by its tables, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from docextract.model.notice import Notice
from docextract.rulepacks.load import DEFAULT_PACK, available_packs, load_pack, load_packs, pack_for_year
from docextract.rulepacks.schema import Applicability, Pack, StructureWords, Words

# Of a pack's forms, before a report whose title says nothing is taken for one of its kind: a body table may hold a few.
LEAST_ROWS = 8
LEAST_FORMS = 1 / 3  # of the pack's: a budget shares a table or two with the final accounts

CountRows = Callable[[Pack], Mapping[str, int]]


def choose_pack(title: str, year: int, packs: Sequence[Pack] | None = None) -> tuple[Pack, str]:
    """The pack for a report of that title and year, as it is in that year, and why, in one Chinese sentence.

    Of `packs` (None: all that come with docextract) the one whose title words say most decides, then the nearest year,
    then the newest pack; `year` 0 is unknown. One that names no titles is for all that the others do not name. A title
    that no pack names gets the empty pack (`no_pack`).
    """
    fitting: list[tuple[int, int, int, str, Pack]] = []
    for pack in _shipped() if packs is None else packs:
        scope = pack.applies_to
        word = title_word(scope, title)
        if (word or not scope.titles) and not refused_word(scope, title):
            fitting.append((len(word), -years_outside(scope, year), scope.first_year, pack.id, pack))
    if not fitting:
        return no_pack(), f"标题“{title}”与任何规则包都不相符，不用规则包：只有结构、表格和表内加总"
    _, outside, _, id, pack = max(fitting, key=lambda fit: fit[:4])
    word = title_word(pack.applies_to, title)
    said = f"标题含“{word}”" if word else f"{id} 不限标题"
    return pack_for_year(pack, year), f"{said}，年度 {year or '未知'}，选用 {id}" + _outside_remark(outside)


def choose_by_contents(
    title: str, year: int, count_rows: CountRows, packs: Sequence[Pack] | None = None
) -> tuple[Pack, str] | None:
    """The pack most of whose forms' rows stand in the report, and why; None when none has enough rows and forms there.

    For a report whose title none of `packs` (None: of those that come with docextract) names. `count_rows` gives the rows
    of each form of a pack. Of packs alike in that, the one for the report's year, and one that stands alone before one
    made from it.
    """
    fitting: list[tuple[int, int, bool, str, Pack]] = []
    for pack in _shipped() if packs is None else packs:
        if refused_word(pack.applies_to, title):
            continue
        forms = count_rows(pack)
        rows = sum(forms.values())
        if rows >= LEAST_ROWS and len(forms) >= LEAST_FORMS * len(pack.forms):
            fitting.append((rows, -years_outside(pack.applies_to, year), not pack.extends, pack.id, pack))
    if not fitting:
        return None
    rows, outside, _, id, pack = max(fitting, key=lambda fit: fit[:4])
    reason = f"标题“{title}”与任何规则包都不相符，但表中有 {rows} 行是 {id} 的数据表的行，选用 {id}"
    return pack_for_year(pack, year), reason + _outside_remark(outside)


def structure_words(rules: str | Path | None) -> StructureWords:
    """The words by which a report's headings, captions and cases are known, before anything tells which pack it needs.

    Those of the packs that `rules` names, with those they extend; where they state none, or none is named, what all
    shipped packs say. Raises RulesError for a pack that is not there or has faults.
    """
    shipped = _shipped_structure_words()
    return shipped if rules is None else shipped.model_copy(update=_stated(load_packs(rules)))


@cache
def _shipped_structure_words() -> StructureWords:
    stated = _stated(_shipped())
    return StructureWords.model_validate({key: stated.get(key, ()) for key in StructureWords.word_keys()})


def _stated(packs: Sequence[Pack]) -> dict[str, tuple[str, ...]]:
    """By key what any of the packs states."""
    stated = [pack.structure.stated() for pack in packs]
    return {
        key: tuple(dict.fromkeys(word for words in stated for word in words.get(key, ())))
        for key in StructureWords.word_keys()
        if any(key in words for words in stated)
    }


def _shipped() -> tuple[Pack, ...]:
    return tuple(load_pack(id) for id in available_packs())


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


def title_word(scope: Applicability, title: str) -> str:
    """The longest piece of the title that the pack names; "" for none."""
    plain = "".join(title.split())
    return max((word for word in scope.titles if word in plain), key=len, default="")


def refused_word(scope: Applicability, title: str) -> str:
    """A piece of the title for which the pack is not; "" for none."""
    plain = "".join(title.split())
    return next((word for word in scope.not_titles if word in plain), "")


def _outside_remark(outside: int) -> str:
    return f"（该规则包不含这一年度，差 {-outside} 年）" if outside else ""


def years_outside(scope: Applicability, year: int) -> int:
    """How many years the report's year is away from the pack's; 0 within them, or when it is not known."""
    if not year:
        return 0
    below = scope.first_year - year if scope.first_year else 0
    above = year - scope.last_year if scope.last_year else 0
    return max(0, below, above)
