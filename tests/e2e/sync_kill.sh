#!/bin/bash
# kill -9 in the middle of writing and synchronising, both ends, again and again: what was acknowledged is there once.
# KILLS=N for more of them (make soak).
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
pair
t sync > /dev/null; c sync > /dev/null; t sync > /dev/null
KILLS=${KILLS:-100}
: > "$work/acknowledged"

# Writes entries for ever; notes each id that was printed.
writer() {
  local i=0 id
  while :; do
    i=$((i + 1))
    id=$(t log "第 $i 条" 2> /dev/null) && [ -n "$id" ] && echo "$id" >> "$work/acknowledged"
  done
}
# Kills COMMAND after some milliseconds, and every process it started in its group.
kill_after() { # kill_after MS COMMAND…
  local ms=$1 pid; shift
  setsid "$@" > /dev/null 2>&1 &
  pid=$!
  sleep "0.$(printf %03d "$ms")"
  kill -9 -- "-$pid" 2> /dev/null
  wait "$pid" 2> /dev/null
}
sync_as() { exec "$Z" --home "$work/$1" sync; }
export -f sync_as; export Z work

RANDOM=18
for ((n = 0; n < KILLS; n++)); do
  case $((n % 4)) in
    0) kill_after $((RANDOM % 120)) bash -c 'sync_as town' ;;
    1) kill_after $((RANDOM % 120)) bash -c 'sync_as county' ;;
    2) t log "杀 $n" >> "$work/acknowledged" ;;
    3) # a writer, killed in the middle of an append
      writer & w=$!
      sleep "0.0$((RANDOM % 60 + 10))"
      kill -9 $w 2> /dev/null; wait $w 2> /dev/null ;;
  esac
done
works "the town's last round" t sync
works "the county's last round" c sync
works "and back" t sync
for home in t c; do
  $home --json entries | jq -r .id | sort > "$work/$home.ids"
  same "$home: no entry twice" "" "$(uniq -d "$work/$home.ids")"
  same "$home: every acknowledged entry" "" "$(sort -u "$work/acknowledged" | comm -23 - "$work/$home.ids" | head -n 3)"
  works "$home: verify" $home verify
  works "$home: fsck" $home fsck
done
[ "$(wc -l < "$work/acknowledged")" -ge $((KILLS / 4)) ] && good || bad "too few entries to mean anything"
same "both ends hold the same" "$(dump t)" "$(dump c)"
for repo in "$work/hub/sm.git" "$work/town/git/sm.git" "$work/county/git/sm.git"; do
  whole "$repo" && good || bad "stock git finds fault with $repo"
done
same "one tip" "$(tip "$work/hub/sm.git" sm1)" "$(tip "$work/county/git/sm.git" sm1)"
finish
