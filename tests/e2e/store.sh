#!/bin/bash
# Care of the store: checks, rebuilding, backup, homes that are damaged or foreign.
. "$(dirname "$0")/lib.sh"
station
for i in $(seq 1 70); do "$Z" log "第$i条" > /dev/null; done
"$Z" --json entries > "$work/before"
works "fsck" "$Z" fsck
works "rebuild" "$Z" rebuild
"$Z" --json entries > "$work/after"
cmp -s "$work/before" "$work/after" && good || bad "a rebuild changes the log"
works "fsck after it" "$Z" fsck

# Backup: reads everywhere, holds no key, no PIN, no private file.
id=$("$Z" call 路面结冰 --from 石门村 --phone 0300-0000371)
mkdir -p "$ZHIBAN_HOME/templates/reports" && echo own > "$ZHIBAN_HOME/templates/reports/own.mustache"
works "backup" "$Z" backup "$work/copy"
"$Z" --json entries > "$work/before"
"$Z" --home "$work/copy" --json entries > "$work/after"
cmp -s "$work/before" "$work/after" && good || bad "the copy reads otherwise"
same "without the private number" null "$("$Z" --home "$work/copy" --json show "$id" | jq .phone)"
grep -rq 0300-0000371 "$work/copy" && bad "the number lies in the backup" || good
[ -e "$work/copy/device.key" ] && bad "the key lies in the backup" || good
grep -raq argon2 "$work/copy" && bad "PIN hashes lie in the backup" || good
same "own templates come along" own "$(cat "$work/copy/templates/reports/own.mustache")"
fails 1 "a folder that is not empty" "$Z" backup "$work/copy"
fails 2 "no folder" "$Z" backup

# Purging.
I=$("$Z" incident open kind=fire place=石门村 caller=丙 caller_phone=0300-0000372)
same "the caller is read here" 丙 "$("$Z" --json show "$I" | jq -r .caller)"
fails 1 "a clerk cannot purge" "$Z" purge "$I"
works "a leader can" leader "$Z" purge "$I"
same "the caller is gone" null "$("$Z" --json show "$I" | jq -r .caller)"
grep -rq 0300-0000372 "$ZHIBAN_HOME" && bad "the number lies in the home" || good
same "a line tells" 1 "$("$Z" --json entries --of "$I" | jq -r 'select(.kind=="log").id' | wc -l)"
fails 1 "purge what is no incident" leader "$Z" purge "$C"

# The rights of files.
same "nothing for others" "" "$(find "$ZHIBAN_HOME" -perm /077 | grep -v templates)"

# A home that is cut, foreign, unreadable, locked.
cp -r "$ZHIBAN_HOME" "$work/cut"
truncate -s 4096 "$work/cut/store/data.mdb"
fails 4 "a cut store" "$Z" --home "$work/cut" entries
mkdir -p "$work/foreign/store" && head -c 100000 /dev/urandom > "$work/foreign/store/data.mdb"
run "$Z" --home "$work/foreign" entries
case $code in 4 | 5) good ;; *) bad "a foreign file: exit $code" ;; esac
touch "$work/file"
run "$Z" --home "$work/file" entries
case $code in 3 | 5) good ;; *) bad "a file for a home: exit $code" ;; esac
if [ "$(id -u)" != 0 ]; then
  cp -r "$ZHIBAN_HOME" "$work/closed" && chmod 0 "$work/closed/store"
  fails 5 "an unreadable home" "$Z" --home "$work/closed" entries
  chmod 700 "$work/closed/store"
fi
flock "$ZHIBAN_HOME/store/write.lock" sleep 30 &
holder=$!
until [ -e "$ZHIBAN_HOME/store/write.lock" ] && ! flock -n "$ZHIBAN_HOME/store/write.lock" true; do :; done
fails 5 "a locked store" "$Z" log a
works "reading goes on" "$Z" entries --limit 1
kill $holder $(pgrep -P $holder) 2> /dev/null
wait 2> /dev/null
works "and writing after it" "$Z" log a
finish
