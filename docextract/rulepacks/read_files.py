"""Rule files to a draft: a pack file, what it extends, its subject files, joined entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docextract.errors import RulesError
from docextract.rulepacks.entries import Draft, Entry, did_you_mean, entry_of, fault, typed, unknown
from docextract.rulepacks.inherited_words import joined_words
from docextract.rulepacks.placing import add_entries
from docextract.rulepacks.schema import PackHead
from docextract.rulepacks.yaml_source import Source, read_yaml
from docextract.rulepacks.years import by_date, is_in_force, own_year
from docextract.text.similar import closest

# The lists of a rule file and the key that names their entries.
LISTS = {
    "forms": "id",
    "indicators": "code",
    "relations": "id",
    "required": "id",
    "units": "name",
    "classifications": "id",
}
# Outermost keys that hold one mapping each, changed key by key along `extends`.
MAPPINGS = ("columns", "words", "structure", "severities")
FILE_KEYS = ("pack", "form", *LISTS, *MAPPINGS, "renamed", "retired", "examples")


def rules_folder() -> Path:
    """The folder of the packs that come with docextract: inside an installed wheel, or the checkout's `rules/`."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def available_packs() -> tuple[str, ...]:
    """The ids of the packs that come with docextract, sorted: ("gaozhi/2024", "zhongzhi/2024", ...)."""
    root = rules_folder()
    return tuple(
        sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.glob("*/*.yaml") if is_pack(path))
    )


def packs_of_kind(name: str) -> tuple[str, ...]:
    """The ids of the shipped packs of the same kind of report, the newest first: of "zhongzhi" or "zhongzhi/2030"."""
    kind = name.partition("/")[0]
    return tuple(sorted((id for id in available_packs() if id.startswith(f"{kind}/")), reverse=True))


def is_pack(path: Path) -> bool:
    """True for the one file of a pack that has `pack:` at its top."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(line.startswith("pack:") for line in file)


def shown_name(path: Path) -> str:
    """How messages and outputs call a rule file: relative to the rules folder, else folder and name."""
    root = rules_folder()
    if path.resolve().is_relative_to(root):
        return f"rules/{path.resolve().relative_to(root).as_posix()}"
    return f"{path.parent.name}/{path.name}"


def read_pack_file(path: Path, draft: Draft, below: tuple[Path, ...] = ()) -> PackHead | None:
    """Reads what the pack file extends, then the file itself and its subject files, into the draft; its head.

    None, with faults, when the file has no usable head.
    """
    source = read_yaml(path, shown_name(path))
    entry = _head_entry(source, draft)
    head = typed(entry, PackHead, (), draft.faults) if entry else None
    if head is None or entry is None:
        return None
    draft.year = draft.year or own_year(head.applies_to)
    first, last = head.applies_to.first_year, head.applies_to.last_year
    if last and first > last:
        zh = f"从 {first} 年到 {last} 年，先后颠倒，没有报告会用到本包；请改年份。"
        en = f"first_year {first} is after last_year {last}, so that no report is read with this pack; mend one"
        draft.faults.append(fault(entry.at("applies_to"), zh, en))
    if head.extends:
        base = _base_path(head.extends, path, entry, draft)
        if base in (*below, path):
            zh = f"“{head.extends}”又以本包为基础，绕成了圈，请断开。"
            en = f'"{head.extends}" extends this pack again; break the circle'
            draft.faults.append(fault(entry.at("extends"), zh, en))
        elif base is None or read_pack_file(base, draft, (*below, path)) is None:
            return None  # all that rests on what it extends would be a fault
    own = [source]
    for name in head.files:
        try:
            own.append(read_yaml(path.parent / name, shown_name(path.parent / name)))
        except RulesError as error:
            draft.faults.extend(error.faults)
    for part in own:
        _read_mappings(part, draft)
    _join(own, draft, may_change=bool(head.extends))
    draft.paths[:0] = [path, *(path.parent / name for name in head.files)]
    return head


def _head_entry(source: Source, draft: Draft) -> Entry | None:
    if isinstance(source.data, dict) and "pack" not in source.data:
        zh = "没有“pack:”，不是规则包的主文件；请写主文件的名字，或在最外层补上“pack:”。"
        en = 'no "pack:" at its top: name the file that has it, or add it'
        draft.faults.append(fault(f"{source.name}:1", zh, en))
        return None
    head = source.data["pack"] if isinstance(source.data, dict) else source.data
    return entry_of(head, source, ("pack",), "", draft.faults)


def _base_path(name: str, path: Path, entry: Entry, draft: Draft) -> Path | None:
    """The file of the pack that is extended; with a fault the one that was likely meant, None when none is near."""
    for root in (path.parent.parent, path.parent, rules_folder()):
        if (base := root / f"{name}.yaml").is_file():
            return base.resolve()
    options = packs_of_kind(name)[:1] or available_packs()
    near = options[0] if len(options) == 1 else closest(name, options)
    zh = f"没有规则包“{name}”，{f'是不是“{near}”？' if near else '写作 文件夹/文件名，不写 .yaml，如 zhongzhi/2024。'}"
    how = did_you_mean(near, options) if near else "; write folder/file without .yaml, as zhongzhi/2024"
    draft.faults.append(fault(entry.at("extends"), zh, f'there is no pack "{name}"{how}'))
    return rules_folder() / f"{near}.yaml" if near else None  # what rests on it is checked against the likely one


def _read_mappings(source: Source, draft: Draft) -> None:
    """Checks the outermost keys of a rule file and takes out its mappings."""
    if not isinstance(source.data, dict):
        keys = ", ".join(FILE_KEYS)
        draft.faults.append(
            fault(f"{source.name}:1", f"规则文件的最外层是这些键：{keys}。", f"a rule file has keys at its top: {keys}")
        )
        return
    for key in source.data:
        if key not in FILE_KEYS:
            near = closest(key, FILE_KEYS)
            where, zh = (
                f"{source.name}:{source.line((key,))}",
                f"不认识键“{key}”{f'，是不是“{near}”？' if near else '。'}",
            )
            draft.faults.append(fault(where, zh, f'key "{key}" is not known{did_you_mean(key, FILE_KEYS)}'))
    for name in MAPPINGS:
        if name in source.data and (entry := entry_of(source.data[name], source, (name,), "", draft.faults)):
            setattr(draft, name, joined_words(getattr(draft, name), entry, draft.faults))


def _join(sources: list[Source], draft: Draft, may_change: bool) -> None:
    for list_name, key_name in LISTS.items():
        target: dict[str, Entry] = getattr(draft, list_name)
        entries = [entry for source in sources for entry in _entries(source, list_name, key_name, draft)]
        add_entries(target, iter(entries), may_change, draft.faults)
    for source in sources:
        for entry in by_date(_changes(source, "renamed", draft)):
            _rename(entry, draft)
        for entry in _changes(source, "retired", draft):
            _retire(entry, draft)


def _rename(entry: Entry, draft: Draft) -> None:
    """The name of the draft's year first, the other an alias: reports of both years keep being read."""
    old, name = draft.indicators.get(entry.key), entry.data.get("name")
    if old is None:
        draft.faults.append(unknown(entry.at("code"), "renamed", entry.key, draft.indicators))
    elif isinstance(name, str) and name:
        is_new = is_in_force(entry, draft.year)
        first, other = (name, old.data.get("name")) if is_new else (old.data.get("name"), name)
        aliases = [alias for alias in old.data.get("aliases") or [] if alias not in (first, other)]
        data = {**old.data, "name": first, "aliases": aliases if first == other else [*aliases, other]}
        origins = {**old.origins, "name" if is_new else "aliases": entry.origins["name"]}
        told = entry if is_new else old
        draft.indicators[entry.key] = Entry(entry.key, data, told.source, told.place, origins)
    draft.renamed.append(entry)


