"""What the `web` layout needs of pages: running lines, feet for footnotes, and the door to Chromium."""

from __future__ import annotations

import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

import pypdfium2

from .source import Document

CHROMIUM = "chromium"
TOP_MM, BOTTOM_MM = 25, 18  # of every page's margin; web.css says the same of the sides
FOOT_PT = 40  # that every page keeps free for footnotes, where the document has any; as in web.css
ACROSS = "size: A4 landscape;"


def page_rules(document: Document, chapters: dict[int, str]) -> str:
    """`@page` rules: one for all, and one for each chapter that the running line names, upright and across."""
    odd, even = document.header["odd"], document.header.get("even", document.header["odd"])
    rules = [f"@page {{ margin: {TOP_MM}mm 26mm {BOTTOM_MM}mm; }}"]
    for name, right in {"": odd, **{f"chapter{i}": text for i, text in chapters.items()}}.items():
        rules += [_running(name, right, even, document), _running(f"{name}across", right, even, document)]
        rules.append(f"@page {name}across {{ {ACROSS} }}")
    empty = "".join(f"@{box} {{ content: none; border: none; }}" for box in BOXES)
    return "\n".join([*rules, *(f"@page cover:{side} {{ {empty} }}" for side in ("left", "right"))])


BOXES = (
    "top-left",
    "top-center",
    "top-right",
    "bottom-left",
    "bottom-center",
    "bottom-right",
    "left-middle",
    "right-middle",
)


def _running(name: str, odd: str, even: str, document: Document) -> str:
    """Running line and page number of a kind of page. The chapter stands on odd pages."""
    before, after = (_quoted(piece) for piece in document.footer.split("{page}"))
    number = f"content: {before} counter(page) {after};"
    out = []
    for side, text, outer in (("right", odd, "right"), ("left", even, "left")):
        if document.page_number == "margin":
            foot = f"@{outer}-middle {{ {number} }}"
        else:
            foot = f"@bottom-{outer if 'even' in document.header else 'center'} {{ {number} }}"
        out.append(f"@page {name}:{side} {{ @top-{outer} {{ content: {_quoted(text)}; width: 100%; }} {foot} }}")
    return "\n".join(out)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def note_boxes(notes: list[tuple[int, str, str]], printed: Path | None) -> str:
    """Boxes with the footnotes of one page each, at that page's foot; `printed` tells how high the pages are."""
    heights = _text_heights_pt(printed) if printed else []
    by_page: dict[int, list[str]] = {}
    for page, mark, text in notes:
        by_page.setdefault(page, []).append(f"<div>{mark} {escape(text)}</div>")
    return "".join(
        f'<div class="notes" style="top: {max(0, sum(heights[:page]) - FOOT_PT + 3):.2f}pt">{"".join(texts)}</div>'
        for page, texts in by_page.items()
    )


def _text_heights_pt(pdf: Path) -> list[float]:
    """Heights of the pages without their margins: as a browser counts, the second page begins where these end."""
    document = pypdfium2.PdfDocument(pdf)
    heights = [page.get_size()[1] - (TOP_MM + BOTTOM_MM) * 72 / 25.4 for page in document]
    document.close()
    return heights


def print_to_pdf(html: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.html"
        source.write_text(html, "utf-8")
        switches = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-pdf-tagging"]
        command = [CHROMIUM, *switches, f"--user-data-dir={work}/profile", f"--print-to-pdf={target}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
    target.write_bytes(_without_stamps(target.read_bytes()))


def _without_stamps(pdf: bytes) -> bytes:
    """The same PDF with fixed dates; every replacement is as long as what it replaces."""
    return re.sub(rb"/(CreationDate|ModDate) \(D:\d{14}", rb"/\1 (D:20241120000000", pdf)
