#!/bin/bash
# A superior's hand in the books below: another key in all of them by one command, and a superior that was restored.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
clock 2026-01-18T08:00:00
mkdir "$work/hub"
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
l() { z other "$@"; }
t init --practice --code 140400101 --name 石门镇 --level township --device sm1
l init --practice --code 140400102 --name 柳园镇 --level township --device ly1
c init --practice --code 140400 --name 云岭县 --level county --device yl1
join() { # join LOWER UPPER BOOK
  [ -f "$work/$2/root.key" ] || z "$2" root new > /dev/null
  z "$1" device request -o "$work/q" && z "$2" device enrol "$work/q" --remote "$work/hub/$3.git" -o "$work/r" &&
    z "$1" device accept "$work/r"
}
fails 1 "no hand before there is a book below" c device rotate yl0
join town county sm; join other county ly
si=$(t incident open kind=traffic place=村口); li=$(l incident open kind=fire place=柳园)
for h in town other county county town other; do z $h sync > /dev/null; done
q1=$(c query "$si" 第一问 --from 县局); c query "$li" 第一问 --from 县局 > /dev/null
for h in county town other; do z $h sync > /dev/null; done
keys_of() { git -C "$work/hub/$1.git" log --format=%GK "$2" 2> /dev/null | sort -u | wc -l; }

# What is refused, each in one sentence.
fails 1 "the hand is changed at the superior" t device rotate sm0
fails 3 "a book that is not held" c device rotate xx0
fails 1 "it changes with the next entry" c device rotate sm0 --from 9
mv "$work/county/root.key" "$work/root.key"
fails 3 "without the root key" c device rotate sm0
like "said so" 'root.key' "$err"
mv "$work/root.key" "$work/county/root.key"
fails 1 "the own hand is not retired" c device retire sm0
like "what to do instead" 'device rotate sm0' "$err"
fails 1 "nor revoked" c device revoke sm0 --from 1 --reason x
cp -a "$work/county" "$work/thief" # with the former key and the root key's copy taken away
rm "$work/thief/root.key"

# One command, all books; an entry that waits goes out under the new key; one township is offline meanwhile.
c query "$si" 换钥前写的 --from 县局 > /dev/null
l log 断网期间 > /dev/null
works "rotated" c device rotate sm0
same "both books, from what is not published" 'sm0: the new key counts from entry 2 on
ly0: the new key counts from entry 2 on' "$(sort -r <<< "$out")"
c query "$si" 换钥后写的 --from 县局 > /dev/null
works "the county goes on" c sync
works "the township takes it in" t sync
same "two keys have signed" 2 "$(keys_of sm sm0)"
same "the same entries" "$(dump t)" "$(dump c --book sm)"
works "verify at the township" t verify
works "verify at the county" c verify
for i in 1 2 3; do c query "$li" "断网第 $i 问" --from 县局 > /dev/null; c sync > /dev/null; done
works "the other one comes back after days" l sync
works "and once more" l sync
same "no alarm there" '0 0' "$(l --json sync status | jq -r '"\(.alarms|length) \(.quarantine|length)"')"
works "verify there" l verify
c sync > /dev/null
same "the same entries there" "$(dump l)" "$(dump c --book ly)"
for b in sm ly; do whole "$work/hub/$b.git" && good || bad "stock git finds fault with $b"; done

# The former key counts no more.
k() { z thief "$@"; }
mv "$work/hub" "$work/hub.away"; mkdir "$work/hub"; cp -r "$work/hub.away/ly.git" "$work/hub/"
k query "$si" 冒充 --from 县局 > /dev/null; k sync > /dev/null
mkdir "$work/bag"; cp -r "$work/hub/sm.git" "$work/bag/"
rm -rf "$work/hub"; mv "$work/hub.away" "$work/hub"
fails 4 "what the former key signed is not taken in" t sync --folder "$work/bag"
same "the name stands, the former key proves nothing against it" 'refused sm0' "$(t --json sync status | jq -r '.alarms[].about')"
unlike "nothing of it is here" 冒充 "$(t entries) $(t list query)"
rm -rf "$work/bag"

