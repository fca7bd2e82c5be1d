#!/bin/bash
# A hub with a real sshd on loopback: `zhiban serve` at the door, the device's key as the only way in.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
. "$here/sshd_lib.sh"
sync=$(dirname "$Z")/zhiban-sync
url=ssh://$me@127.0.0.1:$port/sm.git

# A county that is a hub, a township that knows it by ssh only.
clock 2026-01-18T08:00:00
t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
c init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1
c root new > /dev/null; t device request -o "$work/req"
works "enrolled with the hub's address" c device enrol "$work/req" --remote "$url" -o "$work/reply"
works "accepted" t device accept "$work/reply"
works "the hub is set up" c serve
cp "$work/out" "$work/ssh/authorized_keys"
like "one line for one device, no shell" '^restrict,command="[^"]*zhiban --home [^"]*/county serve sm1" ssh-ed25519 [A-Za-z0-9+/]+ sm1$' "$out"
same "one line" 1 "$(wc -l < "$work/out")"
works "the county's first round makes the repository" c sync
t log 经由ssh > /dev/null

start_sshd ed25519
fails 6 "an unknown host is not trusted on first use (9)" t sync
cp "$work/ssh/scan" "$work/town/known_hosts"
works "over ssh" t sync
works "the county needs no network" c sync
same "the same entries" "$(dump t)" "$(dump c)"
inc=$(t incident open kind=traffic place=村口)
t sync > /dev/null; c sync > /dev/null
q=$(c query "$inc" 请核实 --from 县局); c sync > /dev/null
works "back over ssh" t sync
works "the query is here" t show "$q"
whole "$work/county/hub/sm.git" && good || bad "stock git finds fault with the hub"

# The door.
as() { # as COMMAND…: by ssh with the device's key
  ssh -q -F none -p "$port" -i "$work/town/device.key" -o IdentitiesOnly=yes -o UserKnownHostsFile="$work/town/known_hosts" "$me@127.0.0.1" "$@" < /dev/null 2>&1
}
like "no shell" 'no shell|没有命令行' "$(as id)"
like "no login" 'no shell|没有命令行' "$(as)"
like "no other repository" 'not a book|不是 sm1 的台账' "$(as "git-upload-pack '/ly.git'")"
unlike "no way around" '^uid' "$(as "git-upload-pack '/sm.git'; id")"
unlike "no way up" 'refs/heads' "$(as "git-upload-pack '/../town/git/ly.git'")"
like "the digest" "^sm1 $(tip "$work/county/hub/sm.git" sm1)$" "$(as tips)"
export GIT_SSH_COMMAND="ssh -q -F none -p $port -i $work/town/device.key -o IdentitiesOnly=yes -o UserKnownHostsFile=$work/town/known_hosts"
git clone -q -b sm1 "$url" "$work/clone" 2> /dev/null && good || bad "stock git clones"
push() { git -C "$work/clone" push -q origin "$@" > /dev/null 2>&1; }
push HEAD~1:refs/heads/sm0 && bad "it pushes another's branch" || good
push HEAD:refs/heads/new && bad "it makes a branch" || good
push +HEAD~1:refs/heads/sm1 && bad "it rewrites its branch" || good
push :refs/heads/sm1 && bad "it deletes its branch" || good
same "nothing moved" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$work/county/hub/sm.git" sm1)"
unset GIT_SSH_COMMAND

# The line is cut after so many bytes, again and again: nothing half is ever taken (1, 2).
if command -v python3 > /dev/null; then
  far=$port
  near=$((port + 1))
  sed "s/:$far/:$near/" "$work/ssh/scan" >> "$work/town/known_hosts"
  n=0
  for bytes in $(seq 500 500 8000); do
    python3 "$here/cut.py" $near $far $bytes > "$work/cut" & cut=$!
    until grep -q up "$work/cut" 2> /dev/null; do :; done
    t log "断线 $bytes" > /dev/null
    "$sync" --transfer fetch "$work/town/git/sm.git" "ssh://$me@127.0.0.1:$near/sm.git" sm "$work/town" > /dev/null 2>&1 && n=$((n + 1))
    # Published and rendered, then pushed over the cut line by the child alone.
    mv "$work/town/known_hosts" "$work/known"; t sync > /dev/null 2>&1; mv "$work/known" "$work/town/known_hosts"
    [ "$(tip "$work/town/git/sm.git" sm1)" != "$(tip "$work/county/hub/sm.git" sm1)" ] && good || bad "cut after $bytes: there is nothing to push"
    "$sync" --transfer push "$work/town/git/sm.git" "ssh://$me@127.0.0.1:$near/sm.git" sm "$work/town" sm1 > /dev/null 2>&1 && n=$((n + 1))
    kill $cut; wait $cut 2> /dev/null
    whole "$work/county/hub/sm.git" > /dev/null || bad "cut after $bytes: the hub has faults"
    works "cut after $bytes: the next round is whole" t sync
  done
  like "some were cut and some were not" '^([1-9]|[12][0-9])$' "$n"
