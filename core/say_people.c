/* People and losses in words: unknown, 0 and verified 0 are three different sentences
 * (report-texts 1.2). */
#include "core/say.h"

/* A sum the sentences speak of: one measure, or the injured of all three boxes. */
struct item {
	const char *word;
	int64_t n;
	bool known, verified;
	bool basic; /* its being 0 or unknown is said, too */
};

enum { ITEMS = 9 };

static struct item
item_of(const struct figures *f, enum measure m, const char *word, bool basic)
{
	const struct figure *x = &f->of[m];

	return (struct item){word, x->value, x->known, x->verified, basic};
}

static struct item
injured_item(const struct figures *f)
{
	static const enum measure boxes[] = {MEASURE_injured, MEASURE_serious, MEASURE_light};
	struct item i = {"受伤", figures_injured(f), figures_injured_known(f), true, true};

	/* Where some are hurt, a box that is empty says nothing. */
	for (size_t b = 0; b < ARRAY_LEN(boxes); b++) {
		const struct figure *x = &f->of[boxes[b]];

		if (x->known && !x->verified && (x->value || !i.n))
			i.verified = false;
	}
	i.verified = i.verified && i.known;
	return i;
}

static void
collect(const struct figures *f, struct item items[ITEMS])
{
	items[0] = item_of(f, MEASURE_dead, "死亡", true);
	items[1] = item_of(f, MEASURE_missing, "失联", true);
	items[2] = item_of(f, MEASURE_trapped, "被困", true);
	items[3] = injured_item(f);
	items[4] = item_of(f, MEASURE_poisoned, "中毒", false);
	items[5] = item_of(f, MEASURE_rescued, "已救出", false);
	items[6] = item_of(f, MEASURE_safe, "安全脱险", false);
	items[7] = item_of(f, MEASURE_responder_dead, "救援人员死亡", false);
	items[8] = item_of(f, MEASURE_responder_hurt, "救援人员受伤", false);
}

/* ，其中重伤1人、轻伤1人; ，为轻伤; nothing while nobody knows. */
static void
add_injuries(const struct figures *f, const char *some, const char *all, struct str *out)
{
	const struct {
		int64_t n;
		const char *word;
	} degrees[] = {{f->of[MEASURE_serious].value, "重伤"},
		       {f->of[MEASURE_light].value, "轻伤"},
		       {f->of[MEASURE_injured].value, "待诊断"}};
	const char *between = some;
	int64_t total = figures_injured(f);

	if (f->of[MEASURE_injured].value == total)
		return;
	for (size_t i = 0; i < ARRAY_LEN(degrees); i++) {
		if (!degrees[i].n)
			continue;
		if (degrees[i].n == total) {
			str_add_f(out, "%s%s", all, degrees[i].word);
			return;
		}
		str_add_f(out, "%s%s%lld人", between, degrees[i].word, (long long)degrees[i].n);
		between = "、";
	}
}

static bool
any(const struct item items[ITEMS], bool (*is)(const struct item *))
{
	for (int i = 0; i < ITEMS; i++)
		if (is(&items[i]))
			return true;
	return false;
}

static bool
counted_verified(const struct item *i)
{
	return i->known && i->n && i->verified;
}

static bool
counted_only(const struct item *i)
{
	return i->known && i->n && !i->verified;
}

static bool
none_verified(const struct item *i)
{
	return i->basic && i->known && !i->n && i->verified;
}

static bool
none_reported(const struct item *i)
{
	return i->basic && i->known && !i->n && !i->verified;
}

static bool
unknown(const struct item *i)
{
	return i->basic && !i->known;
}

static void
add_words(const struct item items[ITEMS], bool (*is)(const struct item *), struct str *out)
{
	const char *between = "";

	for (int i = 0; i < ITEMS; i++) {
		if (!is(&items[i]))
			continue;
		str_add_f(out, "%s%s", between, items[i].word);
		between = "、";
	}
}

static void
add_counts(const struct figures *f, const struct item items[ITEMS], bool (*is)(const struct item *),
	   struct str *out)
{
	const char *between = "";

	for (int i = 0; i < ITEMS; i++) {
		if (!is(&items[i]))
			continue;
		str_add_f(out, "%s%s%lld人", between, items[i].word, (long long)items[i].n);
		between = "、";
		if (i == 3 && f->of[MEASURE_injured].value != items[3].n) {
			add_injuries(f, "，其中", "，为", out);
			between = "，";
		}
	}
}

static void
add_verified(const struct figures *f, const struct item items[ITEMS], struct str *out)
{
	bool counted = any(items, counted_verified), none = any(items, none_verified);

	if (!counted && !none)
		return;
	str_add(out, "经核实，");
	add_counts(f, items, counted_verified, out);
	if (none) {
		str_add(out, counted ? "，无人员" : "无人员");
		add_words(items, none_verified, out);
	}
}

static void
add_unverified(const struct figures *f, const struct item items[ITEMS], struct str *out)
{
	bool undiagnosed = f->of[MEASURE_injured].value && counted_only(&items[3]);

	if (!any(items, counted_only))
		return;
	str_add_f(out, "%s据初步核实，", out->len && !str_ends(out->ptr, "，") ? "；" : "");
	add_counts(f, items, counted_only, out);
	str_add(out, undiagnosed ? "（初步数字，伤情以医院诊断为准）" : "（初步数字）");
}

