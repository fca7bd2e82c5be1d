#!/bin/bash
# A handover: the draft that gathers itself, ticks, both signatures with PIN, the cut, late additions, a leader by
# phone, nobody comes, the review queue, the print.
. "$(dirname "$0")/lib.sh"
station
clock 2026-01-16T09:00:00
{ echo '日期,带班领导,主班,副班'; for d in 17 18 19 20; do
  [ $((d % 2)) = 1 ] && echo "2026-01-$d,甲,乙,丙" || echo "2026-01-$d,癸,子,丑"; done; } > "$work/t.csv"
"$Z" roster import "$work/t.csv" --create > /dev/null
id() { "$Z" --json list person | jq -r "select(.name==\"$1\").id"; }
OUT=$(id 乙) IN=$(id 子) BOSS=$(id 甲)
"$Z" set "$BOSS" role=leader post=副镇长 > /dev/null 2>&1 || leader "$Z" set "$BOSS" role=leader post=副镇长
"$Z" pin "$OUT"; "$Z" pin "$IN"
export ZHIBAN_AS=$OUT

clock 2026-01-18T02:47:00
I=$("$Z" incident open kind=fire place=石门镇石门村东街37号)
"$Z" incident act "$I" --step turnout --unit 镇专职消防队 --vehicles 2 --people 6 出动 > /dev/null
M=$("$Z" matter 会议通知 --from 县应急局 --to 石门村 --to 河湾村)
O=$("$Z" order 看守火场 --from 甲 --due 2026-01-18T11:00)
clock 2026-01-18T07:50:00
works "start" "$Z" handover start
H=$out
fails 1 "one at a time" "$Z" handover start
works "show" "$Z" --json handover show "$H"
same "from the roster" "$OUT $IN" "$(jq -r '[.outgoing,.incoming]|join(" ")' <<< "$out")"
for x in "$I" "$M" "$O"; do like "gathered $x" "\"id\":\"$x\"" "$out"; done
same "people out" "镇专职消防队6人" "$(jq -r '.items[]|select(.section=="out").what' <<< "$out")"
same "orders before matters" "$O $M" "$(jq -r '[.items[]|select(.section=="matter").id]|join(" ")' <<< "$out")"
works "tick" "$Z" handover tick "$H" "$I"
works "tick with a note" "$Z" handover tick "$H" 对讲机 --fault --note 1部电池故障
works "read back" "$Z" handover readback "$H" "$I" 明火未灭两人被困
fails 3 "no such item" "$Z" handover tick "$H" sm1-1
works "out signs" "$Z" handover sign "$H" --side out
fails 1 "not both sides" "$Z" handover sign "$H" --side in
ZHIBAN_AS=$IN works "in signs" "$Z" --json handover sign "$H" --side in
same "sealed" true "$(jq .sealed <<< "$out")"
same "number" '石门交〔2026〕1号' "$(jq -r .number <<< "$out")"
SEAL=$(jq -r .seal <<< "$out")
like "seal" '^[0-9A-F]{4}-[0-9A-F]{4}$' "$SEAL"
fails 1 "sealed is sealed" "$Z" handover tick "$H" "$M"
export ZHIBAN_AS=$IN
clock 2026-01-18T08:30:00
"$Z" log 夜里的事 --at 03:00 > /dev/null
works "leader by phone" "$Z" handover sign "$H" --side leader --by-phone 甲
works "state" "$Z" --json handover show "$H"
same "seal holds" "$SEAL true" "$(jq -r '[.seal,.seal_good]|join(" ")' <<< "$out")"
same "one late addition" 1 "$(jq .late_additions <<< "$out")"
like "unread is listed" "\"$M\"" "$(jq -c .unread <<< "$out")"
works "print" "$Z" handover print "$H"
for x in '交接班记录' '电话确认' '封后补记：1条' "$SEAL" '1部电池故障'; do like "print $x" "$x" "$out"; done
like "the books of the shift hold it" "$SEAL" "$("$Z" books --shift 2026-01-17T20:00)"
works "html" "$Z" handover print "$H" --format html
works "queue" "$Z" --json handover list --unreviewed
same "waits" "$H" "$(jq -r .id <<< "$out")"
works "return" "$Z" handover review "$H" --verdict return 补填天气
works "queue still" "$Z" --json handover list --unreviewed
same "returned" '["unread","returned"]' "$(jq -c .flags <<< "$out")"
works "reply" "$Z" handover review "$H" --reply 已补
works "verdict" "$Z" handover review "$H" --verdict ok
works "queue empty" "$Z" --json handover list --unreviewed
same "nothing waits" "" "$out"

