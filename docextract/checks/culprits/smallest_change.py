"""The smallest sets of printed numbers that must change so that all relations hold, by mixed-integer programming (HiGHS).

Each printed number is a variable that stays within what its print can stand for unless its switch is on; the number of
switches is minimal. A rate multiplies another number, so it enters as the interval that it is printed with, and a relation
is let go when its rate is switched: slightly too lenient for rates that take part in several relations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from docextract.model.quantity import Interval
from docextract.model.relation import Mention, Relation, Term
from docextract.model.source import Place

# More numbers than this say that a part of the report is a mess, not which of them are wrong.
SIZE_LIMIT = 400
# Of so many equally small sets nothing can be said.
SETS_LIMIT = 8
NODE_LIMIT = 500  # of all searches for one system, some seconds; a count, so that a slow computer finds the same
# A changed number may be so many times the largest it meets: a nought too many and one more digit.
_LARGEST = 12.0
_TOLERANCE = 1e-9
_FAR = 1e4
_Row = dict[int, float]


def smallest_changes(relations: Sequence[Relation]) -> tuple[frozenset[Place], ...]:
    """All smallest sets of numbers that, changed, make the relations hold; () when there are none, or too many to tell.

    The same for the same relations on every computer: the sets are minimal whichever of them is found first.
    """
    if len({m.place for relation in relations for m in relation.mentions}) > SIZE_LIMIT:
        return ()
    program = _program(relations)
    found: list[frozenset[Place]] = []
    nodes = NODE_LIMIT
    while (switched := program.solve(nodes)) is not None:
        nodes -= program.nodes
        if found and len(switched) > len(found[0]):
            break
        if len(found) == SETS_LIMIT or not switched:
            return ()
        found.append(switched)
        program.forbid(switched)
    if program.is_cut_short:  # there may be more sets as small
        return ()
    return tuple(sorted(found, key=sorted))


@dataclass
class _Program:
    """A mixed-integer program under construction; columns are numbered in the order in which they are added."""

    model: highspy.Highs
    switches: dict[Place, int] = field(default_factory=dict)
    values: dict[Place, int] = field(default_factory=dict)
    sizes: dict[Place, float] = field(default_factory=dict)
    shared: dict[frozenset[Place], int] = field(default_factory=dict)

    def column(self, low: float, high: float) -> int:
        self.model.addVar(low, high)
        return int(self.model.getNumCol()) - 1

    def binary(self, cost: float = 0.0) -> int:
        index = self.column(0, 1)
        self.model.changeColIntegrality(index, highspy.HighsVarType.kInteger)
        self.model.changeColCost(index, cost)
        return index

    def row(self, low: float, entries: _Row, high: float) -> None:
        indices = np.array(list(entries), dtype=np.int32)
        self.model.addRow(low, high, len(indices), indices, np.array(list(entries.values()), dtype=np.float64))

    @property
    def nodes(self) -> int:
        """Of the last search."""
        return max(0, int(self.model.getInfo().mip_node_count))

    @property
    def is_cut_short(self) -> bool:
        """True when the last search ended before it was known whether there is a solution."""
        status = self.model.getModelStatus()
        return status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)

    def solve(self, nodes: int) -> frozenset[Place] | None:
        """The numbers that a smallest solution changes; None when there is none or the search was cut short."""
        self.model.setOptionValue("mip_max_nodes", max(1, nodes))
        self.model.run()
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self.model.getSolution().col_value
        return frozenset(place for place, index in self.switches.items() if found[index] > 0.5)

    def forbid(self, places: Iterable[Place]) -> None:
        """No solution may change all of these."""
        switched = {self.switches[place]: 1.0 for place in places}
        self.row(-highspy.kHighsInf, switched, len(switched) - 1)


def _program(relations: Sequence[Relation]) -> _Program:
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        model.setOptionValue(option, value)
    for option in ("primal_feasibility_tolerance", "mip_feasibility_tolerance"):
        model.setOptionValue(option, _TOLERANCE)
    program = _Program(model)
    mentions = {m.place: m for relation in relations for m in relation.mentions}
    largest = max((_size(mention) for mention in mentions.values()), default=1.0)
    for mention in mentions.values():
        _add_number(program, mention, largest)
    for relation in relations:
        _add_relation(program, relation)
    return program


def _size(mention: Mention) -> float:
    """How large the number is as printed; at least 1, so that a printed 0 has a size."""
    ends = [
        abs(float(end / mention.unit_size)) for end in (mention.interval.low, mention.interval.high) if end is not None
    ]
    return max([1.0, *ends])


def _add_number(program: _Program, mention: Mention, largest: float) -> None:
    """A column in parts of the number's own size: within its print, or anywhere when its switch is on."""
    size = _size(mention)
    program.sizes[mention.place] = size
    low, high = (
        None if e is None else float(e / mention.unit_size) / size
        for e in (mention.interval.low, mention.interval.high)
    )
    top = min(_LARGEST * max(1.0, largest / size), _FAR)
    bottom = 0.0 if low is None or low >= 0 else -top
    value, switch = program.column(bottom, top), program.binary(cost=1.0)
    program.values[mention.place], program.switches[mention.place] = value, switch
    if not mention.printed:  # a blank cell stands for nothing, and nobody mistyped it
        program.row(0.0, {switch: 1.0}, 0.0)
    if low is not None:
        program.row(low, {value: 1.0, switch: low - bottom}, highspy.kHighsInf)
    if high is not None:
        program.row(-highspy.kHighsInf, {value: 1.0, switch: high - top}, high)


