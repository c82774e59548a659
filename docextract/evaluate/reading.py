"""Reads expectations and outputs."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from pathlib import Path

import yaml

from docextract.evaluate.measured import Item

FIELD_LIMIT = 1 << 24


def planted_of(expected: Path, name: str) -> list[Item]:
    """The planted conflicts, each piece of evidence with its page in this PDF."""
    pages = json.loads((expected / f"{name}.evidence-pages.json").read_text("utf-8"))
    out: list[Item] = []
    for item in yaml_items(expected / "findings.yaml"):
        pieces = [{**piece, "page": page} for piece, page in zip(item["evidence"], pages[item["id"]], strict=True)]
        out.append({**item, "evidence": pieces})
    return out


def yaml_items(path: Path) -> list[Item]:
    return list(yaml.safe_load(path.read_text("utf-8")) or []) if path.exists() else []


def csv_rows(path: Path) -> list[Item]:
    if not path.exists():
        return []
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def rows_by_report(path: Path) -> dict[str, list[Item]]:
    out: defaultdict[str, list[Item]] = defaultdict(list)
    for row in csv_rows(path):
        name = str(row.get("report") or "").rsplit("/", 1)[-1]
        out[re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE)].append(row)
    return dict(out)
