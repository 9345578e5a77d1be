# make run      set up what is missing, then open the map (PORT=8599 for another port)
# make setup    prepare .venv and the gazetteer, start nothing
# make test     everything that is tested, the browser too
# make check    style, types, imports
# make bench-news  how fast articles become events, what they take on disk
# make evaluate the scored figures, on the labelled news in SHARED
.PHONY: run setup test check evaluate bench-map bench-news clean

PYTHON ?= python3
PORT ?= 8501
SHARED ?= ../shared
BIN := .venv/bin
GAZETTEER := geodata/built/.complete

run: setup
	$(BIN)/streamlit run app.py --server.port $(PORT)

setup: .venv/.run $(GAZETTEER)

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu first: apt install python3-venv"; exit 1; }
	@touch $@

.venv/.run: requirements.txt .venv/.made
	$(BIN)/pip install --disable-pip-version-check -q --progress-bar on -r requirements.txt
	@touch $@

.venv/.dev: requirements.txt requirements-postgresql.txt requirements-dev.txt .venv/.made
	$(BIN)/pip install --disable-pip-version-check -q --progress-bar on -r requirements-dev.txt
	@touch $@ .venv/.run

$(GAZETTEER): .venv/.run $(wildcard geodata/sources/* geodata/data/*) $(addprefix geodata/,build.py names.py source.py spelling.py)
	$(BIN)/python -m geodata build
	@touch $@

test: .venv/.dev setup
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/python tests/postgres.py
	$(BIN)/python -m pytest

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: .venv/.dev setup
	$(BIN)/python -m quality --shared $(SHARED)

bench-map: .venv/.dev setup
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m bench.map

bench-news: .venv/.dev setup
	$(BIN)/python -m bench.news

clean:
	rm -rf .venv geodata/built .mypy_cache .ruff_cache .pytest_cache
