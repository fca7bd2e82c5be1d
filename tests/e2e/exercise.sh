#!/bin/bash
# Scripted exercises: in a practice home only; what they show of deadlines kept and missed.
. "$(dirname "$0")/lib.sh"
"$Z" init --code 140400101 --name 石门镇应急消防站 --level township --device sm1
fails 1 "not in a real home" "$Z" exercise house-fire
rm -rf "$ZHIBAN_HOME"
clock 2026-01-18T20:00:00
"$Z" init --practice --code 140400101 --name 石门镇应急消防站 --level township --device sm1
works "the list" "$Z" exercise
like "of them" '^house-fire' "$out"
fails 1 "nobody to play it" "$Z" exercise house-fire
same "nothing was written" 2 "$("$Z" --json fsck | jq .records)"
"$Z" new person name=甲 role=leader > /dev/null
"$Z" new person name=乙 role=staff > /dev/null
works "a house fire" "$Z" --json exercise house-fire
same "every report in time" "met" "$(jq -r 'select(.step=="first-phone" or .step=="first-written" or .step=="verify-phone" or .step=="verify-written" or .step=="final").status' "$work/out" | sort -u)"
works "a tanker" "$Z" --json exercise tanker
same "the upgrade was reported" met "$(jq -r 'select(.step=="upgrade-phone").status' "$work/out")"
same "one follow-up late, explained" "late 26 pending" "$(jq -r 'select(.step=="followup" and .n==1) | "\(.status) \(.late_minutes) \(.claim)"' "$work/out")"
fails 3 "an exercise that is not there" "$Z" exercise none
fails 1 "a name that leads elsewhere" "$Z" exercise ../rules/default
mkdir -p "$ZHIBAN_HOME/templates/exercises"
printf '[step]\nat = -5m\nrun = fly\n' > "$ZHIBAN_HOME/templates/exercises/own.conf"
fails 2 "a script with an unknown command" "$Z" exercise own
like "names file and line" 'exercises/own.conf:1' "$err"
printf '[step]\nat = soon\nrun = log | a\n' > "$ZHIBAN_HOME/templates/exercises/own.conf"
fails 1 "a script with a bad time" "$Z" exercise own
printf '[step A]\nat = -5m\nrun = log | 一\n[step]\nat = -9m\nrun = log | 二\n[step]\nat = -1m\nrun = log | 见$A\n' > "$ZHIBAN_HOME/templates/exercises/own.conf"
works "own scripts" "$Z" exercise own
same "in the order of their times, names put in" "二 一 见" "$("$Z" --json entries --limit 3 | jq -r .text | sed 's/sm1.*//' | tr '\n' ' ' | sed 's/ $//')"
finish
