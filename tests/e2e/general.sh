#!/bin/bash
# What holds for every command: usage errors, homes, clock, author, language, output.
. "$(dirname "$0")/lib.sh"

# Before there is a home.
fails 3 "a home that is not there" "$Z" list person
fails 2 "an unknown command" "$Z" fly
fails 2 "an unknown option" "$Z" --fly
fails 2 "an unknown option of a command" "$Z" log a --fly
fails 2 "half of a command of two words" "$Z" incident
fails 2 "an unknown language" "$Z" --lang fr version
fails 2 "an option without its value" "$Z" list person --limit
fails 2 "a flag with a value" "$Z" list person --open=1
works "help" "$Z" help
like "help lists the commands" '^  incident open ' "$out"
works "help of one" "$Z" help incident open
works "--help" "$Z" incident open --help
like "--help tells the usage" '^zhiban incident open key=value' "$out"
works "--help before the command" "$Z" --help
works "version" "$Z" version
like "version" '^zhiban [0-9]+\.[0-9]+' "$out"
fails 2 "help of what is not there" "$Z" help fly
works "the completion" "$Z" help --bash
bash -n "$work/out" && good || bad "the completion is no shell"
works "the manual page" "$Z" help --man
like "the manual page" '^\.TH ZHIBAN 1' "$out"
works "kinds need no home" "$Z" --json kinds
same "every kind is an object a line" "$(wc -l < "$work/out")" "$(jq -c .kind < "$work/out" | wc -l)"
works "the fields of one kind" "$Z" --json kinds call
same "a private field says so" '["private"]' "$(jq -c 'select(.name=="phone").flags' "$work/out")"
same "writers" '["HOME","SUPERIOR"]' "$(jq -c 'select(.name=="phone").writers' "$work/out")"
fails 1 "an unknown kind" "$Z" kinds fly

# Making it.
fails 1 "a clock set for a home that is no practice" env ZHIBAN_NOW=2026-01-01T00:00:00+08:00 "$Z" init --code 140400101 --name 甲 --level township --device sm1
fails 2 "init without a device" "$Z" init --code 140400101 --name 甲 --level township
fails 1 "a level that does not exist" "$Z" init --code 140400101 --name 甲 --level world --device sm1
fails 1 "a device without a digit" "$Z" init --code 140400101 --name 甲 --level township --device sm
fails 1 "a device with a zero" "$Z" init --code 140400101 --name 甲 --level township --device sm0
fails 1 "a code that is no number" "$Z" init --code x --name 甲 --level township --device sm1
fails 1 "a name that is no UTF-8" "$Z" init --code 140400101 --name $'\xff\xfe' --level township --device sm1
fails 3 "rules that are not there" "$Z" init --code 140400101 --name 甲 --level township --device sm1 --rules "$work/none"
[ -e "$ZHIBAN_HOME/store" ] && bad "a refused init leaves a store" || good
station
fails 1 "a second init" "$Z" init --practice --code 140400101 --name 甲 --level township --device sm1
same "the first record is dated by the set clock" 2026-01-18T08:00 "$("$Z" --json show sm1-1 | jq -r '.at[0:16]')"
mkdir "$work/full" && touch "$work/full/x"
fails 1 "a folder that holds something else" "$Z" --home "$work/full" init --practice --code 140400101 --name 甲 --level township --device sm1

# Where the home is.
works "--home before the command" env -u ZHIBAN_HOME "$Z" --home "$work/home" list person
works "--home after the command" env -u ZHIBAN_HOME "$Z" list person --home "$work/home"
works "--home wins" env ZHIBAN_HOME=/nowhere "$Z" list person --home="$work/home"
mkdir -p "$work/data" && ln -s "$work/home" "$work/data/zhiban"
works "\$XDG_DATA_HOME" env -u ZHIBAN_HOME XDG_DATA_HOME="$work/data" "$Z" list person
mkdir -p "$work/me/.local/share" && ln -s "$work/home" "$work/me/.local/share/zhiban"
works "~/.local/share" env -u ZHIBAN_HOME -u XDG_DATA_HOME HOME="$work/me" "$Z" list person

