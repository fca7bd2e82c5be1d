#!/bin/bash
# The step that talks to a remote, by itself, against stock git's daemon: what it tells of branches, and for which bytes it
# asks more time.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
[ -x "$(git --exec-path)/git-daemon" ] || { echo "skipped: no git daemon"; finish; exit; }
transfer() { "${Z%/*}/zhiban-sync" --transfer "$1" "$work/ours.git" "$url" sm "$work/town" "${@:2}"; }
port=$((20000 + RANDOM % 20000)) url=
mkdir "$work/served"
git init -q --bare "$work/served/sm.git"; git init -q --bare "$work/ours.git"
git daemon --reuseaddr --listen=127.0.0.1 --port=$port --base-path="$work/served" --export-all --enable=receive-pack \
  "$work/served" 2> /dev/null & daemon=$!
trap 'kill $daemon; rm -rf "$work"' EXIT
url=git://127.0.0.1:$port/sm.git
until git ls-remote "$url" > /dev/null 2>&1; do kill -0 $daemon 2> /dev/null || { bad "no daemon"; finish; exit; }; done
pair
t log 第一条 > /dev/null; c sync > /dev/null; t sync > /dev/null
cp -r "$work/hub/sm.git/." "$work/ours.git"

# Somebody else brought one of the branches meanwhile: the answer names both, else it would count as refused.
git -C "$work/ours.git" push -q "$url" keys
works "one is there, one goes" transfer push keys sm1
for b in keys sm1; do
  same "$b is there" "ref $b $(tip "$work/ours.git" $b)" "$(grep "^ref $b " <<< "$out")"
  same "and is" "$(tip "$work/ours.git" $b)" "$(tip "$work/served/sm.git" $b)"
done

# An ordinary push asks for the time that its bytes take, as a thin one does: a narrow line would never end it.
head -c 300000 /dev/urandom > "$work/bytes"
tree=$(printf '100644 blob %s\tx\n' "$(git -C "$work/ours.git" hash-object -w "$work/bytes")" | git -C "$work/ours.git" mktree)
commit=$(git -C "$work/ours.git" -c user.name=x -c user.email=x@x commit-tree "$tree" -m x)
git -C "$work/ours.git" update-ref refs/heads/sm1b "$commit"
works "a large one" transfer push-whole sm1b
moved=$(awk '$1 == "moving" { n += $2 } END { print n + 0 }' <<< "$out")
[ "$moved" -gt 230000 ] && [ "$moved" -lt 310000 ] && good || bad "time for $moved bytes of 300000"
git -C "$work/served/sm.git" fsck --strict > "$work/out" 2>&1 && good || bad "$(< "$work/out")"
finish
