#!/bin/bash
# Two homes, one book, a folder between them: joined by hand, exactly once both ways, stock git as the judge.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
pair

# Joining.
fails 1 "a request taken by its own station" t device enrol "$work/req"
sed 's/^name = .*/name = 假冒/' "$work/req" > "$work/forged"
fails 4 "a request changed on the way" c device enrol "$work/forged"
sed 's|^remote = .*|remote = /tmp/elsewhere|' "$work/reply" > "$work/forged"
fails 4 "a reply changed on the way" t device accept "$work/forged"
sed 's/$/\r/' "$work/req" > "$work/windows"
works "a request that went through Windows, again" c device enrol "$work/windows" --remote "$work/hub/sm.git"
same "the same reply" "$(cat "$work/reply")" "$out"
works "devices" c --json device list
same "two enrolled writers" 'sm0 sm1' "$(jq -r 'select(.state=="enrolled").writer' <<< "$out" | sort | xargs)"
works "books" c --json logbook list
same "own book and the other" 'sm yl' "$(jq -r .book <<< "$out" | sort | xargs)"
fails 3 "a book that is not held" c logbook add xx --remote /tmp/x
fails 1 "a root key twice" c root new
mkdir "$work/real"
r() { env -u ZHIBAN_NOW "$Z" --lang en --home "$work/real/home" "$@"; }
r init --code 140400102 --name 柳园镇 --level township --device ly1
r device request -o "$work/real/req"
fails 1 "a real station does not join a practice home" c device enrol "$work/real/req"

# There and back.
L=$(t new person name=带班甲 role=leader)
t call 报警 --from 群众 --phone 0300-0000999 > /dev/null # private: `whole` looks for it in every object
t log 巡查无异常 > /dev/null
inc=$(t incident open kind=traffic place=307国道12公里处)
works "dry run" t sync --dry-run
[ ! -e "$work/hub/sm.git" ] && good || bad "a dry run made the remote"
works "the first round makes the folder" t sync
works "nothing is trusted before the county has published" t sync
works "the county takes it in" c sync
works "and once only" c sync
same "the same entries" "$(dump t)" "$(dump c)"
works "the incident at the county" c --json show "$inc"
same "its book" sm "$(jq -r .book <<< "$out")"
q=$(c query "$inc" 请核实伤亡 --from 县应急局)
like "the superior's hand" '^sm0-1$' "$q"
fails 1 "the superior does not edit what belongs to the township" c set "$inc" title=改
works "the county sends" c sync
works "the township gets it" t sync
works "the query has arrived" t --json show "$q"
same "keys and superior at the township" 'enrolled enrolled' "$(t --json device list | jq -r .state | xargs)"
t log "第二条" > /dev/null
t sync > /dev/null && c sync > /dev/null
same "the same entries again" "$(dump t)" "$(dump c)"
works "verify" t verify
works "verify at the county" c verify
works "status" t --json sync status
same "nothing waits, no alarm, no quarantine" '0 0 0' \
  "$(jq -r '"\(.waiting) \(.alarms|length) \(.quarantine|length)"' <<< "$out")"

# A report goes up, its receipt comes down.
(umask 077; echo 246810 > "$work/pin"); export ZHIBAN_PIN_FILE=$work/pin
t pin "$L"
d=$(t report draft "$inc" --kind first)
works "signed" env ZHIBAN_AS="$L" "$Z" --lang en --home "$work/town" report sign "$d"
r=$(t --json list report | jq -r .id | tail -n 1)
works "sent by sync" t report send "$r" --to 县应急局 --via sync
t sync > /dev/null && c sync > /dev/null
works "the county reads it" c report show "$r" --format text
same "the same text" "$(t report show "$r" --format text)" "$out"
works "receipt" c report receipt "$r" --by 县局值班员
c sync > /dev/null && t sync > /dev/null
like "the receipt is here, written by the superior" 'sm0-' "$(t history "$r")"
same "the same file of the report" "$(c history "$r")" "$(t history "$r")"
works "verify with it" t verify

