"""Rule packs from `rules/`: found, joined along `extends`, typed, checked as a set, kept for the process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docextract.errors import RulesError
from docextract.rulepacks.entries import Draft, Entry, add_entries, did_you_mean, entry_of, typed
from docextract.rulepacks.schema import Applicability, ColumnWords, Form, Indicator, Pack, Relation, Rule, Unit, Words
from docextract.rulepacks.validate import faults_of
from docextract.rulepacks.yaml_source import Source, read_yaml

DEFAULT_PACK = "zhongzhi/2024"

# The lists of a rule file and the key that names their entries.
LISTS = {"forms": "id", "indicators": "code", "relations": "id", "units": "name"}
FILE_KEYS = (*LISTS, "form", "columns", "words", "retired")


class PackHead(Rule):
    """What stands under `pack:` in the one file that makes a pack."""

    name: str
    extends: str = ""
    files: tuple[str, ...] = ()
    applies_to: Applicability = Applicability()


def rules_folder() -> Path:
    """The folder of the packs that come with docextract: inside an installed wheel, or the checkout's `rules/`."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def available_packs() -> tuple[str, ...]:
    """The ids of the packs that come with docextract, sorted: ("zhongzhi/2024", ...)."""
    root = rules_folder()
    return tuple(
        sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.glob("*/*.yaml") if _is_pack(path))
    )


def load_pack(name: str | Path = DEFAULT_PACK) -> Pack:
    """The pack of that id; or of that folder or YAML file, when `name` is a path to one.

    Read once a process. Raises RulesError with all faults of the pack, each with file and line, or when there is no
    such pack.
    """
    path = rules_folder() / f"{name}.yaml"
    if isinstance(name, str) and path.is_file():
        return _load(path.resolve())
    given = Path(name)
    if given.is_dir():
        return _load(_pack_file_of(given).resolve())
    if given.is_file():
        return _load(given.resolve())
    guess = did_you_mean(str(name), available_packs())
    raise RulesError(
        [f'no rule pack "{name}"{guess} (there are: {", ".join(available_packs())}; or name a folder of rules)']
    )


def choose_pack(title: str, year: int) -> tuple[Pack, str]:
    """The pack for a report of that title and year, and why, in one Chinese sentence.

    The pack whose title words say most decides, then the nearest year; `year` 0 is unknown. A title that no pack names
    gets the default pack, and the reason says so.
    """
    plain = "".join(title.split())
    fitting: list[tuple[int, int, str, str]] = []
    for id in available_packs():
        scope = load_pack(id).applies_to
        words = [word for word in scope.titles if word in plain]
        if not words or any(word in plain for word in scope.not_titles):
            continue
        word = max(words, key=len)
        fitting.append((len(word), -_years_outside(scope, year), id, word))
    if not fitting:
        return load_pack(DEFAULT_PACK), f"标题“{title}”与任何规则包都不相符，按默认规则包 {DEFAULT_PACK} 读取，请核对"
    _, outside, id, word = max(fitting)
    reason = f"标题含“{word}”，年度 {year or '未知'}，选用 {id}"
    return load_pack(id), reason + (f"（该规则包不含这一年度，差 {-outside} 年）" if outside else "")


def _years_outside(scope: Applicability, year: int) -> int:
    if not year:
        return 0
    below = scope.first_year - year if scope.first_year else 0
    above = year - scope.last_year if scope.last_year else 0
    return max(0, below, above)


