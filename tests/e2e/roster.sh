#!/bin/bash
# A roster from a table: refused whole with all unknown names, imported, shown, exported, imported again, changed, with
# its gaps; shifts over midnight, over the year's end; who is on duty at a moment.
. "$(dirname "$0")/lib.sh"
station
clock 2025-12-28T09:00:00
table() { printf '%s\n' "$@" > "$work/t.csv"; }
who() { "$Z" --json who --at "$1" | jq -r '[.post,.name,.source]|join(" ")' | paste -sd';'; }

table '日期,班次,岗位,人员' '2025-12-31,08:00-20:00,主班,甲' '2025-12-31,20:00-08:00,主班,乙' '2026-01-01,,副班,丙'
fails 1 "unknown names" "$Z" roster import "$work/t.csv"
for n in 甲 乙 丙 主班 副班; do like "listed $n" "$n" "$err"; done
same "nothing written" "" "$("$Z" list assignment)"
works "import" "$Z" roster import "$work/t.csv" --create
same "over the year's end" "主班 乙 plan" "$(who 2026-01-01T07:59)"
same "the next watch" "副班 丙 plan" "$(who 2026-01-01T08:00)"
same "nobody" "" "$(who 2026-01-02T08:00)"
works "again" "$Z" --json roster import "$work/t.csv"
same "kept" 3 "$(jq .kept <<< "$out")"
same "nothing new" 0 "$(jq '.made+.changed+.cancelled' <<< "$out")"

table '日期,班次,岗位,人员' '2025-12-31,08:00-20:00,主班,丙' '2025-12-31,20:00-08:00,主班,乙'
works "changed" "$Z" --json roster import "$work/t.csv"
same "one edit" 1 "$(jq .changed <<< "$out")"
same "the new one stands" "主班 丙 plan" "$(who 2025-12-31T09:00)"

clock 2025-12-31T12:00:00
table '日期,班次,岗位,人员' '2025-12-31,08:00-20:00,主班,甲' '2025-12-31,20:00-08:00,主班,乙'
fails 1 "what has begun is frozen" "$Z" roster import "$work/t.csv"

table 'date,主班,副班' '2026-01-10,甲,甲'
fails 1 "one person in two places" "$Z" roster import "$work/t.csv"
table 'date,主班' '2026-02-30,甲'
fails 1 "a day that does not exist" "$Z" roster import "$work/t.csv"
table 'day,主班' '2026-02-03,甲'
fails 1 "no date column" "$Z" roster import "$work/t.csv"
fails 3 "no such file" "$Z" roster import "$work/none.csv"
fails 2 "no file given" "$Z" roster import

works "named shift" "$Z" new shift name=夜班 from=20:00 to=08:00
table '日期,班次,岗位,人员' '2026-01-10,夜班,主班,甲'
works "by the shift's name" "$Z" roster import "$work/t.csv"
same "at night" "主班 甲 plan" "$(who 2026-01-11T02:00)"

P=$("$Z" --json list post | jq -r 'select(.name=="主班").id')
works "a minimum" "$Z" set "$P" min=1
works "gaps" "$Z" --json roster gaps --from 2026-01-10T00:00 --to 2026-01-10T00:00
like "to the minute" '"until":"2026-01-11T20:00' "$out"

works "sheet" "$Z" roster export --from 2026-01-01
like "title" '石门镇2026年1月应急消防联合值守值班表' "$out"
like "holiday" '元旦（法定）' "$out"
works "html" "$Z" roster export --from 2026-01-01 --format html
like "page" '</html>' "$out"
works "csv" "$Z" roster export --from 2025-12-01 --to 2026-01-31 --format csv
printf '%s\n' "$out" > "$work/r.csv"
works "what was exported is imported" "$Z" --json roster import "$work/r.csv"
same "as it was" 0 "$(jq '.made+.changed+.cancelled' <<< "$out")"
fails 1 "no such format" "$Z" roster export --format pdfx

# how the station keeps watch, from a text file
export ZHIBAN_HOME=$work/setup; unset ZHIBAN_AS
clock 2026-09-28T09:00:00
"$Z" init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
works "the example" "$Z" --json roster setup "$here/../../templates/roster/setup.conf"
same "seven posts" 7 "$(jq .made <<< "$out")"
works "again" "$Z" --json roster setup "$here/../../templates/roster/setup.conf"
same "as they were" 7 "$(jq .kept <<< "$out")"
for n in 东 南 春 夏; do "$Z" new person name=$n > /dev/null; done
printf '%s\n' '[shift 夜班]' 'from = 20:00' 'to = 08:00' '[vehicle 1号车]' 'crew = 4' '[pattern 轮值]' 'post = 战斗员' \
  'first = 2026-10-01' 'hours = 24' 'crews = 东+南、春+夏' '[post 主班]' 'min = 2' > "$work/s.conf"
works "patterns by name" "$Z" --json roster setup "$work/s.conf"
same "three new, one changed" "3 1" "$(jq -r '[.made,.changed]|join(" ")' <<< "$out")"
same "the first crew" "战斗员 东 pattern;战斗员 南 pattern" "$(who 2026-10-01T09:00)"
same "the second" "战斗员 春 pattern;战斗员 夏 pattern" "$(who 2026-10-02T09:00)"
same "turn 92, over the year's end" "战斗员 东 pattern;战斗员 南 pattern" "$(who 2027-01-02T07:00)"
printf '%s\n' '[pattern 坏]' 'post = 战斗员' 'first = 2026-10-01' 'hours = 24' 'crews = 东+无此人' > "$work/s.conf"
fails 1 "an unknown person" "$Z" roster setup "$work/s.conf"
like "with its line" 's.conf:5: ' "$err"
printf '%s\n' '[post 新岗]' 'min = many' > "$work/s.conf"
fails 1 "a bad number" "$Z" roster setup "$work/s.conf"
printf '%s\n' '[dish 饭]' > "$work/s.conf"
fails 1 "an unknown section" "$Z" roster setup "$work/s.conf"
table '日期,主班' '2026-10-09,东'
iconv -f UTF-8 -t GB18030 "$work/t.csv" > "$work/gb.csv"
works "GB18030" "$Z" roster import "$work/gb.csv"
like "stands" "主班 东 plan" "$(who 2026-10-09T09:00)"
printf '日期\t主 班\n10月１０日\t"东\n南"\n' | iconv -f UTF-8 -t UTF-16 > "$work/u16.txt"
works "Excel's Unicode text" "$Z" roster import "$work/u16.txt"
same "the next 10 October, both of the cell" "主班 东 plan;主班 南 plan" "$(who 2026-10-10T09:00 | sed 's/;战.*//')"
"$Z" roster export --from 2026-10-09 --to 2026-10-10 --format csv > "$work/r.csv"
same "a mark in front, and rows end as Excel wants" "efbbbf 0" "$(head -c 3 "$work/r.csv" | xxd -p) $(grep -vc $'\r$' "$work/r.csv")"
finish
