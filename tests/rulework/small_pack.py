"""A pack of a few lines, written to a folder."""

from __future__ import annotations

from pathlib import Path

PACK = """# 很小的规则包
pack: {name: 试}
form: {id: "1", title: 人员情况表, why: 试}

indicators:
  # 全部的人
  - {code: people, name: 教职工总数, unit: 人, kind: count, why: 试, aliases: [教职员工总数], not: [教职工子女数]}
  - {code: men, name: 男教职工数, parent: people, unit: 人, kind: count, why: 试}
  - {code: women, name: 女教职工数, parent: people, unit: 人, kind: count, why: 试}   # 与上一条合为总数

relations:
  - {id: sexes, kind: partition, whole: people, parts: [men, women], severity: high, why: 非男即女}

units:
  - {name: 人, dimension: 人, also: [名]}
  - {name: 万人, dimension: 人, factor: 10000}
  - {name: "%", dimension: 百分比}
"""

EXAMPLES = """- {labels: [教职工总数, 教职员工总数], origin: made, input: {table: "1", unit: 人, cell: "12"}, expect: people, value: 12 人, exact: true}
- {label: 教职工子女数, origin: made, input: {table: "1", unit: 人}, expect: none, rule: people}
- {relation: sexes, origin: made, values: {people: "12", men: "5", women: "7"}}
- {relation: sexes, origin: made, values: {people: "13", men: "5", women: "7"}, differs: [people], severity: high}
"""


def small_pack(folder: Path, text: str = PACK, examples: str = EXAMPLES) -> Path:
    """The pack's file, its examples beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "staff.yaml").write_text(text, encoding="utf-8")
    (folder / "staff.examples.yaml").write_text(examples, encoding="utf-8")
    return folder / "staff.yaml"
