"""The parts of a pack before they are typed: plain entries that know their file and line, joined along `extends`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from docextract.rulepacks.yaml_source import Place, Source
from docextract.text.similar import closest

Model = TypeVar("Model", bound=BaseModel)

FEW = 12  # So many names are listed when none is near; more would bury the fault.

# Keys on which no other fault rests, and what stands for them where they are missing or wrong; the fault is reported.
HARMLESS = {"severity": "medium", "why": "?", "source": "", "status": "tried"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as written. `origins` gives for each key the file and place that it came from."""

    key: str
    data: Mapping[str, Any]
    source: Source
    place: Place
    origins: Mapping[str, tuple[Source, Place]] = field(default_factory=dict)

    def at(self, key: str = "") -> str:
        """The file and line of one of its keys, or of the entry: "zhongzhi/policy.yaml:41, rule staff"."""
        source, place = self.origins.get(key, (self.source, self.place))
        rule = f", rule {self.key}" if self.key else ""
        return f"{source.name}:{source.line(place)}{rule}"

    def line(self) -> str:
        """The file and line where it begins: "rules/zhongzhi/policy.yaml:41"."""
        return f"{self.source.name}:{self.source.line(self.place)}"

    def with_changes(self, changes: Entry) -> Entry:
        """This entry with the keys of `changes`: lists are added to, everything else is replaced."""
        data = dict(self.data)
        for key, value in changes.data.items():
            old = data.get(key)
            if isinstance(old, list) and isinstance(value, list):
                data[key] = [*old, *(item for item in value if item not in old)]
            elif isinstance(old, dict) and isinstance(value, dict):
                data[key] = {**old, **value}
            else:
                data[key] = value
        return Entry(self.key, data, changes.source, changes.place, {**self.origins, **changes.origins})


@dataclass(slots=True)
class Draft:
    """A pack while it is being read: entries by key, in form order, and the faults met so far.

    `year` is the one that it is read for, 0 until its head says which is its own. `retired` holds in that year,
    `not_retired` does not.
    """

    year: int = 0
    forms: dict[str, Entry] = field(default_factory=dict)
    indicators: dict[str, Entry] = field(default_factory=dict)
    relations: dict[str, Entry] = field(default_factory=dict)
    required: dict[str, Entry] = field(default_factory=dict)
    units: dict[str, Entry] = field(default_factory=dict)
    classifications: dict[str, Entry] = field(default_factory=dict)
    renamed: list[Entry] = field(default_factory=list)
    retired: list[Entry] = field(default_factory=list)
    not_retired: list[Entry] = field(default_factory=list)
    columns: Entry | None = None
    words: Entry | None = None
    structure: Entry | None = None
    severities: Entry | None = None
    paths: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def fault(where: str, zh: str, en: str) -> str:
    """One fault as people read it: where, what was met and what to do, Chinese first."""
    return f"{where}: {zh} {en}"


def entry_of(data: Any, source: Source, place: Place, key_name: str, faults: list[str]) -> Entry | None:
    """The mapping at `place` as an entry named by its `key_name`; None, with a fault, when it is no such mapping."""
    where = f"{source.name}:{source.line(place)}"
    if not isinstance(data, dict):
        met_zh, met = ("空的", "nothing") if data is None else (f" {data!r}", repr(data))
        zh = f"这里应写“键: 值”，而写的是{met_zh}；请参照本文件夹的其他规则。"
        faults.append(fault(where, zh, f"expected keys with values here, got {met}; see the other rules here"))
        return None
    key = data.get(key_name, "") if key_name else ""
    if key_name and (not isinstance(key, str) or not key):
        others = [name for name in data if name != key_name]
        glued = next((name for name in others if _glued_key(name) == key_name), "")
        if glued:
            faults.append(fault(where, *_glued_words(glued)))
            return None
        near = closest(key_name, others)
        faults.append(
            fault(
                where,
                f"缺少键“{key_name}”{f'（是不是写成了“{near}”？）' if near else ''}，这里每一条都要有。",
                f'key "{key_name}" is missing (met {near or "nothing like it"}); every entry here needs one',
            )
        )
        return None
    origins = {name: (source, (*place, name)) for name in data}
    return Entry(key, data, source, place, origins)


