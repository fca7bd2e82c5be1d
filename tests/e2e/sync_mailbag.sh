#!/bin/bash
# U盘邮袋: what a stick would bring is told before anything changes; filled by one, carried by another, read by a third.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
clock 2026-01-18T08:00:00
t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
c init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1
c root new > /dev/null
t device request -o "$work/req"; c device enrol "$work/req" -o "$work/reply"; t device accept "$work/reply" # no address at all
stick=$work/stick
mkdir "$stick"
events() { jq -c "select(.event==\"$1\")" "$work/out"; }

# The preview: what goes out, and nothing has changed.
t log 第一条 > /dev/null
clock 2026-01-18T09:30:00
inc=$(t incident open kind=traffic place=村口)
before=$(t --json sync status)
works "what a stick would bring" t --json sync --folder "$stick" --dry-run
same "four entries of this station" "sm1 4 1 4 石门镇应急消防站" \
  "$(events would-send | jq -r '"\(.writer) \(.entries) \(.first) \(.last) \(.station)"')"
like "bytes" '^[0-9]{3,}$' "$(events would-send | jq .bytes)"
same "nothing is on the stick" "" "$(ls "$stick")"
same "nothing has changed here" "$before" "$(t --json sync status)"
works "in words" t sync --folder "$stick" --dry-run
like "out" 'sm: out: 4 entries, sm1-1 to 4, 石门镇应急消防站, [0-9]+ bytes' "$out"
fails 3 "a stick that is not there" t sync --folder "$work/none"
like "said so" 'plugged in' "$err"
fails 1 "no folder but an address" t sync --folder https://localhost/sm.git

# Filled.
works "filled" t sync --folder "$stick"
like "it can be taken out" 'the mailbag holds sm1 up to entry 4' "$out"
whole "$stick/sm.git" && good || bad "stock git finds fault with the stick"
works "status" t --json sync status
same "it is on its way, not delivered" '4 4 null' "$(jq -r '"\(.waiting) \(.mailbag.number) \(.receipt)"' "$work/out")"
works "filled again" t sync --folder "$stick/"
works "nothing more to bring" t sync --folder "$stick" --dry-run
like "said so" 'nothing would go out or come in' "$out"

# Carried by a third station's machine, only as a folder: another one, with books of its own and other rights.
third=$work/third
"$Z" --home "$work/other" init --practice --code 140400102 --name 柳园镇 --level township --device ly1
mkdir -p "$third/某台电脑"; cp -r "$stick/." "$third/某台电脑/"
fails 1 "a station that holds none of its books is asked what for" c sync --folder "$work/other"
works "its own book would go onto it, and no other is looked at" "$Z" --lang en --home "$work/other" sync --folder "$third/某台电脑" --dry-run
like "its own" '^ly: out: ' "$out"
unlike "not the other" '^sm: ' "$out"
if [ "$(id -u)" = 0 ]; then chown -R nobody "$third"; fi

# Read by the county: who, how many, from when.
clock 2026-01-19T10:00:00
works "what would come in" c --json sync --folder "$third/某台电脑" --dry-run
same "of whom, from when to when" 'sm1 4 1 4 石门镇应急消防站 2026-01-18T08:00+08:00 2026-01-18T09:30+08:00' \
  "$(events would-ingest | jq -r '"\(.writer) \(.entries) \(.first) \(.last) \(.station) \(.since) \(.until)"')"
same "the keys and the county's hand would go out" 'sm.root' "$(events would-send | jq -r .writer)"
same "nothing came in yet" "" "$(c --json show "$inc" 2> /dev/null)"
works "in words" c sync --folder "$third/某台电脑" --dry-run
like "in" 'sm: in: 4 entries, sm1-1 to 4, 石门镇应急消防站, recorded 01-18 08:00 to 01-18 09:30' "$out"
works "taken in" c sync --folder "$third/某台电脑"
like "nothing of its own yet" 'no entries of its own for it yet; the mailbag can be taken out' "$out"
unlike "and no entry 0" 'entry 0' "$out"
same "the same entries" "$(dump t)" "$(dump c)"
q=$(c query "$inc" 请核实 --from 县局)
works "and an answer is put onto it" c sync --folder "$third/某台电脑"

# Back at the township: the superior by its name; what it answers proves what it holds.
works "what would come back" t --json sync --folder "$third/某台电脑" --dry-run
same "keys and hand of the county, by name" 'sm.root 云岭县应急管理局 sm0 云岭县应急管理局' \
  "$(events would-ingest | jq -r '"\(.writer) \(.station)"' | xargs)"
