#!/bin/bash
# Reports: drafted, edited, signed by PIN and by phone, voided, sent, received; their words; books; templates.
. "$(dirname "$0")/lib.sh"
station
text() { "$Z" report show "$1" | tr -d '\n ' | sed 's/　//g'; }
field() { "$Z" report show "$1" --format json | jq -r "$2"; }
I=$("$Z" incident open kind=fire title=石门村沿街自建房火灾 place=石门镇石门村东街37号 occurred=~07:45 learned=07:47 source=群众电话)

# By telephone.
works "a script to read aloud" "$Z" report script "$I"
like "the script asks to read back" '请您复述' "$out"
like "what is not known is being verified" '人员伤亡情况正在核实' "$out"
K=$("$Z" incident open kind=hazmat-transport place=国道北川段K12+300)
like "a leak has a script of its own" '风向、警戒距离' "$("$Z" report script "$K")"
works "a phone report" "$Z" report phone "$I" --to 县应急局 --to 县委办公室 --answered 县值班员 --at 07:58
P=$out
same "both recipients" '["县应急局","县委办公室"]' "$("$Z" --json show "$P" | jq -c .to)"
same "the step is first" first "$("$Z" --json show "$P" | jq -r .step)"
works "a receipt of a phone report" "$Z" report receipt "$P" --by 县值班员
fails 1 "an unknown step" "$Z" report phone "$I" --to 县 --answered 丁 --step fly
fails 2 "nobody called" "$Z" report phone "$I" --answered 丁
fails 2 "nobody answered" "$Z" report phone "$I" --to 县
fails 3 "a phone report about nothing" "$Z" report phone sm1-999 --to 县 --answered 丁
fails 1 "a phone report about a person" "$Z" report phone "$C" --to 县 --answered 丁
fails 1 "a phone report in the future" "$Z" report phone "$I" --to 县 --answered 丁 --at 2026-01-18T09:00

# Drafts.
works "a draft" "$Z" report draft "$I" --kind first
same "drafts are numbered" draft-1 "$out"
fails 2 "a draft without kind" "$Z" report draft "$I"
fails 2 "a draft without incident" "$Z" report draft --kind first
fails 2 "a draft of an incident and a routine" "$Z" report draft "$I" --routine 每日零报告
fails 1 "an unknown kind" "$Z" report draft "$I" --kind rumour
fails 3 "a draft about nothing" "$Z" report draft sm1-999 --kind first
fails 3 "a routine that no rule names" "$Z" report draft --routine 没有
like "unknown figures are being verified" '人员伤亡情况正在核实' "$(text draft-1)"
like "no casualties in the title" '发生火灾的报告（首报）' "$(text draft-1)"
works "editing" "$Z" report edit draft-1 main=县应急管理局 contact_phone=0300-0000101
same "the edit holds" 0300-0000101 "$(field draft-1 .contact_phone)"
fails 1 "an unknown field" "$Z" report edit draft-1 colour=红
fails 1 "a field of the program" "$Z" report edit draft-1 number=石镇信〔2026〕9号
fails 1 "an urgency that is none" "$Z" report edit draft-1 urgency=soon
fails 3 "a draft that is not there" "$Z" report edit draft-99 body=x
fails 3 "a report that is not there" "$Z" report show sm1-999
fails 1 "a format that is none" "$Z" report show draft-1 --format pdf
works "lint" "$Z" report lint draft-1
like "lint tells what is missing" '^commander-missing: ' "$out"
works "lint as JSON" "$Z" --json report lint draft-1
same "lint has code and text" '["code","text"]' "$("$Z" --json report lint draft-1 | head -1 | jq -c keys)"

# Signing.
fails 1 "a clerk does not sign" "$Z" report sign draft-1
fails 1 "an unsigned report is not sent" "$Z" report send draft-1 --to 县应急局
fails 2 "a witness without a leader" "$Z" report sign draft-1 --witness "$C"
fails 1 "an authorisation without a witness" "$Z" report sign draft-1 --by-phone "$L"
fails 1 "a clerk authorises nothing" "$Z" report sign draft-1 --by-phone "$C" --witness "$L"
works "by phone" "$Z" report sign draft-1 --by-phone "$L" --witness "$C"
same "sign prints the number" 石镇信〔2026〕1号 "$out"
like "by phone is printed" '签发人：带班甲（电话授权）' "$(text draft-1)"
R=$(field draft-1 .id)
like "its id is that of the record" '^sm1-[0-9]+$' "$R"
same "both names show the same" "$("$Z" report show draft-1)" "$("$Z" report show "$R")"
like "countersigning is owed" countersign "$("$Z" --json due "$I" | jq -r 'select(.status=="pending").step')"
fails 1 "a clerk does not countersign" "$Z" report countersign draft-1
works "the leader countersigns" leader "$Z" report countersign draft-1
same "countersigned" true "$(field draft-1 .countersigned)"
fails 1 "once" leader "$Z" report countersign draft-1
fails 1 "signed once" leader "$Z" report sign draft-1
fails 1 "signed is not edited" "$Z" report edit "$R" body=改

