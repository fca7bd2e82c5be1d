#!/bin/bash
# A real duty table, 60 days and three people a day: imported whole; its duties, hours, nights, weekends, holidays, weighted
# hours, its calendar and its gaps are those that awk counts in the table and in the published holidays.
. "$(dirname "$0")/lib.sh"
data=$here/../../../shared/data
real=$data/roster/cn_duty_3perday_2024spring.csv
if [ ! -r "$real" ]; then
  echo "skipped: $real is not here"
  finish
  exit
fi
clock 2024-03-01T09:00:00
"$Z" init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1

# ---- counted here, by other means: date, post, person a line; then what each one bears ----
awk -F, 'NR == 1 { for (i = 2; i <= NF; i++) { sub(/\r/, "", $i); post[i] = $i } next }
  { sub(/\r/, ""); for (i = 2; i <= NF; i++) if ($i != "") print $1 "," post[i] "," $i }' "$real" > "$work/duties"
cut -d, -f1 "$work/duties" | sort -u > "$work/days"
# workday, weekend, rest, statutory; the statutory days of 2024 within the table are 清明 and 1 May
while read -r day; do
  off=$(jq -r --arg d "$day" '.days[] | select(.date == $d) | .isOffDay' "$data/holiday/2024.json")
  case $day:$off:$(date -d "$day" +%u) in
    2024-04-04:*|2024-05-01:*) kind=statutory ;;
    *:true:*) kind=rest ;;
    *:false:*) kind=workday ;;
    *:[67]) kind=weekend ;;
    *) kind=workday ;;
  esac
  echo "$day $kind"
done < "$work/days" > "$work/kinds"
# 24 hours each, one night of 8 hours that weighs half an hour more; weights 1 2 2 3
awk -F'[ ,]' 'NR == FNR { kind[$1] = $2; next }
  { n[$3]++; k[$3 "," kind[$1]]++
    w[$3] += 24 * (kind[$1] == "workday" ? 1 : kind[$1] == "statutory" ? 3 : 2) + 8 * 0.5 }
  END { for (p in n) printf "%s %d %d %d %d %d %d %d %.1f\n", p, n[p], n[p] * 24, n[p], k[p ",workday"], k[p ",weekend"],
    k[p ",statutory"], k[p ",rest"], w[p] }' "$work/kinds" "$work/duties" | sort > "$work/counted"
same "60 days, 180 duties, 20 people" "60 180 20" "$(wc -l < "$work/days") $(wc -l < "$work/duties") $(wc -l < "$work/counted")"
same "the days there are" "39 workday 13 weekend 6 rest 2 statutory" "$(cut -d' ' -f2 "$work/kinds" | sort | uniq -c | sort -rn | awk '{ printf "%s%s %s", (NR > 1 ? " " : ""), $1, $2 }')"

# ---- and by the program ----
works "imported" "$Z" --json roster import "$real" --create
same "all of it" "180 20" "$(jq -r '"\(.made) \(.people)"' <<< "$out")"
works "again" "$Z" --json roster import "$real"
same "as it was" 180 "$(jq .kept <<< "$out")"
works "load" "$Z" --json roster load --from 2024-03-09 --to 2024-05-07
jq -r '"\(.name) \(.duties) \(.hours) \(.nights) \(.workdays) \(.weekends) \(.holidays) \(.rest_days) \(.weighted)"' <<< "$out" |
  sort > "$work/borne"
same "each one bears what was counted" "" "$(diff "$work/counted" "$work/borne")"

works "no gaps" "$Z" --json roster gaps --from 2024-03-09 --to 2024-05-07
same "none" "" "$out"
works "the day after" "$Z" --json roster gaps --from 2024-03-09 --to 2024-05-08
same "three posts are empty for a day" "3 2024-05-08T08:00+08:00 2024-05-09T08:00+08:00" \
  "$(jq -sr '"\(length) \(.[0].from) \(.[0].until)"' <<< "$out")"

works "as a table" "$Z" roster export --from 2024-03-09 --to 2024-05-07 --format csv
tail -n +2 <<< "$out" | tr -d '\r' | awk -F, '{ print $1 "," $3 "," $4 }' | sort > "$work/rows"
same "the same duties" "" "$(diff <(sort "$work/duties") "$work/rows")"

works "for telephones" "$Z" roster export --from 2024-03-09 --to 2024-05-07 --format ics
tr -d '\r' <<< "$out" > "$work/ours.ics"
awk -F: '/^DTSTART/ { day = substr($2, 1, 4) "-" substr($2, 5, 2) "-" substr($2, 7, 2); hour = substr($2, 10, 4) }
  /^DTEND/ { last = substr($2, 10, 4) } /^SUMMARY/ { sub(/ /, ",", $2); print day "," $2 " " hour last }' "$work/ours.ics" |
  sort > "$work/events"
same "an event a duty, 08:00 to 08:00" "" "$(diff <(sed 's/$/ 08000800/' "$work/duties" | sort) "$work/events")"
# the calendar that came with the table has nine of its days
awk -F: '/^DTSTART/ { day = substr($2, 1, 4) "-" substr($2, 5, 2) "-" substr($2, 7, 2) }
  /^DESCRIPTION:值班员/ { sub(/\r/, "", $2); n = split($2, who, " "); for (i = 1; i <= n; i++) print day "," who[i] }' \
  "$data/roster/cn_duty_2024spring.ics" | sort > "$work/theirs"
same "nine days of three" 27 "$(wc -l < "$work/theirs")"
same "each of them is in ours" "" "$(comm -23 "$work/theirs" <(cut -d' ' -f1 "$work/events" | cut -d, -f1,3 | sort))"

works "its April" "$Z" roster export --from 2024-04-01
like "a row" '4月4日 +\| 四 +\| 值班员19 \| 值班员20 \| 值班员01' "$out"
like "with its holiday" '清明节（法定）' "$out"
like "and a worked Sunday" '4月7日 +\| 日 .*调休上班' "$out"
same "30 days" 30 "$(grep -c '^| 4月' <<< "$out")"
works "nothing wrong with people" "$Z" --json roster check --from 2024-03-09 --to 2024-05-07
same "no rule is broken" "" "$(jq -r 'select(.hard).why' <<< "$out")"
finish
