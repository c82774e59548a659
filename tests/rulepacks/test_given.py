"""Packs that the user names: one is used as told, of several the fitting one; what does not fit is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docextract.rulepacks.choose import LEAST_ROWS, structure_words
from docextract.rulepacks.given import choose_given, rules_notices
from docextract.rulepacks.load import load_packs
from docextract.rulepacks.schema import Pack

TITLE = "江城市林业站质量年报"
BODY = """form: {id: "1", title: 情况表, why: 试}
units: [{name: 人, dimension: 人}]
indicators:
  - {code: men, name: 男, unit: 人, kind: count, why: 试}
"""


def write(folder: Path, **scopes: str) -> Path:
    folder.mkdir()
    for name, scope in scopes.items():
        applies = f", applies_to: {{{scope}}}" if scope else ""
        text = f"pack: {{name: 试{applies}}}\n{BODY}"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def no_rows(_: Pack) -> Mapping[str, int]:
    return {}


def chosen(rules: Path | str, title: str, year: int) -> tuple[str, str, list[str]]:
    """The id of the pack, why, and the messages of the notices."""
    pack, reason = choose_given(rules, title, year, no_rows)
    return pack.id, reason, [notice.message for notice in rules_notices(pack, reason, rules, title, year)]


def test_folder_with_several_packs_gives_the_one_for_title_and_year(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "own",
        a2025="titles: [江城市林业], first_year: 2025",
        a2026="titles: [江城市林业], first_year: 2026",
        other="titles: [江城市水利]",
    )
    assert [chosen(folder, TITLE, year)[0] for year in (2025, 2026, 2027)] == ["own/a2025", "own/a2026", "own/a2026"]
    _, reason, notices = chosen(folder, TITLE, 2025)
    assert "3 个规则包" in reason and "江城市林业" in reason and not notices
    assert chosen(folder, "江城市水利年报", 2025)[0] == "own/other"


def test_none_of_several_fits(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", a="titles: [林业]", b="titles: [水利]")
    id, reason, (notice,) = chosen(folder, "江城市档案年报", 2025)
    assert id == "" and "不相符" in reason and "No rule pack fits" in notice


def test_tables_decide_among_several_when_no_title_fits(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", a="titles: [林业]", b="titles: [水利]")
    pack, reason = choose_given(folder, "", 2025, lambda each: {"1": LEAST_ROWS} if each.id == "own/b" else {})
    assert pack.id == "own/b" and f"{LEAST_ROWS} 行" in reason


def test_pack_without_titles_is_for_what_the_others_do_not_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", a="titles: [林业]", rest="first_year: 2020")
    assert [chosen(folder, title, 2025)[0] for title in (TITLE, "江城市档案年报")] == ["own/a", "own/rest"]


def test_packs_in_folders_of_the_folder_are_found(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    write(tmp_path / "all" / "lin", y2025="titles: [林业]")
    write(tmp_path / "all" / "shui", y2025="titles: [水利]")
    assert [pack.id for pack in load_packs(tmp_path / "all")] == ["lin/y2025", "shui/y2025"]


def test_single_pack_is_used_and_what_does_not_fit_is_said(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", only="titles: [江城市水利], not_titles: [预算], first_year: 2025")
    id, reason, (notice,) = chosen(folder, TITLE, 2024)
    assert id == "own/only" and "不在它的适用范围" in reason
    for said in ("江城市水利", "2024", "2025–…", "applies_to", "outside"):
        assert said in notice
    (refused,) = chosen(folder, "江城市水利预算", 2025)[2]
    assert "预算" in refused and "refuses" in refused


def test_single_pack_that_fits_gets_no_notice(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", only="titles: [江城市 林业, 林业], first_year: 2025")
    assert chosen(folder, "江城市 林业站质量年报", 2025)[2] == []
    assert "林业" in chosen(folder, TITLE, 2025)[1]


def test_title_or_year_that_was_not_read_is_not_held_against_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", only="titles: [江城市林业], first_year: 2025")
    _, reason, notices = chosen(folder, "", 0)
    assert "标题未读出" in reason and "年度 未知" in reason and not notices


def test_pack_that_says_not_what_it_is_for_is_used_as_told(tmp_path: Path) -> None:
    _, reason, notices = chosen(write(tmp_path / "own", only=""), TITLE, 2024)
    assert "没有写适用范围" in reason and not notices


def test_pack_named_by_its_id_is_one_pack() -> None:
    id, _, notices = chosen("juesuan/2024", TITLE, 2024)
    assert id == "juesuan/2024" and len(notices) == 1


def test_structure_words_are_those_of_all_packs_of_the_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", a="", b="")
    for name, word in (("a", "典型做法"), ("b", "实例")):
        path = folder / f"{name}.yaml"
        path.write_text(path.read_text("utf-8") + f"structure: {{cases: [{word}]}}\n", encoding="utf-8")
    assert structure_words(folder).cases == ("典型做法", "实例")
