/* Which days are worked, which are holidays, and by whose word. */
#include "core/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "core/conf.h"
#include "core/i18n.h"
#include "core/moment.h"
#include "core/str.h"
#include "core/vec.h"

/* From this day on the next year's notice may speak of a day. */
enum { SPAN_MAX = 40, DAYS_MAX = 8000, DECREED_AHEAD = 1225 };

static int
weekday(int day)
{
	return civil_of(day_secs(day)).weekday;
}

static struct calendar_day *
find(const struct calendar *c, int day)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].day == day)
			return &c->v[i];
	return NULL;
}

static int
by_day(const void *a, const void *b)
{
	const struct calendar_day *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/* "2026-01-01" or "2026-01-01..2026-01-03". */
static enum rc
read_span(const struct conf *conf, const struct conf_entry *en, int *from, int *until,
	  struct err *e)
{
	const char *dots = strstr(en->value, "..");
	char first[16];
	size_t n = dots ? (size_t)(dots - en->value) : strlen(en->value);

	if (n >= sizeof(first))
		return conf_error(conf, en->line, e, _("“%s” is not a day"), en->value);
	memcpy(first, en->value, n);
	first[n] = '\0';
	if (day_parse(first, from, e) != RC_OK ||
	    day_parse(dots ? dots + 2 : first, until, e) != RC_OK)
		return conf_error(conf, en->line, e, _("“%s” is not a day"), en->value);
	if (*until < *from || day_add(*from, SPAN_MAX) < *until)
		return conf_error(conf, en->line, e, _("“%s” is not a span of days"), en->value);
	return RC_OK;
}

static enum rc
add_day(struct calendar *c, const struct conf *conf, int line, struct calendar_day new,
	struct err *e)
{
	struct calendar_day *old = find(c, new.day);
	int wd = weekday(new.day);

	if (new.kind == DAY_STATUTORY) {
		if (!old || old->kind != DAY_REST)
			return conf_error(conf, line, e,
					  _("%d is statutory but not a day off here"), new.day);
		old->kind = DAY_STATUTORY;
		return RC_OK;
	}
	if (old)
		return conf_error(conf, line, e, _("%d is given twice"), new.day);
	if (new.kind == DAY_MAKEUP && wd != 0 && wd != 6)
		return conf_error(conf, line, e, _("%d is a workday anyway"), new.day);
	if (c->n == DAYS_MAX)
		return conf_error(conf, line, e, _("too many days"));
	vec_push(c, new);
	return RC_OK;
}

static enum rc
read_holiday(struct calendar *c, struct arena *a, const struct conf *conf,
	     const struct conf_section *s, struct err *e)
{
	static const char *const keys[] = {"off", "statutory", "work", NULL};
	static const enum day_kind kinds_of[] = {DAY_REST, DAY_STATUTORY, DAY_MAKEUP};
	const char *name = arena_text(a, s->name);
	int from = 0, until = 0;

	if (conf_known(conf, s, keys, e) != RC_OK)
		return e->code;
	for (size_t k = 0; keys[k]; k++)
		for (size_t i = 0; i < s->n; i++) {
			const struct conf_entry *en = &s->entries[i];

			if (!str_equal(en->key, keys[k]))
				continue;
			if (read_span(conf, en, &from, &until, e) != RC_OK)
				return e->code;
			for (int day = from; day <= until; day = day_add(day, 1))
				if (add_day(c, conf, en->line,
					    (struct calendar_day){day, kinds_of[k], name},
					    e) != RC_OK)
					return e->code;
		}
	return RC_OK;
}

static enum rc
read_year(struct calendar *c, struct arena *a, const struct conf *conf,
	  const struct conf_section *s, struct err *e)
{
	static const char *const keys[] = {"source", NULL};
	char *end;
	long year = strtol(s->name, &end, 10);
	const char *source = conf_get(s, "source");

	if (conf_known(conf, s, keys, e) != RC_OK)
		return e->code;
	if (*end || year < 1950 || year > 2200)
		return conf_error(conf, s->line, e, _("“%s” is not a year"), s->name);
	if (!source)
		return conf_error(conf, s->line, e, _("the notice it comes from is missing"));
	if (calendar_source(c, (int)year))
		return conf_error(conf, s->line, e, _("the year %ld is given twice"), year);
	if (c->nyears == ARRAY_LEN(c->years))
		return conf_error(conf, s->line, e, _("too many years"));
	c->years[c->nyears++] = (struct calendar_year){(int)year, arena_text(a, source)};
	return RC_OK;
}

enum rc
calendar_read(struct arena *a, struct calendar *c, const char *file, const char *text, size_t len,
	      struct err *e)
{
	struct conf conf;

	if (conf_parse(a, file, text, len, &conf, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < conf.n; i++) {
		const struct conf_section *s = &conf.sections[i];
		enum rc rc;

		if (str_equal(s->type, "year"))
			rc = read_year(c, a, &conf, s, e);
		else if (str_equal(s->type, "holiday"))
			rc = read_holiday(c, a, &conf, s, e);
		else
			rc = conf_error(&conf, s->line, e, _("no section “%s” is known here"),
					s->type);
		if (rc != RC_OK)
			return rc;
	}
	if (c->n)
		qsort(c->v, c->n, sizeof(*c->v), by_day);
	return RC_OK;
}

void
calendar_clear(struct calendar *c)
{
	vec_free(c->v);
	*c = (struct calendar){0};
}

enum day_kind
calendar_kind(const struct calendar *c, int day)
{
	const struct calendar_day *d = NULL;
	struct calendar_day key = {.day = day};
	int wd = weekday(day);

	if (c->n)
		d = bsearch(&key, c->v, c->n, sizeof(*c->v), by_day);
	if (d)
		return d->kind;
	return wd == 0 || wd == 6 ? DAY_WEEKEND : DAY_WORK;
}

const char *
calendar_name(const struct calendar *c, int day)
{
	const struct calendar_day *d = find(c, day);

	return d ? d->name : "";
}

bool
calendar_is_rest(const struct calendar *c, int day)
{
	enum day_kind k = calendar_kind(c, day);

	return k == DAY_WEEKEND || k == DAY_STATUTORY || k == DAY_REST;
}

bool
calendar_known(const struct calendar *c, int day)
{
	int year = day / 10000;

	if (!calendar_source(c, year))
		return false;
	return day % 10000 < DECREED_AHEAD || calendar_source(c, year + 1);
}

int
calendar_missing(const struct calendar *c, int from, int until)
{
	for (int year = from / 10000; year <= until / 10000; year++)
		if (!calendar_source(c, year))
			return year;
	if (until % 10000 >= DECREED_AHEAD && !calendar_source(c, until / 10000 + 1))
		return until / 10000 + 1;
	return 0;
}

const char *
calendar_missing_text(struct arena *a, const struct calendar *c, int from, int until)
{
	int year = calendar_missing(c, from, until);

	if (!year)
		return NULL;
	return arena_text_f(a,
			    _("the holidays of %d are not announced here: only Saturdays and "
			      "Sundays count as rest days"),
			    year);
}

const char *
calendar_source(const struct calendar *c, int year)
{
	for (size_t i = 0; i < c->nyears; i++)
		if (c->years[i].year == year)
			return c->years[i].source;
	return NULL;
}

const char *
calendar_note(const struct calendar *c, struct arena *a, int day)
{
	const char *name = calendar_name(c, day);

	switch (calendar_kind(c, day)) {
	case DAY_STATUTORY:
		return arena_text_f(a, "%s（法定）", name);
	case DAY_REST:
		return arena_text_f(a, "%s假期", name);
	case DAY_MAKEUP:
		return "调休上班";
	case DAY_WORK:
	case DAY_WEEKEND:
		break;
	}
	return "";
}

const char *
weekday_zh(int day)
{
	static const char *const names[] = {"日", "一", "二", "三", "四", "五", "六"};

	return names[weekday(day)];
}
