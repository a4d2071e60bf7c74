# make fly     set up what is missing, build, fly the built-in mission
# make test    set up what is missing, then every test
#
# Both may be called again and again: what is there already is not fetched or built twice.
MISSION ?= missions/luna-25.toml
OUT     ?= out/$(basename $(notdir $(MISSION)))
BUILD   := build/release
JOBS    ?= $(shell nproc)
export JOBS
PYTHON  := .venv/bin/python

# Node.js comes from there.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup-fly setup-test setup-check setup-clang build fly test test-cpp test-python test-web lint lint-all format clang same-bits same-bits-all sanitize sanitize-some sanitize-threads wheel fuzz dask docs bench clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

fly: build ## build and fly the built-in mission (MISSION=file, OUT=folder)
	@$(BUILD)/cosmodrome fly $(MISSION) -o $(OUT)

build: setup-fly ## build the command, build/release/cosmodrome
	@scripts/build $(BUILD) cosmodrome

test: test-cpp test-python test-web ## every test: C++, Python, browser

test-cpp: setup-test
	@scripts/build $(BUILD) all -DCOSMODROME_TESTS=ON
	@ctest --test-dir $(BUILD) -j$(JOBS) --output-on-failure --no-tests=error

test-python: setup-test
	@scripts/build $(BUILD) "cosmodrome _core_stub" -DCOSMODROME_PYTHON=ON
	@$(PYTHON) -m pytest

test-web: setup-test
	@npm --prefix web run check
	@npm --prefix web test

lint: setup-check ## formats and lints, without changing anything
	@scripts/build $(BUILD) all -DCOSMODROME_TESTS=ON
	@scripts/lint $(BUILD)

lint-all: setup-check ## the same, and clang-tidy over the whole command and all formats (slow)
	@scripts/build $(BUILD) all -DCOSMODROME_TESTS=ON
	@scripts/lint $(BUILD) all

format: setup-check ## puts C++ and Python into the house format
	@git -c safe.directory=$(CURDIR) ls-files '*.hpp' '*.cpp' | xargs clang-format-14 -i
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

sanitize: setup-test ## every C++ test under the address and undefined-behaviour sanitizers (slow)
	@scripts/build build/asan-ubsan all -DCOSMODROME_TESTS=ON
	@ctest --test-dir build/asan-ubsan -j$(JOBS) --output-on-failure --no-tests=error

clang: setup-clang ## builds everything with Clang, and every C++ test so built
	@scripts/build build/clang all -DCOSMODROME_TESTS=ON
	@ctest --test-dir build/clang -j$(JOBS) --output-on-failure --no-tests=error

same-bits: setup-clang ## compares flights as built by GCC and by Clang, for this machine and for any
	@scripts/same_bits

same-bits-all: setup-clang ## the same for each instruction set, by each compiler
	@scripts/same_bits all

# By the other compiler and without vector instructions: the ground floor, up to missions.
SANITIZED := base time frames vehicle guidance mission
sanitize-some: setup-clang ## the same for some of the tests, by Clang
	@scripts/build build/clang-asan-ubsan "$(SANITIZED:%=%_test)" -DCOSMODROME_TESTS=ON
	@ctest --test-dir build/clang-asan-ubsan -R '^($(subst $(eval ) ,|,$(SANITIZED)))$$' -j$(JOBS) --output-on-failure --no-tests=error

sanitize-threads: setup-test ## flights and optima that share a plan, under the thread sanitizer
	@scripts/build build/tsan threads_test -DCOSMODROME_TESTS=ON
	@ctest --test-dir build/tsan -R '^threads$$' --output-on-failure --no-tests=error

FUZZ_S ?= 120
KILLS ?= 60
wheel: setup-test ## the Python package as a wheel, in out/wheel
	@$(PYTHON) -m pip wheel --no-deps --quiet --wheel-dir out/wheel .

fuzz: setup-clang ## each fuzzer for FUZZ_S seconds; what they find stays in out/fuzz
	@scripts/build build/fuzz fuzzers
	@scripts/fuzz build/fuzz $(FUZZ_S) $(notdir $(wildcard tests/fuzz/corpus/*))

dask: setup-test ## a campaign on a cluster whose workers are killed for a minute (KILLS=number)
	@scripts/build $(BUILD) "cosmodrome _core_stub" -DCOSMODROME_PYTHON=ON
	@COSMODROME_DASK_KILLS=$(KILLS) $(PYTHON) -m pytest tests/test_dask.py -k killed

bench: setup-test ## build the benchmarks and run them
	@scripts/build build/bench all -DCOSMODROME_BENCH=ON
	@for program in build/bench/bench/*_bench; do $$program; done

docs: setup-test ## the documentation site, in site/
	@NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict
	@echo "site/index.html"

clean: ## removes what was built; what was installed stays
	rm -rf build out site

setup-fly setup-test setup-check setup-clang:
	@scripts/setup $(@:setup-%=%)
