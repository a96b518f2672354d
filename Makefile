# `make demo` shows two working days, `make test` checks everything; both prepare .venv themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   ?= demo-school

.PHONY: help setup demo test browser check lint types bench lock clean

help:
	@echo "make demo   two working days of a fictional college, no Google account needed"
	@echo "make test   style, types, architecture and all tests"
	@echo "make setup  only prepare .venv"
	@echo "make bench  calls to Google, time and memory (writes benchmarks/results/)"

setup: $(VENV)/.tools

demo: $(VENV)/.base
	$(BIN)/starosta demo --dir $(DEMO) --fresh

test: $(VENV)/.tools check browser
	$(BIN)/python -m pytest -q -n auto --dist worksteal

# The pages are tested in a real Chromium; without one their tests fail and say why.
browser: $(VENV)/.tools
	@PYTHON=$(BIN)/python sh tools/install_browser.sh || true

check: lint types

lint: $(VENV)/.tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tools
	$(BIN)/mypy

bench: $(VENV)/.tools
	$(BIN)/python -m benchmarks

# After a change of dependencies in pyproject.toml; needs `pip install uv`.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml --extra build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml --extra build --extra dev -o requirements-dev.lock

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit("Starosta needs Python 3.11 or newer: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); sh tools/install_venv.sh && $(PYTHON) -m venv $(VENV); }
	touch $@

$(VENV)/.base: $(VENV)/.created requirements.lock pyproject.toml
	@echo "Installing what Starosta needs into $(VENV): about a minute, once."
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tools: $(VENV)/.base requirements-dev.lock
	@echo "Installing the tools for checks and tests into $(VENV): about a minute, once."
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache $(DEMO)
