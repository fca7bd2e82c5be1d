#!/bin/bash
# Village, three townships, county and city over a real sshd, with a line that is cut and stalls, kills at both ends, full disks
# at both ends and jumping clocks; entries, incidents, reports, handovers and what comes from above. At the end every
# acknowledged record is everywhere it belongs, once. SSH_ROUNDS=N for longer (make soak), SEED=N for another course.
. "$(dirname "$0")/lib.sh"
. "$here/sync_lib.sh"
. "$here/sshd_lib.sh"
have python3; have setsid
ROUNDS=${SSH_ROUNDS:-22} RANDOM=${SEED:-11}
sync=$(dirname "$Z")/zhiban-sync
line=$((port + 1))
secret=私密庚辛
declare -A above=([sc]=sm [sm]=yl [ly]=yl [bq]=yl [yl]=yz)
towns=(sm ly bq) homes=(sc sm ly bq yl yz)
background=() mounted= proxy=
end_all() {
  for p in "${background[@]}"; do kill -9 -- "-$p" 2> /dev/null; done
  [ -z "$proxy" ] || { kill -9 "$proxy"; wait "$proxy"; } 2> /dev/null
  stop_sshd
  [ -n "$mounted" ] && umount "$work/yl/hub" 2> /dev/null
  rm -rf "$work"
}
trap end_all EXIT
z() { local home=$1; shift; "$Z" --lang en --home "$work/$home" "$@"; }
by() { local who=$1; shift; ZHIBAN_AS=$who z "$@"; }
make() { z "$1" init --practice --code "$2" --name "$3" --level "$4" --device "$5" || exit 1; }
id_of() { # id_of HOME PERSON
  z "$1" --json list person | jq -r "select(.name==\"$2\").id"
}

# ---- the county as its guide says it ----
clock 2026-01-18T08:00:00
export ZHIBAN_PIN_FILE=$work/pin
(umask 077; echo 246810 > "$work/pin")
start_sshd ed25519
echo pass > "$work/line"
python3 "$here/shaky.py" $line "$port" "$work/line" > "$work/up" & proxy=$!
until grep -q up "$work/up"; do kill -0 $proxy || { echo "skipped: no proxy"; finish; exit; }; done
make sc 140400101201 上石村 village sc1
make sm 140400101 石门镇 township sm1
make ly 140400102 柳园镇 township ly1
make bq 140400103 北渠镇 township bq1
make yl 140400 云岭县 county yl1
make yz 1404 云州市 city yz1
mkdir "$work/yl/hub"
mount -t tmpfs -o size=24m none "$work/yl/hub" 2> /dev/null && mounted=1
for h in sm yl yz; do z $h root new > /dev/null && z $h serve -o "$work/ssh/authorized_keys" || exit 1; done
join() { # join LOWER UPPER
  z "$1" device request -o "$work/q" &&
    z "$2" device enrol "$work/q" --remote "ssh://$me@127.0.0.1:$line/$1.git" --host-key "$work/ssh/host.pub" -o "$work/r" &&
    z "$2" sync > /dev/null && z "$1" device accept "$work/r" || exit 1
}
for h in sc sm ly bq yl; do join $h ${above[$h]}; done
same "a line for each device" 5 "$(wc -l < "$work/ssh/authorized_keys")"
z sm logbook add sc --remote "$work/stick/sc.git" # a stick that comes and goes
z sc logbook add sc --remote "$work/stick/sc.git"
for h in "${towns[@]}"; do
  printf '日期,带班领导,主班\n2026-01-17,甲,乙\n2026-01-18,癸,子\n' > "$work/t.csv"
  z $h roster import "$work/t.csv" --create > /dev/null || exit 1
  z $h set "$(id_of $h 甲)" role=leader post=副镇长 > /dev/null || exit 1
  for p in 甲 乙 子; do z $h pin "$(id_of $h $p)" || exit 1; done
done

