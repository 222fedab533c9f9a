# Every target first makes $(VENV); that takes a minute or two once, and nothing after that.
#   make test ARGS="-k spans"               more arguments for pytest, bench or lock (ARGS=--upgrade)
#   make VENV=.venv-3.11 PYTHON=python3.11 test    another Python beside the first

VENV ?= .venv
ARGS ?=
BIN = $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY = $(BIN)/python
OFFSCREEN = QT_QPA_PLATFORM=offscreen

.PHONY: run test check bench crashes calibrate furniture screenshots lock licences advisories clean style types layers environment window
.NOTPARALLEL:

run: window # set up and open the window on the sample project
	@$(PY) -m border_annotator --sample $(ARGS)

test: environment # set up and run all tests
	$(OFFSCREEN) $(PY) -m pytest -n auto --maxprocesses=4 $(ARGS)

check: style types layers # make -k check goes on after a failure

style: environment
	$(BIN)/ruff check && $(BIN)/ruff format --check

types: environment
	$(BIN)/mypy

layers: environment
	$(BIN)/lint-imports

bench: environment # speed and memory on this machine
	$(OFFSCREEN) $(PY) -m tests.bench $(ARGS)

crashes: environment # kill the program hundreds of times, cut its power, and look at what it leaves
	$(OFFSCREEN) $(PY) -m tests.crashes $(ARGS)

calibrate: environment # weigh confidences anew after a change of the engine, on the development articles
	$(PY) -m tests.calibrate $(ARGS)

furniture: environment # weigh anew what tells a page's furniture from its article
	$(PY) -m tests.furniture $(ARGS)

screenshots: environment # every view as a PNG
	$(OFFSCREEN) $(PY) -m tests.screenshots build/screenshots

lock: # requirements.lock from pyproject.toml; keeps versions that still fit
	@sh packaging/environment.sh --lock $(ARGS)

licences: environment # the list of what is shipped under which licence
	@$(PY) packaging/licences.py

advisories: environment # known vulnerabilities of the locked libraries: asks osv.dev, or reads FROM=all.zip
	@$(PY) packaging/advisories.py $(if $(FROM),$(FROM),--ask)

clean: # everything that was made here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

environment:
	@sh packaging/environment.sh $(VENV)

window:
	@sh packaging/environment.sh --window $(VENV)
