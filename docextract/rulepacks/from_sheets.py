"""Edited sheets back to rule files: the texts change only where a cell, a row or the order of rows was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from docextract.errors import RulesError
from docextract.rulepacks.cells import entry_data, setting_value
from docextract.rulepacks.entries import did_you_mean, fault
from docextract.rulepacks.read_files import MAPPINGS
from docextract.rulepacks.sheet_places import placed_rows
from docextract.rulepacks.sheets import (
    FILES,
    LIST_SHEETS,
    SETTING_KEYS,
    SETTINGS,
    Row,
    Sheet,
    comment_start,
    flat,
    head_comment,
    key_order,
    list_node,
    value_node,
)
from docextract.rulepacks.yaml_edit import (
    Edit,
    apply,
    compose,
    content_end,
    line_end,
    line_start,
    mapping_edits,
    written_entry,
)
from docextract.rulepacks.yaml_scalar import inline
from docextract.rulepacks.yaml_source import plain_data
from docextract.text.similar import closest


def edited_files(files: Mapping[str, str], sheets: Sequence[Sheet]) -> dict[str, str]:
    """The texts of the files as the sheets now say; `files` are the texts from which the sheets were made.

    Raises RulesError for rows of a file that the pack does not have.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    known = dict(files)
    faults: list[str] = []
    placed = {key: _by_file(by_name[title], known, faults) for key, title, _ in LIST_SHEETS if title in by_name}
    if faults:
        raise RulesError(faults)
    result = {}
    for name, text in known.items():
        node = compose(text)
        edits = [*_setting_edits(name, node, text, by_name.get(SETTINGS)), *_head_edits(name, text, by_name.get(FILES))]
        appended = ""
        for key, rows in placed.items():
            found = list_node(node, key)
            mine = rows.get(name, ())
            if key == "forms" and mine and mine[0].id == f"{name}#form":
                edits.extend(_form_edits(text, node, mine[0]))
                mine = mine[1:]
            if found is not None:
                edits.extend(_list_edits(name, text, node, found, key, mine))
            elif mine:
                appended += _new_list(name, key, mine)
        result[name] = _with_end(apply(text, edits), appended)
    return result


