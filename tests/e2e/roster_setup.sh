#!/bin/bash
# How a station keeps watch, from a file and back: the same file again; what may not be is refused in one sentence with
# nothing written; what has begun goes on from a day ahead; seasons and warnings change the minima.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-28T09:00:00
for n in 东 南 西 北 春 夏 秋; do "$Z" new person name=$n > /dev/null; done
who() { "$Z" --json who --at "$1" | jq -r '[.post,.name]|join(" ")' | paste -sd';'; }
file() { printf '%s\n' "$@" > "$work/s.conf"; }
count() { "$Z" --json fsck | jq .records; }
refused() { # refused WHAT PATTERN: the file in $work/s.conf, nothing written
  local before; before=$(count)
  fails 1 "$1" "$Z" roster setup "$work/s.conf"
  like "$1: says so" "$2" "$err"
  same "$1: nothing written" "$before" "$(count)"
}

# all there is, in an order in which a post names one below it
cat > "$work/all.conf" <<'E'
[season 防火期]
level = raised
from = 10-01
to = 05-31
[season 大雨]
level = all
colour = orange
hazard = 暴雨
[pattern 白班]
post = 主班
first = 2026-10-01
from = 08:00
hours = 12
every = 24
crews = 东、南、西
[pattern 夜班]
post = 主班
first = 2026-10-01
from = 20:00
hours = 12
every = 24
crews = 南、西、东
[pattern 值周]
post = 带班
first = 2026-09-28
hours = 168
crews = 北、-、春
[pattern 周末]
post = 副班
first = 2026-10-01
hours = 24
days = rest
crews = 夏
[vehicle 1号车]
crew = 4
order = 1
[post 主班]
group = watch
min = 1
raised = 2
also = 副班
order = 2
[post 副班]
covers = restdays
min = 1
order = 3
[post 带班]
readiness = oncall
minutes = 30
order = 1
[shift 白]
from = 08:00
to = 20:00
E
works "all of it" "$Z" --json roster setup "$work/all.conf"
same "eleven things" 11 "$(jq .made <<< "$out")"
works "it is shown" "$Z" roster setup --show
printf '%s\n' "$out" > "$work/shown.conf"
like "names, not ids" 'crews = 东、南、西' "$out"
like "a dash is kept" 'crews = 北、-、春' "$out"
unlike "no id" 'sm1-' "$out"
works "the same file again" "$Z" --json roster setup "$work/shown.conf"
same "changes nothing" "0 0 11" "$(jq -r '[.made,.changed,.kept]|join(" ")' <<< "$out")"
fails 2 "a file or --show" "$Z" roster setup

home=$ZHIBAN_HOME
export ZHIBAN_HOME=$work/other; unset ZHIBAN_AS
"$Z" init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
for n in 东 南 西 北 春 夏 秋; do "$Z" new person name=$n > /dev/null; done
works "elsewhere" "$Z" --json roster setup "$work/shown.conf"
same "makes it all" 11 "$(jq .made <<< "$out")"
works "shown there" "$Z" roster setup --show
same "it is the same file" "$(< "$work/shown.conf")" "$out"
export ZHIBAN_HOME=$home ZHIBAN_AS=$C

# who stands by it: 12 hours over midnight, weeks, weekends, over the year's end
same "by day" "带班 北;主班 东" "$(who 2026-10-01T09:00 | sed 's/;副班.*//')"
same "at night" "主班 南" "$(who 2026-10-02T07:59 | grep -o '主班 [^;]*')"
same "the second week is nobody's" "" "$(who 2026-10-06T09:00 | grep -o '带班 [^;]*')"
same "the third is" "带班 春" "$(who 2026-10-13T09:00 | grep -o '带班 [^;]*')"
same "a worked Saturday is no rest day" "" "$(who 2026-10-10T12:00 | grep -o '副班 [^;]*')"
same "over the year's end" "主班 西" "$(who 2027-01-01T07:00 | grep -o '主班 [^;]*')"

