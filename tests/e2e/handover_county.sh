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

# An entry of the county that comes in after the cut: in exactly one handover of each group, on both sides; an entry of
# the township's own that is typed late stands outside the seal, and the county sees it there.
clock 2026-01-19T08:10:00
ZHIBAN_AS=$OUT t log 昨夜漏记一条 --at 03:00 > /dev/null
F1=$(ZHIBAN_AS=$OUT t handover start --group fire)
ZHIBAN_AS=$OUT t handover sign "$F1" --side out > /dev/null; ZHIBAN_AS=$IN t handover sign "$F1" --side in > /dev/null
clock 2026-01-19T09:00:00
O2=$(c --book sm order 复查夜间警情 --from 县应急局 --at 07:30)
run t sync; run c sync; run t sync; same "synchronised" 0 $code
for x in t c; do
  same "outside the seal, $x" 2 "$($x --json handover show "$H2" | jq .late_additions)"
  same "the seal holds, $x" true "$($x --json handover show "$H2" | jq .seal_good)"
  like "told on paper, $x" "封后补记：2条（.*$O2）" "$($x handover print "$H2" | tr -d '\n')"
done
clock 2026-01-20T07:55:00
H3=$(hand_over "$OUT" "$IN")
F2=$(ZHIBAN_AS=$OUT t handover start --group fire)
ZHIBAN_AS=$OUT t handover sign "$F2" --side out > /dev/null; ZHIBAN_AS=$IN t handover sign "$F2" --side in > /dev/null
run t sync; run c sync; same "synchronised again" 0 $code
inside() { # inside PROGRAM ID GROUP: in how many handovers of the group it lies
  "$1" --json handover list --since 2026-01-17T00:00 | jq -s --arg id "$2" --arg group "$3" '
    def number($cut; $w): ($cut // "" | split(" ") | map(select(startswith($w + "-")) | split("-")[1] | tonumber) | first) // 0;
    ($id | split("-")[0]) as $w | ($id | split("-")[1] | tonumber) as $n
    | map(select(.group == $group and .book == "sm" and .cut != null)) | sort_by(.sealed_at)
    | [range(length) as $i | select(number(.[$i].cut; $w) >= $n and (if $i == 0 then 0 else number(.[$i-1].cut; $w) end) < $n)] | length'
}
for x in t c; do for g in watch fire; do for id in "$O" "$O2"; do
  same "$id in one handover of $g, $x" 1 "$(inside $x "$id" $g)"
done; done; done
same "the third too" "$(view t "$H3")" "$(view c "$H3")"
finish
