# make demo   reads the reports in corpus/ and says what it found (results in build/demo)
# make test   lint, types, all tests (those of the docs among them)
# Needs git, make and Python 3.11 to 3.13 with venv; everything else goes into .venv from your package index.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	>/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test lint types check docs bench-rows bench-checks bench-review clean

demo: $(READY)
	$(BIN)/docextract run corpus --out build/demo

test: lint types check

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

check: $(READY)
	$(BIN)/pytest

# Rewrites the parts of docs/ that are made from the code; `make check` fails when they are not current
docs: $(READY)
	$(BIN)/python tools/write_docs.py

# Rows to indicators on 2,000 noised rows a seed, and rows of other things in the stead of the true ones; status 1 when a
# target is missed. Seeds: make bench-rows SEEDS="1 2 3"
SEEDS ?= 2024
bench-rows: $(READY)
	$(BIN)/python -m bench.rows --seed $(SEEDS) --check
	$(BIN)/python -m bench.foreign_rows --seed $(SEEDS) --check

# Errors of every kind planted in corpus reports, in the extracted records and (fewer) in the sources, then typeset; properties of
# the checks in CASES cases; reading time against checking time. The whole takes about an hour; less: make bench-checks CASES=10000 TYPESET=1
CASES ?= 1000000
TYPESET ?= 12
bench-checks: $(READY)
	$(BIN)/python -m bench.checks --seed $(SEEDS)
	$(BIN)/python -m bench.checks --seed $(SEEDS) --typeset $(TYPESET)
	$(BIN)/python -m bench.checks --seed $(SEEDS) --properties $(CASES)
	$(BIN)/python -m bench.check_time

# The reviewers' page in a real browser (Chromium): times at 300 reports, boxes against the true places
bench-review: $(READY)
	$(BIN)/docextract run corpus --out build/demo
	$(BIN)/python -m bench.review build/demo corpus

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 至 3.13 及 venv（Debian/Ubuntu：apt install python3 python3-venv）。"; \
		echo "Python 3.11 to 3.13 with venv is needed (Debian/Ubuntu: apt install python3 python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -e ".[dev]"
	@touch $@

clean:
	rm -rf build dist $(VENV)
