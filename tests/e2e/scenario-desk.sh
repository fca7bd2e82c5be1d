#!/bin/bash
# The desk: sent back and put right, signed by phone and countersigned late, instructions and matters to their end.
. "$(dirname "$0")/kit/duty"
station 2026-01-18T08:00 石门镇应急消防站 sm1
i=$(run incident open kind=fire place=石门村 commander=副镇长甲 commander_phone=0300-0000111)
report 2026-01-18T08:20 "$i" first; first=$report
now 2026-01-18T08:25
run report receipt "$first" --by 县值班员 > /dev/null
now 2026-01-18T08:40
run report return "$first" --reason 缺起火部位 > /dev/null
expect "sent back it stays met" "met 0 01-18T09:00" "$(owed "$i" first-written)"
expect "and starts its own minutes" "pending 0 01-18T09:40" "$(owed "$i" return)"
report 2026-01-18T09:50 "$i" correction
expect "put right ten minutes late" "late 10 01-18T09:40" "$(owed "$i" return)"
now 2026-01-18T10:00
run report return "$report" --reason 仍缺 --due 10:20 > /dev/null
expect "with a limit of its own" "pending 0 01-18T10:20" "$(owed "$i" return 2)"

report 2026-01-18T10:05 "$i" correction
run report return "$report" --reason 又缺 > /dev/null
expect "what was sent back in its own minute is not put right by itself" "pending 0 01-18T11:05" "$(owed "$i" return 3)"
now 2026-01-18T10:06

d=$(run report draft "$i" --kind followup)
code 1 "a draft is not sent back" "$Z" report return "$d" --reason 缺
code 1 "a draft is not received" "$Z" report receipt "$d" --by 县值班员
code 1 "a leader does not witness himself" "$Z" report sign "$d" --by-phone "$leader" --witness "$leader"
expect "by phone" 石镇信〔2026〕4号 "$(run report sign "$d" --by-phone "$leader" --witness "$clerk")"
match "it says so" '签发人：甲（电话授权）' "$("$Z" report show "$d")"
expect "the leader owes his hand" "pending 0 01-19T10:06" "$(owed "$i" countersign)"
run report send "$d" --to 县应急局 > /dev/null
expect "sent before that it counts" "met 0 01-18T12:20" "$(owed "$i" followup)"
now 2026-01-19T11:00
expect "late" "late 54 01-19T10:06" "$(owed "$i" countersign)"
(umask 077; echo 111111 > "$W/wrong")
code 1 "with a wrong PIN not" env ZHIBAN_AS="$leader" ZHIBAN_PIN_FILE="$W/wrong" "$Z" report countersign "$d"
as_leader run report countersign "$d"
expect "it stays late" "late 54 01-19T10:06" "$(owed "$i" countersign)"
code 1 "once" env ZHIBAN_AS="$leader" "$Z" report countersign "$d"
d=$(run report draft "$i" --kind followup)
run report sign "$d" --by-phone "$leader" --witness "$clerk" > /dev/null
run report void "$d" --reason 误签
expect "a void one needs no hand" "waived 0 01-20T11:00" "$(owed "$i" countersign 2)"

q=$(run query - 核查卫星热点 --from 县林业局)
expect "a request without an incident" "pending 0 01-19T11:30" "$(owed "$q" verify-phone)"
run report phone "$q" --to 县林业局 --answered 值班员 --step verify --at 11:00 > /dev/null
report 2026-01-19T11:40 "$q" verify
expect "answered by phone and in writing" "met 0 01-19T11:30 met 0 01-19T12:00" "$(owed "$q" verify-phone) $(owed "$q" verify-written)"
match "to whoever asked" '^县林业局：' "$("$Z" report show "$report")"
match "with the date" '2026年1月19日11时接县林业局核报要求：核查卫星热点' "$("$Z" report show "$report")"
run query "$i" 一问 --from 县应急局 > /dev/null
now 2026-01-19T11:50
run query "$i" 二问 --from 县应急局 --due 12:30 > /dev/null
report 2026-01-19T12:10 "$i" verify
expect "one answer, the oldest question" "met 0 01-19T12:40 pending 0 01-19T12:30" "$(owed "$i" verify-written) $(owed "$i" verify-written 2)"

o=$(run order 排查沿街 --from 甲 --due 16:00)
run order relay "$o" --to 石门村 --answered 支书 > /dev/null
run order feedback "$o" 已排查12户 > /dev/null
run order close "$o"
code 1 "an order is closed once" "$Z" order close "$o"
m=$(run matter 防火会议通知 --from 县应急局 --to 东村 西村 --due 17:00)
run matter relay "$m" --to 东村 --answered 主任 > /dev/null
run matter relay "$m" --to 西村 > /dev/null
expect "told is not answered" null "$("$Z" --json show "$m" | jq .closed)"
run matter relay "$m" --to 西村 --answered 主任 > /dev/null
expect "all answered: closed" true "$("$Z" --json show "$m" | jq .closed)"
a=$(run incident act "$i" --step arrive 3车到场)
run correct "$a" 2车到场 --reason 记错 > /dev/null
d=$(run report draft "$i" --kind followup)
match "the corrected line is reported" 2车到场 "$("$Z" report show "$d")"
match "the board strikes it out" '划去：.*3车到场' "$("$Z" board)"
end
