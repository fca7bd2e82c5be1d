#!/bin/bash
# Things made, changed, shown, listed; PINs; what their history tells.
. "$(dirname "$0")/lib.sh"
station

# Made.
works "a person" "$Z" new person name=丙 post=副镇长 skills=急救、驾驶 phone=0300-0000001
P=$out
fails 1 "an unknown kind" "$Z" new fly name=x
fails 1 "an unknown field" "$Z" new person name=丁 wings=2
fails 1 "a missing field" "$Z" new person post=干事
fails 1 "a choice that is none" "$Z" new person name=丁 role=king
fails 1 "an empty required field" "$Z" new person name=
fails 1 "a name that is too long" "$Z" new person "name=$(printf '%0200d' 0)"
fails 1 "a kind with its own command" "$Z" new fact asof=08:00
fails 2 "no kind" "$Z" new
fails 2 "an argument that is no key=value" "$Z" new person name=丁 丁
fails 2 "no key" "$Z" new person =丁
fails 1 "a line that speaks of a field set by the program" "$Z" new order text=a from=b closed=yes
works "an equals sign in a value" "$Z" new person "name=a=b"
same "nothing of the refused was written" 2 "$("$Z" --json list person | jq -r .name | grep -c '^丙$\|^a=b$')"

# Shown.
json=$("$Z" --json show "$P")
same "id kind book rev" "$P person sm 1" "$(jq -r '"\(.id) \(.kind) \(.book) \(.rev)"' <<< "$json")"
same "who and when" "$C 2026-01-18T08:00+08:00" "$(jq -r '"\(.by) \(.at)"' <<< "$json")"
same "ts has milliseconds" 2026-01-18T08:00:00.000+08:00 "$(jq -r .ts <<< "$json")"
same "a list of words" '["急救","驾驶"]' "$(jq -c .skills <<< "$json")"
fails 3 "an id that is not there" "$Z" show sm1-999
fails 3 "no id at all" "$Z" show person
fails 2 "show without an id" "$Z" show
works "show as text" "$Z" show "$P"
like "labels in Chinese" 副镇长 "$out"

# Changed.
works "set" "$Z" set "$P" post=镇长 unit=镇政府
works "set clears" "$Z" set "$P" phone=
json=$("$Z" --json show "$P")
same "the new value" 镇长 "$(jq -r .post <<< "$json")"
same "rev counts" 3 "$(jq -r .rev <<< "$json")"
same "a cleared value is gone" null "$(jq -r .phone <<< "$json")"
works "the same value again changes nothing" "$Z" set "$P" post=镇长
same "no further rev" 3 "$("$Z" --json show "$P" | jq -r .rev)"
fails 1 "set an unknown field" "$Z" set "$P" wings=2
fails 1 "set away what is required" "$Z" set "$P" name=
fails 2 "set nothing" "$Z" set "$P"
fails 3 "set what is not there" "$Z" set sm1-999 post=a
fails 1 "set a field that is fixed" "$Z" set sm1-1 code=140400102
works "set the station's prefix" "$Z" set sm1-1 prefix=石镇信
works "history" "$Z" history "$P"
same "three records" 3 "$(wc -l < "$work/out")"
like "the old value is kept" 'post=镇长.*was.post=副镇长' "$out"
works "history as JSON" "$Z" --json history "$P"
same "was" 副镇长 "$(jq -r 'select(.was.post).was.post' "$work/out")"
fails 3 "history of what is not there" "$Z" history sm1-999

# Listed.
works "list" "$Z" list person
same "a row each" 4 "$(wc -l < "$work/out")"
same "the newest" 1 "$("$Z" list person --limit 1 | wc -l)"
fails 1 "list an unknown kind" "$Z" list fly
fails 2 "list nothing" "$Z" list
fails 1 "a time that is none" "$Z" list person --since soon

# Leaders are made by leaders, once anyone has a PIN.
fails 1 "a clerk cannot make a leader" "$Z" new person name=戊 role=leader
fails 1 "a clerk cannot become one" "$Z" set "$C" role=admin
fails 1 "the device cannot either" env -u ZHIBAN_AS "$Z" set "$C" role=admin
works "a leader can" leader "$Z" set "$P" role=leader
(umask 077; echo 000000 > "$work/wrong")
fails 1 "with the wrong PIN not" env ZHIBAN_AS="$L" ZHIBAN_PIN_FILE="$work/wrong" "$Z" new person name=戊 role=leader

# PINs.
fails 1 "a PIN file that others may read" bash -c 'chmod 644 "$1"; "$0" pin "$2"; c=$?; chmod 600 "$1"; exit $c' "$Z" "$work/pin" "$P"
fails 1 "a PIN file that is not there" env ZHIBAN_PIN_FILE="$work/none" "$Z" pin "$P"
(umask 077; echo 12 > "$work/short")
fails 1 "a PIN that is too short" env ZHIBAN_PIN_FILE="$work/short" "$Z" pin "$P"
fails 3 "a PIN for nobody" "$Z" pin sm1-999
fails 1 "a PIN for a station" "$Z" pin sm1-1
works "a first PIN" "$Z" pin "$P"
same "pin prints nothing" "" "$out"
fails 1 "a PIN is not changed with another one" env ZHIBAN_AS="$P" ZHIBAN_PIN_FILE="$work/wrong" "$Z" pin "$P"
fails 1 "a clerk changes nobody's PIN" "$Z" pin "$P" --new "$work/wrong"
works "the old PIN changes it" env ZHIBAN_AS="$P" "$Z" pin "$P" --new "$work/wrong"
fails 1 "the old one is gone" env ZHIBAN_AS="$P" "$Z" new person name=庚 role=leader
works "the new one holds" env ZHIBAN_AS="$P" ZHIBAN_PIN_FILE="$work/wrong" "$Z" new person name=庚 role=leader
fails 1 "no terminal and no file" env -u ZHIBAN_PIN_FILE setsid "$Z" pin "$C"
grep -rq 246810 "$ZHIBAN_HOME" && bad "the PIN lies in the home" || good
finish
