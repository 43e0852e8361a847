#!/usr/bin/env bash
# The built launcher from outside: generated lines in, answers over HTTP out, every number held against a plain count of
# the raw log by awk and sort.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
home=$PWD
if ! date -u -d '-1 day' >/dev/null 2>&1; then
  echo 'smoke test SKIPPED: it needs the date command of GNU' >&2
  [[ ${CI:-} != true ]] && exit 0
  exit 1
fi
work=$(mktemp -d)
serve=''
cleanup() {
  [[ -z $serve ]] || kill "$serve" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time $upstream_response_time $host $request_id'
lake=(--set "lake.warehouse=$work/lake")
log=$work/access.log
failures=0

same() { # WHAT WANT GOT
  if [[ $2 == "$3" ]]; then
    printf '  ok      %s\n' "$1"
  else
    printf '  FAILED  %s\n          want %s\n          got  %s\n' "$1" "${2:0:300}" "${3:0:300}"
    failures=$((failures + 1))
  fi
}

near() { # WHAT EXACT GOT: within 1.1 %
  local verdict
  verdict=$(awk -v e="$2" -v g="$3" 'BEGIN { d = e > g ? e - g : g - e; print d <= e * 0.011 ? "ok" : "off" }')
  same "$1 ($3 ms, exact $2 ms)" ok "$verdict"
}

get() { # PATH: the answer
  curl -fsS "http://$address$1"
}

field() { # NAME: the first value of that name in the JSON on stdin
  sed 's/[{,]/\n/g' | awk -F: -v name="\"$1\"" '$1 == name { print $2; exit }' | tr -d '"}]'
}

cd "$work"
"$home/tailwater" generate --seed 11 --count 60000 --span 30h --format "$format" --out "$log"
source=(--set sources.0.id=web --set "sources.0.paths.0=$log" --set "sources.0.format=$format")
"$home/tailwater" ingest --once "${lake[@]}" "${source[@]}"
same 'a second ingest --once adds nothing' 'nothing new: the lake already holds every line' \
  "$("$home/tailwater" ingest --once "${lake[@]}" "${source[@]}" 2>&1)"
same 'audit is clean' 0 "$("$home/tailwater" audit "${lake[@]}" >"$work/audit.out" 2>&1; echo $?)"

"$home/tailwater" serve "${lake[@]}" --listen 127.0.0.1:0 2>"$work/serve.err" &
serve=$!
address=''
for _ in $(seq 300); do
  kill -0 $serve || { cat "$work/serve.err"; exit 1; }
  address=$(sed -n 's|^page at http://\([^/]*\)/.*|\1|p' "$work/serve.err")
  [[ -n $address ]] && curl -fs "http://$address/ready" >/dev/null && break
  read -rt 0.2 <> <(:) || true
done

from=$(date -u -d '-3 days' +%Y-%m-%dT00:00:00Z)
to=$(date -u -d '+1 day' +%Y-%m-%dT00:00:00Z)
range="from=$from&to=$to"

summary=$(get "/api/v1/summary?$range")
same 'requests' "$(wc -l <"$log" | tr -d ' ')" "$(field requests <<<"$summary")"
status() { awk -v lo="$1" -v hi="$2" '{ split($0, q, "\""); split(q[3], s, " "); if (s[1] >= lo && s[1] <= hi) n++ } END { print n + 0 }' "$log"; }
same 'client errors' "$(status 400 499)" "$(field client_errors <<<"$summary")"
same 'server errors' "$(status 500 599)" "$(field server_errors <<<"$summary")"
for code in 200 304 404; do
  same "status $code" "$(status $code $code)" "$(get "/api/v1/summary?$range&status=$code" | field requests)"
done
same 'bytes' "$(awk '{ split($0, q, "\""); split(q[3], s, " "); n += s[2] } END { printf "%d", n }' "$log")" \
  "$(field bytes <<<"$summary")"

exact() { # PERCENT: the ceil(qn)-th smallest request time in ms
  awk '{ split($0, q, "\""); split(q[7], s, " "); print s[1] * 1000 }' "$log" | sort -n |
    awk -v q="$1" '{ v[NR] = $1 } END { r = q * NR / 100; k = int(r); if (k < r) k++; print v[k] }'
}
for percent in 50 95 99; do
  near "p$percent" "$(exact $percent)" "$(field p${percent}_ms <<<"$summary")"
done

# Hours: "18/Nov/2026:03" counts of the log beside one answer an hour, for each of them.
hours_want=$(awk '{ print substr($4, 2, 14) }' "$log" | sort | uniq -c | awk '{ print $2, $1 }' | sort)
hours_got=$(
  while read -r hour _; do
    start=$(date -u -d "$(sed 's|/| |g; s|:| |' <<<"$hour"):00" +%Y-%m-%dT%H:00:00Z)
    end=$(date -u -d "$start +1 hour" +%Y-%m-%dT%H:00:00Z)
    printf '%s %s\n' "$hour" "$(get "/api/v1/summary?from=$start&to=$end" | field requests)"
  done <<<"$hours_want" | sort
)
same "requests of each of $(wc -l <<<"$hours_want" | tr -d ' ') hours" "$hours_want" "$hours_got"

for path in / /products /checkout; do
  want=$(awk -v p="$path" '{ split($0, q, "\""); split(q[2], r, " "); split(r[2], u, "?"); if (u[1] == p) n++ } END { print n + 0 }' "$log")
  got=$(get "/api/v1/summary?$range&endpoint=$path" | field requests)
  same "endpoint $path" "$want" "$got"
done
want=$(awk '{ split($0, q, "\""); split(q[2], r, " "); split(r[2], u, "?"); if (u[1] ~ /^\/products\/[0-9]+$/) n++ } END { print n + 0 }' "$log")
same 'endpoint /products/{id}' "$want" "$(get "/api/v1/summary?$range&endpoint=/products/%7Bid%7D" | field requests)"

same 'a range cut within hours' \
  "$(awk -v f="$(date -u -d "$to -30 hours -17 minutes" +%s)" 'BEGIN { split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m, " "); for (i in m) month[m[i]] = i }
      { t = substr($4, 2); split(t, d, "[/:]"); if (mktime(d[3] " " month[d[2]] " " d[1] " " d[4] " " d[5] " " d[6]) >= f) n++ } END { print n + 0 }' "$log" 2>/dev/null || true)" \
  "$(get "/api/v1/summary?from=$(date -u -d "$to -30 hours -17 minutes" +%Y-%m-%dT%H:%M:%SZ)&to=$to" | field requests)"

kill -TERM $serve
wait $serve && code=0 || code=$?
serve=''
same 'serve stops cleanly on SIGTERM' 0 "$code"

# Nothing else here calls the benchmarks, or would see that the product has moved away from them.
javac -proc:none -d "$work/classes" -cp "$home/pipeline/target/*:$home/pipeline/target/lib/*:$home/queries/target/*:$home/queries/target/lib/*" \
  "$home"/benchmarks/*.java 2>"$work/javac.err" && code=0 || code=$?
same 'the benchmarks compile' '0 ' "$code $(grep -v '^Note' "$work/javac.err" || true)"

if ((failures > 0)); then
  echo "smoke test: $failures failed"
  exit 1
fi
echo 'smoke test passed'
