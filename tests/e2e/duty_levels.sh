#!/bin/bash
# A superior's spot check of a station's post: recorded in the station's book by the superior's hand, answered by the
# station, and both sides see the same; neither writes what is the other's.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
pair
P=$(t new post name=主班 group=watch min=1)
t sync > /dev/null; c sync > /dev/null
works "the county checks" c check "$P" --found yes --method phone --unit 县应急局 --answered 甲 --seconds 12 --leader no \
  --problem 带班领导不在岗 --due 2026-01-19
K=$out
like "by its hand in the township's book" '^sm0-' "$K"
c sync > /dev/null; t sync > /dev/null
same "the township holds it, open" "$K 带班领导不在岗 12" "$(t --json list spotcheck --open | jq -r '[.id,.problem,.seconds]|join(" ")')"
fails 1 "it does not change what was found" t set "$K" found=no
works "it answers" t check reply "$K" 带班领导已返岗
works "its own check" t check 主班 --found no --problem 交接时无人
O=$out
t sync > /dev/null; c sync > /dev/null
same "the county reads the answer" 带班领导已返岗 "$(c --json show "$K" | jq -r .reply)"
same "closed" "$O" "$(c --json list spotcheck --open | jq -r .id)"
fails 1 "and does not answer for the township" c check reply "$O" 知道了
for h in t c; do works "$h: verify" $h verify; same "$h: no alarm" 0 "$($h --json sync status | jq -s 'map(.alarms|length)|add')"; done
finish
