/* How a station speaks in its reports: numbers, times, and what it calls itself. */
#include "core/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ZH = 3 /* bytes of one of our Chinese characters in UTF-8 */ };

void
say_number(int64_t n, struct str *out)
{
	static const char *const digits[] = {"零", "一", "二", "三", "四",
					     "五", "六", "七", "八", "九"};

	if (n < 0 || n > 99) {
		str_add_f(out, "%" PRId64, n);
		return;
	}
	if (n < 10) {
		str_add(out, digits[n]);
		return;
	}
	if (n >= 20)
		str_add(out, digits[n / 10]);
	str_add(out, "十");
	if (n % 10)
		str_add(out, digits[n % 10]);
}

void
say_time(int64_t secs, int64_t base, struct str *out)
{
	char text[MOMENT_TEXT];

	if (base != SAY_DATED && day_of(secs) == day_of(base))
		moment_zh_clock(secs, text);
	else if (base == SAY_DATED || civil_of(secs).year == civil_of(base).year)
		moment_zh_short(secs, text);
	else
		moment_zh(secs, text);
	str_add(out, text);
}

void
say_moment(struct moment m, int64_t base, struct str *out)
{
	if (m.kind != MOMENT_EXACT && m.kind != MOMENT_ABOUT) {
		str_add(out, "正在核实");
		return;
	}
	if (m.kind == MOMENT_ABOUT)
		str_add(out, "约");
	say_time(m.secs, base, out);
}

void
say_decimal(int64_t milli, struct str *out)
{
	char text[32];
	size_t n = (size_t)snprintf(text, sizeof(text), "%" PRId64 ".%03d", milli / 1000,
				    (int)(milli % 1000));

	while (text[n - 1] == '0')
		n--;
	if (text[n - 1] == '.')
		n--;
	str_add_n(out, text, n);
}

/* ---- the station ---- */

/* One way a level is called: 石门镇 → 我镇, 石镇信, …人民政府. */
struct unit_word {
	int level;
	const char *word, *prefix, *organ;
};

/* clang-format off */
static const struct unit_word unit_words[] = {
	{LEVEL_TOWNSHIP, "街道", "街信", "办事处"},
	{LEVEL_TOWNSHIP, "镇",   "镇信", "人民政府"},
	{LEVEL_TOWNSHIP, "乡",   "乡信", "人民政府"},
	{LEVEL_TOWNSHIP, "苏木", "苏信", "人民政府"},
	{LEVEL_COUNTY,   "县",   "县信", "应急管理局"},
	{LEVEL_COUNTY,   "区",   "区信", "应急管理局"},
	{LEVEL_COUNTY,   "旗",   "旗信", "应急管理局"},
	{LEVEL_COUNTY,   "市",   "市信", "应急管理局"},
	{LEVEL_CITY,     "市",   "市信", "应急管理局"},
	{LEVEL_CITY,     "州",   "州信", "应急管理局"},
	{LEVEL_PROVINCE, "省",   "省信", "应急管理厅"},
	{LEVEL_PROVINCE, "自治区", "区信", "应急管理厅"},
	{LEVEL_VILLAGE,  "社区", "社信", "居民委员会"},
	{LEVEL_VILLAGE,  "村",   "村信", "村民委员会"},
};

static const char *const default_main[] = {
	[LEVEL_NONE] = "县应急管理局", [LEVEL_VILLAGE] = "镇值班室", [LEVEL_TOWNSHIP] = "县应急管理局",
	[LEVEL_COUNTY] = "市应急管理局", [LEVEL_CITY] = "省应急管理厅", [LEVEL_PROVINCE] = "应急管理部",
};
/* clang-format on */

/* Where a unit's word ends in the name, looking after `from` and its first character; 0: nowhere.
 * 柳镇镇 ends after the second 镇. */
static size_t
word_end(const char *name, size_t from, const char *word)
{
	size_t n = strlen(word);
	const char *hit = strlen(name) >= from + ZH ? strstr(name + from + ZH, word) : NULL;

	if (!hit)
		return 0;
	while (strncmp(hit + n, word, n) == 0)
		hit += n;
	return (size_t)(hit - name) + n;
}

/* The parent's name a station's name may begin with: 云岭县 of 云岭县石门镇应急消防站. */
static size_t
parent_end(const char *name, int level)
{
	static const char *const parents[] = {"县", "区", "旗", "市"};
	size_t end = 0;

	for (size_t i = 0; level == LEVEL_TOWNSHIP && i < ARRAY_LEN(parents); i++) {
		size_t at = word_end(name, 0, parents[i]);

		if (at > end && at <= 8 * ZH)
			end = at;
	}
	return end;
}

static const struct unit_word *
find_unit(const char *name, int level, size_t *from, size_t *end)
{
	for (int parent = 1; parent >= 0; parent--) {
		*from = parent ? parent_end(name, level) : 0;
		for (size_t i = 0; i < ARRAY_LEN(unit_words); i++) {
			if (unit_words[i].level != level)
				continue;
			*end = word_end(name, *from, unit_words[i].word);
			if (*end)
				return &unit_words[i];
		}
	}
	return NULL;
}

static const char *
or_default(const char *set, const char *made)
{
	return set && *set ? set : made;
}

void
say_station(struct arena *a, const struct station *s, struct station_names *out)
{
	size_t from = 0, end = 0;
	const char *name = s->name ? s->name : "";
	const struct unit_word *w = find_unit(name, s->level, &from, &end);
	char *head = w ? arena_text_n(a, name, end) : arena_text(a, name);
	char *unit = head + (w ? from : 0);
	int level = s->level >= LEVEL_VILLAGE && s->level <= LEVEL_PROVINCE ? s->level : LEVEL_NONE;

	out->unit = unit;
	out->head = or_default(s->head, head);
	out->self = or_default(s->self, w ? arena_text_f(a, "我%s", w->word) : "我站");
	out->organ = or_default(s->organ, w ? arena_text_f(a, "%s%s", out->head, w->organ) : name);
	out->prefix = or_default(
	    s->prefix, arena_text_f(a, "%.*s%s", (int)(strlen(unit) < ZH ? strlen(unit) : ZH), unit,
				    w ? w->prefix : "信"));
	out->main = or_default(s->main, default_main[level]);
}
