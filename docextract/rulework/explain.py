"""One label explained to people: what it is read as, by which rule, what came second, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docextract.indicators.align import align_rows, form_order
from docextract.indicators.candidates import Candidate, find_candidates
from docextract.indicators.decide import Assignment
from docextract.indicators.explain import label_rows, read_label
from docextract.indicators.names import label_index, wording
from docextract.rulepacks.schema import Pack
from docextract.text.similar import closest

REASONS = {
    "no-name": ("没有规则有这样的写法，也不够相像", "no rule has this wording or one near enough"),
    "near-tie": ("有几种读法差不多，不作选择", "several readings are about equally likely"),
    "twice": ("几行都像同一指标，不作选择", "several rows are like one indicator"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate: `share` is its likelihood among all readings of the row, `wordings` the names that it rests on."""

    candidate: Candidate
    share: float
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`readings` likeliest first; `refused` the codes whose rule names this label as a look-alike; `near` the most similar
    wording of all when there is no candidate."""

    label: str
    text: str
    pack: Pack
    form: str
    assignment: Assignment
    readings: tuple[Reading, ...]
    refused: tuple[str, ...]
    near: str


def explain(label: str, pack: Pack, form: str = "", unit: str = "", after: Sequence[str] = ()) -> Explanation:
    """Why a row with that label is taken for what it is taken for; the arguments are those of `read_label`."""
    rows = label_rows(label, pack, form, unit, after)
    readings = [find_candidates(row, pack) for row in rows]
    likely = align_rows(readings, form_order(pack))[-1]
    index, text = label_index(pack), rows[-1].label.text
    found = sorted(
        (Reading(c, likely.get(c.position, 0.0), _wordings(c, text, pack)) for c in readings[-1]),
        key=lambda reading: (-reading.share, reading.candidate.position),
    )
    return Explanation(
        label=label,
        text=text,
        pack=pack,
        form=form,
        assignment=read_label(label, pack, form, unit, after),
        readings=tuple(found),
        refused=tuple(code for code, refused in index.refused.items() if text in refused),
        near="" if found else closest(text, index.exact),
    )


def _wordings(candidate: Candidate, text: str, pack: Pack) -> tuple[str, ...]:
    """The rule's names that are this text, else the most similar one."""
    labels = pack.indicators[candidate.code].labels
    same = tuple(label for label in labels if wording(label, pack) == text)
    return same or tuple(filter(None, (closest(text, labels, at_least=0.0),)))


def explanation_lines(found: Explanation, is_zh: bool) -> Iterator[str]:
    """The explanation as lines of text, in Chinese or in English."""

    def say(zh: str, en: str) -> str:
        return zh if is_zh else en

    pack, assignment = found.pack, found.assignment
    form = next((form for form in pack.forms if form.id == found.form), None)
    table = f"{form.number or form.id} {form.title}" if form else say("未指明", "none given")
    yield say(f"行名“{found.label}”，比较时作“{found.text}”", f'label "{found.label}", compared as "{found.text}"')
    yield say(f"规则包 {pack.id}，数据表：{table}", f"pack {pack.id}, data table: {table}")
    if assignment.code:
        name, place = " > ".join(pack.path(assignment.code)), pack.places.get(assignment.code, "")
        yield say(f"认作 {assignment.code}（{name}）", f"taken for {assignment.code} ({name})")
        yield say(
            f"  把握 {assignment.score:.3f}，方式 {assignment.method}，规则 {place}",
            f"  score {assignment.score:.3f}, method {assignment.method}, rule {place}",
        )
    else:
        yield say(
            f"没有认作任何指标：{REASONS[assignment.reason or 'no-name'][0]}",
            f"taken for no indicator: {REASONS[assignment.reason or 'no-name'][1]}",
        )
    if assignment.runner_up:
        name, score = " > ".join(pack.path(assignment.runner_up)), f"{assignment.runner_up_score:.3f}"
        yield say(
            f"其次 {assignment.runner_up}（{name}），{score}", f"runner-up {assignment.runner_up} ({name}), {score}"
        )
    else:
        yield say("没有其次的读法", "no runner-up")
    for reading in found.readings:
        candidate = reading.candidate
        rule = f"{candidate.code} {pack.places.get(candidate.code, '')}"
        words = "、".join(reading.wordings)
        yield say(
            f"  候选 {rule}：可能性 {reading.share:.3f}，写法“{words}”，{candidate.method}，代价 {candidate.cost:.2f}",
            f'  candidate {rule}: likelihood {reading.share:.3f}, wording "{words}", {candidate.method}, cost {candidate.cost:.2f}',
        )
    for code in found.refused:
        place = pack.places.get(code, "")
        yield say(
            f"  不是 {code}：它的 not 写明了这个行名（{place}）", f"  not {code}: its rule refuses this label ({place})"
        )
    if found.near:
        yield say(f"最相近的写法：“{found.near}”", f'the nearest wording: "{found.near}"')
