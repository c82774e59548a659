"""Figures as a table for people, and held against the recorded ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docextract.evaluate.figures import LESS_IS_BETTER, STAGES, Evaluation


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
    notes += [f"{name}: skipped, the run went without what it needs" for name in evaluation.skipped]
    notes += [f"{each.name}: missed {', '.join(each.missed)}" for each in evaluation.documents if each.missed]
    return "\n".join([text, "", *notes]) if notes else text


def below_baseline(evaluation: Evaluation, baseline: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One sentence for each figure that is worse than recorded; empty when all is at least as good.

    `baseline` is `corpus/baseline.json`: PDF name, then stage, then the figure. A PDF or stage that is recorded but
    was not measured is a sentence too, so that a renamed document cannot pass unseen; a skipped one is none.
    """
    documents = {each.name: each for each in evaluation.documents}
    sentences = []
    for name, stages in sorted(baseline.items()):
        if name in evaluation.skipped:
            continue
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
