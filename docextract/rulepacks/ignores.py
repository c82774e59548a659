"""An ignore file: findings that somebody has looked at and that are not to be shown again, each with the reason.

ignore:
  - id: ratio-0123456789ab          # one finding: column id of findings.csv
    reason: 分母是折算后的学生数，已与学校核实
  - check: numbering                # all findings of a check,
    report: 2023/*.pdf              # of these reports only
    reason: 旧报告不再改
    until: 2025-12-31               # the last day on which it holds
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import Field

from docextract.errors import RulesError
from docextract.model.finding import FindingKind
from docextract.rulepacks.entries import Entry, did_you_mean, entry_of, fault, typed
from docextract.rulepacks.records import Rule
from docextract.rulepacks.yaml_source import Source, read_yaml
from docextract.text.similar import closest

IGNORE_FILE = "docextract-ignore.yaml"
_LIST = "ignore"


class IgnoreEntry(Rule):
    """一条忽略。写明的条件须同时满足。 What is ignored: all conditions that are written must hold."""

    id: str = Field(default="", description="问题编号（findings.csv 的 id 列）。 Id of one finding.")
    check: str = Field(default="", description="检查项名（findings.csv 的 check 列）。 Name of a check.")
    kind: str = Field(default="", description="种类（kind 列）。 Kind of finding.")
    report: str = Field(default="", description="报告的路径，可用 * 和 ?。 Path of the reports, with * and ?.")
    reason: str = Field(min_length=1, description="为什么忽略，必填。 Why; must be given.")
    until: date | None = Field(default=None, description="有效到哪一天（含）。 Last day on which it holds.")


@dataclass(frozen=True, slots=True)
class Ignore:
    """An entry and the file and line that it stands at."""

    entry: IgnoreEntry
    place: str

    @property
    def what(self) -> str:
        """What it ignores, for people: "check numbering, report 2023/*.pdf"."""
        named = [(name, getattr(self.entry, name)) for name in ("id", "check", "kind", "report")]
        return ", ".join(f"{name} {value}" for name, value in named if value)

    def is_over(self, today: date) -> bool:
        return self.entry.until is not None and self.entry.until < today

    def is_of(self, *, id: str, check: str, kind: str, report: str) -> bool:
        """True for a finding that meets all its conditions. A `report` without `/` may lie in any folder."""
        entry = self.entry
        wanted = ((entry.id, id), (entry.check, check), (entry.kind, kind))
        if any(asked and asked != met for asked, met in wanted):
            return False
        name = report if "/" in entry.report else report.rpartition("/")[2]
        return not entry.report or fnmatchcase(name, entry.report)


def read_ignores(path: Path, checks: Collection[str]) -> tuple[Ignore, ...]:
    """The entries of an ignore file, in its order; `checks` are the names that a check may have.

    Raises RulesError with every fault, each with its line.
    """
    source = read_yaml(path, path.name)
    faults: list[str] = []
    data = source.data if source.data is not None else {}
    items = (data.get(_LIST) or []) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(items, list):
        zh, en = f"忽略文件写作“{_LIST}:”和其下的一列“- ”。", f'an ignore file is "{_LIST}:" with a list under it'
        raise RulesError([fault(f"{source.name}:1", zh, en)])
    for key in data:
        if key != _LIST:
            near = f"，是不是“{_LIST}”？" if closest(key, [_LIST]) else "。"
            zh, en = f"不认识键“{key}”{near}", f'key "{key}" is not known{did_you_mean(key, [_LIST])}'
            faults.append(fault(f"{source.name}:{source.line((key,))}", zh, en))
    found = [_ignore(item, source, number, checks, faults) for number, item in enumerate(items)]
    if faults:
        raise RulesError(faults)
    return tuple(ignore for ignore in found if ignore is not None)


def _ignore(item: object, source: Source, number: int, checks: Collection[str], faults: list[str]) -> Ignore | None:
    entry = entry_of(item, source, (_LIST, number), "", faults)
    if entry is None:
        return None
    record = typed(entry, IgnoreEntry, (), faults)
    _check_names(entry, checks, faults)
    return Ignore(record, f"{source.name}:{source.line((_LIST, number))}") if record is not None else None


def _check_names(entry: Entry, checks: Collection[str], faults: list[str]) -> None:
    """What the record can't tell by itself; from the entry as written, so that all its faults come at once."""
    said = {key: str(entry.data.get(key) or "").strip() for key in ("id", "check", "kind")}
    if entry.data.get("reason") and not str(entry.data["reason"]).strip():
        faults.append(fault(entry.at("reason"), "reason 是空的，请写明为什么忽略。", "reason is blank; say why"))
    if not any(said.values()):
        zh = "没有写忽略什么：id、check、kind 至少写一个。"
        faults.append(fault(entry.at(), zh, "it does not say what to ignore; give id, check or kind"))
    kinds = [kind.value for kind in FindingKind]
    for key, what, known in (("check", "检查项", sorted(checks)), ("kind", "种类", kinds)):
        if said[key] and said[key] not in known:
            near = closest(said[key], known)
            zh = f"{key}“{said[key]}”：没有这样的{what}{f'，是不是“{near}”？' if near else '。'}"
            faults.append(fault(entry.at(key), zh, f'there is no {key} "{said[key]}"{did_you_mean(said[key], known)}'))
