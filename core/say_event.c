/* What happened, as titles and first sentences name it (report-texts 1.1). */
#include <string.h>

#include "core/say.h"
#include "core/text.h"

enum { ZH = 3 };

/* Nouns that "发生" may stand before; longer ones first. */
static const char *const event_nouns[] = {
    "森林火灾", "草原火灾", "交通事故", "安全事故", "一氧化碳中毒", "泥石流", "火灾", "火情",
    "事故",     "爆炸",     "坍塌",     "垮塌",     "塌方",         "滑坡",   "崩塌", "山洪",
    "洪水",     "内涝",     "泄漏",     "中毒",     "险情",         "地震",   "疫情",
};

/* An object that already tells a story needs no "一…发生…". */
static const char *const telling[] = {
    "侧翻", "翻车", "相撞", "碰撞", "追尾", "起火", "引发", "倒塌", "断裂", "坠", "受",
    "被",   "因",   "发生", "疑似", "溺",   "陷",   "落",   "泄漏", "爆炸", "致",
};

static bool
tells_story(const char *object)
{
	for (size_t i = 0; i < ARRAY_LEN(telling); i++)
		if (strstr(object, telling[i]))
			return true;
	return str_starts(object, "一") || str_starts(object, "两");
}

static const char *
event_noun(const char *title)
{
	for (size_t i = 0; i < ARRAY_LEN(event_nouns); i++)
		if (str_ends(title, event_nouns[i]))
			return event_nouns[i];
	return "";
}

/* The end of the first of these words in text, not at its very beginning; 0: none. */
static size_t
area_end(const char *text, const char *const *words)
{
	size_t best = 0;

	for (; *words; words++) {
		const char *hit = strlen(text) > ZH ? strstr(text + ZH, *words) : NULL;
		size_t end = hit ? (size_t)(hit - text) + strlen(*words) : 0;

		if (end && (!best || end < best))
			best = end;
	}
	return best;
}

static const char *const townships[] = {"街道", "镇", "乡", "苏木", NULL};
static const char *const villages[] = {"村", "社区", NULL};

/* Bytes of the longest beginning of title (two characters at least) that the place holds. */
static size_t
shared_place(const char *title, const char *place)
{
	struct arena a = {0};
	size_t best = 0, chars = 0;

	for (size_t i = 0; title[i];) {
		i = text_next(title, i);
		chars++;
		if (!strstr(place, arena_text_n(&a, title, i)))
			break;
		if (chars >= 2)
			best = i;
	}
	arena_free(&a);
	return best;
}

/* Township and village a title needs before it: from the place, else the station's own unit. */
static const char *
area_before(struct arena *a, const char *title, const char *place, const char *unit)
{
	size_t town = area_end(place, townships);
	const char *rest = place + town;
	size_t village = area_end(rest, villages);
	char *prefix = town ? arena_text_n(a, place, town) : arena_text(a, unit);

	if (str_starts(title, prefix))
		return "";
	if (village && !shared_place(title, place) && !area_end(title, villages))
		return arena_text_f(a, "%s%.*s", prefix, (int)village, rest);
	return prefix;
}

void
say_event(struct arena *a, const struct incident *in, const char *unit, struct event_words *out)
{
	const char *title = in->title ? in->title : "", *place = in->place ? in->place : "";
	const char *before = area_before(a, title, place, unit), *noun = event_noun(title), *rest;
	char *object, *area;
	size_t shared = shared_place(title, place);

	if (!shared && *before == '\0')
		shared = area_end(title, townships);
	area = arena_text_n(a, title, shared);
	rest = title + shared;
	if (strlen(noun) > strlen(rest))
		noun = "";
	object = arena_text_n(a, rest, strlen(rest) - strlen(noun));
	out->name = arena_text_f(a, "%s%s", before, title);
	if (!*noun || (*object && tells_story(object)))
		out->what = rest;
	else
		out->what = arena_text_f(a, "%s%s发生%s", *object ? "一" : "", object, noun);
	out->subject = arena_text_f(a, "%s%s%s", before, area, out->what);
	if (!*out->what)
		out->what = "发生突发事件";
}

void
say_title_casualties(const struct figures *f, struct str *out)
{
	const struct {
		int64_t n;
		const char *word;
	} items[] = {
	    {f->of[MEASURE_dead].value, "死亡"},     {f->of[MEASURE_missing].value, "失联"},
	    {f->of[MEASURE_trapped].value, "被困"},  {figures_injured(f), "受伤"},
	    {f->of[MEASURE_poisoned].value, "中毒"},
	};
	const char *between = "致";

	for (size_t i = 0; i < ARRAY_LEN(items); i++) {
		if (items[i].n <= 0)
			continue;
		str_add_f(out, "%s%lld人%s", between, (long long)items[i].n, items[i].word);
		between = "、";
	}
	if (str_equal(between, "致") && f->of[MEASURE_evacuated].value > 0)
		str_add_f(out, "转移群众%lld人", (long long)f->of[MEASURE_evacuated].value);
}

/* ---- where it came from ---- */

/* Chinese names of source_types, in the order of incident.c. */
static const char *const source_words[] = {
    "群众电话",   "119指挥中心", "110指挥中心", "120急救中心", "12345热线",
    "村（社区）", "网格员",      "护林员",      "企业",        "监测设备",
    "卫星热点",   "上级",        "邻近乡镇",    "媒体",        "自行巡查",
};

static bool
is_office(const struct incident *in)
{
	static const char *const marks[] = {"大队", "支队", "局", "中心", "110", "119",
					    "120",  "上级", "县", "市",   "政府"};

	for (size_t i = 0; in->source && i < ARRAY_LEN(marks); i++)
		if (strstr(in->source, marks[i]))
			return true;
	return !in->source && in->source_type >= 2 && in->source_type <= 5;
}

void
say_source(const struct incident *in, struct str *out)
{
	const char *source = in->source;

	if (!source && in->source_type > 0 && in->source_type <= (int)ARRAY_LEN(source_words))
		source = source_words[in->source_type - 1];
	str_add(out, "接");
	if (!source)
		str_add(out, "报");
	else if (str_ends(source, "报告") || str_ends(source, "通报"))
		str_add(out, source);
	else
		str_add_f(out, "%s%s", source, is_office(in) ? "通报" : "报告");
}
