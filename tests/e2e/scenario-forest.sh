#!/bin/bash
# Forest by damaged forest, not by burnt ground; handing over the follow-ups; false alarms; calls over midnight.
. "$(dirname "$0")/kit/duty"
station 2026-04-05T13:00 柳泉镇应急消防站 lq1
i=$(run incident open kind=forest-fire place=柳泉镇柳泉村后沟 source=护林员)
expect "the place's source word sets its type" ranger "$("$Z" --json show "$i" | jq -r .source_type)"
now 2026-04-05T13:10
run report phone "$i" --to 县应急局 --answered 值班员 > /dev/null
report 2026-04-05T13:40 "$i" first
now 2026-04-05T14:00
run incident fact "$i" asof=14:00 burnt_ha=9 source=现场 > /dev/null
expect "burnt ground gives no confirmed grade" IV "$(seen "$i" .grade.confirmed)"
expect "but a possible one while the forest is unknown" III "$(seen "$i" .grade.possible)"
expect "which is an upgrade" "pending 0 04-05T14:15" "$(owed "$i" upgrade-phone)"
now 2026-04-05T14:05
run incident fact "$i" asof=14:05 forest_ha=0.9 source=林业站 > /dev/null
expect "nine tenths of a hectare are IV" "IV IV" "$(seen "$i" '"\(.grade.confirmed) \(.grade.possible)"')"
run incident fact "$i" asof=14:05 forest_ha=1 source=林业站 > /dev/null
expect "one hectare is III" III "$(seen "$i" .grade.confirmed)"
expect "no 涉险 for forests" false "$(seen "$i" .grade.danger)"
expect "no window for forests" null "$(seen "$i" .supplement_until)"
code 1 "four decimals are refused" "$Z" incident fact "$i" asof=14:05 forest_ha=1.2345
code 1 "a negative figure is refused" "$Z" incident fact "$i" asof=14:05 dead=-1
code 1 "an unknown figure is refused" "$Z" incident fact "$i" asof=14:05 deads=1
now 2026-04-05T15:00
run incident act "$i" --step followup-transfer 续报由县前线指挥部承担 > /dev/null
now 2026-04-05T19:00
expect "the running interval is handed over" transferred "$(field "$i" followup .status)"
expect "and none after it" "" "$(owed "$i" followup 2)"

now 2026-04-05T23:50
j=$(run incident open kind=other place=柳泉镇街上 source=群众)
now 2026-04-06T00:10
run report phone "$j" --to 县应急局 --answered 值班员 --at 23:58 > /dev/null
expect "a bare time after midnight is yesterday's" "2026-04-05T23:58" "$(field "$j" first-phone '.met[0:16]')"
expect "and is marked as entered late" 12 "$(field "$j" first-phone .late_entry)"
code 1 "what has not happened cannot be entered" "$Z" report phone "$j" --to 县应急局 --answered 值班员 --at 2026-04-06T08:00
k=$(run incident open kind=fire place=柳泉镇东街)
run incident close "$k" --as false > /dev/null
now 2026-04-06T03:00
expect "a false alarm owes nothing" waived "$(field "$k" first-phone .status)"
expect "and is closed" closed "$(seen "$k" .phase)"
q=$(run query - 核实卫星热点 --from 县林业局)
expect "a request without an incident has its clocks" "pending 0 04-06T03:30" "$(owed "$q" verify-phone)"
code 3 "an unknown incident" "$Z" incident show lq1-999
code 1 "a person is no incident" "$Z" incident show "$leader"
end
