#!/usr/bin/env bash
# Usage: benchmarks/ingest.sh [LINES] [ROUNDS]
# Times `ingest --once` into a fresh lake beside `wc -l` on the same file, by turns, and prints a table.
set -euo pipefail
ratios=
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lines=${1:-5000000}
rounds=${2:-3}
format='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time'
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
log=$folder/access.log

measure() { # COMMAND...: leaves seconds in $seconds and peak memory in MiB in $memory, where it can be had
  local TIMEFORMAT=%R
  memory=-
  if [[ -x /usr/bin/time ]] && /usr/bin/time -f %M true 2>/dev/null; then
    /usr/bin/time -f '%e %M' -o "$folder/time" "$@" >"$folder/out" 2>&1 || failed "$@"
    read -r seconds memory <"$folder/time"
    memory=$((memory / 1024))
  else
    seconds=$({ time "$@" >"$folder/out" 2>&1; } 2>&1) || failed "$@"
  fi
}

failed() {
  cat "$folder/out" >&2
  echo "tailwater: the benchmark ends here, this failed: $*" >&2
  exit 1
}

row() { # NAME
  awk -v name="$1" -v round="$round" -v n="$lines" -v s="$seconds" -v m="$memory" \
    'BEGIN { s = s > 0.005 ? s : 0.005; printf "%-16s %5d %9.2f %14.0f %10s\n", name, round, s, n / s, m }'
}

round=1
printf '%-16s %5s %9s %14s %10s\n' command round seconds lines/s 'peak MiB'
measure ./tailwater generate --seed 1 --count "$lines" --format "$format" --out "$log"
row generate
for ((round = 1; round <= rounds; round++)); do
  measure wc -l "$log"
  row 'wc -l'
  wc_seconds=$seconds
  lake=$folder/lake$round
  measure ./tailwater ingest --once --set "lake.warehouse=$lake" --set sources.0.id=bench \
    --set "sources.0.paths.0=$log" --set "sources.0.format=$format"
  row 'ingest --once'
  ratios+="$(awk -v a="$seconds" -v b="$wc_seconds" 'BEGIN { printf " %.0f", a / (b > 0.005 ? b : 0.005) }')"
  ((round == rounds)) || rm -rf "$lake"
done
printf '\n%d lines, %d MiB, lake %d MiB; ingest takes%s times as long as wc -l.\n' "$lines" \
  "$(($(wc -c <"$log") / 1048576))" "$(($(du -sk "$lake" | cut -f1) / 1024))" "$ratios"
echo "ingest includes starting the JVM and Flink, parsing, rolling up, Parquet and commits forced to disk; wc only counts"
echo "newlines. The file was just written, so both read it from memory, not from disk. $(getconf _NPROCESSORS_ONLN) processors."
./tailwater audit --set "lake.warehouse=$lake" --set sources.0.id=bench --set "sources.0.paths.0=$log"
