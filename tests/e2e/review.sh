#!/bin/bash
# Supervisors: one incident's times and evidence seen alike from the township and the county, the county's own record of
# the call, an authorisation by phone that nobody signed, the queue over two books, verdicts with a deadline, replies.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/sync_lib.sh"
have git
pair
(umask 077; echo 246810 > "$work/pin")
export ZHIBAN_PIN_FILE=$work/pin
BOSS=$(t new person name=甲 role=leader post=副镇长) CLERK=$(t new person name=乙)
OTHER=$(t new person name=丙 role=leader post=人大主席)
t pin "$BOSS"; t pin "$OTHER"
LEAD=$(t new post name=带班领导 group=watch readiness=oncall)
ZHIBAN_AS=$BOSS t new assignment person="$BOSS" post="$LEAD" start=2026-01-18T08:00 end=2026-01-19T08:00 > /dev/null
both() { run c sync; same "county syncs" 0 $code; run t sync; same "township syncs" 0 $code; run c sync; }
review() { "$1" --json incident review "$I"; }
node() { review "$1" | jq -r ".chain[]|select(.step==\"$2\")|$3"; }

clock 2026-01-18T08:31:00
I=$(t incident open kind=fire place=石门村 occurred=~08:25)
clock 2026-01-18T08:33:00
t incident act "$I" --step turnout --unit 镇专职消防队 出动 > /dev/null
t incident act "$I" --step told 已报 > /dev/null
clock 2026-01-18T09:20:00
t report phone "$I" --to 县应急局 --answered 值班员 --at 08:45 > /dev/null
D=$(t report draft "$I" --kind first)
t report sign "$D" --by-phone "$OTHER" --witness "$CLERK" > /dev/null 2>&1
R=$(t --json list report | tail -1 | jq -r .id)
like "signed by phone" '^sm1-' "$R"
t report send "$R" --to 县应急局 > /dev/null
both
clock 2026-01-18T09:25:00
c --book sm report phone "$I" --to 县应急局 --answered 值班员 --at 08:46 > /dev/null
c report receipt "$R" --by 值班员甲 > /dev/null
clock 2026-01-18T10:00:00
t incident act "$I" --step response-end 扑灭 > /dev/null
both

same "about, and how long until it was known" "true 6" "$(node t heard '"\(.about) \(.minutes)"')"
same "sent out late" "2 1 late" "$(node t dispatch '"\(.minutes) \(.limit) \(.judged)"')"
same "told in time by a late entry" "14 30 in-time 35" "$(node t first-phone '"\(.minutes) \(.limit) \(.judged) \(.late_entry)"')"
like "the county's own record" 'record 08:46 agrees' "$(node t first-phone .evidence)"
like "authorised, not signed" 'not countersigned' "$(node t first-written .evidence)"
like "the superior's receipt" 'receipt by the superior 09:25' "$(node t first-written .evidence)"
doubts=$(review t | jq -c '[.doubts[].about]|unique')
for d in countersign late-entry off-duty missing; do like "doubt $d" "\"$d\"" "$doubts"; done
same "the county sees the same chain" "$(review t | jq -c .chain)" "$(review c | jq -c .chain)"
same "and the same doubts" "$(review t | jq -c .doubts)" "$(review c | jq -c .doubts)"
works "as text" t incident review "$I"
works "as HTML" t incident review "$I" --format html
like "a table" '<table>' "$out"

run c --json review list
same "in the county's queue" "$I" "$(jq -r 'select(.type=="incident").id' <<< "$out")"
like "with what is wrong" '"countersign","off-duty"' "$(jq -c 'select(.type=="incident").flags' <<< "$out")"
fails 2 "a verdict that is none without words" c incident review "$I" --verdict return
fails 1 "no such verdict" c incident review "$I" --verdict good 好
fails 2 "words without a verdict" c incident review "$I" 好
fails 1 "nothing to answer yet" t incident review "$I" --reply 已补
fails 1 "not an incident" c incident review "$R" --verdict ok
works "sent back" c incident review "$I" --verdict return --due 12:00 补签，写明核实人
both
run t --json review list
same "the station sees it waits" '["waiting"]' "$(jq -c 'select(.type=="incident").flags-["countersign","off-duty","late"]' <<< "$out")"
like "it stands on the station's board" "$I +Returned for correction" "$(t board)"
unlike "not on the county's" 'Returned for correction' "$(c board)"
same "and until when" 2026-01-18T12:00+08:00 "$(jq -r 'select(.type=="incident").due' <<< "$out")"
same "and in what it owes" "pending 2026-01-18T12:00+08:00" \
  "$(t --json due | jq -r 'select(.step=="answer")|"\(.status) \(.due)"')"
same "the county owes it nothing" "" "$(c --json due | jq -r 'select(.step=="answer").step')"
clock 2026-01-18T12:01:00
same "late" "late 1" "$(t --json due | jq -r 'select(.step=="answer")|"\(.status) \(.late_minutes)"')"
like "no answer in time" '"overdue"' "$(c --json review list)"
ZHIBAN_AS=$OTHER works "signed afterwards" t report countersign "$R"
works "answered" t incident review "$I" --reply 已补签
both
run c --json review list
same "the county sees the answer" "已补签" "$(jq -r 'select(.type=="incident").reply' <<< "$out")"
like "as answered, not overdue" '"answered"' "$out"
unlike "as answered, not overdue" '"overdue"' "$out"
clock 2026-01-18T12:10:00
works "in order" c incident review "$I" --verdict ok
run c --json review list
same "it leaves the queue" "" "$(jq -r 'select(.type=="incident").id' <<< "$out")"
both
same "all of it stands on the page" '["return","reply","ok"]' \
  "$(t --json list review | jq -sc 'map(if .verdict then .verdict else "reply" end)')"
finish
