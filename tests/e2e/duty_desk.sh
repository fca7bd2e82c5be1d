#!/bin/bash
# Changes of duty as the desk meets them: swaps in a circle and in a chain, consent for an absent person, notice periods,
# overlapping leave, modes that are over; signing on and off by the roster, 留岗, walks at night, corrections, spot checks
# of both sides. Whatever is refused leaves no record.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-28T09:00:00
{ echo '日期,主班,副班'; for d in 01 02 03 04 05 06 07 08 09 10 11 12; do
  case $((10#$d % 3)) in 1) echo "2026-10-$d,甲,乙";; 2) echo "2026-10-$d,丙,丁";; 0) echo "2026-10-$d,戊,己";; esac
done; } > "$work/t.csv"
"$Z" roster import "$work/t.csv" --create > /dev/null
id() { "$Z" --json list person | jq -r "select(.name==\"$1\").id"; }
who() { "$Z" --json who --at "$1" | jq -r '[.post,.name,.source]|join(" ")' | paste -sd';'; }
records() { "$Z" --json fsck | jq .records; }
# refused CODE WHAT COMMAND…: fails, and nothing was written
refused() { local before after; before=$(records); fails "$@"; after=$(records); same "$2: nothing is written" "$before" "$after"; }
A=$(id 甲) B=$(id 丙) E=$(id 戊)
swap_done() { # swap_done PERSON DAY WITH: asked, consented to, approved
  local s
  s=$(ZHIBAN_AS=$(id "$1") "$Z" swap ask --at "$2" --with "$3") && ZHIBAN_AS=$(id "$3") "$Z" swap accept "$s" &&
    ZHIBAN_AS=$L "$Z" swap approve "$s" --override 试 && echo "$s"
}

# a chain of substitutes, 甲 → 丙 → 戊; it does not close to a circle
S1=$(swap_done 甲 2026-10-04 丙); same "to 丙" "主班 丙 swap;副班 乙 plan" "$(who 2026-10-04T09:00)"
S2=$(swap_done 丙 2026-10-04 戊); same "to 戊" "主班 戊 swap;副班 乙 plan" "$(who 2026-10-04T09:00)"
export ZHIBAN_AS=$E
refused 1 "not back to 甲" "$Z" swap ask --at 2026-10-04 --with 甲
like "whose swap to undo" "$S1" "$err"
export ZHIBAN_AS=$A
refused 1 "the first cannot go from under the others" "$Z" swap undo "$S1"
like "which one" "$S2" "$err"
works "the last one first" "$Z" swap undo "$S2"
works "then the first" "$Z" swap undo "$S1"
same "as planned" "主班 甲 plan;副班 乙 plan" "$(who 2026-10-04T09:00)"

# asking
works "ask" "$Z" swap ask --at 2026-10-04 --with 丙 --reason 家中有事
S=$out
refused 1 "one duty is promised once" "$Z" swap ask --at 2026-10-04 --with 戊
like "to whom" "$S.*丙" "$err"
refused 1 "with oneself" "$Z" swap ask --at 2026-10-07 --with 甲
refused 1 "without a duty" "$Z" swap ask --at 2026-10-05 --with 丙
refused 3 "with nobody known" "$Z" swap ask --at 2026-10-07 --with 无此人
works "list" "$Z" --json swap list --open
same "waits for 丙, asked in time" "$S asked 丙 false" "$(jq -r '[.id,.state,.with_name,.short_notice]|join(" ")' <<< "$out")"
works "effect" "$Z" --json swap effect "$S"
same "one duty less, one more" "甲 4 3;丙 4 5" "$(jq -r 'select(.change=="load")|[.name,.duties_before,.duties]|join(" ")' <<< "$out" | paste -sd';')"
works "ask who stands the other post" "$Z" swap ask --at 2026-10-07 --with 乙
like "it breaks a rule" '"change":"broken","hard":true,"rule":"double"' "$("$Z" --json swap effect "$out")"
"$Z" swap undo "$out"

# an absent person: on a leader's word
ZHIBAN_AS=$(id 丁) refused 1 "another cannot consent" "$Z" swap accept "$S"
ZHIBAN_AS=$L refused 1 "nor a leader without a word" "$Z" swap accept "$S"
ZHIBAN_AS=$L works "with one" "$Z" swap accept "$S" --word 丙外出培训，电话同意
same "it stays with the swap" 丙外出培训，电话同意 "$("$Z" --json swap list | jq -r "select(.id==\"$S\").consent")"
ZHIBAN_AS=$B refused 1 "consented: 丙 cannot say no alone" "$Z" swap refuse "$S"
ZHIBAN_AS=$L works "a leader can" "$Z" swap refuse "$S" --reason 人手不足
works "ask again" "$Z" swap ask --at 2026-10-04 --with 丙
ZHIBAN_AS=$B works "丙 says no without a PIN" env -u ZHIBAN_PIN_FILE "$Z" swap refuse "$out" --reason 当天有会

# notice: the 9th is a workday (one day), the 7th a holiday (two)
clock 2026-10-05T10:00:00
works "two days before a holiday" "$Z" swap ask --at 2026-10-07 --with 丙
same "in time" false "$("$Z" --json swap list | jq -r "select(.id==\"$out\").short_notice")"
"$Z" swap undo "$out"
clock 2026-10-06T10:00:00
works "one day before" "$Z" swap ask --at 2026-10-07 --with 丙
S=$out
same "late" true "$("$Z" --json swap list | jq -r "select(.id==\"$S\").short_notice")"
like "said in the list" 未按期提出 "$("$Z" swap list)"
ZHIBAN_AS=$B "$Z" swap accept "$S"
like "and in the effect, soft" '"hard":false,"rule":"notice"' "$("$Z" --json swap effect "$S")"
ZHIBAN_AS=$L works "approved all the same" "$Z" swap approve "$S" --override 家事
like "the checker tells it" '"hard":false,"rule":"notice"' "$("$Z" --json roster check --from 2026-10-07 --to 2026-10-07)"
works "undone" "$Z" swap undo "$S"

# the past
clock 2026-10-07T09:00:00
refused 1 "begun" "$Z" swap ask --at 2026-10-07 --with 丙
like "take over instead" '顶班' "$err"
refused 1 "past" "$Z" swap ask --at 2026-10-04 --with 丙

# leave
export ZHIBAN_AS=$L
"$Z" set "$A" post=党委书记; "$Z" set "$E" post=镇长; "$Z" set "$B" post=应急办主任
works "leave" "$Z" leave 丙 --from 2026-10-20 --to 2026-10-22 --kind annual
V=$out
refused 1 "overlapping" "$Z" leave 丙 --from 2026-10-22 --to 2026-10-23 --kind private
like "which one" "$V" "$err"
works "next to it" "$Z" leave 丙 --from 2026-10-23 --to 2026-10-23 --kind private
refused 1 "end before begin" "$Z" leave 丁 --from 2026-10-22 --to 2026-10-20 --kind annual
refused 3 "nobody known" "$Z" leave 无此人 --from 2026-10-22 --to 2026-10-23 --kind annual
"$Z" leave 甲 --from 2026-10-20 --to 2026-10-22 --kind away --place 市里 > "$work/a"; "$Z" leave approve "$(< "$work/a")"
works "an office head of the town hall is none of the two" "$Z" leave approve "$V"
works "the other head asks" "$Z" leave 戊 --from 2026-10-21 --to 2026-10-21 --kind away
H=$out
refused 1 "not both away" "$Z" leave approve "$H"
like "says so" 党政正职 "$err"
like "the effect says it before" '"rule":"heads"' "$("$Z" --json leave effect "$H")"
fails 1 "decided: no effect to come" "$Z" leave effect "$V"
clock 2026-10-21T09:00:00
works "back early" "$Z" leave cancel "$V" --reason 提前返回
same "it ends now, what was stays" "approved 2026-10-21T09:00+08:00" "$("$Z" --json show "$V" | jq -r '[.state,.end]|join(" ")')"

# modes and cover
clock 2026-10-09T09:00:00
refused 1 "over already" "$Z" mode raised --from 2026-10-01 --to 2026-10-05
refused 1 "begun too long ago" "$Z" mode raised --from 2026-10-01 --to 2026-10-20
refused 1 "an end before the begin" "$Z" mode all --from 2026-10-12 --to 2026-10-11
works "all hands" "$Z" mode all --from 2026-10-12 --to 2026-10-12 --by 县防指
M=$out
works "ended before it began" "$Z" mode end "$M"
refused 1 "once" "$Z" mode end "$M"
refused 1 "cover that is over" "$Z" cover 柳泉镇 --from 2026-10-01 --to 2026-10-02

# signing on and off: the 10th is 甲 and 乙
export ZHIBAN_AS=$C
clock 2026-10-10T07:50:00
works "on" "$Z" duty on 甲
ON=$out
refused 1 "once" "$Z" duty on 甲
refused 1 "who is not on the roster" "$Z" duty on 丁
like "what to do" '顶班' "$err"
works "an extra hand says why" "$Z" duty on 丁 --extra 帮厨
refused 3 "nobody known" "$Z" duty on 无此人
refused 1 "off without a duty" "$Z" duty off 戊 --at 2026-10-09T07:00
clock 2026-10-10T08:12:00
works "late" "$Z" duty on 乙
LATE=$out
attended() { "$Z" --json roster attendance --from "$1" --to "$1" | jq -r '[.name,.status,.late_minutes]|join(" ")' | paste -sd';'; }
same "in time and late" "甲 present 0;乙 late 12" "$(attended 2026-10-10)"
refused 1 "a correction needs a reason" "$Z" duty correct "$LATE" --at 07:58 --reason ''
works "it was in time" "$Z" duty correct "$LATE" --at 07:58 --reason 忙于接班，补签
same "now in time" "甲 present 0;乙 present 0" "$(attended 2026-10-10)"
refused 1 "corrected once" "$Z" duty correct "$LATE" --at 07:59 --reason 再改
works "taken back" "$Z" duty correct "$ON" --reason 人没来
same "now absent" "甲 absent 0;乙 present 0" "$(attended 2026-10-10)"
like "the wrong line is kept" "$ON" "$("$Z" export log --format json; "$Z" history "$ON")"
works "a takeover instead" "$Z" takeover 丁 --post 主班 --reason 甲未到岗
clock 2026-10-10T23:00:00
refused 1 "missing who need not be there" "$Z" duty walk --missing 戊
works "a walk at night" "$Z" duty walk --missing 乙 --note 手机关机
like "one line in the log" '夜间查铺：应在岗2人，在岗1人；未见：乙（副班）；手机关机。' "$("$Z" entries --limit 1)"
same "missed at" 2026-10-10T23:00+08:00 "$("$Z" --json roster attendance --from 2026-10-10 --to 2026-10-10 | jq -r 'select(.name=="乙").missed')"
clock 2026-10-11T08:05:00
refused 1 "held over to a time that has passed" "$Z" duty hold 乙 --until 2026-10-11T08:00
works "held over" "$Z" duty hold 乙 --until 11:00 --note 清点器材
works "off" "$Z" duty off 乙
refused 1 "off once" "$Z" duty off 乙
refused 1 "who is off is not held over" "$Z" duty hold 乙 --until 12:00

works "sums" "$Z" --json roster attendance --sum --from 2026-10-10 --to 2026-10-10
same "乙 came, 甲 did not while it was theirs" '甲 0 1;乙 1 0;丁 1 0' "$(jq -r '[.name,.came,.absent]|join(" ")' <<< "$out" | paste -sd';')"

# spot checks
works "check" "$Z" check 主班 --found yes --method phone --unit 县应急局 --answered 丙 --seconds 12 --leader no --knows yes \
  --log yes --problem 带班领导不在岗 --due 2026-10-12
K=$out
same "open" "$K" "$("$Z" --json list spotcheck --open | jq -r .id)"
refused 1 "a limit without a problem" "$Z" check 主班 --found yes --due 2026-10-12
refused 3 "no such post" "$Z" check 三班 --found yes
works "answered" "$Z" check reply "$K" 带班领导已返岗，值班制度已重申
same "closed" "" "$("$Z" --json list spotcheck --open)"
refused 1 "once" "$Z" check reply "$K" 再答
works "all well" "$Z" check 副班 --found yes
refused 1 "nothing to answer" "$Z" check reply "$out" 好
works "an empty post is a fault" "$Z" check 副班 --found no
refused 1 "an answer needs words" "$Z" check reply "$out" ''
finish
