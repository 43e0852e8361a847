#!/usr/bin/env bash
# Usage: benchmarks/gateway.sh [SECONDS] [FOLDER]
# Posts of one event a second at 1, 8 and 64 clients, each answered once its event is on the disk, beside one process that
# appends the same events to a file in the same folder and forces each to the disk. The gateway runs alone, without a job. FOLDER
# is where both write; below /tmp unless given, which must not be in memory. Prints a table.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-20}
folder=$(mktemp -d "${2:-${TMPDIR:-/tmp}}/tailwater-gateway.XXXXXX")
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
gateway=''

cleanup() {
  [[ -z $gateway ]] || kill -TERM "$gateway" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

row() { # TITLE FIGURES
  awk -v title="$1" -v plain="$plain" '{ printf "| %s | %d | %.1f | %s | %s |\n", title, $1, $1 / plain, $2, $3 }' <<<"$2"
}

[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
javac -d "$folder/classes" benchmarks/GatewayPosts.java
posts() { java -Xmx512m -cp "$folder/classes" GatewayPosts "$@"; }

TAILWATER_LOG_DIR=$folder/log ./tailwater gateway --set "lake.warehouse=$folder/lake" --set "gateway.spool=$folder/spool" \
  --set gateway.listen=127.0.0.1:0 --set gateway.max_unread=8GiB --set sources.0.id=app --set sources.0.type=http \
  2>"$folder/gateway.err" &
gateway=$!
until port=$(sed -n 's,^taking events at http://.*:,,p' "$folder/gateway.err") && [[ -n $port ]]; do
  kill -0 "$gateway" 2>/dev/null || { cat "$folder/gateway.err" >&2; exit 1; }
  sleep 0.2
done

about_the_machine
printf 'Folder on %s.\n\n' "$(df --output=fstype "$folder" | tail -1)"
echo '| | events a second | times plain | median, ms | 99 %, ms |'
echo '|---|---:|---:|---:|---:|'
figures=$(posts append "$folder/plain" "$seconds")
plain=${figures%% *}
row 'plain append, fsync each' "$figures"
for clients in 1 8 64; do
  row "gateway, $clients client$([[ $clients == 1 ]] || echo s)" "$(posts post "$port" "$clients" "$seconds")"
done
figures=$(posts append "$folder/plain" "$seconds")
row 'plain append again' "$figures"
