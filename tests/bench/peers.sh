#!/usr/bin/env bash
# Compares pintui with the programs and the floors that its speed is judged by, and prints a Markdown table a part.
#
#   tests/bench/peers.sh [PINTUI [PARTS]]
#
# PINTUI is the release build to measure (target/release/pintui). PARTS are letters (abcdef):
#   a  from start to customers on the screen    d  the last letter of a query to its answer, over a million
#   b  from a key to the painted screen         e  customers read a second
#   c  peak memory                              f  how all of this grows with the number of customers
#
# What is missing is said, and what needs it is left out:
#   PINTUI_TTYBENCH  ttybench.py, which measures programs in a terminal; it needs python3 with pyte
#   PINTUI_FLOORS    the folder of the floors' binaries: mini_table, and server for part e
#   fzf, wrk, gitui, slumber, python3 with requests: as they are installed
#
# Everything is measured in turn, round by round, because on a busy machine only ratios within one run mean anything.
# ROUNDS (5), KEYS (100 keys a round), MILLION (1000000, for quick tries less), SIZES (of part f) and MEMORY (of part
# c) can be set. All parts over a million take more than an hour, part d most of it, and 1 GB in TMPDIR until the end.
set -u

program=$(realpath -m "${1:-target/release/pintui}")
parts=${2:-abcdef}
rounds=${ROUNDS:-5}
keys=${KEYS:-100}
million=${MILLION:-1000000}
sizes=${SIZES:-10000 100000 $million}
memory=${MEMORY:-0 1284 100000 $million}
ttybench=${PINTUI_TTYBENCH:-}
floors=${PINTUI_FLOORS:-}
here=$(cd "$(dirname "$0")" && pwd)
queries=(smith jsmth gmail featherstone 'zoe w' a sm 4242)

if ! [ -x "$program" ]; then
  echo "$program cannot be run: build it by cargo build --release" >&2
  exit 2
fi
if ! command -v python3 >/dev/null; then
  echo "python3 is missing: without it nothing can be written down" >&2
  exit 2
fi

# Nobody's config, key or mirror comes into it: each number of customers has a home of its own in a folder that goes.
work=$(mktemp -d)
started=()
# shellcheck disable=SC2317 # the trap calls it
clean() {
  local id
  for id in "${started[@]}"; do kill -- "$id" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME
for name in "${!PINTUI_@}"; do unset "$name"; done
export HOME=$work
figures=$work/figures
: >"$figures"

# ---- what there is ----------------------------------------------------------------------------------------------

has() { command -v "$1" >/dev/null; }
missing() { echo "- missing: $1, so $2 is left out"; }
peers() { python3 "$here/peers.py" "$@"; }

floor=
[ -n "$floors" ] && [ -x "$floors/mini_table" ] && floor=$floors/mini_table
syncs=yes
"$program" sync --help >/dev/null 2>&1 || syncs=

inventory() {
  echo "# pintui beside its peers"
  echo
  echo "- $("$program" --version), $(nproc) cores, $(uname -sr), $rounds rounds, $(date -u +%F)"
  if ! [ -r "$ttybench" ] || ! python3 -c 'import pyte' 2>/dev/null; then
    ttybench=
    missing 'PINTUI_TTYBENCH or pyte for python3' 'all in a terminal (parts a, b, c, d, f)'
  fi
  [ -n "$floor" ] || missing 'mini_table in PINTUI_FLOORS' 'the floor of parts a and b'
  if has fzf; then echo "- fzf $(fzf --version)"; else missing fzf 'its side of parts c and d'; fi
  if has wrk; then echo "- $(wrk -v 2>&1 | head -n 1)"; else missing wrk 'its side of part e'; fi
  for peer in gitui slumber; do
    if has "$peer"; then echo "- $("$peer" --version)"; else missing "$peer" 'its start in part a'; fi
  done
  python3 -c 'import requests' 2>/dev/null || missing 'requests for python3' 'its side of part e'
  [ -n "$syncs" ] || echo '- this pintui has no sync command: mirrors are filled, and read anew, by the dashboard'
}

# ---- how it is written down -------------------------------------------------------------------------------------

part=
# Says what was measured: note WHAT UNIT WHO BESIDE VALUE. What failed has no number and is left out.
note() {
  if [[ $5 =~ ^[0-9.]+(e[-+]?[0-9]+)?$ ]]; then
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$part" "$@" >>"$figures"
  else
    echo "part $part: no figure for $1, $3" >&2
  fi
}

# Measures with ttybench and leaves its JSON for `found`.
bench() { python3 "$ttybench" "$@" >"$work/json" 2>"$work/said" || { tail -n 5 "$work/said" >&2; : >"$work/json"; }; }
found() { peers pick "$1" <"$work/json" 2>/dev/null; }

# Runs something in the home of a number of customers.
at_home() {
  local home=$work/home-$1
  mkdir -p "$home"
  shift
  HOME=$home "$@"
}
# Reads all customers into the mirror as a user would: read_all CUSTOMERS [--full].
read_all() {
  if [ -n "$syncs" ]; then
    at_home "$1" "$program" sync --customers "$@" >/dev/null 2>"$work/said"
  else
    # A dashboard reads all where it has no mirror.
    rm -rf "$work/home-$1/.cache"
    at_home "$1" python3 "$here/peers.py" fill "$ttybench" "$program" --customers "$1" 2>"$work/said"
  fi
}
# Fills the mirror of a number of customers, once.
fill() {
  [ -e "$work/home-$1/filled" ] && return
  echo "filling a mirror of $1" >&2
  if read_all "$1"; then touch "$work/home-$1/filled"; else tail -n 3 "$work/said" >&2; fi
}

# Starts something that reads all customers again and again; `quiet` ends it.
noise() {
  # A group of its own, so that whatever it has started ends with it.
  set -m
  while :; do read_all "$1" --full || sleep 1; done >/dev/null 2>&1 &
  busy=$!
  set +m
  started+=("-$busy")
  sleep 1
}
quiet() {
  kill -- "-$busy" 2>/dev/null
  wait "$busy" 2>/dev/null
}

# shellcheck source=tests/bench/parts.sh
. "$here/parts.sh"

inventory
for ((at = 0; at < ${#parts}; at++)); do
  part=${parts:at:1}
  case $part in
    a | b | c | d | f) [ -n "$ttybench" ] || continue ;;
    e) ;;
    *)
      echo "there is no part $part" >&2
      continue
      ;;
  esac
  echo
  echo "## ${titles[$part]}"
  echo
  "part_$part"
  peers table "$figures" "$part"
done
