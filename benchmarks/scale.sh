#!/usr/bin/env bash
# Usage: benchmarks/scale.sh [MILLIONS] [ROUNDS]
# What a line costs as lines, files, endpoints and cores grow, with the heap that was in use after collections and what was
# allocated; then what the events take on the disk beside the log, by codec too, and what a filter for a service and a day
# reads. Each row has the run that it stands beside in the same round. Up to 16 million lines unless given; 100 need 32 GB of
# disk. Prints tables; target/scale.json has every run, target/scale-*.svg the curves. QUICK=1 is for a look: 0.1 million
# lines, one round. ONLY=lines leaves all but the first two tables out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
millions=${1:-16} rounds=${2:-3} unit=1000000 several=4
few_files=(1 10 1000) few_endpoints=(10 1000 100000)
if [[ ${QUICK:-} == 1 ]]; then
  millions=${1:-1} rounds=${2:-1} unit=100000 several=1
  few_files=(1 1000) few_endpoints=(100000)
fi
((several <= millions)) || several=$millions
# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time $upstream_response_time $host $request_id'
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-scale.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
# shellcheck source=benchmarks/figures.sh
. benchmarks/figures.sh
[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
lake=$folder/lake
mkdir "$folder/classes"
javac -d "$folder/classes" -cp "pipeline/target/tailwater-pipeline.jar:$lib/*" benchmarks/Limit.java benchmarks/PageCodecs.java

ingest() { # GLOB
  rm -rf "$lake"
  TAILWATER_JAVA_OPTS="-Xlog:gc:file=$folder/gc.log" ./tailwater ingest --once --set "lake.warehouse=$lake" \
    --set sources.0.id=bench --set "sources.0.paths.0=$1" --set "sources.0.format=$format" \
    --set endpoints.max_per_service=100000
}

run() { # NAME CORES GLOB LINES: lines, seconds of clock and CPU, MiB of heap in use after the fullest collection, MiB allocated
  local heap allocated
  measure run on_core "$2" ingest "$3"
  [[ $(committed) == "$4" ]] || failed "$1"
  heap=$(sed -n 's/.*->\([0-9]*\)M(.*/\1/p' "$folder/gc.log" | sort -n | tail -n 1)
  allocated=$(sed -n 's/.* \([0-9]*\)M->\([0-9]*\)M(.*/\1 \2/p' "$folder/gc.log" |
    awk '{ sum += $1 - left; left = $2 } END { print sum + 0 }')
  printf '%s %s %s %s\n' "$4" "$(tail -n 1 "$folder/run.figures")" "${heap:--}" "$allocated" >>"$folder/$1.runs"
}

limits() { # HALF...: the same work without Flink and commits, a process each, at the same time
  local half process processes=()
  for half in "$@"; do
    java -Xmx1g "${compiler[@]}" -Dlog4j2.level=ERROR -cp "$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*" Limit \
      "$folder/halves/$half" "$format" tables "$folder/limit-$half" &
    processes+=($!)
  done
  for process in "${processes[@]}"; do wait "$process"; done
  rm -rf "$folder"/limit-*
}

generate() { # COUNT FILE
  ./tailwater generate --seed 1 --start 2026-05-20T00:00:00Z --span 1d --count "$1" --format "$format" --out "$2" \
    >"$folder/out" 2>&1 || failed generate
}

row() { # TITLE NAME BESIDE [SHORTER]: microseconds of CPU a line beyond a shorter run, and how many times those of another row
  if [[ ${QUICK:-} == 1 ]]; then # starts are all that is seen there
    awk -v title="$1" '{ printf "| %s | %.1f | | | | %s | |\n", title, $2, $4 }' "$folder/$2.runs"
    return
  fi
  awk -v title="$1" -v base="$folder/$3.runs" -v shorter="$folder/${4:-start}.runs" -v few="$folder/start.runs" "$median$of_round"'
    function past(seconds, n, less, fewer) { return (seconds > less ? seconds - less : 0.001) / (n - fewer) * 1e6 }
    { n++; wall[n] = $2; split(of_round(base, n), o); split(of_round(few, n), f); split(of_round(shorter, n), s)
      faster[n] = o[2] - f[2] > 0.2 && $2 - s[2] > 0.2 ? past(o[2], o[1], f[2], f[1]) / past($2, $1, s[2], s[1]) : 0
      cost[n] = past($3, $1, s[3], s[1]); ratio[n] = cost[n] / past(o[3], o[1], f[3], f[1])
      bytes[n] = $5 - f[5] < 200 ? 0 : ($5 - f[5]) / ($1 - f[1]) * 1048576; if ($4 > heap) heap = $4 }
    END {
      m = median(cost, n); w = median(wall, n); r = median(ratio, n)
      more = median(faster, n)
      b = median(bytes, n)
      printf "| %s | %.1f | %.2f (%.2f–%.2f) | %.2f (%.2f–%.2f) | %s | %s | %s |\n", title, w, m, cost[1], cost[n], r, ratio[1],
        ratio[n], more ? sprintf("%.2f", more) : "too few", heap, b ? int(b) : "too few"
    }' "$folder/$2.runs"
}

curve() { # KIND: draws what its runs cost
  local file x
  for file in "$folder/$1"-*.runs; do
    x=$(basename "$file" .runs)
    x=${x#*-}
    [[ $1 != lines ]] || x=$((x * unit))
    awk -v x="$x" -v few="$folder/start.runs" "$median$of_round"'
      { n++; split(of_round(few, n), f); cost[n] = ($3 > f[3] ? $3 - f[3] : 0.001) / ($1 - f[1]) * 1e6 } END { print x, median(cost, n), cost[1], cost[n] }' "$file"
  done | sort -n -u >"$folder/$1.points"
  awk -v title="CPU microseconds a line, by $1" -f benchmarks/curve.awk "$folder/$1.points" >"target/scale-$1.svg"
}

head_of() { # TITLE
  printf '\n| %s | seconds | CPU µs a line | times those of the first row | lines a second, times those of the first row | heap, MiB | bytes allocated a line |\n' "$1"
  echo '|---|---:|---:|---:|---:|---:|---:|'
}

sizes=()
for ((size = 1; size < millions && size <= 16; size *= 2)); do sizes+=("$size"); done
sizes+=("$millions")
base=$((several * unit))
all=$folder/all.log
generate $((millions * unit)) "$all"
head -n $((unit / 2)) "$all" >"$folder/start.log"
on_cores=$((base * 4 < millions * unit ? base * 4 : millions * unit))
several_logs() { # the same lines in more files, of other endpoints, and in halves
  local files endpoints
  log=$folder/one.log
  head -n $base "$all" >"$log"
  for files in "${few_files[@]:1}"; do
    mkdir "$folder/files-$files"
    split -a 4 -n "l/$files" "$log" "$folder/files-$files/access-"
  done
  for endpoints in "${few_endpoints[@]}"; do # their names in letters, as numbers in paths are masked
    awk -v n="$endpoints" '{ id = (NR * 7919) % n; name = ""
      for (i = 0; i < 4; i++) { name = name substr("bcdfghjklmnpqrstvwxz", id % 20 + 1, 1); id = int(id / 20) }
      $7 = "/api/" name "/list"; print }' "$log" >"$folder/endpoints-$endpoints.log"
  done
  mkdir "$folder/halves" "$folder/start-halves"
  head -n $on_cores "$all" | split -a 1 -n r/2 - "$folder/halves/"
  split -a 1 -n l/2 "$folder/start.log" "$folder/start-halves/"
}
[[ ${ONLY:-} == lines ]] || several_logs

if [[ ${QUICK:-} != 1 ]]; then # the first one after so many files were written is slower, and no row
  run warm 1 "$folder/start.log" $((unit / 2))
  rm "$folder/warm.runs"
fi
for ((round = 1; round <= rounds; round++)); do
  run start 1 "$folder/start.log" $((unit / 2))
  for size in "${sizes[@]}"; do
    part=$all
    if ((size < millions)); then
      part=$folder/part.log
      head -n $((size * unit)) "$all" >"$part"
    fi
    run "lines-$size" 1 "$part" $((size * unit))
    rm -f "$folder/part.log"
  done
  [[ ${ONLY:-} != lines ]] || continue
  if ((several == 1)); then cp "$folder/lines-1.runs" "$folder/files-1.runs"; else run files-1 1 "$log" $base; fi
  for files in "${few_files[@]:1}"; do run "files-$files" 1 "$folder/files-$files/*" $base; done
  for endpoints in "${few_endpoints[@]}"; do run "endpoints-$endpoints" 1 "$folder/endpoints-$endpoints.log" $base; done
  run cores-1 1 "$folder/halves/*" $on_cores
  run cores-2 2 "$folder/halves/*" $on_cores
  [[ ${QUICK:-} != 1 ]] || continue # starts are all that is seen there
  run start-2 2 "$folder/start-halves/*" $((unit / 2))
  for halves in a 'a b'; do
    # shellcheck disable=SC2086 # words
    measure "limits-${#halves}" on_core $((${#halves} / 2 + 1)) limits $halves
  done
done

machine=$(about_the_machine)
settings="$unit to $((millions * unit)) lines, $rounds rounds by turns"
limits=()
[[ ${ONLY:-} == lines || ${QUICK:-} == 1 ]] || limits=("$folder"/limits-*.figures)
to_json "$machine" "$settings, each [lines, seconds, CPU seconds, heap and allocated MiB], limits: [seconds, CPU seconds]" "$folder"/*.runs ${limits[@]+"${limits[@]}"} >target/scale.json
printf '%s\n%s, one core unless said; medians, with least–most. CPU and lines a second are those of the lines beyond a\nrun over %d lines: without starts of JVM and Flink.\n' \
  "$machine" "$settings" $((unit / 2))
head_of lines
for size in "${sizes[@]}"; do row "$((size * unit))" "lines-$size" lines-1; done
head_of 'the lines beyond those of the row above'
previous=start
for size in "${sizes[@]}"; do
  row "$((size * unit))" "lines-$size" lines-1 $previous
  previous=lines-$size
done
curve lines
if [[ ${ONLY:-} == lines ]]; then exit; fi

# --- what four services take, as nginx writes their lines, merged by upkeep

rm -f "$all"
of_services() { # LINES SPAN SECONDS: commits each SECONDS, leaves their logs in $folder/of and the lake with what they bring
  local sources=() service n
  rm -rf "$lake" "$folder/of"
  mkdir "$folder/of"
  for service in accounts checkout search shop; do
    n=$((${#sources[@]} / 8))
    ./tailwater generate --seed $((n + 2)) --start 2026-04-01T00:00:00Z --span "$2" --count $(($1 / 4)) --format "$format" \
      --out "$folder/of/$service.log" >"$folder/out" 2>&1 || failed generate
    sources+=(--set "lake.commit_interval=${3}s" --set "sources.$n.id=$service" --set "sources.$n.paths.0=$folder/of/$service.log"
      --set "sources.$n.format=$format" --set "sources.$n.service=$service")
  done
  ./tailwater ingest --once --set "lake.warehouse=$lake" "${sources[@]}" >"$folder/out" 2>&1 || failed ingest
}
in_lake() { ./tailwater "$1" --set "lake.warehouse=$lake" "${@:2}"; }
events() { in_lake tables -o csv | awk -F , -v column="$1" '$1 == "events" { print $column }'; } # files are 2, bytes are 4
compacted() { in_lake maintain compact >"$folder/out" 2>&1 || failed maintain compact; }

of_services $unit 30d 10
before=$(events 4) files_before=$(events 2) span='30 days'
compacted
in_lake scan "service = 'search'" --from 2026-04-10 --to 2026-04-11 -o csv >"$folder/scan.csv" 2>"$folder/err" || failed scan
if [[ ${QUICK:-} != 1 ]]; then
  of_services $base 1d 1 # many small files, for those near to a full one are left as they are
  before=$(events 4) files_before=$(events 2) span='a day'
  compacted
fi
after=$(events 4) files_after=$(events 2)
in_lake scan --sizes=$base -o csv >"$folder/sizes.csv" 2>"$folder/err" || failed scan
find "$lake" -path '*/events/data/*' -name '*.parquet' -printf '%s %p\n' | sort -rn | head -n 3 | cut -d ' ' -f 2- |
  xargs java -Xmx1g -Dlog4j2.level=ERROR -cp "$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*" PageCodecs >"$folder/codecs" ||
  failed PageCodecs

head_of "files of $base lines"
for files in "${few_files[@]}"; do row $files files-$files files-1; done
head_of "endpoints of $base lines"
for endpoints in "${few_endpoints[@]}"; do row $endpoints endpoints-$endpoints "endpoints-${few_endpoints[0]}"; done
head_of "cores for $on_cores lines in 2 files"
row 1 cores-1 cores-1
if [[ ${QUICK:-} == 1 ]]; then
  row 2 cores-2 cores-1
else
  row 2 cores-2 cores-1 start-2
  awk -v one="$folder/limits-1.figures" "$median$of_round"'{ n++; split(of_round(one, n), o); faster[n] = 2 * o[1] / $1 }
  END { printf "\nTwo processes without Flink and commits at once on two cores, half of these lines each: %.2f times the lines a second of one (%.2f–%.2f), starts of Java included.\n",
    median(faster, n), faster[1], faster[n] }' "$folder/limits-3.figures"
fi

raw=$(cat "$folder"/of/*.log | wc -c)
printf '\n| %s lines of %s, four services | MB | bytes a line | log : this |\n|---|---:|---:|---:|\n' "$base" "$span"
size_row() { awk -v t="$1" -v b="$2" -v n="$base" -v raw="$raw" 'BEGIN { printf "| %s | %.1f | %.1f | %.1f |\n", t, b / 1e6, b / n, raw / b }'; }
size_row log "$raw"
size_row "events, as committed: $files_before files" "$before"
size_row "events, merged and sorted by upkeep: $files_after files" "$after"
printf '\n| a filter for a service of four and a day of 30, %s events | files | MB | saved |\n|---|---:|---:|---:|\n' $unit
awk -F , 'NR == 2 { all = $4 }
  NR > 1 { printf "| %s | %d | %.2f | %.1f %% |\n", (NR == 2 ? "all files, as unpartitioned" : $1), $2, $4 / 1e6, 100 - 100 * $4 / all }' \
  "$folder/scan.csv"
printf '\n| rows written as | bytes a row | times Parquet |\n|---|---:|---:|\n'
awk -F , '/^rows as/ { sub(/rows as /, "", $1); printf "| %s | %.1f | %.1f |\n", $1, $4 / $3, $5 }' "$folder/sizes.csv"

printf '\n| pages of the three largest of these files by | bytes an event | ns an event | zstd 1 = 1 |\n|---|---:|---:|---:|\n'
cat "$folder/codecs"

curve files
curve endpoints
