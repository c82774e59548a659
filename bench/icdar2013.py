"""Table structure on the ICDAR 2013 competition set, ours beside other finders, in one run.

    python bench/icdar2013.py FOLDER [--with pdfplumber camelot] [--json FILE] [--worst 10]

FOLDER holds `<name>.pdf` and `<name>-str.xml`. The measure is the competition's (Göbel et al., ICDAR 2013): relations
between each non-blank cell and its nearest non-blank neighbour to the right and below, counted over a document; precision,
recall and F1 per document, then the mean over documents. Texts are compared without white space. camelot is measured only
where it is installed (`pip install camelot-py`); its failures on a file count as no table, as everybody's do.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

Relation = tuple[str, str, str]
Cells = Sequence[Sequence[str]]
Finder = Callable[[Path], list[Cells]]


def relations(tables: Iterable[Cells]) -> Counter[Relation]:
    """Neighbour relations of all tables: (text, neighbour's text, direction)."""
    found: Counter[Relation] = Counter()
    for table in tables:
        grid = [[plain(cell) for cell in row] for row in table]
        for r, row in enumerate(grid):
            for c, text in enumerate(row):
                if not text:
                    continue
                right = next((other for other in row[c + 1 :] if other), "")
                below = next((grid[k][c] for k in range(r + 1, len(grid)) if grid[k][c]), "")
                if right:
                    found[text, right, "right"] += 1
                if below:
                    found[text, below, "below"] += 1
    return found


def plain(text: object) -> str:
    """A cell's text without white space and without the forms that fonts give to letters (ligatures)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


def truth(path: Path) -> list[Cells]:
    """The tables of a `-str.xml`; a merged cell's text stands in its first row and column, as in every output here."""
    tables = []
    for table in ElementTree.parse(path).getroot().iter("table"):
        row_base = 0
        cells: dict[tuple[int, int], str] = {}
        for region in table.iter("region"):
            row_base += int(region.get("row-increment") or 0)
            column_base = int(region.get("col-increment") or 0)
            for cell in region.iter("cell"):
                place = (row_base + int(cell.get("start-row", 0)), column_base + int(cell.get("start-col", 0)))
                cells[place] = cell.findtext("content") or ""
        tables.append(_rectangle(cells))
    return tables


def _rectangle(cells: dict[tuple[int, int], str]) -> Cells:
    rows, columns = (max((place[axis] for place in cells), default=-1) + 1 for axis in (0, 1))
    return [[cells.get((r, c), "") for c in range(columns)] for r in range(rows)]


def with_docextract(path: Path) -> list[Cells]:
    from docextract.pipeline import read_report

    return [table.cells for table in read_report(path).tables]


def with_pdfplumber(path: Path) -> list[Cells]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [[[cell or "" for cell in row] for row in t] for page in document.pages for t in page.extract_tables()]


def with_camelot(path: Path) -> list[Cells]:
    import camelot

    found = camelot.read_pdf(str(path), pages="all", flavor="hybrid")
    return [table.df.values.tolist() for table in found]


FINDERS: dict[str, Finder] = {"docextract": with_docextract, "pdfplumber": with_pdfplumber, "camelot": with_camelot}


def f1(wanted: Counter[Relation], given: Counter[Relation]) -> tuple[float, float, float]:
    """Precision, recall and F1; all 1 when nothing was wanted and nothing given."""
    right = (wanted & given).total()
    if not wanted and not given:
        return 1.0, 1.0, 1.0
    precision = right / given.total() if given else 0.0
    recall = right / wanted.total() if wanted else 0.0
    return precision, recall, 2 * right / (wanted.total() + given.total())


def measure(folder: Path, name: str) -> dict[str, tuple[float, float, float]]:
    """Figures by document; a finder that fails on a file has found nothing in it."""
    finder = FINDERS[name]
    figures = {}
    for path in sorted(folder.glob("*-str.xml")):
        pdf = folder / f"{path.name.removesuffix('-str.xml')}.pdf"
        if not pdf.exists():
            continue
        try:
            tables = finder(pdf)
        except ImportError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a finder raises, it found nothing
            print(f"{name}: {pdf.name}: {type(error).__name__}: {error}", file=sys.stderr)
            tables = []
        figures[pdf.stem] = f1(relations(truth(path)), relations(tables))
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--with", dest="others", nargs="*", default=["pdfplumber"], choices=sorted(FINDERS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="list the documents where docextract does worst")
    options = parser.parse_args()
    results = {}
    for name in dict.fromkeys(["docextract", *options.others]):
        started = time.perf_counter()
        try:
            figures = measure(options.folder, name)
        except ImportError as error:
            print(f"{name}: not installed ({error})", file=sys.stderr)
            continue
        results[name] = figures
        means = [sum(figure[i] for figure in figures.values()) / len(figures) for i in range(3)]
        seconds = time.perf_counter() - started
        print(f"{name:<12} precision {means[0]:.3f}  recall {means[1]:.3f}  F1 {means[2]:.3f}  ({seconds:.0f} s)")
    for stem, figure in sorted(results["docextract"].items(), key=lambda item: item[1][2])[: options.worst]:
        print(f"  {stem:<12} precision {figure[0]:.3f}  recall {figure[1]:.3f}  F1 {figure[2]:.3f}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
