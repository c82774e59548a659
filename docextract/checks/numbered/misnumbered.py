"""Which number of a run stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def right_numbers(run: Sequence[int], told: Mapping[int, int]) -> dict[int, int]:
    """Positions of the run whose number is wrong, each with the right one. `told` are numbers that another place (a list
    of contents, the sub-headings) gives to some of the positions.

    A number is wrong when its two neighbours leave one other between them. At an end of the run, where one neighbour
    alone speaks, it must be the neighbour's own or be told otherwise. A number that stands elsewhere in the run is not
    missing here: then things were moved, or read in another order.

    >>> right_numbers([1, 2, 4, 4], {}), right_numbers([1, 2, 2], {}), right_numbers([1, 2, 4], {2: 3})
    ({2: 3}, {2: 3}, {2: 3})
    >>> right_numbers([1, 3, 2, 4], {}), right_numbers([1, 2, 4], {}), right_numbers([1, 2, 4, 5], {})
    ({}, {}, {})
    """
    found: dict[int, int] = {}
    for at, number in enumerate(run):
        before = found.get(at - 1, run[at - 1]) if at else 0
        after = run[at + 1] if at + 1 < len(run) else None
        wanted = before + 1
        if number == wanted or wanted in run or after not in (None, wanted + 1):
            continue
        is_end = at == 0 or after is None
        if not is_end or told.get(at) == wanted or number == (after if at == 0 else before):
            found[at] = wanted
    return found
