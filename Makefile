# `make book` and `make test` do all the set-up they need. GNU make 3.81 (macOS) or newer.
PYTHON ?= python3
JOBS   ?= 2
PORT   ?= 8000

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
HTML  := _build/html

.PHONY: book test serve solutions lint clean distclean help

## book: build the executed HTML book into _build/html (the default)
book: $(READY)
	$(BIN)/jupyter-book build --all -W --keep-going .

## test: build the book, then run every test on it, solution notebooks included
test: book
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --nbval-lax --nbval-current-env tests

## serve: show the built book at http://localhost:8000 (PORT=8000)
serve: book
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory $(HTML)

## solutions: write and execute the solution notebooks in tests/solutions anew
solutions: $(READY)
	$(BIN)/python -m pdecourse.exercises.notebooks

## lint: check the style with ruff
lint: $(READY)
	$(BIN)/ruff check .

## clean: remove what was built, keep the environment
clean:
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

## distclean: clean, and remove the environment too
distclean: clean
	rm -rf $(VENV)

## help: show this list; PYTHON=python3.12 make book chooses the interpreter
help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST))

# The environment: made once, installed anew when a requirement changes.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; choose one with: make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $(READY)
