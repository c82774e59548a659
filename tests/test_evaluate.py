"""Measuring a run: figures for what it read, sentences for what got worse, and a corpus that is as documented."""

from __future__ import annotations

import csv
import importlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from docextract.evaluate import (
    LESS_IS_BETTER,
    STAGES,
    CauseShare,
    DocumentFigures,
    Evaluation,
    as_table,
    baseline_of,
    below_baseline,
    evaluate,
)

CORPUS = Path(__file__).parents[1] / "corpus"
NAME = "little.word"

TABLE: dict[str, Any] = {
    "number": "1-1",
    "title": "规模",
    "caption_position": "above",
    "page": 2,
    "pages": [2],
    "header_rows": 1,
    "cells": [["项目", "2023 年", "2024 年"], ["教师", "70", "71"], ["学生", "900", "950"]],
    "merges": [],
    "hard": ["page break"],
}
EXPECTED: dict[str, Any] = {
    "sections": [
        {"level": 1, "number": "1.", "title": "概况", "page": 2},
        {"level": 2, "number": "1.1", "title": "规模", "page": 2},
    ],
    "cases": [{"number": "1", "title": "一把锁", "page": 2, "text": "学生做了一把锁。", "hard": ["no frame"]}],
    "figures": [{"number": "1", "title": "锁", "page": 2}],
    "tables": [TABLE],
    "toc": [{"list": "目录", "text": "1. 概况", "page": 1}],
    "footnotes": [{"mark": "①", "text": "不含培训学员。", "page": 2}],
    "parts": [{"title": "实习年度报告", "issuer": "小镇职校", "year": 2024, "page": 3}],
}
# Expectations list the documents bound behind the first, outputs all of them.
FIRST_PART = {"title": "质量年度报告", "issuer": "小镇职校", "year": 2024, "page": 1}
INDICATORS = [
    {"code": "students", "year": "2024", "value": "950", "unit": "人", "status": "ok", "hard": "repeated label"},
    {"code": "counsellors", "year": "2024", "value": "", "unit": "人", "status": "not_applicable", "hard": ""},
]
PLANTED = [
    {
        "id": "P1",
        "kind": "value-conflict",
        "evidence": [
            {"in": "1.1", "quote": "学生 905 人", "value": 905},
            {"in": "表 1-1", "quote": "950", "value": 950},
        ],
    },
    {"id": "P2", "kind": "numbering", "evidence": [{"in": "图 3", "quote": "图 3"}]},
]
AGREES = [{"quote": "教师 71 人，比上年增加 1 人", "check": "表 1-1"}]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    expected = tmp_path / "corpus" / "little" / "expected"
    expected.mkdir(parents=True)
    _write_yaml(expected.parent / "about.yaml", {"split": "dev", "layouts": {"word": {}}})
    _write_json(expected / f"{NAME}.json", EXPECTED)
    _write_json(expected / f"{NAME}.evidence-pages.json", {"P1": [2, 2], "P2": [3]})
    _write_yaml(expected / "findings.yaml", PLANTED)
    _write_yaml(expected / "agrees.yaml", AGREES)
    _write_csv(expected / "indicators.csv", INDICATORS)
    return tmp_path / "corpus"


def run_that_wrote(
    tmp_path: Path,
    report: dict[str, Any] | None = None,
    indicators: Iterable[dict[str, str]] = INDICATORS,
    findings: Iterable[dict[str, Any]] = (),
) -> Path:
    """An output folder as if the run had read `sub/little.word.pdf`."""
    out = tmp_path / "out"
    (out / "reports" / "sub").mkdir(parents=True)
    _write_json(out / "reports" / "sub" / f"{NAME}.json", as_output(EXPECTED if report is None else report))
    _write_csv(out / "indicators.csv", [{"report": f"sub/{NAME}.pdf", **row} for row in indicators])
    rows = [{"report": f"sub/{NAME}.PDF", **row, "evidence": json.dumps(row["evidence"])} for row in findings]
    _write_csv(out / "findings.csv", rows)
    return out


