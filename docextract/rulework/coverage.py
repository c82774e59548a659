"""Rules that never fired: in the pack's own examples, or in the results of runs over real reports."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from docextract.errors import OutputError
from docextract.indicators.names import row_label, wording
from docextract.rulepacks.examples import Examples
from docextract.rulepacks.schema import Pack, Relation

Part = Literal["indicator", "alias", "not", "relation"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was met: `labels` are (code given or "", label in the form in which labels are compared), `relations` the ids
    of relations that could be computed."""

    labels: frozenset[tuple[str, str]]
    relations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Idle:
    """A rule, or a part of one, that never fired: `what` is the wording, "" for the rule as a whole.

    `is_own` is False for one that the pack has inherited as it is.
    """

    part: Part
    rule: str
    what: str
    place: str
    is_own: bool = True


def seen_in_examples(examples: Examples, pack: Pack) -> Seen:
    """What the examples of a pack put to the test, taken by what they expect."""
    labels = {
        (example.expect if example.expect in pack.indicators else "", _plain(label, pack))
        for example, _ in examples.labels
        for label in example.all_labels
    }
    labels |= {
        (example.expect if example.expect in pack.indicators else "", _plain(words, pack))
        for example, _ in examples.said
        for words in example.all_said
    }
    return Seen(frozenset(labels), frozenset(example.relation for example, _ in examples.relations))


def seen_in_runs(folders: Sequence[Path], pack: Pack) -> Seen:
    """What the runs of `docextract run` that wrote these folders met. Raises OutputError for a folder without results."""
    labels: set[tuple[str, str]] = set()
    given: dict[tuple[str, str, str], set[str]] = {}
    for folder in folders:
        for row in _rows(folder):
            labels.add((row["code"], _plain(row["printed_label"], pack)))
            if row["status"] == "ok" and row["code"]:
                given.setdefault((str(folder), row["report"], row["year"]), set()).add(row["code"])
    fired = {
        relation.id for relation in pack.relations if any(_computable(relation, codes) for codes in given.values())
    }
    return Seen(frozenset(labels), frozenset(fired))


def idle_rules(pack: Pack, seen: Seen) -> list[Idle]:
    """The rules of the pack that never fired: indicators never met, wordings never used, look-alikes never refused,
    relations never computed. Its own first, then inherited ones, both in its order."""
    own = own_files(pack)
    found = [replace(idle, is_own=idle.place.rpartition(":")[0] in own) for idle in _idle_rules(pack, seen)]
    return sorted(found, key=lambda idle: not idle.is_own)


def idle_lines(idle: Sequence[Idle], hidden: int) -> Iterator[str]:
    """What people are told of them; `hidden` inherited ones are only counted."""
    names = {"indicator": "指标", "alias": "别名", "not": "不可认作", "relation": "关系"}
    for each in idle:
        what = f"“{each.what}”" if each.what else ""
        yield f"{each.place}: {names[each.part]} {each.part} {each.rule}{what}"
    yield f"{len(idle)} 条从未用到。 {len(idle)} never fired."
    if hidden:
        yield f"另有继承来的 {hidden} 条，加 --all 列出。 {hidden} inherited ones did not fire either; --all lists them."


def own_files(pack: Pack) -> frozenset[str]:
    """The pack's files before the first of the pack that it extends."""
    ends = (n for n, name in enumerate(pack.files) if pack.extends and name.endswith(f"{pack.extends}.yaml"))
    return frozenset(pack.files[: next(ends, len(pack.files))])


def _idle_rules(pack: Pack, seen: Seen) -> Iterator[Idle]:
    met = {code for code, _ in seen.labels}
    texts = {text for _, text in seen.labels}
    for code, indicator in pack.indicators.items():
        place = pack.places.get(code, "")
        if code not in met:
            yield Idle("indicator", code, "", place)
            continue  # that its wordings were not met either goes without saying
        for alias in indicator.aliases:
            if (code, _plain(alias, pack)) not in seen.labels:
                yield Idle("alias", code, alias, place)
        for label in indicator.not_labels:
            if _plain(label, pack) not in texts:
                yield Idle("not", code, label, place)
    for relation in pack.relations:
        if relation.id not in seen.relations:
            yield Idle("relation", relation.id, "", pack.places.get(relation.id, ""))


def _computable(relation: Relation, codes: set[str]) -> bool:
    """Whether values of these codes, of one report and year, let the relation say something."""
    if relation.numerator:
        needed = {relation.numerator, relation.denominator, relation.whole} - {""}
        return needed <= codes
    if relation.before:
        return relation.whole in codes
    return (not relation.whole or relation.whole in codes) and any(part in codes for part in relation.parts)


def _plain(label: str, pack: Pack) -> str:
    return row_label(label, pack).text or wording(label, pack)


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    path = folder / "indicators.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
    except OSError as error:
        raise OutputError(
            f"{folder}：没有 indicators.csv；请给出 docextract run --out 写的文件夹。"
            f" No indicators.csv there; name a folder that docextract run --out wrote."
        ) from error
