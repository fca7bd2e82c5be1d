#!/bin/bash
# The calendar of duty: a year that is not announced is said on the sheet, by check, load and gaps; its file imported, tried
# first, refused whole when it is bad; December looks into the next year; a make-up Sunday is a workday from then on.
. "$(dirname "$0")/lib.sh"
station
clock 2026-12-01T09:00:00
table=$ZHIBAN_HOME/templates/holidays/2027.conf
{ echo '日期,主班'; for d in 2026-12-30 2026-12-31 2027-01-01 2027-01-02 2027-01-03 2027-01-04; do echo "$d,甲$d"; done; } > "$work/t.csv"
"$Z" roster import "$work/t.csv" --create > /dev/null
"$Z" set "$("$Z" --json list post | jq -r .id)" covers=workdays min=1 > /dev/null

said='2027年放假安排尚未录入'
works "sheet of December" "$Z" roster export --from 2026-12-01
like "it says so" "$said" "$out"
works "sheet of January" "$Z" roster export --from 2027-01-01
like "it says so" "$said" "$out"
works "sheet of November" "$Z" roster export --from 2026-11-01
unlike "nothing to say" "放假安排" "$out"
for what in gaps load check; do
  works "$what" "$Z" roster $what --from 2026-12-01 --to 2027-01-04
  same "$what says so in one line" 1 "$(grep -c "$said" <<< "$out")"
  works "$what before" "$Z" roster $what --from 2026-12-01 --to 2026-12-20
  unlike "$what has nothing to say" "放假安排" "$out"
done
works "check for programs" "$Z" --json roster check --from 2026-12-01 --to 2027-01-04
same "from the day on that a New Year's notice may speak of" 'false 2026-12-25T00:00+08:00' \
  "$(jq -r 'select(.rule=="calendar")|"\(.hard) \(.at)"' <<< "$out")"
same "load for programs" false "$("$Z" --json roster load --from 2027-01-01 --to 2027-01-04 | jq -s '.[0].holidays_known')"
works "gaps without the notice" "$Z" --json roster gaps --from 2027-01-03 --to 2027-01-05
same "Sunday 3 January is free, Tuesday is not stood" 2027-01-05T08:00+08:00 "$(jq -r .from <<< "$out")"

day() { printf '{"name": "%s", "date": "%s", "isOffDay": %s}' "$1" "$2" "$3"; }
file() { printf '{"year": 2027, "papers": ["https://www.gov.cn/x"], "days": [%s]}\n' "$(IFS=,; echo "$*")" > "$work/2027.json"; }
# invented, until the real one is announced: three days from 31 December on, Sunday 3 January worked
file "$(day 元旦 2026-12-31 true)" "$(day 元旦 2027-01-01 true)" "$(day 元旦 2027-01-02 true)" "$(day 元旦 2027-01-03 false)" "$(day 重阳节 2027-10-08 true)"
works "tried first" "$Z" import holidays "$work/2027.json" --dry-run
like "four off, one statutory, one made up for" '放假 4 天，其中按规定推得的法定日 1 天.*调休上班 1 天' "$out"
like "what it cannot know is asked" '重阳节的法定日不明' "$out"
like "and what the law names besides" '2027-10-01（国庆节）按规定为法定节假日' "$out"
[ ! -e "$table" ]; same "nothing written" 0 $?
before=$("$Z" entries | wc -l)
works "imported" "$Z" --json import holidays "$work/2027.json"
same "counted" "2027 4 1 1" "$(jq -r '"\(.year) \(.off) \(.work) \(.statutory)"' <<< "$out")"
same "the log is as it was" "$before" "$("$Z" entries | wc -l)"
like "marked as derived" '推得，请对照通知核对' "$(cat "$table")"
works "again" "$Z" --json import holidays "$work/2027.json"
same "as it was" true "$(jq .kept <<< "$out")"
works "sheet of January" "$Z" roster export --from 2027-01-01
unlike "nothing to say any more" "放假安排" "$out"
like "a statutory day" '1月1日 .*元旦（法定）' "$out"
like "a rest day" '1月2日 .*元旦假期' "$out"
like "a make-up Sunday" '1月3日 +\| 日 .*调休上班' "$out"
works "sheet of December" "$Z" roster export --from 2026-12-01
like "with the notice of the next year" '12月31日.*元旦假期' "$out"
works "gaps with the notice" "$Z" --json roster gaps --from 2026-12-30 --to 2027-01-04
same "the make-up Sunday is stood, nothing is missing" "" "$out"
"$Z" set "$("$Z" --json list assignment | jq -r 'select(.start|startswith("2027-01-03")).id')" cancelled=yes
works "without its duty" "$Z" --json roster gaps --from 2026-12-30 --to 2027-01-04
same "it is a gap, for the watch until Monday 08:00" "2027-01-03T08:00+08:00 1440" "$(jq -r '"\(.from) \(.minutes)"' <<< "$out")"

# the office's own table is not written over by chance; bad files change nothing
file "$(day 元旦 2027-01-01 true)"
sum=$(md5sum < "$table")
fails 1 "another table is there" "$Z" import holidays "$work/2027.json"
like "what to do" '--replace' "$err"
refused() { fails 1 "$1" "$Z" import holidays "$work/2027.json" --replace; like "$1: the place" "$2" "$err"; same "$1: kept" "$sum" "$(md5sum < "$table")"; }
file "$(day 元旦 2027-01-01 true)" "$(day 元旦 2027-02-30 true)"; refused "no such day" 'days\[1\]\.date'
file "$(day 元旦 2027-01-01 1)"; refused "no yes or no" 'days\[0\]\.isOffDay'
file "$(day '元]\\n[year 2028' 2027-01-01 true)"; refused "a name that would break out" 'days\[0\]\.name'
file "$(day 元旦 2027-01-01 true)" "$(day 元旦 2027-01-01 false)"; refused "twice" 'days\[1\]\.date'
file "$(day 国庆节 2026-10-01 true)"; refused "a day of last year's table" '2027\.json.*20261001'
echo '{"year": 2027,' > "$work/2027.json"; refused "cut short" '第[0-9]+行第[0-9]+列'
printf '%0100000d' 0 | tr 0 '[' > "$work/2027.json"; refused "nested deep" '第[0-9]+行'
: > "$work/2027.json"; refused "empty" '第[0-9]+行'
fails 3 "no file" "$Z" import holidays "$work/none.json"
fails 2 "no name" "$Z" import holidays
file "$(day 元旦 2027-01-01 true)"
works "replaced on purpose" "$Z" import holidays "$work/2027.json" --replace
unlike "the other days are gone" '2027-01-02' "$(cat "$table")"

real=$here/../../../shared/data/holiday
if [ -r "$real/2027.json" ]; then
  fails 1 "the published file of a year not announced" "$Z" import holidays "$real/2027.json" --replace
  like "says so" '尚未公布' "$err"
  works "a published year" "$Z" --json import holidays "$real/2026.json"
  same "13 statutory days, no doubt" "13 0" "$(jq -r '"\(.statutory) \(.doubts|length)"' <<< "$out")"
  works "its own table goes first" "$Z" roster export --from 2026-10-01
  like "as before" '国庆节（法定）' "$out"
else
  echo "skipped: $real is not here"
fi
finish
