#!/bin/bash
# https: a token from the home, a CA that was brought by hand, clear words for what is wrong.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git; have python3; have openssl
python3 -c 'import ssl' 2> /dev/null || { echo "skipped: python3 without ssl"; finish; exit; }
git --exec-path > "$work/exec" && [ -x "$(cat "$work/exec")/git-http-backend" ] || { echo "skipped: no git http-backend"; finish; exit; }
port=$((20000 + RANDOM % 20000))
server=
trap '[ -n "$server" ] && kill $server; rm -rf "$work"' EXIT
certificate() { # certificate NAME DAYS
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/$1.key" -out "$work/$1.pem" -days "$2" -subj "/CN=localhost" \
    -addext "subjectAltName=DNS:localhost" 2> /dev/null
}
serve() { # serve CERTIFICATE [portal]
  [ -n "$server" ] && { kill "$server"; wait "$server" 2> /dev/null; }
  : > "$work/up"
  python3 "$here/https.py" "$port" "$work/served" "$work/$1.pem" "$work/$1.key" geheim ${2-} > "$work/up" 2> "$work/https.log" & server=$!
  until grep -q up "$work/up"; do kill -0 $server 2> /dev/null || { cat "$work/https.log"; break; }; done
}
pair
c sync > /dev/null
certificate one 10; certificate two 10
t logbook add sm --remote "https://localhost:$port/sm.git"
mv "$work/hub" "$work/served" # for the township the folder is not there: only https is left to it
serve one
t log 经由https > /dev/null
fails 6 "a certificate that nobody vouches for (10)" t sync
like "said so" 'ca.pem' "$err"
cp "$work/one.pem" "$work/town/ca.pem"
fails 6 "no token" t sync
like "said so" 'https.conf' "$err"
(umask 077; printf '[https localhost:%s]\ntoken = falsch\n' "$port" > "$work/town/https.conf")
fails 6 "a wrong token" t sync
printf '[https local]\ntoken = geheim\n' > "$work/town/https.conf"
fails 6 "the token of a host whose name begins alike" t sync
like "it is not given" 'https.conf' "$err"
printf '[https localhost:%s]\ntoken = geheim\n' "$port" > "$work/town/https.conf"
works "with token and CA" t sync
same "it is at the hub" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$work/served/sm.git" sm1)"
serve two
t log 换了证书 > /dev/null
fails 6 "another certificate (10)" t sync
openssl req -newkey rsa:2048 -nodes -keyout "$work/old.key" -out "$work/old.csr" -subj "/CN=localhost" 2> /dev/null
printf 'subjectAltName=DNS:localhost\n' > "$work/old.ext"
if openssl x509 -req -in "$work/old.csr" -signkey "$work/old.key" -days -1 -extfile "$work/old.ext" -out "$work/old.pem" 2> /dev/null; then
  serve old
  cp "$work/town/ca.pem" "$work/ca.keep"; cat "$work/old.pem" >> "$work/town/ca.pem"
  fails 6 "an expired certificate, though it was put into ca.pem (10)" t sync
  like "said so" 'its time is over' "$err"
  mv "$work/ca.keep" "$work/town/ca.pem"
else
  echo "skipped: this openssl makes no expired certificate (10)"
fi
serve one portal
fails 6 "a captive portal (7)" t sync
serve one
works "back" t sync
same "all is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$work/served/sm.git" sm1)"
for i in $(seq 150); do t log "第 $i 次巡查 $RANDOM/$RANDOM/$RANDOM/$RANDOM/$RANDOM" > /dev/null; done
works "a busy day" t sync
t log 再加一条 > /dev/null
works "one entry more" t sync
moved=$(t --json sync status | jq '.bytes_in + .bytes_out')
[ "$moved" -lt 3000 ] && good || bad "one entry took $moved bytes: not a thin pack"
same "it is there" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$work/served/sm.git" sm1)"
mv "$work/served" "$work/hub"
works "the county by its folder" c sync
same "equal" "$(dump t)" "$(dump c)"
finish
