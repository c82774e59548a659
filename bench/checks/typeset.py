"""Errors planted in the sources of corpus reports, typeset to PDF, and read by the whole program.

Slower than planting in the records (a typesetting and a reading for each error), and nearer to life: the error goes through
fonts, lines and cells. Needs what `corpus/typeset.py` needs for a layout; a layout whose producer is not here is left out, in words.
"""

from __future__ import annotations

import importlib.util
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bench.checks.edits import CellEdit, Edit, Error, TextEdit
from bench.checks.planting import Outcome, drawn_errors
from bench.checks.reading import CORPUS, Reading, pdf_path, read
from bench.checks.slips import value_of
from docextract import pipeline
from docextract.model.analysis import Analysis
from docextract.model.finding import Evidence, Finding

NEEDED = {"word": ("docx", "soffice"), "press": ("typst", ""), "web": ("yaml", "chromium")}
# Kinds whose edits stand in one paragraph or in cells.
KINDS = ("slips", "unit", "columns", "labels", "part above whole", "direction", "doubled word", "bracket")
_CONTEXT = 12
_DROPPED = re.compile(r"[\s*①②③④⑤⑥⑦⑧⑨]")


def lacking(layout: str) -> str:
    """What a layout's producer lacks on this machine, "" if nothing."""
    module, program = NEEDED.get(layout, ("", ""))
    if not module:
        return f"{layout} 没有排版程序（no producer）"
    if importlib.util.find_spec(module) is None:
        return f"没有安装 {module}：pip install -e '.[corpus]'（not installed）"
    return f"没有 {program}（not on the PATH）" if program and shutil.which(program) is None else ""


def plant_typeset(name: str, n: int, seed: int) -> Iterator[Outcome]:
    """`n` errors of a report, each typeset by itself; none for a layout that can't be typeset here."""
    reading = read(name)
    errors = drawn_errors(reading, n, seed, KINDS)
    random.Random(f"{name} typeset {seed}").shuffle(errors)
    producer = _Producer(name)
    planted = 0
    with tempfile.TemporaryDirectory() as folder:
        for error in errors:
            document = producer.document
            for edit in error.edits:
                document = document and _edited(document, edit, reading)
            if not document:  # printed otherwise in the source
                continue
            pdf = Path(folder) / pdf_path(name).name
            producer.make(document, pdf)
            yield _outcome(name, error, pipeline.analyse(pdf), reading)
            planted += 1
            if planted == n:
                return


class _Producer:
    """Typesets variants of one document in one layout, with the page numbers that the true one has in its contents."""

    def __init__(self, name: str) -> None:
        folder, self.layout = pdf_path(name).parent, name.rpartition(".")[2]
        if str(CORPUS) not in sys.path:
            sys.path.insert(0, str(CORPUS))
        from typesetting import locate, press, source, web, word

        self.document: Any = source.read_source(folder, self.layout)
        self._look = yaml.safe_load((folder / "about.yaml").read_text("utf-8"))["layouts"][self.layout]
        self._make = {"word": word.make_pdf, "press": press.make_pdf, "web": web.make_pdf}[self.layout]
        located = locate.locate(self.document, pdf_path(name))
        before = located.first_body_page - 1 if self.layout == "press" else 0
        self._pages = {index: place.pages[0] - before for index, place in located.places.items()}

    def make(self, document: Any, pdf: Path) -> None:
        shutil.copy(
            pdf_path(f"{document.name}.{self.layout}"), pdf
        )  # `web` sets its footnotes by the pages of the pass before
        self._make(document, self._look, self._pages, pdf)


def _edited(document: Any, edit: Edit, reading: Reading) -> Any:
    """The document with the edit in its source; None when the place is not found once and only once."""
    if isinstance(edit, TextEdit):
        text = reading.report.block(edit.block).text
        change = _text_change(text, edit)
    elif isinstance(edit, CellEdit):
        change = _cell_change(reading, edit)
    else:
        return None
    blocks = [_mapped(block, change) for block in document.blocks]
    changed = [new for new, old in zip(blocks, document.blocks, strict=True) if new != old]
    return replace(document, blocks=tuple(blocks)) if len(changed) == 1 else None


def _mapped(block: Any, change: Callable[[Any], Any]) -> Any:
    """The block changed, with what stands in it."""
    for inner in ("body", "tables"):
        if hasattr(block, inner):
            block = replace(block, **{inner: tuple(_mapped(each, change) for each in getattr(block, inner))})
    return change(block)


def _text_change(text: str, edit: TextEdit) -> Callable[[Any], Any]:
    """Puts the new words into the paragraph that has the old ones between the same neighbours."""
    before, after = _plain(text[: edit.start])[-_CONTEXT:], _plain(text[edit.end :])[:_CONTEXT]
    old = _plain(text[edit.start : edit.end])
    gap = r"[\s*①②③④⑤⑥⑦⑧⑨]*"
    pieces = [gap.join(map(re.escape, part)) for part in (before, old, after)]
    pattern = re.compile(f"({pieces[0]}{gap}){pieces[1]}({gap}{pieces[2]})")

    def change(block: Any) -> Any:
        if type(block).__name__ != "Para" or len(pattern.findall(block.text)) != 1:
            return block
        return replace(block, text=pattern.sub(lambda m: f"{m[1]}{edit.new}{m[2]}", block.text))

    return change


def _cell_change(reading: Reading, edit: CellEdit) -> Callable[[Any], Any]:
    """Puts the new text into the cell of the table with the same title and the same text there."""
    table = reading.report.table(edit.table)
    row, column, old = edit.row, edit.column, _plain(table.cells[edit.row][edit.column])

    def change(block: Any) -> Any:
        if type(block).__name__ != "Table" or _plain(block.title) != _plain(table.title):
            return block
        if len(block.cells) <= row or len(block.cells[row]) <= column or _plain(block.cells[row][column]) != old:
            return block
        grids = {name: _with_cell(getattr(block, name), row, column, edit.new) for name in ("cells", "printed")}
        return replace(block, **grids)

    return change


def _with_cell(grid: tuple[tuple[str, ...], ...], row: int, column: int, new: str) -> tuple[tuple[str, ...], ...]:
    cells = list(grid[row])
    cells[column] = new
    return (*grid[:row], tuple(cells), *grid[row + 1 :])


def _plain(text: str) -> str:
    return _DROPPED.sub("", text)


def _outcome(name: str, error: Error, after: Analysis, reading: Reading) -> Outcome:
    """By words and page: the blocks of another PDF have other ids."""
    new = [f for f in after.findings if f.id not in reading.known]
    shown = [finding for finding in new if _rank(finding, error, reading)]
    rank = min((_rank(finding, error, reading) for finding in shown), default=0)
    true = value_of(error.before)
    is_named = rank == 1 or any(f.suggested and true == value_of(f.suggested) for f in shown)
    stray = [f for f in new if f not in shown]
    told = tuple(f"{f.check}: {f.message.zh}" for f in stray)
    return Outcome(name, error, False, rank, is_named, len(shown), len(stray), told)


def _rank(finding: Finding, error: Error, reading: Reading) -> int:
    ranks = (n for n, piece in enumerate(finding.evidence, 1) if _shows(piece, error, reading))
    return next(ranks, 0)


def _shows(piece: Evidence, error: Error, reading: Reading) -> bool:
    page = reading.page_of(error.places[0])
    if abs(piece.source.page - page) > 1 or (piece.source.row >= 0) != error.is_in_table:
        return False
    words = [word for word in re.split(r", ", error.after) if word]
    quote = _plain(piece.quote)
    return any(_plain(word) in quote or quote in _plain(error.after) for word in words)
