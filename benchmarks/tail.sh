#!/usr/bin/env bash
# Usage: benchmarks/tail.sh [LINES] [ROUNDS]
# Reads one generated log with the tail engine alone, by turns with `cat` and `wc -l`, then the same log packed beside
# `gzip -dc` and `zstd -dc`, all of them into /dev/null, and prints a table: medians, least and most, and ratios of each
# round. A run that fails ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lines=${1:-5000000}
rounds=${2:-5}
folder=$(mktemp -d "${TMPDIR:-/tmp}/tailwater-tail.XXXXXX")
trap 'rm -rf "$folder"' EXIT
log=$folder/access.log
# shellcheck source=benchmarks/engine.sh
. benchmarks/engine.sh
compile_engine "$folder" TailThroughput

measure() { # NAME COMMAND...: adds the round's seconds of clock and processor to the name's figures
  local TIMEFORMAT='%R %U %S' name=$1 times
  shift
  times=$({ time "$@" >/dev/null 2>"$folder/err"; } 2>&1) || failed "$@"
  awk '{ print $1, $2 + $3 }' <<<"$times" >>"$folder/$name.figures"
}

failed() {
  cat "$folder/err" >&2
  echo "tailwater: the benchmark ends here, this failed: $*" >&2
  exit 1
}

within() { # NAME FILE: the second pass over a file inside one process: without its start, code compiled
  engine TailThroughput "$2" 2 >"$folder/out"
  awk '{ print $2, "-" }' "$folder/out" >>"$folder/$1.figures"
}

check() { # FILE: the engine must have handed on every byte of the log
  local got want
  got=$(engine TailThroughput "$1" 1 | cut -d ' ' -f 1)
  want=$(wc -c <"$log")
  [[ $got == "$want" ]] || { echo "tailwater: $1: want $want bytes, got $got" >&2; exit 1; }
}

row() { # TITLE NAME BESIDE: seconds, MB/s, and times as long as another in the same round
  awk -v title="$1" -v bytes="$size" -v beside="$folder/$3.figures" '
    function median(a, n,   i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j - 1] > a[j]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
      return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2
    }
    { n++; real[n] = $1; cpu[n] = $2; getline other < beside; split(other, o); ratio[n] = $1 / (o[1] > 0.001 ? o[1] : 0.001)
      hasCpu = $2 != "-" }
    END {
      m = median(real, n); r = median(ratio, n)
      printf "| %s | %.2f | %.2f–%.2f | %s | %.0f | %.1f (%.1f–%.1f) |\n", title, m, real[1], real[n],
        hasCpu ? sprintf("%.2f", median(cpu, n)) : "", bytes / (m > 0.001 ? m : 0.001) / 1e6, r, ratio[1], ratio[n]
    }' "$folder/$2.figures"
}

./tailwater generate --seed 1 --count "$lines" --out "$log" >/dev/null 2>&1
size=$(wc -c <"$log")
gzip -kc "$log" >"$folder/packed.log.gz"
have_zstd=$(command -v zstd || true)
[[ -z $have_zstd ]] || zstd -qkc "$log" >"$folder/framed.log.zst"
check "$log"
check "$folder/packed.log.gz"
[[ -z $have_zstd ]] || check "$folder/framed.log.zst"

for ((round = 1; round <= rounds; round++)); do
  measure cat cat "$log"
  measure wc wc -l "$log"
  measure engine engine TailThroughput "$log" 1
  within warm "$log"
  measure gzip gzip -dc "$folder/packed.log.gz"
  measure engine-gz engine TailThroughput "$folder/packed.log.gz" 1
  within warm-gz "$folder/packed.log.gz"
  [[ -n $have_zstd ]] || continue
  measure zstd zstd -dc "$folder/framed.log.zst"
  measure engine-zst engine TailThroughput "$folder/framed.log.zst" 1
  within warm-zst "$folder/framed.log.zst"
done

about_the_machine
printf '%d lines, %d MB, in the page cache; %d rounds by turns. MB/s are of the log, not of its archive.\n\n' "$lines" \
  $((size / 1000000)) "$rounds"
# shellcheck disable=SC2016 # the backticks are Markdown's
table() {
  echo '| read with | seconds, median | least–most | CPU seconds | MB/s | times as long |'
  echo '|---|---:|---:|---:|---:|---:|'
  row '`cat FILE >/dev/null`' cat cat
  row '`wc -l FILE`, beside `cat`' wc cat
  row 'engine, whole process, beside `cat`' engine cat
  row 'engine, whole process, beside `wc -l`' engine wc
  row 'engine, without the start of its JVM, beside `cat`' warm cat
  row 'engine, without the start of its JVM, beside `wc -l`' warm wc
  row '`gzip -dc`' gzip gzip
  row 'engine on .gz, whole process, beside `gzip -dc`' engine-gz gzip
  row 'engine on .gz, without the start of its JVM, beside `gzip -dc`' warm-gz gzip
  [[ -n $have_zstd ]] || return 0
  row '`zstd -dc`' zstd zstd
  row 'engine on .zst, whole process, beside `zstd -dc`' engine-zst zstd
  row 'engine on .zst, without the start of its JVM, beside `zstd -dc`' warm-zst zstd
}
table
