# Everything a person types. `make serve` and `make test` need Python 3.11 or newer and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help serve test coverage deep lint snapshot seed lock browser audits siege crashes bench clean

help:  ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/'

serve: $(RUN_STAMP)  ## Set up what is missing and serve the seeded registry on http://localhost:8000
	$(BIN)/mission-registry serve --seed

test: $(DEV_STAMP)  ## Set up what is missing and run all checks that CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist worksteal

coverage: $(DEV_STAMP)  ## All tests, and which lines and branches none of them reaches
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered

deep: $(DEV_STAMP)  ## All tests, every property as often as it says; `make test` tries a quarter of that
	REGISTRY_TESTS=deep $(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(DEV_STAMP)  ## Style only
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

snapshot: $(DEV_STAMP)  ## Print anew what is made from the shapes: GraphQL schema, JSON-LD context, reference pages
	$(BIN)/python -m tools.print_generated --write

seed: $(DEV_STAMP)  ## Convert the seed's tables to Turtle anew
	$(BIN)/python -m seed.conversion

lock: $(DEV_STAMP)  ## Resolve the dependencies anew, with hashes
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
		--quiet pyproject.toml --group build -o requirements/run.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
		--quiet pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt

browser: $(DEV_STAMP)  ## Try the pages in a real browser (needs chromium)
	$(BIN)/python -m pytest tests/browser --override-ini addopts=

audits: $(DEV_STAMP)  ## Hold the server against the audits of GraphQL over HTTP (needs the npm registry)
	$(BIN)/python -m tools.http_audits

siege: $(DEV_STAMP)  ## Ten minutes of hostile requests, and what Schemathesis makes of the schema (needs the package index)
	$(BIN)/python -m bench.siege --minutes 10
	$(BIN)/python -m tools.fuzz_graphql

crashes: $(DEV_STAMP)  ## kill -9 under a write load and cut files short, 50 times on each kind of store (a quarter of an hour)
	$(BIN)/python -m tools.crash_rounds --rounds 50

bench: $(DEV_STAMP)  ## Measure the registry beside its peers; bench/README.md says what is needed
	$(BIN)/python -m bench.run

clean:  ## Remove everything that was set up or built
	rm -rf $(VENV) dist registry/web/built web/node_modules

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed; name it by PYTHON=...'; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements/run.txt pyproject.toml build_web.py $(WEB_SOURCES) | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(RUN_STAMP) | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
