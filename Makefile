# The verbs of this repository. `make run` and `make test` do all set-up by themselves; see README.md.
#
#   make run        build, fill an empty data folder with the sample contest, and serve it      HOST PORT DATA
#   make test       unit, contract (on SQLite and PostgreSQL), command-line and browser tests
#   make lint       format, strict build, layering, scripts
#   make demo       write the files of exports/ anew
#   make soak       the long tests: kill storms, the contest day                                            ROUNDS
#   make bench      measure, against limits taken in the same run
#   make package    one archive with the program, to carry to a venue
#   make clean-data remove the data folder                                                      DATA

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8080
DATA ?= data
ROUNDS ?= 30

# One linking mode per configuration, always: switching it rebuilds every dependency.
# Tests: debug, dynamic. What people run: release with the Swift libraries inside, so that it can be moved.
RELEASE := swift build -c release --static-swift-stdlib --product sizhou
DEBUG := swift build --build-tests
SIZHOU := .build/release/sizhou
PYTEST := PYTHONPATH=.ci .venv/bin/python -m pytest -c .ci/pytest.ini --rootdir . -q
export PYTHONDONTWRITEBYTECODE := 1
# The manifest asks pkg-config for libpq; SwiftPM remembers its answer for as long as the environment is the same.
export SIZHOU_LIBPQ := $(shell pkg-config --modversion libpq 2>/dev/null)

.PHONY: help run demo test test-swift test-postgres test-doors test-browser soak lint bench package clean-data release debug

help:
	@sed -n 's/^#   //p' Makefile

release:
	@.ci/setup run
	$(RELEASE)

debug:
	@.ci/setup test
	$(DEBUG)

# Filled beside its place and then moved there: a sample cut short never looks like an installation.
run: release
	@if [ -z "$$(ls -A '$(DATA)' 2>/dev/null)" ]; then \
	  rm -rf '$(DATA).filling'; \
	  $(SIZHOU) demo --data '$(DATA).filling' --exports '$(DATA).filling/exports'; \
	  rm -rf '$(DATA)'; mv '$(DATA).filling' '$(DATA)'; \
	fi
	@exec $(SIZHOU) serve --data '$(DATA)' --host '$(HOST)' --port '$(PORT)'

demo: release
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(SIZHOU) demo --data "$$folder/data" --exports "$$folder/exports" --language zh; \
	mkdir -p exports; find exports -mindepth 1 -maxdepth 1 ! -name pictures -exec rm -rf {} +; \
	cp -R "$$folder/exports/." exports/

test: test-swift test-postgres test-doors test-browser

test-swift: debug
	.ci/layers --self-test
	.ci/layers
	swift test --skip-build

# The records, the office and the sample once more, on a private PostgreSQL; one after the other, for each opens a pool of its own.
test-postgres: debug
	.ci/postgres run swift test --skip-build --no-parallel --filter '^(SQLContract|OfficeTests|SampleTests|CertificatesTests)\.'

test-doors: debug
	$(PYTEST) Tests/Doors -m 'not soak'

test-browser: debug
	SIZHOU_BROWSER="$$(.ci/setup browser)" $(PYTEST) Tests/Browser -m 'not soak'

soak: debug
	SIZHOU_SOAK_ROUNDS='$(ROUNDS)' $(PYTEST) -s Tests/Doors -m soak
	SIZHOU_BROWSER="$$(.ci/setup browser)" $(PYTEST) -s Tests/Browser -m soak

# The same .build as the tests: with SIZHOU_STRICT=1 only our own rooms are compiled anew, a build folder of its
# own would compile every dependency again. In CI the tests are built strictly too, so nothing is built twice.
lint: export SIZHOU_STRICT := 1
lint:
	@.ci/setup build
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	$(DEBUG) --explicit-target-dependency-import-check error
	.ci/layers --self-test
	.ci/layers
	for script in .ci/setup .ci/run .ci/postgres; do bash -n $$script; done
	find .ci Benchmarks Tests \( -name '*.py' -o -path .ci/layers \) -print0 | \
	  xargs -0 python3 -c 'import ast, sys; [ast.parse(open(f, encoding="utf-8").read(), f) for f in sys.argv[1:]]'

bench: release
	@.ci/setup bench
	python3 Benchmarks/bench.py --sizhou $(SIZHOU)

package: release
	@name=sizhou-$$(uname -s | tr A-Z a-z)-$$(uname -m); folder=.build/package/$$name; \
	rm -rf .build/package; mkdir -p $$folder; \
	cp $(SIZHOU) $$folder/sizhou; strip $$folder/sizhou; \
	cp -R README.md rubrics $$folder/; \
	tar -C .build/package -czf .build/package/$$name.tar.gz $$name; \
	ls -lh .build/package/$$name.tar.gz

clean-data:
	@if [ -e '$(DATA)' ] && [ -n "$$(ls -A '$(DATA)')" ] && [ ! -e '$(DATA)/sizhou.sqlite' ]; then \
	  echo "$(DATA): 不是 sizhou 的数据文件夹  /  not a data folder of sizhou" >&2; exit 65; \
	fi
	rm -rf '$(DATA)' '$(DATA).filling'