works "taken in" t sync --folder "$third/某台电脑"
works "the query is here" t show "$q"
same "its answer is a receipt" '4 0' "$(t --json sync status | jq -r '"\(.receipt.number) \(.waiting)"')"

# A replayed stick: older than what is here.
t log 其后 > /dev/null
works "an old copy of the stick" t --json sync --folder "$stick" --dry-run
same "nothing of it comes in" "" "$(events would-ingest)"
works "no harm" t sync --folder "$stick"
rm -rf "$stick"; cp -r "$third/某台电脑" "$stick"
cp -r "$stick" "$work/replay"
c log 只在县里 > /dev/null; c query "$inc" 再核实 --from 县局 > /dev/null; c sync --folder "$stick" > /dev/null; t sync --folder "$stick" > /dev/null
works "a replayed stick" t --json sync --folder "$work/replay" --dry-run
same "is told as older" 'sm0 1 2' "$(events older | jq -r '"\(.writer) \(.first) \(.last)"')"
was=$(dump t)
works "no harm" t sync --folder "$work/replay"
same "nothing has changed" "$was" "$(dump t)"
same "no alarm" '0 0' "$(t --json sync status | jq -r '"\(.alarms|length) \(.quarantine|length)"')"

# Copied only in part: the branches are there, the newest objects are not.
find "$stick/sm.git/objects" -type f | sort > "$work/had"
c query "$inc" 三核实 --from 县局 > /dev/null; c sync --folder "$stick" > /dev/null
cp -r "$stick" "$work/part"
(cd "$stick" && find sm.git/objects -type f | sort) | while read -r f; do grep -q "$f" "$work/had" || rm "$work/part/$f"; done
fails 6 "half a stick" t sync --folder "$work/part"
like "one sentence" 'copied only in part.*nothing is lost; have it copied again' "$err"
same "nothing came in, nothing is lost" "$was" "$(dump t)"
works "the whole one" t sync --folder "$stick"
works "verify" t verify
mkdir -p "$work/mess/sm.git"; echo x > "$work/mess/sm.git/HEAD"
fails 6 "a folder that is no repository" t sync --folder "$work/mess"
like "one sentence" 'nothing was taken from it' "$err"

# Somebody changed it on the way: told beforehand, refused afterwards.
t log 再后 > /dev/null; t sync --folder "$stick" > /dev/null
rm -rf "$work/bad"; cp -r "$stick" "$work/bad"
git clone -q -b sm1 "$work/bad/sm.git" "$work/w" 2> /dev/null
(cd "$work/w" && f=$(find 2026 -type f | sort | tail -n 1) && echo '{"假":1}' >> "$f" && git add -A &&
  git -c user.name=x -c user.email=x@x commit -qm x && git push -q origin HEAD:sm1 2> /dev/null)
works "a forged stick" c --json sync --folder "$work/bad" --dry-run
like "would be refused" 'sm1.*' "$(events would-refuse)"
same "the good part would come in" 'sm1 1' "$(events would-ingest | jq -r '"\(.writer) \(.entries)"')"
fails 4 "it is refused" c sync --folder "$work/bad"

# A stick without the keys that it needed: refused; brought whole by another stick it is right, and nothing stays behind.
mkdir "$work/late" "$work/whole"
c sync --folder "$work/late/" --book sm > /dev/null; t sync --folder "$work/late" > /dev/null
keys=$(tip "$work/late/sm.git" keys)
c device rotate sm0 > /dev/null; c query "$inc" 换钥之后 --from 县局 > /dev/null; c sync --folder "$work/late" > /dev/null
git -C "$work/late/sm.git" update-ref refs/heads/keys "$keys"
fails 4 "the keys came not" t sync --folder "$work/late"
same "an alarm and a commit held" '1 1' "$(t --json sync status | jq -r '"\(.alarms|length) \(.quarantine|length)"')"
c sync --folder "$work/whole" --book sm > /dev/null
works "another stick" t sync --folder "$work/whole"
same "neither any more" '0 0' "$(t --json sync status | jq -r '"\(.alarms|length) \(.quarantine|length)"')"

# Several books: those on the stick, or the one that is named.
"$Z" --lang en --home "$work/other" device request -o "$work/req2" && c device enrol "$work/req2" -o "$work/r2"
mkdir "$work/new"
fails 1 "which of the books is for a person to say" c sync --folder "$work/new"
like "said so" '--book' "$err"
works "one by name" c --book ly sync --folder "$work/new"
same "this one alone" ly.git "$(cd "$work/new" && ls -d *.git | xargs)"
works "the repository itself may be given" c sync --folder "$work/new/ly.git"
fails 3 "a book that is not held" c --book xx sync --folder "$work/new"
finish