def _by_file(sheet: Sheet, known: dict[str, str], faults: list[str]) -> dict[str, tuple[Row, ...]]:
    """The rows of each file in the sheet's order; a row that names no file belongs to the file of the row above."""
    found: dict[str, list[Row]] = {}
    for name, row in placed_rows(sheet, next(iter(known), "")):
        base = f"{name.removesuffix('.examples.yaml')}.yaml"
        if name not in known and name.endswith(".examples.yaml") and base in known:
            known[name] = ""
        if name not in known:
            near = closest(name, known)
            zh = f"没有文件“{name}”{f'，是不是“{near}”？' if near else '。'}"
            faults.append(
                fault(f"{sheet.name}!{row.number}", zh, f'there is no file "{name}"{did_you_mean(name, known)}')
            )
        found.setdefault(name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _list_edits(
    name: str, text: str, root: yaml.Node | None, node: yaml.SequenceNode, key: str, rows: Sequence[Row]
) -> Iterator[Edit]:
    """The whole list as one edit, put together from the texts of its entries; unchanged entries keep theirs."""
    if node.flow_style:
        yield from _bracket_edits(text, node, key, rows)
        return
    chunks = _chunks(text, node)
    start, end = chunks[0][0], chunks[-1][1]
    if not rows:
        key_node = next((k for k, v in root.value if v is node), None) if isinstance(root, yaml.MappingNode) else None
        yield Edit(line_start(text, key_node.start_mark.index) if key_node else start, end, "")
        return
    numbers = {f"{name}#{key}/{position}": position for position in range(len(chunks))}
    is_spaced = any(text[a:b].startswith("\n") for a, b in chunks[1:])
    parts: list[str] = []
    model = node.value[0]
    for row in rows:
        position = numbers.pop(row.id, None)
        if position is None:
            column = node.start_mark.column
            entry = written_entry(entry_data(key, {}, row.cells), column, bool(model.flow_style))
            parts.append(("\n" if is_spaced and parts else "") + _commented(row.comment, column) + entry)
        else:
            model = node.value[position] if isinstance(node.value[position], yaml.MappingNode) else model
            parts.append(_edited_chunk(text, chunks[position], node.value[position], key, row))
    joined = "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)
    if joined.rstrip("\n") != text[start:end].rstrip("\n"):
        yield Edit(start, end, joined)


def _bracket_edits(text: str, node: yaml.SequenceNode, key: str, rows: Sequence[Row]) -> Iterator[Edit]:
    """A list written in brackets is written anew, one entry a line, when anything in it changed."""
    before = [{name: value for name, value in flat(plain_data(item)).items() if value} for item in node.value]
    if before == [dict(row.cells) for row in rows]:
        return
    entries = "".join(written_entry(entry_data(key, {}, row.cells), 2, True) for row in rows)
    yield Edit(node.start_mark.index, content_end(text, node), f"\n{entries}".rstrip("\n") if rows else "[]")


def _chunks(text: str, node: yaml.SequenceNode) -> list[tuple[int, int]]:
    """From where to where each entry's text goes, with what stands above it: blank lines and comments."""
    chunks: list[tuple[int, int]] = []
    for item in node.value:
        start = chunks[-1][1] if chunks else comment_start(text, item.start_mark.index)
        chunks.append((start, min(line_end(text, content_end(text, item)) + 1, len(text))))
    return chunks


def _edited_chunk(text: str, chunk: tuple[int, int], item: yaml.Node, key: str, row: Row) -> str:
    edits = list(_entry_edits(text, item, key, row))
    above = comment_start(text, item.start_mark.index)
    dash = line_start(text, item.start_mark.index)
    if head_comment(text[above:dash]) != row.comment:
        indent = len(text[dash : item.start_mark.index]) - len(text[dash : item.start_mark.index].lstrip())
        edits.append(Edit(above, dash, _commented(row.comment, indent)))
    start, end = chunk
    return apply(text[start:end], [Edit(edit.start - start, edit.end - start, edit.text) for edit in edits])


def _entry_edits(text: str, item: yaml.Node, key: str, row: Row) -> Iterator[Edit]:
    old = plain_data(item)
    cells = {name: value for name, value in row.cells.items() if value}
    if {name: value for name, value in flat(old).items() if value} == cells:
        return
    if isinstance(item, yaml.MappingNode) and isinstance(old, dict):
        new = entry_data(key, old, cells)
        yield from mapping_edits(text, item, old, new, key_order(key))
    else:
        new = entry_data(key, {}, cells)
        written = inline(new["code"] if set(new) == {"code"} else new)
        yield Edit(item.start_mark.index, content_end(text, item), written)


def _form_edits(text: str, root: yaml.Node | None, row: Row) -> Iterator[Edit]:
    form = value_node(root, "form")
    if form is not None:
        yield from _entry_edits(text, form, "forms", row)


def _setting_edits(name: str, root: yaml.Node | None, text: str, sheet: Sheet | None) -> Iterator[Edit]:
    if sheet is None or not isinstance(root, yaml.MappingNode):
        return
    found = {key: value_node(root, key) for key in SETTING_KEYS}
    old = {key: plain_data(node) for key, node in found.items() if node is not None}
    new: dict[str, object] = {}
    for row in sheet.rows:
        path, value = row.cells.get("key", ""), row.cells.get("value", "")
        if (row.file or row.id.partition("#")[0]) == name and path:
            keep = setting_value(path, old, value)
            if keep is not None:
                _put(new, path.split("."), keep)
    yield from mapping_edits(text, root, old, new, ("pack", "form", *MAPPINGS))


def _put(data: dict[str, object], path: Sequence[str], value: object) -> None:
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        data = inner
    data[path[-1]] = value


def _head_edits(name: str, text: str, sheet: Sheet | None) -> Iterator[Edit]:
    comment = next((row.comment for row in sheet.rows if row.id == name), None) if sheet else None
    if comment is not None and comment != head_comment(text):
        end = 0
        for line in text.split("\n"):
            if not line.strip().startswith("#"):
                break
            end += len(line) + 1
        yield Edit(0, min(end, len(text)), _commented(comment, 0))


def _new_list(name: str, key: str, rows: Sequence[Row]) -> str:
    """A list that the file did not have, one entry a line."""
    is_root = key == "examples" and name.endswith(".examples.yaml")
    entries = "".join(
        _commented(row.comment, 0 if is_root else 2)
        + written_entry(entry_data(key, {}, row.cells), 0 if is_root else 2, True)
        for row in rows
    )
    return entries if is_root else f"\n{key}:\n{entries}"


def _with_end(text: str, appended: str) -> str:
    if not appended:
        return text
    return (text if not text or text.endswith("\n") else text + "\n") + (appended if text else appended.lstrip("\n"))


def _commented(comment: str, indent: int) -> str:
    return "".join(f"{' ' * indent}# {line}".rstrip() + "\n" for line in comment.split("\n")) if comment else ""
