#!/usr/bin/env bash
# Usage: benchmarks/micro.sh [REGEX]
# JMH's nanoseconds of the small steps: a line parsed by format, a row counted, a latency into a sketch, sketches merged, a
# batch read; those whose name matches. Each beside a latency into a
# sketch, the smallest; target/micro.json has them too.
# QUICK=1 is for a look: one short turn each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-micro.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
# shellcheck source=benchmarks/figures.sh
. benchmarks/figures.sh
libraries jmh
[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
classes=$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*:benchmarks/jmh/target/lib/*
mkdir -p "$folder/classes" target
javac -d "$folder/classes" -cp "$classes" benchmarks/jmh/micro/*.java
how=(-f 2 -wi 3 -w 1 -i 5 -r 1)
[[ ${QUICK:-} != 1 ]] || how=(-f 1 -wi 1 -w 400ms -i 1 -r 500ms)
java -cp "$classes" org.openjdk.jmh.Main "${1:-.*}" "${how[@]}" -jvmArgs '-Xmx1g -XX:+UseSerialGC' -rf csv -rff "$folder/micro.csv" \
  >"$folder/out" 2>&1 || failed jmh
machine=$(about_the_machine)
printf '%s\nJMH, %s; nanoseconds with half the width of the interval of 99.9 %%.\n\n' "$machine" "${how[*]}"
echo '| step | nanoseconds | ± | beside a latency into a sketch |'
echo '|---|---:|---:|---:|'
tr -d '"\r' <"$folder/micro.csv" | awk -F , '
  NR > 1 { name[++n] = $1 ($8 == "" ? "" : ", " $8); sub(/.*\./, "", name[n]); score[n] = $5; error[n] = $6
    if (name[n] == "insert") base = $5 }
  END { for (i = 1; i <= n; i++) printf "| %s | %.1f | %s | %s |\n", name[i], score[i], error[i] == "NaN" ? "" : sprintf("%.1f", error[i]),
    base ? sprintf("%.1f", score[i] / base) : "" }'
tr -d '"\r' <"$folder/micro.csv" | awk -F , -v machine="$machine" '
  BEGIN { printf "{\"machine\": \"%s\", \"rows\": [", machine }
  NR > 1 { printf "%s\n{\"name\": \"%s\", \"format\": \"%s\", \"nanoseconds\": %s}", (NR > 2 ? "," : ""), $1, $8, $5 }
  END { print "]}" }' >target/micro.json
