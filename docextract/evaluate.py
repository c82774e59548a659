"""Compares what a run wrote with what the corpus says must come out, stage by stage and by cause of difficulty.

Every figure is a share from 0 to 1, except `agrees_flagged`, which counts false alarms. Items pair one to one:

| stage | an item is right when |
|---|---|
| `sections` | number and title read as printed, on the right page (F1) |
| `section_levels` | its level is right as well (share of the expected sections) |
| `cases`, `figures` | number, title and page (F1) |
| `case_text` | mean likeness of the expected cases' texts; 0 for a case not found |
| `tables_found` | a table on the same pages shares at least a third of its cell neighbours (F1) |
| `table_cells` | mean F1 of neighbouring cells; 0 for a table not found |
| `table_rows_exact` | a row comes out cell for cell, blanks included, in order (share of the expected rows) |
| `table_captions` | number, title and side of the caption (share of the expected tables) |
| `toc` | an entry under its list's heading (F1) |
| `footnotes` | mark and text (F1) |
| `indicators` | status, and for a value number and unit; a value printed again later does not count (F1) |
| `findings_recall` | a finding quotes the planted conflict in its place (share of the planted) |
| `findings_precision` | share of the shown findings that show a planted conflict |
| `agrees_flagged` | number of statements that come out, flagged all the same |
"""

from __future__ import annotations

import csv
import difflib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Item: TypeAlias = Mapping[str, Any]
Pair: TypeAlias = tuple[Item, Item | None]

STAGES = (
    "sections",
    "section_levels",
    "cases",
    "case_text",
    "figures",
    "tables_found",
    "table_cells",
    "table_rows_exact",
    "table_captions",
    "toc",
    "footnotes",
    "indicators",
    "findings_recall",
    "findings_precision",
    "agrees_flagged",
)
LESS_IS_BETTER = {"agrees_flagged"}

# Kinds within a family shade into each other (a wrong sum is also a value conflict): any of them may name the conflict.
FAMILIES = {
    "value-conflict": "numbers",
    "arithmetic": "numbers",
    "subset": "numbers",
    "unit": "numbers",
    "numbering": "structure",
    "cross-reference": "structure",
    "caption": "structure",
    "missing": "structure",
}
# A conflict and its nearest consequence are both worth showing; a third finding about one cause is noise.
FINDINGS_PER_CONFLICT = 2
TABLE_FOUND_AT = 1 / 3
FIELD_LIMIT = 1 << 24


@dataclass(frozen=True)
class CauseShare:
    """Of the items that are hard for one reason, how many came out; `cause` "" are the plain ones."""

    stage: str
    cause: str
    right: int
    wanted: int


