"""The least change to a YAML text that makes a mapping say something else. Comments and layout stay as they are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from docextract.rulepacks.yaml_scalar import inline, scalar

# Keys whose values are numbers and need no quotes.
NUMBERS = frozenset(
    {"low", "high", "factor", "first_year", "last_year", "since", "until"}  # as the records have them; a test compares
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` (half open) are replaced."""

    start: int
    end: int
    text: str


def compose(text: str) -> yaml.Node | None:
    """The nodes of a YAML text with their places; None for an empty one. Raises yaml.YAMLError."""
    node: yaml.Node | None = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return node


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made; they must not overlap. Of insertions at one place the first comes first."""
    numbered = sorted(enumerate(edits), key=lambda pair: (pair[1].start, pair[1].end, pair[0]), reverse=True)
    for _, edit in numbered:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def mapping_edits(
    text: str, node: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], order: Sequence[str] = ()
) -> Iterator[Edit]:
    """The edits that turn the mapping at `node`, which says `old`, into one that says `new`.

    Both hold text, booleans, lists and mappings. A new key is put behind the one before it in `order` (keys that are not
    in it come last). Nothing is yielded for what is the same.
    """
    pairs = {str(key.value): (key, value) for key, value in node.value}
    for key, value in old.items():
        if key not in new:
            yield _removal(text, node, key)
        elif new[key] != value:
            yield from _value_edits(text, pairs[key][1], value, new[key], key)
    added = [key for key in new if key not in old]
    for key in sorted(added, key=lambda key: order.index(key) if key in order else len(order)):
        yield _addition(text, node, key, new[key], [k for k in old if k in new], order)


def written_entry(data: Mapping[str, Any], indent: int, is_flow: bool) -> str:
    """A new entry of a list, the dash at column `indent`: in braces on one line, or one key a line."""
    if is_flow:
        pairs = ", ".join(f"{scalar(key)}: {inline(value, is_number=key in NUMBERS)}" for key, value in data.items())
        return f"{' ' * indent}- {{{pairs}}}\n"
    lines = [f"{scalar(key)}: {inline(value, is_number=key in NUMBERS)}" for key, value in data.items()]
    return f"{' ' * indent}- " + f"\n{' ' * (indent + 2)}".join(lines) + "\n"


def content_end(text: str, node: yaml.Node) -> int:
    """Where the last character of a node's content ends; a block's own end mark is where the next thing begins."""
    children: list[yaml.Node] = []
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        children = list(node.value)
    if children:
        return max(content_end(text, child) for child in children)
    return int(node.start_mark.index) + len(text[node.start_mark.index : node.end_mark.index].rstrip())


def line_start(text: str, index: int) -> int:
    """Where the line of that character begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the line of that character ends: the place of its line feed, or the end of the text."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def _value_edits(text: str, node: yaml.Node, old: Any, new: Any, key: str) -> Iterator[Edit]:
    if isinstance(node, yaml.MappingNode) and isinstance(old, Mapping) and isinstance(new, Mapping) and new:
        yield from mapping_edits(text, node, old, new)
    elif isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _list_edits(text, node, old, new)
    else:
        yield Edit(node.start_mark.index, content_end(text, node), inline(new, is_number=key in NUMBERS))


def _list_edits(text: str, node: yaml.SequenceNode, old: list[Any], new: list[Any]) -> Iterator[Edit]:
    """Item by item, so that a long list keeps its line breaks."""
    before, after = [inline(item) for item in old], [inline(item) for item in new]
    items = node.value
    for kind, a, b, c, d in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "replace":
            start, end = items[a].start_mark.index, content_end(text, items[b - 1])
            yield Edit(start, end, _joined(text, node, items[a], after[c:d]))
        elif kind == "delete":
            yield _without_items(text, node, a, b)
        elif kind == "insert" and a:
            end = content_end(text, items[a - 1])
            yield Edit(end, end, _separator(text, node, items[a - 1]) + _joined(text, node, items[a - 1], after[c:d]))
        elif kind == "insert":
            start = items[0].start_mark.index
            yield Edit(start, start, _joined(text, node, items[0], after[c:d]) + _separator(text, node, items[0]))


def _separator(text: str, node: yaml.SequenceNode, item: yaml.Node) -> str:
    if node.flow_style:
        return ", "
    start = line_start(text, item.start_mark.index)
    return "\n" + text[start : item.start_mark.index]  # the indent and the dash


def _joined(text: str, node: yaml.SequenceNode, item: yaml.Node, parts: Sequence[str]) -> str:
    return _separator(text, node, item).join(parts)


def _without_items(text: str, node: yaml.SequenceNode, a: int, b: int) -> Edit:
    items = node.value
    if not node.flow_style:
        start = line_start(text, items[a].start_mark.index)
        return Edit(start, min(line_end(text, content_end(text, items[b - 1])) + 1, len(text)), "")
    if b < len(items):
        return Edit(items[a].start_mark.index, items[b].start_mark.index, "")
    start = content_end(text, items[a - 1]) if a else items[0].start_mark.index
    return Edit(start, content_end(text, items[-1]), "")


def _removal(text: str, node: yaml.MappingNode, key: str) -> Edit:
    place = next(n for n, (name, _) in enumerate(node.value) if str(name.value) == key)
    name, value = node.value[place]
    if node.flow_style:
        if place + 1 < len(node.value):
            return Edit(name.start_mark.index, node.value[place + 1][0].start_mark.index, "")
        start = content_end(text, node.value[place - 1][1]) if place else name.start_mark.index
        return Edit(start, content_end(text, value), "")
    end = line_end(text, content_end(text, value))
    if place == 0 and len(node.value) > 1:  # the line of the dash: the next key takes its place
        return Edit(name.start_mark.index, node.value[1][0].start_mark.index, "")
    return Edit(line_start(text, name.start_mark.index), min(end + 1, len(text)), "")


def _addition(
    text: str, node: yaml.MappingNode, key: str, value: Any, kept: Sequence[str], order: Sequence[str]
) -> Edit:
    written = f"{scalar(key)}: {inline(value, is_number=key in NUMBERS)}"
    rank = order.index(key) if key in order else len(order)
    before = [name for name in kept if name in order and order.index(name) < rank] if key in order else list(kept)
    pairs = [(name, content) for name, content in node.value if str(name.value) in before]
    if not pairs:
        first = node.value[0][0].start_mark
        end = ", " if node.flow_style else "\n" + " " * first.column
        return Edit(first.index, first.index, written + end)
    end_of_last = content_end(text, pairs[-1][1])
    if node.flow_style:
        return Edit(end_of_last, end_of_last, f", {written}")
    at = line_end(text, end_of_last)
    return Edit(at, at, f"\n{' ' * pairs[-1][0].start_mark.column}{written}")
