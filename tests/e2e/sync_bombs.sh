#!/bin/bash
# A remote that sends gigabytes from a few kilobytes, or a hundred thousand branches (fault 22): the transfer step dies, with one
# sentence; the store lives, the other books go on.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git; have python3
pair
u() { "$Z" --lang en --home "$work/other" "$@"; }
u init --practice --code 140400102 --name 柳园镇 --level township --device ly1
u device request -o "$work/req" && c device enrol "$work/req" --remote "$work/hub/ly.git" -o "$work/reply" && u device accept "$work/reply"
t log 第一条 > /dev/null; t sync > /dev/null; c sync > /dev/null; t sync > /dev/null
hub=$work/hub/sm.git
cp -a "$hub" "$work/good"
reset() { rm -rf "$hub"; cp -a "$work/good" "$hub"; }
G=$((1024 * 1024 * 1024))
n=0
# died WHAT SENTENCE: the county's round ends with that sentence; its store is whole; the other book came in all the same.
died() {
  local id
  id=$(u log "别的镇 $((n += 1))"); u sync > /dev/null
  fails 6 "$1" c sync
  like "$1: why" "$2" "$err"
  works "$1: the store is whole" c verify
  works "$1: it can be written" c log 照常
  like "$1: the other book came in" "$id" "$(c --json show "$id")"
  unlike "$1: nothing of it is here" '"id":"sm1-9' "$(c --json entries)"
  same "$1: nothing stays behind" "" "$(pgrep -f -- "--transfer .* $work/county")"
  reset
  works "$1: over when the remote is right again" c sync
}
for kind in blob delta; do
  python3 "$here/bomb.py" $kind "$hub" sm1 2026/01/2026-01-19.jsonl $G || bad "no $kind bomb"
  [ "$(du -sk "$hub" | cut -f 1)" -lt 20000 ] && good || bad "the $kind bomb is no small thing"
  died "a $kind of 1 GB" 'more than is ever taken|did not take|died|too|memory'
done
{ echo '# pack-refs with: peeled fully-peeled sorted'
  seq -f "$(tip "$hub" sm1) refs/heads/x%06.0f" 100000; } > "$hub/packed-refs"
died "a hundred thousand branches" 'shows 10000[0-9] branches'
finish
