#!/bin/bash
# A handover seen from the county: the same seal after a sync, the same roster, a review from above, and a county's
# record that arrives after the seal falls into the next handover on both sides.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/sync_lib.sh"
have git
pair
(umask 077; echo 246810 > "$work/pin")
export ZHIBAN_PIN_FILE=$work/pin
clock 2026-01-16T09:00:00
{ echo '日期,主班,副班'; for d in 17 18 19; do [ $((d % 2)) = 1 ] && echo "2026-01-$d,乙,丙" || echo "2026-01-$d,子,丑"; done; } > "$work/t.csv"
t roster import "$work/t.csv" --create > /dev/null
id() { t --json list person | jq -r "select(.name==\"$1\").id"; }
OUT=$(id 乙) IN=$(id 子)
t pin "$OUT"; t pin "$IN"
hand_over() { # hand_over GIVER TAKER: prints the id
  local h
  h=$(ZHIBAN_AS=$1 t handover start) && ZHIBAN_AS=$1 t handover sign "$h" --side out > /dev/null &&
    ZHIBAN_AS=$2 t handover sign "$h" --side in > /dev/null && echo "$h"
}
view() { # view PROGRAM HANDOVER: what must be the same on both sides
  "$1" --json handover show "$2" | jq -c '[.seal,.seal_good,.cut,.range,.entries,.late_additions,[.items[].what]]'
}
clock 2026-01-18T07:00:00
ZHIBAN_AS=$OUT t log 夜间巡查 > /dev/null
clock 2026-01-18T07:55:00
H=$(hand_over "$OUT" "$IN")
like "an id" '^sm1-[0-9]+$' "$H"
clock 2026-01-18T08:10:00
run t sync; same "out" 0 $code
run c sync; same "in" 0 $code
same "the county sees the same" "$(view t "$H")" "$(view c "$H")"
like "a good seal" '^\["[0-9A-F]{4}-[0-9A-F]{4}",true' "$(view c "$H")"
same "who, from above" "$(t --json who --at 2026-01-18T12:00 | jq -r .name | paste -sd' ')" \
  "$(c --json --book sm who --at 2026-01-18T12:00 | jq -r .name | paste -sd' ')"
like "all books held here" '"book":"sm"' "$(c --json who --at 2026-01-18T12:00)"
run c --json handover list --unreviewed
same "in the county's queue" "$H" "$(jq -r .id <<< "$out")"
run c handover review "$H" --verdict remind 请补天气
same "reviewed" 0 $code
O=$(c --book sm order 今日大风注意防火 --from 县应急局)
like "the superior's hand" '^sm0-[0-9]+$' "$O"
run c handover start --group fire
same "the county hands over its own" 0 $code
run c sync; same "down" 0 $code
run t sync; same "here" 0 $code
same "both still agree" "$(view t "$H")" "$(view c "$H")"
same "the cut did not move" 0 "$(t --json handover show "$H" | jq -r .cut | grep -c sm0)"
clock 2026-01-19T07:55:00
H2=$(hand_over "$IN" "$OUT")
like "the county's record is in the second" 'sm0-[0-9]+' "$(t --json handover show "$H2" | jq -r .cut)"
like "and among its items" "$O" "$(t --json handover show "$H2" | jq -c '[.items[].id]')"
run t sync; run c sync
same "the second too" "$(view t "$H2")" "$(view c "$H2")"
run t --json handover show "$H"
same "the verdict came back" remind "$(jq -r '.reviews[0].verdict' <<< "$out")"
finish
