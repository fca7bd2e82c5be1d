#!/bin/bash
# docs/hub.*.md to the letter, over a real sshd: the door, townships, a village with a stick only, devices that come and go.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
. "$here/sshd_lib.sh"
clock 2026-01-18T08:00:00
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
make() { z "$1" init --practice --code "$2" --name "$3" --level "$4" --device "$5"; }
keys=$work/account/.ssh/authorized_keys
start_sshd ed25519
sed -i "s|^AuthorizedKeysFile .*|AuthorizedKeysFile $keys|" "$work/ssh/config"
stop_sshd; "$sshd" -f "$work/ssh/config" -E "$work/ssh/log"
url() { echo "ssh://$me@127.0.0.1:$port/$1.git"; }
quarantined() { z "$1" --json sync status | jq -r '.quarantine[].reason'; }
host=(--host-key "$work/ssh/host.pub")

# 1. Once, at the county.
works "the county" make county 140400 云岭县应急管理局 county yl1
works "its root key" z county root new
print=$out
works "the door" z county serve -o "$keys"
same "made with its folder, for the owner alone" '700 600' "$(stat -c %a "$work/account/.ssh" "$keys" | xargs)"
works "a round before anybody joined" z county sync
echo 'known by hand' >> "$keys"; printf '%s\n' "$keys" > "$work/county/hub/door"
works "the door's place, edited by hand" z county sync
same "no other file was made" authorized_keys "$(ls "$work/account/.ssh")"
echo authorized_keys > "$work/county/hub/door"
fails 1 "a place that is none" z county sync
like "what to do" 'serve -o' "$err"
works "done" z county serve -o "$keys"
sed -i '/known by hand/d' "$keys"

# 2. Once a township: two files.
works "the township" make town 140400101 石门镇应急消防站 township sm1
works "asks" z town device request -o "$work/申请"
same "others may read it" 644 "$(stat -c %a "$work/申请")"
same "a fingerprint for the phone" "$(z town device list | awk '/sm1/{print $2}')" "$(sed -n 's/^# 电话核对 //p' "$work/申请")"
works "is enrolled" z county device enrol "$work/申请" --remote "$(url sm)" "${host[@]}" -o "$work/回执"
same "the root's fingerprint for the phone" "$print" "$(sed -n 's/^# 电话核对 //p' "$work/回执")"
works "the county's round" z county sync
works "accepts" z town device accept "$work/回执"
works "and is in touch, without a word about host keys" z town sync
like "a device and the superior's hand, in words" "sm1 .* enrolled$" "$(z county device list)"
like "in words" "sm0 .* the superior's hand in this book$" "$(z county device list)"
echo 'ssh-ed25519 AAAAkeep admin@somewhere' >> "$keys"
z town incident open kind=traffic place=村口 caller=私密甲 caller_phone=0300-0000999 > /dev/null
works "a second township" make other 140400102 柳园镇应急站 township ly1
z other device request -o "$work/申请"
works "is enrolled; the host's key is remembered" z county device enrol "$work/申请" --remote "$(url ly)" -o "$work/回执"
same "both are let in and the administrator stays" 'admin@somewhere ly1 sm1' "$(awk '{print $NF}' "$keys" | sort | xargs)"
z county sync > /dev/null
works "accepts" z other device accept "$work/回执"
works "and is in touch" z other sync
cp "$work/回执" "$work/forged"; sed -i 's/^host = .*/host = 127.0.0.1 ssh-ed25519 AAAA/' "$work/forged"
fails 4 "a host key that was changed on the way" z other device accept "$work/forged"
echo not a key > "$work/no.pub"
fails 1 "a file that is no host key" z county device enrol "$work/申请" --host-key "$work/no.pub"

# 3. A village with a stick only.
works "the village" make village 140400101201 上石村 village sc1
z town root new > /dev/null; z village device request -o "$work/申请"; mkdir "$work/stick"
works "is enrolled with a folder" z town device enrol "$work/申请" --remote "$work/stick/sc.git" -o "$work/回执"
works "the township's round makes it" z town sync
works "accepts" z village device accept "$work/回执"
z village log 村里巡查 > /dev/null
works "onto the stick" z village sync
mv "$work/stick" "$work/gone"
fails 6 "the stick is out" z village sync
like "said so" 'stick' "$err"
mv "$work/gone" "$work/stick"
works "the township takes it from the stick" z town sync
like "there" 村里巡查 "$(z town entries)"

# A new key, over the same ssh: both open the door until the new one was used.
z other log 换钥之前 > /dev/null
works "asks for a new key" z other device rotate ly1 -o "$work/申请"
works "the county takes it" z county device enrol "$work/申请" -o "$work/回执"
same "both keys open the door" 2 "$(grep -c 'serve ly1' "$keys")"
z county sync > /dev/null
works "the township learns of it with its former key" z other sync
z other log 换钥之后 > /dev/null
works "and goes on with the new one" z other sync
works "the county takes it in" z county sync
same "then the former key opens nothing" 1 "$(grep -c 'serve ly1' "$keys")"
works "and the township is still in touch" z other sync
like "in words" 'ly1 .* enrolled; with this key from entry [0-9]+ on' "$(z county device list)"

