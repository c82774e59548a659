"""Reads `source.yaml` into records: what a document says, before anything is laid out.

The schema is described in `corpus/README.md`. Every scalar stays a string (`1720.00`, `17.3:1`, `2024` are
printed as written), so YAML's own numbers are switched off.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LAYOUTS = ("word", "press", "web")
CIRCLES = "①②③④⑤⑥⑦⑧⑨"
CIRCLED = re.compile(f"([{CIRCLES}])")
LINE_BREAK = "⏎"


@dataclass(frozen=True)
class Toc:
    """A printed list of contents (目录); `of` says what it lists: headings, tables, figures or cases."""

    list: str
    of: str
    depth: int = 3


@dataclass(frozen=True)
class Heading:
    level: int
    number: str
    title: str
    toc_title: str
    new_page: bool = False


@dataclass(frozen=True)
class Para:
    """`bold` is the length of a run-in heading at the paragraph's start, which is none."""

    text: str
    bold: int = 0


@dataclass(frozen=True)
class Footnote:
    """A note printed at the foot of the page on which its mark stands in the paragraph before."""

    mark: str
    text: str


@dataclass(frozen=True)
class Figure:
    """`caption` is above, below or none; `draw` is `none` for a caption without a picture."""

    number: str
    title: str
    caption: str
    draw: str
    labels: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    beside: bool = False


@dataclass(frozen=True)
class FigureRow:
    """Pictures side by side, their captions in one line below."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Beside:
    """Text beside a picture, which stands on `side`."""

    figure: Figure
    side: str
    body: tuple[Para, ...]

    def in_order(self) -> tuple[Figure | Para, ...]:
        return (self.figure, *self.body) if self.side == "left" else (*self.body, self.figure)


@dataclass(frozen=True)
class Part:
    """Another document bound into the same PDF; without a cover its title is a heading."""

    title: str
    issuer: str
    date: str
    cover: bool


@dataclass(frozen=True)
class MissingTable:
    """A table's title with nothing under it."""

    number: str
    title: str


@dataclass(frozen=True)
class Table:
    """`cells` is rectangular, header rows first; a merged area's text stands in its top-left cell.

    `merges` bounds are inclusive. `indents` and `codes` run along the rows; `codes` is `None` where a row is no
    data row, "" where a data row fits no indicator.
    """

    number: str
    title: str
    caption: str
    header_rows: int
    repeat_header: bool
    is_data: bool
    widths: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...]
    indents: tuple[int, ...]
    codes: tuple[str | None, ...]
    covered: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    printed: tuple[tuple[str, ...], ...] = ()  # the cells with the line breaks that their author typed
    look: str = ""
    page: str = "upright"
    breaks: str = "no"
    continued_line: str = ""
    continued_at: tuple[int, ...] = ()

    def parts(self) -> list[range]:
        """Rows of each hand-made part, the header rows not among them."""
        bounds = [self.header_rows, *self.continued_at, len(self.cells)]
        return [range(start, end) for start, end in itertools.pairwise(bounds)]


@dataclass(frozen=True)
class TableRow:
    """Two tables side by side."""

    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Case:
    """`box` tells the case from the body: cell, shade, border, bar, columns, indent, font or none; "" is the layout's own."""

    number: str
    title: str
    frame: bool
    body: tuple[Para | Figure | Table, ...]
    box: str = ""


Block = Toc | Heading | Para | Footnote | Figure | FigureRow | Beside | Part | Case | Table | TableRow | MissingTable


@dataclass(frozen=True)
class Document:
    name: str
    title: str
    subtitle: str
    issuer: str
    date: str
    header: dict[str, str]
    footer: str
    blocks: tuple[Block, ...]
    notes: str = "circled"
    watermark: str = ""
    page_number: str = "foot"

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def note_mark(self, mark: str) -> str:
        """A footnote's mark as printed: circled, or a raised number."""
        return str(CIRCLES.index(mark) + 1) if self.notes == "numbers" else mark


def read_source(folder: Path, layout: str = LAYOUTS[0]) -> Document:
    """The document in `folder/source.yaml`; `KeyError` or `ValueError` names what is wrong in a block."""
    data = _for_layout(yaml.load((folder / "source.yaml").read_text("utf-8"), Loader=yaml.BaseLoader), layout)
    return Document(
        name=folder.name,
        title=data["title"],
        subtitle=data.get("subtitle", ""),
        issuer=data["issuer"],
        date=data["date"],
        header=data["header"],
        footer=data["footer"],
        blocks=tuple(_block(item) for item in data["blocks"]),
        notes=data.get("notes", "circled"),
        watermark=data.get("watermark", ""),
        page_number=data.get("page_number", "foot"),
    )


def _for_layout(value: Any, layout: str) -> Any:
    """`{word: a, press: b}` may stand for any value: only the layout's own is kept, or the first for one not named."""
    if isinstance(value, dict):
        if value and set(value) <= set(LAYOUTS):
            return _for_layout(value.get(layout, next(iter(value.values()))), layout)
        return {key: _for_layout(each, layout) for key, each in value.items()}
    return [_for_layout(each, layout) for each in value] if isinstance(value, list) else value


