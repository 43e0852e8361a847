#!/usr/bin/env bash
# Usage: benchmarks/peers.sh [LINES] [ROUNDS]
# One generated log from file to tables, by Tailwater, stock Flink SQL, DuckDB, pandas, GoAccess and awk, and the limits of
# parts of the work, by turns, each on one core. Prints a table: what each costs beside Tailwater in the same round. Tables
# that do not hold the same counts as Tailwater's end it. Default 3000000 lines, which take 20 GB of disk and of page cache, 3
# rounds; target/peers.json has every run.
# What starts cost is told by a second length of the log: four times for the fast ones, twice for Flink SQL, a tenth for others.
# QUICK=1 is for a look at few lines, starts of JVMs included. PYTHON=... names one more python with pandas and pyarrow; ONLY='NAME...' leaves others out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lines=${1:-3000000} rounds=${2:-3}
if [[ ${QUICK:-} == 1 ]]; then
  lines=${1:-100000} rounds=${2:-1}
fi
interval=10
# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time'
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-peers.XXXXXX")
trap 'rm -rf "$folder"' EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
# shellcheck source=benchmarks/figures.sh
. benchmarks/figures.sh
libraries peers

compile_engine "$folder" TailThroughput
product=pipeline/target/tailwater-pipeline.jar:$lib/*
duckdb=$(printf '%s:' queries/target/lib/duckdb_jdbc-*.jar)
javac -d "$folder/classes" -cp "$product" benchmarks/Limit.java
javac -d "$folder/peers" -cp "benchmarks/peers/target/lib/*:$duckdb" benchmarks/peers/*.java
opens=()
for package in util lang nio time; do opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED"); done

pythons=() pandas=() pandas_makes=() # those that have pandas, each in its own version
for candidate in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3; do
  version=$("$candidate" -c 'import pandas; print("pandas", pandas.__version__)' 2>/dev/null) || continue
  makes='counts only, as pyarrow is not installed'
  if arrow=$("$candidate" -c 'import pyarrow; print("pyarrow", pyarrow.__version__)' 2>/dev/null); then
    version+=", $arrow" makes='events + counts'
  fi
  [[ " ${pandas[*]-} " != *" $version "* ]] || continue
  pythons+=("$candidate") pandas+=("$version") pandas_makes+=("$makes")
done

# --- programs: each is given a log and a folder of its own

ours() { # FORMAT GLOB FOLDER
  ./tailwater ingest --once --set "lake.warehouse=$3" --set "lake.commit_interval=${interval}s" --set sources.0.id=bench \
    --set "sources.0.paths.0=$2" --set "sources.0.format=$1"
}

stock() { # FILE regex|json events|rollup|both FOLDER
  java "${opens[@]}" -Xmx1g -Dlog4j2.level=ERROR -cp "$folder/peers:benchmarks/peers/target/lib/*" FlinkSql \
    "$1" "$2" "$3" "$4" "$interval"
}

limit() { # FILE parse|tables FOLDER
  java -Xmx1g "${compiler[@]}" -Dlog4j2.level=ERROR -cp "$folder/classes:$product" Limit "$1" "$format" "$2" "$3"
}

# shellcheck disable=SC2016 # awk's
awk_way() { # FILE
  mawk '{ split($4, t, ":"); p = $7; sub(/\?.*/, "", p); gsub(/\/[0-9]+/, "/{id}", p)
    n[t[1] ":" t[2] " " p " " substr($9, 1, 1)]++ } END { for (k in n) print n[k], k }' "$1"
}

lines_of() { # NAME: of the second length, further behind the start as far as minutes allow
  case $1 in
    tailwater* | duckdb-csv | cat | wc | tail-engine | parse | tables) echo $((lines * 4)) ;;
    flink-sql-both*) echo $((lines * 2)) ;;
    *) echo $((lines / 10)) ;;
  esac
}

