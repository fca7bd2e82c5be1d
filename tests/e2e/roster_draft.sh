#!/bin/bash
# The draft of the roster on the command line: edited without changing who is on duty, looked at with its effect,
# published by a leader with the edition, refused where a rule breaks, where the published plan changed under it, where a
# cell has begun; what the editions say.
. "$(dirname "$0")/lib.sh"
station
clock 2026-09-24T09:00:00
who() { "$Z" --json who --at "$1" | jq -r '[.post,.name]|join(" ")' | paste -sd';'; }
{ echo '日期,主班,副班'; for d in 01 03 05 07 09; do echo "2026-10-$d,甲,乙"; echo "2026-10-$((10#$d + 1)),丙,丁"; done; } > "$work/t.csv"
works "the month's table" "$Z" roster import "$work/t.csv" --create
works "is the first edition" "$Z" --json roster versions 2026-10
same "of October" "2026-10 1" "$(jq -r '[.month,.version]|join(" ")' <<< "$out")"

works "a cell" "$Z" roster draft set 2026-10-03 主班 丙
same "is nobody's duty yet" "主班 甲;副班 乙" "$(who 2026-10-03T09:00)"
works "the draft" "$Z" --json roster draft show
same "tells was and becomes" "2026-10-03 主班 甲 丙 false false" \
  "$(jq -r 'select(.day)|[.day,.post,.was[0].name,.becomes[0].name,.stale,.begun]|join(" ")' <<< "$out")"
same "and what would break" "consecutive" "$(jq -r 'select(.rule)|.rule' <<< "$out" | sort -u | paste -sd' ')"
fails 1 "a clerk does not publish" "$Z" roster publish
fails 1 "nor a leader against a rule" leader "$Z" roster publish
like "which one" '丙' "$err"
same "nothing was published" "主班 甲;副班 乙" "$(who 2026-10-03T09:00)"
works "but with a reason" leader "$Z" roster publish --override 人手不足 --reason 甲临时出差
same "it is the duty" "主班 丙;副班 乙" "$(who 2026-10-03T09:00)"
works "the draft is empty" "$Z" --json roster draft show
same "really" "" "$out"
works "the second edition" "$Z" --json roster versions 2026-10
same "says what was changed" "2 主班 甲 丙 甲临时出差 $L" \
  "$(jq -r 'select(.version==2)|[.version,.changes[0].post,.changes[0].was,.changes[0].now,.reason,.approver]|join(" ")' <<< "$out")"
works "the check" "$Z" --json roster check --from 2026-10-01 --to 2026-10-10
same "lists the reason" "人手不足" "$(jq -r 'select(.rule=="consecutive").override' <<< "$out" | sort -u)"
fails 1 "nothing to publish" leader "$Z" roster publish

works "turns" "$Z" roster draft rotate 主班 甲 丙 --from 2026-10-20 --to 2026-10-22
works "by a shift" "$Z" roster draft set 2026-10-21 副班 丁 --shift 20:00-08:00
works "copied" "$Z" roster draft copy 2026-10-23 --from 2026-10-21
same "six cells" 6 "$("$Z" --json roster draft show | jq -r 'select(.day).day' | wc -l)"
works "two days dropped" "$Z" --json roster draft drop 2026-10-22 --to 2026-10-23
same "three cells" 3 "$(jq .cells <<< "$out")"
works "all of it" "$Z" --json roster draft discard
same "the rest" 3 "$(jq .cells <<< "$out")"
works "none is left" "$Z" --json roster draft show
same "none" "" "$out"

# changed under the draft
works "a cell" "$Z" roster draft set 2026-10-07 主班 丁
printf '%s\n' '日期,主班' '2026-10-07,丙' > "$work/u.csv"
works "somebody imports that day" "$Z" roster import "$work/u.csv"
fails 1 "not over it" leader "$Z" roster publish --override x
works "shown" "$Z" roster draft show
like "with what it was" '原为：甲|it was: 甲' "$out"
works "kept" "$Z" roster draft keep
works "published" leader "$Z" roster publish --override 已商定
like "and stands" '主班 丁' "$(who 2026-10-07T09:00)"

# the past
clock 2026-10-03T10:00:00
fails 1 "what has begun is taken over" "$Z" roster draft set 2026-10-03 主班 甲
like "it says so" 'takeover|顶班' "$err"
works "tomorrow" "$Z" roster draft set 2026-10-04 主班 甲
clock 2026-10-05T10:00:00
fails 1 "begun meanwhile" leader "$Z" roster publish --override x
works "dropped" "$Z" roster draft drop 2026-10-04

