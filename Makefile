# make demo     builds Kite, makes the record of a trust, and asks it five questions
# make test     runs all tests
# make release  builds the program that is installed: .build/release/kite
# make bench    measures it, and writes EventLog/EventLog.docc/Figures.md: takes some minutes and 10 GiB
# make docs     builds the documentation into .build/docs
# make format   formats the sources; make lint says what it would change
# make clean    removes everything that was built

kite := .build/release/kite
record := .build/demo/greywether
sources := Package.swift EventLog Projections Sources Tests
style := --configuration '{"version":1,"lineLength":110}'

# A program that carries the Swift runtime starts in a quarter of the time. Some toolchains come without the
# files for it.
swift_home = $(dir $(realpath $(shell command -v swift 2>/dev/null)))..
static = $(if $(wildcard $(swift_home)/lib/swift_static),--static-swift-stdlib)

ask = @printf '\n$$ %s\n' '$(kite) $(1) --record $(record)'; $(kite) $(1) --record $(record)

.PHONY: demo test release bench docs format lint clean setup

demo: release
	@rm -rf .build/demo
	@mkdir -p .build/demo
	@printf '\n$$ %s\n' '$(kite) demo $(record)'
	@$(kite) demo $(record)
	$(call ask,status)
	$(call ask,why F3 --school S02 --on 2025-03-03)
	$(call ask,who P8 --school S02 --on 2026-02-28)
	$(call ask,show E41)
	$(call ask,verify)

test: setup
	swift test

release: setup
	swift build -c release --product kite $(static)
	@$(kite) --version

bench: release
	swift build -c release --product kite-bench $(static)
	@.ci/peers
	.build/release/kite-bench --table EventLog/EventLog.docc/Figures.md

docs: setup
	@.ci/docs

format:
	swift format --in-place --recursive $(style) $(sources)

lint:
	swift format lint --strict --recursive $(style) $(sources)

clean:
	rm -rf .build

setup:
	@.ci/setup
