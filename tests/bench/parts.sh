#!/usr/bin/env bash
# The parts of tests/bench/peers.sh, which reads this file; it says what `note`, `bench`, `found` and the others do.
# shellcheck disable=SC2034,SC2154 # names are said in one file and used in the other

declare -A titles=(
  [a]='From start to customers on the screen'
  [b]='From a key to the painted screen'
  [c]='Peak memory, with all customers in it'
  [d]="The last letter of a query to its answer, over $million customers"
  [e]='Customers read a second'
  [f]='How it grows with the number of customers'
)
# The first customer's row, in each sandbox and in mini_table.
row='@[a-z]'

# ---- a: start ---------------------------------------------------------------------------------------------------

# Starts once in a home: start WHAT WHO CUSTOMERS.
start_in() {
  at_home "$3" bench start --runs 1 --warmup 0 --until "$row" -- "$program" --customers "$3"
  note "$1" ms "$2" mini_table "$(found until_ms.p50)"
}
start_peer() {
  bench start --runs 1 --warmup 0 --cwd "$work/peer" -- "$@"
  note 'start to the first letter' ms "$1" mini_table "$(found first_visible_ms.p50)"
}

part_a() {
  local round each
  fill 1284
  fill "$million"
  mkdir -p "$work/peer" "$work/home-ever"
  printf 'requests: {}\n' >"$work/peer/slumber.yml"
  if has git; then git -C "$work/peer" init -q; fi
  for ((round = 1; round <= rounds; round++)); do
    echo "part a, round $round" >&2
    # Three starts a round: one alone hits too often what else the machine does.
    for each in 1 2 3; do
      if [ -n "$floor" ]; then
        bench start --runs 1 --warmup 0 --until "$row" -- "$floor"
        note 'start to customers' ms mini_table mini_table "$(found until_ms.p50)"
        note 'start to the first letter' ms mini_table mini_table "$(found first_visible_ms.p50)"
      fi
      start_in 'start to customers' 'pintui, mirror of 1,284' 1284
      note 'start to the first letter' ms pintui mini_table "$(found first_visible_ms.p50)"
      start_in 'start to customers' "pintui, mirror of $million" "$million"
      # The mirror goes, the sandbox's records stay: what a second start is where nothing is kept.
      rm -rf "$work/home-empty/.cache"
      HOME=$work/home-empty bench start --runs 1 --warmup 0 --until "$row" -- "$program"
      [ "$round$each" = 11 ] || note 'start to customers' ms 'pintui, empty mirror' mini_table "$(found until_ms.p50)"
      rm -rf "$work/home-ever"
      HOME=$work/home-ever bench start --runs 1 --warmup 0 --until "$row" -- "$program"
      note 'start to customers' ms 'pintui, first start ever' mini_table "$(found until_ms.p50)"
      if has gitui && has git; then start_peer gitui; fi
      if has slumber; then start_peer slumber; fi
    done
  done
}

# ---- b: keys ----------------------------------------------------------------------------------------------------

# Moves down and up: move WHAT UP_TO WHO COMMAND..., where UP_TO is the first or the last byte that is written.
move() {
  local what=$1 up_to=${2}_byte_us who=$3
  shift 3
  bench keys --key j --key k --n "$keys" --until "$row" -- "$@"
  note "$what, p50" us "$who" mini_table "$(found "$up_to.p50")"
  note "$what, p99" us "$who" mini_table "$(found "$up_to.p99")"
}
in_peace() {
  local who=$1
  shift
  move 'key to painted' last "$who" "$@"
  note 'bytes of a key' bytes "$who" mini_table "$(found bytes_per_key.p50)"
  note 'wake-ups of a key' wake-ups "$who" mini_table "$(found wakeups_per_key)"
  # Neither knows it.
  bench keys --key X --n 20 --until "$row" -- "$@"
  note 'bytes of a key that changes nothing' bytes "$who" mini_table "$(found bytes_per_key.mean)"
  note 'lag of the list after 500 keys at 1000 a second' ms "$who" mini_table \
    "$(peers flood "$ttybench" --columns 58 "$@")"
}
# Says what is not quiet in ten seconds of nothing.
in_silence() {
  local who=$1
  shift
  bench idle --seconds 10 --calm 3 --until "$row" -- "$@"
  note '10 s of nothing, written' bytes "$who" mini_table "$(found bytes)"
  note '10 s of nothing, wake-ups' wake-ups "$who" mini_table "$(found wakeups_per_s)"
  note '10 s of nothing, processor' ticks "$who" mini_table "$(found stat_ticks)"
}
# Types and deletes a letter that nearly all rows hold, each before the search for the one before it has ended.
in_search() {
  local who=$1 first=$2 second=$3 open=$4
  shift 4
  bench keys --key "$first" --key "$second" --n "$keys" --settle 3 --max-wait 12 --gap 0 --until "$row" \
    --pre "$open" -- "$@"
  note 'key to painted during a search, p50' us "$who" mini_table "$(found first_byte_us.p50)"
  note 'key to painted during a search, p99' us "$who" mini_table "$(found first_byte_us.p99)"
}