def _add_relation(program: _Program, relation: Relation) -> None:
    lows: _Row = {}
    highs: _Row = {}
    rates = [term.rate for term in relation.terms if term.rate]
    for term in relation.terms:
        bounds = _bounds(term)
        if bounds is None:
            return
        index, size = _number(program, term.value)
        lows[index] = lows.get(index, 0.0) + bounds[0] * size
        highs[index] = highs.get(index, 0.0) + bounds[1] * size
    scale = max(abs(entry) for entry in (*lows.values(), *highs.values())) or 1.0
    free = _free(program, rates)
    constant = float(relation.constant) / scale
    reach = sum(abs(entry) for entry in (*lows.values(), *highs.values())) / scale * _LARGEST + abs(constant)
    for entries, is_upper in ((lows, True), (highs, False)):
        row = {index: entry / scale for index, entry in entries.items()}
        row |= dict.fromkeys(free, -reach if is_upper else reach)
        if is_upper:
            program.row(-highspy.kHighsInf, row, -constant)
        elif not relation.is_bound:
            program.row(-constant, row, highspy.kHighsInf)


def _bounds(term: Term) -> tuple[float, float] | None:
    """The least and the greatest coefficient of the term's value; None when the rate has an open end."""
    weight = float(term.weight)
    if not term.rate:
        return weight, weight
    interval = _interval(term.rate)
    if interval.low is None or interval.high is None:
        return None
    ends = (weight * float(interval.low), weight * float(interval.high))
    return min(ends), max(ends)


def _interval(mentions: Sequence[Mention]) -> Interval:
    return mentions[0].interval


def _number(program: _Program, mentions: Sequence[Mention]) -> tuple[int, float]:
    """The column of a number and what one of it is in base units; one column for all mentions that must agree."""
    first = mentions[0]
    if len(mentions) == 1:
        return program.values[first.place], program.sizes[first.place] * float(first.unit_size)
    places = frozenset(mention.place for mention in mentions)
    size = program.sizes[first.place] * float(first.unit_size)
    if places not in program.shared:
        program.shared[places] = shared = program.column(-_FAR, _FAR)
        for mention in mentions:
            own = program.sizes[mention.place] * float(mention.unit_size) / size
            program.row(0.0, {shared: 1.0, program.values[mention.place]: -own}, 0.0)
    return program.shared[places], size


def _free(program: _Program, rates: Iterable[Sequence[Mention]]) -> list[int]:
    """Switches that let the relation go: one for each rate, on only when all its mentions are changed."""
    found = []
    for rate in dict.fromkeys(tuple(m.place for m in mentions) for mentions in rates):
        if len(rate) == 1:
            found.append(program.switches[rate[0]])
            continue
        index = program.binary()
        for place in rate:
            program.row(-highspy.kHighsInf, {index: 1.0, program.switches[place]: -1.0}, 0.0)
        found.append(index)
    return found