def typed(entry: Entry, model: type[Model], drop: tuple[str, ...], faults: list[str]) -> Model | None:
    """The entry as a record of `model`, with one fault for each thing that is wrong.

    Keys that are not known are left out, and those of HARMLESS filled in, so that the rest is checked against the pack;
    None when anything else is wrong.
    """
    keys = _keys(model)
    data = {k: v for k, v in entry.data.items() if k not in drop and (v is not None or k not in keys)}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors()
        odd = [str(detail["loc"][0]) for detail in details if detail["type"] == "extra_forbidden"]
        meant = {_glued_key(key) or closest(key, keys) for key in odd}
        for detail in details:
            if detail["type"] != "missing" or detail["loc"][0] not in meant:  # one slip, one fault
                faults.append(_fault(entry, model, detail))
        slips = {str(detail["loc"][0]) for detail in details if len(detail["loc"]) == 1}
        if len(slips) == len(details) and slips <= {*odd, *HARMLESS}:
            kept = {key: value for key, value in data.items() if key not in slips}
            needed = {key: HARMLESS[key] for key in slips - set(odd) if key in model.model_fields}
            return model.model_validate({**kept, **needed})
        return None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A question to end a fault with (; did you mean "x"?), or nothing when no option is near."""
    near = closest(word, options)
    return f'; did you mean "{near}"?' if near else ""


def unknown(where: str, key: str, value: str, options: Iterable[str]) -> str:
    """The fault that `value`, written under `key`, names nothing of the pack; with the nearest, or the few, that there are."""
    known = list(options)
    near, listed = closest(value, known), len(known) <= FEW and ", ".join(known)
    zh, en = f"{key}“{value}”不在本规则包中", f'{key} "{value}" is not in this pack{did_you_mean(value, known)}'
    if re.search("[、，；;]", value):
        zh, en = f"{zh}；写几个时用半角逗号分开：[甲, 乙]。", f"{en}; several are parted by commas: [a, b]"
    elif near:
        zh = f"{zh}；是不是“{near}”？"
    elif listed:
        zh, en = f"{zh}；有：{listed}。", f"{en}; there are: {listed}"
    else:
        zh = f"{zh}。"
    return fault(where, zh, en)


def _glued_key(key: str) -> str:
    """The key of one that was typed together with its value (unit:亩, code：staff); "" for a key by itself."""
    head, mark, _ = key.replace("：", ":").partition(":")
    return head.strip() if mark else ""


def _glued_words(key: str) -> tuple[str, str]:
    return f"“{key}”：键后面要用半角冒号加一个空格。", f'"{key}": behind a key stands a plain colon and a blank'


def _fault(entry: Entry, model: type[BaseModel], detail: Any) -> str:
    key = str(detail["loc"][0]) if detail["loc"] else ""
    where, known, value = entry.at(key), _keys(model), detail.get("input")
    if detail["type"] == "extra_forbidden":
        odd = str(detail["loc"][-1])
        if _glued_key(odd) in known:
            return fault(where, *_glued_words(odd))
        near, listed = closest(odd, known), ", ".join(known)
        zh = f"不认识键“{odd}”{f'，是不是“{near}”？' if near else ''}（可用：{listed}）"
        return fault(where, zh, f'key "{odd}" is not known{did_you_mean(odd, known)} (known: {listed})')
    if detail["type"] == "missing":
        return fault(where, f"缺少键“{key}”，请补上。", f'key "{key}" is missing; add it')
    if detail["type"] == "literal_error":
        expected = [part.strip("'") for part in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        near, listed = closest(str(value), expected), ", ".join(expected)
        zh = f"{key}“{value}”不可用{f'，是不是“{near}”？' if near else ''}（可用：{listed}）"
        return fault(
            where, zh, f'{key} "{value}" is not allowed{did_you_mean(str(value), expected)} (one of: {listed})'
        )
    return fault(where, f"{key} 写作 {value!r}，{_expected_zh(detail)}", f"{key} is {value!r}: {detail['msg']}")


# What pydantic says most often about a value, in Chinese; anything else is said in English alone.
_EXPECTED_ZH = {
    "string_type": "应为文字。",
    "tuple_type": "应为一列，写作 [甲, 乙]。",
    "string_too_short": "不能是空的。",
    "string_pattern_mismatch": "只能用小写英文字母、数字和下划线，以字母开头。",
    "bool_parsing": "应为 true 或 false。",
    "int_parsing": "应为整数。",
    "decimal_parsing": "应为数字。",
    "greater_than": "太小。",
    "greater_than_equal": "太小。",
    "less_than_equal": "太大。",
    "date_from_datetime_parsing": "应为日期，写作 2025-12-31。",
    "date_parsing": "应为日期，写作 2025-12-31。",
    "model_type": "应写“键: 值”。",
    "dict_type": "应写“键: 值”。",
    "mapping_type": "应写“键: 值”。",
}


def _expected_zh(detail: Any) -> str:
    return _EXPECTED_ZH.get(detail["type"], "不合要求。")


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
