"""The parts of a pack before they are typed: plain entries that know their file and line, joined along `extends`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from docextract.rulepacks.yaml_source import Place, Source
from docextract.text.similar import closest

Model = TypeVar("Model", bound=BaseModel)


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
    """A pack while it is being read: entries by key, in form order, and the faults met so far."""

    forms: dict[str, Entry] = field(default_factory=dict)
    indicators: dict[str, Entry] = field(default_factory=dict)
    relations: dict[str, Entry] = field(default_factory=dict)
    units: dict[str, Entry] = field(default_factory=dict)
    columns: Entry | None = None
    words: Entry | None = None
    paths: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def entry_of(data: Any, source: Source, place: Place, key_name: str, faults: list[str]) -> Entry | None:
    """The mapping at `place` as an entry named by its `key_name`; None, with a fault, when it is no such mapping."""
    where = f"{source.name}:{source.line(place)}"
    if not isinstance(data, dict):
        faults.append(f"{where}: expected keys with values here, got {data!r}; see the other rules in this folder")
        return None
    key = data.get(key_name, "") if key_name else ""
    if key_name and (not isinstance(key, str) or not key):
        known = closest(key_name, data) or "nothing like it"
        faults.append(f'{where}: key "{key_name}" is missing (met {known}); every entry here needs one')
        return None
    origins = {name: (source, (*place, name)) for name in data}
    return Entry(key, data, source, place, origins)


def add_entries(target: dict[str, Entry], entries: Iterator[Entry], may_change: bool, faults: list[str]) -> None:
    """Puts entries into `target`. A key that is there already is changed when `may_change`, else it is a fault.

    An entry with `after: key` is put behind that key, others at the end.
    """
    inherited = set(target) if may_change else set()
    for entry in entries:
        if entry.key in target:
            if entry.key in inherited:
                target[entry.key] = target[entry.key].with_changes(entry)
                inherited.discard(entry.key)
            else:
                faults.append(f"{entry.at()}: this key is used already at {target[entry.key].at()}; keys are unique")
            continue
        after = entry.data.get("after")
        if after is None:
            target[entry.key] = entry
        elif after in target:
            _insert_after(target, str(after), entry)
        else:
            faults.append(
                f'{entry.at("after")}: after "{after}" is not a key of this pack{did_you_mean(str(after), target)}'
            )


def typed(entry: Entry, model: type[Model], drop: tuple[str, ...], faults: list[str]) -> Model | None:
    """The entry as a record of `model`; None, with one fault for each thing that is wrong."""
    data = {key: value for key, value in entry.data.items() if key not in drop and value is not None}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors()
        odd = [str(detail["loc"][0]) for detail in details if detail["type"] == "extra_forbidden"]
        meant = {closest(key, _keys(model)) for key in odd}
        for detail in details:
            if detail["type"] != "missing" or detail["loc"][0] not in meant:  # one slip, one fault
                faults.append(_fault(entry, model, detail))
        return None


def did_you_mean(word: str, options: Any) -> str:
    """A question to end a fault with (; did you mean "x"?), or nothing when no option is near."""
    near = closest(word, options)
    return f'; did you mean "{near}"?' if near else ""


def _insert_after(target: dict[str, Entry], after: str, entry: Entry) -> None:
    items = list(target.items())
    position = next(i for i, (key, _) in enumerate(items) if key == after) + 1
    items.insert(position, (entry.key, entry))
    target.clear()
    target.update(items)


def _fault(entry: Entry, model: type[BaseModel], detail: Any) -> str:
    key = str(detail["loc"][0]) if detail["loc"] else ""
    where = entry.at(key)
    known = _keys(model)
    if detail["type"] == "extra_forbidden":
        return f'{where}: key "{key}" is not known{did_you_mean(key, known)} (known: {", ".join(known)})'
    if detail["type"] == "missing":
        return f'{where}: key "{key}" is missing; add it'
    value = detail.get("input")
    if detail["type"] == "literal_error":
        expected = [part.strip("'") for part in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return f'{where}: {key} "{value}" is not allowed{did_you_mean(str(value), expected)} (one of: {", ".join(expected)})'
    return f"{where}: {key} is {value!r}: {detail['msg']}"


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
