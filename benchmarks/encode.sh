#!/usr/bin/env bash
# Usage: benchmarks/encode.sh [LINES] [ROUNDS]
# What a line costs in each part of ingest, in one thread without a job around it: parsing, rolling up, writing Parquet;
# then the same where parquet-java's column writers write all columns. In CPU time; prints medians and bytes a column.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lines=${1:-500000}
rounds=${2:-5}
# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time'
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-encode.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
classes=$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*
javac -d "$folder/classes" -cp "$classes" benchmarks/EncodeRates.java
about_the_machine
TAILWATER_LOG_DIR=$folder ./tailwater generate --seed 1 --count "$lines" --format "$format" --out "$folder/access.log" >/dev/null
for pages in own parquet-java; do
  printf '\n%s\n' "$pages"
  java -Xmx1g -XX:+UseSerialGC -Dslf4j.internal.verbosity=ERROR -cp "$classes" EncodeRates \
    "$folder/access.log" "$format" "$folder/$pages" "$rounds" "$pages"
done
