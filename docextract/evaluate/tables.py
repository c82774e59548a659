"""Tables: found, cells, rows, captions."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from docextract.evaluate.measured import Item, Measured, Pair, f1, mean_of, pair_f1, plain

TABLE_FOUND_AT = 1 / 3


def measure_tables(wanted: Sequence[Item], given: Sequence[Item]) -> Measured:
    pairs = _paired_tables(wanted, given)
    likeness = [_cell_f1(item["cells"], partner["cells"]) if partner else 0.0 for item, partner in pairs]
    rows = [pair for item, partner in pairs for pair in _paired_rows(item, partner)]
    captions = [partner is not None and _same_caption(item, partner) for item, partner in pairs]
    return Measured(
        {
            "tables_found": pair_f1(pairs, given),
            "table_cells": mean_of(likeness),
            "table_rows_exact": mean_of([partner is not None for _, partner in rows]),
            "table_captions": mean_of(captions),
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
    return f1(sum((want & got).values()), sum(got.values()), sum(want.values())) or 0.0


def _neighbours(cells: Sequence[Sequence[str]]) -> Counter[tuple[str, str, str]]:
    rows = [[plain(cell) for cell in row] for row in cells]
    columns = list(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else []
    found: Counter[tuple[str, str, str]] = Counter()
    for way, lines in (("right", rows), ("down", columns)):
        for line in lines:
            texts = [text for text in line if text]
            found.update((way, one, other) for one, other in pairwise(texts))
    return found


def _paired_rows(item: Item, partner: Item | None) -> list[Pair]:
    """Every expected row as an item of its own that carries the table's reasons."""
    rows = [tuple(map(plain, row)) for row in item["cells"]]
    given = [tuple(map(plain, row)) for row in partner["cells"]] if partner else []
    matcher = difflib.SequenceMatcher(None, rows, given, autojunk=False)
    exact = {block.a + i for block in matcher.get_matching_blocks() for i in range(block.size)}
    return [({"hard": item.get("hard")}, item if r in exact else None) for r in range(len(rows))]


def _same_caption(item: Item, partner: Item) -> bool:
    fields = ("number", "title", "caption_position")
    return all(plain(item.get(field)) == plain(partner.get(field)) for field in fields)
