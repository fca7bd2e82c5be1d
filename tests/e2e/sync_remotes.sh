#!/bin/bash
# Several addresses for one book: tried in their order, the next when one fails, sticks that are not there without a word.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git; have python3; have openssl
python3 -c 'import ssl' 2> /dev/null || { echo "skipped: python3 without ssl"; finish; exit; }
git --exec-path > "$work/exec" && [ -x "$(cat "$work/exec")/git-http-backend" ] || { echo "skipped: no git http-backend"; finish; exit; }
port=$((20000 + RANDOM % 20000))
server=
trap '[ -n "$server" ] && kill $server; rm -rf "$work"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key" -out "$work/pem" -days 10 -subj "/CN=localhost" \
  -addext "subjectAltName=DNS:localhost" 2> /dev/null
clock 2026-01-18T08:00:00
t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
t log 第一条 > /dev/null
s() { t --json sync status; }
state() { s | jq -r '[.remotes[].state]|join(" ")'; }

# No address: nothing to do, nothing said.
works "a round without an address" t sync
same "without a word" "" "$(grep -v published "$work/out")"
works "a timer without an address" t sync --due
same "no round is noted as failed" 0 "$(s | jq .failures)"

# A dead one, one that only reads, a good one, a spare one.
mkdir "$work/served"
for r in read good spare; do git init -q --bare "$work/served/$r.git"; done
printf '#!/bin/sh\nexit 1\n' > "$work/served/read.git/hooks/pre-receive"; chmod +x "$work/served/read.git/hooks/pre-receive"
cp "$work/pem" "$work/town/ca.pem"
(umask 077; printf '[https localhost:%s]\ntoken = geheim\n' "$port" > "$work/town/https.conf")
python3 "$here/https.py" "$port" "$work/served" "$work/pem" "$work/key" geheim > "$work/up" 2> "$work/https.log" & server=$!
until grep -q up "$work/up"; do kill -0 $server 2> /dev/null || { cat "$work/https.log"; break; }; done
works "four addresses" t logbook add sm --remote https://localhost:1/dead.git "https://localhost:$port/read.git" \
  "https://localhost:$port/good.git" "https://localhost:$port/spare.git"
works "the third one takes it" t sync
like "the first one is said to fail" 'https://localhost:1/dead.git failed: ' "$out"
like "the second too" 'read.git failed: ' "$out"
like "which one was used" 'exchanged with https://localhost:[0-9]*/good.git' "$out"
unlike "the fourth is left in peace" spare "$out"
same "it is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$work/served/good.git" sm1)"
same "not at the spare one" none "$(tip "$work/served/spare.git" sm1)"
same "the state of each" 'failed failed used spare' "$(state)"
same "nothing waits" '0 0 null' "$(s | jq -r '"\(.waiting) \(.failures) \(.error)"')"
works "the state in words" t sync status
like "why" 'Address 1: https://localhost:1/dead.git  failed: .' "$out"
like "which" 'Address 3: .*good.git  used' "$out"

# None of them: what waits is counted up to what is known to be held, and failures are.
mv "$work/served" "$work/gone"
inc=$(t incident open kind=traffic place=村口)
fails 6 "no address works" t sync
same "what waits, one of them urgent" '1 true' "$(s | jq -r '"\(.waiting) \(.urgent)"')"
same "published is not delivered" 1 "$(s | jq .failures)"
fails 6 "again" t sync
same "two in a row" 2 "$(s | jq .failures)"
like "the receipt stays at what was held" '^sm1-3 2026-01-18T08:00\+08:00$' "$(s | jq -r '"sm1-\(.receipt.number) \(.receipt.at)"')"
works "a timer waits its time after a failure" t sync --due
same "no third round" 2 "$(s | jq .failures)"
clock 2026-01-18T08:10:00
mv "$work/gone" "$work/served"
works "a timer whose time has come" t sync --due
same "without a word" "" "$out"
same "nothing waits, nothing failed" '0 0' "$(s | jq -r '"\(.waiting) \(.failures)"')"
works "nothing is due again at once" t sync --due
same "the last try" 2026-01-18T08:10+08:00 "$(s | jq -r .tried)"
q=$(t incident open kind=fire place=镇东)
works "something urgent is due at once" t sync --due
same "it went" 0 "$(s | jq .waiting)"

# A stick among them: used when it is there, no error when it is not.
mkdir "$work/stick"
works "a stick" t logbook add sm --remote "$work/stick/sm.git"
works "used beside the others" t sync
same "the state of each" 'failed failed used spare used' "$(state)"
rmdir "$work/stick" 2> /dev/null; mv "$work/stick" "$work/pocket"
t log 其后 > /dev/null
works "pulled out" t sync
like "a word about it" 'stick/sm.git is not there' "$out"
same "its state" 'failed failed used spare absent' "$(state)"
works "home with a stick only" "$Z" --home "$work/poor" init --practice --code 140400103 --name 上马乡 --level township --device sx1
p() { "$Z" --lang en --home "$work/poor" "$@"; }
p logbook add sx --remote "$work/stick/sx.git"
p incident open kind=fire place=村西 > /dev/null
fails 6 "who asks is told that nothing went out" p sync
works "a timer does not complain" p sync --due
same "it is no failure" '0 absent 3' "$(p --json sync status | jq -r '"\(.failures) \(.remotes[0].state) \(.waiting)"')"
mkdir "$work/stick"
works "plugged in" p sync
same "all went" 0 "$(p --json sync status | jq .waiting)"

# The place where a stick used to be mounted is not the stick.
if mount -t tmpfs -o size=8m none "$work/stick" 2> /dev/null; then
  trap 'umount "$work/stick" 2> /dev/null; [ -n "$server" ] && kill $server; rm -rf "$work"' EXIT
  works "another stick in the same place" p sync
  umount "$work/stick"; rm -rf "$work/stick"/*
  p log 拔了 > /dev/null
  fails 6 "its empty place is not written to" p sync
  same "nothing was made there" "" "$(ls "$work/stick")"
  same "it waits" 1 "$(p --json sync status | jq .waiting)"
else
  echo "skipped: no tmpfs can be mounted here"
fi

# No round, no noise: switched off, and two at once.
works "a timer while another round runs" flock "$work/town/sync.lock" "$Z" --home "$work/town" sync --due
finish