def as_output(expected: dict[str, Any]) -> dict[str, Any]:
    return {**expected, "parts": [FIRST_PART, *expected.get("parts", [])]}


def figures_of(out: Path, corpus: Path) -> dict[str, float]:
    (document,) = evaluate(out, corpus).documents
    return dict(document.figures)


def finding(kind: str, *evidence: dict[str, Any], related: str = "[]") -> dict[str, Any]:
    return {"kind": kind, "evidence": list(evidence), "related_reports": related}


RIGHT_FINDING = finding("arithmetic", {"page": 2, "quote": "有学生 905 人", "value": 905})


def test_what_is_read_perfectly_measures_one_in_every_stage(tmp_path: Path, corpus: Path) -> None:
    gap = finding("numbering", {"page": 3, "quote": "图 3 锁梁"})
    figures = figures_of(run_that_wrote(tmp_path, findings=[RIGHT_FINDING, gap]), corpus)
    assert figures == {stage: float(stage not in LESS_IS_BETTER) for stage in STAGES}


def test_line_breaks_and_full_width_brackets_make_no_difference(tmp_path: Path, corpus: Path) -> None:
    report = {**EXPECTED, "cases": [{**EXPECTED["cases"][0], "title": "一把 锁", "text": "学生做了\n一把锁。"}]}
    assert figures_of(run_that_wrote(tmp_path, report), corpus)["case_text"] == 1


def test_heading_counts_however_number_and_title_are_split(tmp_path: Path, corpus: Path) -> None:
    sections = [{"level": 1, "number": "", "title": "1. 概况", "page": 2}, EXPECTED["sections"][1]]
    assert figures_of(run_that_wrote(tmp_path, {**EXPECTED, "sections": sections}), corpus)["sections"] == 1


def test_heading_on_a_wrong_page_is_not_found(tmp_path: Path, corpus: Path) -> None:
    sections = [{**EXPECTED["sections"][0], "page": 1}, EXPECTED["sections"][1]]
    assert figures_of(run_that_wrote(tmp_path, {**EXPECTED, "sections": sections}), corpus)["sections"] == 0.5


def test_invented_item_lowers_the_figure(tmp_path: Path, corpus: Path) -> None:
    extra = {"number": "2", "title": "不是图", "page": 2}
    report = {**EXPECTED, "figures": [*EXPECTED["figures"], extra]}
    assert figures_of(run_that_wrote(tmp_path, report), corpus)["figures"] == pytest.approx(2 / 3)


def test_lost_row_costs_that_row_and_not_those_below(tmp_path: Path, corpus: Path) -> None:
    cells = [TABLE["cells"][0], TABLE["cells"][2]]
    figures = figures_of(run_that_wrote(tmp_path, {**EXPECTED, "tables": [{**TABLE, "cells": cells}]}), corpus)
    assert figures["table_rows_exact"] == pytest.approx(2 / 3)
    assert figures["tables_found"] == 1
    assert 0.4 < figures["table_cells"] < 1


def test_caption_on_the_wrong_side_is_a_wrong_caption_of_a_found_table(tmp_path: Path, corpus: Path) -> None:
    report = {**EXPECTED, "tables": [{**TABLE, "caption_position": "below"}]}
    figures = figures_of(run_that_wrote(tmp_path, report), corpus)
    assert (figures["tables_found"], figures["table_captions"]) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [{"value": "905"}, {"unit": "万人"}, {"status": "missing"}, {"code": "staff"}],
    ids=["value", "unit", "status", "code"],
)
def test_indicator_is_wrong_when_one_of_its_fields_is(tmp_path: Path, corpus: Path, change: dict[str, str]) -> None:
    rows = [{**INDICATORS[0], **change}, INDICATORS[1]]
    assert figures_of(run_that_wrote(tmp_path, indicators=rows), corpus)["indicators"] == 0.5


