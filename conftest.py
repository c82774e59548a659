"""Leaves the modules that read pictures out of the doctests where the extra `ocr` is not installed."""

from __future__ import annotations

import importlib

PICTURE_MODULES = (
    "glyphs",
    "orientation",
    "picture",
    "read_picture",
    "recognise",
    "recognised_chars",
    "straighten",
    "styles",
)

try:
    importlib.import_module("cv2")
    importlib.import_module("rapidocr")
except ImportError:
    collect_ignore = [f"docextract/pdf/{name}.py" for name in PICTURE_MODULES]
