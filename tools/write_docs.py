"""Rewrites the parts of docs/ that are made from the code.

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

DOCS = Path(__file__).resolve().parents[1] / "docs"
PART = re.compile(r"(<!-- made from the code: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def columns() -> str:
    """The column dictionary: a heading and a table for each CSV file."""
    return "\n".join(_file_part(file) for file in FILES)


def _file_part(file: TableFile[Any]) -> str:
    lines = [f"### {file.name} {file.zh}", "", f"One row: {file.row}.", "", "| column | 列 | meaning |", "|---|---|---|"]
    cells = (column.meaning.replace("|", "\\|") for column in file.columns)
    lines += [f"| `{column.name}` | {column.zh} | {text} |" for column, text in zip(file.columns, cells, strict=True)]
    return "\n".join(lines) + "\n"


def finding_kinds() -> str:
    """The kinds of finding, as the records have them."""
    return "\n".join(f"* `{kind.value}`" for kind in FindingKind) + "\n"


def commands() -> str:
    """Each command: what it does, an example, its options. Not click's own layout, which its releases change."""
    return "\n".join(_command_part(name, command) for name, command in sorted(cli.commands.items()))


def _command_part(name: str, command: click.Command) -> str:
    arguments = " ".join(str(parameter.name).upper() for parameter in command.params if _is_argument(parameter))
    text = inspect.cleandoc(command.help or "")
    lines = [f"### docextract {name} {arguments}", "", text, "", "| option | 说明 meaning |", "|---|---|"]
    for option in command.params:
        if isinstance(option, click.Option):
            lines.append(f"| `{', '.join(option.opts)}` | {(option.help or '').replace('|', '/')} |")
    return "\n".join(lines) + "\n"


def _is_argument(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument)


PARTS: Mapping[str, Callable[[], str]] = {"columns": columns, "commands": commands, "finding-kinds": finding_kinds}


def current_text(text: str) -> str:
    """The page with its made parts made anew; raises KeyError for a part that nobody makes."""
    return PART.sub(lambda found: f"{found[1]}{PARTS[found['name']]()}{found[3]}", text)


def pages() -> list[Path]:
    """The pages that have a made part."""
    return [path for path in sorted(DOCS.rglob("*.md")) if PART.search(path.read_text("utf-8"))]


def main() -> None:
    for page in pages():
        page.write_text(current_text(page.read_text("utf-8")), "utf-8", newline="\n")
        print(page.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
