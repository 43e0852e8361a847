#!/usr/bin/env bash
# Usage: benchmarks/freshness.sh [MINUTES] [COMMIT_INTERVAL_SECONDS]
# How long after a line is written the query service counts it, while upkeep merges, expires and removes beside the
# commits: a line a fifth of a second, the service asked ten times a second. Prints percentiles.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
minutes=${1:-10}
interval=${2:-2}
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-freshness.XXXXXX")
port=$((20000 + RANDOM % 10000))
run='' writer=''

cleanup() {
  [[ -z $writer ]] || kill "$writer" 2>/dev/null || true
  [[ -z $run ]] || kill -TERM "$run" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

write() { # a line each fifth of a second, that says when
  local now
  while :; do
    now=$EPOCHREALTIME
    printf '10.0.0.1 [%s] "GET /fresh HTTP/1.1" 200 1\n' "${now%???}" >>"$folder/access.log"
    sleep 0.2
  done
}

about_the_machine
: >"$folder/access.log"
# shellcheck disable=SC2016 # nginx' variables, not ours
TAILWATER_LOG_DIR=$folder/log ./tailwater run --set "lake.warehouse=$folder/lake" --set "lake.commit_interval=${interval}s" \
  --set "server.listen=127.0.0.1:$port" --set sources.0.id=fresh --set "sources.0.paths.0=$folder/access.log" \
  --set 'sources.0.format=$remote_addr [$msec] "$request" $status $body_bytes_sent' >"$folder/run.out" 2>&1 &
run=$!
write &
writer=$!
until curl -sf "http://127.0.0.1:$port/api/v1/status" >/dev/null; do
  kill -0 "$run" 2>/dev/null || { cat "$folder/run.out" >&2; exit 1; }
  sleep 0.2
done
end=$((SECONDS + minutes * 60))
while ((SECONDS < end)); do # when it was asked, and the newest event that it knew of
  newest=$(curl -sf "http://127.0.0.1:$port/api/v1/status" | sed -n 's/.*"newest_event":"\([^"]*\)".*/\1/p') || true
  [[ -z $newest ]] || printf '%s %s\n' "$EPOCHREALTIME" "$(date -d "$newest" +%s.%3N)"
  sleep 0.1
done >"$folder/seen"

# Each line was visible at the first answer that knew of it or of a later one.
sed -n 's/.*\[\([0-9.]*\)\].*/\1/p' "$folder/access.log" | awk -v seen="$folder/seen" '
  BEGIN { while ((getline row < seen) > 0) { split(row, f, " "); at[++n] = f[1]; newest[n] = f[2] } ; i = 1 }
  $1 >= newest[1] { while (i <= n && newest[i] < $1) i++; if (i <= n) print at[i] - $1 }' | sort -n >"$folder/lags"
merges=$(cat "$folder"/log/* | grep -c ' upkeep: ' || true)
awk -v interval="$interval" -v merges="$merges" '
  { lag[NR] = $1 }
  END {
    if (NR == 0) { print "no line was seen"; exit 1 }
    p99 = lag[int((NR - 1) * 0.99) + 1]
    printf "%d lines, commit interval %s s, %d rounds of upkeep that changed something\n", NR, interval, merges
    printf "from the writing of a line to the answer that counts it: median %.2f s, p99 %.2f s, most %.2f s\n",
      lag[int((NR - 1) * 0.5) + 1], p99, lag[NR]
    printf "p99 under commit interval + 2 s: %s\n", p99 < interval + 2 ? "yes" : "NO"
    exit p99 < interval + 2 ? 0 : 1
  }' "$folder/lags"