# Sending.
works "send" "$Z" report send draft-1 --to 县应急局
same "by system" system "$("$Z" --json show "$out" | jq -r .via)"
fails 1 "an unknown way" "$Z" report send draft-1 --to 县 --via pigeon
fails 2 "to nobody" "$Z" report send draft-1
fails 1 "sent is not voided" "$Z" report void draft-1 --reason 错
works "a receipt" "$Z" report receipt draft-1 --by 县值班员丁
works "sent back" "$Z" report return draft-1 --reason 缺现场电话
D=$("$Z" report draft "$I" --kind first)
leader "$Z" report sign "$D" > /dev/null
works "void" "$Z" report void "$D" --reason 重复
fails 1 "void twice" "$Z" report void "$D" --reason 重复
fails 1 "void is not sent" "$Z" report send "$D" --to 县应急局
like "void is shown" '已作废' "$("$Z" report show "$D")"

# Three states and changes.
say() { "$Z" report show "$("$Z" report draft "$I" --kind first)"; }
"$Z" incident fact "$I" asof=07:50 dead=0 > /dev/null
like "0 is no report yet" '暂未接到人员伤亡报告' "$(say)"
unlike "0 is not none" '无人员死亡' "$(say)"
"$Z" incident fact "$I" asof=07:51 dead=0 missing=7 injured=0 verified=yes > /dev/null
like "verified 0 is none" '经核实，失联7人，无人员死亡、受伤' "$(say)"
D=$("$Z" report draft "$I" --kind followup); leader "$Z" report sign "$D" > /dev/null
clock 2026-01-18T09:00:00
"$Z" incident fact "$I" asof=08:50 missing=5 injured=2 reason=2人在外务工 checked_by=丙 > /dev/null
D=$("$Z" report draft "$I" --kind followup)
like "numbered over voided and signed ones" '石镇信〔2026〕4号' "$(leader "$Z" report sign "$D")"
like "the second follow-up" '续报二' "$(field "$D" .title)"
like "the moved are told as progress" '失联7人中2人' "$(text "$D")"
"$Z" incident fact "$I" asof=08:55 missing=3 reason=2人在外务工 checked_by=丙 checked_how=与本人电话核实 > /dev/null
D=$("$Z" report draft "$I" --kind followup)
like "a correction in words" '失联人数由5人更正为3人：2人在外务工，9时由丙与本人电话核实' "$(text "$D")"
like "a correction in the title" '续报三（失联人数更正）' "$(field "$D" .title)"
unlike "no arrows on paper" '→|->' "$(text "$D")"

# Output.
works "html" "$Z" report show "$R" --format html
like "html is escaped and whole" '</html>' "$out"
"$Z" report edit "$D" 'body=<b>&' > /dev/null
like "html escapes" '&lt;b&gt;&amp;' "$("$Z" report show "$D" --format html)"
like "a paragraph is a line" '^　　截至' "$("$Z" report show "$R" | grep 截至)"
like "practice is marked" '【演练】' "$(text "$R")"
works "books as text" "$Z" books
like "the register tells the number" '石镇信〔2026〕1号　首报' "$out"
like "the phone book tells the call" '去电　县应急局、县委办公室' "$("$Z" books --shift 2026-01-18T07:59)"
works "books as html" "$Z" books --format html
fails 1 "books in an unknown format" "$Z" books --format docx
works "templates are in order" "$Z" templates check
mkdir -p "$ZHIBAN_HOME/templates/reports"
echo '关于{{subjekt}}的报告' > "$ZHIBAN_HOME/templates/reports/first.mustache"
fails 1 "a slip in a template" "$Z" templates check
like "names file, line and name" 'reports/first.mustache:1: .*subjekt' "$err"
finish
