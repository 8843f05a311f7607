# All set-up and all checks. A fresh machine with Python 3.11 needs `make demo` and `make test`;
# everything goes into .venv, and is installed again only when pyproject.toml or constraints.txt changed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -c constraints.txt
FOLDERS := $(shell sed -n 's/^"mingjian\.[a-z]*" = "\([a-z]*\)"$$/\1/p' pyproject.toml)

.NOTPARALLEL:
.PHONY: demo test check bench benchmark clean

# A synthetic world, scored and held against its truth: the queue on the terminal, the rest in demo/.
demo: .venv/installed
	$(BIN)/mingjian demo

# The whole suite; CI runs exactly this.
test: .venv/installed-dev
	$(BIN)/python -m pytest

check: .venv/installed-dev build/typing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks

# All figures of the README, beside the peers that they are compared with.
bench: .venv/installed-dev
	@$(INSTALL) -e '.[bench]'
	$(BIN)/python -m benchmarks --readme README.md --readme README.zh.md

# The open benchmark over five worlds; docs/benchmark.md, and benchmark/ with the whole report.
benchmark: .venv/installed-dev
	@$(INSTALL) -e '.[bench]'
	$(BIN)/python -m benchmarks.worlds

clean:
	rm -rf .venv build dist demo benchmark *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "mingjian needs Python 3.11 or newer; name one with: make PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv .venv \
	|| { rm -rf .venv; echo "no virtual environment: on Debian, install the package python3-venv"; exit 1; }

.venv/installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into .venv; this takes about a minute."
	@$(INSTALL) -e .
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into .venv, with the tools of development; this takes about a minute."
	@$(INSTALL) -e '.[dev]'
	@touch $@ .venv/installed

# mypy does not follow the import hook of an editable install, but it follows links.
build/typing: pyproject.toml
	@rm -rf $@ && mkdir -p $@/mingjian
	@for folder in $(FOLDERS); do ln -s ../../../$$folder $@/mingjian/$$folder; done
	@touch $@