# what is refused leaves nothing
fails 1 "no such day" "$Z" roster draft set 2026-02-30 主班 甲
fails 3 "no such post" "$Z" roster draft set 2026-10-30 无此岗 甲
fails 3 "no such person" "$Z" roster draft set 2026-10-30 主班 无此人
fails 1 "no such shift" "$Z" roster draft set 2026-10-30 主班 甲 --shift 半夜
fails 2 "who" "$Z" roster draft set 2026-10-30 主班
fails 2 "no such word" "$Z" roster draft paint
same "the draft is empty" "" "$("$Z" --json roster draft show)"

# the sheet
clock 2026-10-05T10:00:00
works "the sheet" "$Z" roster export --from 2026-10-01
like "numbered" '2026年9月24日发布 +第4版' "$out"
like "what was changed, why, by whose leave" '10月3日 .*主班 .*甲 .*丙 .*甲临时出差 .*带班甲 .*9月24日9时' "$out"
like "marked" '10月3日 .*\| \*丙' "$out"
like "a practice" '【演练】' "$out"
works "takeover" leader "$Z" takeover 丁 --post 主班 --reason 突发疾病 --until 2026-10-05T20:00
works "html" "$Z" roster export --from 2026-10-01 --format html
like "underlined" '<u>丙</u>' "$out"
like "the takeover too" '<td>突发疾病</td><td>带班甲</td>' "$out"
works "for a spreadsheet" "$Z" roster export --from 2026-10-01 --format table
like "with the edition" '第4版' "$out"
like "and the list" '^日期,岗位,原,现,原因,批准人,时间' "$out"
works "csv" "$Z" roster export --from 2026-10-06 --to 2026-10-31 --format csv
printf '%s\n' "$out" > "$work/r.csv"
works "is what an import takes" "$Z" --json roster import "$work/r.csv" --dry-run
same "the same" 0 "$(jq '.made+.changed+.cancelled' <<< "$out")"

# an import into the draft changes nothing until it is published
printf '%s\n' '日期,主班,副班' '2026-10-20,甲,乙' '2026-10-21,丙,丁' > "$work/d.csv"
works "a table into the draft" "$Z" --json roster import "$work/d.csv" --draft
same "four cells" 4 "$(jq .cells <<< "$out")"
same "nobody stands" "" "$(who 2026-10-20T09:00)"
printf '%s\n' '日期,主班' '2026-10-20,无此人' > "$work/d.csv"
fails 1 "unknown people are not made" "$Z" roster import "$work/d.csv" --draft --create
works "published" leader "$Z" roster publish
like "they stand" '主班 甲' "$(who 2026-10-20T09:00)"

# the next watch is told
works "one more change" "$Z" roster draft set 2026-10-09 副班 丁
works "published" leader "$Z" roster publish --override 已商定
H=$("$Z" handover start 2> /dev/null)
works "the handover" "$Z" handover show "$H"
like "tells the edition" '值班表第6版发布，改动1格：10月9日副班由乙改为丁' "$out"

works "what an edition is made of" "$Z" --json kinds edition
same "by home alone" "HOME" "$(jq -rs '.[0].writers|join(",")' <<< "$out")"
works "rebuilt" "$Z" rebuild
same "six editions" 6 "$("$Z" --json roster versions | wc -l)"
# the superior reads the same, and no draft
. "$here/sync_lib.sh"
if command -v git > /dev/null; then
  unset ZHIBAN_AS ZHIBAN_PIN_FILE
  pair
  printf '%s\n' '日期,主班' '2026-10-01,甲' '2026-10-03,乙' > "$work/p.csv"
  t roster import "$work/p.csv" --create > /dev/null
  t roster draft set 2026-10-03 主班 甲 && t roster publish --reason 乙外出 > /dev/null
  t roster draft set 2026-10-01 主班 乙
  t sync > /dev/null && c sync > /dev/null
  works "at the county" c --book sm --json roster versions
  same "both editions" "1 2" "$(jq -r .version <<< "$out" | paste -sd' ')"
  same "with what was changed" "乙 甲 乙外出" \
    "$(jq -r 'select(.version==2)|[.changes[0].was,.changes[0].now,.reason]|join(" ")' <<< "$out")"
  works "the sheet there" c --book sm roster export --from 2026-10-01
  like "the township's" '石门镇2026年10月' "$out"
  like "numbered" '第2版' "$out"
  works "its draft stays at home" c --json roster draft show
  same "none" "" "$out"
fi
finish
