#!/bin/bash
# Changes of the roster: swaps with consent and approval, their undoing, urgent takeovers, leave and the two heads,
# modes, cover, attendance, spot checks, the checker and the load. The past is frozen; rules bind, a leader may override.
. "$(dirname "$0")/lib.sh"
station
leader_pin() { ZHIBAN_AS=$L "$@"; }
clock 2026-09-28T09:00:00
{ echo '日期,主班,副班'; for d in 01 02 03 04 05 06 07 08 09 10 11 12; do
  case $((10#$d % 3)) in 1) echo "2026-10-$d,甲,乙";; 2) echo "2026-10-$d,丙,丁";; 0) echo "2026-10-$d,戊,己";; esac
done; } > "$work/t.csv"
"$Z" roster import "$work/t.csv" --create > /dev/null
id() { "$Z" --json list person | jq -r "select(.name==\"$1\").id"; }
who() { "$Z" --json who --at "$1" | jq -r '[.post,.name,.source]|join(" ")' | paste -sd';'; }
A=$(id 甲) B=$(id 丙)
works "clean" "$Z" --json roster check --from 2026-10-01 --to 2026-10-12
same "no violations" "" "$out"

# swaps
export ZHIBAN_AS=$A
works "ask" "$Z" swap ask --at 2026-10-04 --with 丙 --back-at 2026-10-05 --reason 家中有事
S=$out
same "not yet" "主班 甲 plan;副班 乙 plan" "$(who 2026-10-04T09:00)"
fails 1 "approval needs a leader" "$Z" swap approve "$S"
ZHIBAN_AS=$L fails 1 "consent first" "$Z" swap approve "$S"
ZHIBAN_AS=$(id 丁) fails 1 "only the other one consents" "$Z" swap accept "$S"
ZHIBAN_AS=$B works "accept" "$Z" swap accept "$S"
ZHIBAN_AS=$L works "approve" "$Z" swap approve "$S"
same "swapped" "主班 丙 swap;副班 乙 plan" "$(who 2026-10-04T09:00)"
same "in return" "主班 甲 swap;副班 丁 plan" "$(who 2026-10-06T07:59)"
ZHIBAN_AS=$L fails 1 "approved once" "$Z" swap approve "$S"
works "undo" "$Z" swap undo "$S" --reason 不用了
same "as before" "主班 甲 plan;副班 乙 plan" "$(who 2026-10-04T09:00)"
fails 1 "nobody swaps with themselves" "$Z" swap ask --at 2026-10-04 --with 甲
fails 1 "no duty then" "$Z" swap ask --at 2026-10-02 --with 丙
fails 3 "unknown person" "$Z" swap ask --at 2026-10-04 --with 无此人
works "ask what breaks a rule" "$Z" swap ask --at 2026-10-04 --with 乙
S=$out
ZHIBAN_AS=$(id 乙) works "accept" "$Z" swap accept "$S"
ZHIBAN_AS=$L fails 1 "two posts at once" "$Z" swap approve "$S"
like "says which" '乙' "$err"
ZHIBAN_AS=$L works "overridden" "$Z" swap approve "$S" --override 人手不足
works "listed, not hidden" "$Z" --json roster check --from 2026-10-01 --to 2026-10-12
like "with the reason" '"rule":"double".*"override":"人手不足"' "$out"
works "undo" "$Z" swap undo "$S"

# takeover
clock 2026-10-04T20:00:00
fails 2 "a reason is needed" "$Z" takeover 丙 --post 主班
works "takeover" "$Z" takeover 丙 --post 主班 --reason 突发疾病
T=$out
same "from now on" "主班 丙 takeover;副班 乙 plan" "$(who 2026-10-04T20:00)"
same "not before" "主班 甲 plan;副班 乙 plan" "$(who 2026-10-04T19:59)"
same "until the end" "主班 丙 plan;副班 丁 plan" "$(who 2026-10-05T08:00)"
fails 1 "who stands does not take over" "$Z" takeover 丙 --post 主班 --reason 再次
fails 1 "the past is not swapped" "$Z" swap ask --at 2026-10-03 --with 丙
clock 2026-10-04T22:00:00
works "it ends now" "$Z" swap undo "$T"
same "back" "主班 甲 plan;副班 乙 plan" "$(who 2026-10-04T22:00)"
same "it stays in the past" "主班 丙 takeover;副班 乙 plan" "$(who 2026-10-04T21:00)"

# leave and the heads
export ZHIBAN_AS=$L
"$Z" set "$A" post=党委书记; "$Z" set "$B" post=镇长
works "away" "$Z" leave 甲 --from 2026-10-08T08:00 --to 2026-10-09 --kind away --place 市里
V=$out
works "approved" "$Z" leave approve "$V"
works "the other head" "$Z" leave 丙 --from 2026-10-09 --to 2026-10-09 --kind away
fails 1 "not both" "$Z" leave approve "$out"
works "sick" "$Z" leave 丁 --from 2026-10-08 --to 2026-10-08 --kind sick --reason 因病住院
V=$out
fails 1 "planned then" "$Z" leave approve "$V"
works "allowed" "$Z" leave approve "$V" --override 住院
works "its gap" "$Z" --json roster gaps --from 2026-10-08 --to 2026-10-08
same "until midnight" "副班 2026-10-08T08:00+08:00 2026-10-09T00:00+08:00" "$(jq -r '[.post,.from,.until]|join(" ")' <<< "$out")"
unlike "the reason of a leave is in no record" '因病住院' "$("$Z" export log --format json 2> /dev/null)"
works "cancel" "$Z" leave cancel "$V"
fails 1 "once" "$Z" leave cancel "$V"

# mode and cover
P=$("$Z" --json list post | jq -r 'select(.name=="主班").id')
"$Z" set "$P" raised=2
works "raised" "$Z" mode raised --from 2026-10-06 --to 2026-10-07T20:00 --by 县防指
M=$out
works "gaps" "$Z" --json roster gaps --from 2026-10-05 --to 2026-10-07
same "while raised only" "2026-10-06T00:00+08:00 2026-10-07T20:00+08:00" "$(jq -r '[.from,.until]|join(" ")' <<< "$out")"
works "cover" "$Z" cover 柳泉镇消防队 --from 2026-10-06 --to 2026-10-07 --post 主班 --people 1 --agreed 柳泉镇
works "no gap" "$Z" --json roster gaps --from 2026-10-05 --to 2026-10-07
same "covered" "" "$out"
works "mode ahead is cancelled" "$Z" mode end "$M"
works "mode" "$Z" --json mode
same "normal" normal "$(jq -r .level <<< "$out")"
fails 1 "no such level" "$Z" mode high

# attendance, checks, load
clock 2026-10-10T07:50:00
works "on" "$Z" duty on 甲
fails 3 "unknown" "$Z" duty on 无此人
works "off" "$Z" duty off 甲 --at 07:55
works "spot check" "$Z" check 主班 --found no --method phone --problem 无人接听
works "open" "$Z" --json list spotcheck --open
same "one" 1 "$(grep -c . <<< "$out")"
works "load" "$Z" --json roster load --from 2026-10-01 --to 2026-10-12
same "four duties less two hours that were taken over, one statutory day, two rest days" "4 94 1 2" \
  "$(jq -r 'select(.name=="甲")|[.duties,.hours,.holidays,.rest_days]|join(" ")' <<< "$out")"
same "attended" 1 "$(jq -r 'select(.name=="甲").attended' <<< "$out")"
works "attendance" "$Z" --json roster attendance --from 2026-10-10 --to 2026-10-10
same "in time and not come" "甲 present;乙 absent" "$(jq -r '[.name,.status]|join(" ")' <<< "$out" | paste -sd';' | sed 's/ahead/absent/')"
fails 1 "a duty that has begun is not set" "$Z" set "$("$Z" --json list assignment | head -1 | jq -r .id)" person="$B"
I=$("$Z" incident open kind=fire place=石门镇石门村)
"$Z" incident act "$I" --step turnout --unit 镇队 --vehicles 1 --people 4 出动 > /dev/null
works "gauge" "$Z" --json roster gauge
same "four out" "4 1" "$(jq -r '[.people_out,.vehicles_out]|join(" ")' <<< "$out")"
"$Z" incident act "$I" --step ready --unit 镇队 恢复 > /dev/null
works "gauge" "$Z" --json roster gauge
same "none out" 0 "$(jq .people_out <<< "$out")"
works "for a telephone" "$Z" roster export --from 2026-10-01 --format ics --person 甲
same "four duties, one in two pieces" 5 "$(grep -c BEGIN:VEVENT <<< "$out")"
finish
