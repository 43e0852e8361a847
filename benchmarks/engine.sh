#!/usr/bin/env bash
# Sourced by the benchmarks: the tail engine without Flink, and a line about the machine.

lib=pipeline/target/lib

compile_engine() { # FOLDER PROGRAM...
  local folder=$1 program
  shift
  [[ -d $lib ]] || { echo "tailwater: nothing is built yet; run 'make build' first" >&2; exit 4; }
  classes=$folder/classes:$(printf '%s:' $lib/tailwater-connectors-*.jar $lib/slf4j-api-*.jar $lib/jackson-core-*.jar \
    $lib/jackson-databind-*.jar $lib/jackson-annotations-*.jar $lib/zstd-jni-*.jar)
  for program in "$@"; do
    javac -d "$folder/classes" -cp "$classes" "benchmarks/$program.java"
  done
}

engine() { # PROGRAM ARGS...
  java -Xmx1g -Dslf4j.internal.verbosity=ERROR -cp "$classes" "$@"
}

about_the_machine() {
  local commit
  commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
  [[ -z $(git status --porcelain --untracked-files=no 2>/dev/null) ]] || commit+=' with changes'
  printf '%s, %d processors, load %s before, Linux %s, Java %s, %s, commit %s.\n' \
    "$(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo)" "$(getconf _NPROCESSORS_ONLN)" "$load" "$(uname -r)" \
    "$(java -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')" "$(gzip --version | head -1)" "$commit"
}

load=$(cut -d ' ' -f 1 /proc/loadavg)
