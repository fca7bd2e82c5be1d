# Helpers of the sync scripts: a township and its county, joined over a folder. Sourced after lib.sh.
have() { command -v "$1" > /dev/null || { echo "skipped: no $1 here"; finish; exit; }; }
t() { "$Z" --lang en --home "$work/town" "$@"; }
c() { "$Z" --lang en --home "$work/county" "$@"; }
# pair: two practice homes, enrolled, with the folder remote $work/hub/sm.git; nothing synchronised yet.
pair() {
  clock 2026-01-18T08:00:00
  mkdir -p "$work/hub"
  t init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1 || exit 1
  c init --practice --code 140400 --name 云岭县应急管理局 --level county --device yl1 || exit 1
  c root new > /dev/null && t device request -o "$work/req" &&
    c device enrol "$work/req" --remote "$work/hub/sm.git" -o "$work/reply" && t device accept "$work/reply" || exit 1
}
tip() { git -C "$1" rev-parse -q --verify "refs/heads/$2" || echo none; }
# lines of all books but local matters, in one order
dump() { "$@" --json entries | sort | sha256sum; }
# whole DIR: stock git finds no fault, every commit of every branch is well signed, and no private text, as these scripts plant
# it, lies in any object.
whole() {
  local b faults
  faults=$(git -C "$1" fsck --strict --no-dangling 2>&1 | grep -v "^notice"); [ -z "$faults" ] || { echo "$faults" | head -n 3; return 1; }
  for b in $(git -C "$1" for-each-ref --format='%(refname)' refs/heads); do
    faults=$(git -C "$1" rev-list "$b" | xargs -n 50 git -C "$1" verify-commit 2>&1) || { echo "$1 $b: $(grep -v '^Good' <<< "$faults" | head -n 3)"; return 1; }
  done
  ! git -C "$1" cat-file --batch-all-objects --batch | grep -aqE '私密|0300-0000999' || { echo "$1: a private text"; return 1; }
}
# county_of N: a county and N townships under $work/yl and $work/taa, tab …, joined over its hub's folders, all exchanged.
county_of() {
  local i b h
  at() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
  at yl init --practice --code 140400 --name 云岭县 --level county --device yl1 || exit 1
  at yl root new > /dev/null; at yl serve > /dev/null
  for ((i = 0; i < $1; i++)); do
    b=t$(printf '%b' "\\$(printf %o $((97 + i / 26)))\\$(printf %o $((97 + i % 26)))")
    at "$b" init --practice --code 1404$((10001 + i)) --name "第$((i + 1))镇" --level township --device "${b}1" &&
      at "$b" device request -o "$work/q" && at yl device enrol "$work/q" --remote "$work/yl/hub/$b.git" -o "$work/r" &&
      at "$b" device accept "$work/r" || exit 1
  done
  at yl sync > /dev/null || exit 1
  for h in "$work"/t??; do at "${h##*/}" sync > /dev/null || exit 1; done
  at yl sync > /dev/null; at yl sync > /dev/null
}
