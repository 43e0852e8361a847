# Every target is one command; the scripts behind them are in .ci/.
.NOTPARALLEL:
.PHONY: help run test faults bench screenshots build format clean

help: ## this list
	@printf 'make TARGET\n\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

# A log_format is full of $$, which make and the shell would expand: $$(value) takes it as it was
# typed, and the environment carries it past the shell.
run: export RUN_LOG = $(value LOG)
run: export RUN_FORMAT = $(value FORMAT)
run: export RUN_RATE = $(value RATE)
run: export RUN_KAFKA = $(value KAFKA)
run: export RUN_TOPIC = $(value TOPIC)
run: build ## generated traffic in, page at http://127.0.0.1:8080; LOG=FILE or KAFKA=HOST:PORT TOPIC=NAME for your own lines, [FORMAT=...]; RATE=N lines a second
	@exec ./tailwater run $${RUN_LOG:+--log "$$RUN_LOG"} $${RUN_KAFKA:+--kafka "$$RUN_KAFKA"} $${RUN_TOPIC:+--topic "$$RUN_TOPIC"} $${RUN_FORMAT:+--format "$$RUN_FORMAT"} $${RUN_RATE:+--rate "$$RUN_RATE"}

test: ## every test a laptop can run
	@.ci/test

faults: ## the long fault-injection tests
	@.ci/faults

bench: build ## every benchmark's tables: beside Flink SQL, DuckDB and others; scale, steady rate, answers, small steps and the rest; QUICK=1 in minutes; LINES=5000000 ROUNDS=3
	@benchmarks/all.sh "$(LINES)" "$(ROUNDS)"

screenshots: build ## pictures of the page, into docs/images
	@.ci/screenshots

build: ## the jars, when they are older than the sources
	@.ci/build

format: ## google-java-format over all sources
	@mvn -q -Dspotless.goal=apply -Dcheckstyle.skip process-sources

clean: ## what was built; data/ stays
	@mvn -q clean
