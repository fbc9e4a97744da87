# `make help` lists the targets. All that is needed to start is make, git and a Python of 3.11 or newer.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --no-input
UV_VERSION := 0.13.9
PIP_AUDIT_VERSION := 2.10.1
DEV_EXTRAS := $(addprefix --extra ,arrow cli fast http2 keyring otel pandas polars qti requests)
COMPILE := --no-config --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make requirements' --extra sandbox --extra progress

# Tests are run on the first three; a newer one is likely to do. A name on the PATH proves nothing: version managers put
# shims there that fail, and some distributions ship a Python whose venv cannot install pip. So each is tried.
CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3 python
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# The environment is made again where it is broken, was made elsewhere (a moved folder) or by another Python than the one
# that PYTHON= asks for.
IDENTITY = import sys; print(sys.version.split()[0], sys.argv[1])
HAVE := $(shell cat $(VENV)/.identity 2>/dev/null)
IS := $(shell $(RUN) -c '$(IDENTITY)' "$(CURDIR)" 2>/dev/null)
ifneq ($(PYTHON),)
WANT := $(shell $(PYTHON) -c '$(IDENTITY)' "$(CURDIR)" 2>/dev/null)
else
WANT := $(IS)
endif
ifneq ($(HAVE)|$(IS),$(WANT)|$(WANT))
STALE := stale
else ifeq ($(HAVE),)
STALE := stale
endif

.PHONY: help install demo test soak browser check regen generator-diff docs release-check spec-drift bench requirements audit clean stale

help:  ## List what can be made.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r target text; do printf '%-20s %s\n' "$$target" "$$text"; done
	@printf '%s\n' '' '  PYTHON=python3.12 chooses the interpreter, VENV=folder another place for the environment.'

install: $(VENV)/.dev  ## Set up the environment for development in .venv.

# With the tools of development in place there is no need for less.
demo: $(if $(wildcard $(VENV)/.dev),$(VENV)/.dev,$(VENV)/.demo)  ## Watch a district move from a staging server to a production server, both on this machine.
	@$(RUN) scripts/demo.py $(ARGS)

# What Python has compiled is kept, whatever the environment says: the tests start many a process that loads it anew.
# A file is one process's, since its tests may build on one another; tests/conftest.py says which files come first.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.dev  ## Run the tests (ARGS="-k users" narrows them).
	$(RUN) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder --durations=5 $(ARGS)

soak: $(VENV)/.dev  ## Run the tests that take minutes.
	$(RUN) -m pytest -q -m 'soak or generated' --timeout=600 --hypothesis-profile=soak $(ARGS)

browser: $(VENV)/.dev  ## Try the sandbox's page in Chromium (SCREENSHOT=docs/images/sandbox.png takes its picture).
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	    echo 'No Chromium found. Install it with its driver (Debian, Ubuntu: apt install chromium chromium-driver; macOS: brew install chromium chromedriver)' >&2; \
	    exit 1; \
	}
	$(if $(SCREENSHOT),SANDBOX_SCREENSHOT="$(SCREENSHOT)") $(RUN) -m pytest -q -m browser tests/browser $(ARGS)

# The scripts of the documentation are typed against its tools.
check: $(VENV)/.docs  ## Lint, format, types, layers, specs, generated code, the slow tests, and that all benchmarks run.
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pyright --pythonpath $(RUN) --warnings
	$(VENV)/bin/lint-imports --no-cache --no-logo
	$(RUN) -m openapi_spec_validator specs/*.yaml
	$(RUN) scripts/regen.py --check
	$(RUN) -m pytest -q -m 'slow and not soak' -n auto --dist loadfile
	PYTHONPATH=scripts $(RUN) -m bench --quick

regen: $(VENV)/.dev  ## Write generated/ from specs/.
	$(RUN) scripts/regen.py

generator-diff: $(VENV)/.dev  ## Show what another version of the generator would write (VERSION=0.30.0, else the newest; ARGS=--full).
	$(RUN) scripts/generator_diff.py $(VERSION) $(ARGS)

docs: $(VENV)/.docs  ## Build the documentation as a site in build/docs; a warning is an error.
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --strict --quiet
	@echo 'Open build/docs/index.html'

release-check: $(VENV)/.docs  ## Say what is missing for a release: version, changelog, built files, public names.
	$(RUN) scripts/release_check.py

spec-drift: $(VENV)/.dev  ## Hold the platform's published documents against specs/ (FROM=file or URL, DOCUMENT=qti, FORMAT=json|markdown|rules).
	$(RUN) scripts/spec_drift.py $(if $(FROM),"$(FROM)") $(if $(DOCUMENT),--document $(DOCUMENT)) $(if $(FORMAT),--$(FORMAT))

bench: $(VENV)/.dev  ## Measure this package beside its peers, or against a revision (ARGS="--only parse", "--against REV", --quick, --docs, --profile DIR).
	PYTHONPATH=scripts $(RUN) -m bench $(ARGS)

requirements: $(VENV)/.identity  ## Choose the newest allowed versions and write them with their hashes.
	$(RUN) -m venv $(VENV)/uv
	$(VENV)/uv/bin/python -m pip --disable-pip-version-check install -qq uv==$(UV_VERSION)
	$(VENV)/uv/bin/uv pip compile $(COMPILE) $(DEV_EXTRAS) -o requirements/dev.txt pyproject.toml requirements/dev.in
	$(VENV)/uv/bin/uv pip compile $(COMPILE) -c requirements/dev.txt -o requirements/demo.txt pyproject.toml requirements/demo.in
	$(VENV)/uv/bin/uv pip compile $(COMPILE) -c requirements/dev.txt -o requirements/docs.txt pyproject.toml requirements/docs.in
	rm -rf $(VENV)/uv

audit: $(VENV)/.identity  ## Ask whether pinned versions have known vulnerabilities (needs the network; Error 3: not all were answered).
	@$(RUN) scripts/audit.py --version $(PIP_AUDIT_VERSION)

clean:  ## Remove the environment and all that tools left behind.
	rm -rf $(VENV) .venv-bench build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.identity: $(STALE)
	@set -e; found=''; \
	for python in $(or $(PYTHON),$(CANDIDATES)); do \
	    if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo 'No suitable Python found among: $(or $(PYTHON),$(CANDIDATES)). Install Python 3.11 or newer with venv (Debian, Ubuntu: apt install python3-venv; macOS: brew install python), or name one: make PYTHON=/path/to/python3' >&2; \
	    exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV); \
	$(RUN) -c '$(IDENTITY)' "$(CURDIR)" > $@

$(VENV)/.demo: requirements/demo.txt pyproject.toml $(VENV)/.identity
	@echo 'Installing what $< lists'
	@$(PIP) install -qq --require-hashes -r requirements/demo.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.identity
	@echo 'Installing what $< lists'
	@$(PIP) install -qq --require-hashes -r requirements/dev.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

# Kept apart, since most of development needs none of it.
$(VENV)/.docs: requirements/docs.txt $(VENV)/.dev
	@echo 'Installing what $< lists'
	@$(PIP) install -qq --require-hashes -r requirements/docs.txt
	@touch $@
