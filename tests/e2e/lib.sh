# Helpers of the scripts in this folder: a practice home, a set clock, checks on what a command prints and returns.
# Every script sources this first and ends with `finish`, which prints "N passed, N failed".
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
Z=${Z:-$here/../../build/zhiban}
[[ $Z = /* ]] || Z=$PWD/$Z
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset ZHIBAN_HOME ZHIBAN_AS ZHIBAN_NOW ZHIBAN_PIN_FILE LANGUAGE
export LC_ALL=C.UTF-8 ZHIBAN_HOME=$work/home
exec < /dev/null
passed=0 failed=0 code=0 out= err=

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); printf 'NOT ok: %s\n' "$*"; }

# run COMMAND…: sets code, out and err.
run() {
  "$@" > "$work/out" 2> "$work/err"
  code=$?
  out=$(< "$work/out") err=$(< "$work/err")
}
# same WHAT EXPECTED ACTUAL
same() { if [ "$2" = "$3" ]; then good; else bad "$1: expected '$2', got '$3'"; fi; }
# like WHAT PATTERN TEXT
like() { if grep -Eq -- "$2" <<< "$3"; then good; else bad "$1: no '$2' in '$3'"; fi; }
unlike() { if grep -Eq -- "$2" <<< "$3"; then bad "$1: '$2' in '$3'"; else good; fi; }
# works WHAT COMMAND…: exit 0 and nothing on stderr
works() {
  local what=$1; shift
  run "$@"
  if [ $code = 0 ] && [ -z "$err" ]; then good; else bad "$what: exit $code, '$err'"; fi
}
# fails CODE WHAT COMMAND…: that exit code, one line on stderr that names the program, nothing on stdout
fails() {
  local want=$1 what=$2; shift 2
  run "$@"
  if [ $code = "$want" ] && [ "$(wc -l < "$work/err")" = 1 ] && [ ! -s "$work/out" ] &&
    [[ $err = 'zhiban: '* ]]; then good
  else bad "$what: exit $code (not $want), $(wc -l < "$work/err") lines on stderr: '$err', stdout '$out'"; fi
}
clock() { export ZHIBAN_NOW=$1+08:00; }
# station: a practice home at 08:00 on 18 January 2026 with a leader (L) and a clerk (C), both with the PIN 246810.
station() {
  clock 2026-01-18T08:00:00
  export ZHIBAN_PIN_FILE=$work/pin
  (umask 077; echo 246810 > "$work/pin")
  "$Z" init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1 || exit 1
  L=$("$Z" new person name=带班甲 role=leader) C=$("$Z" new person name=值班乙 role=staff)
  "$Z" pin "$L" && "$Z" pin "$C" || exit 1
  export ZHIBAN_AS=$C
}
leader() { ZHIBAN_AS=$L "$@"; }
finish() { echo "$passed passed, $failed failed"; [ $failed = 0 ]; }
