"""Lists of words along `extends`: what a pack adds to those of the pack it builds on, and what it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from docextract.rulepacks.entries import Entry, did_you_mean, fault
from docextract.text.similar import closest

WITHOUT = "without"


def joined_words(known: Entry | None, changes: Entry, faults: list[str]) -> Entry:
    """The words known so far with those of `changes`; what it has under `without` is taken away and then gone.

    A word to take away that was not there is a fault: it would be a slip that nobody sees. What under `without` is no
    list of words by key stays, for the typing to complain about.
    """
    joined = known.with_changes(changes) if known else changes
    wanted = changes.data.get(WITHOUT)
    if not isinstance(wanted, Mapping):
        return joined
    before: Mapping[str, Any] = known.data if known else {}
    data, kept = dict(joined.data), {}
    for key, words in wanted.items():
        if not isinstance(words, list):
            kept[key] = words
            continue
        found = list(_faults(before, changes, str(key), words))
        faults.extend(found)
        if not found and isinstance(data[key], list):
            data[key] = [word for word in data[key] if word not in words]
    data.pop(WITHOUT)
    return replace(joined, data={**data, WITHOUT: kept} if kept else data)


def _faults(before: Mapping[str, Any], changes: Entry, key: str, words: list[Any]) -> Iterator[str]:
    """What is wrong with the words to take out of the list under `key`."""
    inherited = {name: value for name, value in before.items() if isinstance(value, list)}
    if key not in inherited:
        yield _not_inherited(changes, (WITHOUT, key), key, inherited)
        return
    for position, word in enumerate(words):
        if word not in inherited[key]:
            yield _not_inherited(changes, (WITHOUT, key, position), str(word), map(str, inherited[key]))
        elif word in (changes.data.get(key) or ()):
            zh, en = f"“{word}”既写在 {key} 里，又要去掉；请只留一处。", f'"{word}" stands under {key} too; decide'
            yield fault(_line(changes, (WITHOUT, key, position)), zh, en)


def _not_inherited(changes: Entry, place: tuple[str | int, ...], said: str, options: Iterable[str]) -> str:
    known = list(options)
    near, listed = closest(said, known), ", ".join(known) or "-"
    zh = f"要去掉的“{said}”不是继承来的{f'，是不是“{near}”？' if near else ''}（有：{listed}）"
    en = f'"{said}" to take away is not inherited{did_you_mean(said, known)} (there are: {listed})'
    return fault(_line(changes, place), zh, en)


def _line(changes: Entry, place: tuple[str | int, ...]) -> str:
    return f"{changes.source.name}:{changes.source.line((*changes.place, *place))}"