# Stock git.
hub=$work/hub/sm.git
whole "$hub" && good || bad "stock git finds fault with the hub"
whole "$work/town/git/sm.git" && good || bad "stock git finds fault with the town's repository"
whole "$work/county/git/sm.git" && good || bad "stock git finds fault with the county's repository"
git clone -q -b sm1 "$hub" "$work/clone" 2> /dev/null
git -C "$work/clone" config gpg.ssh.allowedSignersFile "$work/hub/allowed_signers"
git -C "$work/clone" verify-commit origin/sm1 origin/sm0 origin/keys 2> /dev/null && good || bad "verify-commit in a clone"
like "readable Chinese in the log" '^\+\{.*"text":"巡查无异常"' "$(git -C "$work/clone" log -p sm1)"
unlike "no line was ever taken away" '^-\{' "$(git -C "$work/clone" log -p sm1)"
for b in sm1 sm0 keys; do
  same "$b is the same everywhere" "$(tip "$hub" $b) $(tip "$hub" $b)" \
    "$(tip "$work/town/git/sm.git" $b) $(tip "$work/county/git/sm.git" $b)"
done
same "bitmaps are off" false "$(git -C "$hub" config --type=bool repack.writeBitmaps)"

# Offline for days, then synced = the same state as by small steps.
for day in 19 20 21; do
  clock "2026-01-${day}T09:00:00"
  for i in 1 2 3; do t log "$day 日第 $i 条" > /dev/null; done
done
before=$(git -C "$hub" rev-list --count sm1)
t sync > /dev/null && c sync > /dev/null
same "one commit for three days" $((before + 1)) "$(git -C "$hub" rev-list --count sm1)"
same "the same entries after days" "$(dump t)" "$(dump c)"

# Other machines render the same commits: another zone, locale, umask, and a repository made anew.
was=$(tip "$hub" sm1)
rm -rf "$work/town/git"
(umask 000; TZ=America/New_York LC_ALL=C "$Z" --home "$work/town" sync > /dev/null)
same "rendered anew to the same id" "$was" "$(tip "$work/town/git/sm.git" sm1)"
whole "$work/town/git/sm.git" && good || bad "what was rendered anew has faults"

# A damaged repository is rendered anew.
damage() { # damage WHAT COMMAND…
  local what=$1; shift
  (cd "$work/town/git/sm.git" && eval "$*")
  t log "$what" > /dev/null
  works "$what: sync" t sync
  whole "$work/town/git/sm.git" && good || bad "$what: still damaged"
  same "$what: at the hub" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$hub" sm1)"
}
damage "HEAD is gone" rm HEAD
damage "objects are gone" 'rm -rf objects/*'
damage "one object is cut" 'f=$(find objects -type f | sort | head -n 3 | tail -n 1); chmod u+w $f; : > $f'
damage "one object was changed" 'f=$(find objects -type f | sort | tail -n 1); chmod u+w $f; printf x >> $f'
damage "the config is nonsense" 'echo "[" > config'
damage "the config is gone" 'rm config'
same "bitmaps are off again" false "$(git -C "$work/town/git/sm.git" config --type=bool repack.writeBitmaps)"
damage "the config is empty" ': > config'
damage "the list of signers is gone" 'rm allowed_signers'
damage "a branch points elsewhere" 'git rev-parse keys > refs/heads/sm1'
damage "a stale lock" 'touch refs/heads/sm1.lock HEAD.lock'
damage "packed, then the pack is cut" 'git gc -q; f=$(ls objects/pack/*.pack); chmod u+w $f; truncate -s 200 $f'
damage "packed by git" 'git gc -q'
c sync > /dev/null
same "the same entries after all that" "$(dump t)" "$(dump c)"

# Remotes that are not there.
fails 1 "no password in an address" t logbook add sm --remote "https://sm1:geheim@hub.invalid/sm.git"
works "a second remote, a stick" t logbook add sm --remote "$work/stick/sm.git"
t log 带到U盘 > /dev/null
works "a stick that is not plugged in is no error while another works" t sync
mkdir "$work/stick"
works "the stick is plugged in" t sync
same "it carries all branches" "$(tip "$hub" sm1) $(tip "$hub" sm0)" "$(tip "$work/stick/sm.git" sm1) $(tip "$work/stick/sm.git" sm0)"
mv "$work/hub" "$work/hub.off"
mv "$work/stick" "$work/stick.off"
fails 6 "no remote at all" t sync
mv "$work/hub.off" "$work/hub"
mv "$work/stick.off" "$work/stick"
works "back again" t sync
fails 3 "a book that is not held" t --book xx sync

# Another home that only ever sees the stick.
c logbook add sm --remote "$work/stick/sm.git"
rm -rf "$work/hub/sm.git"
works "the hub was lost: whoever comes makes it again" c sync
same "from the county's repository" "$(tip "$work/stick/sm.git" sm1)" "$(tip "$hub" sm1)"
whole "$hub" && good || bad "the hub made again has faults"
finish
