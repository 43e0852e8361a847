#!/usr/bin/env bash
# Usage: benchmarks/all.sh [LINES] [ROUNDS]
# Every table, one after the other: what `make bench` runs. Takes more than an hour; QUICK=1 a few minutes, for a look at
# whether the large ones still run, with figures that starts of JVMs weigh upon; parts that those measure too are left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
lines=${1:-} rounds=${2:-}
export QUICK=${QUICK:-}

table() { # SCRIPT ARGS...
  local began=$SECONDS
  printf '\n## benchmarks/%s\n\n' "$*"
  "./$@"
  printf '\n(%d s)\n' $((SECONDS - began))
}

if [[ $QUICK == 1 ]]; then
  table encode.sh 50000 2
  ROUNDS=1 SECONDS_A_TURN=0.1 table answers.sh
  table commit.sh 3 10
else
  table ingest.sh "${lines:-5000000}" "${rounds:-3}"
  table tail.sh "${lines:-5000000}" "${rounds:-3}"
  table idle.sh
  table parse.sh
  table encode.sh
  table gateway.sh
  table answers.sh
  table commit.sh
fi
table peers.sh
table scale.sh
table steady.sh
table micro.sh
