"""Which situations stand in which PDFs, as asked of the corpus: each at least twice, by unlike producers.

What an expectation says of itself (`hard`) is counted; what no item can say (a watermark, page numbers in the margin) is
taken from the source. `of` layouts, which are pictures of others or spoilt, count for the scans only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .source import Document, Footnote, Heading, Para, Part, Table, read_source

START, END = "<!-- coverage: written by typeset.py -->", "<!-- end of coverage -->"
KINDS = ("sections", "cases", "figures", "tables", "footnotes")


@dataclass(frozen=True)
class Printed:
    """One PDF of the corpus: its source as read for its layout, and its expectations."""

    name: str
    layout: str
    document: Document
    expected: dict[str, Any]
    is_copy: bool  # made of another layout's pages

    def hard(self, kind: str) -> set[str]:
        return {why for item in self.expected[kind] for why in item.get("hard", ())}

    def blocks(self, kind: type) -> Iterator[Any]:
        return (block for block in self.document.blocks if isinstance(block, kind))


@dataclass(frozen=True)
class Situation:
    name: str
    holds: Callable[[Printed], bool]
    in_scans: bool = False  # only where pages are pictures or spoilt


def printed_pdfs(corpus: Path) -> list[Printed]:
    out = []
    for folder in sorted(path.parent for path in corpus.glob("*/about.yaml")):
        about = yaml.safe_load((folder / "about.yaml").read_text("utf-8"))
        for layout, look in about["layouts"].items():
            name = f"{folder.name}.{layout}"
            expected = json.loads((folder / "expected" / f"{name}.json").read_text("utf-8"))
            document = read_source(folder, look.get("of", layout))
            out.append(Printed(name, layout, document, expected, "of" in look))
    return out


def covered(pdfs: list[Printed]) -> dict[str, list[Printed]]:
    """The PDFs that hold each situation."""
    return {s.name: [pdf for pdf in pdfs if s.in_scans == pdf.is_copy and s.holds(pdf)] for s in SITUATIONS}


def too_few(pdfs: list[Printed]) -> list[str]:
    """A sentence for each situation that stands in one document or none, or in PDFs of one producer only."""
    out = []
    in_scans = {situation.name for situation in SITUATIONS if situation.in_scans}
    for name, found in covered(pdfs).items():
        documents, layouts = {pdf.document.name for pdf in found}, {pdf.layout for pdf in found}
        if len(documents) < 2 or (len(layouts) < 2 and name not in in_scans):
            out.append(f"{name}: only in {', '.join(pdf.name for pdf in found) or 'nothing'}")
    return out


def table(pdfs: list[Printed]) -> str:
    """The table of the README: a situation a line, documents with the layouts that hold it."""
    lines = ["| situation | where |", "|---|---|"]
    for name, found in covered(pdfs).items():
        by_document: dict[str, list[str]] = {}
        for pdf in found:
            by_document.setdefault(pdf.document.name.removesuffix("-2024"), []).append(pdf.layout)
        places = "; ".join(f"{document} {', '.join(layouts)}" for document, layouts in by_document.items())
        lines.append(f"| {name} | {places} |")
    return "\n".join(lines)


def with_table(readme: str, pdfs: list[Printed]) -> str:
    """The README with the table as it is now between its two marks."""
    before, rest = readme.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{table(pdfs)}\n\n{END}{after}"


def _hard(name: str, kind: str, *whys: str) -> Situation:
    return Situation(name, lambda pdf: any(why in pdf.hard(kind) for why in whys))


def _scheme(name: str, *patterns: str) -> Situation:
    """Headings of the levels from 1 whose numbers look like `patterns`."""

    def holds(pdf: Printed) -> bool:
        printed = [(heading.level, heading.number) for heading in pdf.blocks(Heading)]
        return all(
            any(level == at and re.fullmatch(pattern, number) for level, number in printed)
            for at, pattern in enumerate(patterns, start=1)
        )

    return Situation(name, holds)


def _has_skipped_level(pdf: Printed) -> bool:
    """A heading more than one level below the one before it."""
    level = 0
    for block in pdf.document.blocks:
        if isinstance(block, Part):
            level = 0
        elif isinstance(block, Heading):
            if level and block.level > level + 1:
                return True
            level = block.level
    return False


def _tall_cells(pdf: Printed) -> bool:
    """Cells so long that no column of the corpus holds them on fewer than six lines."""
    return any(len(cell) > 120 for block in pdf.blocks(Table) for row in block.cells for cell in row)


def _notes(pdf: Printed, style: str) -> bool:
    return pdf.document.notes == style and any(True for _ in pdf.blocks(Footnote))


SITUATIONS = (
    _scheme("headings 第一章 / 第一节", "第.章", "第.节"),
    _scheme("headings 一、 / （一）", ".、", "（.）"),
    _scheme("headings 1 / 1.1", r"\d", r"\d\.\d"),
    _scheme("headings 1. / 1.1 / 1.1.1", r"\d\.", r"\d\.\d", r"\d\.\d\.\d"),
    _hard("headings known by their font alone", "sections", "no number"),
    _hard("heading over two lines", "sections", "wrapped"),
    _hard("two headings numbered alike", "sections", "duplicate number"),
    Situation("heading a level too deep", _has_skipped_level),
    Situation("run-in heading", lambda pdf: any(block.bold for block in pdf.blocks(Para))),
    _hard("bound documents", "sections", "bound document"),
    _hard("table ruled", "tables", "ruled"),
    _hard("table three-line", "tables", "three-line"),
    _hard("table without rules", "tables", "no rules"),
    _hard("table with shaded bands", "tables", "shaded bands"),
    _hard("table with row rules only", "tables", "row rules only"),
    _hard("table with frame and header rule only", "tables", "frame and header rule only"),
    _hard("table open at the sides", "tables", "open sides"),
    _hard("two header levels", "tables", "two-level header"),
    _hard("three header levels", "tables", "three-level header"),
    _hard("merged cells in the body", "tables", "merged cells"),
    _hard("cells wrapped by their author", "tables", "wrapped cells"),
    Situation("cells over six lines or more", _tall_cells),
    _hard("row split by a page break", "tables", "row split"),
    _hard("table over pages, header repeated", "tables", "page break, header repeated"),
    _hard("table over pages, header not repeated", "tables", "page break"),
    _hard("table over pages, 续表", "tables", "page break, continued line"),
    _hard("table over three pages or more", "tables", "three pages or more"),
    Situation("caption above", lambda pdf: any(t["caption_position"] == "above" for t in pdf.expected["tables"])),
    _hard("caption below", "tables", "caption below"),
    _hard("caption beside", "tables", "caption beside"),
    _hard("table without caption", "tables", "no caption"),
    _hard("landscape page", "tables", "landscape page"),
    _hard("page with /Rotate", "tables", "/Rotate"),
    _hard("sideways text", "tables", "sideways"),
    _hard("tables side by side", "tables", "beside a table"),
    _hard("table in a case", "tables", "in a case"),
    _hard("table of one row", "tables", "single row"),
    _hard("empty column", "tables", "empty column"),
    _hard("case in a shade", "cases", "shaded box"),
    _hard("case in a border", "cases", "bordered box"),
    _hard("case with a side bar", "cases", "left bar"),
    _hard("case in two columns", "cases", "two-column box"),
    _hard("case by its indent only", "cases", "no box, indented"),
    _hard("case by its font only", "cases", "no box, own font"),
    _hard("case by the sense alone", "cases", "no box"),
    Situation("body text goes on after a case", lambda pdf: any("text goes on" in why for why in pdf.hard("cases"))),
    _hard("case over a page break", "cases", "page break"),
    _hard("case without number", "cases", "no number"),
    _hard("figures side by side", "figures", "side by side"),
    _hard("text beside a picture", "figures", "beside text"),
    _hard("figure caption above", "figures", "caption above"),
    _hard("picture without caption", "figures", "no caption"),
    _hard("caption without picture", "figures", "no picture"),
    Situation("footnotes ①", lambda pdf: _notes(pdf, "circled")),
    Situation("footnotes with raised numbers", lambda pdf: _notes(pdf, "numbers")),
    Situation("page number in the margin", lambda pdf: pdf.document.page_number == "margin"),
    Situation("watermark", lambda pdf: bool(pdf.document.watermark)),
    Situation("running line by chapter", lambda pdf: "chapter" in pdf.document.header),
    Situation("running line by odd and even pages", lambda pdf: len(set(_lines(pdf))) == 2),
    Situation("scan", lambda pdf: pdf.layout == "scan", in_scans=True),
    Situation("picture of a table among text", lambda pdf: "picture of a table" in pdf.hard("tables"), in_scans=True),
    Situation("scanned sheet among text pages", lambda pdf: _any_hard(pdf, "scanned sheet"), in_scans=True),
    Situation("garbled text layer", lambda pdf: _any_hard(pdf, "garbled text layer"), in_scans=True),
)


def _lines(pdf: Printed) -> list[str]:
    return [text for side, text in pdf.document.header.items() if side in ("odd", "even")]


def _any_hard(pdf: Printed, why: str) -> bool:
    return any(why in pdf.hard(kind) for kind in KINDS)
