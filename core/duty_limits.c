/* The numbers a roster is held against. */
#include "core/duty_limits.h"

#include <stdlib.h>
#include <string.h>

#include "core/conf.h"
#include "core/i18n.h"
#include "core/moment.h"
#include "core/person.h"
#include "core/roster_text.h"
#include "core/str.h"
#include "core/vec.h"

static const char *const day_words[DAY_KINDS] = {
    [DAY_WORK] = "workday", [DAY_WEEKEND] = "weekend", [DAY_STATUTORY] = "statutory",
    [DAY_REST] = "rest",    [DAY_MAKEUP] = "makeup",
};

static const char *const default_neighbours[] = {"代防", "邻镇", "邻乡", "邻近", NULL};
static const char *const default_brigade[] = {"消防大队", "救援大队", "大队", NULL};

void
duty_limits_default(struct duty_limits *out)
{
	*out = (struct duty_limits){
	    .rest = 12 * 3600,
	    .consecutive = 48 * 3600,
	    .night_from = 22 * 60,
	    .night_until = 6 * 60,
	    .weights = {[DAY_WORK] = 1000,
			[DAY_WEEKEND] = 2000,
			[DAY_STATUTORY] = 3000,
			[DAY_REST] = 2000,
			[DAY_MAKEUP] = 1000},
	    .night_weight = 500,
	    .neighbours = default_neighbours,
	    .brigade = default_brigade,
	};
}

/* "1.5" in units of 1/scale (1000 or 100), at most 10,000. */
static bool
read_decimal(const char *text, int scale, int64_t *out)
{
	char *end;
	double v = strtod(text, &end);

	if (end == text || *end || !(v >= 0 && v <= 10000))
		return false;
	*out = (int64_t)(v * scale + 0.5);
	return true;
}

static enum rc
read_hours(const struct conf *c, const struct conf_entry *en, int64_t *out, struct err *e)
{
	char *end;
	long n = strtol(en->value, &end, 10);

	if (end == en->value || !str_equal(end, "h") || n < 0 || n > 1000)
		return conf_error(c, en->line, e, _("“%s” is not a number of hours such as 12h"),
				  en->value);
	*out = n * 3600;
	return RC_OK;
}

static const char **
split_words(struct arena *a, const char *text)
{
	VEC(const char *) words = {0};
	const char **out;

	for (const char *p = text + strspn(text, " "); *p;) {
		size_t n = strcspn(p, " ");

		vec_push(&words, arena_text_n(a, p, n));
		p += n;
		p += strspn(p, " ");
	}
	out = arena_alloc(a, (words.n + 1) * sizeof(*out));
	if (words.n)
		memcpy(out, words.v, words.n * sizeof(*out));
	vec_clear(&words);
	return out;
}

static enum rc
read_limits(struct arena *a, const struct conf *c, const struct conf_section *s,
	    struct duty_limits *out, struct err *e)
{
	static const char *const keys[] = {"rest", "consecutive", "night", "heads", NULL};

