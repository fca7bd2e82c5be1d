#!/bin/bash
# A hundred kills at any moment of writing and synchronising: what was acknowledged is at both ends, once.
. "$(dirname "$0")/kit/duty"
# Tenths of a millisecond. How long a command takes differs from machine to machine: the limit follows it.
kill_after() { timeout -s KILL "0.$(printf %04d "$1")" "${@:2}"; }
town() { ZHIBAN_HOME=$W/town "$Z" "$@"; }
county() { ZHIBAN_HOME=$W/county "$Z" "$@"; }
now 2026-01-18T08:00
town init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
county init --practice --code 140400 --name 云岭县应急局 --level county --device yl1
county root new > /dev/null && town device request -o "$W/request" 2> /dev/null
county device enrol "$W/request" --remote "$W/sm.git" -o "$W/reply" 2> /dev/null
town device accept "$W/reply" > /dev/null

RANDOM=20260118 killed=0 log_limit=40 sync_limit=400 i=0
: > "$W/acknowledged"
while [ $killed -lt 100 ] && [ $i -lt 1000 ]; do
  i=$((i + 1))
  # The text is acknowledged when its id was printed, whatever the exit code said.
  if ZHIBAN_HOME=$W/town kill_after $((RANDOM % log_limit + 1)) "$Z" log "第 $i 条" > "$W/id" 2> /dev/null
  then log_limit=$((log_limit * 3 / 4 + 2)); else killed=$((killed + 1)) log_limit=$((log_limit + 4)); fi
  if [ -s "$W/id" ]; then echo "第 $i 条" >> "$W/acknowledged"; fi
  town log "其后第 $i 条" > /dev/null && echo "其后第 $i 条" >> "$W/acknowledged"
  [ $((i % 4)) = 0 ] || continue
  for home in town county; do
    if ZHIBAN_HOME=$W/$home kill_after $((RANDOM % sync_limit + 1)) "$Z" sync > /dev/null 2>&1
    then sync_limit=$((sync_limit * 3 / 4 + 9)); else killed=$((killed + 1)) sync_limit=$((sync_limit + 40)); fi
  done
done 2> /dev/null
expect "a hundred were killed" yes "$([ $killed -ge 100 ] && echo yes)"

# A synchronisation whose parent was killed may still be at its end: wait for its lock, as the next one would.
for home in town county; do flock -w 60 "$W/$home/sync.lock" true; done
town sync > "$W/out" 2>&1 || fail "the township cannot synchronise: $(cat "$W/out")"
county sync > "$W/out" 2>&1 || fail "the county cannot synchronise: $(cat "$W/out")"
for home in town county; do
  $home --json list log > "$W/$home.list"
  jq -r .text "$W/$home.list" | sort > "$W/$home.texts"
  expect "nothing twice at the $home" "" "$(uniq -d "$W/$home.texts")"
  expect "all that was acknowledged at the $home" "" "$(sort "$W/acknowledged" | comm -23 - "$W/$home.texts")"
  numbers=$(jq -r '.id | ltrimstr("sm1-")' "$W/$home.list" | sort -n)
  expect "no gap at the $home" "$(seq "$(head -1 <<< "$numbers")" "$(tail -1 <<< "$numbers")")" "$numbers"
  if $home fsck > "$W/out" 2>&1 && $home verify >> "$W/out" 2>&1; then pass; else fail "the $home is not whole: $(cat "$W/out")"; fi
done
expect "both ends hold the same" "$(cat "$W/town.list")" "$(cat "$W/county.list")"
end
