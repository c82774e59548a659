"""What all tests share: `reports_folder`, the outside reports, which not everybody has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reports_folder() -> Path:
    """The folder that DOCEXTRACT_REPORTS names; without it the test is skipped."""
    named = os.environ.get("DOCEXTRACT_REPORTS")
    if not named:
        pytest.skip("DOCEXTRACT_REPORTS names no folder of reports")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"DOCEXTRACT_REPORTS={named}: no such folder")
    return folder
