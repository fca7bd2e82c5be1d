#!/bin/bash
# A flash flood with the lines down: an explained delay, what a confirmed excuse does, and what a flood is not.
. "$(dirname "$0")/kit/duty"
station 2026-07-22T16:50 大河口镇应急消防站 dk1
now 2026-07-22T17:02
i=$(run incident open kind=flood place=大河口镇下滩村漫水桥 source=村)
now 2026-07-22T17:24
run report phone "$i" --to 县应急局 --answered 值班员 > /dev/null
now 2026-07-22T19:00
run incident fact "$i" asof=19:00 dead=0 missing=0 evacuated=613 households=76 source=现场 > /dev/null
expect "people led out before a flood are not 较大涉险" false "$(seen "$i" .grade.danger)"
expect "a flood is not graded by machine" null "$(seen "$i" .grade.confirmed)"
expect "a flood has no supplement window" null "$(seen "$i" .supplement_until)"
report 2026-07-22T19:12 "$i" first
expect "by satellite phone in time" "met 0 07-22T17:32" "$(owed "$i" first-phone)"
expect "in writing late" "late 70 07-22T18:02" "$(owed "$i" first-written)"
x=$(run incident excuse "$i" --step first-written --from 17:20 --to 19:05 --reason 公网中断)
expect "a claim leaves it late" "late 70 07-22T18:02" "$(owed "$i" first-written)"
expect "and shows the claim" pending "$(field "$i" first-written .claim)"
code 1 "a clerk cannot confirm" "$Z" incident excuse confirm "$x"
as_leader run incident excuse confirm "$x" > /dev/null
expect "42 minutes were left: due 19:47, excused" "excused 0 07-22T19:47" "$(owed "$i" first-written)"
code 1 "confirmed is confirmed" env ZHIBAN_AS="$leader" "$Z" incident excuse refuse "$x"

now 2026-07-22T20:00
j=$(run incident open kind=flood place=大河口镇河湾村 learned=17:02 source=村)
run incident excuse "$j" --step first-written --from 17:20 --to 19:05 --reason 公网中断 > /dev/null
report 2026-07-22T20:30 "$j" first
for x in $("$Z" --json list excuse --of "$j" | jq -r .id); do as_leader run incident excuse confirm "$x" > /dev/null; done
expect "beyond the excused span it stays late" "late 43 07-22T19:47" "$(owed "$j" first-written)"
k=$(run incident open kind=flood place=大河口镇上河滩 learned=20:20)
x=$(run incident excuse "$k" --step first-phone --from 20:25 --to 20:29 --reason 占线)
as_leader run incident excuse refuse "$x" > /dev/null
expect "a refused claim shows" refused "$(field "$k" first-phone .claim)"
code 1 "an obstacle cannot end before it begins" "$Z" incident excuse "$k" --step first-phone --from 20:29 --to 20:25 --reason 占线
code 1 "an unknown step is refused" "$Z" incident excuse "$k" --step second-phone --from 20:20 --to 20:25 --reason 占线
end
