"""Paragraphs with many numbers: what is tried in all combinations or at all places has an end, and no check fails."""

from __future__ import annotations

import pytest

from docextract.checks.facts.book import Book, open_book
from docextract.checks.facts.facts import facts_of
from docextract.checks.prose.passages import passages
from docextract.checks.prose.sums import listed_parts
from docextract.checks.run import run_checks
from docextract.claims.read import read_claims
from docextract.rulepacks.load import load_pack
from tests.checks.material import Material

MANY = 40


def book(text: str) -> Book:
    report, pack = Material({"text": [text]}).report(), load_pack()
    return open_book(report, facts_of(report, (), read_claims(report, pack), pack, ""), pack, "")


@pytest.mark.parametrize(
    "text",
    [
        # Each that 减少 tells of may be gone or not.
        "学年初有教师 203 人，" + "、".join(["减少 1 人"] * MANY) + "，学年末有教师 207 人。",
        "新增 4 个、" + "、".join(["停招 1 个"] * MANY) + "专业，由上年的 31 个调整为 27 个。",
        "、".join(f"{place}班 {n} 人" for n, place in enumerate("甲乙丙丁" * MANY, 100)) + "。",
        "、".join(["由 0 人增加到 0 人，增长 0%"] * MANY) + "，下降 100%。",
    ],
)
def test_all_checks_come_to_an_end(text: str) -> None:
    report, pack = Material({"text": [text]}).report(), load_pack()
    claims = read_claims(report, pack)
    assert len(claims) >= MANY
    assert not run_checks(report, (), claims, pack).notices


def test_places_between_two_divisions_are_tried_for_short_lists_only(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def is_closed(_passage: object, labels: list[str]) -> bool:
        tried.append(len(labels))
        return False

    monkeypatch.setattr(listed_parts, "is_closed", is_closed)
    listed = book("、".join(f"{place}班 {n} 人" for n, place in enumerate("甲乙丙丁" * MANY, 100)) + "。")
    assert len(passages(listed)[0].numbers) == 4 * MANY
    assert not list(listed_parts.part_lists(listed))
    longest = [size for size in tried if size < 4 * MANY]
    assert sum(longest) < (4 * MANY) ** 2 * 3
