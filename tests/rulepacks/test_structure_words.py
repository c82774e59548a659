"""Words of headings and captions in rule packs: stated, inherited, added to, taken away, checked, carried to sheets."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks.choose import structure_words
from docextract.rulepacks.from_sheets import edited_files
from docextract.rulepacks.load import available_packs, load_pack
from docextract.rulepacks.schema import StructureWords
from docextract.rulepacks.sheets import SETTINGS, Row, file_sheets

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = re.compile(r"<!-- example: structure -->\n```yaml\n(.*?)```\n", re.DOTALL)
BASE = """pack: {name: 试}
structure:
  front: [前言, 后记]
  cases: [案例]
  not_cases: [案例集]
  figures: [图]
  tables: [表]
columns: {extra: [备注, 说明]}
"""
EXTENDED = "pack: {name: 次年, extends: base/year}\n"


def write(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "year.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", BASE)


def faults(tmp_path: Path, structure: str) -> list[str]:
    with pytest.raises(RulesError) as caught:
        load_pack(write(tmp_path / "later", EXTENDED + structure))
    return caught.value.faults


def test_without_a_pack_the_words_of_all_shipped_packs_count() -> None:
    words = structure_words(None)
    for id in available_packs():
        for key, stated in load_pack(id).structure.stated().items():
            assert set(stated) <= set(getattr(words, key))
    assert all(getattr(words, key) for key in StructureWords.word_keys())


def test_named_pack_has_its_own_words_and_those_of_all_packs_where_it_states_none(base: Path) -> None:
    words, shipped = structure_words(base), structure_words(None)
    assert words.cases == ("案例",) != shipped.cases
    assert words.contents == shipped.contents


def test_empty_list_says_that_there_is_no_such_thing(tmp_path: Path) -> None:
    assert structure_words(write(tmp_path / "plain", "pack: {name: 试}\nstructure: {cases: []}\n")).cases == ()


@pytest.mark.usefixtures("base")
def test_extending_pack_adds_words_and_takes_words_away(tmp_path: Path) -> None:
    changes = (
        "structure: {cases: [专栏], without: {cases: [案例], front: [后记]}}\ncolumns: {without: {extra: [说明]}}\n"
    )
    pack = load_pack(write(tmp_path / "later", EXTENDED + changes))
    assert (pack.structure.cases, pack.structure.front) == (("专栏",), ("前言",))
    assert pack.columns.extra == ("备注",)


@pytest.mark.usefixtures("base")
def test_word_taken_away_may_come_back(tmp_path: Path) -> None:
    write(tmp_path / "later", EXTENDED + "structure: {without: {cases: [案例]}}\n")
    again = "pack: {name: 再年, extends: later/year}\nstructure: {cases: [案例]}\n"
    assert load_pack(write(tmp_path / "again", again)).structure.cases == ("案例",)


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("structure", "line", "says"),
    [
        ("structure:\n  case: [专栏]", 3, 'did you mean "cases"?'),
        ("structure:\n  cases: 专栏", 3, "cases 写作 '专栏'，应为一列"),
        ("structure:\n  cases: ['  ']", 3, "不能是空的"),
        ("structure:\n  without:\n    cases: [安例]", 4, '"安例" to take away is not inherited'),
        ("structure:\n  without:\n    figures: [图]\n    front: [后计]", 5, "(there are: 前言, 后记)"),
        ("structure:\n  without:\n    case: [案例]", 4, 'did you mean "cases"?'),
        ("structure:\n  without: {cases: 案例}", 3, "without"),
        ("structure:\n  cases: [案例]\n  without: {cases: [案例]}", 4, "stands under cases too"),
        ("structure:\n  tables: [图]", 3, '"图" stands under figures and tables'),
        ("structure:\n  tables: [公开01表]", 3, "has a number in it"),
        ("words:\n  without: {missing: [无]}", 3, '"missing" to take away is not inherited'),
    ],
)
def test_fault_names_line_and_remedy(tmp_path: Path, structure: str, line: int, says: str) -> None:
    found = faults(tmp_path, structure)
    assert len(found) == 1, found
    assert found[0].startswith(f"later/year.yaml:{line}") and says in found[0]


def test_sheets_carry_words_there_and_back() -> None:
    text = BASE.replace("  cases: [案例]", "  cases: [案例]   # 省里的叫法") + "examples: []\n"
    files = {"year.yaml": text}
    sheets = file_sheets(files)
    assert edited_files(files, sheets) == files
    settings = next(sheet for sheet in sheets if sheet.name == SETTINGS)
    rows = [
        replace(row, cells={**row.cells, "value": "案例\n专栏"}) if row.cells["key"] == "structure.cases" else row
        for row in settings.rows
    ]
    added = [
        Row("", "year.yaml", "", {"key": "structure.contents", "value": "目录\n总目"}),
        Row("", "year.yaml", "", {"key": "structure.without.front", "value": "后记"}),
    ]
    edited = edited_files(files, [replace(settings, rows=(*rows, *added))])["year.yaml"]
    assert "cases: [案例, 专栏]   # 省里的叫法\n" in edited
    assert "contents: [目录, 总目]" in edited
    assert "front: [后记]" in edited


def test_example_of_the_docs_is_the_same_on_both_pages_and_has_no_fault(tmp_path: Path) -> None:
    shown = [EXAMPLE.findall((DOCS / page).read_text("utf-8")) for page in ("rule-packs.md", "rule-packs.zh-CN.md")]
    assert shown[0] == shown[1] and len(shown[0]) == 1
    found = load_pack(write(tmp_path / "jiangcheng", shown[0][0])).structure
    assert "典型做法" in found.cases and "特色案例" not in found.cases
