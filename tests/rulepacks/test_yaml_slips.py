"""What people mistype in YAML is told in their words, at the line where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.rulework.files import pack_faults

GOOD = """pack:
  name: 云川
  extends: zhongzhi/2024
  applies_to: {titles: [云川质量], first_year: 2025}
indicators:
  - {code: ponds, form: "6", name: 池塘数, unit: 个, kind: count, why: 试}
  - {code: herds, form: "6", name: 畜群数, unit: 个, kind: count, why: 试}
"""


def faults(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "yunchuan" / "2025.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return pack_faults(path)


@pytest.mark.parametrize(
    ("right", "typed", "line", "says"),
    [
        ("  - {code: herds", "\t- {code: herds", 7, "制表符"),
        ("  extends:", "　　extends:", 3, "全角空格"),
        ("  name: 云川", "  name：云川", 2, "全角冒号"),
        ("indicators:", "indicators：", 5, "全角冒号"),
        ("code: ponds, form", "code: ponds，form", 6, "全角逗号"),
        ("  extends: z", "  extends:z", 3, "冒号后面要有一个空格"),
        ("  - {code: herds", "  -{code: herds", 7, "“-”后面"),
        ('form: "6", name: 池', 'form: "6, name: 池', 6, "引号不成对"),
        ("why: 试}\n  - {code: herds", "why: 试\n  - {code: herds", 6, "“{”与“}”不成对"),
        ("[云川质量]", "[云川质量", 4, "“[”与“]”不成对"),
        ("unit: 个, kind: count, why: 试}\n  -", "unit: %, kind: count, why: 试}\n  -", 6, "英文引号"),
        ("  - {code: herds", "   - {code: herds", 7, "缩进 3 个空格，上一行 2 个"),
        ("unit: 个, kind", "unit:个, kind", 6, "“unit:个”：键后面要用半角冒号"),
        ("{code: ponds", "{code：ponds", 6, "“code：ponds”：键后面要用半角冒号"),
    ],
)
def test_slip_is_named_in_its_own_line(tmp_path: Path, right: str, typed: str, line: int, says: str) -> None:
    assert right in GOOD
    found = faults(tmp_path, GOOD.replace(right, typed, 1))
    assert len(found) == 1, found
    assert found[0].startswith(f"yunchuan/2025.yaml:{line}") and says in found[0]


def test_the_text_without_a_slip_has_no_fault(tmp_path: Path) -> None:
    assert not faults(tmp_path, GOOD)


def test_misspelt_extends_is_one_fault_and_the_rest_is_checked_against_what_was_meant(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD.replace("zhongzhi/2024", "zhongzi/2024").replace("unit: 个", "unit: 只", 1))
    assert [fault.split(":")[1].split(",")[0] for fault in found] == ["3", "6"]
    assert "是不是“zhongzhi/2024”？" in found[0] and "单位“只”" in found[1]


def test_extends_that_is_like_nothing_says_how_it_is_written(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD.replace("zhongzhi/2024", "../elsewhere.yaml"))
    assert len(found) == 1 and "写作 文件夹/文件名，不写 .yaml" in found[0]


@pytest.mark.parametrize(
    ("text", "says"), [("", "是空的"), ("- 甲\n", "['甲']"), ("units: []\n", "没有“pack:”"), ("pack:\n", "是空的")]
)
def test_file_that_is_no_pack_says_what_it_is(tmp_path: Path, text: str, says: str) -> None:
    found = faults(tmp_path, text)
    assert len(found) == 1 and says in found[0]


def test_codes_parted_by_chinese_commas_are_told_so(tmp_path: Path) -> None:
    relation = (
        "relations:\n  - {id: r, kind: part-of, whole: students, parts: [ponds、herds], severity: low, why: 试}\n"
    )
    assert any("写几个时用半角逗号分开" in fault for fault in faults(tmp_path, GOOD + relation))


def test_few_names_are_listed_when_none_is_near(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, GOOD.replace('ponds, form: "6"', 'ponds, form: "9"'))
    assert "有：1, 2, 3, 4, 5, 6。" in found
