"""A small finished run to write feedback from: two reports, one PDF each, findings as a test asks for them."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docextract.outputs.tables_csv import FINDINGS, VERDICTS
from docextract.review.carry_over import Carried
from docextract.review.decisions import Key, Standing, State
from docextract.review.opinion_points import Opinion, Wanted, opinion_of
from docextract.review.run_index import RunIndex, read_run
from tests.builders import pdf_bytes

REPORT = "江城/江城市 年度报告.pdf"
OTHER = "河口.pdf"
TITLE = "江城市中等职业教育质量年度报告（2025 年度）"


def place(
    page: int = 1,
    quote: str = "专任教师 1903 人",
    where: str = "1.3 教师队伍",
    bbox: Sequence[float] = (72, 100, 172, 114),
) -> dict[str, Any]:
    return {
        "page": page,
        "bbox": list(bbox),
        "quote": quote,
        "value": "1903",
        "unit": "人",
        "period": "2025",
        "where": where,
    }


def row(id: str = "said_twice-1", **more: Any) -> dict[str, Any]:
    """A row of findings.csv; `more` are its columns, evidence and related_reports as lists."""
    return {
        "report": REPORT,
        "id": id,
        "kind": "value-conflict",
        "severity": "high",
        "score": "0.9",
        "subject": "专任教师总数",
        "message": "专任教师总数前后不一：1903 人、1930 人",
        "message_en": "专任教师总数 is given as 1903 人 and 1930 人",
        "reason": "1930 = 820 + 1110",
        "reason_en": "1930 = 820 + 1110",
        "suggested": "1930",
        "evidence": [place(), place(2, "1930", "表 6")],
        "related_reports": [],
        "check": "said_twice",
        "state": "open",
        **more,
    }


def made_run(tmp_path: Path, rows: Sequence[Mapping[str, Any]], pages: int = 3) -> Path:
    """OUT of a run over two reports of some pages; the findings are `rows`."""
    out, reports = tmp_path / "结果", tmp_path / "报告"
    entries = []
    for name in (REPORT, OTHER):
        data = pdf_bytes(*(f"page {number}" for number in range(1, pages + 1)))
        _write(reports / name, data)
        structure = {
            "page_labels": ["", "1", "3"][:pages],
            "blocks": [{"kind": "heading", "page": 3, "text": "2.1 办学条件", "bbox": [72, 60, 200, 76]}],
        }
        output = f"reports/{name.removesuffix('.pdf')}.json"
        _write(out / output, json.dumps(structure).encode())
        entries.append(
            {
                "report": name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "output": output,
                "title": TITLE if name == REPORT else "河口县年度报告",
                "issuer": "江城市教育局" if name == REPORT else "河口县教育局",
                "year": 2025,
                "pages": pages,
            }
        )
    record = {"program": "docextract", "state": "finished", "folder": "../报告", "reports": entries}
    _write(out / "run.json", json.dumps(record).encode())
    _write_csv(out / FINDINGS.name, [column.name for column in FINDINGS.columns], rows)
    _write_csv(out / VERDICTS.name, ["report", "verdict"], [{"report": REPORT, "verdict": "confirmed"}] * 3)
    return out


def standing(state: State, found: RunIndex) -> dict[Key, Carried]:
    """All findings stand so."""
    return {
        each.finding.key: Carried(each.finding, state, Standing(*each.finding.key, state), 0) for each in found.findings
    }


def opinion(tmp_path: Path, *rows: Mapping[str, Any], wanted: Wanted = "all", state: State = State.OPEN) -> Opinion:
    """What goes out about REPORT."""
    index = read_run(made_run(tmp_path, rows))
    return opinion_of(index, index.by_name[REPORT], standing(state, index), wanted)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _write_csv(path: Path, header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="")
        writer.writeheader()
        for each in rows:
            writer.writerow(
                {
                    name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
                    for name, value in each.items()
                }
            )
