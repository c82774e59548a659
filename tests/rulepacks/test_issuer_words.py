"""Whose report it is, by head of whom, and what leaves nothing out: said by packs, known to no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from docextract.checks.facts.facts import subject_key
from docextract.checks.prose.sums.complements import COMPLEMENTS, complements
from docextract.errors import RulesError
from docextract.rulepacks.issuer_words import issuer_place, shipped_words
from docextract.rulepacks.load import load_pack
from docextract.rulepacks.schema import Pack

PACK = """pack: {name: 试}
forms: [{id: "1", title: 甲表, why: 试}]
units: [{name: 人, dimension: 人数}]
indicators: [{code: readers, name: 读者, form: "1", unit: 人, kind: count, why: 试}]
words:
  offices: [图书馆]
  speaks_for: [各分馆]
  complements: [成人、儿童]
"""


def pack_of(folder: Path, more: str = "") -> Pack:
    (folder / "year.yaml").write_text(PACK + more, encoding="utf-8")
    return load_pack(folder)


def test_words_of_another_kind_of_report_come_from_its_pack(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert issuer_place("江城市图书馆", pack) == "江城"
    assert issuer_place("江城市教育局", pack) == "江城市教育局"
    assert issuer_place("江城市人民政府", pack) == "江城"
    assert subject_key("各分馆藏书量", "", pack) == subject_key("藏书量", "", pack)
    assert subject_key("中职学校藏书量", "", pack) != subject_key("藏书量", "", pack)
    assert complements(pack) == (*COMPLEMENTS, ("成人", "儿童"))


def test_a_value_by_head_of_an_unknown_indicator_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RulesError) as caught:
        pack_of(tmp_path, "  per_head: {人均: [reader]}\n")
    (fault,) = caught.value.faults
    assert "year.yaml:9" in fault
    assert "readers" in fault


def test_away_from_a_pack_the_words_of_all_shipped_ones_count() -> None:
    for key in ("members", "bodies", "speaks_for"):
        assert set(load_pack("zhongzhi/2024").words.model_dump()[key]) <= set(shipped_words(key))
