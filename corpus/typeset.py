"""Makes the corpus: PDFs and expectations from `corpus/<document>/source.yaml`.

    python corpus/typeset.py                     every document, every layout, after the sanity check
    python corpus/typeset.py lanchuan-2024       one document
    python corpus/typeset.py --check             only the sanity check: nothing is written
    python corpus/typeset.py --expectations      read the PDFs that are there, typeset nothing
    python corpus/typeset.py --coverage          which situation stands where: the table of README.md

Needs the extra `corpus` and, for the layout `word`, LibreOffice and the fonts named in each `about.yaml`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from typesetting import coverage, expect, mixed, press, sanity, scan, source, turn, web, word  # noqa: E402
from typesetting.contents import flat_blocks  # noqa: E402
from typesetting.locate import Located, locate  # noqa: E402

# Rows of its data tables are indicators (`@code`); of another pack's forms the values are written down by hand.
DEFAULT_PACK = "zhongzhi/2024"
PRODUCERS = {"word": word.make_pdf, "press": press.make_pdf, "web": web.make_pdf}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", help="folder names; all when none is given")
    parser.add_argument("--check", action="store_true", help="only the sanity check")
    parser.add_argument("--expectations", action="store_true", help="keep the PDFs, write the expectations again")
    parser.add_argument("--coverage", action="store_true", help="write the table of situations into README.md")
    options = parser.parse_args()
    if options.coverage:
        return _write_coverage()
    folders = [HERE / name for name in options.documents] or sorted(path.parent for path in HERE.glob("*/source.yaml"))
    wrong = [f"{folder.name}: {each}" for folder in folders for each in check(folder)]
    print(*wrong, sep="\n", file=sys.stderr)
    if not wrong and not options.check:
        for folder in folders:
            make(folder, typeset=not options.expectations)
    return 1 if wrong else 0


def _write_coverage() -> int:
    pdfs = coverage.printed_pdfs(HERE)
    readme = HERE / "README.md"
    readme.write_text(coverage.with_table(readme.read_text("utf-8"), pdfs), "utf-8")
    missing = coverage.too_few(pdfs)
    print(*missing, sep="\n", file=sys.stderr)
    return 1 if missing else 0


def check(folder: Path) -> list[str]:
    """What in a document's source is not as documented."""
    return sanity.complaints(source.read_source(folder), _yaml(folder, "agrees"), _yaml(folder, "findings"))


def make(folder: Path, *, typeset: bool) -> None:
    """Write the PDFs of every layout named in `about.yaml` and all expectations but the hand-written ones."""
    about = yaml.safe_load((folder / "about.yaml").read_text("utf-8"))
    for layout, look in about["layouts"].items():
        # What only the extra for OCR can read lies beside the corpus, so that a run over it leaves nothing out.
        home = folder.parents[1] / "scans" if look.get("needs") == "ocr" else folder
        pdf = home / f"{folder.name}.{layout}.pdf"
        original = look.get("of", layout)
        document = source.read_source(folder, original)
        if original != layout:
            # Another layout's pages, turned into pictures or otherwise spoilt: what is true of those is true of these.
            printed = folder / f"{folder.name}.{original}.pdf"
            located = locate(document, printed)
            if typeset and "dpi" in look:
                scan.make_pdf(printed, look, pdf)
            elif typeset:
                mixed.make_pdf(printed, look, document, located, pdf)
        else:
            located = _typeset(document, layout, look, pdf) if typeset else locate(document, pdf)
        expected = expect.structure(document, located, pdf.name, about["level"], _unnumbered(original, located))
        if original != layout and "dpi" not in look:
            expected = mixed.marked(expected, look)
        _write_json(folder / "expected" / f"{pdf.stem}.json", expected)
        pages = expect.evidence_pages(document, located, _yaml(folder, "findings"))
        _write_json(folder / "expected" / f"{pdf.stem}.evidence-pages.json", pages)
        print(f"{pdf.name}: {located.page_count} pages, {pdf.stat().st_size // 1024} KB")
    if about.get("pack", DEFAULT_PACK) == DEFAULT_PACK:
        text = expect.indicators_csv(source.read_source(folder), indicator_names())
        (folder / "expected" / "indicators.csv").write_text(text, "utf-8-sig", newline="")


def _typeset(document: source.Document, layout: str, look: dict[str, Any], pdf: Path) -> Located:
    """Two passes: the first shows where things fall, the second prints those page numbers in the lists of contents."""
    numbers: dict[int, int] = {}
    for _ in range(2):
        PRODUCERS[layout](document, look, numbers, pdf)
        located = locate(document, pdf)
        numbers = {index: place.pages[0] - _unnumbered(layout, located) for index, place in located.places.items()}
    turn.turn_pages(pdf, _turned_pages(document, located))
    return located


def _turned_pages(document: source.Document, located: Located) -> dict[int, str]:
    """How the pages of tables that stand across the page are turned."""
    return {
        page: block.page
        for index, block in enumerate(flat_blocks(document))
        if isinstance(block, source.Table) and block.page in ("rotated", "sideways")
        for page in located.places[index].pages
    }


def _unnumbered(layout: str, located: Located) -> int:
    """Pages before printed page 1: `press` starts numbering at the report proper, `word` at the cover."""
    return located.first_body_page - 1 if layout == "press" else 0


def indicator_names() -> dict[str, tuple[str, str]]:
    """Canonical name and unit of every code the sources use."""
    with (HERE / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["name"], row["unit"]) for row in csv.DictReader(lines)}


def _yaml(folder: Path, name: str) -> list[dict[str, Any]]:
    path = folder / "expected" / f"{name}.yaml"
    return (yaml.safe_load(path.read_text("utf-8")) or []) if path.exists() else []


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
