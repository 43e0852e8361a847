#!/usr/bin/env bash
# Usage: benchmarks/idle.sh [QUIET_FILES] [SECONDS]
# What files cost that nothing happens to: the tail engine alone, then the job, over so many files of one line and ten
# that get five lines a second each; beside the same without the quiet ones. Prints a table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
quiet=${1:-100000}
seconds=${2:-60}
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr [$msec] "$request" $status $body_bytes_sent'
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-idle.XXXXXX")
job='' writer=''
trap 'for p in $job $writer; do kill -9 "$p" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$folder"' EXIT
compile_engine "$folder" TailIdle
ticks=$(getconf CLK_TCK)

make_quiet() { # HOW_MANY: files of one line each
  mkdir -p "$1"
  seq -f "$1/quiet%06.0f.log" 1 "$2" | awk -v now="$EPOCHREALTIME" '
    { printf "10.0.0.1 [%s] \"GET /quiet HTTP/1.1\" 200 1\n", substr(now, 1, length(now) - 3) > $0; close($0) }'
}

line() { # PATH FILE: a line that says when it was written
  local now=$EPOCHREALTIME
  printf '10.0.0.1 [%s] "GET /%s HTTP/1.1" 200 1\n' "${now%???}" "$1" >>"$2"
}

write() { # LOGS QUIET: ten files a line each every fifth of a second; every other second one of the quiet ones
  local round file
  for ((round = 0; ; round++)); do
    for ((file = 0; file < 10; file++)); do line busy "$1/busy$file.log"; done
    ((round % 10 || $2 == 0)) || line woken "$1/quiet$(printf %06d $((1 + RANDOM * 32768 % $2 + RANDOM % 100 % $2))).log"
    sleep 0.2
  done
}

settings() { # LOGS: into $options
  options=(--set "lake.warehouse=$1.lake" --set lake.commit_interval=1s --set sources.0.id=idle
    --set "sources.0.paths.0=$1/*.log" --set "sources.0.format=$format")
}

ask() { # SQL
  ./tailwater query "${options[@]}" -o csv "$1" 2>>"$folder/query.log" | tail -n +2
}

cpu() { # PID: seconds of processor time so far
  awk -v ticks="$ticks" '{ sub(/.*\) /, ""); print ($12 + $13) / ticks }' "/proc/$1/stat"
}

follow() { # LOGS: starts the job and waits until the lake holds a line of every file; leaves seconds in $started
  local want began=$EPOCHREALTIME
  want=$(find "$1" -name '*.log' | wc -l)
  TAILWATER_LOG_DIR=$folder/log ./tailwater ingest "${options[@]}" >"$folder/job.out" 2>&1 &
  job=$!
  while [[ $(ask 'select count(distinct stream) from ledger where lines > 0') != "$want" ]]; do
    kill -0 "$job" 2>/dev/null || { cat "$folder/job.out" >&2; echo "tailwater: the job has ended" >&2; exit 1; }
    sleep 2
  done
  started=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.0f", b - a }')
}

stop_job() {
  kill -TERM "$job"
  wait "$job" || true
  job=''
}

latency() { # PATH SINCE: median and most seconds from the writing of a line to its commit
  ask "select printf('%.2f', median(s)) || ' / ' || printf('%.2f', max(s)) from (select epoch_ms(l.committed_at)/1e3
    - epoch_ms(e.ts)/1e3 as s from events e join ledger l on e.stream = l.stream and e.\"offset\" >= l.from_offset
    and e.\"offset\" < l.to_offset where e.path = '/$1' and epoch_ms(e.ts) > ${2}000)"
}

measure() { # QUIET: the job's row
  local logs=$folder/logs$1 before used since rss fds again
  make_quiet "$logs" "$1"
  for ((file = 0; file < 10; file++)); do line busy "$logs/busy$file.log"; done
  settings "$logs"
  follow "$logs"
  write "$logs" "$1" &
  writer=$!
  sleep "$seconds"
  since=${EPOCHREALTIME%.*}
  before=$(cpu "$job")
  sleep "$seconds"
  used=$(awk -v a="$before" -v b="$(cpu "$job")" -v s="$seconds" 'BEGIN { printf "%.1f", 100 * (b - a) / s }')
  rss=$(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$job/status") / 1024))
  fds=$(find "/proc/$job/fd" -mindepth 1 | wc -l)
  sleep 5
  kill "$writer"
  wait "$writer" 2>/dev/null || true
  writer=''
  again=$started
  stop_job
  follow "$logs"
  stop_job
  printf '| job | %d + 10 | %s | %s | %s | %d | %d | %s | %s |\n' "$1" "$again" "$started" "$used" "$rss" "$fds" \
    "$(latency busy "$since")" "$( (($1)) && latency woken "$since" || echo)"
}

alone() { # QUIET: the engine's row
  local logs=$folder/alone$1
  make_quiet "$logs" "$1"
  for ((file = 0; file < 10; file++)); do line busy "$logs/busy$file.log"; done
  engine TailIdle "$logs" "$seconds" "$seconds" >"$folder/alone.out"
  awk '{ printf "| engine alone, nothing written | %d + 10 | %.0f | | %.1f | %d (heap) | | | |\n", $1 - 10, $2, $5, $3 }' \
    "$folder/alone.out"
  rm -rf "$logs"
}

about_the_machine
printf 'Commit interval 1 s, default heap; CPU over %d s, in percent of one core, %d s after all was committed.\n' \
  "$seconds" "$seconds"
printf 'Latency: from the writing of a line to the commit that shows it, median / most, seconds.\n\n'
echo '| what | files | start, s | restart, s | CPU, % | MiB resident | open files | latency, busy | latency, quiet |'
echo '|---|---|---:|---:|---:|---:|---:|---:|---:|'
alone 0
alone "$quiet"
measure 0
measure "$quiet"
