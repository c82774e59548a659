"""All that a report prints as one text without blanks, for what is found by comparing its words with each other.

Running lines and lists of contents stay out: they repeat what stands elsewhere. A line feed parts two pieces (a block's
text, a table's cell), so that nothing is found across them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from docextract.model.block import BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence
from docextract.model.source import SourceRef
from docextract.model.table import Table
from docextract.text.patterns import compile_pattern

# Notices that say: what stands on that page was read from a picture, and may be misread there.
READ_FROM_PICTURE = ("page-recognised", "picture-recognised")
_OUTSIDE = (BlockKind.TOC, BlockKind.FURNITURE)
_TITLES = (BlockKind.HEADING, BlockKind.CASE, BlockKind.FIGURE, BlockKind.TABLE, BlockKind.COVER)
_CLAUSE_STOPS = "，。；：！？\n"
QUOTE_BEFORE, QUOTE_AFTER = 24, 12
_HAN = compile_pattern(r"\p{Han}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block's text or a table's cell; `start` is its place in the writing, `kept` the places of its characters that are no blanks.

    `row` and `column` are -1 for a block; `table` is None then.
    """

    start: int
    printed: str
    kept: tuple[int, ...]
    page: int
    block: str
    is_title: bool
    table: Table | None = None
    row: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class Writing:
    """A report's text; `text` has no blanks and a line feed behind every piece."""

    report: Report
    text: str
    pieces: tuple[Piece, ...]

    def piece_at(self, place: int) -> Piece:
        """The piece in which that character of `text` stands."""
        return self.pieces[bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1]

    def is_read_from_picture(self, place: int) -> bool:
        """True where a recogniser may have misread the character."""
        page = self.piece_at(place).page
        return any(n.page == page and n.error in READ_FROM_PICTURE for n in self.report.notices)

    def evidence(self, start: int, end: int) -> Evidence:
        """The clause around characters start to end (half open) as evidence, as it is printed."""
        piece = self.piece_at(start)
        last = piece.start + len(piece.kept)
        first = max(start - QUOTE_BEFORE, piece.start, *(self.text.rfind(s, 0, start) + 1 for s in _CLAUSE_STOPS))
        stops = (at for at in (self.text.find(s, end) for s in _CLAUSE_STOPS) if at >= 0)
        end = min(last, end + QUOTE_AFTER, *stops)
        a, b = piece.kept[first - piece.start], piece.kept[end - 1 - piece.start] + 1
        if piece.table is not None:
            place = piece.table.cell_place(piece.row, piece.column)
            source = SourceRef(place.page, place.bbox, piece.table.id, -1, -1, piece.row, piece.column)
        else:
            block = self.report.block(piece.block)
            places = block.locate(a, b)
            page, bbox = (places[0].page, places[0].bbox) if places else (block.page, block.bbox)
            source = SourceRef(page, bbox, piece.block, a, b)
        return Evidence(source, piece.printed[a:b])

    def is_side_by_side(self, first: int, second: int) -> bool:
        """True when both places stand in one sentence or one table: things told there one after the other are different."""
        one, other = self.piece_at(first), self.piece_at(second)
        if one.table is not None or other.table is not None:
            return one.table is other.table
        return one is other and "。" not in self.text[min(first, second) : max(first, second)]


def writing_of(report: Report) -> Writing:
    """The report's blocks in reading order, then the cells of its tables."""
    pieces: list[Piece] = []
    texts: list[str] = []
    start = 0
    for printed, page, block, is_title, table, row, column in _parts(report):
        kept = tuple(i for i, char in enumerate(printed) if not char.isspace())
        if not kept:
            continue
        text = "".join(printed[i] for i in kept)
        pieces.append(Piece(start, printed, kept, page, block, is_title, table, row, column))
        texts.append(text)
        start += len(text) + 1
    return Writing(report, "".join(f"{text}\n" for text in texts), tuple(pieces))


def _parts(report: Report) -> list[tuple[str, int, str, bool, Table | None, int, int]]:
    parts: list[tuple[str, int, str, bool, Table | None, int, int]] = [
        (block.text, block.page, block.id, block.kind in _TITLES, None, -1, -1)
        for block in report.blocks
        if block.kind not in _OUTSIDE
    ]
    for table in report.tables:
        for row, cells in enumerate(table.cells):
            parts += [(cell, table.page, table.block, False, table, row, column) for column, cell in enumerate(cells)]
    return parts


def is_han(text: str) -> bool:
    """True when there is text and every character of it is a Chinese one.

    >>> is_han("学校"), is_han("A校"), is_han("")
    (True, False, False)
    """
    return bool(text) and all(_HAN.match(char) for char in text)
