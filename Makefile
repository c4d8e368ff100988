# Groundswell. `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
ENGINE ?=

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1|/' | while IFS='|' read -r t d; do printf '  make %-8s %s\n' "$$t" "$$d"; done

setup: ## everything the other commands need, from a fresh clone (they call it)
	@bash bin/setup

run: setup ## the living demo campaign at http://localhost:8000
	@.venv/bin/groundswell run

test: setup ## every test, from a fresh clone
	@bash bin/test

bench: setup ## figures beside the peers (ENGINE=name for one, PLOTS=1 for pictures)
	@$(PY) -m benchmarks $(ENGINE)

lint: setup ## ruff, mypy, floors
	@bash bin/lint

lock: setup ## compile the hashed requirements again
	@bash bin/lock

wheel: setup ## the wheel, with bundle and catalogues inside
	@$(PY) -m hatchling build -t wheel

.PHONY: help setup run test bench lint lock wheel
