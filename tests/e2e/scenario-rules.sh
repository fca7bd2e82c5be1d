#!/bin/bash
# An office's own rules from a date on, several recipients, and a scripted clock that goes back.
. "$(dirname "$0")/kit/duty"
station 2026-02-01T08:00 石门镇应急消防站 sm1
cat > "$W/own.conf" <<'X'
[rules]
name = 本县规则
source = 县办发〔2026〕3号
since = 2026-02-02
[rule 一般]
phone = 20
written = 40
followup = 1h
verify-phone = 10
verify-written = 20
final = 12h
supplement = 60
[rule 较大]
grade = III
phone = 10
written = 20
followup = 30
X
code 1 "a clerk does not change the rules" "$Z" rules use "$W/own.conf"
as_leader run rules use "$W/own.conf" > /dev/null
now 2026-02-01T23:50
old=$(run incident open kind=fire place=东村)
now 2026-02-02T00:00
new=$(run incident open kind=fire place=西村)
expect "before its date the old set" "pending 0 02-02T00:20 pending 0 02-02T00:50" "$(owed "$old" first-phone) $(owed "$old" first-written)"
expect "from its date the new one" "pending 0 02-02T00:20 pending 0 02-02T00:40" "$(owed "$new" first-phone) $(owed "$new" first-written)"
report 2026-02-02T00:10 "$old" first
expect "an interval runs by the set at its beginning" "pending 0 02-02T01:10" "$(owed "$old" followup)"
run query "$old" 核实人数 --from 县应急局 > /dev/null
expect "so does a request" "pending 0 02-02T00:20" "$(owed "$old" verify-phone)"
run incident act "$new" --step response-end 结束 > /dev/null
expect "and the final report" "pending 0 02-02T12:10" "$(owed "$new" final)"
expect "a set without a window leaves the law's" 2026-02-09 "$(seen "$new" .supplement_until)"

cat > "$W/two.conf" <<'X'
[rules]
name = 两家
source = 县办发〔2026〕4号
[rule 一般]
to = 县应急局, 县委办
phone = 20
written = 40
followup = 1h
X
now 2026-02-02T01:00
as_leader run rules use "$W/two.conf" > /dev/null
now 2026-02-02T01:01
i=$(run incident open kind=fire place=南村)
to() { "$Z" --json due "$i" | jq -r --arg s "$1" --arg t "$2" 'select(.step == $s and .to == $t) | "\(.status) \(.late_minutes)"'; }
expect "one row each" 4 "$("$Z" --json due "$i" | jq -r 'select(.step | test("^first")).to' | wc -l)"
run report phone "$i" --to 县应急局 --answered 值班员 > /dev/null
now 2026-02-02T01:22
expect "who was called" "met 0" "$(to first-phone 县应急局)"
expect "who was not" "late 1" "$(to first-phone 县委办)"
d=$(run report draft "$i" --kind first)
as_leader run report sign "$d" > /dev/null
run report send "$d" --to 县应急局 > /dev/null
now 2026-02-02T01:50
run report send "$d" --to 县委办公室 > /dev/null
expect "sent in time" "met 0" "$(to first-written 县应急局)"
expect "sent nine minutes late" "late 9" "$(to first-written 县委办)"
expect "a grid each" "2026-02-02T02:22 2026-02-02T02:50" \
  "$("$Z" --json due "$i" | jq -r 'select(.step == "followup").due[0:16]' | sort | tr '\n' ' ' | sed 's/ $//')"
printf '[rules]\nname = x\n[rule a]\nphone = -3\n' > "$W/bad.conf"
code 1 "minutes below none" env ZHIBAN_AS="$leader" "$Z" rules use "$W/bad.conf"
match "file and line" 'bad.conf:4' "$(cat "$W/err")"

now 2026-01-31T12:00
x=$(run log 时钟拨回)
expect "the set clock may go back" 2026-01-31T12:00:00.000+08:00 "$("$Z" --json show "$x" | jq -r .ts)"
i=$(run incident open kind=fire place=北村)
expect "before all sets the first one holds" "pending 0 01-31T12:30" "$(owed "$i" first-phone)"
now 2026-02-02T02:00
"$Z" --json due > "$W/a"; run rebuild > /dev/null; "$Z" --json due > "$W/b"
expect "a rebuild changes nothing" "" "$(cmp "$W/a" "$W/b" 2>&1)"
end
