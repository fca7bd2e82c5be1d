#!/bin/bash
# After midnight: which moment a bare time means, full-width input, about and unknown, and what is refused with nothing written.
. "$(dirname "$0")/kit/duty"
station 2026-03-01T08:00 石门镇应急消防站 sm1
now 2026-03-02T00:10
at_of() { "$Z" --json show "$(run log 巡查 --at "$1")" | jq -r '.at[0:16]'; }
expect "23:50 was yesterday" 2026-03-01T23:50 "$(at_of 23:50)"
expect "in full width" 2026-03-01T23:50 "$(at_of ２３：５０)"
expect "without a colon" 2026-03-01T23:50 "$(at_of 2350)"
expect "three digits" 2026-03-01T02:45 "$(at_of 245)"
expect "one digit and a full-width colon" 2026-03-01T02:45 "$(at_of 2：45)"
expect "two minutes ahead are now" 2026-03-02T00:12 "$(at_of 00:12)"
expect "three are yesterday" 2026-03-01T00:13 "$(at_of 00:13)"
expect "minutes ago" 2026-03-01T22:40 "$(at_of -90m)"
expect "seconds are dropped" 2026-03-01T23:59 "$(at_of 2026-03-01T23:59:59)"
expect "another zone" 2026-03-01T23:59 "$(at_of 2026-03-01T15:59:00+00:00)"
entries=$("$Z" entries | wc -l)
for bad in 2026-03-02T00:13 2026-02-30T08:00 2026-02-29T08:00 24:00 23:60 '?' '~23:50' '' 晚上; do
  code 1 "--at '$bad'" "$Z" log 巡查 --at "$bad"
done
expect "nothing was written" "$entries" "$("$Z" entries | wc -l)"

open() { run incident open kind=fire place=石门村 "$@"; }
field_of() { "$Z" --json show "$1" | jq -c ".$2"; }
i=$(open 'occurred=～２３：４５' learned=２３：５０)
expect "about, in full width" '"~2026-03-01T23:45+08:00"' "$(field_of "$i" occurred)"
expect "the log has it where it was learned" '"2026-03-01T23:50+08:00"' "$(field_of "$i" at)"
expect "typed twenty minutes later" 20 "$("$Z" --json entries --of "$i" | jq .late_entry)"
expect "the clock runs from when it was learned" "pending 0 03-02T00:20" "$(owed "$i" first-phone)"
expect "unknown" '"?"' "$(field_of "$(open 'occurred=？')" occurred)"
expect "in words" '"?"' "$(field_of "$(open occurred=不详)" occurred)"
expect "about in words" '"~2026-03-01T23:45+08:00"' "$(field_of "$(open occurred=约23:45)" occurred)"
expect "a kind and flags in Chinese" '["fire",["sensitive","crowded"]]' \
  "$("$Z" --json show "$(run incident open kind=火灾 place=石门村 flags=敏感、人员密集)" | jq -c '[.incident_kind, .flags]')"
code 1 "learned is never about" "$Z" incident open kind=fire place=a 'learned=~00:05'
code 1 "learned is never unknown" "$Z" incident open kind=fire place=a 'learned=?'
code 1 "it cannot happen later" "$Z" incident open kind=fire place=a occurred=2026-03-02T01:00

run incident fact "$i" asof=00:05 dead=０ trapped=３ loss=１２．５ > /dev/null
expect "full-width figures" '{"dead":0,"trapped":3,"loss":12.5}' "$("$Z" --json incident show "$i" | jq -c .figures)"
for bad in dead= dead=-1 dead=1.5 dead=三 loss=1e3 loss=-1 'asof=?' 'asof=~00:05' verified=maybe verified=yes colour=red source=; do
  code 1 "a fact with $bad" "$Z" incident fact "$i" asof=00:05 $bad
done
code 1 "a figure given twice" "$Z" incident fact "$i" asof=00:05 dead=1 dead=2
expect "nothing of that was written" 1 "$("$Z" --json list fact --of "$i" | jq -s length)"
expect "a bare time for what is due is the next" 2026-03-03T00:05 \
  "$("$Z" --json show "$(run order 报平安 --from 镇长 --due 00:05)" | jq -r '.due[0:16]')"
end
