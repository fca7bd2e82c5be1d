#!/bin/bash
# What names somebody stays on this host: every byte of repository, remote, county, backup and export is searched for it.
. "$(dirname "$0")/kit/duty"
town() { ZHIBAN_HOME=$W/town "$Z" "$@"; }
county() { ZHIBAN_HOME=$W/county "$Z" "$@"; }
now 2026-01-18T02:40
town init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
county init --practice --code 140400 --name 云岭县应急局 --level county --device yl1
county root new > /dev/null && town device request -o "$W/request" 2> /dev/null
county device enrol "$W/request" --remote "$W/sm.git" -o "$W/reply" 2> /dev/null
town device accept "$W/reply" > /dev/null
i=$(town incident open kind=fire place=石门村东街37号 caller=来电人甲某 caller_phone=0300-0000371)
town call 询问火情 --from 村民 --phone 0300-0000372 --of "$i" > /dev/null
v=$(town new casualty incident="$i" state=serious name=伤员乙某 identity=000000200001010000 hospital=县人民医院)
town set "$v" state=dead family=家属丙某 > /dev/null
match "read on this host" "伤员乙某" "$(town show "$v")"
town sync > /dev/null && county sync > /dev/null
expect "the county knows the state" dead "$(county --json show "$v" | jq -r .state)"
match "and that a name is kept elsewhere" "private=name,identity,hospital" "$(county history "$v")"
town backup "$W/backup" > /dev/null || fail "backup"
town export log --format json > "$W/export.json" || fail "export to JSON"
town export log --format csv > "$W/export.csv" || fail "export to CSV"
git clone -q -b sm1 "$W/sm.git" "$W/clone" 2> /dev/null
for secret in 来电人甲某 0000371 0000372 伤员乙某 000000200001010000 家属丙某; do
  hits=$(grep -rla -- "$secret" "$W/town/store" "$W/town/git" "$W/county" "$W/sm.git" "$W/clone" "$W/backup" "$W/export.json" "$W/export.csv" 2> /dev/null)
  expect "$secret is nowhere but in private/" "" "$hits"
  git -C "$W/sm.git" rev-list --all --objects | cut -d' ' -f1 | git -C "$W/sm.git" cat-file --batch 2> /dev/null |
    grep -qa -- "$secret" && fail "$secret is in a git object"
done
expect "private files are for their owner only" 600 "$(stat -c %a "$W"/town/private/*.json | sort -u)"
town purge "$i" > /dev/null || fail "purge"
expect "purged" "" "$(grep -rla -e 某 -e 0000371 "$W/town" 2> /dev/null)"
match "the purge leaves a line" "清除|erased" "$(town entries)"
expect "the incident is still whole" "石门村东街37号" "$(town --json show "$i" | jq -r .place)"
end
