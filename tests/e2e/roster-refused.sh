#!/bin/bash
# What a roster refuses: overlapping shifts, unknown people, substitution in a circle, a swap of the past, one that breaks
# the rest, both heads away, and more. Each in one clear sentence, in both languages, exit 1; and nothing is written.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-28T09:00:00
{ echo '日期,主班,副班'; for d in 01 02 03 04 05 06 07 08 09 10 11 12; do
  case $((10#$d % 3)) in 1) echo "2026-10-$d,甲,乙";; 2) echo "2026-10-$d,丙,丁";; 0) echo "2026-10-$d,戊,己";; esac
done; } > "$work/t.csv"
"$Z" roster import "$work/t.csv" --create > /dev/null
id() { "$Z" --json list person | jq -r "select(.name==\"$1\").id"; }
A=$(id 甲) B=$(id 丙) E=$(id 戊)
ZHIBAN_AS=$L "$Z" set "$A" post=党委书记; ZHIBAN_AS=$L "$Z" set "$B" post=镇长

state() { "$Z" export log --format json | md5sum; "$Z" --json list assignment | md5sum; "$Z" --json list swap | md5sum
  "$Z" --json list leave | md5sum; "$Z" --json list person | md5sum; "$Z" --json list pattern | md5sum; "$Z" verify > /dev/null && echo whole; }
# refused WHAT zh-PATTERN en-PATTERN COMMAND…: both languages, one sentence, exit 1, everything as it was before
refused() {
  local what=$1 zh=$2 en=$3 before; shift 3
  before=$(state)
  fails 1 "$what" "$Z" --lang zh "$@"
  like "$what, in Chinese" "$zh" "$err"
  fails 1 "$what" "$Z" --lang en "$@"
  like "$what, in English" "$en" "$err"
  same "$what: nothing written" "$before" "$(state)"
}
table() { printf '%s\n' "$@" > "$work/t.csv"; }

# shifts that overlap: in the table, against the book, on one post twice
table '日期,班次,岗位,人员' '2026-10-20,08:00-20:00,主班,甲' '2026-10-20,18:00-08:00,副班,甲'
refused "shifts that overlap" '第3行第4列：甲 值副班，而第2行第4列同一时间值主班' 'line 3, column 4: 甲 stands 副班 and, by line 2, column 4, 主班' roster import "$work/t.csv"
table '日期,副班' '2026-10-04,甲'
refused "a shift over one in the book" '甲 同一时间已值主班' '甲 stands 主班 at that time' roster import "$work/t.csv"
table '日期,班次,岗位,人员' '2026-10-20,,主班,甲' '2026-10-20,,主班,甲'
refused "the same shift twice" '第3行第4列：甲' 'line 3, column 4: 甲' roster import "$work/t.csv"
refused "a turn longer than its interval" '前后班会重叠' 'would overlap' new pattern name=轮 post="$("$Z" --json list post | jq -r 'select(.name=="主班").id')" first=2026-10-20 hours=24 every=12 crews="$A"

# people and posts nobody knows: all of them named, with their places
table '日期,主班,驾驶' '2026-10-20,无名,甲' '2026-10-21,丙,也无名'
refused "unknown people" '没有登记的人员“无名”（第2行第2列）.*“也无名”（第3行第3列）.*“驾驶”' 'unknown person 无名 \(line 2, column 2\).*也无名 \(line 3, column 3\).*驾驶' roster import "$work/t.csv"
export ZHIBAN_AS=$A
before=$(state)
fails 3 "a swap with nobody known" "$Z" swap ask --at 2026-10-04 --with 无名
same "nothing written" "$before" "$(state)"

# swaps: in a circle, of the past, with oneself, of what one has not, twice, without consent, that break the rest
refused "with oneself" '不能与本人调班' 'nobody can swap with themselves' swap ask --at 2026-10-04 --with 甲
refused "of no duty" '甲' '甲 has no duty' swap ask --at 2026-10-05 --with 丙
works "甲 gives 丙 the 4th for the 5th" "$Z" swap ask --at 2026-10-04 --with 丙 --back-at 2026-10-05
S=$out
refused "promised twice" "$S" "$S" swap ask --at 2026-10-04 --with 戊
ZHIBAN_AS=$L refused "without consent" '丙' '丙 has not consented' swap approve "$S"
ZHIBAN_AS=$(id 丁) refused "consent of another" '丙' '丙' swap accept "$S"
ZHIBAN_AS=$B works "丙 consents" "$Z" swap accept "$S"
ZHIBAN_AS=$L works "approved" "$Z" swap approve "$S"
ZHIBAN_AS=$B refused "back to whom it came from" "甲用调班 $S 让出" "甲 gave this duty away by the swap $S" swap ask --at 2026-10-04 --with 甲
ZHIBAN_AS=$B works "丙 hands it on to 戊" "$Z" swap ask --at 2026-10-04 --with 戊
T=$out
ZHIBAN_AS=$E works "戊 consents" "$Z" swap accept "$T"
ZHIBAN_AS=$L works "approved" "$Z" swap approve "$T" --override 人手不足
ZHIBAN_AS=$E refused "in a circle of three" "循环替班" "in a circle" swap ask --at 2026-10-04 --with 甲
ZHIBAN_AS=$L refused "undone under what was built on it" "$T" "$T" swap undo "$S"
ZHIBAN_AS=$L works "undone from the top" "$Z" swap undo "$T"
ZHIBAN_AS=$L works "and the first" "$Z" swap undo "$S"
works "甲 gives 丙 the 4th" "$Z" swap ask --at 2026-10-04 --with 丙
S=$out
ZHIBAN_AS=$B works "丙 consents" "$Z" swap accept "$S"
ZHIBAN_AS=$L works "48 hours in one go are allowed" "$Z" swap approve "$S"
works "甲 gives 丙 the 7th: that is the 7th and the 8th after the 4th and 5th" "$Z" swap ask --at 2026-10-07 --with 己
U=$out
ZHIBAN_AS=$(id 己) works "己 consents" "$Z" swap accept "$U"
ZHIBAN_AS=$L works "己 from the 6th into the 7th" "$Z" swap approve "$U"
ZHIBAN_AS=$(id 乙) works "乙 gives 己 the 7th too" "$Z" swap ask --at 2026-10-07 --with 己
V=$out
ZHIBAN_AS=$(id 己) works "己 consents" "$Z" swap accept "$V"
ZHIBAN_AS=$L refused "two posts at once" '己' '己 stands' swap approve "$V"
# twelve hours on, six off: a night duty of 丁 before the 8th, then the 8th itself
table '日期,班次,岗位,人员' '2026-10-14,08:00-20:00,主班,甲' '2026-10-14,20:00-02:00,主班,丙' '2026-10-15,08:00-20:00,主班,戊'
"$Z" roster import "$work/t.csv" > /dev/null
works "甲 would stand the day after a night" "$Z" swap ask --person 戊 --at 2026-10-15T09:00 --with 丙
W=$out
ZHIBAN_AS=$B works "丙 consents" "$Z" swap accept "$W"
ZHIBAN_AS=$L refused "one that breaks the rest" '丙.*6' '丙 rests only 6 hours' swap approve "$W"

clock 2026-10-05T12:00:00
refused "a swap of the past" '甲.*已开始.*顶班' 'has begun: it is taken over, not swapped' swap ask --at 2026-10-01 --with 戊
ZHIBAN_AS=$L refused "approval after the fact" "$S" 'has begun|is Approved' swap approve "$S"
table '日期,主班' '2026-10-01,己'
refused "the past in a table" '已开始，不再改表' 'has begun and is not changed any more' roster import "$work/t.csv"
refused "a duty of the past" '已开始，不再改动' 'has begun and is not changed' set "$("$Z" --json list assignment | jq -r 'select(.start|startswith("2026-10-01")).id' | head -1)" person="$B"
refused "a takeover from last week" '十二小时' 'twelve hours' takeover 戊 --post 主班 --reason 补记 --from 2026-09-30T08:00

# both heads on leave, leave on a planned day, leave that ends before it begins
works "the secretary is away" "$Z" leave 甲 --from 2026-10-20 --to 2026-10-22 --kind away --place 市里
V=$out
ZHIBAN_AS=$L works "approved" "$Z" leave approve "$V"
works "the mayor asks" "$Z" leave 丙 --from 2026-10-21 --to 2026-10-21 --kind away --place 省里
V=$out
ZHIBAN_AS=$L refused "both heads away" '丙' '丙|all heads are away' leave approve "$V"
works "丁 asks for a day of duty" "$Z" leave 丁 --from 2026-10-08 --to 2026-10-08 --kind annual
V=$out
ZHIBAN_AS=$L refused "leave on a day of duty" '丁' '丁 is on leave and planned' leave approve "$V"
refused "a leave backwards" '不能早于开始' 'before it begins' leave 丁 --from 2026-10-12 --to 2026-10-09 --kind annual
refused "no such kind of leave" '不在可选之列' 'is none of' leave 丁 --from 2026-10-12 --to 2026-10-12 --kind holiday
finish
