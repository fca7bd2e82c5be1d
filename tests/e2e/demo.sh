#!/bin/bash
# The demonstration station: made once, at any hour, opened afterwards.
. "$(dirname "$0")/lib.sh"
export XDG_DATA_HOME=$work/data
unset ZHIBAN_HOME
for hour in 00:10 08:00 13:30; do
  rm -rf "$work/data"
  clock "2026-03-01T$hour:00"
  works "demo at $hour" "$Z" demo
  like "it is marked as practice" 演练 "$out"
  like "something is owed" '书面首报 +剩' "$out"
  same "no false alarm" 0 "$(grep -cE '！|岗位空缺|尚未交接' <<< "$out")"
done
home=$XDG_DATA_HOME/zhiban-demo
count=$("$Z" --home "$home" --json fsck | jq .records)
works "opened again" "$Z" demo
same "nothing is added" "$count" "$("$Z" --home "$home" --json fsck | jq .records)"
same "four reports with running numbers" 4 "$("$Z" --home "$home" --json list report | jq -s 'map(.serial) | unique | length')"
same "one open incident" 1 "$("$Z" --home "$home" --json list incident --open | jq -s length)"
z() { "$Z" --home "$home" --json "$@"; }
sheet() { "$Z" --home "$home" roster export --format text --from "$1" --to "$2"; }
same "this month and the next are filled" 0 "$({ sheet 2026-03-01 2026-03-31; sheet 2026-04-01 2026-04-30; } | grep -c 空缺)"
like "published" 第1版 "$(sheet 2026-03-01 2026-03-31)"
same "nobody is absent in the whole month" 0 "$(z roster attendance --from 2026-02-01 --to 2026-03-31 | jq -s 'map(select(.status=="absent"))|length')"
same "both groups handed over twice, all confirmed" "4 0" "$(z handover list | jq -rs '"\(length) \(map(.unread|length)|add)"')"
same "nobody is absent, one came late" '0 1' "$(z roster attendance --from 2026-02-27 --to 2026-03-01 | jq -s '[(map(select(.status=="absent"))|length), (map(select(.status=="late"))|length)]|join(" ")' -r)"
same "one swap approved, one waits" 'approved asked' "$(z swap list | jq -r .state | xargs)"
same "a head away, another leave waits" 'approved asked' "$(z list leave | jq -r .state | xargs)"
same "one post was taken over" 1 "$(z list assignment | jq -s 'map(select(.source=="takeover"))|length')"
same "a mode came and went" raised "$(z list mode | jq -r .level)"
same "one spot check is to be answered" 1 "$(z list spotcheck --open | jq -s length)"
fails 2 "demo takes no argument" "$Z" demo now
finish
