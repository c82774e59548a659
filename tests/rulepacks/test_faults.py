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
            '"pepole" is not a code',
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
        ("indicator: []", 6, 'did you mean "indicators"?'),
        ("retired: [b]", 6, 'retired "b" is no code'),
    ],
)
def test_fault_names_line_and_remedy(tmp_path: Path, rules: str, line: int, says: str) -> None:
    found = faults(tmp_path, rules)
    assert len(found) == 1, found
    assert found[0].startswith(f"pack/form.yaml:{line}")
    assert says in found[0]


def test_all_faults_come_together(tmp_path: Path) -> None:
    text = "indicators:\n  - {code: a, name: 甲, unit: 人, kind: nought, why: 试}\n  - {code: B, name: 乙, unit: 人, kind: count}"
    assert len(faults(tmp_path, text)) == 3


def test_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators:\n  - code: a\n    name: 甲\n    name: 乙\n")
    assert found == ['pack/form.yaml:9: key "name" stands twice here; keep one of them']


def test_text_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    found = faults(tmp_path, "indicators: [\n  - {")
    assert "not YAML" in found[0] and "pack/form.yaml:" in found[0]


def test_anchor_inside_itself_is_refused(tmp_path: Path) -> None:
    assert "write it flat" in faults(tmp_path, "indicators: &a [*a]")[0]


def test_missing_subject_file_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, "", "pack: {name: 试, files: [nowhere.yaml]}\n")
    assert "nowhere.yaml: can't be read" in found[0]


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
