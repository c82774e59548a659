"""Lists of rules checked item by item: nothing blank, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.rulepacks.entries import Draft, Entry, fault
from docextract.text.labels import compare_form

# Lists of wordings of a row: they are compared without blanks and marks.
_WORDINGS = ("aliases", "in_body", "not")


def blank_or_doubled_items(draft: Draft) -> Iterator[str]:
    """Items of lists that are blank or stand there twice, and aliases that say the name again.

    Looked for in what is written, so that a rule with another fault is checked as well.
    """
    for entries in (draft.forms, draft.indicators, draft.relations, draft.required, draft.units):
        for entry in entries.values():
            for key, value in entry.data.items():
                if isinstance(value, list):
                    yield from _faults_of_list(entry, key, value)


def _faults_of_list(entry: Entry, key: str, items: list[object]) -> Iterator[str]:
    name = entry.data.get("name")
    seen: dict[str, str] = {}
    if key == "aliases" and isinstance(name, str):
        seen[compare_form(name)] = name
    for item in items:
        if item is None or (isinstance(item, str) and not item.strip()):
            yield fault(entry.at(key), f"{key} 里有一项是空的，请去掉。", f'"{key}" has a blank item; take it out')
        elif isinstance(item, str):
            compared = compare_form(item) if key in _WORDINGS else item
            if (other := seen.get(compared)) is not None:
                why = "写了两次" if other == item else f"比较时与“{other}”相同，是多余的"
                zh = f"{key} 里的“{item}”{why}；请只留一个。"
                yield fault(entry.at(key), zh, f'"{item}" under "{key}" says the same as "{other}"; keep one')
            seen.setdefault(compared, item)