warm() { # NAME SUFFIX: brings the log that the program reads into the page cache, which systems also drop by themselves
  case $1 in
    *-json) cat "$folder/access$2.json" ;;
    tailwater-2-cores) cat "$folder/half$2"/* ;;
    *) cat "$folder/access$2.log" ;;
  esac >/dev/null
}

run_one() { # NAME SUFFIX: the program called so on the log with that suffix
  local log=$folder/access$2.log out=$folder/made-$1$2
  rm -rf "$out"*
  case $1 in
    tailwater) ours "$format" "$log" "$out" ;;
    tailwater-2-cores) ours "$format" "$folder/half$2/*" "$out" ;;
    tailwater-json) ours json "$folder/access$2.json" "$out" ;;
    flink-sql-*-json) stock "$folder/access$2.json" json both "$out" ;;
    flink-sql-*) stock "$log" regex "${1#flink-sql-}" "$out" ;;
    duckdb-*) java -Xmx256m -cp "$folder/peers:$duckdb" DuckDb "$log" "${1#duckdb-}" "$out" 1 ;;
    pandas-*) "${pythons[${1#pandas-}]}" benchmarks/peers/pandas_way.py "$log" "$out" ;;
    goaccess)
      goaccess "$log" --log-format='%h %^ %^ [%d:%t %^] "%r" %s %b "%R" "%u" %T' --date-format=%d/%b/%Y --time-format=%T \
        --no-global-config --no-progress -o "$out.json"
      ;;
    awk) awk_way "$log" ;;
    cat) cat "$log" >/dev/null ;;
    wc) wc -l "$log" ;;
    tail-engine) engine TailThroughput "$log" 1 ;;
    parse) limit "$log" parse "$out" ;;
    tables) limit "$log" tables "$out" ;;
    *)
      echo "no program is called '$1'" >&2
      return 1
      ;;
  esac
}

counts() { # EVENTS HOURLY
  java -Xmx256m -cp "$folder/peers:$duckdb" TableCounts "$@"
}

check() { # NAME: what it made holds what Tailwater's tables hold
  local out=$folder/made-$1 want=$folder/want
  case $1 in
    tailwater-json | tailwater-2-cores) counts "$out/logs/events/data/**/*.parquet" "$out/logs/requests_hourly/data/**/*.parquet" ;;
    flink-sql-events) counts "$out/logs/events/data/*.parquet" - ;;
    flink-sql-rollup) counts - "$out/logs/hourly/data/*.parquet" ;;
    flink-sql-*) counts "$out/logs/events/data/*.parquet" "$out/logs/hourly/data/*.parquet" ;;
    duckdb-*) counts "$out/events/*.parquet" "$out/hourly/*.parquet" ;;
    pandas-*)
      [[ ${pandas_makes[${1#pandas-}]} == events* ]] || return 0
      counts "$out/events/*.parquet" "$out/hourly/*.parquet"
      ;;
    awk)
      awk '{ n += $1 } END { print n }' "$folder/out" >"$folder/got"
      want=$folder/want-lines
      ;;
    goaccess)
      echo "$(sed -n 's/.*"valid_requests": \([0-9]*\).*/\1/p' "$out.json")" >"$folder/got" # its last line has no end
      want=$folder/want-lines
      ;;
    *) return 0 ;;
  esac >>"$folder/got"
  [[ $1 != *-json ]] || want=$folder/want-json
  diff "$want" "$folder/got" >&2 || { echo "tailwater: $1 has made other counts than Tailwater" >&2; exit 1; }
}

# --- what is run

names=(tailwater flink-sql-both)
[[ ${QUICK:-} == 1 ]] || names+=(tailwater-2-cores flink-sql-events flink-sql-rollup)
names+=(tailwater-json)
[[ ${QUICK:-} == 1 ]] || names+=(flink-sql-both-json)
names+=(duckdb-csv)
[[ ${QUICK:-} == 1 ]] || names+=(duckdb-regexp)
skipped=()
for i in ${pythons[@]+"${!pythons[@]}"}; do names+=("pandas-$i"); done
((${#pythons[@]})) || skipped+=('pandas')
if command -v goaccess >/dev/null; then names+=(goaccess); else skipped+=('GoAccess'); fi
if command -v mawk >/dev/null; then names+=(awk); else skipped+=('mawk'); fi
names+=(cat wc tail-engine parse tables)
if [[ -n ${ONLY:-} ]]; then
  # shellcheck disable=SC2206,SC2207 # words
  names=($(printf '%s\n' tailwater tailwater-json $ONLY | awk '!seen[$0]++'))
fi

generate() { # FORMAT COUNT FILE
  ./tailwater generate --seed 1 --start 2026-05-20T00:00:00Z --span 1d --count "$2" --format "$1" --out "$3" >"$folder/out" 2>&1 ||
    failed generate "$1"
}
generate "$format" "$lines" "$folder/access.log"
generate json "$lines" "$folder/access.json"
mkdir "$folder/half"
split -n l/2 "$folder/access.log" "$folder/half/"
if [[ ${QUICK:-} != 1 ]]; then
  head -n $((lines / 10)) "$folder/access.log" >"$folder/access-$((lines / 10)).log"
  head -n $((lines / 10)) "$folder/access.json" >"$folder/access-$((lines / 10)).json"
  generate "$format" $((lines * 4)) "$folder/access-$((lines * 4)).log"
  generate json $((lines * 4)) "$folder/access-$((lines * 4)).json"
  for kind in log json; do head -n $((lines * 2)) "$folder/access-$((lines * 4)).$kind" >"$folder/access-$((lines * 2)).$kind"; done
  mkdir "$folder/half-$((lines * 4))"
  split -n l/2 "$folder/access-$((lines * 4)).log" "$folder/half-$((lines * 4))/"
fi
echo "$lines" >"$folder/want-lines"

for ((round = 1; round <= rounds; round++)); do
  for name in "${names[@]}"; do
    case $name in goaccess | flink-sql-events | flink-sql-rollup) ((round == 1)) || continue ;; esac # minutes
    cores=1
    [[ $name != *-2-cores ]] || cores=2
    warm "$name" ''
    measure "$name" on_core $cores run_one "$name" ''
    if ((round == 1)); then
      case $name in
        tailwater | tailwater-json)
          out=$folder/made-$name
          counts "$out/logs/events/data/**/*.parquet" "$out/logs/requests_hourly/data/**/*.parquet" \
            >"$folder/want${name#tailwater}"
          ;;
      esac
      rm -f "$folder/got"
      [[ $name == tailwater ]] || check "$name"
      [[ $name != tables ]] || cp "$folder/out" "$folder/$name.stages"
    fi
    if [[ ${QUICK:-} != 1 ]]; then
      warm "$name" "-$(lines_of "$name")"
      measure "$name.other" on_core $cores run_one "$name" "-$(lines_of "$name")"
      [[ $name != tables ]] || cp "$folder/out" "$folder/$name.stages"
      [[ $name != tailwater* || $(committed) == "$(lines_of "$name")" ]] || failed "$name"
    fi
    rm -rf "$folder/made-$name"*
  done
done

# --- the table

row() { # TITLE NAME MAKES BESIDE
  [[ -e $folder/$2.figures ]] || return 0
  awk -v title="$1" -v makes="$3" -v lines="$lines" -v more="$(lines_of "$2")" -v base="$folder/$4.figures" \
    -v baseMore="$(lines_of "$4")" -v other="$folder/$2.other.figures" -v baseOther="$folder/$4.other.figures" "$median$of_round"'
    function past(cpu, elsewhere, length_,   d) { # microseconds of a line that is there in the longer log only
      d = length_ > lines ? elsewhere - cpu : cpu - elsewhere
      return d < 0.1 ? 0 : d / (length_ > lines ? length_ - lines : lines - length_) * 1e6
    }
    { n++; wall[n] = $1; cpu[n] = $2; split(of_round(base, n), o); whole[n] = $2 / o[2]
      if (of_round(other, n) != "") {
        split(of_round(other, n), s); a = past($2, s[2], more)
        split(of_round(baseOther, n), s); b = past(o[2], s[2], baseMore)
        if (a && b) { clean[++k] = a; ratio[k] = a / b }
      } }
    END {
      m = median(cpu, n); w = median(wall, n); r = median(whole, n)
      printf "| %s | %s | %.1f | %.1f (%.1f–%.1f) | %.2f (%.2f–%.2f)", title, makes, w, m, cpu[1], cpu[n], r, whole[1], whole[n]
      if (k) { c = median(clean, k); r = median(ratio, k)
        printf " | %.2f | %d | %.2f (%.2f–%.2f) |\n", c, 1e6 / c, r, ratio[1], ratio[k] }
      else print " | | | |"
    }' "$folder/$2.figures"
}

flink=$(basename benchmarks/peers/target/lib/flink-table-runtime-*.jar .jar)
iceberg=$(basename benchmarks/peers/target/lib/iceberg-flink-runtime-*.jar .jar)
machine=$(about_the_machine)
settings="$lines lines, $(($(wc -c <"$folder/access.log") / 1000000)) MB of text, $(($(wc -c <"$folder/access.json") / 1000000)) MB of JSON, $rounds rounds by turns"
to_json "$machine" "$settings" "$folder"/*.figures >target/peers.json
printf '%s\n%s; one core each unless said; medians, with least–most.\n' "$machine" "$settings"
printf 'Flink SQL: %s, %s. DuckDB: %s. %s\n\n' "${flink##*-}" "$iceberg" "$(basename "${duckdb%:}" .jar)" \
  "$(goaccess --version 2>/dev/null | head -1 || true)"
echo '| program | makes | seconds | CPU seconds | beside Tailwater | CPU µs a line, once started | lines a CPU second | **beside Tailwater** |'
echo '|---|---|---:|---:|---:|---:|---:|---:|'
row '**Tailwater**' tailwater 'events + counts + percentiles, committed' tailwater
row 'Tailwater, 2 cores, 2 files' tailwater-2-cores 'the same' tailwater
row 'Flink SQL, one regular expression' flink-sql-both 'events + counts, committed' tailwater
row 'Flink SQL, one regular expression' flink-sql-events 'events only' tailwater
row 'Flink SQL, one regular expression' flink-sql-rollup 'counts only' tailwater
row '**Tailwater**, JSON' tailwater-json 'events + counts + percentiles, committed' tailwater-json
row 'Flink SQL, JSON format' flink-sql-both-json 'events + counts, committed' tailwater-json
row 'DuckDB, `read_csv`' duckdb-csv 'events + counts, two files' tailwater
row 'DuckDB, `regexp_extract`' duckdb-regexp 'events + counts, two files' tailwater
for i in ${pythons[@]+"${!pythons[@]}"}; do row "${pandas[i]}" "pandas-$i" "${pandas_makes[i]}" tailwater; done
row 'GoAccess' goaccess 'its report, in memory' tailwater
row 'mawk' awk 'counts, printed' tailwater
row '`cat`' cat 'nothing' tailwater
row '`wc -l`' wc 'a number' tailwater
row 'our tail engine alone' tail-engine 'nothing' tailwater
row 'our parser alone' parse 'columns in memory' tailwater
row 'our limit: one thread, no Flink, no commit' tables 'files of events + counts + percentiles' tailwater
for name in ${skipped[@]+"${skipped[@]}"}; do echo "| $name | not installed | | | | | | |"; done
[[ ! -e $folder/tables.stages ]] || awk '{ printf "\nOf the limit, nanoseconds a line: reading %.0f, parsing %.0f, counting %.0f, columns to Parquet %.0f.\n",
  $2 / $1 * 1e9, $3 / $1 * 1e9, $4 / $1 * 1e9, $5 / $1 * 1e9 }' "$folder/tables.stages"
cat <<'TEXT'

Beside Tailwater: how many times its CPU time the same work took in the same round; above 1 Tailwater is faster. The first three
figures are those of the whole process, starts of JVM and Flink and compiling included. "Once started" is the difference to
another length of the log, by the lines between: four times for Tailwater and all that is as fast, twice for Flink SQL, a tenth for
the others; blank where that is no tenth of a second. With QUICK=1 it is not measured. GoAccess and Flink SQL with one table ran
one round.
All read a file from the page cache. Tailwater and Flink SQL run one embedded cluster of one slot and commit to Iceberg each 10 s
in zstd at level 1. Flink SQL has objects reused, one regular expression a line that both its statements share, no percentiles;
it checks no offsets, finds no rotation, keeps no ledger. Tailwater's events have source, stream, offset, client class and more
beside. DuckDB and pandas commit nothing, begin from the start after a crash, and DuckDB may give up the order of rows.
GoAccess keeps every visitor, URL and referrer in memory: the many clients of this log cost it most of its time.
TEXT