	if (conf_known(c, s, keys, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_entry *en = &s->entries[i];
		struct shift_span span;
		enum rc rc = RC_OK;

		if (str_equal(en->key, "rest")) {
			rc = read_hours(c, en, &out->rest, e);
		} else if (str_equal(en->key, "consecutive")) {
			rc = read_hours(c, en, &out->consecutive, e);
		} else if (str_equal(en->key, "heads")) {
			out->heads = split_words(a, en->value);
		} else if (roster_span_read(en->value, &span)) {
			out->night_from = span.from;
			out->night_until = span.until;
		} else {
			rc = conf_error(c, en->line, e, _("“%s” is not a span such as 22:00-06:00"),
					en->value);
		}
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc
read_backup(struct arena *a, const struct conf *c, const struct conf_section *s,
	    struct duty_limits *out, struct err *e)
{
	static const char *const keys[] = {"neighbours", "brigade", NULL};

	if (conf_known(c, s, keys, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < s->n; i++) {
		const char *const *words = (const char *const *)split_words(a, s->entries[i].value);

		if (str_equal(s->entries[i].key, "brigade"))
			out->brigade = words;
		else
			out->neighbours = words;
	}
	return RC_OK;
}

static enum rc
read_allowance(struct arena *a, const struct conf *c, const struct conf_section *s,
	       struct duty_limits *out, struct err *e)
{
	static const char *const keys[] = {"paid", NULL};

	if (conf_known(c, s, keys, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_entry *en = &s->entries[i];

		for (const char **w = split_words(a, en->value); *w; w++) {
			int identity = choice_value(person_identities, *w);

			if (!identity)
				return conf_error(c, en->line, e, _("“%s” is no employment"), *w);
			out->paid |= 1U << identity;
		}
	}
	return RC_OK;
}

/* Numbers by kind of day; extra takes one more key. */
static enum rc
read_numbers(const struct conf *c, const struct conf_section *s, int scale,
	     int64_t numbers[DAY_KINDS], const char *extra, int64_t *more, struct err *e)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_entry *en = &s->entries[i];
		int64_t *to = str_equal(en->key, extra) ? more : NULL;

		for (size_t k = 0; k < DAY_KINDS; k++)
			if (str_equal(en->key, day_words[k]))
				to = &numbers[k];
		if (!to)
			return conf_error(c, en->line, e, _("“%s” is not known here"), en->key);
		if (!read_decimal(en->value, scale, to))
			return conf_error(c, en->line, e, _("“%s” is not a number"), en->value);
	}
	return RC_OK;
}

/* [notice]: whole days. */
static enum rc
read_notice(const struct conf *c, const struct conf_section *s, struct duty_limits *out,
	    struct err *e)
{
	static const char *const keys[] = {"workday", "holiday", NULL};

	if (conf_known(c, s, keys, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < s->n; i++) {
		const struct conf_entry *en = &s->entries[i];
		char *end;
		long n = strtol(en->value, &end, 10);

		if (end == en->value || *end || n < 0 || n > 60)
			return conf_error(c, en->line, e, _("“%s” is not a number of days"),
					  en->value);
		*(str_equal(en->key, "workday") ? &out->notice_workday : &out->notice_holiday) =
		    (int)n;
	}
	return RC_OK;
}

static enum rc
read_weights(const struct conf *c, const struct conf_section *s, struct duty_limits *out,
	     struct err *e)
{
	int64_t numbers[DAY_KINDS], night = out->night_weight;

	for (size_t i = 0; i < DAY_KINDS; i++)
		numbers[i] = out->weights[i];
	if (read_numbers(c, s, 1000, numbers, "night", &night, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < DAY_KINDS; i++)
		out->weights[i] = (int)numbers[i];
	out->night_weight = (int)night;
	return RC_OK;
}

enum rc
duty_limits_read(struct arena *a, const char *file, const char *text, size_t len,
		 struct duty_limits *out, struct err *e)
{
	struct duty_limits l;
	struct conf c;
	VEC(struct duty_rate) rates = {0};
	enum rc rc = conf_parse(a, file, text, len, &c, e);

	duty_limits_default(&l);
	for (size_t i = 0; rc == RC_OK && i < c.n; i++) {
		const struct conf_section *s = &c.sections[i];
		struct duty_rate rate = {.post = s->name};

		if (str_equal(s->type, "limits"))
			rc = read_limits(a, &c, s, &l, e);
		else if (str_equal(s->type, "notice"))
			rc = read_notice(&c, s, &l, e);
		else if (str_equal(s->type, "weights"))
			rc = read_weights(&c, s, &l, e);
		else if (str_equal(s->type, "allowance"))
			rc = read_allowance(a, &c, s, &l, e);
		else if (str_equal(s->type, "backup"))
			rc = read_backup(a, &c, s, &l, e);
		else if (str_equal(s->type, "rate"))
			rc = read_numbers(&c, s, 100, rate.yuan, "cap", &rate.cap, e);
		else
			rc =
			    conf_error(&c, s->line, e, _("no section “%s” is known here"), s->type);
		if (rc == RC_OK && str_equal(s->type, "rate"))
			vec_push(&rates, rate);
	}
	if (rc == RC_OK && rates.n) {
		l.rates = arena_alloc(a, rates.n * sizeof(*l.rates));
		memcpy(l.rates, rates.v, rates.n * sizeof(*l.rates));
		l.nrates = rates.n;
	}
	vec_clear(&rates);
	if (rc == RC_OK)
		*out = l;
	return rc;
}

static bool
ends_in_one_of(const char *office, const char *const *ends)
{
	for (; *ends; ends++)
		if (str_ends(office, *ends))
			return true;
	return false;
}

static bool
holds_one_of(const char *office, const char *const *words)
{
	for (; *words; words++)
		if (strstr(office, *words))
			return true;
	return false;
}

/* A 主任 is a head in a village, a community or a street office; of an office within the town
 * (应急办主任) not. */
bool
duty_is_head(const struct duty_limits *l, const char *office)
{
	static const char *const ends[] = {
	    "书记",           "镇长",           "乡长",       "县长",     "区长",
	    "村主任",         "村委会主任",     "居委会主任", "社区主任", "办事处主任",
	    "村民委员会主任", "居民委员会主任", NULL};
	static const char *const others[] = {"副",   "纪委", "纪检", "人大",
					     "团委", "政法", "机关", NULL};

	if (!office)
		return false;
	for (size_t i = 0; l->heads && l->heads[i]; i++)
		if (str_equal(l->heads[i], office))
			return true;
	if (l->heads || holds_one_of(office, others))
		return false;
	return str_equal(office, "主任") || ends_in_one_of(office, ends);
}

int
duty_notice_days(const struct duty_limits *l, const struct calendar *cal, int64_t begins)
{
	static const struct calendar none;

	return calendar_is_rest(cal ? cal : &none, day_of(begins)) ? l->notice_holiday
								   : l->notice_workday;
}

bool
duty_notice_short(const struct duty_limits *l, const struct calendar *cal, int64_t asked,
		  int64_t begins)
{
	return day_of(asked) > day_add(day_of(begins), -duty_notice_days(l, cal, begins));
}

bool
duty_is_paid(const struct duty_limits *l, int identity)
{
	return !l->paid || l->paid >> identity & 1;
}

int64_t
duty_night_seconds(const struct duty_limits *l, int64_t from, int64_t until)
{
	int64_t sum = 0;

	for (int day = day_add(day_of(from), -1); day_secs(day) < until; day = day_add(day, 1)) {
		int last = l->night_until <= l->night_from ? day_add(day, 1) : day;
		int64_t a = day_secs(day) + l->night_from * 60;
		int64_t b = day_secs(last) + l->night_until * 60;

		a = a > from ? a : from;
		b = b < until ? b : until;
		sum += b > a ? b - a : 0;
	}
	return sum;
}