clock 2026-01-19T08:20:00
works "the board tells that nobody has handed over" "$Z" board
like "twenty minutes" '尚未交接，已过 20 分' "$out"
fails 2 "alone needs a reason" "$Z" handover alone
works "alone" "$Z" --json handover alone --reason 接班人途中车辆故障
same "second number" '石门交〔2026〕2号' "$(jq -r .number <<< "$out")"
A=$("$Z" --json handover list | tail -1 | jq -r .id)
clock 2026-01-19T11:00:00
works "alone is told" "$Z" --json handover show "$A"
same "flags" '["leader-missing","alone","unread"]' "$(jq -c .flags <<< "$out")"
# each log entry lies in exactly one handover, or in the shift that runs
works "fire group apart" "$Z" handover start --group fire
works "all" "$Z" --json handover list
same "three" 3 "$(wc -l <<< "$out")"
works "backup and views again" "$Z" rebuild
for x in "$H" "$A"; do same "seal of $x holds" true "$("$Z" --json handover show "$x" | jq .seal_good)"; done

# by exceptions, deputies by pick, a forgotten PIN on paper, who stays on, when a crew is back
clock 2026-01-19T20:00:00
"$Z" incident act "$I" --step watch --unit 镇专职消防队 --people 4 --until 2026-01-20T11:00 看守 > /dev/null
"$Z" duty hold "$OUT" --until 2026-01-20T10:00 --note 火场看守 > /dev/null
clock 2026-01-20T07:50:00
works "the third" "$Z" handover start
H3=$out
fails 2 "which item" "$Z" handover tick "$H3"
fails 2 "the rest has no item" "$Z" handover tick "$H3" 对讲机 --rest
fails 2 "spoken goes with the rest" "$Z" handover tick "$H3" 对讲机 --spoken
works "the rest" "$Z" handover tick "$H3" --rest
rest=$out
works "and what was said aloud" "$Z" handover tick "$H3" --rest --spoken
works "what is left" "$Z" --json handover show "$H3"
same "the incident is left" true "$(jq --arg i "$I" '.unread|index($i)!=null' <<< "$out")"
same "so many were plain" "$rest" "$(jq '[.items[]|select(.ticked and (.grave|not))]|length' <<< "$out")"
like "carried for two shifts" '"age":2' "$(jq -c --arg m "$M" '.items[]|select(.id==$m)' <<< "$out")"
like "back at eleven" '11:00' "$(jq -r '.items[]|select(.section=="out").next' <<< "$out")"
like "stays until ten" '10:00' "$(jq -r '.items[]|select(.section=="stay").next' <<< "$out")"
works "a deputy is picked" env -u ZHIBAN_PIN_FILE "$Z" handover sign "$H3" --side out-deputy
fails 1 "once" env -u ZHIBAN_PIN_FILE "$Z" handover sign "$H3" --side out-deputy
fails 2 "a person for nobody" "$Z" handover sign "$H3" --side out --person "$IN"
fails 1 "nobody witnesses the own hand" env ZHIBAN_AS="$OUT" "$Z" handover sign "$H3" --side out --on-paper
ZHIBAN_AS=$IN works "on paper before a witness" "$Z" handover sign "$H3" --side out --on-paper
ZHIBAN_AS=$IN works "and the duty passes" "$Z" --json handover sign "$H3" --side in
same "sealed" true "$(jq .sealed <<< "$out")"
like "it is told" '"on-paper"' "$("$Z" --json handover list --unreviewed | tail -1)"
paper=$("$Z" handover print "$H3")
for x in '纸面签名' '火场看守，至10:00' '丙 7:50'; do like "paper $x" "$x" "$paper"; done
finish
