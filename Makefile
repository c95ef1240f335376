# install, demo, test, check, bench and lock: what a person types. A second run is instant.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --no-deps --progress-bar off
PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .
COMPILE := $(BIN)/python -m piptools compile --quiet --generate-hashes --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --strip-extras --allow-unsafe
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help install demo check test conformance bench lock browser tesseract screenshots

help:
	@echo "make demo     see a picture go through moderation, in the browser"
	@echo "make install  everything for working on the code, in $(VENV)"
	@echo "make check    format, lint, types, imports and unit tests"
	@echo "make test     all tests, with real processes and a real browser"
	@echo "make conformance ENDPOINT=... KEY=... [TEAM=...] [PICTURE=...]"
	@echo "              drive any server of the v1.0 wire with the Python SDK"
	@echo "make screenshots  every page in both themes and languages, in build/screenshots"
	@echo "make bench    measure; the figures are in docs/performance.md"
	@echo "make lock     resolve the dependencies anew"

install: $(VENV)/.dev

demo: $(VENV)/.runtime
	@$(BIN)/openmoderator demo

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto -q tests/unit

test: $(VENV)/.dev browser tesseract
	$(BIN)/pytest -n auto --dist loadfile $(TESTS)

# Without an endpoint it starts a server of its own.
conformance: $(VENV)/.dev
	@OPENMODERATOR_ENDPOINT=$(ENDPOINT) OPENMODERATOR_KEY=$(KEY) OPENMODERATOR_TEAM=$(TEAM) \
		OPENMODERATOR_PICTURE=$(PICTURE) $(BIN)/pytest tests/conformance

# The manual's pictures come from the same run.
screenshots: $(VENV)/.dev browser
	$(BIN)/pytest -q tests/browser/test_every_page.py
	DJANGO_SETTINGS_MODULE=openmoderator.settings $(BIN)/python -m scripts.screens

bench: $(VENV)/.dev
	@for file in $$(grep -l __main__ bench/*.py); do \
		$(BIN)/python -m bench.$$(basename $$file .py) || exit 1; done

# One set after the other: each is held to the versions of the one before.
lock: $(VENV)/.dev
	$(COMPILE) --upgrade --extra heif -o requirements.lock pyproject.toml
	$(COMPILE) --upgrade --extra heif --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(COMPILE) --build-deps-for editable --only-build-deps -c requirements-dev.lock \
		-o requirements-build.lock pyproject.toml

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "OpenModerator needs Python 3.11 or newer: make PYTHON=/path/to/python3 ..."; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "No virtual environment could be made: install the package python3-venv."; exit 2; }

# The demo needs no tools: what runs, and what puts our own package in place.
$(VENV)/.runtime: $(VENV)/bin/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing (once) ..."
	@$(INSTALL) -r requirements.lock -r requirements-build.lock
	@$(PACKAGE)
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	@echo "Installing (once) ..."
	@$(INSTALL) -r requirements-dev.lock
	@$(PACKAGE)
	@touch $@ $(VENV)/.runtime

# Playwright drives the system's own Chromium.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ]; then SUDO=; elif command -v sudo >/dev/null 2>&1; then SUDO="sudo -n"; else SUDO=false; fi; \
	if command -v apt-get >/dev/null 2>&1 && $$SUDO apt-get update -qq \
		&& $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	then exit 0; fi; \
	echo "=================================================================="; \
	echo "NO CHROMIUM: the browser tests will not run. Install chromium."; \
	echo "=================================================================="

# The optional reader of other languages, with the data that the tests ask for.
tesseract:
	@tesseract --list-langs 2>/dev/null | grep -qx rus && exit 0; \
	if [ "$$(id -u)" = 0 ]; then SUDO=; elif command -v sudo >/dev/null 2>&1; then SUDO="sudo -n"; else SUDO=false; fi; \
	if command -v apt-get >/dev/null 2>&1 && $$SUDO apt-get update -qq \
		&& $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			tesseract-ocr tesseract-ocr-rus tesseract-ocr-ell fonts-dejavu-core; \
	then exit 0; fi; \
	echo "=================================================================="; \
	echo "NO TESSERACT: reading other languages will not be tested."; \
	echo "=================================================================="
