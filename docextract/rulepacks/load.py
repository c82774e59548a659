"""Rule packs from `rules/`: found, typed, checked as a set, chosen for a report, kept for the process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from docextract.errors import RulesError
from docextract.rulepacks.classifications import Classification
from docextract.rulepacks.entries import Draft, Entry, did_you_mean, typed
from docextract.rulepacks.panel_codes import without_retired
from docextract.rulepacks.read_files import (
    available_packs,
    is_pack,
    packs_of_kind,
    read_pack_file,
    rules_folder,
    shown_name,
)
from docextract.rulepacks.records import Rule
from docextract.rulepacks.schema import (
    ColumnWords,
    Form,
    Indicator,
    Pack,
    PackHead,
    Relation,
    Renamed,
    Requirement,
    Retired,
    StructureWords,
    Unit,
    Words,
)
from docextract.rulepacks.severities import Severities
from docextract.rulepacks.validate import faults_of
from docextract.rulepacks.years import (
    change_years,
    ids_of,
    in_force,
    other_years_of,
    relations_without,
    required_without,
    rows_of_other_years,
    said_of_year,
    span_of,
    without_gone,
    year_in_span,
)
from docextract.text.similar import closest

DEFAULT_PACK = "zhongzhi/2024"

Record = TypeVar("Record", bound=Rule)

__all__ = [
    "DEFAULT_PACK", "available_packs", "load_pack", "load_packs", "pack_for_year", "pack_path", "pack_paths", "read_pack",
    "rules_folder", "shown_name",
]  # fmt: skip


def load_pack(name: str | Path = DEFAULT_PACK) -> Pack:
    """The pack of that id; or of that folder or YAML file, when `name` is a path to one: as it is in its own year.

    Read once a process. Raises RulesError with all faults of the pack, each with file and line, or when there is no
    such pack.
    """
    return _load(pack_path(name))


def load_packs(name: str | Path) -> tuple[Pack, ...]:
    """The pack of that name, or all those of a folder. Raises RulesError with the faults of any of them."""
    return tuple(_load(path) for path in pack_paths(name))


def pack_for_year(pack: Pack, year: int) -> Pack:
    """The pack as its rules are in that year: what is retired since then still there, names as they were printed.

    A pack without dated rules is itself, as is any for year 0. One that makes no sense in that year, which then lies
    outside its own, is itself too.
    """
    changes = pack.change_years
    if not year or not changes or not pack.paths or span_of(changes, year) == span_of(changes, pack.year):
        return pack
    return _load_for(pack.paths[0], year_in_span(changes, span_of(changes, year))) or pack


def pack_paths(name: str | Path) -> tuple[Path, ...]:
    """The file of the pack of that name; of a folder all its pack files, or those of the folders in it, sorted.

    Raises RulesError when there is none.
    """
    folder = Path(name)
    if folder.is_dir() and not (isinstance(name, str) and (rules_folder() / f"{name}.yaml").is_file()):
        for pattern in ("*.yaml", "*/*.yaml"):
            if found := sorted(path.resolve() for path in folder.glob(pattern) if is_pack(path)):
                return tuple(found)
    return (pack_path(name),)


def pack_path(name: str | Path) -> Path:
    """The file of the pack with that id, folder or file; raises RulesError when there is none."""
    path = rules_folder() / f"{name}.yaml"
    if isinstance(name, str) and path.is_file():
        return path.resolve()
    given = Path(name)
    if given.is_dir():
        return _pack_file_of(given).resolve()
    if given.is_file():
        return given.resolve()
    raise RulesError([_no_such_pack(str(name))])


def _no_such_pack(name: str) -> str:
    """The fault for a name that is none; of a kind of report its years, the newest first."""
    if years := packs_of_kind(name):
        kind = name.partition("/")[0]
        zh = f"没有规则包“{name}”；“{kind}”有这些年度，请写全名：{'、'.join(years)}。"
        return f'{zh} no rule pack "{name}"; of "{kind}" there are: {", ".join(years)}; name one in full'
    known = available_packs()
    near = closest(name, known)
    zh = f"没有规则包“{name}”{f'，是不是“{near}”？' if near else '。'}可用：{'、'.join(known)}，或写一个规则文件夹。"
    guess = did_you_mean(name, known)
    return f'{zh} no rule pack "{name}"{guess} (there are: {", ".join(known)}; or name a folder of rules)'


def read_pack(name: str | Path) -> tuple[Pack | None, tuple[str, ...]]:
    """A pack read anew with all its faults, () for a sound one; None when it has no usable head.

    Rules with faults are left out of the pack.
    """
    draft = Draft()
    try:
        pack = _read(pack_path(name), draft)
    except RulesError as error:
        return None, tuple(error.faults)
    return pack, tuple(draft.faults)


def _pack_file_of(folder: Path) -> Path:
    found = sorted(path for path in folder.glob("*.yaml") if is_pack(path))
    if len(found) == 1:
        return found[0]
    names = ", ".join(path.name for path in found) or "none"
    zh = f"应有一个顶格写着“pack:”的 YAML 文件，现有：{names if found else '没有'}；请直接写文件名。"
    raise RulesError([f'{folder}: {zh} expected one YAML file with "pack:" at its top, found {names}; name the file'])


@cache
def _load(path: Path) -> Pack:
    draft = Draft()
    pack = _read(path, draft)
    if draft.faults or pack is None:
        raise RulesError(draft.faults)
    return pack


@cache
def _load_for(path: Path, year: int) -> Pack | None:
    draft = Draft(year=year)
    pack = _read_for(path, draft)
    return None if draft.faults else pack


def _read(path: Path, draft: Draft) -> Pack | None:
    """The pack in its own year, with all faults in the draft: also those that other years of its reports have."""
    pack = _read_for(path, draft)
    for year in other_years_of(pack) if pack is not None else ():
        other = Draft(year=year)
        _read_for(path, other)
        draft.faults.extend(said_of_year(fault, year) for fault in other.faults if fault not in draft.faults)
    return pack


def _read_for(path: Path, draft: Draft) -> Pack | None:
    """The pack in the draft's year, faults there; what could not be typed is left out and known to the draft alone."""
    head = read_pack_file(path, draft)
    if head is None:
        return None
    pack = _typed_pack(f"{path.parent.name}/{path.stem}", head, draft)
    draft.faults.extend(faults_of(pack, draft))
    return pack


