"""Takes Chinese vocational-education quality reports (PDF) apart and checks their numbers against each other.

    import docextract as dx

    report = dx.read("江城.pdf")          # chapters, cases, figures, tables, paragraphs: each knows its page and box
    report.tables[0].frame()              # a table as a pandas frame
    dx.extract(report)                    # the indicators as a frame
    dx.check(report)                      # what the report says that does not agree with itself
    dx.draw("江城.pdf", page=12)          # the page's picture with everything found on it boxed and labelled
    dx.run("reports", "results")          # a whole folder, as `docextract run` does
    dx.panel("results")                   # its indicators as a wide frame: reports and years x indicators

Pages count from 1; boxes are in points (1/72 inch) from the top left corner of the page as displayed. Everything that
is raised on purpose is a DocextractError; docextract.errors draws the tree. The names below are loaded when they are
first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docextract.api import check, draw, extract, read, view
    from docextract.batch import RunSummary, run
    from docextract.errors import (
        DecisionsError,
        DocextractError,
        OutputError,
        PageMissing,
        PdfDamaged,
        PdfEmpty,
        PdfEncrypted,
        PdfError,
        PdfMissing,
        PdfNotAPdf,
        PdfWithoutText,
        RulesError,
        SettingsError,
        StoreError,
    )
    from docextract.model.block import Block
    from docextract.model.document import Report
    from docextract.model.finding import Finding
    from docextract.model.notice import Notice
    from docextract.model.table import Table
    from docextract.model.tree import Case, Figure, Section

__version__ = "0.1.0"

_HOMES = {
    "docextract.api": ("check", "draw", "extract", "panel", "read", "view"),
    "docextract.batch": ("RunSummary", "run"),
    "docextract.errors": (
        "DecisionsError",
        "DocextractError",
        "OutputError",
        "PageMissing",
        "PdfDamaged",
        "PdfEmpty",
        "PdfEncrypted",
        "PdfError",
        "PdfMissing",
        "PdfNotAPdf",
        "PdfWithoutText",
        "RulesError",
        "SettingsError",
        "StoreError",
    ),
    "docextract.model.block": ("Block",),
    "docextract.model.document": ("Report",),
    "docextract.model.finding": ("Finding",),
    "docextract.model.notice": ("Notice",),
    "docextract.model.table": ("Table",),
    "docextract.model.tree": ("Case", "Figure", "Section"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Block",
    "Case",
    "DecisionsError",
    "DocextractError",
    "Figure",
    "Finding",
    "Notice",
    "OutputError",
    "PageMissing",
    "PdfDamaged",
    "PdfEmpty",
    "PdfEncrypted",
    "PdfError",
    "PdfMissing",
    "PdfNotAPdf",
    "PdfWithoutText",
    "Report",
    "RulesError",
    "RunSummary",
    "Section",
    "SettingsError",
    "StoreError",
    "Table",
    "__version__",
    "check",
    "draw",
    "extract",
    "panel",
    "read",
    "run",
    "view",
]


def __getattr__(name: str) -> Any:
    """Loads a public name from its module at first use (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'docextract' has no attribute {name!r}; it has: {', '.join(__all__)}")
    value = getattr(importlib.import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
