#!/bin/bash
# Entries, calls, corrections, instructions, matters; reading and searching them.
. "$(dirname "$0")/lib.sh"
station

# Entries and calls.
works "log" "$Z" log 天气晴，风力三级
A=$out
works "a late entry" "$Z" log 夜间巡查 --at 06:30
same "late entries are marked with their minutes" 90 "$("$Z" --json search 夜间巡查 | jq .late_entry)"
works "call in" "$Z" call 路面结冰 --from 石门村 --phone 0300-0000371
B=$out
works "call out" "$Z" call 已转告 --to 县公路段 --of "$B"
fails 2 "a call with nobody" "$Z" call 路面结冰
fails 2 "a call with both" "$Z" call 路面结冰 --from a --to b
fails 3 "of what is not there" "$Z" log a --of sm1-999
fails 2 "no text" "$Z" log
fails 2 "two texts" "$Z" log a b
same "the number is read on this host" 0300-0000371 "$("$Z" --json show "$B" | jq -r .phone)"
grep -aq 0300-0000371 "$ZHIBAN_HOME/store/data.mdb" && bad "the number lies in the store" || good
run "$Z" log "联系人 13900000000"
same "a mobile number in public text warns, exit 0" "0 1" "$code $(wc -l < "$work/err")"
like "the id is printed all the same" '^sm1-[0-9]+$' "$out"

# Corrections.
works "correct" "$Z" correct "$A" 天气多云 --reason 看错
K=$out
same "the line names its correction" "$K" "$("$Z" --json entries | jq -r --arg i "$A" 'select(.id==$i).corrected_by')"
same "the old text stays" 天气晴，风力三级 "$("$Z" --json entries | jq -r --arg i "$A" 'select(.id==$i).text')"
same "the correction is an entry" 天气多云 "$("$Z" --json entries | jq -r --arg i "$K" 'select(.id==$i).text')"
works "a second correction" "$Z" correct "$A" 天气阴 --reason 又看错
same "the later one counts" "$out" "$("$Z" --json entries | jq -r --arg i "$A" 'select(.id==$i).corrected_by')"
fails 1 "a correction is not corrected" "$Z" correct "$K" a --reason b
fails 2 "a correction without a reason" "$Z" correct "$A" a
fails 1 "a correction with an empty reason" "$Z" correct "$A" a --reason ""
fails 1 "a thing is not corrected" "$Z" correct "$C" a --reason b
fails 3 "what is not there" "$Z" correct sm1-999 a --reason b
fails 1 "a line is not set" "$Z" set "$A" text=x

# Instructions.
works "order" "$Z" order 加强巡查 --from 镇长甲 --due 18:00
O=$out
same "due is the next such time" 2026-01-18T18:00+08:00 "$("$Z" --json show "$O" | jq -r .due)"
fails 2 "an order from nobody" "$Z" order a
works "relay" "$Z" order relay "$O" --to 消防组 --answered 班长丁
works "feedback" "$Z" order feedback "$O" 已巡查两遍
fails 1 "an order is no matter" "$Z" matter close "$O"
same "open orders" 1 "$("$Z" --json list order --open | jq -s length)"
works "close" "$Z" order close "$O"
same "closed" true "$("$Z" --json show "$O" | jq .closed)"
fails 1 "close twice" "$Z" order close "$O"
same "no open orders" 0 "$("$Z" --json list order --open | jq -s length)"
fails 3 "close what is not there" "$Z" order close sm1-999

# Matters close themselves when all have answered.
works "matter" "$Z" matter 防汛会议通知 --from 县应急局 --due 2026-01-19T09:00 --to 石门村 --to 东街村
M=$out
works "told" "$Z" matter relay "$M" --to 石门村
works "answered" "$Z" matter relay "$M" --to 石门村 --answered 支书丙
same "one is missing" null "$("$Z" --json show "$M" | jq .closed)"
works "the other answers" "$Z" matter relay "$M" --to 东街村 --answered 主任丁
same "closed by itself" true "$("$Z" --json show "$M" | jq .closed)"
fails 1 "nothing left to close" "$Z" matter close "$M"
works "several in one go" "$Z" matter 明传电报 --from 县委办 --to 石门村 东街村
M=$out
same "both are named" '["石门村","东街村"]' "$("$Z" --json show "$M" | jq -c .to)"
works "several told in one go" "$Z" matter relay "$M" --to 石门村 --to 东街村 --via 微信
same "an id each" 2 "$(wc -l <<< "$out")"
works "close by hand" "$Z" matter close "$M"
fails 2 "a relay to nobody" "$Z" matter relay "$M"

# Reading.
works "entries" "$Z" entries
clock 2026-01-18T09:00:00
works "one more" "$Z" log 九点正常
same "newest last" 九点正常 "$("$Z" --json entries | tail -n 1 | jq -r .text)"
same "limit takes the newest" 九点正常 "$("$Z" --json entries --limit 1 | jq -r .text)"
same "since" 1 "$("$Z" --json entries --since 09:00 | jq -s length)"
same "until does not reach" 夜间巡查 "$("$Z" --json entries --until 07:00 | jq -r .text)"
same "of a call" 2 "$("$Z" --json entries --of "$B" | jq -s length)"
same "the members" '["at","by","corrected_by","id","kind","late_entry","text","ts"]' "$("$Z" --json entries --limit 1 | jq -c keys)"

# Searching.
same "newest first" 九点正常 "$("$Z" --json search 点 | head -n 1 | jq -r .text)"
same "count" 1 "$("$Z" search 路面结冰 --count)"
same "nothing found" 0 "$("$Z" search 无此文字 --count)"
works "nothing found is no error" "$Z" search 无此文字
fails 1 "search for nothing" "$Z" search ""
fails 1 "search for broken UTF-8" "$Z" search $'\xff'
same "keys are not found" 0 "$("$Z" search late_entry --count)"
same "quotes are found" 1 "$("$Z" log '他说"好"' > /dev/null; "$Z" search '"好"' --count)"

# Two at once: each entry has its own number.
for i in 1 2 3 4 5 6 7 8; do "$Z" log "并发$i" > "$work/id$i" & done
wait
same "eight at once, eight ids" 8 "$(cat "$work"/id[1-8] | sort -u | wc -l)"
same "eight entries" 8 "$("$Z" search 并发 --count)"

# Going out.
works "export as JSON" "$Z" export log --format json
same "as many as there are entries" "$("$Z" entries | wc -l)" "$(jq -s length < "$work/out")"
works "export as CSV" "$Z" export log --format csv
same "a head and as many rows" "$(($("$Z" entries | wc -l) + 1))" "$(wc -l < "$work/out")"
fails 1 "another format" "$Z" export log --format xml
fails 2 "no format" "$Z" export log
run "$Z" log "伤者姓名：司马某，已送医"
same "a name is warned of" 0 "$code"
like "in one line" '^zhiban: .*姓名' "$err"

finish
