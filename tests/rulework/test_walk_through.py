"""The walk-through of docs/rule-packs is followed step by step: at most five lines each, no faults, examples right."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import available_packs, load_pack, pack_for_year, rules_folder
from docextract.rulepacks.schema import Pack
from docextract.rulework.explain import explain
from docextract.rulework.files import pack_faults
from docextract.rulework.mutate import mutate
from docextract.rulework.tested import run_examples

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("rule-packs.zh-CN.md", "rule-packs.md")
STEP = re.compile(r"<!-- step: (\w+) -->\n```yaml\n(.*?)```\n", re.DOTALL)
TABLE = re.compile(r"<!-- example: table -->\n```yaml\n(.*?)```\n", re.DOTALL)
YEARS = re.compile(TABLE.pattern.replace("table", "years"), re.DOTALL)
MOST_LINES = 5
STEPS = ("year", "alias", "indicator", "sum")


def steps(page: str) -> dict[str, str]:
    return dict(STEP.findall((DOCS / page).read_text("utf-8")))


def pack_of(folder: Path, text: str) -> Pack:
    path = folder / "jiangcheng" / "2025.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert not pack_faults(path)
    pack = load_pack(path)
    wrong = run_examples(pack, load_examples(pack)).wrong  # inherited ones are tested with their own pack
    assert not [outcome for outcome in wrong if outcome.place.startswith("jiangcheng/")]
    return pack


def test_both_pages_show_the_same_steps() -> None:
    assert steps(PAGES[0]) == steps(PAGES[1])
    assert (*STEPS, "whole") == tuple(steps(PAGES[0]))


@pytest.mark.parametrize("name", STEPS)
def test_each_step_is_short_and_works_by_itself(tmp_path: Path, name: str) -> None:
    found = steps(PAGES[0])
    assert len(found[name].strip().splitlines()) <= MOST_LINES
    base = load_pack("zhongzhi/2024")
    text = found[name] if name == "year" else found["year"] + found[name]
    pack = pack_of(tmp_path, text)
    n_examples = len(load_examples(pack).labels) + len(load_examples(pack).relations)
    n_inherited = len(load_examples(base).labels) + len(load_examples(base).relations)
    assert (n_examples > n_inherited) == (name != "year")


def test_whole_file_is_the_steps_put_together_and_nothing_in_it_is_untested(tmp_path: Path) -> None:
    found = steps(PAGES[0])
    lines = [line.strip() for line in found["whole"].splitlines() if line.strip()]
    for name in STEPS:
        assert all(line.strip() in lines for line in found[name].splitlines()), name
    pack = pack_of(tmp_path, found["whole"])
    report = run_examples(pack, load_examples(pack))
    assert not (report.unmatched or report.unrefused or report.unbroken)
    renamed = pack.indicators["international_awards"]
    assert renamed.name == "国（境）外赛事获奖数量" and "国外技能大赛获奖数量" in renamed.aliases
    codes = list(pack.indicators)
    assert codes[codes.index("skill_certificates") + 1] == "drone_licences"
    assert explain("无人机驾驶员执照获取人数", pack, "6").assignment.code == "drone_licences"


def test_example_of_another_table_is_the_same_on_both_pages_and_its_examples_are_right(tmp_path: Path) -> None:
    shown = [TABLE.findall((DOCS / page).read_text("utf-8")) for page in PAGES]
    assert shown[0] == shown[1] and len(shown[0]) == 1
    pack = pack_of(tmp_path, shown[0][0])
    assert [form.id for form in pack.forms][-1] == "7"
    assert pack.convert(Decimal(2), "hm²", "亩") == 30


def test_example_of_years_is_the_same_on_both_pages_and_its_dates_are_meant(tmp_path: Path) -> None:
    shown = [YEARS.findall((DOCS / page).read_text("utf-8")) for page in PAGES]
    assert shown[0] == shown[1] and len(shown[0]) == 1
    pack = pack_of(tmp_path, shown[0][0])
    before, after = pack_for_year(pack, 2025), pack_for_year(pack, 2026)
    assert ["drone_licences" in each.indicators for each in (before, after)] == [False, True]
    names = [each.indicators["international_awards"].name for each in (before, after)]
    assert names == ["国外技能大赛获奖数量", "国（境）外赛事获奖数量"]


@pytest.mark.parametrize("page", [*(DOCS / page for page in PAGES), rules_folder() / "README.md"], ids=lambda p: p.name)
def test_every_shipped_pack_is_listed(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not [name for name in available_packs() if f"`{name}`" not in text]


@pytest.mark.parametrize("page", PAGES)
def test_whole_file_is_noticed_when_it_is_changed(tmp_path: Path, page: str) -> None:
    pack = pack_of(tmp_path, steps(page)["whole"])
    report = mutate(pack, load_examples(pack))
    assert report.tried >= 20
    assert report.noticed_share == 1.0, [(m.rule, m.change) for m in report.unnoticed]  # the page says 100 %


def test_steps_pasted_one_below_the_other_are_told_where_their_lines_belong(tmp_path: Path) -> None:
    found = steps(PAGES[0])
    path = tmp_path / "2025.yaml"
    path.write_text("".join(found[name] for name in STEPS), encoding="utf-8")
    first = path.read_text("utf-8").splitlines().index("indicators:") + 1
    (fault,) = [fault for fault in pack_faults(path) if "“indicators”" in fault]
    assert f"在第 {first} 行已有" in fault and f"stands in line {first} already" in fault