# what may not be
file '[pattern 又一个]' 'post = 副班' 'first = 2026-10-05' 'hours = 24' 'crews = 秋'
refused "two patterns on one post" 's.conf:1: .*周末.*又一个.*副班'
file '[pattern 东两处]' 'post = 带班' 'first = 2027-10-04' 'hours = 24' 'crews = 东' '[pattern 值周]' 'post = 带班' 'last = 2027-10-03'
refused "one person, two posts" 's.conf:1: .*东.*(带班.*主班|主班.*带班)'
file '[pattern 工作日]' 'post = 副班' 'first = 2026-10-05' 'hours = 24' 'days = work' 'crews = 秋'
refused "a pattern that never stands" 's.conf:1: .*工作日.*副班'
file '[shift 早]' 'from = 08:00' 'to = 20:00'
refused "two shifts of the same hours" 's.conf:1: .*白.*早'
file '[pattern 谁]' 'post = 副班' 'first = 2026-10-05' 'hours = 24' 'crews = 东+无此人'
refused "an unknown person" 's.conf:5: .*无此人'
file '[post 新岗]' 'min = 1' '[pattern 谁]' 'post = 没有这岗' 'first = 2026-10-05' 'hours = 24' 'crews = 东'
refused "an unknown post, and the new one is not made either" 's.conf:4: .*没有这岗'
file '[season 坏]' 'level = raised' 'from = 06-31' 'to = 09-30'
refused "a day that does not exist" '06-01'
P=$("$Z" --json list post | jq -r 'select(.name=="副班").id')
before=$(count)
fails 1 "by the generic command too" "$Z" new pattern name=第三 post="$P" first=2026-10-03 hours=24 crews="$("$Z" --json list person | jq -r 'select(.name=="秋").id')"
same "nothing written" "$before" "$(count)"

# what has begun goes on from a day ahead
clock 2026-10-20T12:00:00
file '[pattern 白班]' 'crews = 南、东、西'
refused "what was stood stays" 's.conf:1: .*白班'
file '[pattern 白班]' 'crews = 南、东、西' 'first = 2026-10-19'
refused "not from yesterday" '白班'
file '[pattern 白班]' 'crews = 南、东、西' 'first = 2026-10-22' '[pattern 夜班]' 'crews = 东、西、南' 'first = 2026-10-22'
works "from the 22nd" "$Z" --json roster setup "$work/s.conf"
same "two end, two go on" "2 2" "$(jq -r '[.made,.changed]|join(" ")' <<< "$out")"
same "the past as it was" "主班 东" "$(who 2026-10-01T09:00 | grep -o '主班 [^;]*')"
same "until the 21st" "主班 西" "$(who 2026-10-21T09:00 | grep -o '主班 [^;]*')"
same "then in the new order" "主班 南" "$(who 2026-10-22T09:00 | grep -o '主班 [^;]*')"
works "again" "$Z" --json roster setup "$work/s.conf"
same "changes nothing" 2 "$(jq .kept <<< "$out")"
works "shown: both, as the old ones still run" "$Z" roster setup --show
same "two of the name" 2 "$(grep -c '^\[pattern 白班\]' <<< "$out")"
clock 2026-10-23T12:00:00
works "later only the new one" "$Z" roster setup --show
same "one of the name" 1 "$(grep -c '^\[pattern 白班\]' <<< "$out")"
B=$("$Z" --json list pattern | jq -r 'select(.name=="周末").id')
works "it may end" "$Z" set "$B" last=2026-10-25
fails 1 "but not in the past" "$Z" set "$B" last=2026-10-01
fails 1 "nor be another one" "$Z" set "$B" hours=12

# the season raises the minimum from the first of October, a warning all hands while it is in force
gaps() { "$Z" --json roster gaps --from "$1" --to "$2" | jq -r "select(.post==\"主班\")|[.from[5:16],.until[5:16],.have,.need]|join(\" \")" | paste -sd';'; }
like "from midnight, in the middle of a watch" ';10-01T00:00 10-01T08:00 0 2;' "$(gaps 2026-09-30 2026-10-02)"
works "a warning" "$Z" new warning kind=暴雨 colour=orange issuer=县气象台 issued=2026-10-23T10:00 until=2026-10-23T22:00
same "all hands" "all" "$("$Z" --json mode | jq -r .level)"
clock 2026-10-24T12:00:00
same "the season again" "raised 防火期" "$("$Z" --json mode | jq -r '[.level,.why]|join(" ")')"
"$Z" mode normal --from 2026-10-24T11:00 --to 2026-10-25T08:00 --by 镇长 > /dev/null
same "what was ordered stands above it" "normal 镇长" "$("$Z" --json mode | jq -r '[.level,.why]|join(" ")')"
finish
