# Recipes. Each does its own set-up on a fresh machine with Python 3.11 (or later) and git.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Material prints a page about its successor at each build; the plan for that is in README.md.
export NO_MKDOCS_2_WARNING := 1

.PHONY: build serve check test lint bench screenshots handbook lock clean

build: .venv/core  ## build the site into site/
	$(BIN)/mkdocs build

serve: .venv/core  ## live preview while reports are written
	$(BIN)/mkdocs serve

check: .venv/core  ## the checks, without building
	$(BIN)/gongkai check

test: lint browser  ## formatter, linter, types, then every test
	$(BIN)/python -m pytest -n 2

lint: .venv/dev  ## formatter, linter and types
	$(BIN)/ruff format --check hooks tests
	$(BIN)/ruff check hooks tests
	$(BIN)/mypy

bench: .venv/bench browser  ## the benchmarks; writes tests/benchmarks/RESULTS.md and the README's table
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.finding

screenshots: .venv/dev browser  ## every kind of page in every view, into .cache/screenshots/
	$(BIN)/python -m tests.screenshots

handbook: .venv/core  ## the tables of fields in README.zh-CN.md, from the code
	$(BIN)/gongkai schema --handbook README.zh-CN.md

lock: .venv/dev  ## pin the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  --extra import --extra test --extra dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  --constraint requirements-dev.lock --extra bench pyproject.toml -o requirements-bench.lock

clean:  ## all that can be made again
	rm -rf site .cache .venv tests/site/node_modules

.PHONY: browser
browser: .venv/dev tests/site/node_modules  ## a Chromium and the HTML checker for the tests
	tests/install_browser.sh

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/core: requirements.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --editable .
	touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --editable .
	touch $@ .venv/core

.venv/bench: requirements-bench.lock .venv/dev
	$(INSTALL) --require-hashes -r requirements-bench.lock
	touch $@

tests/site/node_modules: tests/site/package-lock.json | .venv/dev
	$(BIN)/npm ci --prefix tests/site --ignore-scripts --no-audit --no-fund
	touch $@
