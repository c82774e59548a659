"""Faults of rule files said of the workbook that they come from: the sheet and row, where the files have a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import yaml

from docextract.rulepacks.sheets import LIST_SHEETS, SETTINGS, Row, Sheet, list_node, value_node
from docextract.rulepacks.yaml_edit import compose


def in_sheets(fault: str, shown: Mapping[str, str], texts: Mapping[str, str], sheets: Sequence[Sheet]) -> str:
    """The fault with each "folder/file.yaml:LINE" turned into sheet and row; `shown` is how faults call each file.

    `texts` are the files as the sheets say. A line that no row stands for stays a line.
    """
    for name, called in shown.items():
        if called in fault:
            try:
                places = _places(_starts(name, compose(texts[name]), sheets))
            except yaml.YAMLError:
                continue  # the fault says so
            fault = re.sub(rf"(?<![\w/]){re.escape(called)}:(\d+)", partial(_said, places), fault)
    return fault


def _said(places: Mapping[int, str], met: re.Match[str]) -> str:
    above = max((line for line in places if line <= int(met[1])), default=0)
    return places.get(above, met[0])


def _places(starts: Iterable[tuple[int, str, Row]]) -> dict[int, str]:
    """By line what is said of it; rows that begin in one line ([women, sexes]) are named together."""
    found: dict[int, tuple[str, list[int]]] = {}
    for line, sheet, row in starts:
        found.setdefault(line, (sheet, []))[1].append(row.number)
    said = {line: (sheet, "–".join(dict.fromkeys(map(str, (min(n), max(n)))))) for line, (sheet, n) in found.items()}
    return {line: f"工作表“{sheet}”第 {rows} 行 row {rows}" for line, (sheet, rows) in said.items()}


def placed_rows(sheet: Sheet, first_file: str) -> Iterator[tuple[str, Row]]:
    """The rows of a list's sheet, each with its file: that of the row above when it names none."""
    last = next((row.file for row in sheet.rows if row.file), first_file)
    for row in sheet.rows:
        last = row.file or last
        yield last, row


def _starts(name: str, root: yaml.Node | None, sheets: Sequence[Sheet]) -> Iterator[tuple[int, str, Row]]:
    """The lines of the file at which a row begins, each with sheet and row."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for key, title, _ in LIST_SHEETS:
        rows = [row for file, row in placed_rows(by_name[title], name) if file == name]
        nodes = list(found.value) if (found := list_node(root, key)) is not None else []
        if key == "forms" and (form := value_node(root, "form")) is not None:
            nodes.insert(0, form)
        for node, row in zip(nodes, rows, strict=False):
            yield node.start_mark.line + 1, title, row
    settings = {row.cells.get("key", ""): row for row in by_name[SETTINGS].rows if _file_of(row) == name}
    for line, row in _setting_starts("", root, settings):
        yield line, SETTINGS, row


def _setting_starts(path: str, node: yaml.Node | None, settings: Mapping[str, Row]) -> Iterator[tuple[int, Row]]:
    """Of a mapping the lines of its keys; a key without a row is told by the first row below it."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        inner = f"{path}{key.value}"
        row = settings.get(inner) or next((r for name, r in settings.items() if name.startswith(f"{inner}.")), None)
        if row is not None:
            yield key.start_mark.line + 1, row
            yield from _setting_starts(f"{inner}.", value, settings)


def _file_of(row: Row) -> str:
    return row.file or row.id.partition("#")[0]