# Restored from a backup: it reads, and writes under the next name; it needs no file but the two.
for i in 1 2 3; do z town log "第 $i 条" > /dev/null; done
z town sync > /dev/null
works "a backup" z town backup "$work/bak"
z town log 备份之后 > /dev/null; z town sync > /dev/null; z county sync > /dev/null
last=$(z town --json entries --limit 1 | jq -r .id); last=${last#sm1-}
mv "$work/town" "$work/lost"; mv "$work/bak" "$work/town"
fails 1 "it does not write" z town log 不行
z town device request -o "$work/申请"
works "enrolled, no address again" z county device enrol "$work/申请" -o "$work/回执"
z county sync > /dev/null
works "accepts" z town device accept "$work/回执"
works "in touch again, host key and all" z town sync
like "what came after the backup is back" 备份之后 "$(z town entries)"

# Lost: revoked from an entry on that the county holds already.
works "revoked" z county device revoke sm1 --from "$last" --reason 丢失
like "the door is shut at once" '^(ly1|sm1b|admin@somewhere) (ly1|sm1b|admin@somewhere) (ly1|sm1b|admin@somewhere)$' "$(awk '{print $NF}' "$keys" | sort | xargs)"
works "the county's round" z county sync
same "the thief is not let in" 6 "$(z lost log 窃 > /dev/null; z lost sync > /dev/null 2>&1; echo $?)"
like "in words" "sm1 .* revoked: nothing is taken from entry $last on \(丢失\)" "$(z county device list)"
fails 4 "verify points at what had come in before" z county verify
like "in one sentence" "^zhiban: sm: 1 entries from sm1-$last on .*丢失.*all others are whole$" "$err"
works "the other book is tested all the same" z county --book ly verify

# A new machine without a backup: the next digit. What the thief's name has beyond is refused, told once, and shown.
works "a home with the next digit" make town2 140400101 石门镇应急消防站 township sm2
z town2 device request -o "$work/申请"
works "enrolled" z county device enrol "$work/申请" -o "$work/回执"
z county sync > /dev/null
works "accepts" z town2 device accept "$work/回执"
fails 4 "what was revoked lies at the hub and is refused" z town2 sync
like "in words" "revoked from entry $last on" "$(quarantined town2)"
works "that is settled: it is told once" z town2 sync
like "and shown" "revoked from entry $last on" "$(quarantined town2)"
like "the old entries are back, up to there" 'sm1-[0-9]' "$(z town2 entries)"
unlike "not the doubtful one" 备份之后 "$(z town2 entries)"
works "whole" z town2 verify
works "retired when it is out of use" z county device retire sm1b --reason 换机
like "in words" 'sm1b .* retired: nothing is taken from entry [0-9]+ on' "$(z county device list)"
z county sync > /dev/null

# The county's host gets a new key: both are sent first.
cp "$work/ssh/host.pub" "$work/old.pub"; cp "$work/ssh/host" "$work/host.old"
stop_sshd; start_sshd ed25519
sed -i "s|^AuthorizedKeysFile .*|AuthorizedKeysFile $keys|" "$work/ssh/config"; stop_sshd
cp "$work/ssh/host.pub" "$work/new.pub"
works "the same request again, with both" z county device enrol "$work/申请" --host-key "$work/old.pub" --host-key "$work/new.pub" -o "$work/回执"
works "accepted again" z town2 device accept "$work/回执"
"$sshd" -f "$work/ssh/config" -E "$work/ssh/log"
works "in touch with the new host key" z town2 sync

# The county's machine dies with its hub; what is left is a backup from before the last enrolment, and root.key with its
# custodians. What the stations know of the keys is brought back by a stick before anybody is enrolled: else two histories of the
# keys would stand against each other for good.
cp "$work/county/root.key" "$work/custodian"
works "a backup of the county" z county backup "$work/county.bak"
works "enrolled after it" make town3 140400101 石门镇应急消防站 township sm3
z town3 device request -o "$work/申请"
z county device enrol "$work/申请" -o "$work/回执"; z county sync > /dev/null
z town3 device accept "$work/回执"; z town3 sync > /dev/null 2>&1; z town2 sync > /dev/null
z town2 log 之后 > /dev/null; mv "$work/county" "$work/dead"; mv "$work/county.bak" "$work/county"
fails 1 "the county reads, and does not write" z county log 不行
works "asks for its next name" z county device request -o "$work/yl"
cp "$work/custodian" "$work/county/root.key"
works "the door again" z county serve -o "$keys"
works "a hub without repositories" z county sync
works "the station comes" z town2 sync
run z county sync
fails 1 "no line of the keys before the lost ones are back" z county device rotate sm0
like "said so" 'sm2 knows of enrolments in sm' "$err"
mkdir "$work/bag"
works "onto a stick at the station" z town2 --book sm sync --folder "$work/bag"
works "from it at the county" z county --book sm sync --folder "$work/bag"
works "the county's hand goes on under its next name" z county device rotate sm0
works "out" z county sync
works "to the station" z town2 sync
q=$(z county --book sm query - 恢复之后 --from 县局); z county sync > /dev/null
works "what the county writes now arrives" z town2 sync
like "there" "$q" "$(z town2 --json show "$q")"
works "whole at the station" z town2 verify
like "the device that was enrolled after the backup counts" 'sm3 .* enrolled$' "$(z county device list)"

# Stock git with the generated allowed_signers, after all that.
works "the last round" z county sync
for b in sm ly; do whole "$work/county/hub/$b.git" && good || bad "stock git finds fault with $b"; done
whole "$work/stick/sc.git" && good || bad "stock git finds fault with the stick"
git clone -q -b ly1 "$work/county/hub/ly.git" "$work/audit" 2> /dev/null
git -C "$work/audit" -c gpg.ssh.allowedSignersFile="$work/county/hub/allowed_signers" verify-commit HEAD HEAD~1 HEAD~2 2> /dev/null &&
  good || bad "an auditor's verify-commit after a new key"
finish
