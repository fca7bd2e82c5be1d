#!/bin/bash
# How incidents end: duplicate, false alarm, elsewhere, exercise, done; an enterprise that told too late; parts of a storm.
. "$(dirname "$0")/kit/duty"
station 2026-07-20T08:00 石门镇应急消防站 sm1
storm=$(run incident open kind=rainstorm place=石门镇 title=7·20强降雨)
slide=$(run incident open kind=landslide place=石门镇西沟村 "part_of=$storm")
expect "a part names its whole" "$storm" "$("$Z" --json show "$slide" | jq -r .part_of)"
run incident fact "$slide" asof=08:00 moved=120 dead=0 > /dev/null
expect "danger is another scale than harm" "IV III" "$(seen "$slide" '"\(.grade.confirmed) \(.grade.hazard)"')"
expect "weather is not graded" null "$(seen "$storm" .grade.confirmed)"
states() { "$Z" --json due "$1" | jq -r 'select(.step | test("first|followup$|verify|upgrade")).status' | sort -u | tr '\n' ' '; }

now 2026-07-20T08:40
twin=$(run incident open kind=landslide place=石门镇西沟村后山)
now 2026-07-20T09:15
expect "late while open" "late 5 07-20T09:10" "$(owed "$twin" first-phone)"
code 1 "no duplicate of itself" "$Z" incident close "$twin" --as duplicate --into "$twin"
code 3 "no duplicate of nothing" "$Z" incident close "$twin" --as duplicate --into sm1-999
code 1 "no duplicate of a person" "$Z" incident close "$twin" --as duplicate --into "$clerk"
run incident close "$twin" --as duplicate --into "$slide"
expect "nothing is owed any more" "waived " "$(states "$twin")"
expect "it is closed" closed "$(seen "$twin" .phase)"
code 1 "once" "$Z" incident close "$twin" --as done
false=$(run incident open kind=fire place=石门村 learned=08:00)
run report phone "$false" --to 县应急局 --answered 值班员 --at 08:35 > /dev/null
run incident close "$false" --as false --reason 误报
expect "what was made too late stays late" "late 5 07-20T08:30" "$(owed "$false" first-phone)"
expect "what was not made is waived" "waived 0 07-20T09:00" "$(owed "$false" first-written)"
for as in elsewhere exercise; do
  i=$(run incident open kind=fire place=石门村 learned=09:00)
  run incident close "$i" --as $as
  expect "$as" "waived " "$(states "$i")"
done

i=$(run incident open kind=fire place=东村 learned=09:15)
report 2026-07-20T09:20 "$i" first
now 2026-07-20T14:00
run incident close "$i" --as done
expect "done ends the response: a final report is owed" "pending 0 07-21T14:00" "$(owed "$i" final)"
expect "an interval that had ended stays late" "late 40 07-20T13:20" "$(owed "$i" followup)"
expect "the running one is dropped" "" "$(owed "$i" followup 2)"
match "the final report knows the end" '已于7月20日14时结束|已于当日14时结束' "$("$Z" report show "$(run report draft "$i" --kind final)")"

e=$(run incident open kind=production place=石门村 learned=13:50 enterprise=甲厂 enterprise_learned=12:00)
expect "the enterprise was late, on its own line" "late 50 07-20T13:00" "$(owed "$e" enterprise)"
expect "the station is not" "pending 0 07-20T14:20" "$(owed "$e" first-phone)"
expect "no enterprise, no line" "" "$(owed "$i" enterprise)"
expect "three are open" "$storm $slide $e" "$("$Z" --json list incident --open | jq -r .id | tr '\n' ' ' | sed 's/ $//')"
end
