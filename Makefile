# Two doors for newcomers: `make handout` shows what hepgen does, `make test` checks all of it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: handout test

# A handout for the example runner, in an environment of its own.
handout: .venv/ready
	$(BIN)/hepgen make examples/runner.toml -o handout.pdf --today 2026-11-25

# Style, types, the import rule, the library's content, the tests.
test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/hepgen library check
	$(BIN)/pytest -n auto

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev,studio]'
	touch $@
