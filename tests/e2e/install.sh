#!/bin/bash
# An installed program finds its words, templates and manual wherever it lies.
. "$(dirname "$0")/lib.sh"
build=$(dirname "$(readlink -f "$Z")")
place=$work/place
run make -s -C "$here/../.." install PREFIX="$place" VARIANT="$(basename "$build")" BUILD="$(dirname "$build")"
same "make install" 0 "$code"
Z=$place/bin/zhiban
unset ZHIBAN_HOME
export HOME=$work
works "the demonstration from there" env -i HOME="$work" "$Z" demo
like "in Chinese" 应报事项 "$out"
works "the program's own man page" test -s "$place/share/man/man1/zhiban.1"
like "and the Chinese one" 环境变量 "$(cat "$place/share/man/zh_CN/man1/zhiban.1")"
bash -n "$place/share/bash-completion/completions/zhiban" && good || bad "the completion is no shell"
words=$(bash -c '. "$0"; COMP_WORDS=(zhiban incident ""); COMP_CWORD=2; _zhiban; echo "${COMPREPLY[*]}"' "$place/share/bash-completion/completions/zhiban")
like "second words are completed" 'open fact act' "$words"
words=$(bash -c '. "$0"; COMP_WORDS=(zhiban incident close --); COMP_CWORD=3; _zhiban; echo "${COMPREPLY[*]}"' "$place/share/bash-completion/completions/zhiban")
like "options are completed" '--as --into' "$words"
finish