def _retire(entry: Entry, draft: Draft) -> None:
    owners = (draft.indicators, draft.relations, draft.required)
    owner = next((entries for entries in owners if entry.key in entries), None)
    if owner is None:
        known = [key for entries in owners for key in entries]
        near = closest(entry.key, known)
        zh = f"停用的“{entry.key}”不是本包的代码或编号{f'；是不是“{near}”？' if near else '。'}"
        en = f'retired "{entry.key}" is no code or relation{did_you_mean(entry.key, known)}'
        draft.faults.append(fault(entry.at("code"), zh, en))
    elif is_in_force(entry, draft.year):
        del owner[entry.key]
    (draft.retired if is_in_force(entry, draft.year) else draft.not_retired).append(entry)


def _changes(source: Source, key: str, draft: Draft) -> Iterator[Entry]:
    """The entries under `renamed` or `retired`; a retired code may stand alone."""
    for place, item in _items(source, key, draft):
        if key == "retired" and isinstance(item, str):
            yield Entry(item, {"code": item}, source, place)
        elif entry := entry_of(item, source, place, "code", draft.faults):
            yield entry


def _entries(source: Source, list_name: str, key_name: str, draft: Draft) -> Iterator[Entry]:
    data: dict[str, Any] = source.data if isinstance(source.data, dict) else {}
    form = data.get("form")
    form_id = form.get("id", "") if isinstance(form, dict) else ""
    if list_name == "forms" and form is not None and (entry := entry_of(form, source, ("form",), "id", draft.faults)):
        yield entry
    for place, item in _items(source, list_name, draft):
        if entry := entry_of(item, source, place, key_name, draft.faults):
            if list_name == "indicators" and form_id:
                entry = Entry(entry.key, {"form": form_id, **entry.data}, source, entry.place, entry.origins)
            yield entry


def _items(source: Source, key: str, draft: Draft) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The items of an outermost list with their places; nothing, with a fault, when it is no list."""
    listed = source.data.get(key, []) if isinstance(source.data, dict) else []
    if not isinstance(listed, list):
        where = f"{source.name}:{source.line((key,))}"
        zh, en = f"“{key}”下面是一列，每条以“- ”开头。", f'"{key}" is a list; begin each entry with "- "'
        draft.faults.append(fault(where, zh, en))
        return
    for position, item in enumerate(listed):
        yield (key, position), item
