#!/usr/bin/env bash
# Usage: benchmarks/year.sh [FOLDER]
# A year of commits at a pushed time, with upkeep and without; after 30, 90, 180 and 365 days what there is of files,
# snapshots and metadata, and, with upkeep, how long the query service takes for the last 30 days. Takes half an hour.
set -euo pipefail

times_of_answers() { # URL: milliseconds of the fastest of 41 answers, and of the median
  local i
  for ((i = 0; i < 41; i++)); do
    curl -sf -o /dev/null -w '%{time_total}\n' "$1"
  done | sort -n | awk 'NR == 1 { printf "%.1f", $1 * 1000 } NR == 21 { printf ", median %.1f", $1 * 1000 }'
}

answer() { # DAY WAREHOUSE TIME: a query service over the lake as it is now
  local port=$((20000 + RANDOM % 10000)) service range i began=$EPOCHREALTIME ready
  ./tailwater serve --set "lake.warehouse=$2" --set "server.listen=127.0.0.1:$port" >"$2.serve" 2>&1 &
  service=$!
  # shellcheck disable=SC2064 # as it is now
  trap "kill $service" EXIT
  for ((i = 0; i < 600; i++)); do
    curl -sf "http://127.0.0.1:$port/ready" >/dev/null && break
    sleep 0.1
  done
  ready=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
  range="from=$(date -u -d "$3 30 days ago" +%Y-%m-%dT%H:00:00Z)&to=$(date -u -d "$3" +%Y-%m-%dT%H:00:00Z)"
  printf 'day %s: ready after %s s, summary of 30 days: fastest %s ms\n' "$1" "$ready" \
    "$(times_of_answers "http://127.0.0.1:$port/api/v1/summary?$range")"
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if (($# == 3)); then
  answer "$@"
  exit
fi
folder=${1:-$(mktemp -d "${TMPDIR:-/tmp}/tailwater-year.XXXXXX")}
echo '| | day | commits | files | most files a day | snapshots | manifests | metadata bytes | files on disk | planning, ms |'
mvn -B -ntp -q -pl connectors -Dcheckstyle.skip -Dspotless.check.skip=true -Dtest.excluded.tags= -Dgroups=long \
  -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LongRunIT \
  -Dlong-run.directory="$folder/lake" -Dlong-run.at="$PWD/benchmarks/year.sh" verify |
  grep -E '^(with|day)'
