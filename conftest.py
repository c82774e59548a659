"""Leaves the modules that read pictures out of the doctests where the extra `ocr` is not installed; the option --pictures."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures", action="store_true", help="draw docs/pictures anew (tests/review/page/test_pictures.py)"
    )


def needs_ocr(path: Path) -> bool:
    """True for a module of the readers that can't be imported without the extra."""
    try:
        importlib.import_module(f"docextract.pdf.{path.stem}")
    except ImportError as error:
        if error.name not in ("cv2", "rapidocr", "onnxruntime"):
            raise
        return True
    return False


collect_ignore = [
    f"docextract/pdf/{path.name}"
    for path in sorted(Path(__file__).parent.glob("docextract/pdf/*.py"))
    if needs_ocr(path)
]
