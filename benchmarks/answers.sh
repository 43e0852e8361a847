#!/usr/bin/env bash
# Usage: benchmarks/answers.sh [MILLIONS...]
# Makes a lake of that many million events over 30 days and 500 endpoints (10 unless given), starts the query service over
# it and asks it over HTTP, by turns with DuckDB in the asking process: SQL over a table of hourly counts, and quantile_cont
# over the events. Then exports all events. Prints tables; target/answers.json has every turn. With several sizes, as
# `benchmarks/answers.sh 1 10 100`, a last table shows what percentiles cost as events grow; 100 million take up to 11 GB of disk.
# DAYS=365 benchmarks/answers.sh 36 spreads them over a year instead, and only starts the service over that, several times.
# ONLY=HOURS asks one of the questions of AnswerQuestion alone, or some: ONLY=HOURS,DAYS; nothing is exported then.
# QUICK=1 is for a look: one million, few and short turns. FOLDER=... keeps the lakes there and uses those that it has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
sizes=("${@:-10}") rounds=${ROUNDS:-5} seconds=${SECONDS_A_TURN:-2} seed=${SEED:-$RANDOM}
if [[ ${QUICK:-} == 1 ]]; then
  sizes=(1) rounds=${ROUNDS:-3} seconds=${SECONDS_A_TURN:-0.5}
fi
folder=${FOLDER:-$(mktemp -d "${TMPDIR:-/tmp}/tailwater-answers.XXXXXX")}
mkdir -p "$folder" target
cleanup() {
  rm -rf "$folder"/*.spill
  [[ -n ${FOLDER:-} ]] || rm -rf "$folder"
}
trap cleanup EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
jar=queries/target/tailwater-queries.jar
[[ -r $jar ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
classes=$folder/classes:$jar:queries/target/lib/*
javac -d "$folder/classes" -cp "$classes" benchmarks/Answer*.java
program() { java -Xmx1g -Dlog4j2.level=WARN -cp "$classes" "$@"; }

machine=$(about_the_machine)
results=()
for size in "${sizes[@]}"; do
  lake=$folder/lake-$size${DAYS:+-$DAYS} events=$((size * 1000000))
  if [[ ! -e $lake.made ]]; then
    rm -rf "$lake"
    began=$SECONDS
    program AnswerLake "$lake" "$events" "${DAYS:-30}"
    touch "$lake.made"
    printf '%d million events: lake made in %d s, %s\n' "$size" $((SECONDS - began)) "$(du -sh "$lake" | cut -f 1)" >&2
  fi
  if [[ -n ${DAYS:-} ]]; then
    printf '%s\n%s events.\n' "$machine" "$events"
    program AnswerStarts "$lake" "$DAYS" "$rounds"
    [[ -n ${FOLDER:-} ]] || rm -rf "$lake"
    continue
  fi
  program AnswerRates "$lake" "$events" "$rounds" "$seconds" "$seed" "$machine" "$folder/result-$size.json" "${ONLY:-}"
  results+=("$folder/result-$size.json")
  [[ -n ${FOLDER:-} ]] || rm -rf "$lake"
done
[[ -z ${DAYS:-} ]] || exit 0
{
  printf '['
  for ((i = 0; i < ${#results[@]}; i++)); do
    ((i == 0)) || printf ','
    cat "${results[i]}"
  done
  printf ']\n'
} >target/answers.json

printf '%s\n' "$machine"
printf '%d rounds by turns, %s s a turn, seed %d: medians; of the ratio, which is that of each round, also least and most.\n' \
  "$rounds" "$seconds" "$seed"
program AnswerTables "${results[@]}"
