"""The house rules that a machine can check: which way imports go, one door a library, names, lengths."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import docextract as dx

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "docextract"
SOURCES = [PACKAGE / "__init__.py", *sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})]

# Lowest first; a module may import from lower levels and from its own unit. The stages share a level, so they can't
# import each other.
LEVELS: tuple[tuple[str, ...], ...] = (
    ("errors", "fonts"),
    ("frames",),
    ("model",),
    ("text",),
    ("rulepacks",),
    ("pdf", "layout", "structure", "tables", "indicators", "claims", "checks"),
    ("outputs",),
    ("pipeline",),
    ("evaluate", "batch", "api", "rulework"),
    ("review",),
    ("cli_options",),
    ("cli_rules", "cli_usage", "cli_review", "cli_decisions", "cli_out"),
    ("cli",),
    ("__main__",),
)
LEVEL_OF = {unit: level for level, units in enumerate(LEVELS) for unit in units}

# Each outside library has one door; a folder ends with /.
DOORS = {
    "pypdfium2": "pdf/",
    "pdfplumber": "pdf/",
    "pdfminer": "pdf/",
    "rapidfuzz": "text/similar.py",
    "rapidocr": "pdf/ocr.py",
    "cv2": "pdf/",
    "regex": "text/patterns.py",
    "spacy": "claims/sentences.py",
    "pandas": "frames.py",
    "openpyxl": "outputs/",
    "PIL": "pdf/render.py outputs/drawing.py",
    "click": "cli.py cli_rules.py cli_usage.py cli_review.py cli_decisions.py cli_out.py cli_options.py",
    "sqlalchemy": "review/store_engine.py review/store_sql.py",
    "starlette": "review/app.py review/api.py review/pages.py review/guard.py review/serve.py",
    "uvicorn": "review/serve.py",
    "docx": "review/opinion_docx.py",
    "pypdf": "review/annotated_pdf.py",
    "jinja2": "review/pages.py review/letter_page.py",
    "markupsafe": "review/pages.py",
    "rich": "cli.py",
    "yaml": "rulepacks/ evaluate/",
    "pydantic": "rulepacks/",
}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Full names of the modules that a file imports at run time, also within functions."""
    return tuple(_imports(ast.parse(path.read_text("utf-8"))))


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: import by the full name"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from _imports(child)


def unit(module: str) -> str:
    """docextract.layout.lines is of the unit layout; the package itself of the unit ""."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LEVEL_OF else ""


def own_unit(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES[1:], ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    here = own_unit(path)
    assert here in LEVEL_OF, f"{here} has no level in tests/test_house.py"
    for module in imports(path):
        there = unit(module) if module.startswith("docextract.") else ""
        allowed = not there or there == here or LEVEL_OF[there] < LEVEL_OF[here]
        assert allowed, f"{here} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_library_has_one_door(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for module in imports(path):
        doors = DOORS.get(module.split(".")[0], place).split()
        assert any(place == door or (door.endswith("/") and place.startswith(door)) for door in doors), (
            f"{place} imports {module}; its door is {' and '.join(doors)}"
        )


def test_every_door_is_used() -> None:
    used = {module.split(".")[0] for path in SOURCES for module in imports(path)}
    assert set(DOORS) <= used


def test_public_names_are_complete_and_documented() -> None:
    assert sorted(dx.__all__) == sorted({*dx._HOME_OF, "__version__"})
    for name in dx.__all__:
        value = getattr(dx, name)
        assert name == "__version__" or (value.__doc__ or "").strip(), f"{name} has no docstring"


def test_all_exceptions_are_public() -> None:
    tree = ast.parse((PACKAGE / "errors.py").read_text("utf-8"))
    assert {node.name for node in tree.body if isinstance(node, ast.ClassDef)} <= set(dx.__all__)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="raed"):
        dx.raed  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "spacy pandas numpy PIL pydantic openpyxl pdfplumber pypdfium2 click rich"
    code = f"import sys, docextract; print(*[name for name in '{heavy}'.split() if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


TEXTS = sorted(
    path
    for folder in ("docextract", "tests", "tools", "docs", "rules")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".md", ".yaml"} and "__pycache__" not in path.parts
)


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".py"], ids=lambda path: path.name)
def test_lines_are_not_too_long(path: Path) -> None:
    """Characters, not columns: ruff counts a Chinese one twice. The aim is 120; a pattern cut in two reads worse."""
    long = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1) if len(line) > 140]
    assert not long, f"{path}: lines {long}"


def test_repository_names_no_place_outside_itself() -> None:
    outside = re.compile(r"(?<![\w.])/(?:work|home|root|tmp|Users)/\w|\.\./" + "shared")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (*TEXTS, ROOT / "Makefile", ROOT / "pyproject.toml", *ROOT.glob("*.md"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if outside.search(line) and path != Path(__file__)
    ]
    assert not found
