#!/bin/bash
# A restored home, a cloned disk, a lost device: routine, and never two histories under one name.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
pair
hub=$work/hub/sm.git
t log 第一条 > /dev/null; t sync > /dev/null; c sync > /dev/null; t sync > /dev/null

# Another key under the same name (39): the former one goes on until the keys branch names the new one.
fails 1 "not from the superior" c device rotate sm1
works "asks for a new key" t device rotate sm1 -o "$work/rot"
works "asks for the same again" t device rotate sm1
same "one key to come" "$(grep ^key "$work/rot")" "$(grep ^key "$work/out")"
sed 's/^with = ../with = 00/' "$work/rot" > "$work/rot.bad"
fails 4 "a request that the former key did not sign" c device enrol "$work/rot.bad"
works "the superior takes it" c device enrol "$work/rot"
for i in 1 2 3; do t log "换钥期间 $i" > /dev/null; t sync > /dev/null; done
works "what came meanwhile under the former key is right" c sync
works "the keys branch arrives" t sync
t log 新密钥 > /dev/null
works "published with the new key" t sync
works "taken in" c sync
same "another key signs now" 2 "$(git -C "$hub" log --format=%GK sm1 2> /dev/null | sort -u | wc -l)"
[ ! -e "$work/town/device.key.next" ] && good || bad "the new key did not replace the old one"
same "equal" "$(dump t)" "$(dump c)"
works "verify" t verify
works "verify at the county" c verify
whole "$hub" && good || bad "stock git finds fault"

# Restored from a backup (36): it reads, and writes only under a new name with a new key.
works "a backup" t backup "$work/backup"
[ ! -e "$work/backup/device.key" ] && good || bad "the backup holds the device key"
t log 备份之后 > /dev/null; t sync > /dev/null
mv "$work/town" "$work/lost"
cp -a "$work/backup" "$work/town"
works "it reads" t entries
fails 1 "it does not write" t log 不行
like "it says what to do" 'device request' "$err"
works "asks for a new name" t device request -o "$work/req2"
same "sm1b follows sm1" 'writer = sm1b after = sm1' "$(grep -E '^(writer|after)' "$work/req2" | xargs)"
works "is enrolled" c device enrol "$work/req2" -o "$work/reply2"
works "accepts" t device accept "$work/reply2"
like "writes as sm1b" '^sm1b-1$' "$(t log 换新编号)"
c sync > /dev/null
works "gets back what it had published after the backup" t sync
like "the entry after the backup is here" 备份之后 "$(t entries)"
works "the county takes the new name in" c sync
same "both are equal" "$(dump t)" "$(dump c)"
works "verify" t verify
works "verify at the county" c verify
works "the old name is ended" c device retire sm1 --reason 恢复备份
same "its state" 'retired' "$(c --json device list | jq -r 'select(.writer=="sm1").state')"
whole "$hub" && good || bad "stock git finds fault"

# The lost device turns up and goes on under the old name: refused.
mv "$work/town" "$work/new"; mv "$work/lost" "$work/town"
t log 丢失的终端 > /dev/null
run t sync
fails 4 "entries of an ended name are refused" c sync
like "why" retired "$(c --json sync status | jq -r 'select(.book=="sm")|.quarantine[].reason')"
mv "$work/town" "$work/lost"; mv "$work/new" "$work/town"

# A cloned disk: two machines with one name and one key (37). Both keep their entries; that name stands still.
cp -a "$work/town" "$work/clone"
k() { "$Z" --lang en --home "$work/clone" "$@"; }
t log 本机 > /dev/null
k log 克隆机 > /dev/null
run t sync
run k sync
same "the second one is told" 4 "$code"
fails 1 "and writes no more" k log 再写
like "why" 'device request' "$err"
like "an alarm at the clone" 'fork sm1b' "$(k --json sync status | jq -r '.alarms[].about')"
works "the first one goes on" t log 继续
run t sync
works "the clone takes another name" k device request -o "$work/req3"
like "sm1c" 'writer = sm1c' "$(cat "$work/req3")"

# The superior sees both: one by the folder, one by a stick. Fork proof: both kept, frozen, alarm (21).
run c sync
rm -rf "$work/clone"; cp -a "$work/town" "$work/clone"
k logbook add sm --remote "$work/other/sm.git"
mkdir "$work/other"
t log 甲说 > /dev/null; t sync > /dev/null
k log 乙说 > /dev/null; mv "$hub" "$hub.off"; run k sync; rm -rf "$hub"; mv "$hub.off" "$hub"
run c sync
c logbook add sm --remote "$work/other/sm.git"
fails 4 "two signed histories" c sync
like "an alarm" 'fork sm1b' "$(c --json sync status | jq -r 'select(.book=="sm")|.alarms[].about')"
t log 甲再说 > /dev/null; run t sync
fails 4 "nothing more is taken in of that name" c sync
unlike "frozen" 甲再说 "$(c entries)"
works "what came before is whole" c verify
# A person decides: the name is ended, and no round complains of it any more.
c device retire sm1b --reason 两台同名 > /dev/null
run c sync
works "decided" c sync
finish
