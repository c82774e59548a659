"""Proves that a source agrees with itself except where a conflict was planted.

Three things are recomputed: relations that hold between rows of the data tables, the `calc` of every statement in
`agrees.yaml` (must hold), and the `calc` of every planted finding (must not hold). A calculation is written
`22578 / 1304 = 17.3`; it holds when both sides agree within half a unit of the right side's last printed digit.
`<=` compares without rounding.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from .contents import flat_blocks
from .expect import cell_status
from .source import (
    Case,
    Document,
    Figure,
    Footnote,
    Heading,
    MissingTable,
    Para,
    Part,
    Table,
    caption_text,
    heading_text,
)

OPERATORS: dict[type, Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
PARTITIONS = {
    "graduates_employed_by_sector": [
        "graduates_employed_primary",
        "graduates_employed_secondary",
        "graduates_employed_tertiary",
    ],
    "resource_banks": ["resource_banks_national", "resource_banks_provincial", "resource_banks_school"],
    "online_courses": ["online_courses_national", "online_courses_provincial", "online_courses_school"],
    "virtual_training_bases": [
        "virtual_training_bases_national",
        "virtual_training_bases_provincial",
        "virtual_training_bases_school",
    ],
    "standards_adopted_abroad": [
        "standards_adopted_abroad_standards",
        "standards_adopted_abroad_resources",
        "standards_adopted_abroad_equipment",
    ],
    "standards_adopted_abroad_standards": [
        "standards_adopted_abroad_major_standards",
        "standards_adopted_abroad_course_standards",
    ],
}
PARTS_OF = {
    "graduates": ["graduates_placed", "graduates_further_study", "graduates_first_employed"],
    "graduates_placed": ["graduates_further_study", "graduates_employed_by_sector"],
    "graduates_further_study": ["graduates_to_bachelor"],
    "graduates_first_employed": [
        "graduates_first_employed_local",
        "graduates_first_employed_west_northeast",
        "graduates_first_employed_small_medium",
        "graduates_first_employed_large",
    ],
    "courses": ["courses_certificate", "courses_online", "courses_school_enterprise"],
    "courses_hours": ["courses_certificate_hours", "courses_online_hours", "courses_school_enterprise_hours"],
    "textbooks": [
        "textbooks_national_plan",
        "textbooks_school_enterprise",
        "textbooks_new_form",
        "textbooks_on_platform",
    ],
    "ip_projects": ["patents_granted"],
    "patents_granted": ["invention_patents_granted"],
    "training_hours": ["training_hours_public_benefit"],
    "staff": ["full_time_teachers", "class_teachers"],
    "full_time_teachers": ["ideology_teachers", "pe_teachers", "arts_teachers"],
    "students": ["fitness_tested_students", "skill_certificates"],
    "industry_mentors": ["industry_mentors_master"],
    "internship_funds": ["internship_insurance"],
}
BETWEEN = {
    "satisfaction_students": [
        "satisfaction_students_classroom",
        "satisfaction_students_extracurricular",
        "satisfaction_students_ideology_course",
        "satisfaction_students_general_course",
        "satisfaction_students_major_course",
    ],
    "satisfaction_graduates": ["satisfaction_graduates_current", "satisfaction_graduates_3_years"],
}


def holds(calc: str) -> bool:
    """Whether a calculation comes out; `ValueError` when it is not one."""
    sides = re.split(r"(<=|=)", calc)
    if len(sides) != 3:
        raise ValueError(f"not a calculation: {calc!r}")
    left, right = (_value(side) for side in (sides[0], sides[2]))
    if sides[1] == "<=":
        return left <= right
    decimals = re.search(r"\.(\d+)\s*$", sides[2])
    half = Decimal(5).scaleb(-(len(decimals.group(1)) if decimals else 0) - 1)
    return abs(left - right) <= half


def _value(side: str) -> Decimal:
    def walk(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](walk(node.left), walk(node.right))
        if isinstance(node, ast.Constant):
            return Decimal(ast.get_source_segment(side.strip(), node) or "")
        raise ValueError(f"cannot compute {side!r}")

    return walk(ast.parse(side.strip(), mode="eval").body)


def complaints(document: Document, agrees: list[dict[str, Any]], findings: list[dict[str, Any]]) -> list[str]:
    """Everything that is not as documented; empty when the source is sound."""
    planted = {code for each in findings for code in each.get("codes", [])}
    text = source_text(document)
    return [
        *table_complaints(document, planted),
        *(each for item in agrees for each in _statement_complaints(item, text, must_hold=True)),
        *(each for item in findings for each in _statement_complaints(item, text, must_hold=False)),
        *(
            f"{item['id']}: {e['quote']!r} is not in the source"
            for item in findings
            for e in item["evidence"]
            if str(e["quote"]) not in text
        ),
    ]


def _statement_complaints(item: dict[str, Any], text: str, *, must_hold: bool) -> Iterator[str]:
    name = item.get("id") or item["quote"]
    if must_hold and item["quote"] not in text:
        yield f"{name}: the quote is not in the source"
    for calc in item.get("calc", []):
        if holds(calc) is not must_hold:
            yield f"{name}: {calc} {'does not hold' if must_hold else 'holds'}"
        # A number of three digits or more must be printed, or the check would be about something else.
        for number in re.findall(r"\d[\d.]*", calc):
            if len(number) > 2 and number not in ("100", "1000", "10000", "0.01") and number not in text:
                yield f"{name}: {number} of {calc} is printed nowhere"


def table_complaints(document: Document, planted: set[str]) -> Iterator[str]:
    for year, values in enumerate(_values(document)):
        for whole, parts in PARTITIONS.items():
            if whole in values and all(part in values for part in parts) and whole not in planted:
                total = sum(values[part] for part in parts)
                if total != values[whole]:
                    yield f"year column {year}: {whole} is {values[whole]}, its parts add up to {total}"
        for whole, parts in [*PARTS_OF.items(), *_platform_parts(values)]:
            for part in parts:
                if whole in values and part in values and values[part] > values[whole] and part not in planted:
                    yield f"year column {year}: {part} {values[part]} exceeds {whole} {values[whole]}"
        for mean, parts in BETWEEN.items():
            known = [values[part] for part in parts if part in values]
            if mean in values and known and not min(known) <= values[mean] <= max(known):
                yield f"year column {year}: {mean} lies outside its parts"


def _platform_parts(values: dict[str, Decimal]) -> list[tuple[str, list[str]]]:
    return [(code.removesuffix("_on_platform"), [code]) for code in values if code.endswith("_on_platform")]


def _values(document: Document) -> list[dict[str, Decimal]]:
    """Values by code, last year's and this year's."""
    out: list[dict[str, Decimal]] = [{}, {}]
    for table in document.tables():
        for row, code in zip(table.cells, table.codes, strict=True):
            if code:
                start = row.index(next(cell for cell in row[1:] if cell in UNITS)) + 1
                for year in (0, 1):
                    raw = row[start + year]
                    if cell_status(raw) == "ok":
                        out[year][code] = Decimal(raw.removesuffix(":1"))
    return out


UNITS = frozenset(
    [
        "人",
        "%",
        "元",
        "个",
        "门",
        "学时",
        "人/门",
        "本",
        "Mbps",
        "个/生",
        "元/生",
        "万元",
        "项",
        "所",
        "人日",
        "课时",
        "台",
        ":",
        "——",
    ]
)


def source_text(document: Document) -> str:
    """All that the source prints, blocks on lines of their own."""
    lines = []
    for block in flat_blocks(document):
        match block:
            case Heading():
                lines += [heading_text(block.number, block.title), block.toc_title]
            case Part():
                lines.append(block.title)
            case Para() | Footnote():
                lines.append(block.text)
            case Table():
                lines += [caption_text(block.number, block.title), *("\t".join(row) for row in block.cells)]
            case Case() | Figure() | MissingTable():
                lines.append(caption_text(block.number, block.title))
    return "\n".join(lines)
