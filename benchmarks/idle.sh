#!/usr/bin/env bash
# Usage: benchmarks/idle.sh [QUIET_FILES] [SECONDS] [HEAP]
# What files cost that nothing happens to: the tail engine alone, then the job, over so many files of one line and ten
# that get five lines a second each; beside the same without the quiet ones. Prints a table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
quiet=${1:-100000}
seconds=${2:-60}
heap=${3:-2g}
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr [$msec] "$request" $status $body_bytes_sent'
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-idle.XXXXXX")
job='' writer=''

cleanup() {
  local process
  for process in $job $writer; do kill -9 "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
compile_engine "$folder" TailIdle
ticks=$(getconf CLK_TCK)
# Each event beside the commit that shows it.
committed='events e join ledger l on e.stream = l.stream and e."offset" >= l.from_offset and e."offset" < l.to_offset'

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
  local round
  for ((round = 0; ; round++)); do
    line_each busy "$1"
    ((round % 10 || $2 == 0)) || line woken "$1/quiet$(printf %06d $((1 + (RANDOM * 32768 + RANDOM) % $2))).log"
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

start_job() { # leaves in $began when that was
  began=$EPOCHREALTIME
  TAILWATER_HEAP=$heap TAILWATER_LOG_DIR=$folder/log ./tailwater ingest "${options[@]}" >"$folder/job.out" 2>&1 &
  job=$!
}

await() { # WANT SQL: until the lake answers so
  while [[ $(ask "$2") != "$1" ]]; do
    kill -0 "$job" 2>/dev/null || { cat "$folder/job.out" >&2; echo "tailwater: the job has ended" >&2; exit 1; }
    sleep 5
  done
}

since_start() { # SQL of a commit's time in ms: seconds from the start of the job to it
  ask "select printf('%.1f', ($1) / 1e3 - $began)"
}

stop_job() {
  kill -TERM "$job"
  wait "$job" || true
  job=''
}

latency() { # PATH SINCE UNTIL: median and most seconds from the writing of a line to its commit
  ask "select printf('%.2f', median(s)) || ' / ' || printf('%.2f', max(s)) from (select epoch_ms(l.committed_at)/1e3
    - epoch_ms(e.ts)/1e3 as s from $committed where e.path = '/$1' and epoch_ms(e.ts) between ${2}000 and ${3}000)"
}

line_each() { # PATH LOGS: one in each of the ten files
  local file
  for ((file = 0; file < 10; file++)); do line "$1" "$2/busy$file.log"; done
}

measure() { # QUIET: the job's row
  local logs=$folder/logs$1 before used since until rss fds started restarted
  make_quiet "$logs" "$1"
  line_each busy "$logs"
  settings "$logs"
  start_job
  await $(($1 + 10)) 'select count(distinct stream) from ledger where lines > 0'
  started=$(since_start 'select max(first) from (select min(epoch_ms(committed_at)) as first from ledger where lines > 0
    group by stream)')
  write "$logs" "$1" &
  writer=$!
  sleep "$seconds"
  since=${EPOCHREALTIME%.*}
  before=$(cpu "$job")
  sleep "$seconds"
  until=${EPOCHREALTIME%.*}
  used=$(awk -v a="$before" -v b="$(cpu "$job")" -v s="$seconds" 'BEGIN { printf "%.1f", 100 * (b - a) / s }')
  rss=$(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$job/status") / 1024))
  fds=$(find "/proc/$job/fd" -mindepth 1 | wc -l)
  sleep 5
  kill "$writer"
  wait "$writer" 2>/dev/null || true
  writer=''
  stop_job
  line_each again "$logs"
  start_job
  await 10 "select count(*) from events where path = '/again'"
  restarted=$(since_start "select max(epoch_ms(l.committed_at)) from $committed where e.path = '/again'")
  stop_job
  printf '| job | %d + 10 | %s | %s | %s | %d | %d | %s | %s |\n' "$1" "$started" "$restarted" "$used" "$rss" "$fds" \
    "$(latency busy "$since" "$until")" "$( (($1)) && latency woken "$since" "$until" || echo)"
}

alone() { # QUIET: the engine's row
  local logs=$folder/alone$1
  make_quiet "$logs" "$1"
  line_each busy "$logs"
  engine TailIdle "$logs" "$seconds" "$seconds" >"$folder/alone.out"
  awk '{ printf "| engine alone | %d + 10 | %.1f | | %.1f | %d (heap) | | %.2f / %.2f | |\n", $1 - 10, $2, $4, $3, $5, $6 }' \
    "$folder/alone.out"
  rm -rf "$logs"
}

about_the_machine
printf 'Commit interval 1 s, heap of the job %s; CPU over %d s, in percent of one core, %d s after all was committed: of the
job under the lines of the ten, of the engine alone before them. Start: until a line of each file is committed, of the
engine alone until it is read. Restart: until a line is that was written to each of the ten meanwhile.
' "$heap" "$seconds" "$seconds"
printf 'Latency: from the writing of a line to the commit that shows it, of the engine alone until it is handed on; median /
most, seconds.\n\n'
echo '| what | files | start, s | restart, s | CPU, % | MiB resident | open files | latency, busy | latency, quiet |'
echo '|---|---|---:|---:|---:|---:|---:|---:|---:|'
alone 0
alone "$quiet"
measure 0
measure "$quiet"