static void
add_none(const struct item items[ITEMS], struct str *out)
{
	if (!any(items, none_reported))
		return;
	if (!out->len) {
		str_add(out, "暂未接到人员伤亡报告");
		return;
	}
	str_add(out, "；暂未接到人员");
	add_words(items, none_reported, out);
	str_add(out, "报告");
}

void
say_casualties(const struct figures *f, struct str *out)
{
	struct str text = STR_INIT;
	struct item items[ITEMS];

	collect(f, items);
	/* Trapped is asked for only while the missing are not known either. */
	items[2].basic = items[2].known || !items[1].known;
	add_verified(f, items, &text);
	add_unverified(f, items, &text);
	add_none(items, &text);
	if (!text.len) {
		str_add(out, "人员伤亡情况正在核实。");
		return;
	}
	if (any(items, unknown)) {
		str_add(&text, "；");
		add_words(items, unknown, &text);
		str_add(&text, "情况正在核实");
	}
	str_add_f(out, "%s。", text.ptr);
	str_clear(&text);
}

void
say_totals(const struct figures *f, struct str *out)
{
	struct item items[ITEMS];
	const char *between = "";

	collect(f, items);
	for (int i = 0; i < 5; i++) {
		if (!items[i].known || !items[i].n)
			continue;
		str_add_f(out, "%s%s%lld人", between, items[i].word, (long long)items[i].n);
		if (i == 3 && f->of[MEASURE_injured].value != items[3].n) {
			add_injuries(f, "（", "（", out);
			str_add(out, "）");
		}
		between = "、";
	}
}

/* ---- moved to safety ---- */

static void
add_sum(const struct figures *f, enum measure m, const char *fmt, struct str *out)
{
	if (f->of[m].known && f->of[m].value)
		str_add_f(out, fmt, out->len ? "，" : "", (long long)f->of[m].value);
}

void
say_evacuation(const struct figures *f, bool accident, struct str *out)
{
	struct str text = STR_INIT;
	const struct figure *people = &f->of[MEASURE_evacuated],
			    *homes = &f->of[MEASURE_households];
	const char *verb = accident ? "疏散" : "转移";

	if (people->known && people->value) {
		str_add_f(&text, "已%s群众", verb);
		if (homes->known && homes->value)
			str_add_f(&text, "%lld户", (long long)homes->value);
		str_add_f(&text, "%lld人", (long long)people->value);
	} else if (people->known) {
		str_add_f(&text, "暂未%s群众", verb);
	}
	add_sum(f, MEASURE_moved, "%s受威胁需转移%lld人", &text);
	add_sum(f, MEASURE_sheltered, "%s现安置%lld人", &text);
	add_sum(f, MEASURE_returned, "%s已返家%lld人", &text);
	if (text.len)
		str_add_f(out, "%s。", text.ptr);
	str_clear(&text);
}

/* ---- losses ---- */

/* What is counted, its unit, and the words before it. */
struct loss {
	enum measure m;
	const char *word, *unit;
};

/* clang-format off */
static const struct loss losses[] = {
	{MEASURE_burnt_ha, "过火面积", "公顷"}, {MEASURE_forest_ha, "受害森林面积", "公顷"},
	{MEASURE_affected, "受灾", "人"}, {MEASURE_relief, "需紧急生活救助", "人"},
	{MEASURE_collapsed_households, "倒塌房屋", "户"}, {MEASURE_collapsed_rooms, "倒塌房屋", "间"},
	{MEASURE_damaged_severe, "严重损坏房屋", "间"}, {MEASURE_damaged_light, "一般损坏房屋", "间"},
	{MEASURE_crops_ha, "农作物受灾", "公顷"}, {MEASURE_crops_lost_ha, "农作物绝收", "公顷"},
	{MEASURE_livestock, "损失牲畜", "头（只）"}, {MEASURE_roads, "道路中断", "处"},
};
/* clang-format on */

static void
add_value(const struct figures *f, enum measure m, struct str *out)
{
	if (measure_is_decimal(m))
		say_decimal(f->of[m].value, out);
	else
		str_add_f(out, "%lld", (long long)f->of[m].value);
}

static void
add_things(const struct figures *f, struct str *out)
{
	const char *between = "";
	const char *before = "";

	for (size_t i = 0; i < ARRAY_LEN(losses); i++) {
		const struct figure *x = &f->of[losses[i].m];

		if (!x->known || !x->value)
			continue;
		/* 倒塌房屋2户5间 */
		if (str_equal(before, losses[i].word))
			between = "";
		str_add_f(out, "%s%s%s", between,
			  str_equal(before, losses[i].word) ? "" : losses[i].word,
			  x->verified || !measure_is_decimal(losses[i].m) ? "" : "约");
		add_value(f, losses[i].m, out);
		str_add(out, losses[i].unit);
		before = losses[i].word;
		between = "，";
	}
	if (out->len)
		str_add(out, "。");
}

void
say_losses(const struct figures *f, struct str *out)
{
	const struct figure *loss = &f->of[MEASURE_loss];
	struct str things = STR_INIT;

	add_things(f, &things);
	str_add(out, things.ptr);
	str_clear(&things);
	if (!loss->known) {
		str_add(out, "经济损失正在核实。");
	} else if (!loss->value) {
		str_add(out,
			loss->verified ? "经核实，无直接经济损失。" : "暂未接到经济损失报告。");
	} else {
		str_add(out, loss->verified ? "直接经济损失" : "直接经济损失初步估计");
		say_decimal(loss->value, out);
		str_add(out, "万元。");
	}
}
