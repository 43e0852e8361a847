#!/usr/bin/env bash
# Usage: benchmarks/commit.sh [TURNS] [MOST]
# What a commit costs by the number of its files, up to MOST (1000), and of those that the table of events holds already,
# without upkeep. The files are of events; they, the ledger and what a commit says of all tables are forced to disk. Prints a table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
turns=${1:-9}
most=${2:-1000}
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-commit.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
classes=$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*
javac -d "$folder/classes" -cp "$classes" benchmarks/CommitRates.java
printf '%s\n%d turns each; medians, with least–most.\n\n' "$(about_the_machine)" "$turns"
echo '| files of the commit | in the table before | ms | CPU ms | beside the first |'
echo '|---:|---:|---:|---:|---:|'
java -Xmx1g -Dlog4j2.level=ERROR -cp "$classes" CommitRates "$folder/lake" "$turns" "$most"
