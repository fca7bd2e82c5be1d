#!/bin/bash
# A chemical leak: flags set one by one, several intervals unmet at once, extra follow-ups, command and duty handed over.
. "$(dirname "$0")/kit/duty"
station 2026-10-03T09:00 北川街道应急消防站 bc1
now 2026-10-03T09:16
i=$(run incident open kind=hazmat place=北川街道化工园区 occurred=09:10)
expect "no flag: 30 minutes" "pending 0 10-03T09:46" "$(owed "$i" first-phone)"
now 2026-10-03T09:20
run set "$i" flags=sensitive
expect "a flag before the call: 09:20 + 15" "pending 0 10-03T09:35" "$(owed "$i" first-phone)"
expect "and 09:20 + 30 in writing" "pending 0 10-03T09:50" "$(owed "$i" first-written)"
now 2026-10-03T09:25
run report phone "$i" --to 县应急局 --answered 值班员 > /dev/null
now 2026-10-03T09:30
run set "$i" flags=sensitive,water-source
expect "a further flag is an upgrade though the minutes stay" "pending 0 10-03T09:45" "$(owed "$i" upgrade-phone)"
expect "a water source is 较大涉险" true "$(seen "$i" .grade.danger)"
expect "the written limit stays the earlier one" "pending 0 10-03T09:50" "$(owed "$i" first-written)"
run set "$i" flags=sensitive
now 2026-10-03T09:33
run set "$i" flags=water-source,sensitive
expect "taken away and set again: one fact, one upgrade" "" "$(owed "$i" upgrade-phone 2)"
report 2026-10-03T09:44 "$i" first
expect "in writing within the limit meets it" "met 0 10-03T09:45" "$(owed "$i" upgrade-phone)"
expect "two hours by the steep rule" "pending 0 10-03T11:44" "$(owed "$i" followup)"
now 2026-10-03T10:00
run incident fact "$i" asof=09:55 poisoned=12 learned=09:58 source=医院 > /dev/null
expect "twelve poisoned are III" III "$(seen "$i" .grade.confirmed)"
expect "an upgrade from when it was learned" "pending 0 10-03T10:13" "$(owed "$i" upgrade-phone 2)"
now 2026-10-03T10:20
expect "late while unmet" "late 7 10-03T10:13" "$(owed "$i" upgrade-phone 2)"
run report phone "$i" --to 县应急局 --answered 值班员 --step upgrade --at 10:12 > /dev/null
expect "entered afterwards it is met" "met 0 10-03T10:13" "$(owed "$i" upgrade-phone 2)"
expect "and says how late it was entered" 8 "$("$Z" --json due "$i" | jq 'select(.step == "upgrade-phone" and .n == 2).late_entry')"

report 2026-10-03T10:30 "$i" followup
report 2026-10-03T10:50 "$i" followup
expect "an early one meets its interval, an extra one none" "met 0 10-03T11:44" "$(owed "$i" followup)"
now 2026-10-03T11:43
expect "the next row waits for its interval" "" "$(owed "$i" followup 2)"
now 2026-10-03T17:50
expect "three stand unmet" "late 246 10-03T13:44 late 126 10-03T15:44 late 6 10-03T17:44" \
  "$(owed "$i" followup 2) $(owed "$i" followup 3) $(owed "$i" followup 4)"
report 2026-10-03T18:00 "$i" followup
expect "one meets them all, each late by its own minutes" "late 256 10-03T13:44 late 136 10-03T15:44 late 16 10-03T17:44" \
  "$(owed "$i" followup 2) $(owed "$i" followup 3) $(owed "$i" followup 4)"
expect "but not the running one" "pending 0 10-03T19:44" "$(owed "$i" followup 5)"
match "numbers count extra ones" '续报三' "$("$Z" report show "$report" | sed -n 5p)"

now 2026-10-03T19:00
run incident act "$i" --step command-transfer --unit 县指挥部 移交 > /dev/null
expect "the command goes, the follow-ups stay" "pending 0 10-03T19:44" "$(owed "$i" followup 5)"
expect "a reminder" "pending 0 10-03T19:30" "$(owed "$i" followup-change)"
now 2026-10-03T19:30
run incident act "$i" --step followup-transfer --unit 县应急局 移交续报职责 > /dev/null
expect "the duty is handed over" "transferred 0 10-03T19:44" "$(owed "$i" followup 5)"
expect "and the reminder with it" "transferred 0 10-03T19:30" "$(owed "$i" followup-change)"
now 2026-10-04T19:30
expect "no further interval" "" "$(owed "$i" followup 6)"
run incident fact "$i" asof=19:20 dead=12 source=医院 > /dev/null
expect "no upgrade either" "" "$(owed "$i" upgrade-phone 3)"
d=$(run report draft "$i" --kind followup)
match "yesterday's hours have their date" '10月3日18时以后' "$("$Z" report show "$d")"
match "the poisoned are looked after" '跟踪伤员救治' "$("$Z" report show "$d")"
end