# ---- what people do; a line "HOME ID" or "HOME sent REPORT" for each thing that was acknowledged ----
ack() { [ -n "$2" ] && echo "$1 $2" >> "$work/acknowledged"; }
incident_of() { # a random open incident that a home holds of a book
  z "$1" --json list incident | jq -r "select(.book==\"$2\").id" | shuf -n 1 --random-source=<(yes)
}
town_acts() { # town_acts HOME N
  local h=$1 n=$2 i r
  case $((RANDOM % 6)) in
    0) ack $h "$(z $h log "巡查 $n" 2> /dev/null)" ;;
    1) ack $h "$(z $h incident open kind=traffic place=307国道$n caller=$secret$n caller_phone=0300-0000999 2> /dev/null)" ;;
    2) i=$(incident_of $h $h); [ -n "$i" ] && ack $h "$(z $h incident fact "$i" asof=now injured=$n 2> /dev/null)" ;;
    3)
      i=$(incident_of $h $h); [ -n "$i" ] || return
      [ -n "$(z $h --json list report --of "$i" | head -n 1)" ] && return
      r=$(z $h report draft "$i" --kind first 2> /dev/null) && by "$(id_of $h 甲)" $h report sign "$r" > /dev/null 2>&1 || return
      ack $h "$(z $h --json list report --of "$i" | jq -r .id | tail -n 1)"
      r=$(z $h --json list report --of "$i" | jq -r .id | tail -n 1)
      s=$(z $h report send "$r" --to 县应急局 --via sync 2> /dev/null) && { ack $h "$s"; echo "$h $i" >> "$work/sent"; } ;;
    4) ack $h "$(z $h call "来电 $n" --from 群众 --phone 0300-0000999 2> /dev/null)" ;;
    5)
      r=$(by "$(id_of $h 乙)" $h handover start 2> /dev/null) || return
      ack $h "$r"
      by "$(id_of $h 乙)" $h handover sign "$r" --side out > /dev/null 2>&1
      by "$(id_of $h 子)" $h handover sign "$r" --side in > /dev/null 2>&1 && echo "$h $r" >> "$work/sealed" ;;
  esac
}
superior_acts() { # superior_acts HOME N: into the books below, and its own
  local h=$1 n=$2 b i r
  case $((RANDOM % 4)) in
    0) ack $h "$(z $h log "上级 $n" 2> /dev/null)" ;;
    1 | 2)
      b=sm; [ $h = yl ] && b=${towns[RANDOM % 3]}; [ $h = yz ] && b=yl
      i=$(incident_of $h $b); [ -n "$i" ] && ack $b "$(z $h query "$i" "请核实 $n" --from 上级 2> /dev/null)" ;;
    3)
      r=$(z $h --json list report | jq -r 'select(.by|startswith("yl")|not).id' | tail -n 1)
      [ -n "$r" ] && [ $h = yl ] && ack "${r%%[0-9]*}" "$(z $h report receipt "$r" --by 县局值班员 2> /dev/null)" ;;
  esac
  [ $h = yl ] && [ $((n % 7)) = 0 ] && ack yl "$(z yl incident open kind=flood place=清河$n 2> /dev/null)"
}

# ---- what happens to them ----
now_secs() { date -d "$ZHIBAN_NOW" +%s; }
start_round() { # start_round HOME: a synchronisation beside everything else, in a group of its own
  setsid "$sync" --home "$work/$1" --seconds $((RANDOM % 3 + 2)) --now "$(now_secs)" > /dev/null 2>&1 &
  background+=($!)
}
at_the_server() { # a random process that our sshd started
  ps -eo pid=,ppid= | awk -v top="$(cat "$work/ssh/pid")" '
    { parent[$1] = $2 } END { for (p in parent) { q = p; while (q in parent && q != top) q = parent[q]; if (q == top && p != top) print p } }' |
    shuf -n 1
}
reap() { # ends what still runs, one way or the other
  for p in "${background[@]}"; do [ "${1-}" = kill ] && kill -9 -- "-$p" 2> /dev/null; wait "$p" 2> /dev/null; done
  background=()
}
full_server() {
  if [ -n "$mounted" ]; then
    head -c $((24 * 1024 * 1024 - RANDOM % 200000)) /dev/zero > "$work/yl/hub/filler" 2> /dev/null
  else
    sed -i "s/command=\"/command=\"ulimit -f $((RANDOM % 8 + 1)); /" "$work/ssh/authorized_keys"
  fi
}
room_at_the_server() { rm -f "$work/yl/hub/filler"; sed -i 's/ulimit -f [0-9]*; //' "$work/ssh/authorized_keys"; }

