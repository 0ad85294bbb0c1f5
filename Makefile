# Everything a person types. `make run` and `make test` need Python 3.11 or newer and nothing else.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?= -n auto

.DEFAULT_GOAL := help
.PHONY: run test setup setup-dev check format types imports docs-coverage generate lock screenshots bench clean help

run: setup ## Set everything up and open the app
	@$(BIN)/launchdeck

# The tests start dozens of processes. Where Python is told not to write bytecode, as in many images, each of them would
# compile all modules anew; what lies there already is used all the same.
test: setup-dev check ## Set everything up, check the style and run the tests
	@$(BIN)/python -m compileall -q schemas runtime tui
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

setup: $(VENV)/.run ## Make .venv from the lock file (what run and test share)

setup-dev: $(VENV)/.dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Launchdeck needs Python 3.11 or newer, this is %d.%d. Name another one: make PYTHON=python3.12 ..." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# The editable install is the last step, so a set-up that was interrupted starts again.
$(VENV)/.run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	@echo "Setting up .venv (once, from requirements/run.txt) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements/dev.txt pyproject.toml
	@echo "Setting up .venv (once, from requirements/dev.txt) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

check: setup-dev ## Style, types, arrows between the rooms, docstrings
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/interrogate --quiet schemas runtime tui

format: setup-dev ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

generate: setup-dev ## Make the generated files anew from the schema (make test checks that they are current)
	@$(BIN)/python -m schemas.generate
	@$(BIN)/python -m tui.keytable
	@$(BIN)/launchdeck -C docker compose render

screenshots: setup-dev ## Draw screenshots/*.svg from the real app
	@$(BIN)/python -m tests.screenshots

bench: setup-dev ## Run the benchmarks, which print ratios against a baseline of the same run
	@$(BIN)/python -m tests.bench

lock: ## Make the lock files anew (needs uv)
	@requirements/compile.sh

clean: ## Remove .venv and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
