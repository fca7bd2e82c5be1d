#!/bin/bash
# Seven missing underground: limits follow the possible grade, before, between and after the first reports.
. "$(dirname "$0")/kit/duty"
station 2026-03-11T08:00 青崖镇应急消防站 qy1
now 2026-03-11T08:00
i=$(run incident open kind=mine place=青崖镇青崖煤矿 occurred=~07:40 enterprise=青崖煤业 enterprise_learned=07:45 source=企业)
expect "the enterprise reported within its hour" "met 0 03-11T08:45" "$(owed "$i" enterprise)"
now 2026-03-11T08:10
run incident fact "$i" asof=08:10 dead=0 missing=7 source=企业 > /dev/null
expect "confirmed by figures: IV" IV "$(seen "$i" .grade.confirmed)"
expect "possible with the missing: III" III "$(seen "$i" .grade.possible)"
expect "7 missing are 较大涉险" true "$(seen "$i" .grade.danger)"
expect "an upgrade before the phone report tightens it: 08:10 + 15" "pending 0 03-11T08:25" "$(owed "$i" first-phone)"
expect "and the written one: 08:10 + 30" "pending 0 03-11T08:40" "$(owed "$i" first-written)"
expect "and is no step of its own" "" "$(owed "$i" upgrade-phone)"
now 2026-03-11T08:26
expect "a minute too late" "late 1 03-11T08:25" "$(owed "$i" first-phone)"
now 2026-03-11T08:25
run report phone "$i" --to 县应急局 --to 县委办 --answered 值班员 > /dev/null
report 2026-03-11T08:40 "$i" first
expect "on the minute is in time" "met 0 03-11T08:40" "$(owed "$i" first-written)"
code 1 "missing cannot fall silently" "$Z" incident fact "$i" asof=08:40 missing=5
now 2026-03-11T09:30
run incident fact "$i" asof=09:20 missing=5 "reason=2人在外务工，已电话核实" learned=09:25 source=企业 > /dev/null
expect "fewer missing never relax the rule" "pending 0 03-11T10:40" "$(owed "$i" followup)"
run incident fact "$i" asof=09:30 dead=3 missing=2 "reason=井下找到" learned=09:30 source=企业 > /dev/null
expect "three dead are III" III "$(seen "$i" .grade.confirmed)"
expect "the same grade again is no upgrade" "" "$(owed "$i" upgrade-phone)"
now 2026-03-11T10:00
run incident fact "$i" asof=09:58 dead=10 missing=2 learned=10:00 source=企业 > /dev/null
expect "II is above every earlier value: an upgrade, due 10:15" "pending 0 03-11T10:15" "$(owed "$i" upgrade-phone)"
expect "thirty days for accidents" 2026-04-10 "$(seen "$i" .supplement_until)"
report 2026-03-11T10:14 "$i" followup
expect "a written report in time meets the upgrade too" "met 0 03-11T10:15" "$(owed "$i" upgrade-phone)"
expect "and the follow-up" "met 0 03-11T10:40" "$(owed "$i" followup)"
now 2026-03-11T11:00
as_leader run incident grade "$i" --grade I --reason 县指挥部认定 > /dev/null
expect "the override shows" I "$(seen "$i" .grade.confirmed)"
expect "with its reason" 县指挥部认定 "$(seen "$i" .grade.override.reason)"

now 2026-03-11T12:00
j=$(run incident open kind=mine place=青崖镇二号井)
now 2026-03-11T12:05
run report phone "$j" --to 县应急局 --answered 值班员 > /dev/null
now 2026-03-11T12:10
run incident fact "$j" asof=12:10 trapped=3 source=企业 > /dev/null
expect "between the two: the written limit moves" "pending 0 03-11T12:40" "$(owed "$j" first-written)"
expect "and the upgrade is a step of its own" "pending 0 03-11T12:25" "$(owed "$j" upgrade-phone)"
now 2026-03-11T12:20
run incident fact "$j" asof=12:20 dead=10 trapped=3 source=企业 > /dev/null
expect "a second upgrade" "pending 0 03-11T12:35" "$(owed "$j" upgrade-phone 2)"
now 2026-03-11T12:24
run report phone "$j" --to 县应急局 --answered 值班员 --step upgrade > /dev/null
expect "one call meets both" "met 0 03-11T12:25 met 0 03-11T12:35" "$(owed "$j" upgrade-phone) $(owed "$j" upgrade-phone 2)"
end
