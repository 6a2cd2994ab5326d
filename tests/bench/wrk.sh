#!/bin/sh
# Measures how many pages of customers a second the sandbox gives away.
#
#   tests/bench/wrk.sh PINTUI [FLOOR]
#
# PINTUI is the release build to measure, with a million customers, in memory and on a file. FLOOR is the address of
# another server of the same pages, such as http://127.0.0.1:4000: it is measured in turn with the sandbox, because on a
# busy machine only the ratio within one run means anything. ROUNDS (5) and SECONDS_EACH (3) can be set.
set -eu

program=${1:?usage: tests/bench/wrk.sh PINTUI [FLOOR]}
floor=${2:-}
rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-3}
script=$(dirname "$0")/pages.lua

if ! command -v wrk >/dev/null; then
  echo "wrk is missing: it comes with most systems' packages, or from https://github.com/wg/wrk" >&2
  exit 2
fi
if ! [ -x "$program" ]; then
  echo "$program cannot be run: build it by cargo build --release" >&2
  exit 2
fi

work=$(mktemp -d)
servers=
# shellcheck disable=SC2086 # a list of numbers
trap 'kill $servers 2>/dev/null || true; rm -rf "$work"' EXIT

# Starts a sandbox and leaves its address in the file named first.
start() {
  said=$work/$1
  shift
  : >"$said"
  HOME=$work "$program" sandbox serve --api-key bench --customers 1000000 "$@" >"$said" &
  servers="$servers $!"
  until grep -q listening "$said"; do
    kill -0 $! || exit 1
    sleep 0.1
  done
}
start memory --in-memory
start file

address() {
  sed 's|listening on \(http://[^/]*\).*|\1|' "$work/$1"
}

# `bench:` in base64.
export AUTHORIZATION="Basic YmVuY2g6" PAGES=40000
measure() {
  wrk -t 1 -c 8 -d "$seconds" -s "$script" "$2" >"$work/out"
  if grep -q 'Non-2xx' "$work/out"; then
    echo "$2 refuses" >&2
    exit 1
  fi
  awk '/Requests\/sec/ { print $2 }' "$work/out" >>"$work/rate.$1"
}
round=0
while [ "$round" -lt "$rounds" ]; do
  [ -z "$floor" ] || measure floor "$floor"
  measure memory "$(address memory)"
  measure file "$(address file)"
  round=$((round + 1))
done

median() {
  sort -n "$work/rate.$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}
for name in memory file; do
  if [ -n "$floor" ]; then
    awk -v name="$name" -v ours="$(median "$name")" -v floor="$(median floor)" \
      'BEGIN { printf "%-6s %8.0f pages a second, %.2f of the floor (%.0f)\n", name, ours, ours / floor, floor }'
  else
    printf '%-6s %8.0f pages a second\n' "$name" "$(median "$name")"
  fi
done
