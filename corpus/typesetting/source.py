"""Reads `source.yaml` into records: what a document says, before anything is laid out.

The schema is described in `corpus/README.md`. Every scalar stays a string (`1720.00`, `17.3:1`, `2024` are
printed as written), so YAML's own numbers are switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


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
    text: str


@dataclass(frozen=True)
class Footnote:
    """A note printed at the foot of the page on which its mark stands in the paragraph before."""

    mark: str
    text: str


@dataclass(frozen=True)
class Figure:
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
class Case:
    number: str
    title: str
    frame: bool
    body: tuple[Para | Figure, ...]


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


Block = Toc | Heading | Para | Footnote | Figure | FigureRow | Case | Table | MissingTable


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

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


def read_source(folder: Path) -> Document:
    """The document in `folder/source.yaml`; `KeyError` or `ValueError` names what is wrong in a block."""
    data = yaml.load((folder / "source.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return Document(
        name=folder.name,
        title=data["title"],
        subtitle=data.get("subtitle", ""),
        issuer=data["issuer"],
        date=data["date"],
        header=data["header"],
        footer=data["footer"],
        blocks=tuple(_block(item) for item in data["blocks"]),
    )


def _block(item: dict[str, Any]) -> Block:
    ((kind, value),) = item.items()
    match kind:
        case "toc":
            return Toc(value["list"], value["of"], int(value.get("depth", 3)))
        case "heading":
            title = value["title"]
            return Heading(
                int(value["level"]), value["number"], title, value.get("toc_title", title), "new_page" in value
            )
        case "para":
            return Para(value)
        case "footnote":
            return Footnote(value["mark"], value["text"])
        case "figure":
            return _figure(value)
        case "figures":
            return FigureRow(tuple(_figure(each, beside=True) for each in value))
        case "case":
            body = tuple(_block(each) for each in value["body"])
            if not all(isinstance(each, Para | Figure) for each in body):
                raise ValueError(f"case {value['number']}: only para and figure may stand in it")
            return Case(value["number"], value["title"], value.get("frame", "yes") == "yes", body)  # type: ignore[arg-type]
        case "table":
            return _table(value)
        case "missing_table":
            return MissingTable(value["number"], value["title"])
    raise ValueError(f"unknown block {kind!r}")


def _figure(value: dict[str, Any], *, beside: bool = False) -> Figure:
    return Figure(
        value["number"],
        value["title"],
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
        raise ValueError(f"{value['number']}: rows differ in length")
    indents = [max((len(m.group()) for cell in row if (m := re.match(r">+", cell))), default=0) for row in rows]
    merges = _merges(rows)
    covered = frozenset(
        (r, c) for r0, c0, r1, c1 in merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1) if (r, c) != (r0, c0)
    )
    cells = tuple(tuple("" if cell in ("^", "<") else cell.lstrip("> ") for cell in row) for row in rows)
    return Table(
        number=value["number"],
        title=value["title"],
        caption=value["caption"],
        header_rows=int(value["header"]),
        repeat_header=value.get("repeat_header") == "yes",
        is_data=value.get("data") == "yes",
        widths=tuple(int(each) for each in value["widths"]),
        cells=cells,
        merges=tuple(merges),
        indents=tuple(indents),
        codes=tuple(codes),
        covered=covered,
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
    return f"案例：{title}" if number == "案例" else f"{number} {title}"


def bare_number(number: str) -> str:
    """A caption's number without its word: 图 2-1 is 2-1, 附表 1 keeps its 附表, 案例 alone is no number."""
    return re.sub(r"^(图|表|案例)\s*", "", number)


def heading_text(number: str, title: str) -> str:
    """`一、` `（一）` `挑战 1：` and `1.` stand close to their title, `1.1` has a space after it."""
    return f"{number} {title}" if number[-1:].isdigit() else f"{number}{title}"