def test_value_printed_again_in_the_body_does_not_count(tmp_path: Path, corpus: Path) -> None:
    rows = [*INDICATORS, {**INDICATORS[0], "value": "1"}]
    assert figures_of(run_that_wrote(tmp_path, indicators=rows), corpus)["indicators"] == 1


@pytest.mark.parametrize(
    ("shown", "recall"),
    [
        (finding("value-conflict", {"page": 2, "quote": "学生 905 人", "value": None}), 0.5),
        (finding("value-conflict", {"page": 3, "quote": "学生 905 人", "value": 905}), 0.5),
        (finding("value-conflict", {"page": 9, "quote": "学生 905 人", "value": 905}), 0),
        (finding("value-conflict", {"page": 2, "quote": "学生 950 人", "value": 950}), 0),
        (finding("text", {"page": 2, "quote": "学生 905 人", "value": 905}), 0),
        (finding("cross-reference", {"page": 3, "quote": "图 3"}), 0.5),
        (finding("value-conflict", {"page": 2, "quote": "学生 905 人", "value": 905}, related='["b.pdf"]'), 0),
    ],
    ids=["quoted", "next page", "far page", "only the right place", "other family", "same family", "between reports"],
)
def test_finding_shows_a_conflict_when_it_quotes_the_faulty_place(
    tmp_path: Path, corpus: Path, shown: dict[str, Any], recall: float
) -> None:
    assert figures_of(run_that_wrote(tmp_path, findings=[shown]), corpus)["findings_recall"] == recall


def test_third_finding_about_one_conflict_is_noise(tmp_path: Path, corpus: Path) -> None:
    figures = figures_of(run_that_wrote(tmp_path, findings=[RIGHT_FINDING] * 3), corpus)
    assert figures["findings_precision"] == pytest.approx(2 / 3)


def test_flagging_a_statement_that_comes_out_is_counted(tmp_path: Path, corpus: Path) -> None:
    wrong = finding("arithmetic", {"page": 2, "quote": "教师 71 人，比上年增加 1 人", "value": 1})
    figures = figures_of(run_that_wrote(tmp_path, findings=[wrong]), corpus)
    assert (figures["agrees_flagged"], figures["findings_precision"]) == (1, 0)


def test_shares_are_told_apart_by_cause(tmp_path: Path, corpus: Path) -> None:
    run = run_that_wrote(tmp_path, {**EXPECTED, "cases": []}, indicators=INDICATORS[1:])
    causes = evaluate(run, corpus).causes()
    assert CauseShare("cases", "no frame", 0, 1) in causes
    assert CauseShare("table_rows_exact", "page break", 3, 3) in causes
    assert CauseShare("indicators", "repeated label", 0, 1) in causes
    assert CauseShare("indicators", "", 1, 1) in causes


def test_pdf_that_the_run_did_not_read_measures_nothing_good(tmp_path: Path, corpus: Path) -> None:
    evaluation = evaluate(tmp_path / "nothing here", corpus)
    (document,) = evaluation.documents
    assert not document.was_read
    assert set(document.figures.values()) == {0}
    assert "little.word: the run has no structure of it" in as_table(evaluation)


def test_layout_that_needs_an_extra_is_measured_only_when_it_was_read(tmp_path: Path, corpus: Path) -> None:
    _write_yaml(corpus / "little" / "about.yaml", {"split": "dev", "layouts": {"word": {"needs": "ocr"}}})
    unread = evaluate(tmp_path / "nothing here", corpus)
    assert (unread.documents, unread.skipped) == ((), (NAME,))
    assert f"{NAME}: skipped" in as_table(unread)
    assert below_baseline(unread, {NAME: {"cases": 1.0}}) == []
    read = evaluate(run_that_wrote(tmp_path), corpus)
    assert (len(read.documents), read.skipped) == (1, ())