def _block(item: dict[str, Any]) -> Block:
    ((kind, value),) = item.items()
    if kind not in _READ:
        raise ValueError(f"unknown block {kind!r}")
    return _READ[kind](value)


def _heading(value: dict[str, Any]) -> Heading:
    title = value["title"]
    return Heading(int(value["level"]), value["number"], title, value.get("toc_title", title), "new_page" in value)


def _para(value: str) -> Para:
    """`**` around the first words prints them bold."""
    run_in = re.match(r"\*\*(.+?)\*\*", value)
    return Para(value.replace("**", ""), len(run_in.group(1)) if run_in else 0)


def _case(value: dict[str, Any]) -> Case:
    body = tuple(_block(each) for each in value["body"])
    if not all(isinstance(each, Para | Figure | Table) for each in body):
        raise ValueError(f"case {value['number']}: only para, figure and table may stand in it")
    return Case(value["number"], value["title"], value.get("frame", "yes") == "yes", body, value.get("box", ""))  # type: ignore[arg-type]


def _beside(value: dict[str, Any]) -> Beside:
    return Beside(_figure(value["figure"]), value["side"], tuple(_para(each) for each in value["body"]))


def _part(value: dict[str, Any]) -> Part:
    return Part(value["title"], value["issuer"], value["date"], value["cover"] == "yes")


def _figure(value: dict[str, Any], *, beside: bool = False) -> Figure:
    return Figure(
        value.get("number", ""),
        value.get("title", ""),
        value["caption"],
        value["draw"],
        tuple(value.get("labels", ())),
        tuple(float(each) for each in value.get("values", ())),
        beside,
    )


def _table(value: dict[str, Any]) -> Table:
    """Cells are written one row a line, `|` between; `^` goes on from above, `<` from the left, `>` indents."""
    rows: list[list[str]] = []
    codes: list[str | None] = []
    for line in value["cells"].strip("\n").split("\n"):
        text, mark, code = line.partition("@")
        rows.append([cell.strip() for cell in text.split("|")])
        codes.append(code.strip() if mark else None)
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"{value.get('number')} {rows[0]}: rows differ in length")
    indents = [max((len(m.group()) for cell in row if (m := re.match(r">+", cell))), default=0) for row in rows]
    merges = _merges(rows)
    covered = frozenset(
        (r, c) for r0, c0, r1, c1 in merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1) if (r, c) != (r0, c0)
    )
    printed = tuple(tuple("" if cell in ("^", "<") else cell.lstrip("> ") for cell in row) for row in rows)
    is_data, continued = value.get("data") == "yes", value.get("continued", {})
    return Table(
        number=value.get("number", ""),
        title=value.get("title", ""),
        caption=value["caption"],
        header_rows=int(value["header"]),
        repeat_header=value.get("repeat_header") == "yes",
        is_data=is_data,
        widths=tuple(int(each) for each in value["widths"]),
        cells=tuple(tuple(cell.replace(LINE_BREAK, "") for cell in row) for row in printed),
        merges=tuple(merges),
        indents=tuple(indents),
        codes=tuple(codes),
        covered=covered,
        printed=tuple(tuple(cell.replace(LINE_BREAK, "\n") for cell in row) for row in printed),
        look=value.get("look", ""),
        page=value.get("page", "upright"),
        breaks=value.get("breaks", "rows" if is_data else "no"),
        continued_line=continued.get("line", ""),
        continued_at=tuple(int(each) for each in continued.get("at", ())),
    )


def _merges(rows: list[list[str]]) -> list[tuple[int, int, int, int]]:
    merges = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in ("^", "<"):
                continue
            r1, c1 = r, c
            while c1 + 1 < len(row) and row[c1 + 1] == "<":
                c1 += 1
            while r1 + 1 < len(rows) and rows[r1 + 1][c] == "^":
                r1 += 1
            if (r1, c1) != (r, c):
                merges.append((r, c, r1, c1))
    return merges


def caption_text(number: str, title: str) -> str:
    """The caption as printed: `表 1-1 title`; a case without a number is `案例：title`."""
    return f"案例：{title}" if number == "案例" else f"{number} {title}".strip()


def bare_number(number: str) -> str:
    """A caption's number without its word: 图 2-1 is 2-1, 附表 1 keeps its 附表, 案例 alone is no number."""
    return re.sub(r"^(图|表|案例)\s*", "", number)


def heading_text(number: str, title: str) -> str:
    """`一、` `（一）` `挑战 1：` and `1.` stand close to their title, `1.1` and `第一章` have a space after them."""
    return f"{number} {title}" if number[-1:].isdigit() or number[-1:] in ("章", "节", "条") else f"{number}{title}"


_READ: dict[str, Callable[[Any], Block]] = {
    "toc": lambda value: Toc(value["list"], value["of"], int(value.get("depth", 3))),
    "heading": _heading,
    "para": _para,
    "footnote": lambda value: Footnote(value["mark"], value["text"]),
    "figure": _figure,
    "figures": lambda value: FigureRow(tuple(_figure(each, beside=True) for each in value)),
    "beside": _beside,
    "part": _part,
    "case": _case,
    "table": _table,
    "tables": lambda value: TableRow(tuple(_table(each) for each in value)),
    "missing_table": lambda value: MissingTable(value["number"], value["title"]),
}