part_b() {
  local round
  fill 1284
  fill "$million"
  for ((round = 1; round <= rounds; round++)); do
    echo "part b, round $round" >&2
    [ -n "$floor" ] && in_peace mini_table "$floor"
    at_home 1284 in_peace pintui "$program"
    if [ "$round" = 1 ]; then
      [ -n "$floor" ] && in_silence mini_table "$floor"
      at_home 1284 in_silence pintui "$program"
    fi
    [ -n "$floor" ] && in_search mini_table j k '' "$floor"
    at_home "$million" in_search pintui a '<bs>' / "$program" --customers "$million"

    # Up to the first byte: the last ones tell how far the reading is. The dashboard reads all customers itself;
    # where it has no mirror it begins at once.
    rm -rf "$work/home-own"
    mkdir "$work/home-own"
    HOME=$work/home-own move 'key to painted during a sync' first 'pintui, its own' "$program" --customers "$million"
    # Another process reads them, into the mirror that the dashboard shows.
    noise "$million"
    [ -n "$floor" ] && move 'key to painted during a sync' first mini_table "$floor"
    at_home "$million" move 'key to painted during a sync' first "pintui, another's" "$program" --customers "$million"
    quiet
    # It was stopped in the middle.
    [ -n "$syncs" ] || rm -f "$work/home-$million/filled"
  done
  [ -n "$syncs" ] || fill "$million"
}

# ---- c: memory --------------------------------------------------------------------------------------------------

part_c() {
  local round size
  for size in $memory; do fill "$size"; done
  fill "$million"
  searched_rows
  for ((round = 1; round <= rounds; round++)); do
    echo "part c, round $round" >&2
    for size in $memory; do
      note 'peak memory' MB "pintui, $size" "pintui, ${memory%% *}" \
        "$(at_home "$size" peers memory "$ttybench" "$program" --customers "$size")"
    done
    if has fzf; then
      note 'peak memory' MB "fzf, $million (name, email)" "pintui, ${memory%% *}" \
        "$(peers memory "$ttybench" --stdin "$work/rows" fzf)"
    fi
  done
}

# ---- d: search --------------------------------------------------------------------------------------------------

# Writes down what fzf is to search: the same rows that pintui searches, as far as they are shown.
searched_rows() {
  [ -s "$work/rows" ] || peers rows "$work/home-$million"/.cache/pintui/mirror-*.sqlite3 >"$work/rows"
}
# Says how long two things took: both FIRST SECOND WHO BESIDE TIMES.
both() {
  local times
  read -r -a times <<<"$5"
  note "$1" ms "$3" "$4" "${times[0]:-}"
  note "$2" ms "$3" "$4" "${times[1]:-}"
}

# Types a query as `how` says: ask WHO KEYS COMMAND...
ask() {
  local who=$1 said='last letter'
  shift
  [ "$how" = query ] && said='typed at once'
  both "$query, $said: rows" "$query, $said: rows and counts" "$who" 'fzf --exact' "$(peers "$how" "$ttybench" "$@")"
}

