"""The fast reader against the reference reader on the corpus' full reports.

The short documents of hard layouts differ in what pdfminer does not report: fills of drawn watermarks, hair lines
above footnotes, the weight of fonts thickened by their outline.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from docextract.model.geometry import BBox
from docextract.pdf.read import read_pdf
from docextract.pipeline import read_report
from docextract.text.repair import plain_chars

CORPUS = Path(__file__).parents[2] / "corpus"
ALL = sorted(path for path in CORPUS.glob("*/*.pdf"))
PDFS = sorted(path for name in ("lanchuan-2024", "qiyan-2024") for path in (CORPUS / name).glob("*.pdf"))


def rounded(box: BBox) -> tuple[int, int, int, int]:
    """A producer may draw one rule twice; where it lies is what counts."""
    return round(box.x0), round(box.top), round(box.x1), round(box.bottom)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_readers_see_the_same_characters_on_every_page(path: Path) -> None:
    """Known difference: pdfminer leaves radicals (⽬) and wide blanks as they are, PDFium gives ordinary ones."""
    fast, reference = (read_pdf(path, reader, ocr="no") for reader in ("pdfium", "pdfplumber"))
    for a, b in zip(fast.pages, reference.pages, strict=True):
        texts = [plain_chars("".join(char.text for char in page.chars)).split() for page in (a, b)]
        assert Counter("".join(texts[0])) == Counter("".join(texts[1])), f"page {a.number}"


@pytest.mark.slow
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_readers_see_the_same_ink(path: Path) -> None:
    fast, reference = read_pdf(path, "pdfium"), read_pdf(path, "pdfplumber")
    for a, b in zip(fast.pages, reference.pages, strict=True):
        assert sorted(c.text for c in a.chars if c.text != " ") == sorted(
            part for c in b.chars for part in c.text if part != " "
        )
        assert {rounded(rule.bbox) for rule in a.rules} == {rounded(rule.bbox) for rule in b.rules}
        assert (len(a.fills), len(a.images)) == (len(b.fills), len(b.images))
        baselines = [sorted(round(c.baseline) for c in page.chars if c.text != " ") for page in (a, b)]
        assert len(set(baselines[0]) ^ set(baselines[1])) <= 2  # a half point may round either way


@pytest.mark.slow
@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_readers_give_the_same_tables_and_headings(path: Path) -> None:
    """Known difference: pdfminer does not say that a Chinese font was thickened, so headings known by weight alone may
    differ; the corpus' headings differ from the body in size or font as well."""
    fast, reference = read_report(path), read_report(path, reader="pdfplumber")
    assert [table.cells for table in fast.tables] == [table.cells for table in reference.tables]
    assert [table.caption for table in fast.tables] == [table.caption for table in reference.tables]
    assert [(s.level, s.number, s.title) for s in fast.sections] == [
        (s.level, s.number, s.title) for s in reference.sections
    ]
