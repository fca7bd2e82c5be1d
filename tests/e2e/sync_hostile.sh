#!/bin/bash
# A remote that lies: what it changes is refused, kept as evidence, shown, and the rest goes on.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
export GIT_AUTHOR_NAME=sm1 GIT_AUTHOR_EMAIL=sm1@140400101 GIT_COMMITTER_NAME=sm1 GIT_COMMITTER_EMAIL=sm1@140400101
export TZ=Asia/Shanghai GIT_CONFIG_GLOBAL=/dev/null
pair
t log 第一条 > /dev/null; t sync > /dev/null; c sync > /dev/null; t sync > /dev/null
t log 第二条 > /dev/null; t sync > /dev/null; c sync > /dev/null
hub=$work/hub/sm.git
git -C "$hub" config receive.denyNonFastForwards false
cp -a "$hub" "$work/good"
count() { c --json entries | wc -l; }
entries=$(count)
reset() { rm -rf "$hub"; cp -a "$work/good" "$hub"; }
# refused WHAT REASON: the county refuses what now lies on branch sm1 of the hub, says why, and stays as it was.
refused() {
  local what=$1 reason=$2 before
  before=$(c --json list log | sort)
  fails 4 "$what" c sync
  c --json sync status > "$work/status"
  like "$what: the reason" "$reason" "$(jq -r 'select(.book=="sm")|.quarantine[].reason' "$work/status")"
  like "$what: an alarm" 'refused sm1|fork sm1' "$(jq -r 'select(.book=="sm")|.alarms[].about' "$work/status")"
  same "$what: nothing came in" "$before" "$(c --json list log | sort)"
  works "$what: the book is whole" c verify
  reset
  works "$what: over when the branch is right again" c sync
  if [ -z "${keeps-}" ]; then
    same "$what: quarantine and alarm are gone" '0 0' \
      "$(c --json sync status | jq -r 'select(.book=="sm")|"\(.quarantine|length) \(.alarms|length)"')"
  fi
}
# tree of a commit on top of sm1 with one change made by a command in a work tree
on_top() { # on_top COMMAND: a commit on top of sm1, unsigned
  rm -rf "$work/w"; git clone -q -b sm1 "$hub" "$work/w" 2> /dev/null
  (cd "$work/w" && eval "$1" && git add -A && git "${signing[@]}" commit -qm "${2:-x}" && git push -q origin HEAD:sm1) > /dev/null 2>&1
}
signing=()
# signed_on_top COMMAND A B: the same with the device's own key; the message says a..b with the chain head of before.
signed_on_top() {
  local head
  head=$(git -C "$hub" log -1 --format=%B sm1 | sed -n 's/^Log: .* head=\([0-9a-f]*\) .*/\1/p')
  signing=(-c gpg.format=ssh -c commit.gpgsign=true -c "user.signingkey=$work/town/device.key")
  on_top "$1" "值守台账 sm1-$2..$3，1 条

Log: $2..$3 head=$head keys=2"
  signing=()
}
day=$(git -C "$hub" ls-tree -r --name-only sm1 | tail -n 1)
# copy of sm1's last commit with another tree, message or parent, unsigned or with the old signature
copy() { # copy SED-PROGRAM [TREE]
  git -C "$hub" cat-file commit sm1 | sed "$1" > "$work/commit"
  git -C "$hub" update-ref refs/heads/sm1 "$(git -C "$hub" hash-object -t commit -w --literally "$work/commit")"
}

on_top "echo '{}' >> $day"
refused "an unsigned commit (13)" 'not signed'
on_top "sed -i 's/第一条/第一条改/' $day"
refused "a changed old line, unsigned" 'not signed'
tree=$(cd "$work" && rm -rf w && git clone -q -b sm1 "$hub" w 2> /dev/null && cd w && sed -i 's/第一条/第一条改/' "$day" && git add -A && git write-tree)
git -C "$hub" fetch -q "$work/w" 2> /dev/null; git -C "$hub" fetch -q "$work/w" HEAD 2> /dev/null; git -C "$work/w" commit -qm x --author="a <a@a>" 2> /dev/null; git -C "$hub" fetch -q "$work/w" HEAD 2> /dev/null
copy "s/^tree .*/tree $tree/"
refused "a changed old line under the old signature (16, 23)" 'rewritten|does not fit|older entry'
copy 's/^ \(....\)/ AAAA/;t;'
refused "a changed signature" 'not readable|does not fit|rewritten|not signed'
copy 's/ keys=[0-9]*$/ keys=77/'
refused "a changed trailer (25)" 'does not fit|rewritten'
copy 's/^Log: \([0-9]*\)\.\.\([0-9]*\)/Log: 1..99/'
refused "changed numbers (24)" 'rewritten|start at'
git -C "$hub" update-ref refs/heads/sm1 "$(git -C "$hub" commit-tree -p sm1 -p keys -m x sm1^{tree})"
refused "a merge commit (22)" 'merge'
on_top "ln -s /etc/passwd 2026/01/2026-01-19.jsonl"
refused "a symbolic link, unsigned" 'not signed|symbolic'
git -C "$hub" update-ref refs/heads/sm1 "$(git -C "$hub" rev-parse keys)"
refused "the branch of another (17)" 'lies on the branch|rewritten'
git -C "$hub" update-ref refs/heads/sm1 "$(git -C "$hub" commit-tree -m x sm1^{tree})"
refused "another root" 'rewritten'

