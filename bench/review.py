"""The reviewers' page in a real browser: how fast it is at full size, and whether the boxes lie on the true places.

    python -m bench.review OUT FOLDER

OUT is a run of the PDFs in FOLDER. Times are taken in the browser: the first view from the navigation until the first
finding's pages are painted, the next finding from the key until they are. For times, OUT is multiplied to 300 reports
with 1,000 findings. Boxes are read from the page as drawn and compared with the places that PDFium's own characters give.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.many_reports import multiply
from bench.true_places import Box, holds_middle, overlap, places_of, plain, text_in

REPORTS, FINDINGS, STEPS = 300, 1000, 120
LEAST_IOU = 0.7
READING_MS = 700  # nobody decides sooner; the next finding is fetched meanwhile

# Notes when body[data-shown] changes and the picture of it was painted, and when the last key went down.
CLOCK = """
window.clock = {shown: [], key: 0};
addEventListener("keydown", () => { clock.key = performance.now(); }, true);
document.addEventListener("DOMContentLoaded", () => new MutationObserver(() =>
  requestAnimationFrame(() => setTimeout(() => clock.shown.push(performance.now() - clock.key))))
  .observe(document.body, {attributes: true, attributeFilter: ["data-shown"]}));
"""
DRAWN = """() => [...document.querySelectorAll(".pane")].flatMap(pane => {
  const image = pane.querySelector("img")?.getBoundingClientRect();
  if (!image) return [];
  const scale = pane.querySelector("svg").viewBox.baseVal.width / image.width;
  return [...pane.querySelectorAll(".box")].map(box => ({letter: box.dataset.letter, box: [box.x, box.y, box.width, box.height]
    .map(side => side.baseVal.value), seen: (r => [r.left - image.left, r.top - image.top].map(side => side * scale))(box.getBoundingClientRect())}));
})"""


@dataclass(frozen=True)
class Judged:
    """One box of evidence: `kind` is words, cell or unfound (the page's characters do not hold the quote in one run)."""

    kind: str
    is_right: bool
    iou: float
    what: str


@contextmanager
def served(out: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """The page as users start it, and the seconds until it could be asked for."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as beside:
        command = [sys.executable, "-m", "docextract", "review", str(out), "--pdfs", str(folder), "--no-browser"]
        command += ["--port", "0", "--store", f"{beside}/decisions.sqlite"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
            try:
                yield _address(process), time.monotonic() - began
            finally:
                process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if "http://" in line:
            return line[line.index("http://") :].partition("（")[0].strip()
    raise SystemExit("the server did not start")


def times(page: Page, address: str) -> dict[str, Any]:
    firsts = [_opened(page, address) for _ in range(5)]
    decided = [_step(page, "1") for _ in range(STEPS)]
    hurried = [_step(page, "j", 0) for _ in range(STEPS // 2)]
    shown: str = page.evaluate("document.body.dataset.shown")
    return {
        "first_view_ms": {"cold": round(firsts[0]), "median": round(statistics.median(firsts))},
        "next_finding_ms": _spread(decided),
        "next_finding_without_reading_ms": _spread(hurried),
        "report_ms": round(_opened(page, f"{address}report/{shown.partition('/')[0]}")),
        "panel_ms": round(_opened(page, f"{address}panel")),
    }


def _opened(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.clock && clock.shown.length")
    taken: float = page.evaluate("clock.shown[0]")
    page.wait_for_timeout(READING_MS)
    return taken


def _step(page: Page, key: str, pause: int = READING_MS) -> float:
    before = page.evaluate("clock.shown.length")
    page.keyboard.press(key)
    page.wait_for_function("before => clock.shown.length > before", arg=before)
    taken: float = page.evaluate("clock.shown.at(-1)")
    page.wait_for_timeout(pause)
    return taken


def _spread(values: Sequence[float]) -> dict[str, int]:
    ordered = sorted(values)
    return {"median": round(statistics.median(ordered)), "p95": round(ordered[int(0.95 * (len(ordered) - 1))])}


def boxes(page: Page, address: str, folder: Path) -> list[Judged]:
    """All boxes of all findings, as the browser draws them."""
    found = page.request.get(f"{address}api/findings").json()
    names = {report["address"]: report["report"] for report in found["reports"]}
    judged = []
    for finding in found["findings"]:
        key = f"{finding['report']}/{finding['id']}"
        page.goto(f"{address}#{key}")
        page.wait_for_function("key => document.body.dataset.shown === key", arg=key)
        drawn = {each["letter"]: each for each in page.evaluate(DRAWN)}
        for pane in page.request.get(f"{address}api/finding/{key}").json()["panes"]:
            path = folder / names[pane["report"]]
            if "missing" in pane["picture"]:
                raise SystemExit(f"{path}: {pane['picture']['missing']}; run docextract again")
            for place in pane["places"]:
                if place["bbox"] and place["quote"]:
                    x, y, width, height = drawn[place["letter"]]["box"]
                    seen = drawn[place["letter"]]["seen"]
                    assert abs(seen[0] - x) < 1.5 and abs(seen[1] - y) < 1.5, "drawn elsewhere than its numbers say"
                    judged.append(judge(path, pane["page"], place, (x, y, x + width, y + height)))
    return judged


def judge(path: Path, page: int, place: dict[str, Any], box: Box) -> Judged:
    """A box of words must overlap the words; a box of a cell must hold the cell's text and no other.

    The ink of "71" fills a tenth of its cell, so that no cell's box could overlap it by seven tenths: that the box holds
    the whole text of the cell, its middle and nothing else says the same of it.
    """
    what = f"{path.name} p{page} {place['quote'][:40]}"
    places = places_of(path, page, place["quote"])
    iou = max((overlap(box, true) for true in places), default=0.0)
    if any(holds_middle(box, true) and overlap(box, true) >= LEAST_IOU for true in places):
        return Judged("words", True, iou, what)
    if text_in(path, page, box) == plain(place["quote"]):
        return Judged("cell", True, iou, what)
    return Judged("words" if places else "unfound", False, iou, what)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only-boxes", action="store_true", help="leave the times out")
    parser.add_argument("--browser", default=shutil.which("chromium") or shutil.which("google-chrome"))
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as place:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 860})
        page.add_init_script(CLOCK)
        result: dict[str, Any] = {}
        if not options.only_boxes:
            many = multiply(options.out, options.folder, Path(place), reports=REPORTS, findings=FINDINGS)
            with served(many, Path(place) / "pdfs") as (address, seconds):
                result |= {"reports": REPORTS, "findings": FINDINGS, "start_s": round(seconds, 2)}
                result |= times(page, address)
        print(json.dumps(result), flush=True)
        with served(options.out, options.folder) as (address, _):
            judged = boxes(page, address, options.folder)
        browser.close()
    right = sum(each.is_right for each in judged)
    result["boxes"] = {"all": len(judged), "right": right, "share": round(right / max(1, len(judged)), 4)}
    result["boxes"]["kinds"] = Counter(each.kind for each in judged)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    for each in judged:
        if not each.is_right:
            print(f"  {each.kind} {each.iou:.2f} {each.what}")


if __name__ == "__main__":
    main()
