# make run opens the app, make test passes the tests; each builds first what it needs.
# All of it works on a fresh Debian with Python 3.11 and make, and nothing else.

PYTHON ?=
CHROMIUM ?=
ARGS ?=
export PYTHON CHROMIUM
# Each run of a page is a thread; with a heap each they would keep what sessions leave behind.
export MALLOC_ARENA_MAX ?= 2
# Compiled modules are kept: else each of the many processes that tests start compiles them all.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
PY := $(VENV)/bin/python
PINS := pyproject.toml $(wildcard pins/*.txt) tools/environment.sh

.DEFAULT_GOAL := help
.PHONY: help run dev serve test test-quick test-thorough test-long nightly mutants spoilt shots picture rooms guides settings docs lint format types layers fuzz audit sbom bench check pins clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

# The environment, built again only where the pinned versions changed -------------------------
$(VENV)/.app: $(PINS)
	@sh tools/environment.sh
	@touch $@

$(VENV)/.dev: $(PINS)
	@sh tools/environment.sh dev
	@touch $(VENV)/.app $@

$(VENV)/.docs: $(PINS)
	@sh tools/environment.sh docs
	@touch $(VENV)/.app $@

$(VENV)/.nightly: $(VENV)/.dev
	@sh tools/environment.sh nightly
	@touch $@

$(VENV)/.audit: $(VENV)/.app tools/audit.sh
	@sh tools/audit.sh
	@touch $@

$(VENV)/.mutants: $(VENV)/.dev tools/mutants.sh
	@sh tools/mutants.sh
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev tools/fuzz.sh pins/fuzz.txt
	@sh tools/fuzz.sh
	@touch $@

$(VENV)/.javascript: $(VENV)/.dev ui/browser/package-lock.json
	@sh tools/javascript.sh
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	@sh tools/browser.sh

$(VENV)/.office: $(VENV)/.dev
	@sh tools/office.sh
	@touch $@

$(VENV)/.postgres: $(VENV)/.dev
	@sh tools/postgres.sh
	@touch $@

$(VENV)/.serve: $(VENV)/.app
	@sh tools/serve.sh
	@touch $@

# Use -----------------------------------------------------------------------------------------
run: $(VENV)/.app ## Open the app in the browser (ARGS="--server.port 8600" for another port)
	@$(PY) -m streamlit run app.py $(ARGS)

dev: $(VENV)/.dev ## The same for those who change it: reruns on save, shows tracebacks
	@$(PY) -m streamlit run app.py --server.fileWatcherType auto --server.runOnSave true \
	  --client.showErrorDetails full --client.toolbarMode developer $(ARGS)

serve: $(VENV)/.serve ## All of it on this machine: PostgreSQL, two processes, Caddy with TLS
	@exec $(PY) -m deploy.serve

# Tests and checks ----------------------------------------------------------------------------
# A file stays on one worker: what its tests share (recalculated workbooks, a server) is made once.
# In CI asserts stay as written: rewriting them takes each worker as long as all else of collecting.
PYTEST = $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(if $(CI),--assert=plain)

test: $(VENV)/.browser $(VENV)/.javascript $(VENV)/.office $(VENV)/.postgres ## The tests, browser and office included (ARGS="-k payback" for some)
	@$(PYTEST) -m "not thorough" --junitxml build/tests.xml $(ARGS)

test-thorough: $(VENV)/.browser $(VENV)/.javascript $(VENV)/.office $(VENV)/.postgres ## The rest: walks of minutes in the browser, the largest files, long sweeps (forty minutes)
	@SPOILT=60 $(PYTEST) -m "thorough or spoilt" --junitxml build/thorough.xml $(ARGS)

test-quick: $(VENV)/.office ## All but browser, PostgreSQL, office (three workbooks stay), the longest files
	@QUICK=1 $(PYTEST) -m "not browser and not postgres and not thorough and (few or not office)" $(ARGS)

test-long: $(VENV)/.browser $(VENV)/.javascript $(VENV)/.office $(VENV)/.serve ## All tests on far more cases: an hour or two
	@LONG=1 $(PYTEST) $(ARGS)

nightly: SHARE ?= 1
nightly: $(VENV)/.nightly $(VENV)/.office ## The numbers beside those of others, for a night (SHARE=0.1: a tenth of the cases)
	@$(PY) -m tests.nightly --share $(SHARE) $(ARGS)

mutants: SHARE ?= 0.02
mutants: $(VENV)/.mutants ## Do the tests notice a changed line? (SHARE=0.1: more; ARGS="engine": of one area)
	@$(PY) -m tests.mutants --share $(SHARE) $(ARGS)

# Some twenty tests read as many files each, thirteen of them spoilt ones; SPOILT=7700 makes these a hundred thousand.
SPOILT ?= 770
spoilt: $(VENV)/.dev ## Read ten thousand files spoilt at random (SPOILT=7700: a hundred thousand)
	@SPOILT=$(SPOILT) $(PY) -m pytest -n auto --dist load -m spoilt tests/reading $(ARGS)

RUNS ?= 100000
fuzz: $(VENV)/.fuzz ## Inputs led by coverage, a hundred thousand through all doors (RUNS=1000000; ARGS=scenario, ARGS=names)
	@PYTHONPATH=$(VENV)/fuzz $(PY) -m tests.fuzz --runs $(RUNS) $(ARGS)

shots: $(VENV)/.browser ## Pictures of every page in four widths, light and dark, both languages
	@SHOTS=1 $(PY) -m pytest -q tests/browser/test_screens.py $(ARGS)

picture: $(VENV)/.browser ## Take the picture of the app in the README again
	@$(PY) -m tools.picture

settings: $(VENV)/.dev ## Write docs/settings.md again, from where the settings are declared
	@$(PY) -m tools.settings_page

guides: $(VENV)/.dev ## Write docs/files/ again: a page for each tool that files come from
	@$(PY) -m tools.file_pages

rooms: $(VENV)/.dev ## Draw the picture of rooms and arrows of docs/architecture.md again
	@$(PY) -m tools.rooms_picture

docs: $(VENV)/.docs ## The pages as a site in build/site, strict on broken links
	@$(PY) -m sphinx --fail-on-warning --keep-going --quiet -b html -c docs . build/site
	@echo "build/site/docs/index.html"

lint: $(VENV)/.dev ## Style
	@$(PY) -m ruff check .
	@$(VENV)/bin/oxlint --config ui/browser/.oxlintrc.json --deny-warnings ui/browser tests/ui/browser roi_model/export/page

format: $(VENV)/.dev ## Lay the code out, mend what can be mended
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

types: $(VENV)/.javascript ## Types: strict in the model and in JavaScript, checked elsewhere
	@$(PY) -m mypy
	@$(VENV)/bin/node $(VENV)/javascript/node_modules/typescript/bin/tsc -p ui/browser

layers: $(VENV)/.dev ## The floors: an arrow only ever points down
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

check: lint types layers test test-thorough ## All of these

bench: $(VENV)/.dev ## Speed, as a table
	@$(PY) -m benchmarks $(ARGS)

audit: $(VENV)/.audit ## Known holes of all pinned versions, and which could not be looked up
	@$(PY) -m tools.audit $(VENV)/audit/bin/pip-audit

sbom: $(VENV)/.audit ## A list of all parts with their licences, build/sbom.json (CycloneDX)
	@mkdir -p build
	@$(VENV)/audit/bin/cyclonedx-py environment --pyproject pyproject.toml --of JSON -o build/sbom.json $(PY)
	@echo "build/sbom.json"

# Upkeep --------------------------------------------------------------------------------------
pins: $(VENV)/.dev ## Renew constraints.txt with today's versions
	@$(PY) -m pip install --quiet uv
	@$(PY) -m uv pip compile --universal --all-extras --upgrade --no-header --no-annotate \
	  -o constraints.txt pyproject.toml
	@$(PY) -m tools.pins

clean: ## Remove the environment and everything built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
