#!/bin/bash
# A plain hosted repository: an account that anybody's key opens, no hooks, no rules, and somebody who rewrites it. Readers verify;
# what they generate lets stock git verify too, after a new key and after an end.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
. "$here/sshd_lib.sh"
clock 2026-01-18T08:00:00
start_sshd ed25519
git init -q --bare "$work/hosted/sm.git"
hosted=$work/hosted/sm.git
url=ssh://$me@127.0.0.1:$port$hosted
t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
c init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1
c root new > /dev/null; t device request -o "$work/req"
works "enrolled with the address of a host elsewhere" c device enrol "$work/req" --remote "$url" --host-key "$work/ssh/host.pub" -o "$work/reply"
works "accepted" t device accept "$work/reply"
for h in town county; do # what the host's own pages would do: each pastes its public key there
  ssh-keygen -y -f "$work/$h/device.key" >> "$work/ssh/authorized_keys"
done
cp "$work/town/known_hosts" "$work/county/known_hosts"
id=$(t log 巡查无异常)
works "the county's round" c sync
works "the township's round" t sync
works "and the county's again" c sync
like "the entry is there" "$id" "$(c --json show "$id")"
[ ! -d "$work/county/hub" ] && good || bad "the county became a hub by itself"
q=$(c --book sm query - 请报零报告 --from 县局); c sync > /dev/null
works "and back" t sync
like "the query is there" "$q" "$(t --json show "$q")"

# Somebody with an account there.
git clone -q "$hosted" -b sm1 "$work/other" 2> /dev/null
o() { git -C "$work/other" -c user.name=x -c user.email=x@x "$@"; }
o commit -q --allow-empty -m 冒充
o push -q origin HEAD:sm1 2> /dev/null
fails 4 "a commit of a stranger is refused" c sync
like "why" 'author is not a writer' "$(c --json sync status | jq -r 'select(.book=="sm").quarantine[].reason')"
run t sync
[ $code != 0 ] && good || bad "the township does not notice that its branch was written to"
git -C "$hosted" update-ref refs/heads/sm1 "$(tip "$work/town/git/sm.git" sm1)"
works "the host put it right" c sync
works "and the township" t sync
git -C "$hosted" update-ref refs/heads/sm1 "$(git -C "$hosted" rev-parse sm1~0)"
o fetch -q origin; o checkout -q -B evil origin/keys; o commit -q --allow-empty -m 县里的钥匙; o push -qf origin HEAD:keys 2> /dev/null
run t sync
same "a forged keys branch is refused" 4 "$code"
like "why" 'author is not a writer' "$(t --json sync status | jq -r 'select(.book=="sm").quarantine[].reason')"
same "and changes no key" 'enrolled enrolled' "$(t --json device list | jq -r .state | xargs)"
git -C "$hosted" update-ref refs/heads/keys "$(tip "$work/county/git/sm.git" keys)"
works "right again" t sync
git -C "$hosted" update-ref -d refs/heads/sm1
t log 分支被删 > /dev/null
works "a branch that was deleted comes back with its writer" t sync
same "at the host" "$(tip "$work/town/git/sm.git" sm1)" "$(tip "$hosted" sm1)"
git -C "$hosted" update-ref refs/heads/main "$(git -C "$hosted" rev-parse sm1)"
works "a branch that is nobody's" c sync

# What is generated for stock git holds after a new key and after an end.
audit() { # audit WHAT: every commit of every branch at the host, by the lists of both homes
  local home
  for home in town county; do
    git -C "$hosted" for-each-ref --format='%(refname)' refs/heads/keys refs/heads/sm1 refs/heads/sm0 | while read -r b; do git -C "$hosted" rev-list "$b"; done |
      xargs git -C "$hosted" -c gpg.ssh.allowedSignersFile="$work/$home/git/allowed_signers" verify-commit 2> "$work/audit" && good ||
      bad "$1, by the list of the $home: $(grep -v '^Good' "$work/audit" | head -n 2)"
  done
}
audit "at first"
works "a new key is asked for" t device rotate sm1 -o "$work/req"
works "taken" c device enrol "$work/req" -o "$work/reply"
c sync > /dev/null; t sync > /dev/null; t log 新密钥 > /dev/null
ssh-keygen -y -f "$work/town/device.key" >> "$work/ssh/authorized_keys"
ssh-keygen -y -f "$work/town/device.key.next" >> "$work/ssh/authorized_keys" 2> /dev/null
works "used" t sync
works "and taken in" c sync
audit "after a new key"
same "two keys sign sm1" 2 "$(git -C "$hosted" -c gpg.ssh.allowedSignersFile="$work/county/git/allowed_signers" log --format=%GF sm1 | sort -u | wc -l)"
works "ended" c device revoke sm1 --reason 丢失
c sync > /dev/null; t sync > /dev/null 2>&1
audit "after a revocation: what came before stands"
whole "$work/county/git/sm.git" && good || bad "stock git finds fault with the county's repository"
t log 吊销之后 > /dev/null; run t sync
run c sync
git -C "$hosted" -c gpg.ssh.allowedSignersFile="$work/county/git/allowed_signers" verify-commit sm1 2> /dev/null &&
  echo "(stock git alone does not know the number from which a key ended; zhiban verify does)"
works "the county's book is whole" c verify
finish