@dataclass(frozen=True)
class DocumentFigures:
    """One PDF of the corpus. `figures` lacks the stages of which the PDF has nothing; `missed` are finding ids."""

    name: str
    split: str
    was_read: bool
    figures: Mapping[str, float]
    causes: tuple[CauseShare, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Evaluation:
    """All PDFs of a corpus, in the order of their names."""

    documents: tuple[DocumentFigures, ...]

    def mean(self, stage: str) -> float | None:
        """Mean over the PDFs that have the stage; `None` when none has it."""
        values = [each.figures[stage] for each in self.documents if stage in each.figures]
        return sum(values) / len(values) if values else None

    def causes(self) -> tuple[CauseShare, ...]:
        """Every cause of every stage, added up over the PDFs."""
        right: Counter[tuple[str, str]] = Counter()
        wanted: Counter[tuple[str, str]] = Counter()
        for share in (share for each in self.documents for share in each.causes):
            right[share.stage, share.cause] += share.right
            wanted[share.stage, share.cause] += share.wanted
        order = sorted(wanted, key=lambda key: (STAGES.index(key[0]), key[1]))
        return tuple(CauseShare(stage, cause, right[stage, cause], wanted[stage, cause]) for stage, cause in order)


def evaluate(out: Path, corpus: Path) -> Evaluation:
    """Measure the output folder `out` against every PDF that `corpus` has expectations for.

    The run may have read the corpus folder itself or any folder with its PDFs: they are known by file name. A PDF
    that the run left no structure for scores 0 in every stage.
    """
    structures = {path.stem: path for path in sorted((out / "reports").rglob("*.json"))}
    tables = {name: _rows_by_report(out / f"{name}.csv") for name in ("indicators", "findings")}
    documents = []
    for folder in sorted(path.parent for path in corpus.glob("*/about.yaml")):
        about = yaml.safe_load((folder / "about.yaml").read_text("utf-8"))
        for layout in sorted(about["layouts"]):
            name = f"{folder.name}.{layout}"
            report = json.loads(structures[name].read_text("utf-8")) if name in structures else None
            given = _Given(report or {}, tables["indicators"].get(name, []), tables["findings"].get(name, []))
            documents.append(_measure(folder / "expected", name, str(about["split"]), given, report is not None))
    return Evaluation(tuple(documents))


def as_table(evaluation: Evaluation, *, with_causes: bool = True) -> str:
    """Stages as rows, PDFs as columns and their mean; below, shares by cause of difficulty and what was missed."""
    names = [each.name for each in evaluation.documents]
    rows = [["stage", *names, "mean"], ["split", *(each.split for each in evaluation.documents), ""]]
    for stage in STAGES:
        figures = [each.figures.get(stage) for each in evaluation.documents]
        rows.append([stage, *(_shown(stage, figure) for figure in [*figures, evaluation.mean(stage)])])
    text = _aligned(rows)
    if with_causes:
        causes = [[s.stage, s.cause or "(plain)", f"{s.right}/{s.wanted}"] for s in evaluation.causes()]
        text += "\n\n" + _aligned([["stage", "cause", "right"], *causes])
    notes = [f"{each.name}: the run has no structure of it" for each in evaluation.documents if not each.was_read]
    notes += [f"{each.name}: missed {', '.join(each.missed)}" for each in evaluation.documents if each.missed]
    return "\n".join([text, "", *notes]) if notes else text


def below_baseline(evaluation: Evaluation, baseline: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One sentence for each figure that is worse than recorded; empty when all is at least as good.

    `baseline` is `corpus/baseline.json`: PDF name, then stage, then the figure. A PDF or stage that is recorded but
    was not measured is a sentence too, so that a renamed document cannot pass unseen.
    """
    documents = {each.name: each for each in evaluation.documents}
    sentences = []
    for name, stages in sorted(baseline.items()):
        if name not in documents:
            sentences.append(f"{name}: recorded in the baseline, but the corpus has no such PDF")
            continue
        for stage, recorded in stages.items():
            figure = documents[name].figures.get(stage)
            if figure is None:
                sentences.append(f"{name}, {stage}: recorded as {recorded:g}, but not measured")
            elif _is_worse(stage, figure, recorded):
                side = "at most" if stage in LESS_IS_BETTER else "at least"
                sentences.append(f"{name}, {stage}: {figure:.4g}, expected {side} {recorded:g}")
    return sentences


def baseline_of(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """The evaluation in the form of `corpus/baseline.json`, shares cut (not rounded up) to three decimals."""
    return {
        each.name: {stage: int(each.figures[stage] * 1000) / 1000 for stage in STAGES if stage in each.figures}
        for each in evaluation.documents
    }


def _is_worse(stage: str, figure: float, recorded: float) -> bool:
    return figure > recorded if stage in LESS_IS_BETTER else figure < recorded - 1e-9


def _shown(stage: str, figure: float | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:g}" if stage in LESS_IS_BETTER else f"{figure:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


# ---- one PDF


@dataclass(frozen=True)
class _Given:
    """What the run wrote about one PDF."""

    report: Item
    indicators: Sequence[Item]
    findings: Sequence[Item]


@dataclass(frozen=True)
class _Measured:
    """Figures of a group of stages; `pairs` tells which expected item found its counterpart."""

    figures: Mapping[str, float | None]
    pairs: Mapping[str, Sequence[Pair]]
    missed: tuple[str, ...] = ()


def _measure(expected: Path, name: str, split: str, given: _Given, was_read: bool) -> DocumentFigures:
    want = json.loads((expected / f"{name}.json").read_text("utf-8"))
    parts = [
        _measure_items(want, given.report),
        _measure_tables(want["tables"], given.report.get("tables", [])),
        _measure_indicators(_csv_rows(expected / "indicators.csv"), given.indicators),
        _measure_findings(_planted(expected, name), _yaml_items(expected / "agrees.yaml"), given.findings),
    ]
    figures = {stage: value for part in parts for stage, value in part.figures.items() if value is not None}
    if not was_read:
        # No finding is no false alarm, but an unread PDF must not look better than a badly read one.
        figures |= {"findings_precision": 0.0}
    causes = [share for part in parts for stage, pairs in part.pairs.items() for share in _shares(stage, pairs)]
    missed = tuple(each for part in parts for each in part.missed)
    return DocumentFigures(
        name, split, was_read, {s: figures[s] for s in STAGES if s in figures}, tuple(causes), missed
    )


def _shares(stage: str, pairs: Iterable[Pair]) -> list[CauseShare]:
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for item, partner in pairs:
        for cause in _causes(item):
            wanted[cause] += 1
            right[cause] += partner is not None
    return [CauseShare(stage, cause, right[cause], wanted[cause]) for cause in sorted(wanted)]


def _causes(item: Item) -> list[str]:
    """A list in JSON, joined with `; ` in CSV; `[""]` for an item that is not hard."""
    hard = item.get("hard") or ""
    return [str(each) for each in hard] if isinstance(hard, list) else str(hard).split("; ")


# ---- sections, cases, figures, lists, notes


def _measure_items(want: Item, got: Item) -> _Measured:
    sections = _paired(want["sections"], got.get("sections", []), _heading_key)
    cases = _paired(want["cases"], got.get("cases", []), _caption_key)
    figures = _paired(want["figures"], got.get("figures", []), _caption_key)
    toc = _paired(want["toc"], got.get("toc", []), _entry_key)
    notes = _paired(want["footnotes"], got.get("footnotes", []), _note_key)
    levels = [partner is not None and item["level"] == partner.get("level") for item, partner in sections]
    texts = [_likeness(item["text"], partner.get("text")) if partner else 0.0 for item, partner in cases]
    return _Measured(
        {
            "sections": _pair_f1(sections, got.get("sections", [])),
            "section_levels": _mean(levels),
            "cases": _pair_f1(cases, got.get("cases", [])),
            "case_text": _mean(texts),
            "figures": _pair_f1(figures, got.get("figures", [])),
            "toc": _pair_f1(toc, got.get("toc", [])),
            "footnotes": _pair_f1(notes, got.get("footnotes", [])),
        },
        {"cases": cases, "figures": figures},
    )


def _paired(wanted: Sequence[Item], given: Sequence[Item], key: Callable[[Item], object]) -> list[Pair]:
    free: defaultdict[object, list[Item]] = defaultdict(list)
    for each in given:
        free[key(each)].append(each)
    return [(item, free[key(item)].pop(0) if free[key(item)] else None) for item in wanted]


def _heading_key(item: Item) -> object:
    # 挑战 1： may be read as number or as the beginning of the title: together they must say what is printed.
    return _plain(f"{item.get('number') or ''}{item.get('title') or ''}"), item.get("page")


def _caption_key(item: Item) -> object:
    return _plain(item.get("number")), _plain(item.get("title")), item.get("page")


def _entry_key(item: Item) -> object:
    return _plain(item.get("list")), _entry(item.get("text"))


def _note_key(item: Item) -> object:
    return item.get("mark"), _plain(item.get("text"))


def _plain(text: object) -> str:
    """Without white space and width variants, so that a line break or a full-width bracket makes no difference.

    >>> _plain("表 1-1 （2024 年）")
    '表1-1(2024年)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


def _entry(text: object) -> str:
    """A line of a list of contents, should leader dots or the page number still hang on it.

    >>> _entry("1.1 规模和结构 ······ 5")
    '1.1规模和结构'
    """
    return re.sub(r"[.·…⋯]{2,}\d*$", "", _plain(text))


def _likeness(wanted: object, given: object) -> float:
    return difflib.SequenceMatcher(None, _plain(wanted), _plain(given), autojunk=False).ratio()


def _pair_f1(pairs: Sequence[Pair], given: Sequence[Item]) -> float | None:
    return _f1(sum(partner is not None for _, partner in pairs), len(given), len(pairs))


def _f1(right: int, given: int, wanted: int) -> float | None:
    """`None` when nothing was wanted and nothing given: there is nothing to measure."""
    return 2 * right / (given + wanted) if given + wanted else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


# ---- tables


def _measure_tables(wanted: Sequence[Item], given: Sequence[Item]) -> _Measured:
    pairs = _paired_tables(wanted, given)
    likeness = [_cell_f1(item["cells"], partner["cells"]) if partner else 0.0 for item, partner in pairs]
    rows = [pair for item, partner in pairs for pair in _paired_rows(item, partner)]
    captions = [partner is not None and _same_caption(item, partner) for item, partner in pairs]
    return _Measured(
        {
            "tables_found": _pair_f1(pairs, given),
            "table_cells": _mean(likeness),
            "table_rows_exact": _mean([partner is not None for _, partner in rows]),
            "table_captions": _mean(captions),
        },
        {"tables_found": pairs, "table_rows_exact": rows},
    )


def _paired_tables(wanted: Sequence[Item], given: Sequence[Item]) -> list[Pair]:
    """Each expected table with the most alike of those on its pages that are still free."""
    free = list(given)
    pairs: list[Pair] = []
    for item in wanted:
        near = [each for each in free if set(_pages(item)) & set(_pages(each))]
        best = max(near, key=lambda each: _cell_f1(item["cells"], each["cells"]), default=None)
        if best is not None and _cell_f1(item["cells"], best["cells"]) < TABLE_FOUND_AT:
            best = None
        if best is not None:
            free.remove(best)
        pairs.append((item, best))
    return pairs


def _pages(table: Item) -> list[int]:
    return list(table.get("pages") or [table.get("page")])


def _cell_f1(wanted: Sequence[Sequence[str]], given: Sequence[Sequence[str]]) -> float:
    """F1 of pairs of neighbouring texts (next in the row, next in the column, blanks skipped).

    Neighbours, because a lost row then costs that row and not all that stand below it.
    """
    want, got = _neighbours(wanted), _neighbours(given)
    return _f1(sum((want & got).values()), sum(got.values()), sum(want.values())) or 0.0


def _neighbours(cells: Sequence[Sequence[str]]) -> Counter[tuple[str, str, str]]:
    rows = [[_plain(cell) for cell in row] for row in cells]
    columns = list(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else []
    found: Counter[tuple[str, str, str]] = Counter()
    for way, lines in (("right", rows), ("down", columns)):
        for line in lines:
            texts = [text for text in line if text]
            found.update((way, one, other) for one, other in pairwise(texts))
    return found


def _paired_rows(item: Item, partner: Item | None) -> list[Pair]:
    """Every expected row as an item of its own that carries the table's reasons."""
    rows = [tuple(map(_plain, row)) for row in item["cells"]]
    given = [tuple(map(_plain, row)) for row in partner["cells"]] if partner else []
    matcher = difflib.SequenceMatcher(None, rows, given, autojunk=False)
    exact = {block.a + i for block in matcher.get_matching_blocks() for i in range(block.size)}
    return [({"hard": item.get("hard")}, item if r in exact else None) for r in range(len(rows))]


def _same_caption(item: Item, partner: Item) -> bool:
    fields = ("number", "title", "caption_position")
    return all(_plain(item.get(field)) == _plain(partner.get(field)) for field in fields)


# ---- indicators


def _measure_indicators(wanted: Sequence[Item], given: Sequence[Item]) -> _Measured:
    want = {(row["code"], row["year"]): row for row in wanted if row["code"]}
    years = {year for _, year in want}
    have: dict[tuple[str, str], Item] = {}
    for row in given:
        if row.get("code") and row.get("year") in years:
            # A body table may print the value again: the data table's row comes first and is the one meant.
            have.setdefault((row["code"], row["year"]), row)
    pairs: list[Pair] = [
        (row, have[key] if key in have and _same_value(row, have[key]) else None) for key, row in want.items()
    ]
    return _Measured({"indicators": _pair_f1(pairs, list(have.values()))}, {"indicators": pairs})


def _same_value(wanted: Item, given: Item) -> bool:
    if wanted["status"] != given.get("status"):
        return False
    if wanted["status"] != "ok":
        return True
    value = _number(given.get("value"))
    return (
        value is not None and value == _number(wanted["value"]) and _plain(wanted["unit"]) == _plain(given.get("unit"))
    )


def _number(text: object) -> Decimal | None:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


# ---- findings


def _measure_findings(planted: Sequence[Item], agrees: Sequence[Item], given: Sequence[Item]) -> _Measured:
    # A finding between reports needs another report to be judged by: not measured here.
    shown = [each for each in given if not str(each.get("related_reports") or "").strip("[] ")]
    evidence = [_evidence(each) for each in shown]
    times: Counter[str] = Counter()
    extra: list[list[Item]] = []
    for finding, pieces in zip(shown, evidence, strict=True):
        about = [each["id"] for each in planted if _shows(finding, pieces, each)]
        fresh = [each for each in about if times[each] < FINDINGS_PER_CONFLICT]
        times.update(fresh)
        if not fresh:
            extra.append(pieces)
    right = len(shown) - len(extra)
    pairs: list[Pair] = [(each, each if times[each["id"]] else None) for each in planted]
    return _Measured(
        {
            "findings_recall": _mean([partner is not None for _, partner in pairs]),
            "findings_precision": right / len(shown) if shown else None,
            "agrees_flagged": float(sum(any(_flags(pieces, each) for pieces in extra) for each in agrees)),
        },
        {"findings_recall": [({"hard": [each["kind"]]}, partner) for each, partner in pairs]},
        tuple(each["id"] for each, partner in pairs if partner is None),
    )


def _evidence(finding: Item) -> list[Item]:
    pieces = finding.get("evidence") or "[]"
    return list(json.loads(pieces)) if isinstance(pieces, str) else list(pieces)


def _shows(finding: Item, pieces: Sequence[Item], conflict: Item) -> bool:
    """Whether the finding is about the conflict: it quotes the faulty place, and for a short quote another one too."""
    kind, wanted = str(finding.get("kind")), str(conflict["kind"])
    if FAMILIES.get(kind, kind) != FAMILIES.get(wanted, wanted):
        return False
    faulty, *others = conflict["evidence"]
    if not any(_touches(piece, faulty) for piece in pieces):
        return False
    # "3" or "2.3" stands everywhere: alone it does not tell which conflict is meant.
    is_telling = len(_plain(faulty["quote"])) >= 4 or not others
    return is_telling or any(_touches(piece, other) for piece in pieces for other in others)


def _touches(piece: Item, planted: Item) -> bool:
    """Same place: the same page (a paragraph may go on to the next) and the planted words or number."""
    page = _number(piece.get("page"))
    if page is None or not 0 <= abs(page - planted["page"]) <= 1:
        return False
    quote, wanted = _plain(piece.get("quote")), _plain(planted["quote"])
    if "value" in planted:
        return _number(planted["value"]) in {*_numbers(quote), _number(piece.get("value"))}
    return bool(quote) and (wanted in quote or (len(quote) >= 2 and quote in wanted))


def _numbers(text: str) -> set[Decimal | None]:
    return {_number(each) for each in re.findall(r"\d+(?:\.\d+)?", text)}


def _flags(pieces: Sequence[Item], agree: Item) -> bool:
    """Whether unasked-for evidence quotes a statement that comes out; short quotes must be the very cell."""
    wanted = _plain(agree["quote"])
    for quote in (_plain(piece.get("quote")) for piece in pieces):
        if quote == wanted or (len(wanted) >= 8 and wanted in quote) or (len(quote) >= 8 and quote in wanted):
            return True
    return False


# ---- reading


def _planted(expected: Path, name: str) -> list[Item]:
    """The planted conflicts, each piece of evidence with its page in this PDF."""
    pages = json.loads((expected / f"{name}.evidence-pages.json").read_text("utf-8"))
    out: list[Item] = []
    for item in _yaml_items(expected / "findings.yaml"):
        pieces = [{**piece, "page": page} for piece, page in zip(item["evidence"], pages[item["id"]], strict=True)]
        out.append({**item, "evidence": pieces})
    return out


def _yaml_items(path: Path) -> list[Item]:
    return list(yaml.safe_load(path.read_text("utf-8")) or []) if path.exists() else []


def _csv_rows(path: Path) -> list[Item]:
    if not path.exists():
        return []
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _rows_by_report(path: Path) -> dict[str, list[Item]]:
    out: defaultdict[str, list[Item]] = defaultdict(list)
    for row in _csv_rows(path):
        name = str(row.get("report") or "").rsplit("/", 1)[-1]
        out[re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE)].append(row)
    return dict(out)
