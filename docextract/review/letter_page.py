"""One HTML file of a report's findings with pictures of the places, to be mailed: it loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from docextract.outputs.language import Lang
from docextract.review.letter_pictures import Shot
from docextract.review.opinion_points import Opinion, Point
from docextract.review.opinion_words import (
    basis,
    date_words,
    kind_word,
    nothing_found,
    numbers_checked,
    numeral,
    overview,
    quoted,
    sentence,
    severity_word,
)
from docextract.review.plain_words import printable
from docextract.review.words import words

TEMPLATES = Path(__file__).with_name("templates")
_WORDS = {
    "title": ("审核问题图示", "Findings with pictures"),
    "issuer": ("报送单位", "Issuer"),
    "file": ("文件", "File"),
    "pages": ("页数", "Pages"),
    "office": ("审核单位", "Reviewed by"),
    "date": ("日期", "Date"),
    "list": ("问题一览", "List"),
    "number": ("序号", "No."),
    "kind": ("类别", "Kind"),
    "severity": ("程度", "Severity"),
    "message": ("问题", "Finding"),
    "arithmetic": ("核算", "Arithmetic"),
    "suggested": ("建议值", "Suggested value"),
    "quotes": ("原文", "As printed"),
    "note": ("审核说明", "Reviewer's note"),
    "state": ("审核", "Decision"),
    "too_much": ("为控制文件大小，此处不附图。", "No picture here, to keep the file small enough to mail."),
    "top": ("回到一览", "Back to the list"),
}


def letter_html(
    opinion: Opinion, pictures: Mapping[int, Sequence[Shot]], lang: Lang, *, office: str = "", day: date
) -> str:
    """The page as text; whatever the report says is text in it, never markup. `pictures` are by the finding's number."""
    told = {key: both[lang == "en"] for key, both in _WORDS.items()}
    css = (TEMPLATES / "letter.css").read_text("utf-8")
    entry = opinion.entry
    groups = [
        {
            "title": _group_title(number, kind_word(group.kind, lang), len(group.points), lang),
            "points": [_point(point, opinion, pictures.get(point.number, ()), lang) for point in group.points],
        }
        for number, group in enumerate(opinion.groups, 1)
    ]
    html: str = _template().render(
        t=told,
        lang="zh-CN" if lang == "zh" else "en",
        css=css,
        css_digest=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        title=printable(entry.title),
        facts=[
            (told["issuer"], printable(entry.issuer)),
            (told["file"], printable(entry.report)),
            (told["pages"], str(entry.n_pages)),
            (told["office"], printable(office)),
            (told["date"], date_words(day, lang)),
        ],
        words=[
            each for each in (overview(opinion, lang), numbers_checked(opinion, lang), basis(opinion, lang)) if each
        ],
        nothing="" if opinion.points else nothing_found(lang),
        groups=groups,
    )
    return html


@cache
def _template() -> Any:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return found.get_template("letter.html")


def _group_title(number: int, kind: str, count: int, lang: Lang) -> str:
    return f"{number} {kind} ({count})" if lang == "en" else f"（{numeral(number)}）{kind}（{count} 处）"


def _point(point: Point, opinion: Opinion, pictures: Sequence[Shot], lang: Lang) -> dict[str, Any]:
    state = point.state.en if lang == "en" else point.state.zh
    return {
        "number": point.number,
        "severity": point.severity if point.severity in ("high", "medium") else "low",
        "severity_word": severity_word(point.severity, lang),
        "kind": kind_word(point.kind, lang),
        "message": printable(sentence(point.told("message", lang), lang)),
        "arithmetic": printable(point.told("reason", lang)),
        "suggested": printable(point.found.row["suggested"]),
        "note": printable(point.note),
        "state": state if opinion.wanted == "all" else "",
        # the pictures have the quotes beside them
        "quotes": [] if pictures else [printable(line) for line in quoted(opinion, point, lang)],
        "figures": [_figure(shot, opinion, lang) for shot in pictures],
    }


def _figure(shot: Shot, opinion: Opinion, lang: Lang) -> dict[str, Any]:
    part = shot.part
    first = shot.pane.marked[0].place
    page, _ = opinion.place_words(first, lang)
    missing = _WORDS[shot.missing][lang == "en"] if shot.missing in _WORDS else words(lang).get(shot.missing, "")
    return {
        "caption": printable(page),
        "missing": missing if shot.missing else "",
        "jpeg": base64.b64encode(shot.jpeg).decode(),
        "x": f"{part.x0:.1f}",
        "y": f"{part.top:.1f}",
        "width": f"{part.width:.1f}",
        "height": f"{part.height:.1f}",
        "is_whole": all(marked.place.bbox is None for marked in shot.pane.marked),
        "places": [
            {
                "letter": marked.letter,
                "where": printable(opinion.place_words(marked.place, lang)[1]),
                "quote": printable(marked.place.quote),
                "box": _box(marked.place.bbox),
            }
            for marked in shot.pane.marked
        ],
    }


def _box(bbox: tuple[float, float, float, float] | None) -> dict[str, str] | None:
    """The box with a little room around it, and where its letter stands."""
    if bbox is None:
        return None
    x0, top, x1, bottom = bbox
    sides = {"x": x0 - 1.5, "y": top - 1.5, "width": x1 - x0 + 3, "height": bottom - top + 3}
    letter = {
        "tag_x": max(0.0, x0 - 11),
        "tag_y": top - 1.5,
        "letter_x": max(0.0, x0 - 11) + 4.75,
        "letter_y": top + 5.9,
    }
    return {name: f"{value:.1f}" for name, value in {**sides, **letter}.items()}
