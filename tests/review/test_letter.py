"""The page with pictures: self-contained, safe, small enough to be mailed."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from docextract.outputs.language import Lang
from docextract.review import letter_pictures
from docextract.review.letter_page import letter_html
from docextract.review.letter_pictures import Shot, part_of, shots
from docextract.review.panes import panes
from docextract.review.pictures import Pictures
from docextract.review.run_index import Place, read_run
from tests.review.out_made import OTHER, REPORT, made_run, opinion, place, row

ODD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}</style>"


class Seen(HTMLParser):
    """Elements and attributes of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(tmp_path: Path, *rows: dict[str, object], lang: Lang = "zh", office: str = "") -> str:
    found = opinion(tmp_path, *rows)
    index = read_run(tmp_path / "结果")
    taken = shots({point.number: point.places for point in found.points}, index.by_name, Pictures())
    return letter_html(found, taken, lang, office=office, day=date(2026, 3, 2))


def test_page_shows_the_finding_its_arithmetic_and_its_places(tmp_path: Path) -> None:
    seen = Seen(page(tmp_path, row(), office="江城市教育局职教科"))
    for words in ("专任教师总数前后不一", "1930 = 820 + 1110", "建议值", "第 2 页（印刷页码 1）", "江城市教育局职教科"):
        assert words in seen.text
    assert seen.tags.count("svg") == 2
    assert seen.tags.count("rect") == 4


def test_english_page_has_no_chinese_of_ours(tmp_path: Path) -> None:
    text = Seen(page(tmp_path, row(), lang="en")).text
    assert "As printed" not in text  # the pictures have the quotes beside them
    assert not re.search("问题|建议|核算|审核|日期|印刷", text)


def test_page_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    html = page(tmp_path, row())
    seen = Seen(html)
    assert not {"script", "link", "iframe", "object", "form", "base"} & set(seen.tags)
    assert all(
        value.startswith(("data:image/jpeg;base64,", "#")) for name, value in seen.attributes if name in ("href", "src")
    )
    assert "url(" not in html
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    css = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = next(value for name, value in seen.attributes if "default-src" in value)
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_text_of_a_report_is_never_markup(tmp_path: Path) -> None:
    odd = row(message=ODD, reason=ODD, suggested=ODD, evidence=[place(1, ODD, ODD)], kind=ODD, severity=ODD)
    plain, seen = Seen(page(tmp_path / "a", row())), Seen(page(tmp_path / "b", odd, office=ODD))
    assert set(seen.tags) == set(plain.tags)
    assert {name for name, _ in seen.attributes} <= {name for name, _ in plain.attributes} | {"class"}
    assert seen.text.count(ODD) >= 5


def test_picture_is_the_band_around_the_boxes(tmp_path: Path) -> None:
    html = page(tmp_path, row(evidence=[place(1, bbox=(72, 400, 172, 414))]))
    (data,) = re.findall(r"data:image/jpeg;base64,([^\"]+)", html)
    width, height = Image.open(io.BytesIO(base64.b64decode(data))).size
    assert abs(width - 595 * 1.8) < 2
    assert abs(height - 96 * 1.8) < 2
    assert 'viewBox="0.0 359.0 595.0 96.0"' in html


def at(page: int = 1, bbox: tuple[float, float, float, float] | None = None) -> Place:
    return Place("江城.pdf", page, bbox, "", "", "", "", "")


@pytest.mark.parametrize(
    ("boxes", "top", "bottom"),
    [
        ([(72, 400, 172, 414)], 359, 455),
        ([(72, 0, 172, 10)], 0, 96),
        ([(72, 835, 172, 842)], 746, 842),
        ([(72, 100, 172, 110), (300, 300, 400, 310)], 66, 344),
        ([(72, 900, 172, 910)], 746, 842),
        ([None], 0, 842),
    ],
)
def test_band_stays_on_the_page(
    boxes: list[tuple[float, float, float, float] | None], top: float, bottom: float
) -> None:
    (pane,) = panes([at(1, box) for box in boxes])
    part = part_of(pane, 595, 842)
    assert (part.x0, part.top, part.x1, part.bottom) == (0, top, 595, bottom)


def test_many_pictures_are_drawn_smaller_and_at_last_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = read_run(made_run(tmp_path, [row()]))

    def drawn(_path: Path, _number: int, _part: object, scale: float) -> bytes:
        return b"x" * int(scale * 1000)

    monkeypatch.setattr(letter_pictures, "part_jpeg", drawn)
    box = (72.0, 100.0, 172.0, 114.0)
    own = {number: [Place(REPORT, 1, box, "", "", "", "", "")] for number in range(1, 5)}

    def taken(limit: int) -> list[Shot]:
        monkeypatch.setattr(letter_pictures, "MAX_BYTES", limit)
        return [shot for each in shots(own, index.by_name, Pictures()).values() for shot in each]

    assert {len(shot.jpeg) for shot in taken(8000)} == {1800}
    assert {len(shot.jpeg) for shot in taken(6000)} == {1400}
    assert [shot.missing for shot in taken(2000)] == ["", "", "too_much", "too_much"]


def test_a_report_that_is_not_at_hand_is_told_in_words(tmp_path: Path) -> None:
    found = opinion(tmp_path, row(evidence=[place(), place(1, "7", f"{OTHER}，表 6")], related_reports=[OTHER]))
    (tmp_path / "报告" / OTHER).unlink()
    index = read_run(tmp_path / "结果")
    taken = shots({1: found.points[0].places}, index.by_name, Pictures())
    html = letter_html(found, taken, "zh", day=date(2026, 3, 2))
    assert "找不到原 PDF" in html
    assert html.count("<svg") == 1


def test_without_findings_the_page_says_so(tmp_path: Path) -> None:
    seen = Seen(page(tmp_path))
    assert "未发现需要修改的问题" in seen.text
    assert "table" not in seen.tags
