#!/bin/bash
# A road accident: deaths in the window, on its last day and after it; two supplements met by one; numbers over a void and a new year.
. "$(dirname "$0")/kit/duty"
station 2026-01-18T02:40 石门镇应急消防站 sm1
now 2026-01-18T02:47
i=$(run incident open kind=traffic place=石门镇省道K3+200 occurred=02:30)
now 2026-01-18T02:50
run report phone "$i" --to 县应急局 --answered 值班员 > /dev/null
now 2026-01-18T03:00
run incident fact "$i" asof=03:00 dead=0 serious=2 light=3 source=现场 > /dev/null
report 2026-01-18T03:10 "$i" first
now 2026-01-18T05:00
run incident act "$i" --step response-end 清理完毕 > /dev/null
expect "seven days, the day of the accident not counted" 2026-01-25 "$(seen "$i" .supplement_until)"
now 2026-01-18T08:00
run incident fact "$i" asof=07:50 dead=3 serious=0 light=2 reason=抢救无效 source=县医院 > /dev/null
expect "no upgrade after the end" "" "$(owed "$i" upgrade-phone)"
expect "no supplement before the final report" "" "$(owed "$i" supplement)"
expect "three dead are III" III "$(seen "$i" .grade.confirmed)"
report 2026-01-18T20:00 "$i" final
expect "the final report in 24 hours" "met 0 01-19T05:00" "$(owed "$i" final)"

now 2026-01-20T10:00
run incident fact "$i" asof=09:00 dead=4 light=1 reason=转重后死亡 learned=09:30 source=县医院 > /dev/null
expect "owed from when it was learned" "pending 0 01-20T11:30" "$(owed "$i" supplement)"
now 2026-01-20T11:00
run incident fact "$i" asof=10:50 dead=5 light=0 reason=死亡 source=县医院 > /dev/null
expect "and for the next" "pending 0 01-20T13:00" "$(owed "$i" supplement 2)"
now 2026-01-20T11:05
run incident fact "$i" asof=11:00 dead=5 source=县医院 > /dev/null
expect "the same figures again owe nothing" "" "$(owed "$i" supplement 3)"
report 2026-01-20T11:40 "$i" supplement
expect "one supplement meets both: the first late" "late 10 01-20T11:30" "$(owed "$i" supplement)"
expect "the second in time" "met 0 01-20T13:00" "$(owed "$i" supplement 2)"
match "it tells the sum of the change" '死亡人数由3人增至5人' "$("$Z" report show "$report")"
now 2026-01-25T23:59
run incident fact "$i" asof=23:58 dead=6 source=县医院 > /dev/null
expect "the last day counts" "pending 0 01-26T01:59" "$(owed "$i" supplement 3)"
now 2026-01-26T00:30
run incident fact "$i" asof=00:10 dead=7 source=县医院 > /dev/null
expect "the day after does not" "" "$(owed "$i" supplement 4)"
now 2026-01-26T01:00
run incident fact "$i" asof=00:50 dead=12 source=县医院 > /dev/null
expect "nor does it change the grade" III "$(seen "$i" .grade.confirmed)"
expect "but the figures have it" 12 "$(seen "$i" .figures.dead)"

now 2026-02-01T10:00
d=$(run report draft "$i" --kind followup)
expect "the next number" 石镇信〔2026〕4号 "$(as_leader run report sign "$d")"
match "a day later an hour has its date" '应急处置已于1月18日5时结束' "$("$Z" report show "$d")"
as_leader run report void "$d" --reason 误签
match "the void one keeps its number and says so" '【已作废】' "$("$Z" report show "$d" | head -1)"
d=$(run report draft "$i" --kind followup)
expect "its number is not given again" 石镇信〔2026〕5号 "$(as_leader run report sign "$d")"
match "what went nowhere is not counted as a follow-up" '续报一' "$("$Z" report show "$d")"
now 2027-01-01T00:05
d=$(run report draft "$i" --kind correction)
expect "a new year begins with 1" 石镇信〔2027〕1号 "$(as_leader run report sign "$d")"
end