def _typed_pack(id: str, head: PackHead, draft: Draft) -> Pack:
    faults = draft.faults
    forms = _all(draft.forms, Form, faults)
    order = {form.id: position for position, form in enumerate(forms)}
    indicators = _all(draft.indicators, Indicator, faults)
    indicators.sort(key=lambda indicator: order.get(indicator.form, len(order)))
    missing = rows_of_other_years(indicators, draft.year)
    every = _all(draft.relations, Relation, faults), _all(draft.required, Requirement, faults)
    relations, required = relations_without(every[0], missing), required_without(every[1], missing)
    gone = {entry.key for entry in draft.retired} | missing | (ids_of(*every) - ids_of(relations, required))
    retired = _all(dict(enumerate((*draft.retired, *draft.not_retired))), Retired, faults)
    severities = typed(draft.severities, Severities, (), faults) if draft.severities else None
    lists = (draft.indicators, draft.relations, draft.required, draft.units)
    return Pack(
        id=id,
        name=head.name,
        indicators=without_gone({indicator.code: indicator for indicator in indicators}, missing),
        forms=tuple(without_retired(form, gone) for form in forms),
        relations=relations,
        classifications={scheme.id: scheme for scheme in _all(draft.classifications, Classification, faults)},
        required=required,
        units={unit.name: unit for unit in _all(draft.units, Unit, faults)},
        columns=(typed(draft.columns, ColumnWords, (), faults) if draft.columns else None) or ColumnWords(),
        words=(typed(draft.words, Words, (), faults) if draft.words else None) or Words(),
        structure=(typed(draft.structure, StructureWords, (), faults) if draft.structure else None) or StructureWords(),
        severities=severities.by_kind() if severities else {},
        applies_to=head.applies_to,
        renamed=tuple(_all(dict(enumerate(draft.renamed)), Renamed, faults)),
        retired=tuple(each for each in retired if in_force(each.since, each.until, draft.year)),
        extends=head.extends,
        year=draft.year,
        change_years=change_years(draft),
        gone=frozenset(gone),
        files=tuple(shown_name(file) for file in draft.paths),
        paths=tuple(draft.paths),
        places={key: entry.line() for entries in lists for key, entry in entries.items()},
        form_places={id: entry.line() for id, entry in draft.forms.items()},
    )


def _all(entries: Mapping[Any, Entry], model: type[Record], faults: list[str]) -> list[Record]:
    return [found for entry in entries.values() if (found := typed(entry, model, ("after",), faults))]
