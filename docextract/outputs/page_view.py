"""A whole report as one HTML file: its pages as pictures with every layer over them, to be switched on and off."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from dataclasses import dataclass

from docextract.model.document import Report
from docextract.outputs.drawing import COLOURS, LAYERS, Mark

NAMES = {
    "line": "行 lines",
    "column": "栏 columns",
    "cell": "单元格 cells",
    "block": "块 blocks",
    "heading": "标题 headings",
    "order": "顺序 order",
    "finding": "问题 findings",
}

STYLE = """
body { font: 15px/1.5 system-ui, "Microsoft YaHei", sans-serif; margin: 0; background: #eee; }
nav { position: sticky; top: 0; background: #fff; padding: 8px 16px; border-bottom: 1px solid #ccc; z-index: 1; }
nav label { margin-right: 16px; white-space: nowrap; }
figure { position: relative; margin: 16px auto; max-width: 1000px; background: #fff; }
figure img { width: 100%; display: block; }
figure div { position: relative; }
figure svg { position: absolute; inset: 0; width: 100%; height: 100%; }
figcaption { padding: 4px 8px; color: #555; }
rect { fill: transparent; stroke-width: 0.8; }
rect:hover { fill: rgba(255, 220, 0, 0.25); }
text { font-size: 6px; }
"""

SCRIPT = """
for (const box of document.querySelectorAll("nav input")) {
  const show = () => document.querySelectorAll("g." + box.name).forEach(g => { g.style.display = box.checked ? "" : "none"; });
  box.addEventListener("change", show);
  show();
}
"""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: its number, picture (JPEG), size in points, and the marks of each layer."""

    number: int
    jpeg: bytes
    width: float
    height: float
    marks: dict[str, tuple[Mark, ...]]


def report_html(report: Report, pages: Iterable[PageView]) -> str:
    """The page as text; it loads nothing from outside, and no text of the report is ever markup in it."""
    title = html.escape(report.title or report.file)
    switches = "".join(
        f'<label><input type="checkbox" name="{layer}"{" checked" if layer == "block" else ""}> {NAMES[layer]}</label>'
        for layer in LAYERS
    )
    body = "\n".join(map(_figure, pages))
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><nav><strong>{title}</strong> {switches}</nav>\n{body}\n"
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def _figure(page: PageView) -> str:
    layers = "".join(f'<g class="{layer}">{"".join(map(_shape, page.marks.get(layer, ())))}</g>' for layer in LAYERS)
    picture = base64.b64encode(page.jpeg).decode("ascii")
    return (
        f'<figure id="p{page.number}"><div>'
        f'<img alt="第 {page.number} 页" src="data:image/jpeg;base64,{picture}">'
        f'<svg viewBox="0 0 {page.width:.1f} {page.height:.1f}">{layers}</svg></div>'
        f"<figcaption>第 {page.number} 页 page {page.number}</figcaption></figure>"
    )


def _shape(mark: Mark) -> str:
    colour = "rgb({},{},{})".format(*COLOURS[mark.layer])
    box = mark.bbox
    if mark.to is not None:
        return (
            f'<path d="M{box.x0:.1f} {box.top:.1f} L{mark.to.x0:.1f} {mark.to.top:.1f}" stroke="{colour}"'
            f' stroke-width="1.2" fill="none"/><circle cx="{mark.to.x0:.1f}" cy="{mark.to.top:.1f}" r="2" fill="{colour}"/>'
            f'<text x="{box.x0 + 2:.1f}" y="{box.top + 6:.1f}" fill="{colour}">{html.escape(mark.label)}</text>'
        )
    return (
        f'<rect x="{box.x0:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" stroke="{colour}">'
        f"<title>{html.escape(mark.label)}</title></rect>"
    )
