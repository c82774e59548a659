"""Entries put in their order: behind the one that they name, wherever that one is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docextract.rulepacks.entries import Entry, fault, unknown


def add_entries(target: dict[str, Entry], entries: Iterator[Entry], may_change: bool, faults: list[str]) -> None:
    """Puts entries into `target`. A key that is there already is changed when `may_change`, else it is a fault.

    An entry with `after: key` is put behind that key, wherever that one is written; others at the end.
    """
    inherited = set(target) if may_change else set()
    waiting: list[Entry] = []
    for entry in entries:
        if entry.key in target:
            if entry.key in inherited:
                faults.extend(_reused(target[entry.key], entry))
                target[entry.key] = target[entry.key].with_changes(entry)
                inherited.discard(entry.key)
            else:
                there = target[entry.key].at()
                faults.append(
                    fault(
                        entry.at(),
                        f"“{entry.key}”已用于 {there}；代码和编号不可重复。",
                        f"this key is used already at {there}; keys are unique",
                    )
                )
            continue
        after = entry.data.get("after")
        if after is None:
            target[entry.key] = entry
        elif after in target:
            _insert_after(target, str(after), entry)
        else:
            waiting.append(entry)
    _place_waiting(target, waiting, faults)


# What a rule is about: a change of it would make the rule another one, and whatever names the rule would be wrong.
IDENTITY = {
    "form": ("数据表", "一行换不了表；新的一行请另起代码，原来的行停用（retired）", "a new row needs a code of its own; retire the old one"),
    "dimension": ("量的种类", "新的单位请另起名称", "a new unit needs a name of its own"),
}  # fmt: skip


def _reused(old: Entry, change: Entry) -> Iterator[str]:
    """A key of the pack that is extended, given by mistake to something else."""
    for key, (what, zh_how, en_how) in IDENTITY.items():
        before, now = old.data.get(key), change.data.get(key)
        if before and now and before != now:
            zh = f"“{change.key}”是继承来的（{old.at()}），{what}是“{before}”，这里写“{now}”；是不是要另起一个？{zh_how}。"
            en = f'inherited "{change.key}" has {key} "{before}", here "{now}"; did you mean a new one? {en_how}'
            yield fault(change.at(key), zh, en)


def _insert_after(target: dict[str, Entry], after: str, entry: Entry) -> None:
    items = list(target.items())
    position = next(i for i, (key, _) in enumerate(items) if key == after) + 1
    items.insert(position, (entry.key, entry))
    target.clear()
    target.update(items)


def _place_waiting(target: dict[str, Entry], waiting: list[Entry], faults: list[str]) -> None:
    """Puts in the entries whose `after` is written below them. What is left names no key, or leads in a circle."""
    while ready := [entry for entry in waiting if entry.data["after"] in target]:
        for entry in ready:
            _insert_after(target, str(entry.data["after"]), entry)
        waiting = [entry for entry in waiting if entry not in ready]
    behind = {entry.key: str(entry.data["after"]) for entry in waiting}
    said: set[str] = set()
    for entry in waiting:
        circle = _circle(entry.key, behind)
        if circle and not said & set(circle):
            said |= set(circle)
            shown = " → ".join((*circle, entry.key))
            zh = f"after 绕成了圈（{shown}），排不出次序；请让其中一条排在已有的代码之后。"
            faults.append(
                fault(entry.at("after"), zh, f"after leads in a circle ({shown}); put one behind a row that is there")
            )
        elif behind[entry.key] not in behind:
            faults.append(unknown(entry.at("after"), "after", behind[entry.key], [*target, *behind]))
    target.update({entry.key: entry for entry in waiting})  # what names them finds them: one slip, one fault


def _circle(key: str, behind: Mapping[str, str]) -> tuple[str, ...]:
    """The keys from `key` on, each behind the next, when they lead back to it; else ()."""
    found = [key]
    while (above := behind.get(found[-1])) is not None and above not in found:
        found.append(above)
    return tuple(found) if above == key else ()
