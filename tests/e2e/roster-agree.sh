#!/bin/bash
# One answer to who stands, whatever is asked: who, the table, the calendar for telephones, the gaps, the checker, the board
# and a handover, every two hours of two weeks with a rotation, a plan, swaps, a takeover, leave and a raised mode in them.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-28T09:00:00
{ echo '日期,班次,岗位,人员'
  for d in 01 02 03 04 05 06 07 08 09 10 11 12 13; do
    case $((10#$d % 3)) in 1) a=甲 b=乙;; 2) a=丙 b=丁;; 0) a=戊 b=己;; esac
    [ $d = 07 ] || echo "2026-10-$d,08:00-08:00,主班,$a"
    echo "2026-10-$d,08:00-20:00,副班,$b"; echo "2026-10-$d,20:00-08:00,副班,庚"
  done; } > "$work/t.csv"
"$Z" roster import "$work/t.csv" --create > /dev/null
id() { "$Z" --json list person | jq -r "select(.name==\"$1\").id"; }
post() { "$Z" --json list post | jq -r "select(.name==\"$1\").id"; }
for n in 主班 副班; do "$Z" set "$(post $n)" min=1 raised=2; done
for n in 辛 壬 癸; do "$Z" new person name=$n > /dev/null; done
printf '%s\n' '[post 备班]' 'readiness = oncall' '[pattern 备班轮值]' 'post = 备班' 'first = 2026-09-30' 'from = 17:30' \
  'hours = 48' 'crews = 辛、壬+癸' > "$work/s.conf"
"$Z" roster setup "$work/s.conf" > /dev/null
swap() { # swap FROM AT WITH [BACK]
  local s
  s=$(ZHIBAN_AS=$(id "$1") "$Z" swap ask --at "$2" --with "$3" ${4:+--back-at "$4"})
  ZHIBAN_AS=$(id "$3") "$Z" swap accept "$s" && ZHIBAN_AS=$L "$Z" swap approve "$s" --override 情况特殊
}
swap 甲 2026-10-04 丙 2026-10-05
swap 戊 2026-10-09 癸
V=$(ZHIBAN_AS=$L "$Z" leave 己 --from 2026-10-06T10:00 --to 2026-10-06T15:30 --kind sick)
ZHIBAN_AS=$L "$Z" leave approve "$V" --override 急病
"$Z" mode raised --from 2026-10-10T12:00 --to 2026-10-11T06:00 --by 县防指 > /dev/null
"$Z" cover 柳泉镇 --from 2026-10-10T18:00 --to 2026-10-11T02:00 --post 副班 --people 1 --agreed 柳泉镇 > /dev/null
clock 2026-10-02T09:00:00
"$Z" takeover 辛 --post 主班 --reason 突发疾病 --from 2026-10-02T09:00 --until 2026-10-02T13:20 > /dev/null
clock 2026-10-03T09:00:00

# the table as minutes since 1970: post,person,from,until; and the calendar likewise
minutes() { while IFS=, read -r post who from until; do echo "$post,$who,$(($(date -d "$from+08" +%s) / 60)),$(($(date -d "$until+08" +%s) / 60))"; done; }
"$Z" roster export --from 2026-09-29 --to 2026-10-15 --format csv | tr -d '\r' | tail -n +2 |
  while IFS=, read -r day span p who; do
    last=$day; [[ ${span#*-} > ${span%-*} ]] || last=$(date -d "$day +1 day" +%F)
    echo "$p,$who,$day ${span%-*},$last ${span#*-}"
  done | minutes > "$work/table"
"$Z" roster export --from 2026-09-29 --to 2026-10-15 --format ics | tr -d '\r' |
  awk -F: 'function t(x) { return substr(x, 1, 4) "-" substr(x, 5, 2) "-" substr(x, 7, 2) " " substr(x, 10, 2) ":" substr(x, 12, 2) }
    /^DTSTART/ { a = t($2) } /^DTEND/ { b = t($2) } /^SUMMARY/ { split($2, s, " "); print s[1] "," s[2] "," a "," b }' |
  minutes > "$work/calendar"
"$Z" --json roster gaps --from 2026-10-01 --to 2026-10-13 > "$work/gaps"
"$Z" --json roster check --from 2026-10-01 --to 2026-10-13 | jq -c 'select(.rule=="gap")' > "$work/checked"
same "the checker tells the same gaps" "$(jq -r '"\(.post) \(.from) \(.until)"' "$work/gaps")" \
  "$(jq -r '"\(.post) \(.at) \(.until)"' "$work/checked")"
# gaps by hand: the 7th has no main watch; 己 is away for five hours and a half; raised mode lacks one each, but for the neighbours
same "the gaps" "副班 10-06T10:00 10-06T15:30
主班 10-07T08:00 10-08T08:00
主班 10-10T12:00 10-11T06:00
副班 10-10T12:00 10-10T18:00
副班 10-11T02:00 10-11T06:00" "$(jq -r '"\(.post) \(.from[5:16]) \(.until[5:16])"' "$work/gaps")"

at_minute() { awk -F, -v t="$1" '$3 <= t && t < $4 { print $1 "," $2 }' "$2" | sort; }
differ=0 asked=0
for ((t = $(date -d '2026-10-01 08:00+08' +%s); t < $(date -d '2026-10-13 08:00+08' +%s); t += 7200 + 60)); do
  now=$(TZ=Asia/Shanghai date -d @$t +%FT%H:%M)
  "$Z" --json who --at "$now" > "$work/who"
  jq -r '"\(.post),\(.name)"' "$work/who" | sort > "$work/names"
  at_minute $((t / 60)) "$work/table" | diff -q - "$work/names" > /dev/null || { differ=$((differ + 1)); echo "table at $now"; }
  at_minute $((t / 60)) "$work/calendar" | diff -q - "$work/names" > /dev/null || { differ=$((differ + 1)); echo "calendar at $now"; }
  # until when: as the calendar says
  jq -r '"\(.post),\(.name),\((.until[0:16] + ":00Z" | fromdate) / 60 - 480)"' "$work/who" | sort > "$work/ends"
  awk -F, -v t=$((t / 60)) '$3 <= t && t < $4 { print $1 "," $2 "," $4 }' "$work/calendar" | sort > "$work/ends2"
  diff -q "$work/ends" "$work/ends2" > /dev/null || { differ=$((differ + 1)); echo "end at $now"; }
  asked=$((asked + 1))
done
same "every answer agrees" 0 $differ
same "often enough" yes "$([ $asked -gt 140 ] && echo yes)"

clock 2026-10-04T19:40:00
works "the board" "$Z" board
like "names who stands" '主班 +丙' "$out"
like "on both posts" '副班 +乙' "$out"
works "a handover of the deputies' evening" "$Z" --json who
same "by the swap" "丙 swap" "$(jq -r 'select(.post=="主班")|"\(.name) \(.source)"' <<< "$out")"
clock 2026-10-05T07:50:00
works "a handover" env ZHIBAN_AS="$(id 丙)" "$Z" handover start
H=$out
works "its people" "$Z" --json show "$H"
same "丙 by the swap hands over to 甲 by the swap" "$(id 丙) $(id 甲)" "$(jq -r '"\(.outgoing) \(.incoming)"' <<< "$out")"
finish
