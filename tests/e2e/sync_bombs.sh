#!/bin/bash
# A remote that sends gigabytes from a few kilobytes, or a hundred thousand branches (fault 22): the transfer step dies, with one
# sentence; the store lives, the other devices of the book and the other books go on.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git; have python3
pair
u() { "$Z" --lang en --home "$work/other" "$@"; }
u init --practice --code 140400102 --name 柳园镇 --level township --device ly1
u device request -o "$work/req" && c device enrol "$work/req" --remote "$work/hub/ly.git" -o "$work/reply" && u device accept "$work/reply"
t log 第一条 > /dev/null; t sync > /dev/null; c sync > /dev/null; t sync > /dev/null
hub=$work/hub/sm.git
cp -a "$hub" "$work/good"
reset() { rm -rf "$hub"; cp -a "$work/good" "$hub"; }
G=$((1024 * 1024 * 1024))
n=0
# died CODE WHAT: the county's round ends with that code; its store is whole; the other book came in all the same.
died() {
  local code=$1 id; shift
  id=$(u log "别的镇 $((n += 1))"); u sync > /dev/null
  fails $code "$1" c sync
  works "$1: the store is whole" c verify
  works "$1: it can be written" c log 照常
  like "$1: the other book came in" "$id" "$(c --json show "$id")"
  unlike "$1: nothing of it is here" '"id":"sm1-9' "$(c --json entries)"
  same "$1: nothing stays behind" "" "$(pgrep -f -- "--transfer .* $work/county")"
}
over() {
  reset
  works "$1: over when the remote is right again" c sync
}
for kind in blob delta; do
  python3 "$here/bomb.py" $kind "$hub" sm1 2026/01/2026-01-19.jsonl $G || bad "no $kind bomb"
  [ "$(du -sk "$hub" | cut -f 1)" -lt 20000 ] && good || bad "the $kind bomb is no small thing"
  q=$(c --book sm query - "照常 $kind" --from 县局)
  died 4 "a $kind of 1 GB"
  like "a $kind of 1 GB: why" 'its branch leads to more than is ever taken' "$(c --json sync status | jq -r 'select(.book=="sm")|.quarantine[].reason')"
  same "a $kind of 1 GB: the other branches of its book went on" "$(tip "$work/county/git/sm.git" sm0)" "$(tip "$hub" sm0)"
  run t sync
  same "a $kind of 1 GB: what the county wrote arrives" "$q" "$(t --json show "$q" | jq -r .id)"
  over "a $kind of 1 GB"
  rm -rf "$work/good"; cp -a "$hub" "$work/good"
done
{ echo '# pack-refs with: peeled fully-peeled sorted'
  seq -f "$(tip "$hub" sm1) refs/heads/x%06.0f" 100000; } > "$hub/packed-refs"
died 6 "a hundred thousand branches"
like "why" 'shows 10000[0-9] branches' "$(c --json sync status | jq -r 'select(.book=="sm").error')"
over "a hundred thousand branches"

# The same through the door of a hub, by a device that was stolen: its own branch is all it can spoil. The county's memory holds,
# the station's other device and the county go on.
. "$here/sshd_lib.sh"
start_sshd ed25519
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
url=ssh://$me@127.0.0.1:$port/sm.git
z county2 init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1
z county2 root new > /dev/null; z county2 serve -o "$work/ssh/authorized_keys"
for n in 1 2; do
  z sm$n init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm$n
  z sm$n device request -o "$work/req"
  z county2 device enrol "$work/req" --remote "$url" --host-key "$work/ssh/host.pub" -o "$work/reply"
  z county2 sync > /dev/null; z sm$n device accept "$work/reply"; works "device $n is in touch" z sm$n sync
done
z county2 sync > /dev/null
export GIT_SSH_COMMAND="ssh -q -F none -p $port -i $work/sm1/device.key -o IdentitiesOnly=yes -o UserKnownHostsFile=$work/sm1/known_hosts"
git clone -q --bare "$url" "$work/bomb.git"
python3 "$here/bomb.py" delta "$work/bomb.git" sm1 2026/01/2026-01-19.jsonl $G
git -C "$work/bomb.git" push -q "$url" sm1:sm1 2> /dev/null # whether or not the server swallows it
[ "$(du -sk "$work/county2/hub/sm.git" | cut -f 1)" -lt 20000 ] && good || bad "it fills the hub's disk"
id=$(z sm2 log 照常)
z sm2 sync > /dev/null 2>&1; z county2 sync > /dev/null 2>&1
same "the other device's entries arrive" "$id" "$(z county2 --json show "$id" | jq -r .id)"
# What was refused does not pile up: at a reader it goes with the repository, at the hub pushes end before the disk does.
truncate -s 600M "$work/county2/git/sm.git/objects/pack/tmp_filler"
run z county2 sync
[ ! -e "$work/county2/git/sm.git/objects/pack/tmp_filler" ] && good || bad "the reader's repository keeps what was refused"
id=$(z sm2 log 仍照常); z sm2 sync > /dev/null 2>&1; run z county2 sync
same "and is rendered anew" "$(tip "$work/sm2/git/sm.git" sm2)" "$(tip "$work/county2/git/sm.git" sm2)"
truncate -s 1100M "$work/county2/hub/sm.git/objects/pack/tmp_filler"
z sm2 log 满了 > /dev/null
run z sm2 sync
like "a push into a repository that is far too large is refused in words" 'larger than a book ever gets|大得不正常' "$(z sm2 --json sync status | jq -r '.error') $err"
rm "$work/county2/hub/sm.git/objects/pack/tmp_filler"
run z sm2 sync
same "and taken when there is room" "$(tip "$work/sm2/git/sm.git" sm2)" "$(tip "$work/county2/hub/sm.git" sm2)"
works "revoked" z county2 device revoke sm1 --reason 被盗
works "the hub is whole" z county2 verify
finish