def test_table_lists_every_stage_and_what_was_missed(tmp_path: Path, corpus: Path) -> None:
    text = as_table(evaluate(run_that_wrote(tmp_path), corpus))
    assert all(any(line.startswith(stage) for line in text.splitlines()) for stage in STAGES)
    assert "little.word: missed P1, P2" in text


def _evaluation(**figures: float) -> Evaluation:
    return Evaluation((DocumentFigures("a.word", "dev", True, figures, (), ()),))


def test_figure_below_the_baseline_is_a_sentence() -> None:
    worse = below_baseline(_evaluation(cases=0.5, agrees_flagged=3), {"a.word": {"cases": 0.9, "agrees_flagged": 1}})
    assert worse == ["a.word, cases: 0.5, expected at least 0.9", "a.word, agrees_flagged: 3, expected at most 1"]


def test_figure_that_holds_or_gets_better_is_silent() -> None:
    assert (
        below_baseline(_evaluation(cases=0.9, agrees_flagged=0), {"a.word": {"cases": 0.9, "agrees_flagged": 1}}) == []
    )


def test_recorded_pdf_or_stage_that_is_gone_is_a_sentence() -> None:
    sentences = below_baseline(_evaluation(cases=1), {"a.word": {"toc": 1}, "b.word": {"cases": 1}})
    assert sentences == [
        "a.word, toc: recorded as 1, but not measured",
        "b.word: recorded in the baseline, but the corpus has no such PDF",
    ]


def test_recorded_baseline_holds_for_the_run_it_was_recorded_from() -> None:
    evaluation = _evaluation(cases=2 / 3, agrees_flagged=2)
    assert baseline_of(evaluation) == {"a.word": {"cases": 0.666, "agrees_flagged": 2}}
    assert below_baseline(evaluation, baseline_of(evaluation)) == []


# ---- the corpus itself


DOCUMENTS = sorted(path.parent.name for path in CORPUS.glob("*/source.yaml"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_source_agrees_with_itself_but_for_what_was_planted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(CORPUS), *sys.path])
    sanity = importlib.import_module("typesetting.sanity")
    source = importlib.import_module("typesetting.source")
    expected = CORPUS / name / "expected"
    agrees, findings = (
        yaml.safe_load((expected / f"{each}.yaml").read_text("utf-8")) for each in ("agrees", "findings")
    )
    assert sanity.complaints(source.read_source(CORPUS / name), agrees, findings) == []


def test_expectations_handed_in_as_a_run_measure_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "reports").mkdir(parents=True)
    indicators, findings = [], []
    for path in sorted(CORPUS.glob("*/*.pdf")):
        expected = path.parent / "expected"
        structure = json.loads((expected / f"{path.stem}.json").read_text("utf-8"))
        _write_json(out / "reports" / f"{path.stem}.json", as_output(structure))
        with (expected / "indicators.csv").open(encoding="utf-8-sig", newline="") as lines:
            indicators += [{"report": path.name, **row} for row in csv.DictReader(lines)]
        pages = json.loads((expected / f"{path.stem}.evidence-pages.json").read_text("utf-8"))
        for item in yaml.safe_load((expected / "findings.yaml").read_text("utf-8")):
            pieces = [{**e, "page": page} for e, page in zip(item["evidence"], pages[item["id"]], strict=True)]
            findings.append({"report": path.name, "kind": item["kind"], "evidence": json.dumps(pieces)})
    _write_csv(out / "indicators.csv", indicators)
    _write_csv(out / "findings.csv", findings)
    evaluation = evaluate(out, CORPUS)
    assert len(evaluation.documents) == len(list(CORPUS.glob("*/*.pdf"))) > 0
    for document in evaluation.documents:
        assert document.missed == ()
        assert {s: f for s, f in document.figures.items() if f != float(s not in LESS_IS_BETTER)} == {}


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def _write_yaml(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(dict.fromkeys(key for row in rows for key in row)) or ["report"])
        writer.writeheader()
        writer.writerows(rows)
