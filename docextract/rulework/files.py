"""A pack's own files: read for a workbook, written back from one, checked before they stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docextract.errors import RulesError
from docextract.outputs.pack_workbook import pack_workbook_bytes, read_pack_workbook
from docextract.rulepacks.examples import faults_in_examples
from docextract.rulepacks.from_sheets import edited_files
from docextract.rulepacks.load import available_packs, pack_path, pack_paths, read_pack, shown_name
from docextract.rulepacks.sheet_places import in_sheets
from docextract.rulepacks.sheets import Sheet, file_sheets
from docextract.rulepacks.yaml_source import read_yaml


def packs_named(names: Sequence[str]) -> tuple[str, ...]:
    """The packs of these names, each of a folder with several by its file; all that come with docextract for none."""
    found: list[str] = []
    for name in names:
        try:
            paths = pack_paths(name)
        except RulesError:
            paths = ()  # whoever reads it says why
        found += map(str, paths) if len(paths) > 1 else [name]
    return tuple(found) or available_packs()


def pack_faults(name: str | Path) -> tuple[str, ...]:
    """All faults of a pack and of its examples, each with file and line."""
    pack, faults = read_pack(name)
    return (*faults, *(faults_in_examples(pack) if pack is not None else ()))


def own_files(name: str | Path) -> dict[str, str]:
    """The texts of a pack's own files by name: the pack file first, examples behind the file that they are of.

    What it extends is not among them. Raises RulesError when one can't be read.
    """
    head = pack_path(name)
    data = read_yaml(head, shown_name(head)).data
    listed = data.get("pack", {}).get("files", []) if isinstance(data, dict) else []
    found: dict[str, str] = {}
    for file in (head.name, *listed):
        for path in (head.with_name(file), head.with_name(f"{Path(file).stem}.examples.yaml")):
            if path.is_file():
                found[path.name] = path.read_bytes().decode("utf-8")
            elif not path.name.endswith(".examples.yaml"):
                raise RulesError([f"{shown_name(path)}: 没有这个文件。 there is no such file"])
    return found


def to_workbook(name: str | Path) -> bytes:
    """A pack's own files as a workbook."""
    files = own_files(name)
    return pack_workbook_bytes(file_sheets(files), files)


def from_workbook(workbook: Path, folder: Path, *, force: bool = False) -> dict[str, str]:
    """Writes the files of an edited workbook into `folder`; gives those that were written, by name.

    Files that are as they were are left alone. Raises RulesError, and writes nothing, when a file in the folder is not
    the one that the workbook was made from (somebody has changed it since), or when the edited pack has faults; `force`
    writes all the same.
    """
    sheets, before = read_pack_workbook(workbook, file_sheets({}))
    if lost := list(_lost_columns(sheets, before)):
        raise RulesError(lost)
    after = edited_files(before, sheets)
    there = {name: _text_of(folder / name) for name in after}
    changed = {name: text for name, text in after.items() if text != there[name]}
    clashes = [name for name in changed if there[name] not in (None, before.get(name, ""))]
    if clashes and not force:
        names = "、".join(clashes)
        zh = f"{folder}：{names} 在导出工作簿之后改过，写入会丢掉那些改动；请先重新导出，或用 --force。"
        raise RulesError([f"{zh} {', '.join(clashes)}: changed since the workbook was made; export again, or --force"])
    _write(folder, changed)
    faults = () if force else _faults_of(folder, after)
    if faults:
        _write(folder, {name: there[name] for name in changed})
        shown = {name: shown_name(folder / name) for name in after}
        faults = tuple(in_sheets(fault, shown, after, sheets) for fault in faults)
        raise RulesError([*faults, "没有写入任何文件；请改好工作簿再试。 nothing was written; mend the workbook"])
    return changed


def _lost_columns(sheets: Sequence[Sheet], files: Mapping[str, str]) -> Iterator[str]:
    """Columns that were taken out of a sheet, and with them what the rules say there."""
    for sheet, before in zip(sheets, file_sheets(files), strict=True):
        used = dict.fromkeys(key for row in before.rows for key, text in row.cells.items() if text)
        for key in used:
            if key not in sheet.columns:
                zh = f"工作表“{sheet.name}”第 1 行少了列“{key}”，写回会丢掉各行写在那里的内容；要删的话请清空单元格，保留这一列。"
                yield f'{zh} column "{key}" is gone from row 1 of sheet {sheet.name}; keep it, and empty its cells instead'


def _faults_of(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    head = next((name for name, text in files.items() if text.startswith("pack:") or "\npack:" in text), None)
    head = head or next(iter(files), None)  # without its "pack:" it is no pack, which is said
    return pack_faults(folder / head) if head else ()


def _text_of(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _write(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Writes the files; None takes a file away."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_bytes(text.encode("utf-8"))
