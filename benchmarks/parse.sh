#!/usr/bin/env bash
# Usage: benchmarks/parse.sh [LINES] [ROUNDS] [FORMAT]
# Lines a second that one core parses into columns, by format, by turns with Jackson's tree of the same lines for JSON and
# java.util.regex for text. From memory, in CPU time; prints a table of medians.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lines=${1:-50000}
rounds=${2:-7}
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-parse.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
classes=$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*
javac -d "$folder/classes" -cp "$classes" benchmarks/ParseRates.java
about_the_machine
printf '%d lines, %d rounds by turns: medians; of the ratio also least and most. Of OTLP a record counts as a line.\n\n' \
  "$lines" "$rounds"
# One thread does all, the collector of garbage takes turns with it, and its time counts.
java -Xmx1g -XX:+UseSerialGC -Dslf4j.internal.verbosity=ERROR -cp "$classes" ParseRates "$lines" "$rounds" "${3:-}"
