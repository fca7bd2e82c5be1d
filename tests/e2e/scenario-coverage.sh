#!/bin/bash
# A night with one engine out, seen from the desk: the watch hour by hour, the gap that a leave opens and who fills it,
# what is left on duty and when it counts again, what each one bore in the month, the allowance sheet. All by the roster's
# one answer: who, day, gaps, sheet, calendar, load.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-30T20:00:00
p() { "$Z" new person "name=$1" "post=$2" "identity=$3" unit=镇专职消防队 "phone=0300-0000$4"; }
for n in 甲:101 乙:102 丙:103; do p "${n%:*}" 值班员 contract "${n#*:}" > /dev/null; done
for n in 东:111 南:112 西:113 北:114; do p "${n%:*}" 队员 firefighter "${n#*:}" > /dev/null; done
p 备 队员 firefighter 115 > /dev/null
cat > "$work/s.conf" <<'E'
[post 主班]
group = watch
min = 1
order = 1
[post 战斗员]
group = fire
readiness = standby
min = 3
order = 2
[post 备班]
group = fire
readiness = oncall
minutes = 25
order = 3
[vehicle 1号车]
crew = 3
order = 1
[vehicle 2号车]
crew = 2
order = 2
[pattern 主班]
post = 主班
first = 2026-09-30
hours = 12
crews = 甲、乙、丙
[pattern 消防]
post = 战斗员
first = 2026-09-30
hours = 48
crews = 东+南+西
[pattern 备班]
post = 备班
first = 2026-09-30
hours = 24
crews = 备
E
"$Z" roster setup "$work/s.conf" > /dev/null
"$Z" new contact name=柳泉镇消防队 category=邻镇代防 phone=0300-0000201 > /dev/null
"$Z" new contact name=县消防救援大队 category=上级 phone=0300-0000119 > /dev/null

# the leave of one opens a gap at 22:00; who fills it stands besides the others
leader "$Z" leave 西 --from 2026-09-30T22:00 --to 2026-10-01T06:00 --kind sick > /dev/null
V=$("$Z" --json list leave | jq -r .id)
leader works "approved" "$Z" leave approve "$V" --override 急病
gap() { "$Z" --json roster day --at "$1" | jq -r 'select(.what=="gap")|[.post,.from[11:16],.until[11:16],"\(.have)/\(.need)"]|join(" ")' | paste -sd';'; }
same "the gap, to the minute" "战斗员 22:00 06:00 2/3" "$(gap 2026-09-30T20:00)"
works "in words" "$Z" roster day
like "who stands, and what is missing" '战斗员 +08:00–22:00 西；22:00–06:00 ■ 部分空缺 现有2 应有3；06:00–08:00 西' "$out"
clock 2026-09-30T22:10:00
fails 1 "who stands there does not come besides" "$Z" takeover 东 --post 战斗员 --besides --reason 补位
works "the fourth comes" "$Z" takeover 北 --post 战斗员 --besides --reason 补位
same "until the fourth came" "战斗员 22:00 22:10 2/3" "$(gap 2026-10-01T03:00)"
same "nobody was replaced" "东 北 南" "$("$Z" --json who --at 2026-10-01T03:00 | jq -r 'select(.post=="战斗员").name' | sort | paste -sd' ')"
fails 1 "nobody is missing any more" "$Z" takeover 丙 --post 战斗员 --besides --reason 再来
works "gaps and the day say the same" "$Z" --json roster gaps --from 2026-09-30 --to 2026-09-30
same "until the fourth came" "2026-09-30T22:00+08:00 2026-09-30T22:10+08:00" \
  "$(jq -r 'select(.post=="战斗员")|[.from,.until]|join(" ")' <<< "$out" | tail -1)"

