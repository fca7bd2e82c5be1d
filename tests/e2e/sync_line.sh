#!/bin/bash
# A narrow line to a hub: only what is new goes over it (4, 40), and the hub may tidy up meanwhile (42).
# ZHIBAN_TEST_FULL=1 adds 9.6 and 2.4 kbit/s with round trips of 1.5 s, which takes minutes.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
. "$here/sshd_lib.sh"
. "$here/line_lib.sh"
clock 2026-01-18T08:00:00
t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1 || exit 1
c init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1 || exit 1
c root new > /dev/null && t device request -o "$work/req" && c device enrol "$work/req" --remote "$line_url" -o "$work/reply" &&
  t device accept "$work/reply" && c serve > "$work/ssh/authorized_keys" && c sync > /dev/null || exit 1
start_sshd ed25519
known_over_line > "$work/town/known_hosts"
line && t sync > /dev/null && c sync > /dev/null && t sync > /dev/null || exit 1
hub=$work/county/hub/sm.git
SESSION=5600 # an ssh session that moves nothing, with what it asks and is told
words=(水位 流量 巡查 转移 道路 中断 抢通 值守 增援 泵车 雨量 监测 预警 叫应 安置 卡口 山洪 滑坡 电力 通信)
entry() { # a line of varied text, as people write them
  local s="第 $1 次：" i
  for i in 1 2 3 4 5 6; do s+=${words[RANDOM % 20]}$((RANDOM % 9000)); done
  t log "$s" > /dev/null
}
new_lines() { git -C "$hub" log -p --format= "$1..sm1" | grep '^+{' | cut -c2-; }

# A busy day, then fifty more entries: the push costs about what they take compressed.
for i in $(seq 150); do entry "$i"; done
works "the day so far" t sync
at=$(tip "$hub" sm1)
for i in $(seq 50); do entry "$i"; done
line
works "fifty more" t sync
packed=$(new_lines "$at" | gzip -9 | wc -c)
look=$(line_bytes 1) push=$(line_bytes 2)
same "two sessions: looking and pushing" 2 "$(line_count)"
[ "$push" -le $((packed + SESSION + 900)) ] && good || bad "50 entries, $packed compressed, cost $push bytes"
[ "$look" -le $SESSION ] && good || bad "looking cost $look bytes"
echo "50 entries on a busy day: $push bytes, $packed compressed; looking $look"
said=$(t --json sync status | jq '.bytes_in + .bytes_out')
[ "$said" -gt "$packed" ] && [ "$said" -lt $((packed + 2500)) ] && good || bad "sync status tells $said bytes"
works "taken in" c sync
same "equal" "$(dump t)" "$(dump c)"
whole "$hub" && good || bad "stock git finds fault with the hub"

# Ten days offline, then one round: one commit, and little more than the lines (40).
at=$(tip "$hub" sm1)
for day in 19 20 21 22 23 24 25 26 27 28; do
  clock "2026-01-${day}T09:00:00"
  for i in $(seq 15); do entry "$i"; done
done
line
works "after ten days" t sync
same "one commit" 1 "$(git -C "$hub" rev-list --count "$at..sm1")"
packed=$(new_lines "$at" | gzip -9 | wc -c)
push=$(line_bytes 2)
[ "$push" -le $((packed * 13 / 10 + 7168)) ] && good || bad "ten days, $packed compressed, cost $push bytes"
echo "ten days: $push bytes, $packed compressed"
works "taken in" c sync
same "equal" "$(dump t)" "$(dump c)"

# A narrow line with long round trips: the same bytes, within the deadline (4).
narrow() { # narrow RATE DELAY
  at=$(tip "$hub" sm1)
  for i in $(seq 20); do entry "$i"; done
  line rate="$1" delay="$2"
  works "$1 bits a second" t sync
  packed=$(new_lines "$at" | gzip -9 | wc -c)
  push=$(line_bytes 2)
  [ "$push" -le $((packed + SESSION + 900)) ] && good || bad "$1 bits a second: $push bytes for $packed"
  same "$1 bits a second: it is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$hub" sm1)"
}
narrow 64000 40
if [ -n "${ZHIBAN_TEST_FULL-}" ]; then narrow 9600 750; narrow 2400 750; fi
line

# The hub tidies up in the middle of a fetch (42): its packing stands still half-way, gc runs, and it goes on.
incident=$(t incident open kind=traffic place=村口)
t sync > /dev/null; c sync > /dev/null
python3 -c "
import random
for _ in range(60): print(''.join(chr(random.randrange(0x4e00, 0x9f00)) for _ in range(3900)))" > "$work/texts"
while read -r text; do c query "$incident" "$text" --from 县局 > /dev/null; done < "$work/texts"
c sync > /dev/null
cat > "$work/half" << EOF
#!/bin/sh
"\$@" | { head -c 150000; touch "$work/stalled"; until [ -e "$work/go" ]; do :; done; cat; }
EOF
chmod +x "$work/half"
mkdir "$work/bin" # the door clears the environment but for PATH
printf '#!/bin/sh\nexec %s -c "uploadpack.packObjectsHook=%s" "$@"\n' "$(command -v git)" "$work/half" > "$work/bin/git"
chmod +x "$work/bin/git"
sed -i "s|command=\"|command=\"PATH=$work/bin:$PATH |" "$work/ssh/authorized_keys"
t sync > "$work/round" 2>&1 & round=$!
until [ -e "$work/stalled" ] || ! kill -0 $round 2> /dev/null; do :; done
[ -e "$work/stalled" ] && [ -n "$(pgrep -f 'pack-objects --revs')" ] && good || bad "the fetch did not stand still"
git -C "$hub" gc -q --prune=now && good || bad "gc"
same "one pack is left" "0 1" "$(git -C "$hub" count-objects -v | awk '/^count:|^packs:/ { printf "%s ", $2 }' | sed 's/ $//')"
touch "$work/go"
wait $round && good || bad "the fetch that was under way: $(cat "$work/round")"
same "equal" "$(dump t)" "$(dump c)"
works "the next round" t sync
whole "$hub" && good || bad "stock git finds fault with the hub"
whole "$work/town/git/sm.git" && good || bad "stock git finds fault with the station's"
finish
