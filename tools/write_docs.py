"""Rewrites the parts of docs/ that are made from the code, and the JSON Schemas of rule files in rules/.

    .venv/bin/python tools/write_docs.py

A part stands between `<!-- made from the code: NAME -->` and `<!-- end -->`; what stands around it is written by hand.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from docextract.cli import cli
from docextract.model.finding import FindingKind
from docextract.outputs.columns import TableFile
from docextract.outputs.tables_csv import FILES
from docextract.rulepacks.json_schema import pack_schema, schema_texts

DOCS = Path(__file__).resolve().parents[1] / "docs"
RULES = DOCS.parent / "rules"
PART = re.compile(r"(<!-- made from the code: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def columns() -> str:
    """The column dictionary: a heading and a table for each CSV file."""
    return "\n".join(_file_part(file) for file in FILES)


def _file_part(file: TableFile[Any]) -> str:
    lines = [
        f"### {file.name} {file.zh}",
        "",
        f"One row: {file.row}.",
        "",
        "| column | 列 | meaning |",
        "|---|---|---|",
    ]
    cells = (column.meaning.replace("|", "\\|") for column in file.columns)
    lines += [f"| `{column.name}` | {column.zh} | {text} |" for column, text in zip(file.columns, cells, strict=True)]
    return "\n".join(lines) + "\n"


def finding_kinds() -> str:
    """The kinds of finding, as the records have them."""
    return "\n".join(f"* `{kind.value}`" for kind in FindingKind) + "\n"


def commands() -> str:
    """Each command: what it does, an example, its options. Not click's own layout, which its releases change."""
    return "\n".join(_command_part(name, command) for name, command in all_commands().items())


def all_commands() -> dict[str, click.Command]:
    """Every command by what is typed for it ("run", "rules check"), sorted; a group comes before its commands."""
    found: dict[str, click.Command] = {}
    for name, command in sorted(cli.commands.items()):
        found[name] = command
        if isinstance(command, click.Group):
            found.update({f"{name} {inner}": each for inner, each in sorted(command.commands.items())})
    return found


def _command_part(name: str, command: click.Command) -> str:
    arguments = " ".join(str(parameter.name).upper() for parameter in command.params if _is_argument(parameter))
    text = inspect.cleandoc(command.help or "")
    lines = [f"### docextract {name} {arguments}".rstrip(), "", text]
    options = [option for option in command.params if isinstance(option, click.Option)]
    if options:
        lines += ["", "| option | 说明 meaning |", "|---|---|"]
    for option in options:
        lines.append(f"| `{', '.join(option.opts)}` | {(option.help or '').replace('|', '/')} |")
    return "\n".join(lines) + "\n"


def _is_argument(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument)


def pack_keys() -> str:
    """Every key of a rule file and what it means, by the place that it stands in."""
    schema = pack_schema()
    properties = schema["properties"]
    lines = ["| key | 意思 meaning |", "|---|---|"]
    lines += [f"| `{key}` | {entry.get('description', '')} |" for key, entry in properties.items()]
    for name, definition in sorted(schema["$defs"].items()):
        if not name.endswith("Change"):
            lines += ["", f"### {name}", "", definition["description"], "", "| key | 意思 meaning |", "|---|---|"]
            entries = definition.get("properties", {}).items()
            lines += [f"| `{key}` | {_in_cell(entry.get('description', ''))} |" for key, entry in entries]
    return "\n".join(lines) + "\n"


def _in_cell(text: str) -> str:
    """The text with its bars escaped: written as they are, they would begin another cell."""
    return text.replace("|", "\\|")


PARTS: Mapping[str, Callable[[], str]] = {
    "columns": columns,
    "commands": commands,
    "finding-kinds": finding_kinds,
    "pack-keys": pack_keys,
}


def current_text(text: str) -> str:
    """The page with its made parts made anew; raises KeyError for a part that nobody makes."""
    return PART.sub(lambda found: f"{found[1]}{PARTS[found['name']]()}{found[3]}", text)


def pages() -> list[Path]:
    """The pages that have a made part."""
    return [path for path in sorted(DOCS.rglob("*.md")) if PART.search(path.read_text("utf-8"))]


def schemas() -> dict[Path, str]:
    """The JSON Schemas of rule files, by where they lie."""
    return {RULES / name: text for name, text in schema_texts().items()}


def main() -> None:
    for path, text in schemas().items():
        path.write_text(text, "utf-8", newline="\n")
    for page in pages():
        page.write_text(current_text(page.read_text("utf-8")), "utf-8", newline="\n")
        print(page.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