# The clock.
fails 1 "a clock that is no time" env ZHIBAN_NOW=yesterday "$Z" list person
fails 1 "a day that does not exist" "$Z" log a --at 2026-02-30T08:00
fails 1 "the future" "$Z" log a --at 2026-01-18T08:03
works "two minutes ahead are forgiven" "$Z" log a --at 2026-01-18T08:02
works "a bare time is the latest one" "$Z" log a --at 23:50
same "23:50 was yesterday" 2026-01-17T23:50+08:00 "$("$Z" --json entries --limit 1 --until 2026-01-18 | jq -r .at)"
works "digits without a colon" "$Z" log a --at 0747
works "minutes ago" "$Z" log 五分钟前 --at -5m
same "-5m" 2026-01-18T07:55+08:00 "$("$Z" --json search 五分钟前 | jq -r .at)"
works "full-width digits" "$Z" log a --at ０７：５０
fails 1 "about, where it is not allowed" "$Z" log a --at '~07:50'
works "the clock may go back in practice" env ZHIBAN_NOW=2026-01-17T08:00:00+08:00 "$Z" log 昨日

# The author.
fails 3 "an unknown author" env ZHIBAN_AS=sm1-999 "$Z" log a
fails 3 "an author that is no person" env ZHIBAN_AS=sm1-1 "$Z" log a
fails 3 "an author that is no id" env ZHIBAN_AS=值班乙 "$Z" log a
id=$(env -u ZHIBAN_AS "$Z" log 终端)
same "without an author the device writes" sm1 "$("$Z" --json show "$id" | jq -r .by)"
id=$("$Z" log 值班员)
same "the person writes" "$C" "$("$Z" --json show "$id" | jq -r .by)"
like "an id stands alone on its line" '^sm1-[0-9]+$' "$id"

# The language.
like "Chinese where the locale says nothing" 没有这个命令 "$("$Z" fly 2>&1)"
like "Chinese in a bare C locale" 没有这个命令 "$(LC_ALL=C "$Z" fly 2>&1)"
like "Chinese without any locale" 没有这个命令 "$(env -u LC_ALL -u LANG "$Z" fly 2>&1)"
like "English in an English locale" 'no such command' "$(LC_ALL=en_US.UTF-8 "$Z" fly 2>&1)"
like "English when asked" 'no such command' "$("$Z" --lang en fly 2>&1)"
like "asked after the command" 'a leader' "$("$Z" help order --lang en 2>&1)"
like "Chinese in an English locale when asked" 没有这个命令 "$(LC_ALL=en_US.UTF-8 "$Z" --lang zh fly 2>&1)"

# What comes from outside is hostile.
fails 2 "an escape sequence in a command is not repeated" "$Z" $'\e[31mfly'
unlike "no escape on stderr" $'\e' "$err"
fails 3 "a newline in an id" "$Z" show $'sm1-1\nx'
fails 1 "broken UTF-8" "$Z" log $'\xe7\x9f'
fails 1 "a control character" "$Z" log $'a\x07b'
fails 1 "64 KiB" "$Z" log "$(printf '%070000d' 0)"
fails 1 "a text that is too long for its field" "$Z" log "$(printf '%05000d' 0)"
fails 1 "an empty text" "$Z" log "  "
fails 3 "a very long id" "$Z" show "$(printf 'sm1-%0300d' 1)"
fails 3 "a number beyond all" "$Z" show sm1-99999999999999999999
fails 1 "a limit that is no number" "$Z" list person --limit many
fails 1 "a limit of nothing" "$Z" list person --limit 0
works "a text that begins with a dash" "$Z" log -- -5度
fails 2 "an option given twice" "$Z" log a --at 07:00 --at 07:01

# The output.
fails 5 "a full disk behind the output" bash -c '"$0" kinds > /dev/full' "$Z"
works "JSON lines" "$Z" --json list person
same "two people" 2 "$(jq -s length < "$work/out")"
works "--json after the command" "$Z" list person --json
same "two people" 2 "$(jq -s length < "$work/out")"
works "an id as JSON" "$Z" --json log 一条
like "an id as JSON" '^sm1-[0-9]+$' "$(jq -r .id "$work/out")"
fails 3 "a book that is not held here" "$Z" --book zz entries
works "the own book by name" "$Z" --book sm log 一条
id=$(ZHIBAN_NOW=2026-01-18T08:00:09+08:00 "$Z" log 九秒)
same "at has no seconds, ts has them" "2026-01-18T08:00+08:00 2026-01-18T08:00:09.000+08:00" "$("$Z" --json show "$id" | jq -r '"\(.at) \(.ts)"')"
finish
