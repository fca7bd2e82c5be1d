/* The data model of report templates: every name they may use. */
#include <string.h>

#include "core/draft.h"

/* clang-format off */
const struct draft_name draft_names[] = {
	{"unit", "石门镇"}, {"self", "我镇"}, {"organ", "云岭县石门镇人民政府"}, {"head", "云岭县石门镇"},
	{"main", "主送"}, {"copy", "抄送"}, {"superior", "上级值班室的名称"}, {"station", "站点名称"},
	{"reporter", "拟稿人（值班员）"}, {"phone", "值班电话"},
	{"now", "现在的时刻：3时31分"}, {"today", "今天：2026年1月18日"},
	{"fire", "类别属于火灾时为真"}, {"traffic", "类别属于交通时为真"}, {"production", "类别属于生产安全时为真"}, {"mine", "类别属于矿山时为真"},
	{"forest-fire", "类别属于森林草原火灾时为真"}, {"geological", "类别属于地质灾害时为真"}, {"flood", "类别属于洪涝时为真"}, {"weather", "类别属于气象灾害时为真"}, {"earthquake", "类别属于地震时为真"},
	{"environment", "类别属于环境时为真"}, {"special-equipment", "类别属于特种设备时为真"}, {"public-health", "类别属于公共卫生时为真"}, {"social", "类别属于社会安全时为真"}, {"other", "类别属于其他时为真"},
	{"accident", "事故类（火灾、交通、生产安全、矿山、特种设备、环境）为真"},
	{"incident", "事件名称：石门镇石门村沿街自建房火灾"},
	{"subject", "标题用：石门镇石门村一沿街自建房发生火灾"},
	{"what", "地点之后的话：一沿街自建房发生火灾"},
	{"place", "地点"}, {"object", "起火部位、层数结构、车辆等"}, {"enterprise", "涉及单位"},
	{"casualties_title", "标题用：致2人受伤；转移群众213人；没有则为空"},
	{"received_at", "接报时间，带年月日"}, {"received_clock", "接报时间：2时47分"},
	{"occurred", "事发时间：约2时45分；正在核实"}, {"occurred_day", "事发日：2026年1月18日"},
	{"occurred_word", "起火时间、事发时间"}, {"source", "接群众电话报告"},
	{"cause_sentence", "起火原因待查。"}, {"investigate", "由某部门调查认定"},
	{"asof", "截至的时刻，跨零时带日期"}, {"casualty_sentence", "伤亡，按三种状态"},
	{"news", "自上一报以来数字或核实情况有变化时的伤亡情况；没有则为空"},
	{"totals", "死亡1人、受伤1人（轻伤1人）"}, {"change_sentence", "与上一报相比的变化"},
	{"people_change", "其中伤亡的变化"}, {"moved_change", "其中疏散、转移、安置的变化"}, {"loss_change", "其中损失的变化"},
	{"object_clause", "据初步了解，该房为砖混二层"}, {"after_receipt", "接报后，；有更早的处置时为空"},
	{"grade_sentence", "初步判断为较大突发事件。人工认定等级后才有"},
	{"after_window", "数字截至时间在补报期之后时为真"},
	{"revised", "失联人数更正"}, {"evacuation_sentence", "疏散、转移、安置"},
	{"loss_sentence", "损失"}, {"forces_sentence", "力量和措施（续报只含新的）"},
	{"spread_sentence", "控制、扑灭、处置结束（续报只含新的）"}, {"phone_sentence", "电话报告（续报只含新的）"},
	{"commander", "现场负责人"}, {"commander_phone", "现场负责人电话"},
	{"next_steps", "一是…；二是…"}, {"request_sentence", "暂无支援请求。"},
	{"previous", "上一报：首报：石镇信〔2026〕1号"}, {"since", "上一报的截至时间"},
	{"followup", "续报一"}, {"query", "核报要求的内容"}, {"query_from", "核报要求的来源"}, {"query_at", "接到核报要求的时间"},
	{"ended", "处置结束时间：当日6时50分"}, {"chain_sentence", "报告和处置经过"},
	{"final", "终报的编号"}, {"window", "7日内"}, {"until", "补报期至：1月25日"},
	{"figures_source", "数字的来源"},
	{"routine", "定时报告的名称"}, {"from", "起"}, {"to", "止"}, {"events", "期间接报的突发事件数；没有则为空"},
	{NULL, NULL},
};
/* clang-format on */

bool
draft_name_known(const char *name, size_t n)
{
	for (const struct draft_name *d = draft_names; d->name; d++)
		if (strlen(d->name) == n && memcmp(d->name, name, n) == 0)
			return true;
	return false;
}
