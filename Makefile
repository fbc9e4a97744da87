# `make help` lists the targets. You need make, git and Python 3.11 or newer.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
SPARK_VENV := .venv-spark
RECIPES := $(notdir $(patsubst %/test_recipe.py,%,$(wildcard examples/recipes/*/test_recipe.py)))
JAVA = "$${JAVA_HOME:+$$JAVA_HOME/bin/}java"
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python
PIP := $(RUN) -m pip --disable-pip-version-check --no-input
UV_VERSION := 0.13.9
UV_BIN := $(subst $(VENV)/,$(VENV)/uv/,$(BIN))
PIP_AUDIT_VERSION := 2.10.1
DEV_EXTRAS := $(addprefix --extra ,arrow cli dlt fast http2 keyring otel pandas polars qti requests)
PIN := --no-config --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make requirements'
COMPILE := $(PIN) --extra sandbox --extra progress

# Interpreters in the order in which they are tried. Each one is run, because a name on the PATH is not enough: version
# managers install shims that fail, and some distributions ship a Python whose venv cannot install pip.
CANDIDATES := python3.13 python3.12 python3.11 python3.14 python3 python
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# The environment is created again if it is broken, if the folder was moved, or if PYTHON= names another version.
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

# Tests that coverage leaves out: those of scripts and documentation, and those that mainly start processes, which are not
# measured. pyproject.toml states the measured packages and the lower bound.
# -p no:timeback: the plugin would import the packages before the measurement starts, so its fixtures are missing.
NOT_COVERED := $(addprefix tests/,bench browser contract docs drift project soak \
	cli/test_completion.py cli/test_export_size.py cli/test_terminal.py migration/test_killed.py sandbox/test_pytest_plugin.py \
	storage/test_full_disk.py storage/test_journal_lock.py storage/test_part_folders.py)
NEEDS_PLUGIN := tests/http/test_proxies.py::test_the_fixtures_of_a_sandbox_use_no_proxy_of_the_environment

.PHONY: help install demo test coverage soak recipes browser spark spark-tests check regen generator-diff docs release-check spec-drift bench requirements audit clean stale

help:  ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r target text; do printf '%-22s %s\n' "$$target" "$$text"; done
	@printf '%s\n' '' '  PYTHON=python3.12 selects the interpreter, VENV=folder the place of the environment.'

install: $(VENV)/.dev  ## Create the development environment in .venv.

# Uses the development environment if there is one.
demo: $(if $(wildcard $(VENV)/.dev),$(VENV)/.dev,$(VENV)/.demo)  ## Migrate a district from a staging server to a production server, both on this machine.
	@$(RUN) scripts/demo.py $(ARGS)

# Bytecode is written even if the environment forbids it, because the tests start many processes that load it again. It is
# compiled first, because otherwise each worker compiles the same files.
# A file runs in one process, since its tests may share state; tests/conftest.py orders the files.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.dev  ## Run the tests (ARGS="-k users" narrows them).
	@$(RUN) -m compileall -qq -j 0 generated timeback timeback_client timeback_runtime scripts
	$(RUN) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder --durations=5 $(ARGS)

coverage: export PYTHONDONTWRITEBYTECODE =
coverage: $(VENV)/.dev  ## Measure branch coverage; fails below the bound in pyproject.toml (ARGS=--cov-report=html for a page).
	@mkdir -p build
	$(RUN) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder \
	    -p no:timeback --hypothesis-profile=coverage --cov --cov-report=term:skip-covered -m 'not soak and not browser and not spark' --timeout=900 \
	    $(addprefix --ignore=,$(NOT_COVERED)) --deselect $(NEEDS_PLUGIN) $(ARGS)

soak: $(VENV)/.dev  ## Run the tests that take minutes.
	$(RUN) -m pytest -q -m 'soak or generated' --timeout=600 --hypothesis-profile=soak $(ARGS)

# Each in an environment of its own, since most of these tools require versions that exclude one another.
recipes:  ## Run the recipes for Airflow, Dagster, Dask, Prefect and Ray, each in its own environment (ARGS="dask ray").
	@failed=''; for name in $(or $(ARGS),$(RECIPES)); do \
	    $(MAKE) VENV=.venv-recipes/$$name recipe-$$name || failed="$$failed $$name"; \
	done; \
	test -z "$$failed" || { echo "Failed:$$failed" >&2; exit 1; }

# The packages and settings of the development environment must not be found.
recipe-%: $(VENV)/.recipe-%
	env -u PYTHONPATH -u PYTEST_ADDOPTS $(RUN) -m pytest -q -c examples/recipes/pytest.ini --rootdir examples/recipes examples/recipes/$*

browser: $(VENV)/.dev  ## Test the sandbox's page, the documentation and the migration report in Chromium (SCREENSHOT=docs/images/sandbox.png saves a screenshot).
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	    echo 'No Chromium found. Install it with its driver (Debian, Ubuntu: apt install chromium chromium-driver; macOS: brew install chromium chromedriver)' >&2; \
	    exit 1; \
	}
	$(if $(SCREENSHOT),SANDBOX_SCREENSHOT="$(SCREENSHOT)") $(RUN) -m pytest -q -m browser tests/browser $(ARGS)

# In an environment of its own, since pyspark is 490 MB and needs Java. JAVA_HOME is what Spark looks at first.
spark:  ## Test the reader for Apache Spark in a real Spark (needs Java 17 or newer; ARGS="-m soak" for the large tests).
	@$(JAVA) -version >/dev/null 2>&1 || { \
	    echo 'No Java found. Install Java 17 or newer (Debian, Ubuntu: apt install openjdk-17-jre-headless; macOS: brew install openjdk@17), or set JAVA_HOME' >&2; \
	    exit 1; \
	}
	@$(MAKE) VENV=$(SPARK_VENV) spark-tests

# A file at a time: each has a JVM of its own.
spark-tests: export PYTHONDONTWRITEBYTECODE =
spark-tests: $(VENV)/.spark
	$(RUN) -m pytest -q -m 'not soak' --timeout=600 --durations=5 tests/spark $(ARGS)

# Needs the documentation tools, since mypy checks the scripts that use them.
check: $(VENV)/.docs  ## Lint, format, types, layers, duplicates, specs, generated code, slow tests, coverage, benchmarks run.
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pyright --pythonpath $(RUN) --warnings
	$(RUN) scripts/docs_types.py
	$(BIN)/lint-imports --no-cache --no-logo
	$(RUN) -m pylint timeback timeback_runtime scripts
	$(RUN) scripts/regen.py --check
	$(RUN) -m pytest -q -m 'slow and not soak and not spark' --timeout=900 -n auto --dist loadfile $(NOT_COVERED)
	$(MAKE) coverage
	PYTHONPATH=scripts $(RUN) -m bench --quick

regen: $(VENV)/.dev  ## Generate generated/ from specs/.
	$(RUN) scripts/regen.py

generator-diff: $(VENV)/.dev  ## Show what another version of the generator would write (VERSION=0.30.0, default: the newest; ARGS=--full).
	$(RUN) scripts/generator_diff.py $(VERSION) $(ARGS)

docs: $(VENV)/.docs  ## Build the documentation site of this version in build/docs; warnings are errors.
	$(RUN) scripts/build_docs.py $(ARGS)

release-check: $(VENV)/.docs  ## Check for a release: version, changelog, placeholders, built files, public names.
	$(RUN) scripts/release_check.py

spec-drift: $(VENV)/.dev  ## Compare the platform's published documents with specs/ (FROM=file or URL, DOCUMENT=qti, FORMAT=json|markdown|rules).
	$(RUN) scripts/spec_drift.py $(if $(FROM),"$(FROM)") $(if $(DOCUMENT),--document $(DOCUMENT)) $(if $(FORMAT),--$(FORMAT))

bench: $(VENV)/.dev  ## Measure this package against its peers or another revision (ARGS="--only parse", "--against REV", --quick, --scale, --docs, --profile DIR).
	PYTHONPATH=scripts $(RUN) -m bench $(ARGS)

requirements: $(VENV)/.identity  ## Pin the newest allowed versions with their hashes.
	$(RUN) -m venv $(VENV)/uv
	$(UV_BIN)/python -m pip --disable-pip-version-check install -qq uv==$(UV_VERSION)
	$(UV_BIN)/uv pip compile $(COMPILE) $(DEV_EXTRAS) -o requirements/dev.txt pyproject.toml requirements/dev.in
	$(UV_BIN)/uv pip compile $(COMPILE) -c requirements/dev.txt -o requirements/demo.txt pyproject.toml requirements/demo.in
	$(UV_BIN)/uv pip compile $(COMPILE) -c requirements/dev.txt -o requirements/docs.txt pyproject.toml requirements/docs.in
	$(UV_BIN)/uv pip compile $(COMPILE) --extra fast --extra spark -o requirements/spark.txt pyproject.toml requirements/spark.in
	$(UV_BIN)/uv pip compile $(PIN) -o requirements/pip.txt requirements/pip.in
	for recipe in requirements/recipe-*.in; do \
	    $(UV_BIN)/uv pip compile $(COMPILE) -o "$${recipe%.in}.txt" pyproject.toml "$$recipe"; \
	done
	rm -rf $(VENV)/uv

audit: $(VENV)/.identity  ## Check pinned versions for known vulnerabilities (needs the network; Error 3: some were not answered).
	@$(RUN) scripts/audit.py --version $(PIP_AUDIT_VERSION)

clean:  ## Remove the environment and the files of all tools.
	rm -rf $(VENV) .venv-bench .venv-recipes $(SPARK_VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
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
	@echo 'Installing $<'
	@$(PIP) install -qq --require-hashes -r requirements/demo.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

# Python 3.11.7 comes with a pip of 2023, which takes twice as much processor time for these packages.
$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.identity
	@echo 'Installing $<'
	@$(PIP) install -qq --require-hashes -r requirements/pip.txt
	@$(PIP) install -qq --require-hashes -r requirements/dev.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

# pyspark is a source distribution. pip builds it in an environment of its own, for which it fetches setuptools.
$(VENV)/.spark: requirements/spark.txt pyproject.toml $(VENV)/.identity
	@echo 'Installing $<'
	@$(PIP) install -qq --require-hashes -r requirements/spark.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

.PRECIOUS: $(VENV)/.recipe-%
$(VENV)/.recipe-%: requirements/recipe-%.txt pyproject.toml $(VENV)/.identity
	@echo 'Installing $<'
	@$(PIP) install -qq --require-hashes -r requirements/recipe-$*.txt
	@$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

# Separate, since most development needs none of it.
$(VENV)/.docs: requirements/docs.txt $(VENV)/.dev
	@echo 'Installing $<'
	@$(PIP) install -qq --require-hashes -r requirements/docs.txt
	@touch $@
