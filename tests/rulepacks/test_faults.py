"""Every fault of a pack is reported at once, with file, line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.errors import RulesError
from docextract.rulepacks.examples import load_examples
from docextract.rulepacks.load import load_pack

HEAD = """pack: {name: 试}
form: {id: "1", title: 情况表, why: 试}
units:
  - {name: 人, dimension: 人}
  - {name: "%", dimension: 百分比}
"""
GOOD = "  - {code: all_people, name: 人数, unit: 人, kind: count, why: 试}\n"
RATES = (
    f"indicators:\n{GOOD}"
    + """  - {code: rate, name: 率, unit: '%', kind: share, why: 试}
  - {code: part, name: 甲率, unit: '%', kind: share, why: 试}
  - {code: other, name: 乙率, unit: '%', kind: share, why: 试}
relations:
"""
)


def faults(tmp_path: Path, text: str, head: str = HEAD) -> list[str]:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "form.yaml").write_text(head + text, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_pack(folder)
    return caught.value.faults


@pytest.mark.parametrize(
    ("rules", "line", "says"),
    [
        ("indicators:\n  - {code: a, nmae: 甲, unit: 人, kind: count, why: 试}", 7, 'did you mean "name"?'),
        (
            "indicators:\n  - code: a\n    name: 甲\n    unit: 人\n    kind: cuont\n    why: 试",
            10,
            'did you mean "count"?',
        ),
        ("indicators:\n  - {code: a, name: 甲, unit: 人, kind: count}", 7, 'key "why" is missing'),
        ("indicators:\n  - {name: 甲, unit: 人, kind: count, why: 试}", 7, 'key "code" is missing'),
        ("indicators:\n  - {code: a, name: 甲, unit: 斤, kind: count, why: 试}", 7, "use one of: 人, %"),
        (
            f"indicators:\n{GOOD}  - {{code: a, name: 甲, parent: all_peple, unit: 人, kind: count, why: 试}}",
            8,
            'did you mean "all_people"?',
        ),
        (f"indicators:\n{GOOD}{GOOD}", 8, "keys are unique"),
        (f"indicators:\n{GOOD}  - {{code: a, name: 人 数, unit: 人, kind: count, why: 试}}", 8, "is claimed by"),
        ("indicators:\n  - {code: a, name: 甲, parent: a, unit: 人, kind: count, why: 试}", 7, "a part of itself"),
        ("indicators:\n  - {code: a, name: 甲, unit: 人, kind: count, why: 试, not: [甲]}", 7, 'stands under "not"'),
        (
            f"indicators:\n{GOOD}relations:\n"
            "  - {id: r, kind: part-of, whole: all_people, parts: [pepole], severity: high, why: 试}",
            9,
            'code "pepole" is not in this pack',
        ),
        (
            f"indicators:\n{GOOD}relations:\n  - {{id: r, kind: range, parts: [all_people], severity: high, why: 试}}",
            9,
            'needs "low", "high" or both',
        ),
        (
            f"indicators:\n{GOOD}  - {{code: rate, name: 率, unit: '%', kind: share, why: 试}}\nrelations:\n"
            "  - {id: r, kind: part-of, whole: all_people, parts: [rate], severity: high, why: 试}",
            10,
            "can't be added or compared",
        ),
        (
            f"{RATES}  - {{id: r, kind: weighted-mean, whole: rate, parts: [part], severity: low, why: 试}}",
            12,
            "at least two parts",
        ),
        (
            f"{RATES}  - {{id: r, kind: weighted-mean, whole: rate, parts: [part, other], weights: [all_people], severity: low, why: 试}}",
            12,
            "1 weights for 2 parts",
        ),
        (f"{RATES}  - {{id: r, kind: carry-over, whole: rate, severity: low, why: 试}}", 12, 'needs "before"'),
        (
            f"{RATES}  - {{id: r, kind: carry-over, whole: rate, before: all_people, severity: low, why: 试}}",
            12,
            "can't be added",
        ),
        (
            f"{RATES}  - {{id: r, kind: range, parts: [rate], high: 100, numerator: rate, severity: low, why: 试}}",
            12,
            'has no use for "numerator"',
        ),
        (
            f"{RATES}  - {{id: r, kind: range, parts: [rate], low: 9, high: 1, severity: low, why: 试}}",
            12,
            "low is greater",
        ),
        ("required:\n  - {id: c, kind: chapter, severity: low, why: 试}", 7, 'needs "words"'),
        (
            'required:\n  - {id: c, kind: table, forms: ["2"], severity: low, why: 试}',
            7,
            'form "2" is not in this pack',
        ),
        (
            f"indicators:\n{GOOD}required:\n  - {{id: c, kind: indicator, codes: [all_peple], severity: low, why: 试}}",
            9,
            'did you mean "all_people"?',
        ),
        ("severities: {numbring: low}", 6, 'did you mean "numbering"?'),
        ("severities: {numbering: grave}", 6, "one of: high, medium, low"),
        ("renamed:\n  - {code: b, name: 乙}", 7, 'renamed "b" is not in this pack'),
        ("retired:\n  - {code: b, since: 2025}", 7, 'retired "b" is no code'),
        ("indicator: []", 6, 'did you mean "indicators"?'),
        ("retired: [b]", 6, 'retired "b" is no code'),
    ],
)
def test_fault_names_line_and_remedy(tmp_path: Path, rules: str, line: int, says: str) -> None:
    found = faults(tmp_path, rules)
    assert len(found) == 1, found
    assert found[0].startswith(f"pack/form.yaml:{line}")
    assert says in found[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("renamed: [{code: men, name: 男性, since: 2026}]", "since 2026 is after the pack's last year 2025"),
        ("renamed: [{code: men, name: 男性, until: 2023}]", "until 2023 is before the pack's first year 2024"),
        ("retired: [{code: men, since: 2025, until: 2024}]", "since 2025 is after until 2024"),
    ],
)
def test_change_outside_the_years_of_its_pack_is_a_fault(tmp_path: Path, change: str, says: str) -> None:
    head = HEAD.replace("{name: 试}", "{name: 试, applies_to: {first_year: 2024, last_year: 2025}}")
    found = faults(
        tmp_path, f"indicators:\n  - {{code: men, name: 男, unit: 人, kind: count, why: 试}}\n{change}", head
    )
    assert len(found) == 1 and says in found[0]


def test_pack_whose_last_year_is_before_its_first_is_a_fault(tmp_path: Path) -> None:
    head = HEAD.replace("{name: 试}", "{name: 试, applies_to: {first_year: 2026, last_year: 2020}}")
    found = faults(tmp_path, f"indicators:\n{GOOD}", head)
    assert len(found) == 1 and found[0].startswith("pack/form.yaml:1")
    assert "first_year 2026 is after last_year 2020" in found[0]


def test_missing_key_is_not_proposed_for_itself(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators:\n  - {code: , name: 甲, unit: 人, kind: count, why: 试}")
    assert len(found) == 1 and "缺少键“code”，" in found[0]


def test_set_is_checked_although_a_rule_has_a_fault(tmp_path: Path) -> None:
    first = "  - {code: a, name: 甲, unit: 斤, kind: cuont, why: 试}\n"
    second = "  - {code: b, name: 乙, parent: a, unit: 两, kind: count, why: 试}"
    found = faults(tmp_path, f"indicators:\n{first}{second}")
    assert [fault.split(",")[0] for fault in found] == ["pack/form.yaml:7", "pack/form.yaml:8"]
    assert "cuont" in found[0] and "两" in found[1]


def test_all_faults_come_together(tmp_path: Path) -> None:
    text = "indicators:\n  - {code: a, name: 甲, unit: 人, kind: nought, why: 试}\n  - {code: B, name: 乙, unit: 人, kind: count}"
    assert len(faults(tmp_path, text)) == 3


def test_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators:\n  - code: a\n    name: 甲\n    name: 乙\n")
    assert found == ['pack/form.yaml:9: 键“name”写了两次，请只留一个。 key "name" stands twice here; keep one of them']


def test_text_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators: [\n  - {")
    assert "not YAML" in found[0] and "pack/form.yaml:" in found[0]


def test_anchor_inside_itself_is_refused(tmp_path: Path) -> None:
    assert "write it flat" in faults(tmp_path, "indicators: &a [*a]")[0]


def test_missing_subject_file_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, "", "pack: {name: 试, files: [nowhere.yaml]}\n")
    assert found[0].startswith("pack/nowhere.yaml: ") and "can't be read" in found[0]


def test_faults_of_examples_come_together(tmp_path: Path) -> None:
    (tmp_path / "form.yaml").write_text(f"{HEAD}indicators:\n{GOOD}", encoding="utf-8")
    (tmp_path / "form.examples.yaml").write_text(
        "- {label: 人数, origin: made, expect: all_peopel}\n"
        "- {label: 名, origin: made, expect: none}\n"
        "- {label: 数, origin: guessed, expect: all_people}\n"
        "- {label: 人, origin: made, expect: all_people, known_miss: true}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesError) as caught:
        load_examples(load_pack(tmp_path))
    assert [fault.split(":")[1].split(",")[0] for fault in caught.value.faults] == ["1", "2", "3", "4"]
    assert 'did you mean "all_people"?' in caught.value.faults[0]
