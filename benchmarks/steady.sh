#!/usr/bin/env bash
# Usage: benchmarks/steady.sh [SECONDS] [RATE] [LINES] [ROUNDS]
# The running job at RATE lines a second (10000) for SECONDS (60), and at half of its peak, which takes 10 GB of disk: how much
# of a core it takes, and how old events are when the query service first counts them, beside the goals. Then a topic of LINES
# (3000000) JSON records to the lake, beside a bare consumer loop that only parses, by turns, on one core each; the broker is
# real and not counted; a topic of three times the records, 6 GB, tells what starts cost. Prints tables; target/steady.json has every
# run. QUICK=1 is for a look. Needs Linux, whose /proc tells what a process took.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60} rate=${2:-10000} lines=${3:-3000000} rounds=${4:-3} settle=20 interval=${INTERVAL:-10}
template=200000 few_copies=15 many_copies=60 turns=2
if [[ ${QUICK:-} == 1 ]]; then
  seconds=${1:-6} lines=${3:-50000} rounds=${4:-1} settle=2 interval=${INTERVAL:-3}
  template=50000
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-steady.XXXXXX")
processes=()
cleanup() {
  local process
  exec 4>&- || true
  for process in ${processes[@]+"${processes[@]}"}; do kill -TERM "$process" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
# shellcheck source=benchmarks/figures.sh
. benchmarks/figures.sh
[[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
libraries broker
mkdir -p "$folder/classes" target
javac -d "$folder/classes" -cp "pipeline/target/tailwater-pipeline.jar:$lib/*" benchmarks/ConsumerLoop.java benchmarks/AppendAtRate.java
javac -proc:none -d "$folder/broker" -cp "benchmarks/broker/target/lib/*" -sourcepath pipeline/src/test/java \
  benchmarks/broker/Broker.java

# --- a steady rate

cpu_of() { # PID: seconds that it has taken
  awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / hz }' "/proc/$1/stat"
}

until_answers() { # URL LOG PID
  until curl -sf "$1" >/dev/null; do
    kill -0 "$3" 2>/dev/null || { cat "$2" >&2; exit 1; }
    sleep 0.2
  done
}

# shellcheck disable=SC2016 # nginx' variables, not ours
format='$remote_addr [$msec] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time'
machine=$(about_the_machine)
export TAILWATER_LOG_DIR=$folder/log
source_of() { # GLOB LAKE
  printf '%s\0' --set "lake.warehouse=$2" --set "lake.commit_interval=${interval}s" --set sources.0.id=bench \
    --set "sources.0.paths.0=$1" --set "sources.0.format=$format"
}

steady() { # NAME GOAL SECONDS WRITER...: a row about the job beside a program that appends to $folder/access.log
  local name=$1 goal=$2 seconds=$3 most="< $((interval + 2))" port=$((20000 + RANDOM % 10000)) job arguments process
  shift 3
  [[ ${QUICK:-} != 1 ]] || goal='' most='' # a start is still going on
  local status=http://127.0.0.1:$port/api/v1/status
  rm -rf "$folder/lake"
  : >"$folder/access.log"
  mapfile -d '' arguments < <(source_of "$folder/access.log" "$folder/lake")
  ./tailwater serve --set "lake.warehouse=$folder/lake" --set "server.listen=127.0.0.1:$port" >"$folder/serve.out" 2>&1 &
  processes+=($!)
  ./tailwater ingest "${arguments[@]}" >"$folder/job.out" 2>&1 &
  job=$!
  processes+=($job)
  "$@" >"$folder/generate.out" 2>&1 &
  processes+=($!)
  until_answers "$status" "$folder/serve.out" "${processes[0]}"
  until [[ $(curl -sf "$status" | sed -n 's/.*"newest_event":"\([^"]*\)".*/\1/p') ]]; do
    kill -0 $job 2>/dev/null || { cat "$folder/job.out" >&2; exit 1; }
    sleep 0.2
  done
  sleep "$settle"

  local began cpu_began bytes_began end newest ended cpu_ended bytes_ended
  began=$EPOCHREALTIME cpu_began=$(cpu_of $job) bytes_began=$(stat -c %s "$folder/access.log")
  end=$((SECONDS + seconds))
  while ((SECONDS < end)); do # when it was asked, and the newest event that it knew of
    newest=$(curl -sf "$status" | sed -n 's/.*"newest_event":"\([^"]*\)".*/\1/p') || true
    [[ -z $newest ]] || printf '%s %s\n' "$EPOCHREALTIME" "$(date -d "$newest" +%s.%3N)"
    sleep 0.1
  done >"$folder/seen"
  ended=$EPOCHREALTIME cpu_ended=$(cpu_of $job) bytes_ended=$(stat -c %s "$folder/access.log")
  for process in "${processes[@]}"; do kill -TERM "$process" 2>/dev/null || true; done
  wait "${processes[@]}" 2>/dev/null || true
  processes=()

  # What became visible at an answer came about evenly since the newest event of the one before.
  awk 'last && $2 > last { for (i = 0; i < 20; i++) print $1 - (last + ($2 - last) * (i + 0.5) / 20) } { last = $2 }' \
    "$folder/seen" | sort -n >"$folder/ages"
  [[ -s $folder/ages ]] || { echo "tailwater: no commit was seen in $seconds s; give it more than commit intervals of $interval s" >&2; exit 1; }
  awk -v name="$name" -v wall="$(awk -v a="$began" -v b="$ended" 'BEGIN { print b - a }')" -v a="$cpu_began" -v b="$cpu_ended" \
    -v bytes=$((bytes_ended - bytes_began)) -v of="$(head -c 10000000 "$folder/access.log" | wc -l -c)" -v most="$most" \
    -v goal="$goal" '
    BEGIN { split(of, first, " "); lines = bytes / first[2] * first[1] }
    { age[NR] = $1 }
    END {
      core = (b - a) / wall
      printf "| %s | %.0f | %.0f | %.1f %% | %s | %.2f | %.2f | %.2f | %s |\n", name, lines / wall, wall, core * 100, goal,
        (b - a) / lines * 1e5, age[int((NR - 1) * 0.5) + 1], age[int((NR - 1) * 0.99) + 1], most
      printf "%s %s %s %s %s\n", lines / wall, wall, core, age[int((NR - 1) * 0.5) + 1], age[int((NR - 1) * 0.99) + 1] >"/dev/stderr"
    }' "$folder/ages" 2>>"$folder/steady.runs"
}

once() { # GLOB
  local arguments
  rm -rf "$folder/once"
  mapfile -d '' arguments < <(source_of "$1" "$folder/once")
  ./tailwater ingest --once "${arguments[@]}"
}

steady "$rate lines a second" "$(awk -v r="$rate" 'BEGIN { printf "< %.0f %%", r / 1000 }')" "$seconds" \
  ./tailwater generate --rate "$rate" --format "$format" --out "$folder/access.log" >"$folder/rows"

half_of_peak() { # lines a second
  local copies i turn
  for copies in $few_copies $many_copies; do
    for ((i = 0; i < copies; i++)); do cat "$folder/template.log"; done >"$folder/access-$copies.log"
  done
  measure warm once "$folder/access-$few_copies.log"
  for ((turn = 0; turn < turns; turn++)); do
    for copies in $few_copies $many_copies; do measure "once-$copies" once "$folder/access-$copies.log"; done
  done
  rm "$folder/access-$few_copies.log" "$folder/access-$many_copies.log"
  cut -d ' ' -f 1 "$folder/once-$few_copies.figures" "$folder/once-$many_copies.figures" |
    awk -v lines=$(((many_copies - few_copies) * template)) -v turns=$turns '
      { sum += NR > turns ? $1 : -$1 } END { print int(lines / (sum > 0.2 ? sum / turns : 0.1) / 2) }'
}

# Half of what the job can take: its peak is that of a log read to its end, by the clock, on all cores, without starts, which
# a shorter log has too; the mean of two turns, after a run that is thrown away.
./tailwater generate --seed 1 --start 2026-05-20T00:00:00Z --span 1d --count "$template" --format "$format" \
  --out "$folder/template.log" >"$folder/out" 2>&1 || failed generate
half=100000 name='100000 lines a second'
if [[ ${QUICK:-} != 1 ]]; then
  half=$(half_of_peak) name='half of the peak'
fi
steady "$name" '' "$((seconds < 40 ? seconds : 40))" \
  java -Xmx256m -cp "$folder/classes" AppendAtRate "$folder/template.log" "$folder/access.log" "$half" >>"$folder/rows"
rm -f "$folder"/*.log

printf '%s\nCommit interval %s s, settled for %s s.\n\n' "$machine" "$interval" "$settle"
echo '| at | lines a second | seconds | of a core | goal | CPU seconds for 100,000 lines | age when counted: median, s | 99 %, s | goal |'
echo '|---|---:|---:|---:|---:|---:|---:|---:|---:|'
cat "$folder/rows"

# --- a topic

mkfifo "$folder/open"
java -Xmx256m -Dlog4j2.level=ERROR -cp "$folder/broker:$PWD/benchmarks/broker/target/lib/*" Broker "$folder/kafka" events more \
  <"$folder/open" >"$folder/broker.out" 2>"$folder/broker.err" &
broker=$!
exec 4>"$folder/open" # the broker ends with this
until [[ -s $folder/broker.out ]]; do
  kill -0 $broker 2>/dev/null || { cat "$folder/broker.err" >&2; exit 1; }
  sleep 0.2
done
address=$(<"$folder/broker.out")
more=$((lines * 3))
topics=("events $lines")
[[ ${QUICK:-} == 1 ]] || topics+=("more $more") # starts are all that is seen there
for topic in "${topics[@]}"; do
  ./tailwater generate --seed 1 --start 2026-05-20T00:00:00Z --span 1d --count "${topic#* }" --format json \
    --out "kafka:${topic% *}" --brokers "$address" >"$folder/out" 2>"$folder/err" 4>&- || failed generate
done

to_lake() { # FOLDER TOPIC
  rm -rf "$1"
  ./tailwater ingest --once --set "lake.warehouse=$1" --set "lake.commit_interval=${interval}s" --set sources.0.id=bench \
    --set sources.0.type=kafka --set "sources.0.brokers=$address" --set "sources.0.topics.0=$2" --set sources.0.format=json
}
loop() { java -Xmx1g -Dlog4j2.level=ERROR -cp "$folder/classes:pipeline/target/tailwater-pipeline.jar:$lib/*" ConsumerLoop "$address" "$1"; }

for ((round = 1; round <= rounds; round++)); do
  measure topic on_core 1 to_lake "$folder/topic" events 4>&-
  [[ $(committed) == "$lines" ]] || failed 'topic to lake'
  measure loop on_core 1 loop events 4>&-
  [[ $(<"$folder/out") == "$lines" ]] || failed 'consumer loop'
  [[ ${QUICK:-} != 1 ]] || continue
  measure topic.more on_core 1 to_lake "$folder/topic" more 4>&-
  [[ $(committed) == "$more" ]] || failed 'topic to lake'
  measure loop.more on_core 1 loop more 4>&-
  [[ $(<"$folder/out") == "$more" ]] || failed 'consumer loop'
done
to_json "$machine" "$lines records, $rounds rounds; steady: lines a second, seconds, of a core, median and 99 % of ages" \
  "$folder/steady.runs" "$folder"/topic*.figures "$folder"/loop*.figures >target/steady.json

printf '\n%d JSON records in one partition, %d rounds by turns, one core each: medians, with least–most.\n\n' "$lines" "$rounds"
echo '| read by | seconds | CPU seconds | three times the records | records a CPU second, once started | of the bare loop | goal |'
echo '|---|---:|---:|---:|---:|---:|---:|'
for name in loop topic; do
  if [[ ${QUICK:-} == 1 ]]; then
    awk -v name=$name '{ printf "| %s | %.1f | %.1f | | | | |\n", name == "loop" ? "bare consumer loop" : "Tailwater", $1, $2 }' "$folder/$name.figures"
    continue
  fi
  awk -v name=$name -v lines="$lines" -v more=$more -v longer="$folder/$name.more.figures" -v base="$folder/loop.figures" \
    -v baseLonger="$folder/loop.more.figures" "$median$of_round"'
    function past(cpu, all) { return all - cpu > 0.01 ? all - cpu : 0.01 }
    { n++; wall[n] = $1; cpu[n] = $2; split(of_round(longer, n), s); whole[n] = s[2]; clean[n] = past($2, s[2])
      split(of_round(base, n), o); split(of_round(baseLonger, n), s); share[n] = past(o[2], s[2]) / clean[n] }
    END {
      r = median(share, n)
      printf "| %s | %.1f | %.1f | %.1f | %d | %.2f (%.2f–%.2f) | %s |\n",
        name == "loop" ? "bare consumer loop, parses only" : "Tailwater, events + counts committed", median(wall, n),
        median(cpu, n), median(whole, n), (more - lines) / median(clean, n), r, share[1], share[n], name == "loop" ? "" : "≥ 0.6"
    }' "$folder/$name.figures"
done
