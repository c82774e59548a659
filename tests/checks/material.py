"""Small reports written as plain data, for the cases of the checks.

A case has any of: `text` (paragraphs; a mapping puts one into a case or section), `headings`, `figures`, `cases`,
`tables`, `empty_tables`, `toc`, `pack` (another rule pack than 中职), `data` (code: {year: value as
printed}), `school` (true for a school's report), `issuer`, `relations`, `required`,
`severities` (instead of the pack's own), `also` (checks on request).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from docextract.checks.run import CheckResult, run_checks
from docextract.claims.read import read_claims
from docextract.indicators.extract import extract_indicators
from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.model.geometry import BBox, Region
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.source import SourceRef
from docextract.model.table import CellRange, Table
from docextract.model.tree import Case, ContentsEntry, Figure, Section
from docextract.rulepacks.load import load_pack
from docextract.rulepacks.schema import Pack, Relation, Requirement

BOX = BBox(72, 100, 300, 112)
YEAR = 2024


class Material:
    """Puts the parts of one case together, in the order in which they are asked for."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self.case = case
        self.blocks: list[Block] = []
        self.sections: list[Section] = []
        self.cases: list[Case] = []
        self.figures: list[Figure] = []
        self.tables: list[Table] = []
        self.empty: list[Table] = []

    def report(self) -> Report:
        for heading in self.case.get("headings", ()):
            self._heading(heading)
        for story in self.case.get("cases", ()):
            self._case(story)
        for paragraph in self.case.get("text", ()):
            self._paragraph(paragraph)
        for figure in self.case.get("figures", ()):
            self._figure(figure)
        for table in self.case.get("tables", ()):
            self.tables.append(self._table(table))
        for title in self.case.get("empty_tables", ()):
            number, _, name = title.partition("|")
            self.empty.append(self._table({"number": number, "title": name, "missing": True}))
        toc = tuple(
            ContentsEntry(name, text, "1", 2) for name, texts in self.case.get("toc", {}).items() for text in texts
        )
        is_school = bool(self.case.get("school"))
        return Report(
            file="江城.pdf",
            sha256="0" * 64,
            page_count=9,
            page_labels=("",) * 9,
            title="江城市职业教育质量年度报告（2024 年度）",
            issuer=self.case.get("issuer", "江城中等专业学校" if is_school else "江城市教育局"),
            level="school" if is_school else "city",
            year=YEAR,
            blocks=tuple(self.blocks),
            sections=tuple(self.sections),
            cases=tuple(self.cases),
            figures=tuple(self.figures),
            tables=tuple(self.tables),
            missing_tables=tuple(self.empty),
            toc=toc,
        )

    def values(self) -> tuple[IndicatorValue, ...]:
        pack = load_pack()
        found = []
        for row, (code, years) in enumerate(self.case.get("data", {}).items()):
            indicator = pack.indicators[code]
            for column, (year, raw) in enumerate(years.items()):
                printed = str(raw)
                digits = printed.partition(":")[0]
                found.append(
                    IndicatorValue(
                        code=code,
                        name=indicator.name,
                        path=pack.path(code),
                        unit=indicator.unit,
                        year=int(year),
                        value=Decimal(digits),
                        status=ValueStatus.OK,
                        raw=printed,
                        printed_label=indicator.name,
                        table="data",
                        source=SourceRef(8, BOX, "data", row=row, column=column),
                        score=1.0,
                        method="exact",
                        decimals=len(digits.partition(".")[2]),
                    )
                )
        return tuple(found)

    def _add(self, kind: BlockKind, text: str, case: str = "", record: str = "") -> Block:
        section = self.sections[-1].id if self.sections else ""
        number = len(self.blocks)
        block = Block(f"b{number}", kind, text, (Region(1 + number % 7, BOX),), (), section, case, record)
        self.blocks.append(block)
        return block

    def _heading(self, heading: str) -> None:
        marks, _, rest = heading.partition(" ")
        number, _, title = rest.partition("|")
        level = len(marks)
        parents = [s for s in self.sections if s.level < level]
        block = self._add(BlockKind.HEADING, f"{number} {title}")
        parent = parents[-1].id if parents else ""
        self.sections.append(Section(f"s{len(self.sections)}", level, number, title, block.page, parent, block.id))

    def _case(self, story: str) -> None:
        number, _, title = story.partition("|")
        block = self._add(BlockKind.CASE, f"案例 {number} {title}")
        self.cases.append(Case(f"c{len(self.cases)}", number, title, block.page, "", "", block.id))

    def _paragraph(self, paragraph: str | Mapping[str, str]) -> None:
        if isinstance(paragraph, str):
            self._add(BlockKind.PARAGRAPH, paragraph)
        else:
            self._add(BlockKind.PARAGRAPH, paragraph["text"], case=paragraph.get("case", ""))

    def _figure(self, figure: str) -> None:
        number, _, title = figure.partition("|")
        block = self._add(BlockKind.FIGURE, f"图 {number} {title}")
        self.figures.append(
            Figure(f"f{len(self.figures)}", number, title, block.page, BOX, block.section, True, block.id)
        )

    def _table(self, table: Mapping[str, Any]) -> Table:
        block = self._add(BlockKind.TABLE, f"表 {table.get('number', '')} {table.get('title', '')}")
        rows = [[str(cell) for cell in row] for row in table.get("cells", ())]
        return Table(
            id=f"t{block.id}",
            number=str(table.get("number", "")),
            title=table.get("title", ""),
            caption_position="above",
            regions=(Region(block.page, BOX),),
            header_rows=table.get("header_rows", 1),
            cells=tuple(tuple(row) for row in rows),
            merges=tuple(CellRange(*area) for area in table.get("merges", ())),
            block=block.id,
            missing=bool(table.get("missing")),
        )


def case_pack(case: Mapping[str, Any]) -> Pack:
    """The shipped pack, with the case's own relations, required parts and severities if it has some."""
    pack = load_pack(case["pack"]) if "pack" in case else load_pack()
    if "relations" in case:
        pack = replace(pack, relations=tuple(Relation.model_validate(each) for each in case["relations"]))
    if "required" in case:
        pack = replace(pack, required=tuple(Requirement.model_validate(each) for each in case["required"]))
    return replace(pack, severities=case["severities"]) if "severities" in case else pack


def check_case(case: Mapping[str, Any]) -> CheckResult:
    """All checks over the report that a case describes."""
    material = Material(case)
    report = material.report()
    pack = case_pack(case)
    values = material.values()
    if "pack" in case:  # its forms are filled in by the case's tables
        values += extract_indicators(report.tables, pack, YEAR)[0]
    return run_checks(report, values, read_claims(report, pack), pack, case.get("also", ()))
