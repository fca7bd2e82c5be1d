#!/bin/bash
# Full disks, media that cannot be written, foreign owners, sticks pulled out: one clear sentence, nothing lost.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
pair
t sync > /dev/null; c sync > /dev/null; t sync > /dev/null
hub=$work/hub/sm.git
sync=$(dirname "$Z")/zhiban-sync

# No file may grow beyond a few kilobytes, at every limit in turn: never a success without its objects (27).
for i in $(seq 30); do t log "第 $i 条，内容长一些以便占地方：$(head -c 3000 /dev/zero | tr '\0' x)" > /dev/null; done
for limit in 1 2 4 8 16 32 64 128; do
  rm -rf "$work/town/git"
  run bash -c "ulimit -f $limit; exec '$sync' --home '$work/town'"
  if [ "$code" = 0 ]; then
    same "limit $limit: it is at the hub" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$hub" sm1)"
  else
    same "limit $limit: one sentence" 1 "$(wc -l < "$work/err")"
  fi
  works "limit $limit: the store is whole" t verify
  whole "$hub" && good || bad "limit $limit: the hub has faults"
done
works "with room again" t sync
same "all is at the hub" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$hub" sm1)"
works "taken in" c sync
same "equal" "$(dump t)" "$(dump c)"

# A real full disk, where one can be mounted (28).
mkdir "$work/small"
if mount -t tmpfs -o size=96k none "$work/small" 2> /dev/null; then
  trap 'umount "$work/small" 2> /dev/null; rm -rf "$work"' EXIT
  t logbook add sm --remote "$work/small/sm.git"
  for i in $(seq 40); do t log "$(head -c 2000 /dev/urandom | base64 -w 0)" > /dev/null; done
  mv "$work/hub" "$work/hub.off"
  fails 6 "a full stick (28)" t sync
  works "the store is not concerned" t log 满了
  mount -o remount,size=8m "$work/small"
  works "room on the stick" t sync
  whole "$work/small/sm.git" && good || bad "the stick has faults"
  mount -o remount,ro "$work/small"
  t log 只读 > /dev/null
  fails 6 "a stick that cannot be written (29)" t sync
  mount -o remount,rw "$work/small"
  works "it can again" t sync
  mv "$work/hub.off" "$work/hub"
  umount "$work/small"
  works "the stick was pulled out" t sync
else
  echo "skipped: no tmpfs can be mounted here (28, 29)"
fi

# Half a stick, foreign files, another's repository (30, 34).
cp -a "$hub" "$work/copy.git"
find "$work/copy.git/objects" -type f | sort | head -n 2 | xargs rm -f
t logbook add sm --remote "$work/copy.git"
t log 半个U盘 > /dev/null
works "a half-copied stick does no harm while the hub works" t sync
mkdir "$work/foreign"; echo x > "$work/foreign/file"
t logbook add sm --remote "$work/foreign"
works "a folder that is no repository does no harm either" t sync
same "and is left alone" file "$(ls "$work/foreign")"
if [ "$(id -u)" = 0 ]; then
  chown -R nobody "$hub" && t log 别人的仓库 > /dev/null
  works "a repository of another owner (34)" t sync
  chown -R root "$hub"
fi

# A stale lock that is not ours: said, and over when it is gone (32).
touch "$hub/refs/heads/sm1.lock"
t log 锁着 > /dev/null
run t sync
like "a lock of somebody else" 'lock' "$(t --json sync status | jq -r '.error // empty') $err $out"
rm -f "$hub/refs/heads/sm1.lock"
works "it is gone" t sync
same "all is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$hub" sm1)"

# Clocks (38): a year ahead is shown, 1970 is survived.
clock 2027-03-01T08:00:00; t log 明年 > /dev/null; t sync > /dev/null
clock 2026-01-18T09:00:00
works "entries of a clock that is a year ahead come in" c sync
like "and are pointed at" 'clock' "$(c --json sync status | jq -r 'select(.book=="sm").alarms[].about')"
clock 2026-01-18T10:00:00; t log 时钟拨回 > /dev/null
works "a clock that ran back" t sync
works "comes in" c sync
clock 1970-01-01T08:00:00; t log 电池没电 > /dev/null
works "a clock at 1970" t sync
works "comes in" c sync
like "in its own day" '^1970/01/1970-01-01.jsonl$' "$(git -C "$hub" ls-tree -r --name-only sm1)"
clock 2026-01-18T10:30:00; t log 校时之后 > /dev/null
works "set right again" t sync
works "comes in" c sync
like "the log stands in the order of what happened" '电池没电 .*校时之后' "$(t entries | grep -oE '电池没电|校时之后' | xargs)"
# Another zone, and one in the hour that summer time takes away: the same bytes. (Their rendering elsewhere is in sync.)
for zone in America/New_York Europe/Berlin Pacific/Kiritimati; do
  clock 2026-03-29T02:30:00; TZ=$zone t log "时区 $zone" > /dev/null
  TZ=$zone works "$zone" t sync
done
TZ=Asia/Kathmandu works "comes in in another zone" c sync
clock 2026-03-29T10:30:00
same "equal" "$(dump t)" "$(dump c)"
works "verify" c verify
whole "$hub" && good || bad "stock git finds fault"

# Another synchronisation is running: the second waits, then does nothing again.
t sync > "$work/one" & t sync > "$work/two"; wait
works "after two at once" t sync
finish
