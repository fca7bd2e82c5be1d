#!/bin/bash
# The scenarios of ../shared/cases, where that folder is there.
. "$(dirname "$0")/lib.sh"
cases=$here/../../../shared/cases
if [ ! -d "$cases" ]; then
  echo "skipped: no scenarios in ../shared/cases"
  finish; exit
fi
for case in "$cases"/*.sh; do
  [ "$(basename "$case")" = lib.sh ] && continue
  log=$(env -u ZHIBAN_HOME Z="$Z" bash "$case" 2>&1)
  while read -r line; do
    case $line in
      'ok '*) good ;;
      'NOT ok '*) bad "$(basename "$case"): $line" ;;
    esac
  done <<< "$log"
  like "$(basename "$case") ran to its end" '^[0-9]+ passed, [0-9]+ failed$' "$(tail -n 1 <<< "$log")"
done
finish
