"""Which columns stand under each group name of a header."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.model.block import Line
from docextract.tables.open_columns import Stretch, count_head_lines, covered_columns
from docextract.tables.open_regions import OpenRegion


def group_columns(
    region: OpenRegion, columns: Sequence[Stretch], spanning: frozenset[int]
) -> dict[int, tuple[int, ...]]:
    """By index of the group name (over all segments of the region) the columns under it, left to right.

    The columns of groups are those that have a name of their own in the lowest line of the header; the names of one
    line share them out, each over a run of columns whose middle is nearest to its own.
    """
    leaves = _leaves(region, columns, spanning)
    spans: dict[int, tuple[int, ...]] = {}
    index = 0
    for row in region.rows[: count_head_lines(region)]:
        names = [(index + i, segment) for i, segment in enumerate(row.segments) if index + i in spanning]
        index += len(row.segments)
        if not names:
            continue
        single = {covered_columns(s, columns)[0] for s in row.segments if all(s is not name for _, name in names)}
        own = [column for column in leaves if column not in single]  # a name in this line that heads one column
        for (name, segment), run in zip(names, _shared_out([s for _, s in names], own, columns), strict=True):
            spans[name] = run or (covered_columns(segment, columns)[0],)
    return spans


def _leaves(region: OpenRegion, columns: Sequence[Stretch], spanning: frozenset[int]) -> list[int]:
    """Columns with a text in the last line of the header."""
    n_head = count_head_lines(region)
    if not n_head:
        return []
    before = sum(len(row.segments) for row in region.rows[: n_head - 1])
    last = region.rows[n_head - 1].segments
    return sorted({covered_columns(s, columns)[0] for i, s in enumerate(last) if before + i not in spanning})


def _shared_out(names: Sequence[Line], leaves: Sequence[int], columns: Sequence[Stretch]) -> list[tuple[int, ...]]:
    """The leaves cut into one run a name so that the runs' middles lie nearest to the names' own."""
    n = len(leaves)
    if n < len(names):
        return [()] * len(names)

    def cost(start: int, end: int, name: Line) -> float:
        middle = (columns[leaves[start]].x0 + columns[leaves[end - 1]].x1) / 2
        return abs(middle - name.bbox.x_mid)

    # best[k][end]: least cost of giving the first `end` leaves to the first k names, and where the last run begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for k, name in enumerate(names, start=1):
        states: dict[int, tuple[float, int]] = {}
        for end in range(k, n - (len(names) - k) + 1):
            options = [(best[-1][start][0] + cost(start, end, name), start) for start in best[-1] if start < end]
            if options:
                states[end] = min(options)
        best.append(states)
    runs: list[tuple[int, ...]] = []
    end = n
    for k in range(len(names), 0, -1):
        start = best[k][end][1]
        runs.append(tuple(range(leaves[start], leaves[end - 1] + 1)))
        end = start
    return runs[::-1]
