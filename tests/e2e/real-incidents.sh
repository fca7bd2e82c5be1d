#!/bin/bash
# 300 real alarms entered through the command line, synchronised, and read back at the county field by field.
. "$(dirname "$0")/kit/duty"
data=../shared/data/incidents/sf_calls_2020.csv.gz
[ -r $data ] || { echo "skipped: $data is not here"; exit 0; }

# incident number, place, received, turnout, on scene (one row an incident, its first unit with all three), as 2020-04-07T23:53
zcat $data | awk -F, '
  function iso(t,   p, h) {
    split(t, p, /[\/ :]/); h = p[4] % 12 + (p[7] == "PM" ? 12 : 0)
    return sprintf("%s-%s-%sT%02d:%s", p[3], p[1], p[2], h, p[5]) }
  NR > 1 && !seen[$3] && $7 != "" && $10 != "" && $11 != "" && $16 !~ /"/ && $16 != "" {
    seen[$3] = 1; r = iso($7); t = iso($10); s = iso($11)
    if (r <= t && t <= s) { print $3 "\t" $16 "\t" r "\t" t "\t" s; if (++n == 300) exit } }' > "$W/wanted"
expect "300 alarms with all their times" 300 "$(wc -l < "$W/wanted")"

town() { ZHIBAN_HOME=$W/town "$Z" "$@"; }
county() { ZHIBAN_HOME=$W/county "$Z" "$@"; }
now 2020-05-04T08:00
town init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
county init --practice --code 140400 --name 云岭县应急局 --level county --device yl1
county root new > /dev/null && town device request -o "$W/request" 2> /dev/null
county device enrol "$W/request" --remote "$W/sm.git" -o "$W/reply" 2> /dev/null
town device accept "$W/reply" > /dev/null

while IFS=$'\t' read -r number place received turnout scene; do
  id=$(town incident open kind=other place="$place" title="$number" learned="$received") &&
    town incident act "$id" --step turnout --at "$turnout" 出动 > /dev/null &&
    town incident act "$id" --step arrive --at "$scene" 到场 > /dev/null || fail "alarm $number was refused"
done < "$W/wanted"
town sync > /dev/null || fail "the township cannot synchronise"
county sync > /dev/null || fail "the county cannot synchronise"

county --json list act > "$W/acts"
county --json list incident > "$W/incidents"
expect "every alarm is at the county" 300 "$(wc -l < "$W/incidents")"
jq -rs --slurpfile acts "$W/acts" '
  ($acts | map({key: "\(.of) \(.step)", value: .at[0:16]}) | from_entries) as $at |
  .[] | [.title, .place, .learned[0:16], $at["\(.id) turnout"], $at["\(.id) arrive"]] | @tsv' \
  "$W/incidents" | sort > "$W/got"
if diff <(sort "$W/wanted") "$W/got" > "$W/diff"; then pass; else fail "the county reads otherwise: $(head -4 "$W/diff")"; fi
expect "all of the kind other" other "$(jq -r .incident_kind < "$W/incidents" | sort -u)"
match "the book is whole" "sm" "$(county verify)"
if county verify > /dev/null; then pass; else fail "the county's copy does not verify"; fi
town sync > /dev/null && county sync > /dev/null
expect "a second round brings nothing twice" 300 "$(county --json list incident | wc -l)"
if command -v git > /dev/null; then
  if git -C "$W/sm.git" fsck --strict > "$W/fsck" 2>&1; then pass; else fail "git fsck: $(cat "$W/fsck")"; fi
fi
end
