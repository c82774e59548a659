"""Rows against the form's order: how likely is each reading of each row, given all the others.

The rows are taken as a walk through the form: going on to the next row is free, leaving rows out costs a little, going
back costs much, a part without its whole costs too. Summing over all walks (the forward-backward algorithm for hidden
Markov models; Rabiner 1989) gives each reading of each row its share, which serves as score and as margin.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from docextract.indicators.candidates import Candidate
from docextract.rulepacks.schema import Pack

START = -1


@dataclass(frozen=True, slots=True)
class Steps:
    """What a step in the form costs, as negative log likelihood (see candidates.Weights)."""

    left_out: float = 0.5  # for each row of the form that is passed over
    left_out_at_most: float = 3.0
    back: float = 5.0
    back_among_parts: float = 2.5  # to another part of a whole that is printed above
    same_again: float = 9.0
    without_parent: float = 4.0
    next_form: float = 1.0
    other_form: float = 4.0
    unread: float = 7.5  # a row that is no row of the form
    unread_name: float = 12.0  # the same for a row that bears a name of the form
    unlike: float = 0.75  # a label as little like any name as this says nothing against `unread`, ...
    few_alike: float = 2.0  # ... nor do so few characters in common, ...
    many_alike: float = 7.0  # ... while so many are as good as the name
    beam: float = 18.0  # walks worse than the best by more than this are dropped


@dataclass(frozen=True)
class FormOrder:
    """The pack's indicators as places of one walk; `paths` are names, so that the two unit rows of one name are one."""

    forms: tuple[int, ...]
    in_form: tuple[int, ...]
    paths: tuple[tuple[str, ...], ...]
    skippable: tuple[bool, ...]
    steps: Steps
    _known: dict[tuple[int, int], float] = field(default_factory=dict)

    def cost(self, last: int, place: int) -> float:
        """What it costs to come to `place` after `last` (START at the beginning)."""
        key = (last, place)
        if key not in self._known:
            self._known[key] = self._cost(last, place)
        return self._known[key]

    def _cost(self, last: int, place: int) -> float:
        steps = self.steps
        parents = self.paths[place][:-1]
        above = () if last == START else self.paths[last]
        cost = steps.without_parent if parents != above[: len(parents)] else 0.0
        if last == START:
            return cost + min(self.in_form[place] * steps.left_out / 4, steps.left_out_at_most)
        if place == last:
            return steps.same_again
        if self.forms[last] == self.forms[place]:
            if place < last:
                is_part_again = parents and parents == above[: len(parents)] != above
                return cost + (steps.back_among_parts if is_part_again else steps.back)
            return cost + self._left_out(range(last + 1, place))
        is_next = self.forms[place] == self.forms[last] + 1
        first = place - self.in_form[place]
        return cost + (steps.next_form if is_next else steps.other_form) + self._left_out(range(first, place)) / 2

    def _left_out(self, places: range) -> float:
        missed = sum(0.3 if self.skippable[place] else 1.0 for place in places)
        return min(missed * self.steps.left_out, self.steps.left_out_at_most)


def form_order(pack: Pack, steps: Steps = Steps()) -> FormOrder:
    """The pack's form order with the cost of each step."""
    numbers = {form.id: number for number, form in enumerate(pack.forms)}
    forms = tuple(numbers[indicator.form] for indicator in pack.indicators.values())
    in_form = tuple(place - forms.index(form) for place, form in enumerate(forms))
    paths = tuple(pack.path(code) for code in pack.indicators)
    return FormOrder(forms, in_form, paths, tuple(i.applies != "all" for i in pack.indicators.values()), steps)


def align_rows(readings: Sequence[Sequence[Candidate]], order: FormOrder) -> tuple[dict[int, float], ...]:
    """For each row the likelihood (0 to 1) of each place of the form; what is left to 1 is "no row of the form".

    `readings` are the candidates of the rows, in the order in which the rows are printed.
    """
    forward = _forward(readings, order)
    after: dict[int, float] = dict.fromkeys(forward[-1], 0.0)
    result: list[dict[int, float]] = []
    for number in range(len(readings) - 1, -1, -1):
        before = forward[number]
        unread = _unread_cost(readings[number], order)
        matched: dict[int, list[float]] = {}
        came_from: dict[int, list[float]] = {last: [] for last in before}
        none: list[float] = []
        for last, weight in before.items():
            if last in after:
                none.append(weight - unread + after[last])
                came_from[last].append(after[last] - unread)
            for candidate in readings[number]:
                place = candidate.position
                if place in after:
                    gain = after[place] - candidate.cost - order.cost(last, place)
                    matched.setdefault(place, []).append(weight + gain)
                    came_from[last].append(gain)
        total = _log_sum([*none, *(value for values in matched.values() for value in values)])
        result.append({place: math.exp(_log_sum(values) - total) for place, values in matched.items()})
        after = {last: _log_sum(values) for last, values in came_from.items() if values}
    return tuple(reversed(result))


def _forward(readings: Sequence[Sequence[Candidate]], order: FormOrder) -> list[dict[int, float]]:
    """For each row, and after the last one: log weight of all walks so far by the place reached last."""
    states: dict[int, float] = {START: 0.0}
    result = [states]
    for candidates in readings:
        unread = _unread_cost(candidates, order)
        reached: dict[int, list[float]] = {last: [weight - unread] for last, weight in states.items()}
        for candidate in candidates:
            place = candidate.position
            arriving = [weight - order.cost(last, place) - candidate.cost for last, weight in states.items()]
            reached.setdefault(place, []).extend(arriving)
        summed = {place: _log_sum(weights) for place, weights in reached.items()}
        best = max(summed.values())
        states = {place: weight for place, weight in summed.items() if weight >= best - order.steps.beam}
        result.append(states)
    return result


def _unread_cost(candidates: Sequence[Candidate], order: FormOrder) -> float:
    """The more a label is like a name of the form, the less it is that of a row from elsewhere."""
    steps = order.steps
    likeness = max((candidate.likeness for candidate in candidates), default=0.0)
    in_common = max((candidate.in_common for candidate in candidates), default=0.0)
    share = max(
        (likeness - steps.unlike) / (1.0 - steps.unlike),
        (in_common - steps.few_alike) / (steps.many_alike - steps.few_alike),
    )
    return steps.unread + min(1.0, max(0.0, share)) * (steps.unread_name - steps.unread)


def _log_sum(values: Sequence[float]) -> float:
    if not values:
        return -math.inf
    best = max(values)
    return best if best == -math.inf else best + math.log(sum(math.exp(value - best) for value in values))
