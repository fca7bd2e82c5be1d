#!/bin/bash
# Village, three townships, county, city under kills, full disks, damaged repositories and jumping clocks: at the end every
# acknowledged entry is where it belongs, once. ROUNDS=N for longer (make soak), SEED=N for another course.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
have git
ROUNDS=${ROUNDS:-60} RANDOM=${SEED:-7}
sync=$(dirname "$Z")/zhiban-sync
clock 2026-01-18T08:00:00
mkdir "$work/hub"
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
make() { z "$1" init --practice --code "$2" --name "$3" --level "$4" --device "$5" || exit 1; }
make sc 140400101201 上石村 village sc1
make sm 140400101 石门镇 township sm1
make ly 140400102 柳园镇 township ly1
make bq 140400103 北渠镇 township bq1
make yl 140400 云岭县 county yl1
make yz 1404 云州市 city yz1
join() {
  [ -f "$work/$2/root.key" ] || z "$2" root new > /dev/null
  z "$1" device request -o "$work/q" && z "$2" device enrol "$work/q" --remote "$work/hub/$1.git" -o "$work/r" &&
    z "$1" device accept "$work/r" || exit 1
}
join sc sm; join sm yl; join ly yl; join bq yl; join yl yz
declare -A above=([sc]=sm [sm]=yl [ly]=yl [bq]=yl [yl]=yz)
homes=(sc sm ly bq yl yz)
any() { echo "${homes[RANDOM % ${#homes[@]}]}"; }
day=18
for ((n = 0; n < ROUNDS; n++)); do
  h=$(any)
  case $((RANDOM % 10)) in
    0 | 1 | 2 | 3)
      id=$(z "$h" log "第 $n 轮" 2> /dev/null) && echo "$h $id" >> "$work/acknowledged" ;;
    4 | 5)
      z "$h" sync > /dev/null 2>&1 ;;
    6 | 7) # killed with all that it started
      setsid "$Z" --home "$work/$h" sync > /dev/null 2>&1 & p=$!
      sleep "0.$(printf %03d $((RANDOM % 150)))"
      kill -9 -- -$p 2> /dev/null; wait $p 2> /dev/null ;;
    8) # the clock jumps, backwards too; a full disk
      day=$((18 + RANDOM % 10)); clock "2026-01-${day}T$(printf %02d $((RANDOM % 24))):00:00"
      bash -c "ulimit -f $((RANDOM % 40 + 1)); exec '$sync' --home '$work/$h'" > /dev/null 2>&1 ;;
    9) # something of the repository is lost
      f=$(find "$work/$h/git" -type f 2> /dev/null | sort | sed -n "$((RANDOM % 40 + 1))p"); [ -n "$f" ] && rm -f "$f" ;;
  esac
done
for _ in 1 2; do for h in sc sm ly bq yl yz yl bq ly sm sc; do z $h sync > "$work/last" 2>&1 || bad "the last rounds, $h: $(tail -n 1 "$work/last")"; done; done
for h in "${homes[@]}"; do
  z $h --json entries | jq -r .id | sort > "$work/$h.ids"
  same "$h: no entry twice" "" "$(uniq -d "$work/$h.ids")"
  works "$h: verify" z $h verify
  works "$h: fsck" z $h fsck
done
while read -r h id; do
  grep -qx "$id" "$work/$h.ids" || bad "$id is not at $h"
  up=${above[$h]-}
  [ -z "$up" ] || grep -qx "$id" "$work/$up.ids" || bad "$id is not at $up"
done < "$work/acknowledged"
for b in sc sm ly bq yl; do whole "$work/hub/$b.git" && good || bad "stock git finds fault with $b"; done
echo "$(wc -l < "$work/acknowledged") entries acknowledged in $ROUNDS rounds"
finish
