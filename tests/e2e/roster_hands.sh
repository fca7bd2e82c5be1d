#!/bin/bash
# What of the roster's past stays, and whose word counts: swaps whose return has been stood, modes ended long ago, words
# that allow what breaks a rule, names without a PIN. Changes are told once at the handover, both halves of a swap.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-28T09:00:00
{ echo '日期,主班'; for d in 01 02 03 04 05 06 07 08; do
  case $((10#$d % 2)) in 1) echo "2026-10-$d,甲";; 0) echo "2026-10-$d,乙";; esac
done; } > "$work/t.csv"
ZHIBAN_AS=$L ZHIBAN_PIN_FILE= works "import" "$Z" roster import "$work/t.csv" --create
same "a leader's name without the PIN approves nothing" null \
  "$("$Z" --json roster versions | jq -r .approver)"
id() { "$Z" --json list person | jq -r "select(.name==\"$1\").id"; }
who() { "$Z" --json who --at "$1" | jq -r '.name' | paste -sd';'; }
A=$(id 甲) B=$(id 乙) P=$("$Z" --json list post | jq -r .id)

# attendance where nobody ever signs on
clock 2026-10-02T09:00:00
works "attendance" "$Z" roster attendance --from 2026-10-01 --to 2026-10-01
unlike "nobody is called absent" 缺岗 "$out"
same "one line" 1 "$(grep -c . <<< "$out")"
works "as JSON" "$Z" --json roster attendance --from 2026-10-01 --to 2026-10-01
same "nothing is known" "" "$out"
works "sums" "$Z" roster attendance --sum --from 2026-10-01 --to 2026-10-01
same "one line too" 1 "$(grep -c . <<< "$out")"
works "one signs on" "$Z" duty on 乙
works "now it is kept" "$Z" --json roster attendance --from 2026-10-01 --to 2026-10-02
same "absent and late" "甲 absent;乙 late" "$(jq -r '[.name,.status]|join(" ")' <<< "$out" | paste -sd';')"

# a swap whose return comes first
mkdir -p "$ZHIBAN_HOME/templates/roster"
printf '[notice]\nworkday = 3\nholiday = 3\n' > "$ZHIBAN_HOME/templates/roster/limits.conf"
export ZHIBAN_AS=$A
works "asked" "$Z" swap ask --at 2026-10-07 --with 乙 --back-at 2026-10-04
S=$out
ZHIBAN_AS=$B works "consented" "$Z" swap accept "$S"
clock 2026-10-04T12:00:00
ZHIBAN_AS=$L fails 1 "the return has begun" "$Z" swap approve "$S"
same "who stands now is not changed" 乙 "$(who 2026-10-04T09:00)"
clock 2026-10-03T20:00:00
ZHIBAN_AS=$L works "in time" "$Z" swap approve "$S" --override 双方同意
same "in return" 甲 "$(who 2026-10-04T09:00)"

# a table that knows nothing of the swap, and one of a watch that has begun
export ZHIBAN_AS=$L
table() { { echo "日期,主班"; printf '%s\n' "$@"; } > "$work/u.csv"; "$Z" --json roster import "$work/u.csv"; }
fails 1 "who gave the duty away is not replaced by a third" table "2026-10-07,值班乙"
like "the swap is named" "$S" "$err"
printf '日期,主班\n2026-10-07,乙\n' > "$work/u.csv"
works "who stands by the swap may be named" "$Z" roster import "$work/u.csv" --dry-run
works "as it was planned" table "2026-10-07,甲"
fails 1 "nobody is added to a watch that runs" table "2026-10-03,甲、值班乙"
same "alone" 甲 "$(who 2026-10-03T09:00)"
export ZHIBAN_AS=$A

# told at the handover: both halves, and that it was asked late
H=$("$Z" handover start)
works "handover" "$Z" --json handover show "$H"
like "both" '10月7日8:00主班由甲改为乙，10月4日8:00主班由乙改为甲（调班已批准，未按期提出）' "$out"

clock 2026-10-05T12:00:00
fails 1 "the return has been stood" "$Z" swap undo "$S"
same "the past stays" 甲 "$(who 2026-10-04T09:00)"

# modes
works "raised" "$Z" mode raised --from 2026-10-05T08:00 --by 县防指
M=$out
clock 2026-10-07T12:00:00
fails 1 "not ended two days back" "$Z" mode end "$M" --at 2026-10-05T10:00
fails 1 "nor made never to have been" "$Z" mode end "$M" --at 2026-10-05T08:00
works "this morning" "$Z" mode end "$M" --at 2026-10-07T08:00

# words that allow
D=$("$Z" --json list assignment | jq -r 'select(.start=="2026-10-08T08:00+08:00").id')
ZHIBAN_AS=$C fails 1 "a duty's reason is a leader's word" "$Z" set "$D" reason=无碍
ZHIBAN_AS=$C fails 1 "of a new one too" \
  "$Z" new assignment person="$A" post="$P" start=2026-10-08T08:00 end=2026-10-09T08:00 reason=无碍
V=$("$Z" leave 乙 --from 2026-10-08 --to 2026-10-08 --kind private)
ZHIBAN_AS=$C fails 1 "so is the answer to a leave" "$Z" set "$V" answer=同意
ZHIBAN_AS=$L works "the leader may" "$Z" set "$D" reason=无碍

# by hand neither
fails 1 "no mode of last week" "$Z" new mode level=all start=2026-10-01T08:00 end=2026-10-02T08:00
fails 1 "no cover of last week" "$Z" new cover unit=邻镇 start=2026-10-01T08:00 end=2026-10-02T08:00
fails 1 "no duty of last week" \
  "$Z" new assignment person="$A" post="$P" start=2026-10-02T08:00 end=2026-10-03T08:00
same "who stood then stays" 乙 "$(who 2026-10-02T09:00)"
works "now" "$Z" mode raised --to 2026-10-09T08:00 --by 县防指
M=$out
fails 1 "not moved back" "$Z" set "$M" start=2026-10-01T08:00
fails 1 "not undone" "$Z" set "$M" cancelled=yes
works "longer" "$Z" set "$M" end=2026-10-09T20:00
ZHIBAN_AS=$L works "approved" "$Z" leave approve "$V" --override 老人住院
ZHIBAN_AS=$C fails 1 "an approved leave is not made longer" "$Z" set "$V" end=2026-11-08T08:00
ZHIBAN_AS=$C works "the place may be put right" "$Z" set "$V" place=县城

# at a month's edge, and at the most cells of one action
export ZHIBAN_AS=$L
Q=$("$Z" new post name=副班 group=watch)
works "the last night of October" "$Z" roster draft set 2026-10-31 副班 甲 --shift 20:00-08:00
works "published" "$Z" roster publish
works "he stands elsewhere before it ends" "$Z" roster draft set 2026-11-01 主班 甲 --shift 06:00-20:00
works "published too" "$Z" --json roster publish --override 人手不足
same "October lost two hours, so it is another edition" "2026-10 2026-11" "$(jq -r .month <<< "$out" | paste -sd' ')"
like "said in its list" '10-31|20261031' "$("$Z" --json roster versions 2026-10 | tail -1)"
for p in 3 4 5 6 7 8; do "$Z" new post name=岗$p group=watch > /dev/null; done
fails 1 "300 days of 8 posts are not cut off at 250" "$Z" roster draft copy 2026-11-02 --to 2027-08-28
finish
