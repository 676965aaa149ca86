# Needs make and Python 3.11 or later; everything else comes into .venv from the lock files, by hash.
PYTHON ?= python3
BIN := .venv/bin
SECONDS_EACH ?= 50
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
UV := .uv/bin/uv
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --no-config

# As pip leaves an installed package: compiled once. Where this is set, every start would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

# What hatch_build.py reads; the environment is installed again when one of them changes.
FRONT_END = hatch_build.py $(wildcard frontend/*.* frontend/licences/*) $(wildcard src/banheng/web/locale/*/LC_MESSAGES/*.po)

.PHONY: help demo test test-postgres check lint types imports pages format bench bench-web bench-surveys bench-draft bench-nation chaos test-cluster docs messages lock clean fuzz audit sbom
.DEFAULT_GOAL := help

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

demo: .venv/.runtime ## Open the site with a demo school
	@$(BIN)/banheng demo

test: .venv/.dev ## Run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup -q

test-postgres: .venv/.dev ## Run the tests that use a database on PostgreSQL
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest -n auto --dist loadgroup -q -m "django_db or site"

test-cluster: .venv/.bench ## Run the tests on a Spark cluster of this machine; needs Java 17
	$(BIN)/python -m pytest -q tests/cluster

check: lint types imports pages ## Check format, lint, types, import directions and documentation

lint: .venv/.dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check .

types: .venv/.dev
	$(BIN)/mypy

imports: .venv/.dev
	$(BIN)/lint-imports

pages: .venv/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: .venv/.dev ## Format the code and repair what lint can repair
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.bench ## Run the benchmarks
	$(BIN)/python -m benchmarks

bench-web: .venv/.dev ## Measure the site under load, on SQLite and PostgreSQL
	$(BIN)/python tools/with_postgres.py --durable $(BIN)/python -m benchmarks.web

bench-surveys: .venv/.dev ## Let a whole school answer a survey at once, on SQLite and PostgreSQL
	$(BIN)/python tools/with_postgres.py --durable $(BIN)/python -m benchmarks.survey_load

bench-load: .venv/.bench .kolibri/.made ## Put a county's day on one server, on SQLite and PostgreSQL, and a school beside a peer
	$(BIN)/python tools/with_postgres.py --durable $(BIN)/python -m benchmarks.load

soak: .venv/.bench .kolibri/.made ## The same for a week of school days
	$(BIN)/python tools/with_postgres.py --durable $(BIN)/python -m benchmarks.load --week

bench-nation: .venv/.bench ## Score a month of a whole country, as far as the time goes
	$(BIN)/python -m benchmarks.nation

chaos: .venv/.bench ## Kill server, worker and database 300 times, on SQLite and PostgreSQL
	$(BIN)/python -m benchmarks.chaos

bench-draft: .venv/.dev ## Compare drafts of documents with their gold structure
	$(BIN)/python -m benchmarks.drafting

fuzz: .venv/.fuzz ## Try every reader with hostile files, ten minutes in all (SECONDS_EACH=50)
	@for name in $$($(BIN)/python -m fuzz --list); do \
	  $(BIN)/python -m fuzz $$name $(SECONDS_EACH) .fuzz || exit 1; done

audit: .venv/.fuzz ## Ask the advisories about every locked package
	$(BIN)/python tools/audit.py

sbom: .venv/.fuzz ## Write the bill of materials (CycloneDX) of what runs into sbom.json
	$(BIN)/cyclonedx-py requirements requirements.lock --output-format JSON --output-file sbom.json

docs: .venv/.dev ## Write the generated pages again and build the documentation into site/
	$(BIN)/python tools/command_reference.py > docs/reference/commands.md
	$(BIN)/python tools/scheme_reference.py > docs/reference/scheme-language.md
	$(BIN)/python tools/scheme_reference.py duties > docs/reference/duty-packs.md
	$(BIN)/python tools/scheme_reference.py eligibility > docs/reference/eligibility.md
	$(BIN)/python tools/work_form_reference.py > docs/reference/work-forms.md
	$(BIN)/python tools/library_reference.py > docs/reference/library.md
	$(BIN)/python tools/input_findings.py > docs/reference/input-findings.md
	$(BIN)/python tools/security_checklist.py > docs/explanation/security.md
	$(BIN)/python tools/interface_reference.py > docs/reference/api.md
	$(BIN)/python tools/interface_reference.py json > docs/reference/api.json
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

messages: .venv/.dev ## Collect the texts of the pages into the file of English translations
	$(BIN)/python tools/messages.py

lock: $(UV) ## Resolve the dependencies again and write the lock files
	$(COMPILE) --upgrade pyproject.toml --group build -o requirements.lock
	$(COMPILE) --upgrade pyproject.toml --extra planner --group build --group dev -o requirements-dev.lock
	$(COMPILE) --upgrade pyproject.toml --extra planner --extra cluster --group build --group dev --group bench -o requirements-bench.lock
	$(COMPILE) --upgrade pyproject.toml --extra planner --group build --group dev --group fuzz --group supply -o requirements-fuzz.lock

clean: ## Remove the environment and everything built
	rm -rf .venv .uv .kolibri build dist site frontend/node_modules src/banheng/web/static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# A stamp says that the environment holds what its lock says. Development and benchmarks contain the
# run time, so that moving between `make demo` and `make test` installs nothing twice.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Banheng needs Python 3.11 or later, and '$(PYTHON)' answers: $$($(PYTHON) --version 2>&1). Name a newer one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.runtime: requirements.lock pyproject.toml $(FRONT_END) | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/banheng
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml $(FRONT_END) | .venv/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/.runtime $@

.venv/.bench: requirements-bench.lock pyproject.toml $(FRONT_END) | .venv/bin/python
	$(PIP) install --require-hashes -r requirements-bench.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/.runtime .venv/.dev $@

.venv/.fuzz: requirements-fuzz.lock pyproject.toml $(FRONT_END) | .venv/bin/python
	$(PIP) install --require-hashes -r requirements-fuzz.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/.runtime .venv/.dev $@

# A peer of the benchmarks; it brings its own versions of our libraries.
.kolibri/.made: benchmarks/load/kolibri.lock
	$(PYTHON) -m venv .kolibri
	.kolibri/bin/python -m pip --disable-pip-version-check --no-input --quiet install --require-hashes -r $<
	@touch $@

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip --quiet --disable-pip-version-check install uv
