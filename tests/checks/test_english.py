"""What the checks say in English is as complete as in Chinese: the same numbers, no Chinese but what is printed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docextract.text.places import where_in_english
from tests.checks.material import check_case
from tests.checks.test_cases import cases

NUMBER = re.compile(r"\d+(?:\.\d+)?")
OUR_WORDS = re.compile(r"第 \d|相符|不等于|应为|疑为|之和|各项|[（，；]第")

SPEAKING = [(name, case) for name, sort, case in cases() if sort != "silent"]


@pytest.mark.parametrize(("name", "case"), SPEAKING, ids=lambda part: part if isinstance(part, str) else part["name"])
def test_english_message_has_the_numbers_of_the_chinese_one(name: str, case: dict[str, Any]) -> None:
    for verdict in check_case(case).verdicts:
        if verdict.check == name:
            zh, en = verdict.message.zh, verdict.message.en
            assert en
            assert not OUR_WORDS.search(en), en
            # Where all agrees the page is no news.
            told = re.sub(r"（第 [\d、]+ 页）", "", zh) if verdict.outcome == "agrees" else zh
            assert set(NUMBER.findall(told)) <= set(NUMBER.findall(en)), (zh, en)


def test_our_own_words_for_a_place_are_translated() -> None:
    assert where_in_english("附表 3 教学资源表，生师比，2023 年") == "附表 3 教学资源表, 生师比, 2023"
    assert where_in_english("无标题的表，在校生，未注明 年") == "a table without title, 在校生, no year"
    assert where_in_english("案例 3") == "case 3"
    assert where_in_english("表 2 案例 一览，甲校") == "表 2 案例 一览, 甲校"
