"""YAML to plain data that remembers its lines. The one door to PyYAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from docextract.errors import RulesError
from docextract.rulepacks.yaml_slips import likely_slip

Place = tuple[str | int, ...]

# Far deeper than any rule; a YAML file whose anchors point at themselves has no bottom.
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file: `data` is dicts, lists, strings, booleans and None; `lines` gives the line of each place in it.

    Numbers stay strings, so that 0.10 keeps its digits; a place is the keys and positions that lead to a value.
    """

    name: str
    data: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing above it that is in the file; lines count from 1."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path, name: str) -> Source:
    """The file's contents; `name` is how messages call it.

    Raises RulesError when it can't be read, is not YAML, or has a key twice (YAML itself would keep the last one).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        met = (error.strerror if isinstance(error, OSError) else "") or "not UTF-8"
        zh = f"读不出来（{met}）；规则文件应为 UTF-8 文本，可在记事本里另存为 UTF-8。"
        said = f"{name}: {zh} can't be read ({met}); rule files are UTF-8 text: save it as UTF-8"
        raise RulesError([said]) from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulesError([_not_yaml(name, line, text, str(error.problem or error))]) from error
    except yaml.YAMLError as error:
        raise RulesError([f"{name}: 不合 YAML 写法。 not YAML: {error}"]) from error
    source = Source(name, None if node is None else {}, {})
    faults: list[str] = []
    data = None if node is None else _plain(node, (), source, faults)
    if faults:
        raise RulesError(faults)
    return Source(name, data, source.lines)


def _not_yaml(name: str, line: int, text: str, problem: str) -> str:
    slip = likely_slip(text.splitlines(), line)
    if slip is None:
        zh, en = (
            "请检查这一行和上一行的缩进、冒号和引号。",
            "check indents, colons and quotes here and in the line above",
        )
    else:
        line, zh, en = slip
    return f"{name}:{line}: 不合 YAML 写法：{zh} not YAML ({problem}): {en}"


def plain_data(node: yaml.Node) -> Any:
    """What a node says, in the form of `Source.data`; a key that stands twice keeps its last value."""
    return _plain(node, (), Source("", None, {}), [])


def _plain(node: yaml.Node, place: Place, source: Source, faults: list[str]) -> Any:
    line = node.start_mark.line + 1
    source.lines[place] = line
    if len(place) > MAX_DEPTH:
        said = (
            f"{source.name}:{line}: 嵌套超过 {MAX_DEPTH} 层（锚点指向自己？），请写平。"
            f" nested more than {MAX_DEPTH} deep (an anchor inside itself?); write it flat"
        )
        raise RulesError([said])
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                key_line = key_node.start_mark.line + 1
                zh, en = f"键“{key}”写了两次，请只留一个。", f'key "{key}" stands twice here; keep one of them'
                if isinstance(result[key], list) and isinstance(value_node, yaml.SequenceNode):
                    first = source.lines[(*place, key)]
                    zh = f"键“{key}”在第 {first} 行已有；请把这里以“- ”开头的各行移到那里，去掉这个键。"
                    en = f'key "{key}" stands in line {first} already; move the entries from here to there, and take out this key'
                faults.append(f"{source.name}:{key_line}: {zh} {en}")
            result[key] = _plain(value_node, (*place, key), source, faults)
            source.lines[(*place, key)] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, position), source, faults) for position, item in enumerate(node.value)]
    if node.tag.endswith(":null"):
        return None
    if node.tag.endswith(":bool") and node.value.casefold() in ("true", "false"):
        return node.value.casefold() == "true"
    return str(node.value)
