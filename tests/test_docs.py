"""The docs say what the code does: made parts are current, every command, option and file is in them."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from docextract.cli import cli
from docextract.outputs.tables_csv import FILES
from tools.write_docs import DOCS, all_commands, current_text, pages, schemas

ROOT = DOCS.parent
READMES = ("README.md", "README.zh-CN.md")
COMMANDS = all_commands()
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_made_parts_are_current(page: Path) -> None:
    assert text_of(page) == current_text(text_of(page)), "run `make docs`"


@pytest.mark.parametrize("path", schemas(), ids=lambda path: path.name)
def test_schemas_of_rule_files_are_current(path: Path) -> None:
    assert text_of(path) == schemas()[path], "run `make docs`"


def test_there_are_made_parts() -> None:
    assert {page.name for page in pages()} >= {"cli.md", "outputs.md"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_docs_with_an_example(name: str) -> None:
    assert f"docextract {name}" in text_of(DOCS / "cli.md")
    assert f"Example: docextract {name}" in (COMMANDS[name].help or "")


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_is_in_both_readmes(name: str) -> None:
    for readme in READMES:
        assert f"docextract {name} " in text_of(ROOT / readme), f"{readme} does not show `docextract {name}`"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name.startswith("rules ")])
def test_every_command_for_rule_packs_is_in_their_pages(name: str) -> None:
    for page in ("rule-packs.md", "rule-packs.zh-CN.md"):
        assert f"docextract {name}" in text_of(DOCS / page), f"{page} does not show `docextract {name}`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help_in_both_languages(name: str) -> None:
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert re.search(r"[\u4e00-\u9fff]|PDF", option.help), f"{option.name}: no Chinese help"
            assert re.search(r"[A-Za-z]{4}", option.help), f"{option.name}: no English help"


@pytest.mark.parametrize("file", [*(file.name for file in FILES), "review.xlsx", "run.json"])
def test_every_output_is_in_the_docs(file: str) -> None:
    assert f"`{file}`" in text_of(DOCS / "outputs.md")
    assert f"`{file}`" in text_of(ROOT / "README.zh-CN.md")


@pytest.mark.parametrize("readme", READMES)
def test_readme_opens_with_the_two_commands(readme: str) -> None:
    top = text_of(ROOT / readme)[:400]
    assert top.index("make demo") < top.index("make test")


@pytest.mark.parametrize(
    "page",
    [ROOT / name for name in (*READMES, "CHANGELOG.md")] + sorted(DOCS.rglob("*.md")),
    ids=lambda page: page.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(text_of(page)) if not (page.parent / link).exists()]
    assert not broken