fi

# Host keys: a changed one stops, the next one pinned beside it goes on; RSA only says what is wrong.
stop_sshd
start_sshd ed25519
t log 换了主机密钥 > /dev/null
fails 6 "a changed host key (9)" t sync
like "said so" 'has changed' "$err"
cat "$work/ssh/scan" >> "$work/town/known_hosts"
works "the next key was brought by hand" t sync
stop_sshd
start_sshd rsa
fails 6 "a server with an RSA key only (11)" t sync
like "said so" 'ed25519' "$err"
stop_sshd
fails 6 "a closed port (8)" t sync
start_sshd ed25519
cp "$work/ssh/scan" "$work/town/known_hosts"

# The server refuses what it was sent, and the library says all is well: the remote's tip is the result (6).
printf '#!/bin/sh\necho 今日盘点 >&2\nexit 1\n' > "$work/county/hub/sm.git/hooks/pre-receive"
chmod +x "$work/county/hub/sm.git/hooks/pre-receive"
t log 被拒绝的 > /dev/null
fails 6 "a hook at the server refuses (6)" t sync
like "said so" 'did not take' "$err"
rm "$work/county/hub/sm.git/hooks/pre-receive"
works "it takes it again" t sync

# A name that nobody knows (8): too long for any, so that no resolver is asked. The other address works all the same.
nowhere=ssh://zhiban@$(printf 'a%.0s' {1..70}).invalid/sm.git
cp -a "$work/town" "$work/lost"
l() { "$Z" --lang en --home "$work/lost" "$@"; }
l logbook add sm --remote "$nowhere"
stop_sshd
run l sync
like "a name that is not found (8)" 'the name of the server is not found' "$(l --json sync status | jq -r 'select(.book=="sm")|tostring')"
start_sshd ed25519 keep
rm -rf "$work/lost"

# No agent, no HOME: only the home's own key and known_hosts are asked (12, 35).
works "an agent that is not there (12)" env SSH_AUTH_SOCK="$work/none" "$Z" --lang en --home "$work/town" sync
works "HOME unset (35)" env -u HOME -u SSH_AUTH_SOCK "$Z" --lang en --home "$work/town" sync

# Keys: unreadable in every way, missing, of another, revoked.
key=$work/town/device.key
cp -p "$key" "$work/key"
unreadable() { # unreadable WHAT SENTENCE, after the key was spoilt
  t log "钥匙 $1" > /dev/null 2>&1
  run t sync
  [ $code != 0 ] && [ "$(wc -l < "$work/err")" = 1 ] && good || bad "$1: exit $code, '$err'"
  like "$1: said so (12)" "$2" "$err"
  rm -rf "$key"; cp -p "$work/key" "$key"
}
chmod 644 "$key"; unreadable "a key that others may read" 'chmod 600'
: > "$key"; unreadable "an empty key" 'not an Ed25519 key'
head -c 200 /dev/zero > "$key"; unreadable "a damaged key" 'not an Ed25519 key'
rm "$key"; ssh-keygen -q -t ed25519 -N geheim -f "$key"; unreadable "a key with a passphrase" 'without a passphrase'
rm -f "$key" "$key.pub"; mkdir "$key"; unreadable "a folder for a key" 'no key file'
rm "$key"; ssh-keygen -q -t ed25519 -N '' -f "$key"; unreadable "another key" 'restored'
rm "$key"; unreadable "no key" 'restored'
rm -f "$key.pub"
works "with its key again" t sync
works "revoked" c device revoke sm1 --from 99
works "the door's lines again" c serve
cp "$work/out" "$work/ssh/authorized_keys"
same "nobody is let in" 0 "$(wc -l < "$work/ssh/authorized_keys")"
fails 6 "a revoked device is not let in" t sync
like "said so" 'key' "$err"

# A line that goes dead: the deadline ends the transfer, nothing stays behind (3).
if command -v python3 > /dev/null; then
  stop_sshd
  python3 -c "
import socket,sys,time
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(('127.0.0.1',$port)); s.listen(8)
print('up',flush=True); time.sleep(60)" > "$work/up" & hole=$!
  until grep -q up "$work/up" 2> /dev/null; do :; done
  run "$(dirname "$Z")/zhiban-sync" --home "$work/town" --seconds 1
  same "a blackhole ends at the deadline" 6 "$code"
  like "said so" '1 ' "$err"
  kill $hole; wait $hole 2> /dev/null
  same "no child is left" "" "$(pgrep -f -- "--transfer .* $work/town")"
  works "the store can be written" t log 之后
fi
finish
