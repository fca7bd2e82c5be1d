#!/bin/bash
# A county with many books and nothing new: what a round does is counted, not timed (fault 41). No process is started, no
# signature verified again, a few kilobytes read a book; one new entry costs its own book only. ZHIBAN_TEST_FULL=1: thirty books.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
shim=$(dirname "$(readlink -f "$Z")")/tests/shims/work.so
[ -f "$shim" ] || make -s -C "$here/../.." "build/release/tests/shims/work.so" 2> /dev/null
[ -f "$shim" ] || { echo "skipped: no shim to count with"; finish; exit; }
nm -D "$(dirname "$Z")/zhiban-sync" 2> /dev/null | grep -q asan && { echo "skipped: not under a sanitizer"; finish; exit; }
BOOKS=${ZHIBAN_TEST_FULL:+30}; BOOKS=${BOOKS:-12}
clock 2026-01-18T08:00:00
county_of $BOOKS
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
# count: one round of the county; sets started, verified, got, flushed over all its processes
count() {
  rm -f "$work/counts"
  LD_PRELOAD=$shim WORK_COUNTS=$work/counts "$(dirname "$Z")/zhiban-sync" --home "$work/yl" --now "$(date -d "$ZHIBAN_NOW" +%s)" > "$work/events" 2>&1 ||
    bad "the round failed: $(cat "$work/events")"
  read -r started verified got flushed < <(awk '{ s += $2; v += $4; r += $6; f += $8 } END { print s, v, r, f }' "$work/counts")
}
count
same "nothing new: no process is started" 0 "$started"
same "nothing new: no signature is verified" 0 "$verified"
[ "$got" -lt $((131072 + BOOKS * 8192)) ] && good || bad "nothing new: $got bytes read for $BOOKS books"
[ "$flushed" -le 3 ] && good || bad "nothing new: $flushed flushes"
echo "$BOOKS books, nothing new: $started processes, $verified signatures, $got bytes read, $flushed flushes"
z tab log 新的一条 > /dev/null; z tab sync > /dev/null
count
[ "$started" -le 2 ] && good || bad "one new entry: $started processes"
[ "$verified" -le 2 ] && good || bad "one new entry: $verified signatures"
like "it came in" 新的一条 "$(z yl --book tab entries)"
finish