# A second time, and twice in a row: a new key each time.
works "again" c device rotate ly0
works "and again" c device rotate ly0
c query "$li" 再换 --from 县局 > /dev/null; c sync > /dev/null
works "taken in" l sync
works "verify" l verify
same "three keys have signed" 3 "$(keys_of ly ly0)"

# The county's own key changes at the city: the hands keep theirs.
z city init --practice --code 1404 --name 云州市 --level city --device yz1
join county city yl
for h in county city county; do z $h sync > /dev/null; done
works "asks for another key" c device rotate yl1 -o "$work/rot"
works "the city takes it" z city device enrol "$work/rot"
z city sync > /dev/null; c sync > /dev/null; c log 新钥 > /dev/null
works "used" c sync
[ ! -e "$work/county/device.key.next" ] && good || bad "the new key did not take its place"
c query "$li" 自己换钥之后 --from 县局 > /dev/null
works "the hand still signs" c sync
works "taken in" l sync
works "verify" l verify
works "the city too" z city sync
works "verify at the city" z city verify

# The same where the hands never had a key of their own.
"$Z" --home "$work/region" init --practice --code 14 --name 云省 --level province --device yp1
join city region yz
for h in city region city; do z $h sync > /dev/null; done
y=$(c incident open kind=fire place=县城); c sync > /dev/null; z city sync > /dev/null
z city device rotate yz1 -o "$work/rot"; z region device enrol "$work/rot" > /dev/null; z region sync > /dev/null
z city sync > /dev/null; z city log 市里 > /dev/null; works "used at the city" z city sync
[ -e "$work/city/hand.key" ] && good || bad "the hand's key was lost with the device's"
z city query "$y" 市里问 --from 市局 > /dev/null
works "the city's hand still signs" z city sync
works "the county takes it in" c sync
works "verify" c verify

# A restored county: the first round brings everything back, it writes nowhere, then under the next names.
c sync > /dev/null; works "a backup" c backup "$work/backup"
[ ! -e "$work/backup/hand.key" ] && good || bad "the backup holds the hand's key"
q=$(c query "$si" 备份之后 --from 县局); c sync > /dev/null; t sync > /dev/null
cp -a "$work/backup" "$work/early"; cp "$work/county/root.key" "$work/early/"
run z early sync
same "also where the root key is back too early: no alarm" 0 "$(z early --json sync status | jq -s 'map(.alarms|length)|add')"
works "and what the hand wrote is back" z early show "$q"
mv "$work/county" "$work/lost"; cp -a "$work/backup" "$work/county"
run c sync
same "the first round says that there is no key" 1 "$code"
works "what the hand wrote after the backup is back" c show "$q"
same "and no alarm" 0 "$(c --json sync status | jq -s 'map(.alarms|length)|add')"
fails 1 "it does not write below" c query "$si" 不行 --from 县局
works "asks for the next name" c device request -o "$work/req"
fails 1 "its hand still has no key" c query "$si" 不行 --from 县局
like "what to do" 'device rotate sm0' "$err"
cp "$work/lost/root.key" "$work/county/root.key"
works "the hands go on under the next name" c device rotate sm0
same "all of them" 'ly0 goes on as ly0b, with a key of its own
sm0 goes on as sm0b, with a key of its own' "$(sort <<< "$out")"
like "it writes" '^sm0b-1$' "$(c query "$si" 恢复之后 --from 县局)"
z city device enrol "$work/req" > /dev/null; z city sync > /dev/null
works "a round" c sync
works "the township takes it in" t sync
like "it is here" 恢复之后 "$(t list query)"
works "verify at the township" t verify
works "verify at the county" c verify
works "the other township" l sync
works "the former hand can be ended now" c device revoke sm0 --from "$(($(cut -d- -f2 <<< "$q") + 1))" --reason 旧机被盗
c sync > /dev/null; t sync > /dev/null
z lost query "$si" 盗用 --from 县局 > /dev/null; run z lost sync
run t sync
unlike "what the lost machine writes is not taken in" 盗用 "$(t list query)"
works "told once" t sync
works "verify" t verify
for b in sm ly; do whole "$work/hub/$b.git" && good || bad "stock git finds fault with $b"; done
finish
