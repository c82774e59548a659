"""Which pack a report is read with when the user named some, and what is told of a report that they are not for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docextract.model.notice import Notice
from docextract.rulepacks.choose import (
    CountRows,
    choose_by_contents,
    choose_pack,
    no_pack_notice,
    refused_word,
    title_word,
    years_outside,
)
from docextract.rulepacks.load import load_packs, pack_for_year
from docextract.rulepacks.schema import Applicability, Pack


def choose_given(rules: str | Path, title: str, year: int, count_rows: CountRows) -> tuple[Pack, str]:
    """The pack that `rules` names, whatever the report, or of a folder with several the one that fits it; and why.

    Among several, title and year decide, then the data tables, as among those that come with docextract. Raises
    RulesError for a pack that is not there or has faults.
    """
    packs = load_packs(rules)
    if len(packs) == 1:
        return pack_for_year(packs[0], year), _reason(packs[0], rules, title, year)
    pack, reason = choose_pack(title, year, packs)
    if not pack.id and (found := choose_by_contents(title, year, count_rows, packs)):
        pack, reason = found
    return pack, f"--rules {rules} 里有 {len(packs)} 个规则包：{reason}"


def rules_notices(pack: Pack, reason: str, rules: str | Path | None, title: str, year: int) -> Iterator[Notice]:
    """What the user is told of the choice: that no pack fits, or that the one named is not for such a report."""
    if not pack.id:
        yield no_pack_notice(reason)
    elif rules is not None and (outside := tuple(_outside(pack.applies_to, title, year))):
        zh, en = "；".join(zh for zh, _ in outside), "; ".join(en for _, en in outside)
        yield Notice(
            "rules", "unsure", 0, "outside-rule-pack",
            f"按 --rules 用了规则包 {pack.id}，但报告不在它的适用范围（applies_to）内：{zh}。"
            "若本来就该用它，请在规则包里放宽 applies_to；否则换一个规则包。"
            f" Read with {pack.id} as --rules says, but the report is outside its applies_to: {en}."
            " If it should be read so, widen applies_to in the pack; else name another pack.",
        )  # fmt: skip


def _reason(pack: Pack, rules: str | Path, title: str, year: int) -> str:
    scope, given = pack.applies_to, f"按 --rules {rules} 使用 {pack.id}"
    if scope == Applicability():
        return f"{given}；它没有写适用范围（applies_to），照用"
    if outside := "；".join(zh for zh, _ in _outside(scope, title, year)):
        return f"{given}，照用，但报告不在它的适用范围（applies_to）内：{outside}"
    word = title_word(scope, title)
    met = f"标题含“{word}”" if word else "标题未读出" if scope.titles and not title else "它不限标题"
    return f"{given}：{met}，年度 {year or '未知'}"


def _outside(scope: Applicability, title: str, year: int) -> Iterator[tuple[str, str]]:
    """What of the report is not as the pack wants it; a title or year that was not read says nothing."""
    if word := refused_word(scope, title):
        yield f"标题“{title}”含有排除的“{word}”", f'its title "{title}" has "{word}", which the pack refuses'
    elif title and scope.titles and not title_word(scope, title):
        words = "、".join(scope.titles)
        yield f"标题“{title}”不含其中任何一个：{words}", f'its title "{title}" has none of: {words}'
    if years_outside(scope, year):
        years = f"{scope.first_year or '…'}–{scope.last_year or '…'}"
        yield f"年度 {year} 不在 {years} 之内", f"its year {year} is not in {years}"
