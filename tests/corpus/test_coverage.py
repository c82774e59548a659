"""Each situation of the reports stands in two documents at least, and the README says where."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture
def coverage(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(CORPUS), *sys.path])
    return importlib.import_module("typesetting.coverage")


@pytest.fixture
def pdfs(coverage: ModuleType) -> list[Any]:
    return list(coverage.printed_pdfs(CORPUS))


def test_every_situation_stands_in_two_documents_of_two_producers(coverage: ModuleType, pdfs: list[Any]) -> None:
    assert coverage.too_few(pdfs) == []


def test_situation_of_one_document_or_one_producer_is_named(coverage: ModuleType, pdfs: list[Any]) -> None:
    alone = [pdf for pdf in pdfs if pdf.name.startswith("weihu")]
    assert any(sentence.startswith("row split by a page break: only in weihu") for sentence in coverage.too_few(alone))
    of_one = [pdf for pdf in pdfs if pdf.layout == "word"]
    assert any(sentence.startswith("sideways text: only in") for sentence in coverage.too_few(of_one))


def test_spoilt_copies_count_for_scans_only(coverage: ModuleType, pdfs: list[Any]) -> None:
    copies = [replace(pdf, is_copy=True) for pdf in pdfs]
    assert coverage.covered(copies)["sideways text"] == []


def test_readme_holds_the_table_as_it_is_now(coverage: ModuleType, pdfs: list[Any]) -> None:
    readme = (CORPUS / "README.md").read_text("utf-8")
    assert coverage.with_table(readme, pdfs) == readme, "write it again: python corpus/typeset.py --coverage"