part_d() {
  local round query how
  fill "$million"
  searched_rows
  for ((round = 1; round <= rounds; round++)); do
    echo "part d, round $round" >&2
    for query in "${queries[@]}"; do
      # A process each: fzf remembers what it was asked. The list is left of the details, which come later.
      for how in letter query; do
        at_home "$million" ask pintui "/$query" --columns 58 "$program" --customers "$million"
        if has fzf; then
          ask fzf "$query" --stdin "$work/rows" fzf
          ask 'fzf --exact' "$query" --stdin "$work/rows" fzf --exact
        fi
      done
    done
  done
}

# ---- e: sync ----------------------------------------------------------------------------------------------------

# Starts a server in the background and leaves its address in `address`.
serve() {
  "$program" sandbox serve --api-key bench --in-memory --customers "$million" >"$work/served" &
  server=$!
  started+=("$server")
  for _ in $(seq 100); do
    grep -q listening "$work/served" && break
    sleep 0.1
  done
  address=$(sed 's/listening on //' "$work/served")
}

part_e() {
  local round began took server address beside=pintui out floor_server=
  fill "$million"
  has wrk && beside='wrk on the sandbox'
  if [ -n "$floors" ] && [ -x "$floors/server" ]; then
    "$floors/server" 4017 1 "$million" 2>/dev/null &
    started+=($!)
    floor_server=http://127.0.0.1:4017
    sleep 3
  fi
  for ((round = 1; round <= rounds; round++)); do
    echo "part e, round $round" >&2
    if has wrk; then
      out=$(ROUNDS=1 SECONDS_EACH=3 "$here/wrk.sh" "$program" $floor_server)
      note 'sync' customers/s "$beside" "$beside" "$(awk '/^memory/ { print 25 * $2 }' <<<"$out")"
      note 'sync' customers/s 'wrk on the sandbox, on a file' "$beside" "$(awk '/^file/ { print 25 * $2 }' <<<"$out")"
      if [ -n "$floor_server" ]; then
        note 'sync' customers/s 'wrk on the floor' "$beside" \
          "$(awk '/^memory/ { gsub(/[()]/, ""); print 25 * $(NF) }' <<<"$out")"
      fi
    fi
    began=$(date +%s.%N)
    if read_all "$million" --full; then
      took=$(awk -v from="$began" -v to="$(date +%s.%N)" 'BEGIN { print to - from }')
      # The dashboard has come to rest a second before its end is seen.
      [ -n "$syncs" ] || took=$(awk -v took="$took" 'BEGIN { print took - 1 }')
      note 'sync' customers/s pintui "$beside" "$(awk -v took="$took" -v all="$million" 'BEGIN { print all / took }')"
    else
      tail -n 3 "$work/said" >&2
    fi
    if python3 -c 'import requests' 2>/dev/null; then
      serve
      note 'sync' customers/s "Python requests" "$beside" "$(peers requests "$address" bench 400)"
      kill "$server"
      wait "$server" 2>/dev/null
    fi
  done
}

# ---- f: growth --------------------------------------------------------------------------------------------------

part_f() {
  local round size first=${sizes%% *}
  for size in $sizes; do fill "$size"; done
  for ((round = 1; round <= rounds; round++)); do
    echo "part f, round $round" >&2
    for size in $sizes; do
      at_home "$size" bench start --runs 3 --warmup 0 --until "$row" -- "$program" --customers "$size"
      note 'start to customers' ms "$size" "$first" "$(found until_ms.p50)"
      at_home "$size" bench keys --key j --key k --n "$keys" --until "$row" -- "$program" --customers "$size"
      # Just after the start the search still fills, and its counts are painted behind the key.
      note 'key to painted just after a start, p50' us "$size" "$first" "$(found first_byte_us.p50)"
      both 'first screenful of gmail' 'all of gmail' "$size" "$first" \
        "$(at_home "$size" peers letter "$ttybench" /gmail --columns 58 "$program" --customers "$size")"
      both 'first screenful of jsmth' 'all of jsmth, a typing error' "$size" "$first" \
        "$(at_home "$size" peers letter "$ttybench" /jsmth --columns 58 "$program" --customers "$size")"
    done
  done
}
