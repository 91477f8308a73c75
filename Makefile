PYTHON ?= python3
PORT ?= 8000
SERVE ?= 1
BOSAT_URL ?= http://127.0.0.1:$(PORT)
export BOSAT_URL
RUN = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test bench lint format messages lock

help: ## show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

demo: .venv/base ## load the demo and serve it at 127.0.0.1:$(PORT); SERVE=0 only loads
	@mkdir -p "$${BOSAT_VAR:-var}"
	@echo "Database …"
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py compilemessages
	@$(RUN) manage.py demo
	@echo "Leaflets …"
	@$(RUN) manage.py print_pages || echo "The site works without leaflets."
	@echo "The site: $(BOSAT_URL)/   The admin: $(BOSAT_URL)/admin/"
	@if [ "$(SERVE)" = 1 ]; then \
		$(RUN) manage.py print_pages --watch --verbosity 0 & \
		exec $(RUN) manage.py runserver --noreload 127.0.0.1:$(PORT); \
	fi

test: .venv/dev ## run every test this machine can run; REQUIRE_ALL=1 makes a missing part a failure
	@$(RUN) -m tests.run

bench: .venv/dev ## measure pages and search with 10,000 people, on SQLite and PostgreSQL
	@$(RUN) -m tests.benchmark

lint: .venv/dev ## check style, templates and forgotten migrations
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --target-version 5.2 --check
	@BOSAT_VAR=var/lint $(RUN) manage.py makemigrations --check --dry-run

format: .venv/dev ## put code and templates in their form
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .
	@git ls-files -z 'templates/*.html' | xargs -0 .venv/bin/djade --target-version 5.2; true

messages: .venv/dev ## collect the words of the interface for the translators (needs GNU gettext)
	@$(RUN) manage.py makemessages --all --no-wrap --no-location --ignore .venv --ignore var --ignore tests
	@$(RUN) manage.py compilemessages

lock: ## write the locked requirements anew from pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml --output-file requirements/base.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --group dev --constraint requirements/base.txt pyproject.toml --output-file requirements/dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Bosat needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12"; exit 1; }
	@echo "Virtual environment …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/base: .venv/bin/python requirements/base.txt
	@echo "Packages …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch .venv/base

.venv/dev: .venv/bin/python requirements/dev.txt
	@echo "Packages for the tests …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch .venv/base .venv/dev
