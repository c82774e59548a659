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


PANEL_PACK = """pack: {name: 试}
forms:
  - id: "1"
    title: 收支决算表
    why: 试
    said_in: [收支总体情况]
    panels:
      - side: 收入
        measures: [{code: income_lines, heads: [决算数|金额]}]
        rows:
          - {code: income, labels: [本年收入合计, 收入合计]}
      - side: 支出
        measures:
          - {code: spent, heads: [决算数|金额]}
          - {code: planned, heads: [预算 > 年初|全年, 预算数], optional: true}
        totals: [本年支出合计, 支出合计]
        rows:
          - {code: kept, labels: [年末结余], others: {planned: kept_planned}}
  - {id: "2", title: 拨款表, why: 试}

indicators:
  - {code: income_lines, form: "1", name: 收入各项, unit: 万元, kind: money, why: 试}
  - {code: income, form: "1", name: 全部收入, unit: 万元, kind: money, why: 试, aliases: [收入总额]}
  - {code: spent, form: "1", name: 全部支出, unit: 万元, kind: money, why: 试}
  - {code: planned, form: "1", name: 支出年初预算, unit: 万元, kind: money, why: 试}
  - {code: kept, form: "1", name: 年末结余, unit: 万元, kind: money, why: 试}
  - {code: kept_planned, form: "1", name: 年末结余预算, unit: 万元, kind: money, why: 试}
  - {code: granted, form: "2", name: 财政拨款收入合计, unit: 万元, kind: money, why: 试, aliases: [财政拨款本年收入总额]}

units:
  - {name: 万元, dimension: 钱, factor: 10000}
  - {name: 元, dimension: 钱}
  - {name: 人, dimension: 人}
"""
