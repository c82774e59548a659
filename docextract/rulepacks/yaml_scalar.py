"""Plain values as YAML text, quoted only where they must be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

# What must not stand unquoted inside [ ] or { }.
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_STR = "tag:yaml.org,2002:str"


def scalar(text: str, *, is_number: bool = False) -> str:
    """The text as one YAML value, fit for a line of its own and for a list in brackets.

    `is_number`: the key holds a number, so that 100 needs no quotes; elsewhere it does, to stay text for other readers.

    >>> scalar("生师比"), scalar("1"), scalar("1", is_number=True), scalar("a: b")
    ('生师比', '"1"', '1', '"a: b"')
    """
    return text if _is_plain(text, is_number) else _quoted(text)


def inline(value: Any, *, is_number: bool = False) -> str:
    """A value on one line: text, true or false, a list in brackets, keys in braces.

    >>> inline({"table": "2", "after": ["甲", "乙"]})
    '{table: "2", after: [甲, 乙]}'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return scalar(str(value), is_number=is_number)


def _is_plain(text: str, is_number: bool) -> bool:
    if not text or text != text.strip() or _FLOW_MARKS.search(text) or "\n" in text:
        return False
    values = [_composed(template.format(text)) for template in ("k: {}", "{{k: {}, z: 0}}")]
    is_text = all(value is not None and value.value == text and value.tag == _STR for value in values)
    is_numeric = all(value is not None and value.tag.endswith((":int", ":float")) for value in values)
    return is_text or (is_number and is_numeric)


def _composed(yaml_text: str) -> yaml.ScalarNode | None:
    """The first value of a one-line mapping, None when the text is no such thing."""
    try:
        node = yaml.compose(yaml_text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    value = node.value[0][1] if isinstance(node, yaml.MappingNode) else None
    return value if isinstance(value, yaml.ScalarNode) else None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
