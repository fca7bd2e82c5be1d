#!/bin/bash
# Village, township, county, city: every pair of levels has its own book, one code path for all.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
clock 2026-01-18T08:00:00
mkdir "$work/hub"
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
z village init --practice --code 140400101201 --name 上石村 --level village --device sc1
z town init --practice --code 140400101 --name 石门镇 --level township --device sm1
z town2 init --practice --code 140400102 --name 柳园镇 --level township --device ly1
z county init --practice --code 140400 --name 云岭县 --level county --device yl1
z city init --practice --code 1404 --name 云州市 --level city --device yz1
join() { # join LOWER UPPER BOOK
  [ -f "$work/$2/root.key" ] || z "$2" root new > /dev/null
  z "$1" device request -o "$work/q" && z "$2" device enrol "$work/q" --remote "$work/hub/$3.git" -o "$work/r" &&
    z "$1" device accept "$work/r"
}
works "village joins township" join village town sc
works "township joins county" join town county sm
works "another one" join town2 county ly
works "county joins city" join county city yl
round() { local h; for h in village town town2 county city county town town2 village; do z $h sync > /dev/null || bad "sync at $h"; done; }
v=$(z village log 村里巡查); s=$(z town log 镇里巡查); y=$(z county log 县里巡查)
round
has() { z "$1" --json show "$2" 2> /dev/null | jq -r .id; }
same "the township holds the village's entry" "$v" "$(has town "$v")"
same "the county does not" "" "$(has county "$v")"
same "the county holds the township's" "$s" "$(has county "$s")"
same "the city does not" "" "$(has city "$s")"
same "the city holds the county's" "$y" "$(has city "$y")"
# What goes down: the county asks a township, the city asks the county.
inc=$(z town incident open kind=traffic place=村口); up=$(z county incident open kind=traffic place=县道)
round
q=$(z county query "$inc" 请核实 --from 县局); p=$(z city query "$up" 请核实 --from 市局)
round
same "the county's hand at the township" "$q" "$(has town "$q")"
same "the city's hand at the county" "$p" "$(has county "$p")"
same "not at the township" "" "$(has town "$p")"
# What the county gives a township is closed there, and comes back closed; neither side changes the other's words. (Refused when it
# is written: at its arrival it would stop the whole branch for good.)
o=$(z county --book sm order 加强巡查 --from 县长); m=$(z county --book sm matter 会议通知 --from 县局)
own=$(z town order 看守 --from 镇长)
round
works "the township adds its villages to a notice" z town set "$m" to=上石村
works "closes the instruction" z town order close "$o"
works "closes the notice" z town matter close "$m"
fails 1 "but does not change its words" z town set "$m" text=改
fails 1 "nor corrects them" z town correct "$q" 改 --reason 不对
fails 1 "the county does not close what is the township's" z county order close "$own"
fails 1 "nor changes it" z county set "$own" text=改
fails 1 "nor corrects its log" z county correct "$s" 改 --reason 不对
round
same "closed at the county too" 'true true' "$(z county --json show "$o" | jq .closed) $(z county --json show "$m" | jq .closed)"
for h in village town town2 county city; do
  works "$h: verify" z $h verify
  same "$h: no alarm" 0 "$(z $h --json sync status | jq -s 'map(.alarms|length)|add')"
done
for b in sc sm ly yl; do whole "$work/hub/$b.git" && good || bad "stock git finds fault with $b"; done
same "three books at the county" 'ly sm yl' "$(z county --json logbook list | jq -r .book | sort | xargs)"
works "one book alone" z county --book sm sync
finish
