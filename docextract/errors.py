"""Every exception that docextract raises on purpose.

    DocextractError
    ├── PdfError                  a file gives no pages at all; the message says what to do
    │   ├── PdfMissing            there is no such file
    │   ├── PdfEmpty              the file has no bytes, or no page
    │   ├── PdfNotAPdf            the bytes are not a PDF
    │   ├── PdfDamaged            the PDF is truncated or broken beyond repair
    │   ├── PdfEncrypted          a password is needed
    │   └── PdfWithoutText        no page has a text layer (a scan)
    ├── PageMissing               a page number outside the document
    ├── RulesError                a rule pack or ignore file has faults; all of them are in the message
    ├── OutputError               the output folder is refused or can't be written
    ├── StoreError                the decisions can't be read or kept
    │   └── StaleDecision         somebody else has just decided; it carries what (in review/decisions.py)
    ├── DecisionsError            a filled-in workbook has faults; all of them are in the message
    └── SettingsError             an argument has a value that means nothing

A damaged page does not raise: it becomes a `Notice` and the other pages are read.
"""

from __future__ import annotations


class DocextractError(Exception):
    """Parent of all; catch this to catch everything that docextract raises on purpose."""

    code = "error"


class PdfError(DocextractError):
    """A PDF from which nothing can be read."""

    code = "pdf-unreadable"


class PdfMissing(PdfError):
    """There is no file at the path."""

    code = "pdf-missing"


class PdfEmpty(PdfError):
    """The file has no bytes, or the PDF has no pages."""

    code = "pdf-empty"


class PdfNotAPdf(PdfError):
    """The file's bytes are not a PDF, whatever its name says."""

    code = "pdf-not-a-pdf"


class PdfDamaged(PdfError):
    """The PDF is truncated or its structure is broken beyond repair."""

    code = "pdf-damaged"


class PdfEncrypted(PdfError):
    """The PDF opens only with a password."""

    code = "pdf-encrypted"


class PdfWithoutText(PdfError):
    """Pages can be drawn, but none of them has characters."""

    code = "pdf-without-text"


class PageMissing(DocextractError):
    """A page number that the document does not have."""

    code = "page-missing"


class RulesError(DocextractError):
    """A rule pack or ignore file that can't be used; `faults` lists every fault with file and line."""

    code = "rules"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class OutputError(DocextractError):
    """The output folder belongs to something else or can't be written."""

    code = "output"


class StoreError(DocextractError):
    """The decisions can't be read or kept: file locked, read-only or damaged, server out of reach."""

    code = "store"


class DecisionsError(DocextractError):
    """A filled-in workbook that can't be taken in; `faults` lists every fault with sheet, row and column."""

    code = "decisions"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class SettingsError(DocextractError):
    """An argument that means nothing; the message says what was expected."""

    code = "settings"
