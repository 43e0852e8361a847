#!/usr/bin/env bash
# Usage: benchmarks/all.sh [LINES] [ROUNDS]
# Every table, one after the other: what `make bench` runs. Takes more than an hour; ROUNDS is of those that go by turns, LINES
# of the reading of a log alone. QUICK=1 takes a few minutes, for a look at whether the large ones still run, with figures
# that starts of JVMs weigh upon; parts that those measure too are left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
lines=${1:-} rounds=${2:-}
export QUICK=${QUICK:-}

table() { # SCRIPT ARGS...
  local began=$SECONDS words
  read -ra words <<<"$*"
  printf '\n## benchmarks/%s\n\n' "${words[*]}"
  "./$@"
  printf '\n(%d s)\n' $((SECONDS - began))
}

table peers.sh '' "$rounds"
table scale.sh '' "$rounds"
table steady.sh '' '' '' "$rounds"
if [[ $QUICK == 1 ]]; then
  ROUNDS=1 SECONDS_A_TURN=0.1 table answers.sh
  table commit.sh 3 10
  table encode.sh 50000 2
  table micro.sh
else
  ROUNDS=$rounds table answers.sh
  table commit.sh
  table encode.sh
  table micro.sh
  table parse.sh
  table ingest.sh "${lines:-5000000}" "${rounds:-3}"
  table tail.sh "${lines:-5000000}" "${rounds:-3}"
  table gateway.sh
  table idle.sh
fi