: > "$work/acknowledged"; : > "$work/sent"; : > "$work/sealed"
for ((n = 1; n <= ROUNDS; n++)); do
  h=${homes[RANDOM % 6]}
  case $h in
    sc) ack sc "$(z sc log "村里 $n" 2> /dev/null)" ;;
    yl | yz) superior_acts $h $n ;;
    *) town_acts $h $n; town_acts ${towns[RANDOM % 3]} $n ;;
  esac
  case $((RANDOM % 12)) in
    0 | 1) echo "cut $((RANDOM % 9000))" > "$work/line" ;;
    2) echo "stall $((RANDOM % 9000))" > "$work/line" ;;
    3) full_server ;;
    4) day=$((18 + RANDOM % 10)); clock "2026-01-${day}T$(printf %02d $((RANDOM % 24))):00:00" ;;
    5) [ -d "$work/stick" ] && mv "$work/stick" "$work/stick.out" || { mv "$work/stick.out" "$work/stick" 2> /dev/null || mkdir -p "$work/stick"; } ;;
    6) f=$(find "$work/$h/git" -type f 2> /dev/null | sort | sed -n "$((RANDOM % 40 + 1))p"); [ -n "$f" ] && rm -f "$f" ;;
    7) bash -c "ulimit -f $((RANDOM % 40 + 1)); exec '$sync' --home '$work/$h' --seconds 3" > /dev/null 2>&1 ;;
    *) echo pass > "$work/line"; room_at_the_server ;;
  esac
  start_round $h
  start_round ${homes[RANDOM % 6]}
  case $((RANDOM % 4)) in
    0) p=$(at_the_server); [ -n "$p" ] && kill -9 "$p" 2> /dev/null ;;
    1) sleep "0.$(printf %03d $((RANDOM % 400)))"; p=$(at_the_server); [ -n "$p" ] && kill -9 "$p" 2> /dev/null ;;
    2) sleep "0.$(printf %03d $((RANDOM % 400)))"; reap kill ;;
  esac
  [ ${#background[@]} -gt 5 ] && reap
done

# ---- the line is good again: two rounds of everybody ----
reap
echo pass > "$work/line"; room_at_the_server
[ -d "$work/stick.out" ] && mv "$work/stick.out" "$work/stick"
mkdir -p "$work/stick"
for _ in 1 2; do
  for h in sc sm ly bq yl yz yl bq ly sm sc; do z $h sync > "$work/last" 2> "$work/last.err" || bad "the last rounds, $h: $(cat "$work/last.err")"; done
done

for h in "${homes[@]}"; do
  works "$h: verify" z $h verify
  works "$h: fsck" z $h fsck
  z $h --json sync status > "$work/status"
  same "$h: nothing refused, no fork" "" "$(jq -r '(.quarantine[].reason), (.alarms[]|select(.about|startswith("clock")|not).text)' "$work/status")"
done
lines() { # every line of a book as it lies in a repository, its branches one after another
  for b in $(git -C "$1" for-each-ref --format='%(refname)' refs/heads); do
    git -C "$1" ls-tree -r --name-only "$b" | while read -r f; do git -C "$1" show "$b:$f"; done
  done
}
for b in sc sm ly bq yl; do
  up=${above[$b]}
  lines "$work/$b/git/$b.git" | jq -r .id | sort > "$work/$b.ids"
  same "$b: no record twice" "" "$(uniq -d "$work/$b.ids")"
  for r in "$work/$up/hub/$b.git" "$work/$up/git/$b.git"; do
    same "$b: the same branches at $up" "$(git -C "$work/$b/git/$b.git" for-each-ref refs/heads)" "$(git -C "$r" for-each-ref refs/heads)"
  done
  for r in "$work/$b/git/$b.git" "$work/$up/git/$b.git" "$work/$up/hub/$b.git"; do whole "$r" && good || bad "stock git finds fault with $r"; done
  same "$b: the same entries at both ends" "$(dump z $b --book $b)" "$(dump z $up --book $b)"
  git clone -q --mirror "$work/$up/hub/$b.git" "$work/clone.$b" 2> /dev/null && good || bad "stock git clones $b"
done
whole "$work/stick/sc.git" && good || bad "stock git finds fault with the stick"
z yz --json entries | jq -r .id | sort > "$work/yz.ids"
while read -r h id; do grep -qx "$id" "$work/$h.ids" || bad "$id was acknowledged and is not in the book $h"; done < "$work/acknowledged"
while read -r h i; do
  unlike "$i: its report reached the county" pending "$(z $h --json due "$i" | jq -r 'select(.step=="first-written").status')"
done < "$work/sent"
while read -r h r; do same "$r: sealed at the county too" true "$(z yl --json handover show "$r" | jq .seal_good)"; done < "$work/sealed"
echo "$(wc -l < "$work/acknowledged") records, $(wc -l < "$work/sent") reports by sync, $(wc -l < "$work/sealed") handovers acknowledged in $ROUNDS rounds"
finish
