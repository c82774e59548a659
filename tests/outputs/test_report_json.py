"""The report's JSON: the contract to the letter."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from docextract.model.table import CellRange
from docextract.model.tree import Part
from docextract.outputs.report_json import inclusive_merges, json_bytes, report_object
from tests.builders import report, table

SCHEMA = json.loads(files("docextract.outputs").joinpath("schemas/report.schema.json").read_text("utf-8"))


def written() -> Any:
    return json.loads(json_bytes(report_object(report(), "zhongzhi/2024")))


def test_object_fits_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(written(), SCHEMA)


def test_schema_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written() | {"surprise": 1}, SCHEMA)


def test_schema_refuses_a_half_box() -> None:
    data = written()
    data["figures"][0]["bbox"] = [1, 2]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_merges_are_inclusive_and_sorted() -> None:
    assert inclusive_merges(table()) == [[0, 0, 1, 0], [0, 1, 0, 2]]
    assert inclusive_merges(replace(table(), merges=(CellRange(4, 2, 6, 3),))) == [[4, 2, 5, 2]]


def test_cell_boxes_are_keyed_row_comma_column_in_order() -> None:
    boxes = written()["tables"][0]["cell_boxes"]
    assert list(boxes) == ["0,0", "2,1"]
    assert boxes["2,1"] == [{"page": 4, "bbox": [72.0, 100.0, 200.13, 112.0]}]


def test_block_that_goes_on_has_all_its_regions() -> None:
    block = written()["blocks"][1]
    assert block["page"] == 3
    assert [region["page"] for region in block["regions"]] == [3, 4]


def test_unknown_year_is_null() -> None:
    assert report_object(replace(report(), year=0), "")["year"] is None


def test_missing_table_is_no_table() -> None:
    data = written()
    assert [entry["id"] for entry in data["tables"]] == ["t1"]
    assert data["missing_tables"] == [{"number": "附表 1", "title": "计分卡", "page": 5, "section": ""}]


def test_lone_surrogate_does_not_stop_the_writing() -> None:
    json.loads(json_bytes({"text": "甲\ud800乙"}))


def test_every_bound_document_is_a_part_with_an_issuer_of_its_own() -> None:
    parts = (
        Part("质量年度报告", "江城学院", "school", 2024, 1, "s1", "b1"),
        Part("实习年度报告", "", "other", 0, 9, "", "b9"),
    )
    data = report_object(replace(report(), parts=parts), "")
    assert data["parts"] == [
        {"title": "质量年度报告", "issuer": "江城学院", "level": "school", "year": 2024, "page": 1, "section": "s1"},
        {"title": "实习年度报告", "issuer": "", "level": "other", "year": None, "page": 9, "section": ""},
    ]
