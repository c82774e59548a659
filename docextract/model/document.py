"""The typed document: what `docextract.read` gives."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.block import Block, BlockKind
from docextract.model.doubt import Doubt
from docextract.model.notice import Notice
from docextract.model.table import Table
from docextract.model.tree import Case, ContentsEntry, Figure, Footnote, IssuerLevel, Part, Section


@dataclass(frozen=True, slots=True)
class Report:
    """报告. `file` is its name for people ("子文件夹/江城.pdf"); `year` is 0 and `issuer` "" when not found.

    `page_labels` has one printed page number a page, "" if none. `tables` holds tables with contents; titles with nothing
    under them are in `missing_tables`. `blocks` are in reading order and hold all text of the report. `doubts` are characters read
    from pictures that may be wrong; empty for a report with a text layer. `parts` are the documents bound in the PDF, the
    one that gives the report its title first.
    """

    file: str
    sha256: str
    page_count: int
    page_labels: tuple[str, ...]
    title: str
    issuer: str
    level: IssuerLevel
    year: int
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    missing_tables: tuple[Table, ...] = ()
    toc: tuple[ContentsEntry, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    notices: tuple[Notice, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def chapters(self) -> tuple[Section, ...]:
        """The sections of level 1."""
        return tuple(section for section in self.sections if section.level == 1)

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """Blocks of running text, those of cases included."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.PARAGRAPH)

    def part_of_blocks(self) -> dict[str, int]:
        """For each block's id the index of the part it stands in; 0 throughout for a PDF that holds one document."""
        starts = {part.block for part in self.parts[1:]}
        found: dict[str, int] = {}
        index = 0
        for block in self.blocks:
            index += block.id in starts
            found[block.id] = index
        return found

    def section(self, id: str) -> Section:
        """The section with that id; raises KeyError."""
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(id)

    def block(self, id: str) -> Block:
        """The block with that id; raises KeyError."""
        for block in self.blocks:
            if block.id == id:
                return block
        raise KeyError(id)

    def table(self, id: str) -> Table:
        """The table with that id; raises KeyError."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(id)