# an engine rolls out; an act without unit and people is no force
I=$("$Z" incident open kind=fire place=石门镇石门村)
"$Z" incident act "$I" --step told 已报带班 > /dev/null
"$Z" incident act "$I" --step arrive 到场 > /dev/null
same "no force line without a force" 0 "$("$Z" --json roster gauge | jq '.out|length')"
"$Z" incident act "$I" --step turnout --unit 镇专职消防队 --crew 东,南 --engines 2号车 出动 > /dev/null
works "gauge" "$Z" --json roster gauge
same "two with one engine" "2 1" "$(jq -r '[.people_out,.vehicles_out]|join(" ")' <<< "$out")"
same "who is in" "北" "$(jq -r '[.people[]|select(.counts and (.out|not)).name]|join(" ")' <<< "$out")"
same "each engine" "1号车 ready 2;2号车 out 0" "$(jq -r '.vehicles[]|[.name,.state,.lacks]|join(" ")' <<< "$out" | paste -sd';')"
same "whom to call" "备 25;柳泉镇消防队 ;县消防救援大队 " "$(jq -r '.next[]|[.name,(.minutes//"")]|join(" ")' <<< "$out" | paste -sd';')"
"$Z" incident act "$I" --step return --unit 镇专职消防队 归队 > /dev/null
same "back is not ready" 2 "$("$Z" --json roster gauge | jq .people_out)"
"$Z" incident close "$I" --as done > /dev/null
same "nor is closed" 2 "$("$Z" --json roster gauge | jq .people_out)"
"$Z" incident act "$I" --step ready --unit 镇专职消防队 恢复执勤 > /dev/null
same "ready counts again" "0 3" "$("$Z" --json roster gauge | jq -r '[.people_out,.people_left]|join(" ")')"

# the month: 48 hours are two duties and two nights; what was attended is paid, with a cap
clock 2026-10-01T08:05:00
for n in 东 南; do "$Z" duty on $n --at 2026-09-30T22:10 > /dev/null; done
mkdir -p "$ZHIBAN_HOME/templates/roster"
cat > "$ZHIBAN_HOME/templates/roster/limits.conf" <<'E'
[rate]
workday = 60
statutory = 200
cap = 150
[allowance]
paid = firefighter
E
clock 2026-10-02T12:00:00
load() { "$Z" --json roster load --from 2026-09-30 --to 2026-10-01 | jq -r "select(.name==\"$1\")|[.duties,.hours,.nights,.holidays,.attended,.allowance]|join(\" \")"; }
same "two days, two nights, one decreed; October capped" "2 48 2 1 2 210.00" "$(load 东)"
same "the sick one" "2 40 1 1 0 0.00" "$(load 西)"
same "who came besides" "1 7" "$(load 北 | cut -d' ' -f1,2)"
works "for Excel" "$Z" roster load --from 2026-09-30 --to 2026-10-01 --format csv
same "with its mark" "efbbbf" "$(head -c3 "$work/out" | od -An -tx1 | tr -d ' \n')"
same "line ends" 11 "$(grep -c $'\r$' "$work/out")"
like "a row" '^东,镇专职消防队,队员,2,2,48.0,48.0,2,1,0,0,1,0.0,' "$out"
works "allowance" "$Z" roster allowance --from 2026-09-30 --to 2026-10-01
like "paid" '东 .*专职消防员.*\| 210.00 .*已到月上限' "$out"
like "signed" '^制表：.*审核：.*审批：' "$out"
works "public" "$Z" roster allowance --from 2026-09-30 --to 2026-10-01 --public --format html
unlike "no signature column" '领取签名' "$out"
fails 1 "no such format" "$Z" roster allowance --format pdfx
works "the sheet shows it" "$Z" roster export --from 2026-09-30 --to 2026-10-01 --format csv
like "the besides one" '2026-09-30,22:10-06:00,战斗员,北' "$out"
works "and the telephone" "$Z" roster export --from 2026-09-30 --to 2026-10-01 --format ics --person 北
same "one event" 1 "$(grep -c BEGIN:VEVENT <<< "$out")"
finish
