"""Likelihoods to decisions: one indicator for a row, or none and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docextract.indicators.align import align_rows, form_order
from docextract.indicators.candidates import Candidate, find_candidates
from docextract.indicators.names import label_index, wording
from docextract.indicators.rows import FormRow
from docextract.rulepacks.schema import Pack
from docextract.text.similar import similarity

Reason = Literal["", "no-name", "near-tie", "twice"]


@dataclass(frozen=True, slots=True)
class Limits:
    """When a reading is taken. Below `least` or with a runner-up nearer than `margin` we abstain: a wrong code costs
    the reviewer more than an empty one."""

    least: float = 0.6
    margin: float = 0.3
    margin_among_names: float = 0.9  # where another name is as near, so that only the place decides
    alike_by_place: float = 0.5  # how like the one missing name a label must be to be taken by its place alone
    score_by_place: float = 0.75
    sure_neighbour: float = 0.75


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a row was taken for. `code` is "" when it was taken for nothing; `reason` then says why.

    `score` is the likelihood of the reading times the likeness of its label, 0 to 1.
    """

    row: FormRow
    code: str
    score: float
    method: str
    runner_up: str
    runner_up_score: float
    reason: Reason = ""


def assign_rows(rows: Sequence[FormRow], pack: Pack, limits: Limits = Limits()) -> tuple[Assignment, ...]:
    """A decision for each row, in order; `rows` are those of one walk through the form (pieces of tables joined)."""
    if not rows:
        return ()
    readings = [find_candidates(row, pack) for row in rows]
    likely = align_rows(readings, form_order(pack))
    found = [_decide(row, c, p, limits) for row, c, p in zip(rows, readings, likely, strict=True)]
    return tuple(_by_place(_once_each(found), pack, limits))


def _decide(row: FormRow, candidates: Sequence[Candidate], likely: dict[int, float], limits: Limits) -> Assignment:
    scored = sorted(
        ((likely.get(c.position, 0.0), c) for c in candidates), key=lambda pair: (-pair[0], pair[1].position)
    )
    if not scored:
        return Assignment(row, "", 0.0, "none", "", 0.0, "no-name")
    share, best = scored[0]
    none = max(0.0, 1.0 - sum(likely.values()))
    second, runner_up = (scored[1][0], scored[1][1].code) if len(scored) > 1 else (0.0, "")
    score = min(1.0, share * best.likeness)
    rivals = any(other.in_common >= best.in_common and other.name != best.name for other in candidates)
    margin = limits.margin_among_names if rivals else limits.margin
    if share >= limits.least and share - max(second, none) >= margin:
        return Assignment(row, best.code, score, best.method, runner_up, second)
    reason: Reason = "no-name" if none > share else "near-tie"
    return Assignment(row, "", 0.0, "none", best.code, share, reason)


def _once_each(found: Sequence[Assignment]) -> list[Assignment]:
    """Of several rows taken for one indicator only the likeliest keeps it; none does when they are equally likely."""
    result = list(found)
    by_code: dict[str, list[int]] = {}
    for number, assignment in enumerate(found):
        if assignment.code:
            by_code.setdefault(assignment.code, []).append(number)
    for code, numbers in by_code.items():
        best = max(found[n].score for n in numbers)
        keepers = [n for n in numbers if found[n].score >= best - 0.1]
        for number in numbers:
            if len(numbers) > 1 and keepers != [number]:
                result[number] = replace(
                    found[number], code="", score=0.0, method="none", runner_up=code,
                    runner_up_score=found[number].score, reason="twice",
                )  # fmt: skip
    return result


def _by_place(found: list[Assignment], pack: Pack, limits: Limits) -> list[Assignment]:
    """Rows whose label is lost or garbled, between two sure neighbours with exactly one indicator missing there.

    The title of a form is a sure neighbour too, of the first row under it, and so is its end, of the last row.
    """
    codes = list(pack.indicators)
    taken = {assignment.code for assignment in found}
    for number, here in enumerate(found):
        if here.reason != "no-name":
            continue
        before, after = _place_before(found, number, pack, limits), _place_after(found, number, pack, limits)
        if before is None or after != before + 2 or codes[before + 1] in taken:
            continue
        code = codes[before + 1]
        if _may_be(here.row, code, pack, limits):
            found[number] = replace(here, code=code, score=limits.score_by_place, method="position", reason="")
            taken.add(code)
    return found


def _place_of(assignment: Assignment, codes: list[str], limits: Limits) -> int | None:
    is_sure = assignment.code and assignment.score >= limits.sure_neighbour
    return codes.index(assignment.code) if is_sure else None


def _place_before(found: Sequence[Assignment], number: int, pack: Pack, limits: Limits) -> int | None:
    """The place in the form of the row above; the one before the form's first for the first row under its title."""
    row = found[number].row
    if number and found[number - 1].row.form == row.form:
        return _place_of(found[number - 1], list(pack.indicators), limits)
    return next(
        (place - 1 for place, i in enumerate(pack.indicators.values()) if row.form and i.form == row.form), None
    )


def _place_after(found: Sequence[Assignment], number: int, pack: Pack, limits: Limits) -> int | None:
    """The place of the row below; the one after the form's last for the last row."""
    if number + 1 < len(found) and found[number + 1].row.form == found[number].row.form:
        return _place_of(found[number + 1], list(pack.indicators), limits)
    form = found[number].row.form
    last = [place for place, i in enumerate(pack.indicators.values()) if form and i.form == form]
    return last[-1] + 1 if last else None


def _may_be(row: FormRow, code: str, pack: Pack, limits: Limits) -> bool:
    indicator = pack.indicators[code]
    given, text = pack.unit(row.unit), row.label.text
    if given is not None and given.dimension != pack.units[indicator.unit].dimension:
        return False
    index = label_index(pack)
    if text in index.exact or text in index.refused[code]:
        return False
    names = [wording(name, pack) for name in indicator.labels]
    heads = {index.head(text), index.head(names[0])} - {""}
    like = (name for name in names if not index.is_another(text, name))
    return not text or (len(heads) < 2 and any(similarity(text, name) >= limits.alike_by_place for name in like))
