#!/bin/bash
# What every kind of report must say and may not say (facts of the craft: titles, three states, changes in words, four elements).
. "$(dirname "$0")/kit/duty"
station 2026-01-18T02:40 石门镇应急消防站 sm1
run set sm1-1 phone=0300-0000101
now 2026-01-18T02:47
i=$(run incident open kind=house-fire place=石门镇石门村东街37号 occurred=~02:45 source=过路群众电话 caller=丁某某 caller_phone=0300-0000371)
text() { "$Z" report show "$1"; }
lacks() { if grep -Eq -- "$2" <<< "$3"; then fail "$1: /$2/ in '$3'"; else pass; fi; }
# sound REPORT: what holds for every kind
sound() {
  local t; t=$(text "$1")
  lacks "no arrows" '→|->' "$t"
  lacks "no half-width punctuation" '[,;!?]|[^0-9]:' "$(sed -n '/^关于/,/政府$/p' <<< "$t")"
  lacks "no caller, no number of his" '丁某某|0300-0000371' "$t"
  lacks "no holes of a template" '[{}]|null|（）|。。|，，|；。|：。|、。' "$t"
  lacks "24 hours" '凌晨|上午|下午' "$t"
  lacks "no grade by machine" '一般突发事件|较大突发事件' "$t"
  lacks "no cause" '引起|所致' "$t"
}
elements() { # the four that every report on a running incident has
  match "commander" '现场负责人|在现场负责' "$1"
  match "contact" '联系人：乙，电话：0300-0000101' "$1"
  match "request" '支援' "$1"
  match "next step" '下一步' "$1"
}
draft() { run report draft "$i" --kind "$1"; }

d=$(draft first); t=$(text "$d"); sound "$d"; elements "$t"
match "nothing known" '截至2时47分，人员伤亡情况正在核实。' "$t"
lacks "no number before signing" '〔' "$t"
now 2026-01-18T03:04
run incident fact "$i" asof=03:04 dead=0 source=现场 > /dev/null
d=$(draft first); t=$(text "$d")
match "zero is no report yet" '暂未接到人员(死亡|伤亡)报告' "$t"
lacks "zero is not none" '无人员死亡|无人员伤亡' "$t"
now 2026-01-18T03:20
run incident fact "$i" asof=03:20 trapped=1 injured=2 evacuated=11 households=4 source=现场 > /dev/null
report 2026-01-18T03:31 "$i" first; t=$(text "$report"); sound "$report"; elements "$t"
match "the title: place, what, casualties in order, kind" '^关于石门镇石门村东街37号发生火灾致1人被困、2人受伤的报告（首报）$' "$t"
match "number" '^石镇信〔2026〕1号　签发人：甲$' "$t"
match "preliminary" '据初步核实.*被困1人.*受伤2人.*初步数字.*伤情以医院诊断为准' "$t"
match "as of" '截至3时20分' "$t"
match "evacuated" '已疏散群众4户11人' "$t"
match "about, and from whom" '2026年1月18日2时47分，我镇值班室接过路群众电话报告.*起火时间约2时45分' "$t"
match "the cause waits" '起火原因待查' "$t"
match "date without zeros" '^2026年1月18日3时31分$' "$t"
match "addressee" '^县应急管理局：$' "$t"

now 2026-01-18T06:20
run incident fact "$i" asof=06:15 trapped=0 rescued=1 injured=0 serious=2 light=1 dead=0 missing=0 reason=救出并诊断 source=县医院 > /dev/null
report 2026-01-18T06:30 "$i" followup; t=$(text "$report"); sound "$report"; elements "$t"
match "续报一" '^关于石门镇石门村东街37号火灾的续报一$' "$t"
match "continues the first" '（首报：石镇信〔2026〕1号）3时20分以后的情况' "$t"
match "rescued is progress" '被困1人已救出' "$t"
lacks "and no correction" '更正' "$t"
lacks "only what is new" '过路群众|东街37号发生火灾' "$t"
now 2026-01-18T08:00
run incident fact "$i" asof=07:50 dead=1 serious=1 reason=抢救无效死亡 source=县医院 > /dev/null
report 2026-01-18T08:10 "$i" followup; t=$(text "$report"); sound "$report"
match "续报二" '续报二$' "$t"
match "a death of the hurt, in words" '死亡人数由0人增至1人' "$t"
run incident fact "$i" asof=08:00 light=0 reason=重复统计 checked_by=丙 checked_how=逐床核对 source=县医院 > /dev/null
report 2026-01-18T08:20 "$i" followup; t=$(text "$report"); sound "$report"
match "fewer with no place to go is a correction" '轻伤人数由1人更正为0人：重复统计，8时10分由丙逐床核对' "$t"
match "and the title says so" '续报三（轻伤人数更正）' "$t"

run query "$i" 核实是否有人被困 --from 县应急局 > /dev/null
report 2026-01-18T08:40 "$i" verify; t=$(text "$report"); sound "$report"; elements "$t"
match "the question is answered by name" '接县应急局核报要求：核实是否有人被困' "$t"
now 2026-01-18T09:00
run incident act "$i" --step response-end 清理完毕 > /dev/null
run incident fact "$i" asof=09:00 dead=1 missing=0 trapped=0 serious=1 light=0 rescued=1 verified=yes loss=18 source=现场 > /dev/null
report 2026-01-18T16:40 "$i" final; t=$(text "$report"); sound "$report"
match "终报" '^关于石门镇石门村东街37号火灾处置情况的报告（终报）$' "$t"
match "verified" '经核实，死亡1人、受伤1人.*无人员失联、被困' "$t"
lacks "and not preliminary" '初步数字' "$(grep '^　　二、' <<< "$t")"
match "the end of the window" '7日内（至1月25日）' "$t"
match "the course" '2时47分接报.*3时31分书面首报.*6时30分续报一.*9时应急处置结束' "$t"
now 2026-01-20T10:00
run incident fact "$i" asof=09:50 dead=2 serious=0 reason=抢救无效死亡 source=县医院 > /dev/null
report 2026-01-20T10:30 "$i" supplement; t=$(text "$report"); sound "$report"
match "补报" '^关于石门镇石门村东街37号火灾伤亡情况变化的补报$' "$t"
match "the change" '截至1月20日9时50分，死亡人数由1人增至2人' "$t"
match "the sum" '累计.*死亡2人' "$t"
match "the final report's number" '终报：石镇信〔2026〕6号' "$t"
d=$(draft correction); sound "$d"; match "更正" '更正' "$(text "$d")"
d=$(draft zero); sound "$d"; match "零报告" '零报告$' "$(text "$d")"
expect "numbers run over all kinds" 石镇信〔2026〕8号 "$(as_leader run report sign "$(draft followup)")"
expect "in English the report stays Chinese" "$(text "$report")" "$("$Z" --lang en report show "$report")"
as_leader run incident grade "$i" --grade III --reason 县局认定
match "a grade someone took is told" '初步判断为较大突发事件' "$(text "$(draft followup)")"
end
