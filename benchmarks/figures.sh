#!/usr/bin/env bash
# Sourced by the benchmarks that time whole processes: seconds of clock and CPU of each run, medians, JSON. Wants $folder.

mkdir -p target # where the figures of each run go

# How ./tailwater has the Java of ingest compile, for parts of its work that are measured by themselves.
# shellcheck disable=SC2034 # for those who source this
mapfile -t compiler < <(grep -o -- '-XX:Tier4[A-Za-z]*=[0-9]*' tailwater)

measure() { # NAME COMMAND...: adds the run's seconds of clock and of CPU to the name's figures
  local TIMEFORMAT='%R %U %S' name=$1 times
  shift
  times=$({ time "$@" >"$folder/out" 2>"$folder/err" </dev/null; } 2>&1) || failed "$@"
  awk '{ print $1, $2 + $3 }' <<<"$times" >>"$folder/$name.figures"
}

failed() { # COMMAND...
  tail -n 50 -- "$folder/out" "$folder/err" >&2
  echo "tailwater: the benchmark ends here, this failed: $*" >&2
  exit 1
}

committed() { # how many events the last measured run of Tailwater said that it has committed
  sed -n 's/^committed \([0-9,]*\) events.*/\1/p' "$folder/out" "$folder/err" | tr -d ,
}

on_core() ( # CORES COMMAND...: on that many cores, where the system can hold it to them
  cores=$1
  shift
  if ((cores < $(getconf _NPROCESSORS_ONLN))) && command -v taskset >/dev/null; then
    taskset -cp "0-$((cores - 1))" "$BASHPID" >/dev/null
  fi
  "$@"
)

libraries() { # MODULE: fetches what a benchmark needs beside the product, once
  local folder=benchmarks/$1/target/lib
  if [[ ! -d $folder || benchmarks/$1/pom.xml -nt $folder ]]; then
    echo "fetching the libraries of benchmarks/$1" >&2
    mvn -B -ntp -q -P bench -pl "benchmarks/$1" package >&2
    touch "$folder"
  fi
}

# Awk's part of it: the median of an array's first n, which it sorts.
# shellcheck disable=SC2034 # for those who source this
median='function median(a, n,   i, j, t) {
  for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
  return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
}'

# And a file's line by its number, or nothing: files that a row stands beside may be one and the same, which getline would
# read on from where it was.
# shellcheck disable=SC2034 # for those who source this
of_round='function of_round(file, round,   line) {
  while (seen_of[file] < round && (getline line < file) > 0) line_of[file, ++seen_of[file]] = line
  return line_of[file, round]
}'

to_json() { # MACHINE SETTINGS FILE...: an object of the figures of each round
  local machine=$1 settings=$2 file comma=
  shift 2
  printf '{"machine": "%s", "settings": "%s", "rows": [' "$machine" "$settings"
  for file in "$@"; do
    printf '%s\n{"name": "%s", "rounds": [%s]}' "$comma" "$(basename "${file%.*}")" \
      "$(awk '{ gsub(/ -/, " null"); gsub(/ /, ", "); printf "%s[%s]", (NR > 1 ? ", " : ""), $0 }' "$file")"
    comma=,
  done
  printf ']}\n'
}