# The device's own key, in hostile hands: every deviation has its reason.
next=$(($(c --json entries | jq -r 'select(.id|startswith("sm1-")).id' | sed 's/sm1-//' | sort -n | tail -n 1) + 1))
line() { printf '{"at":"2026-01-18T08:00+08:00","body":{"text":"伪造"},"by":"sm1","id":"sm1-%s","kind":"%s","ts":"2026-01-18T08:00:00.000+08:00"}' "$1" "${2:-log}"; }
signed_on_top "sed -i 's/第一条/第一条改/' $day; echo '$(line $next)' >> $day" $next $next
refused "signed: a changed old line (23)" 'older entry was changed'
signed_on_top "sed -i 1d $day; echo '$(line $next)' >> $day" $next $next
refused "signed: a removed line (23)" 'older entry was changed|removed'
signed_on_top "git rm -q $day" $next $next
refused "signed: a removed day (23)" 'removed'
signed_on_top "echo '$(line $next)' >> $day; ln -s /etc/passwd 2026/01/2026-01-19.jsonl" $next $next
refused "signed: a symbolic link (22)" 'symbolic link'
signed_on_top "echo '$(line $next)' >> $day; chmod +x $day" $next $next
refused "signed: a mode (22)" 'mode'
signed_on_top "echo '$(line $next)' >> $day; echo x > README" $next $next
refused "signed: an extra file (22)" 'none of ours'
signed_on_top "echo '$(line $next)' >> $day; mkdir -p 2026/13 && echo x > 2026/13/2026-13-01.jsonl" $next $next
refused "signed: a day that does not exist (22)" 'none of ours'
signed_on_top "head -c 70000000 /dev/zero > $day" $next $next
refused "signed: a file of 70 MB (22)" 'more than is taken'
signed_on_top "printf '%s' '$(line $next)' >> $day" $next $next
refused "signed: no newline at the end" 'newline'
signed_on_top "printf '%s\\r\\n' '$(line $next)' >> $day" $next $next
refused "signed: a line from Windows (26)" "sm1-$next"
signed_on_top "printf '{\\377}\\n' >> $day" $next $next
refused "signed: broken UTF-8 (26)" "sm1-$next"
signed_on_top "echo '$(line $((next + 1)))' >> $day" $((next + 1)) $((next + 1))
refused "signed: a gap in the numbers (24)" 'is next'
signed_on_top "echo '$(line $((next - 1)))' >> $day" $((next - 1)) $((next - 1))
refused "signed: a number twice (24)" 'is next'
signed_on_top "echo '$(line $next)' >> $day" $next $((next + 1))
refused "signed: fewer lines than said (24)" 'adds 1 lines'
signed_on_top "echo '$(line $next)' >> $day" $next $next
refused "signed: a wrong chain head (25)" 'chain head'
signed_on_top "echo '$(line $next writer)' >> $day" $next $next
refused "signed: a kind that it may not write" "sm1-$next"

# An old tip, a branch that is gone, branches that are nobody's: nothing is lost, nothing is followed.
t log 第三条 > /dev/null; t sync > /dev/null; c sync > /dev/null
rm -rf "$work/good"; cp -a "$hub" "$work/good"
git -C "$hub" update-ref refs/heads/sm1 sm1~1
works "an old tip is put right again by the county (18)" c sync
same "it pushes what the remote forgot" "$(tip "$work/good" sm1)" "$(tip "$hub" sm1)"
git -C "$hub" update-ref -d refs/heads/sm1
works "a branch that is gone (19)" c sync
same "it is there again" "$(tip "$work/good" sm1)" "$(tip "$hub" sm1)"
for i in $(seq 50); do echo "create refs/heads/x$i $(tip "$hub" sm1)"; done | git -C "$hub" update-ref --stdin
works "branches that are nobody's" c sync
for i in $(seq 2000); do echo "create refs/heads/y$i $(tip "$hub" sm1)"; done | git -C "$hub" update-ref --stdin
fails 6 "far too many branches (22)" c sync
like "why" 'branches' "$err"
reset

# A writer whose key is not enrolled; one that was revoked.
fails 3 "a device that nobody knows" c device revoke sm7
t log 第四条 > /dev/null
works "revoked from the next entry on" c device revoke sm1 --reason 丢失
t sync > /dev/null
fails 4 "entries after the revocation (15)" c sync
like "why" 'revoked' "$(c --json sync status | jq -r 'select(.book=="sm")|.quarantine[].reason')"
same "nothing came in" $((entries + 1)) "$(count)"
works "what came before stays whole" c verify
finish