def _is_pack(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(line.startswith("pack:") for line in file)


def _pack_file_of(folder: Path) -> Path:
    found = sorted(path for path in folder.glob("*.yaml") if _is_pack(path))
    if len(found) == 1:
        return found[0]
    names = ", ".join(path.name for path in found) or "none"
    raise RulesError([f'{folder}: expected one YAML file with "pack:" at its top, found {names}; name the file itself'])


@cache
def _load(path: Path) -> Pack:
    draft = Draft()
    head = _read_pack_file(path, draft, ())
    if head is None:
        raise RulesError(draft.faults)
    pack = _typed_pack(f"{path.parent.name}/{path.stem}", head, draft)
    if not draft.faults:
        draft.faults.extend(faults_of(pack, draft))
    if draft.faults:
        raise RulesError(draft.faults)
    return pack


def _read_pack_file(path: Path, draft: Draft, below: tuple[Path, ...]) -> PackHead | None:
    """Reads the pack file, what it extends, then its subject files, into the draft; its head, or None with faults."""
    source = read_yaml(path, shown_name(path))
    data = source.data if isinstance(source.data, dict) else {}
    entry = entry_of(data.get("pack"), source, ("pack",), "", draft.faults)
    head = typed(entry, PackHead, (), draft.faults) if entry else None
    if head is None or entry is None:
        return None
    if head.extends:
        base = _base_path(head.extends, path, entry, draft)
        if base in (*below, path):
            draft.faults.append(f'{entry.at("extends")}: "{head.extends}" extends this pack again; break the circle')
        elif base is not None:
            _read_pack_file(base, draft, (*below, path))
    own = [source]
    for name in head.files:
        try:
            own.append(read_yaml(path.parent / name, shown_name(path.parent / name)))
        except RulesError as error:
            draft.faults.extend(error.faults)
    may_change = bool(head.extends)
    for part in own:
        _read_rules(part, draft)
    _join(own, draft, may_change)
    draft.paths[:0] = [path, *(path.parent / name for name in head.files)]
    return head


def _base_path(name: str, path: Path, entry: Entry, draft: Draft) -> Path | None:
    for root in (path.parent.parent, path.parent, rules_folder()):
        if (base := root / f"{name}.yaml").is_file():
            return base.resolve()
    guess = did_you_mean(name, available_packs())
    draft.faults.append(f'{entry.at("extends")}: there is no pack "{name}"{guess}')
    return None


def _read_rules(source: Source, draft: Draft) -> None:
    """Checks the outermost keys of a rule file and takes out what it says of columns and words."""
    if not isinstance(source.data, dict):
        draft.faults.append(f"{source.name}:1: a rule file has keys at its top: {', '.join(FILE_KEYS)}")
        return
    for key in source.data:
        if key not in FILE_KEYS and key != "pack":
            draft.faults.append(
                f'{source.name}:{source.line((key,))}: key "{key}" is not known{did_you_mean(key, FILE_KEYS)}'
            )
    if "columns" in source.data and (entry := entry_of(source.data["columns"], source, ("columns",), "", draft.faults)):
        draft.columns = draft.columns.with_changes(entry) if draft.columns else entry
    if "words" in source.data and (entry := entry_of(source.data["words"], source, ("words",), "", draft.faults)):
        draft.words = draft.words.with_changes(entry) if draft.words else entry


def _join(sources: list[Source], draft: Draft, may_change: bool) -> None:
    for list_name, key_name in LISTS.items():
        target: dict[str, Entry] = getattr(draft, list_name)
        entries = [entry for source in sources for entry in _entries(source, list_name, key_name, draft)]
        add_entries(target, iter(entries), may_change, draft.faults)
    for source in sources:
        retired = source.data.get("retired", []) if isinstance(source.data, dict) else []
        for position, key in enumerate(retired if isinstance(retired, list) else [retired]):
            owner = next((entries for entries in (draft.indicators, draft.relations) if key in entries), None)
            if owner is None:
                known = [*draft.indicators, *draft.relations]
                line = source.line(("retired", position))
                draft.faults.append(
                    f'{source.name}:{line}: retired "{key}" is no code or relation{did_you_mean(str(key), known)}'
                )
            else:
                del owner[key]


def _entries(source: Source, list_name: str, key_name: str, draft: Draft) -> Iterator[Entry]:
    data: dict[str, Any] = source.data if isinstance(source.data, dict) else {}
    form = data.get("form")
    form_id = form.get("id", "") if isinstance(form, dict) else ""
    if list_name == "forms" and form is not None and (entry := entry_of(form, source, ("form",), "id", draft.faults)):
        yield entry
    listed = data.get(list_name, [])
    if not isinstance(listed, list):
        draft.faults.append(
            f'{source.name}:{source.line((list_name,))}: "{list_name}" is a list; begin each entry with "- "'
        )
        return
    for position, item in enumerate(listed):
        if entry := entry_of(item, source, (list_name, position), key_name, draft.faults):
            if list_name == "indicators" and form_id:
                entry = Entry(entry.key, {"form": form_id, **entry.data}, source, entry.place, entry.origins)
            yield entry


def _typed_pack(id: str, head: PackHead, draft: Draft) -> Pack:
    faults = draft.faults
    forms = [form for entry in draft.forms.values() if (form := typed(entry, Form, ("after",), faults))]
    order = {form.id: position for position, form in enumerate(forms)}
    indicators = [
        found for entry in draft.indicators.values() if (found := typed(entry, Indicator, ("after",), faults))
    ]
    indicators.sort(key=lambda indicator: order.get(indicator.form, len(order)))
    relations = [relation for entry in draft.relations.values() if (relation := typed(entry, Relation, (), faults))]
    units = [unit for entry in draft.units.values() if (unit := typed(entry, Unit, (), faults))]
    return Pack(
        id=id,
        name=head.name,
        indicators={indicator.code: indicator for indicator in indicators},
        forms=tuple(forms),
        relations=tuple(relations),
        units={unit.name: unit for unit in units},
        columns=(typed(draft.columns, ColumnWords, (), faults) if draft.columns else None) or ColumnWords(),
        words=(typed(draft.words, Words, (), faults) if draft.words else None) or Words(),
        applies_to=head.applies_to,
        files=tuple(shown_name(file) for file in draft.paths),
        paths=tuple(draft.paths),
    )


def shown_name(path: Path) -> str:
    """How messages and outputs call a rule file: relative to the rules folder, else folder and name."""
    root = rules_folder()
    if path.resolve().is_relative_to(root):
        return f"rules/{path.resolve().relative_to(root).as_posix()}"
    return f"{path.parent.name}/{path.name}"
