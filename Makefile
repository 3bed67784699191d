# The one runner. `make demo` and `make test` need only make and Python >= 3.11.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON  ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
WORKERS ?= auto
MODELS  ?= 20000

# One thread per process: the same sums in the same order on every machine.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help
help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY)  ## .venv with everything from the lock

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; say which with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "== 1/3 virtual environment in $(VENV) ($$($(PYTHON) --version))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "== 2/3 $$(grep -c == requirements.lock) locked packages (about 300 MB, a minute or two)"
	$(BIN)/python -m pip install --no-input --require-hashes -r requirements.lock
	@echo "== 3/3 detente itself"
	$(BIN)/python -m pip install --no-input --quiet --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: demo
demo: $(READY)  ## the main job on the shipped cases, into build/demo
	$(BIN)/detente demo --out build/demo

# ---------------------------------------------------------------- checks

.PHONY: test
test: check docs test-coverage test-jit test-wheel  ## every check and test
	@echo "All checks and tests passed."

.PHONY: check
check: $(READY)  ## the fast gates
	$(BIN)/ruff check --cache-dir build/ruff .
	$(BIN)/ruff format --check --cache-dir build/ruff .
	$(BIN)/mypy --cache-dir build/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry src

# A compiled function counts as uncovered, hence two passes.
.PHONY: test-coverage
test-coverage: $(READY)  ## pass 1: plain Python, with coverage
	@mkdir -p build
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -m "not jit" -n $(WORKERS) --cov --cov-report=term --cov-report=html:build/coverage

.PHONY: test-jit
test-jit: $(READY)  ## pass 2: compiled kernels, without coverage
	@mkdir -p build
	$(BIN)/python -m pytest -m jit -n $(WORKERS)

.PHONY: test-wheel
test-wheel: $(READY)  ## the wheel in an empty environment, read-only, without a home
	$(BIN)/python tools/wheel_test.py

.PHONY: docs
docs: $(READY)  ## the documentation, into build/site; warnings are errors
	$(BIN)/mkdocs build --quiet --strict --site-dir build/site

# ---------------------------------------------------------------- on demand

.PHONY: format
format: $(READY)  ## let ruff fix and format
	$(BIN)/ruff check --cache-dir build/ruff --fix .
	$(BIN)/ruff format --cache-dir build/ruff .

.PHONY: golden
golden: $(READY)  ## write the golden files anew; read the diff before committing
	$(BIN)/python -m pytest --golden-update -n $(WORKERS) tests/golden

.PHONY: fuzz
fuzz: $(READY)  ## many more random examples: property tests, and MODELS conflicts against the definitions
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n $(WORKERS) tests/property
	STABILITY_MODELS=$(MODELS) $(BIN)/python -m pytest -n $(WORKERS) -m jit tests/robust/test_stability_oracle.py

.PHONY: bench
bench: $(READY)  ## the table of times and sizes
	$(BIN)/python -m benchmarks

.PHONY: sizes
sizes: $(READY)  ## files and functions above the guide
	$(BIN)/python tools/sizes.py

.PHONY: lock
lock: $(READY)  ## requirements.lock from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(BIN)/python -m pip install --quiet "uv>=0.9"
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet \
		$(UPGRADE) --output-file requirements.lock

.PHONY: clean
clean:  ## remove what make made, but not .venv
	rm -rf build
