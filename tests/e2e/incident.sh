#!/bin/bash
# Incidents: opened, figured, acted on, graded, closed; requests and excuses; what is owed; rule sets; the board.
. "$(dirname "$0")/lib.sh"
station
field() { "$Z" --json show "$1" | jq -r "$2"; }
view() { "$Z" --json incident show "$1" | jq -r "$2"; }
step() { "$Z" --json due "$1" | jq -r --arg s "$2" 'select(.step==$s) | "\(.status) \(.due[11:16])"'; }

# Opened.
works "open" "$Z" incident open kind=fire place=石门村东街37号 occurred=~07:50 source=过路群众电话 caller=丙 caller_phone=0300-0000371
I=$out
same "the title is made" 石门村东街37号火灾 "$(field "$I" .title)"
same "learned is now" 2026-01-18T08:00+08:00 "$(field "$I" .learned)"
same "about" "~2026-01-18T07:50+08:00" "$(field "$I" .occurred)"
same "the source has a type" public "$(field "$I" .source_type)"
same "the family is kept" fire "$(field "$I" .family)"
same "the caller is read here" 丙 "$(field "$I" .caller)"
works "unknown time" "$Z" incident open kind=flood place=河口 'occurred=?'
same "unknown" "?" "$(field "$out" .occurred)"
works "a Chinese kind" "$Z" incident open kind=火灾 place=西街
same "is kept as its word" fire "$(field "$out" .incident_kind)"
works "a kind of the catalogue under a family" "$Z" new incident kind=gas place=西街
fails 1 "an unknown kind" "$Z" incident open kind=dragon place=西街
fails 1 "no place" "$Z" incident open kind=fire
fails 1 "no kind" "$Z" incident open place=西街
fails 1 "an unknown field" "$Z" incident open kind=fire place=a wings=2
fails 1 "a flag that is none" "$Z" incident open kind=fire place=a flags=loud
fails 1 "learned in the future" "$Z" incident open kind=fire place=a learned=2026-01-19T08:00
fails 3 "part of nothing" "$Z" incident open kind=fire place=a part_of=sm1-999
fails 1 "part of a person" "$Z" incident open kind=fire place=a part_of="$C"
fails 1 "a derived field by hand" "$Z" incident open kind=fire place=a grade=I
fails 2 "an argument too many" "$Z" incident open kind=fire place=a 西街
same "the members of show" '["figures","grade","id","kind","phase","supplement_until","title"]' "$("$Z" --json incident show "$I" | jq -c keys)"
same "IV from the start" "IV IV false null" "$(view "$I" '"\(.grade.confirmed) \(.grade.possible) \(.grade.danger) \(.grade.override)"')"
S=$("$Z" incident open kind=social place=集市)
same "social is not graded" null "$(view "$S" .grade.confirmed)"
fails 3 "show what is not there" "$Z" incident show sm1-999
fails 1 "show what is no incident" "$Z" incident show "$C"
works "set another kind" "$Z" set "$S" kind=traffic
same "the family follows" traffic "$(field "$S" .family)"

# Figures.
works "fact" "$Z" incident fact "$I" asof=08:00 dead=0 injured=2 evacuated=11 loss=3.5
same "figures" '{"dead":0,"injured":2,"evacuated":11,"loss":3.5}' "$("$Z" --json incident show "$I" | jq -c .figures)"
fails 1 "a fall without reason" "$Z" incident fact "$I" asof=08:00 injured=1
fails 1 "a fact without as-of" "$Z" incident fact "$I" dead=0
fails 1 "a negative number" "$Z" incident fact "$I" asof=08:00 dead=-1
fails 1 "half a person" "$Z" incident fact "$I" asof=08:00 dead=0.5
fails 1 "a number beyond all" "$Z" incident fact "$I" asof=08:00 dead=99999999999999999999
fails 1 "as-of in the future" "$Z" incident fact "$I" asof=2026-01-18T09:00 dead=1
fails 3 "of nothing" "$Z" incident fact sm1-999 asof=08:00 dead=1
works "a fall with its reason" "$Z" incident fact "$I" asof=08:00 injured=1 reason=核实更正
same "the latest" 1 "$(view "$I" .figures.injured)"
works "sheltered may fall" "$Z" incident fact "$I" asof=08:00 sheltered=40
works "freely" "$Z" incident fact "$I" asof=08:00 sheltered=12

# Actions.
works "act" "$Z" incident act "$I" --step turnout --unit 镇专职消防队 --vehicles 2 --people 6 出动
fails 1 "an unknown step" "$Z" incident act "$I" --step fly 出动
fails 2 "no step" "$Z" incident act "$I" 出动
fails 2 "no text" "$Z" incident act "$I" --step arrive
fails 1 "vehicles that are no number" "$Z" incident act "$I" --step arrive --vehicles two 到场
fails 3 "of nothing" "$Z" incident act sm1-999 --step arrive 到场
fails 1 "of a person" "$Z" incident act "$C" --step arrive 到场

# Owed.
same "phone in 30 minutes" "pending 08:30" "$(step "$I" first-phone)"
same "written in 60" "pending 09:00" "$(step "$I" first-written)"
same "the members of due" '["claim","due","incident","late_entry","late_minutes","met","n","recorded","rule","start","status","step"]' \
  "$("$Z" --json due "$I" | jq -c keys | sort -u)"
