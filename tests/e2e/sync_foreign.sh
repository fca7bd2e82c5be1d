#!/bin/bash
# A git server that is none of ours, by ssh: empty at first, then one that refuses thin packs (5), one that keeps bitmaps (43).
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
. "$here/sshd_lib.sh"
. "$here/line_lib.sh"
there=$work/foreign/sm.git
git init -q --bare "$there"
# The door of that server; what it does with a push stands in $work/mode.
cat > "$work/door" << EOF
#!/bin/bash
cd / && echo "\${SSH_ORIGINAL_COMMAND%% *} \$(cat "$work/mode")" >> "$work/asked"
case \$SSH_ORIGINAL_COMMAND in
  git-upload-pack*) exec git upload-pack "$there" ;;
esac
case \$(cat "$work/mode") in
  plain) exec git receive-pack "$there" ;;
  no-thin) exec git -c receive.unpackLimit=1 receive-pack --reject-thin-pack-for-testing "$there" ;;
  dies) echo plain > "$work/mode"; git receive-pack --http-backend-info-refs "$there"; head -c 200 > /dev/null; exit 1 ;;
  lost) git receive-pack "$there" | head -c "\$(git receive-pack --http-backend-info-refs "$there" | wc -c)" ;;
  garbage) echo plain > "$work/mode"; git receive-pack --http-backend-info-refs "$there"; head -c 200 > /dev/null; echo '<html>please sign in</html>' ;;
esac
EOF
chmod +x "$work/door"
mode() { echo "$1" > "$work/mode"; : > "$work/asked"; }
pushes() { grep -c '^git-receive-pack' "$work/asked"; }
key() { printf 'restrict,command="%s/door" %s\n' "$work" "$(ssh-keygen -y -f "$1/device.key")"; }
sound() { [ -z "$(git -C "$there" fsck --strict --no-dangling 2>&1 | grep -v '^notice')" ]; }
alarms() { "$1" --json sync status | jq -r 'select(.book=="sm").alarms[] | .about + ": " + .text'; }
mode plain

clock 2026-01-18T08:00:00
t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1 || exit 1
c init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1 || exit 1
c root new > /dev/null && t device request -o "$work/req" && c device enrol "$work/req" --remote "$line_url" -o "$work/reply" &&
  t device accept "$work/reply" && c query - 请核实 --book sm --from 县局 > /dev/null || exit 1
c sync > /dev/null 2>&1 # makes the county's key
{ key "$work/town"; key "$work/county"; } > "$work/ssh/authorized_keys"
start_sshd ed25519
known_over_line | tee "$work/town/known_hosts" > "$work/county/known_hosts"
line

# An empty repository, and two new branches of ours in one push.
works "into an empty repository" c sync
same "one push" 1 "$(pushes)"
same "the keys and the superior's hand" "keys sm0" "$(git -C "$there" for-each-ref --format='%(refname:lstrip=2)' refs/heads | xargs)"
works "the township's first" t sync
works "comes in" c sync
c query - 再核实 --book sm --from 县局 > /dev/null
c device revoke sm1 --from 9999 --reason 以后 > /dev/null
mode plain
works "two known branches in one push" c sync
same "one push" 1 "$(pushes)"
works "comes in" t sync
same "equal" "$(dump t)" "$(dump c)"
sound && good || bad "stock git finds fault with the server"

# A busy day.
for i in $(seq 200); do t log "第 $i 次巡查 $RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM" > /dev/null; done
works "a busy day" t sync
works "comes in" c sync

# The server refuses thin packs (5): once more as an ordinary one; after the second time running an alarm says so, and it is
# not asked again for a week.
mode no-thin
for i in 1 2; do
  t log "不收精简包 $i" > /dev/null; mode no-thin
  works "a thin pack is refused ($i)" t sync
  same "twice asked to take it ($i)" 2 "$(pushes)"
  same "it is there ($i)" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$there" sm1)"
done
like "an alarm" '^push ssh://.*refused a thin pack \(.*whole files go there' "$(alarms t)"
like "what to do about it" 'Every push to ssh://.*git there brought up to date' "$(t sync status)"
t log 再来一条 > /dev/null; mode no-thin
works "the third round" t sync
same "sends the ordinary one at once" 1 "$(pushes)"
clock 2026-01-27T08:00:00
t log 一周以后 > /dev/null; mode plain
works "after a week, the server mended" t sync
same "a thin pack again" 1 "$(pushes)"
same "the alarm is over" "" "$(alarms t)"

# Other ways of refusing: the server's program dies on it, or answers something else. Once more and no oftener.
for how in dies garbage; do
  mode $how; t log "服务器 $how" > /dev/null
  works "the server $how" t sync
  same "$how: twice" 2 "$(pushes)"
  same "$how: it is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$there" sm1)"
  mode plain; t log "$how 以后" > /dev/null
  works "$how: the next round" t sync
  same "$how: that passes" 1 "$(pushes)"
done
# The report is lost (2): the tips are read again, and nothing goes twice.
mode lost; t log 回执丢失 > /dev/null
works "the report is lost" t sync
same "not a second push" 1 "$(pushes)"
same "it is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$there" sm1)"
same "nothing to alarm about" "" "$(alarms t)"
mode plain

# What no push can get through is told as trouble, without a word about thin packs.
printf '#!/bin/sh\necho 磁盘已满 >&2\nexit 1\n' > "$there/hooks/pre-receive"; chmod +x "$there/hooks/pre-receive"
mode plain; t log 钩子拒绝 > /dev/null
fails 6 "a hook refuses" t sync
same "the pack was taken: not a second time" 1 "$(pushes)"
like "its words are passed on" 'did not take .*pre-receive hook declined.*磁盘已满' "$err"
rm "$there/hooks/pre-receive"
works "again" t sync
works "all comes in" c sync
same "equal" "$(dump t)" "$(dump c)"

# Bitmaps (43): after a gc the server sends whole files; the county's fetch of a few lines is dear, and the alarm says what helps.
for i in $(seq 200); do t log "第 $i 次巡查 $RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM" > /dev/null; done
t sync > /dev/null; c sync > /dev/null
git -C "$there" gc -q
[ -n "$(ls "$there"/objects/pack/*.bitmap 2> /dev/null)" ] && good || bad "this git makes no bitmaps"
t log 一条新的 > /dev/null; t sync > /dev/null
line
works "fetching from a server with bitmaps" c sync
dear=$(line_bytes 1)
like "an alarm" '^fetch ssh://.*bitmaps.*repack.writeBitmaps=false' "$(alarms c)"
like "what to do about it" 'git config repack.writeBitmaps false.*git config pack.useBitmaps false.*git repack -ad' "$(c sync status)"
like "told at once" 'alarm about ssh://.*bitmaps' "$out"
for set in "repack.writeBitmaps false" "pack.useBitmaps false"; do git -C "$there" config $set; done # as the alarm says
git -C "$there" repack -q -ad
t log 又一条 > /dev/null; t sync > /dev/null
line
works "after that" c sync
fair=$(line_bytes 1)
[ $((dear - 4000)) -gt "$fair" ] && good || bad "with bitmaps $dear bytes, without $fair"
same "the alarm is over" "" "$(alarms c)"
same "equal" "$(dump t)" "$(dump c)"
sound && good || bad "stock git finds fault with the server"
finish
