"""Rules to edges: snapped to common positions, joined where they overlap, grouped where they cross."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docextract.model.page import Rule

SNAP_PT = 3.0  # edges nearer than this are one edge: borders of neighbouring cells are often drawn twice
TOUCH_PT = 3.5  # edges that end this near to each other meet


@dataclass(frozen=True, slots=True)
class Edge:
    """A snapped rule: `at` is its y (horizontal) or x (vertical), `start` to `end` its stretch on the other axis."""

    is_horizontal: bool
    at: float
    start: float
    end: float


def rules_to_edges(rules: Iterable[Rule]) -> list[Edge]:
    """Rules snapped to common positions and joined where they overlap or follow each other."""
    horizontal, vertical = [], []
    for rule in rules:
        box = rule.bbox
        if rule.is_horizontal:
            horizontal.append((box.y_mid, box.x0, box.x1))
        else:
            vertical.append((box.x_mid, box.top, box.bottom))
    return [*_joined(horizontal, True), *_joined(vertical, False)]


def _joined(strokes: list[tuple[float, float, float]], is_horizontal: bool) -> list[Edge]:
    edges = []
    strokes.sort()
    for group in _clusters(strokes):
        at = sum(stroke[0] for stroke in group) / len(group)
        spans = sorted((start, end) for _, start, end in group)
        current_start, current_end = spans[0]
        for start, end in spans[1:]:
            if start <= current_end + SNAP_PT:
                current_end = max(current_end, end)
            else:
                edges.append(Edge(is_horizontal, at, current_start, current_end))
                current_start, current_end = start, end
        edges.append(Edge(is_horizontal, at, current_start, current_end))
    return edges


def _clusters(strokes: Sequence[tuple[float, float, float]]) -> Iterable[list[tuple[float, float, float]]]:
    """Strokes (sorted by position) that lie within SNAP_PT of the first of their group."""
    group: list[tuple[float, float, float]] = []
    for stroke in strokes:
        if group and stroke[0] - group[0][0] > SNAP_PT:
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def crossing_groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Edges connected through crossings; a group may reach over the whole page."""
    parent = list(range(len(edges)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    horizontal = [i for i, edge in enumerate(edges) if edge.is_horizontal]
    vertical = [i for i, edge in enumerate(edges) if not edge.is_horizontal]
    for i, j in itertools.product(horizontal, vertical):
        if _cross(edges[i], edges[j]):
            parent[root(i)] = root(j)
    groups: dict[int, list[Edge]] = {}
    for i, edge in enumerate(edges):
        groups.setdefault(root(i), []).append(edge)
    return list(groups.values())


def _cross(h: Edge, v: Edge) -> bool:
    return h.start - TOUCH_PT <= v.at <= h.end + TOUCH_PT and v.start - TOUCH_PT <= h.at <= v.end + TOUCH_PT