fails 3 "due of what is not there" "$Z" due sm1-999
fails 1 "due of a person" "$Z" due "$C"
works "query" "$Z" query "$I" 核实人数 --from 县应急局
same "a query starts its clock" "pending 08:30" "$(step "$I" verify-phone)"
works "query without an incident" "$Z" query - 热点核查 --from 县应急局 --due 10:00
same "with its own limit" 2026-01-18T10:00+08:00 "$("$Z" --json due "$out" | jq -r 'select(.step=="verify-written" or .step=="verify-phone").due' | tail -n 1)"
fails 2 "a query from nobody" "$Z" query "$I" 核实
fails 3 "about nothing" "$Z" query sm1-999 核实 --from 县
clock 2026-01-18T09:10:00
same "late while unmet" "late 08:30" "$(step "$I" first-phone)"

# Excuses.
works "a claim" "$Z" incident excuse "$I" --step first-phone --from 08:10 --to 09:00 --reason 通信中断
X=$out
same "stays late, pending" "late pending" "$("$Z" --json due "$I" | jq -r 'select(.step=="first-phone") | "\(.status) \(.claim)"')"
fails 1 "a step that is none" "$Z" incident excuse "$I" --step fly --from 08:10 --to 09:00 --reason a
fails 1 "backwards" "$Z" incident excuse "$I" --step first-phone --from 09:00 --to 08:10 --reason a
fails 2 "no reason" "$Z" incident excuse "$I" --step first-phone --from 08:10 --to 09:00
fails 1 "a clerk does not judge" "$Z" excuse confirm "$X"
fails 1 "what is no claim" leader "$Z" excuse confirm "$I"
works "refused" leader "$Z" excuse refuse "$X" --reason 有卫星电话
same "refused" refused "$("$Z" --json due "$I" | jq -r 'select(.step=="first-phone").claim')"

# Graded by hand.
fails 1 "a clerk does not grade" "$Z" incident grade "$I" --grade III --reason 影响大
fails 1 "a grade that is none" leader "$Z" incident grade "$I" --grade V --reason a
fails 2 "no reason" leader "$Z" incident grade "$I" --grade III
fails 1 "an empty reason" leader "$Z" incident grade "$I" --grade III --reason ""
works "a leader grades" leader "$Z" incident grade "$I" --grade III --reason 影响大
same "confirmed shows it" "III III 影响大" "$(view "$I" '"\(.grade.confirmed) \(.grade.override.grade) \(.grade.override.reason)"')"

# Ended and closed.
works "the end of the response" "$Z" incident act "$I" --step response-end 清理完毕
same "ended" ended "$(view "$I" .phase)"
same "the final report is owed" "pending 09:10" "$(step "$I" final)"
works "close" "$Z" incident close "$I" --as done
same "closed" closed "$(view "$I" .phase)"
fails 1 "close twice" "$Z" incident close "$I" --as done
fails 1 "an ending that is none" "$Z" incident close "$S" --as lost
fails 2 "no ending" "$Z" incident close "$S"
fails 1 "a duplicate of itself" "$Z" incident close "$S" --as duplicate --into "$S"
fails 3 "a duplicate of nothing" "$Z" incident close "$S" --as duplicate --into sm1-999
works "a duplicate" "$Z" incident close "$S" --as duplicate --into "$I"
same "nothing is owed for it" waived "$("$Z" --json due "$S" | jq -r .status | sort -u)"

# Rule sets.
works "rules" "$Z" --json rules
same "the example set" 示例规则 "$(jq -r .name "$work/out")"
fails 3 "an unknown set" "$Z" rules none
printf '[rules]\nname = 本县规则\nsource = 县办〔2026〕1号\nsince = 2026-01-18\n[rule 一般]\nphone = 20\nwritten = 40\n' > "$work/own.conf"
fails 1 "a clerk changes no rules" "$Z" rules use "$work/own.conf"
fails 3 "a file that is not there" leader "$Z" rules use "$work/none.conf"
printf '[rules]\nname = x\n[rule a]\nfly = 3\n' > "$work/bad.conf"
fails 1 "a key that is none" leader "$Z" rules use "$work/bad.conf"
like "names file and line" 'bad.conf:4' "$err"
works "a leader does" leader "$Z" rules use "$work/own.conf"
clock 2026-01-18T09:20:00
N=$("$Z" incident open kind=fire place=南街)
same "new ones run by the new set" "pending 09:40" "$(step "$N" first-phone)"
same "old ones by the old" "late 08:30" "$(step "$I" first-phone)"

# The board.
works "board" "$Z" board
like "the station" '石门镇应急消防站.*演练' "$out"
like "the incident" "$N .*南街火灾" "$out"
like "what is owed, with the time left" '已超时未报' "$out"
same "80 columns at most" 80 "$(wc -L < "$work/out")"
works "no command and no terminal: the board" "$Z"
like "the board" '应报事项' "$out"
run timeout 2 "$Z" board --watch
same "watch stays" 124 "$code"
like "and has painted" 南街火灾 "$out"
finish
