"""Heaps in measurements: which lines are alike in the step of their characters and the thickness of their strokes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

Heights = np.ndarray[Any, np.dtype[np.float64]]

STROKE_SPREAD = 0.04  # of a heap, in natural logarithm: how unlike the lines of one font are in thickness
STEP_SPREAD = 0.02  # ... and in the step from one character to the next; justified lines are stretched
GRID = 3  # steps a spread
DEEP_VALLEY = 0.6  # of the lower of two heaps: shallower, and they are one


def find_heaps(steps: Sequence[float], strokes: Sequence[float], weights: Sequence[int]) -> list[int]:
    """Which heap each line lies in, by the step from character to character and the strokes (natural logarithms).

    The lines are counted on a grid, the counts smoothed; every place climbs to the heap it lies on the slope of, and
    heaps without a deep valley between them are one.
    """
    columns = np.round((np.array(steps) - min(steps)) / STEP_SPREAD * GRID).astype(int) + 3 * GRID
    rows = np.round((np.array(strokes) - min(strokes)) / STROKE_SPREAD * GRID).astype(int) + 3 * GRID
    counts = np.zeros((rows.max() + 3 * GRID + 1, columns.max() + 3 * GRID + 1))
    np.add.at(counts, (rows, columns), weights)
    smooth = cv2.GaussianBlur(counts, (0, 0), float(GRID))
    tops = [_climb(smooth, int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
    kept: list[tuple[int, int]] = []
    home: dict[tuple[int, int], int] = {}
    for top in sorted(set(tops), key=lambda t: (-smooth[t], t)):
        near = [i for i, other in enumerate(kept) if _saddle(smooth, top, other) > DEEP_VALLEY * smooth[top]]
        home[top] = near[0] if near else len(kept)
        if not near:
            kept.append(top)
    return [home[top] for top in tops]


def _climb(smooth: Heights, row: int, column: int) -> tuple[int, int]:
    """The top reached by always stepping to the highest neighbour."""
    while True:
        top, left = max(0, row - 1), max(0, column - 1)
        around = smooth[top : row + 2, left : column + 2]
        step = np.unravel_index(int(np.argmax(around)), around.shape)
        target = (top + int(step[0]), left + int(step[1]))
        if smooth[target] <= smooth[row, column]:
            return row, column
        row, column = target


def _saddle(smooth: Heights, a: tuple[int, int], b: tuple[int, int]) -> float:
    """The lowest height on the straight way between two tops."""
    steps = max(abs(a[0] - b[0]), abs(a[1] - b[1]), 1)
    rows = np.round(np.linspace(a[0], b[0], steps + 1)).astype(int)
    columns = np.round(np.linspace(a[1], b[1], steps + 1)).astype(int)
    return float(smooth[rows, columns].min())
