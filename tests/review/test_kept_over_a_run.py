"""Decisions on real findings: kept over another run, in another layout, after a correction."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from docextract.batch import run
from docextract.review.carry_over import carry_over
from docextract.review.run_findings import run_findings, run_reports
from tools.decisions_kept import between_layouts, confirmed, outcomes

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over two reports, each in two layouts."""
    folder = tmp_path_factory.mktemp("layouts")
    for document in ("lanchuan-2024", "songyi-2024"):
        for layout in ("word", "press"):
            shutil.copy(CORPUS / document / f"{document}.{layout}.pdf", folder)
    run(folder, folder.parent / "layouts-out", jobs=2)
    return folder.parent / "layouts-out"


@pytest.mark.slow
def test_decisions_stay_in_another_layout(out: Path) -> None:
    total: Counter[str] = Counter()
    for _, _, over in between_layouts(out):
        total += outcomes(over)
    assert total["kept"] >= 26
    assert total["kept"] / (total["kept"] + total["reopened"]) >= 0.99
    assert total["gone"] <= 2


@pytest.mark.slow
def test_decisions_stay_when_nothing_has_changed(out: Path) -> None:
    findings = run_findings(out)
    counts = outcomes(carry_over(confirmed(findings), findings, run_reports(out)))
    assert counts["kept"] == len(findings) > 20
    assert counts["gone"] == 0
