"""The words of the page: both languages, and every word that a template or script asks for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docextract.model.finding import FindingKind, Severity
from docextract.review import words as home
from docextract.review.decisions import State

PAGE = Path(home.__file__).parent
TEMPLATES = ("base", "findings", "help", "login", "panel", "report")
TEMPLATE_WORD = re.compile(r"\bt\.(\w+)")
SCRIPT_WORD = re.compile(r"\bW\.(\w+)|say\(\"(\w+)\"")


@pytest.mark.parametrize("key", home.WORDS)
def test_every_word_is_there_in_both_languages(key: str) -> None:
    zh, en = home.WORDS[key]
    assert zh and en
    assert not re.search(r"[\u4e00-\u9fff]", en)
    assert re.search(r"[\u4e00-\u9fff{]", zh)
    assert set(re.findall(r"\{\d\}", zh)) == set(re.findall(r"\{\d\}", en))


def test_no_word_is_hidden_by_a_method_of_dict() -> None:
    assert not [key for key in home.WORDS if hasattr(dict, key)]  # a template would show the method


def test_every_word_that_is_asked_for_is_there() -> None:
    templates = [PAGE / "templates" / f"{name}.html" for name in TEMPLATES]
    asked = {word for path in templates for word in TEMPLATE_WORD.findall(path.read_text("utf-8"))}
    for path in PAGE.glob("static/*.js"):
        asked |= {word for pair in SCRIPT_WORD.findall(path.read_text("utf-8")) for word in pair if word}
    assert asked <= set(home.WORDS)


def test_kinds_severities_and_states_have_words() -> None:
    assert {*FindingKind, *Severity, *State} <= set(home.WORDS)
