/* Rule sets as an office writes them: the value of each key. */
#include "core/rules_read.h"

#include <string.h>

#include "core/report.h"
#include "core/vec.h"
#include "core/words.h"

#define F(name) (1u << FAMILY_##name)

static const struct {
	const char *word;
	unsigned families;
} groups[] = {
    {"all", 0},
    {"accident",
     F(FIRE) | F(TRAFFIC) | F(PRODUCTION) | F(MINE) | F(SPECIAL_EQUIPMENT) | F(ENVIRONMENT)},
    {"disaster", F(FOREST_FIRE) | F(GEOLOGICAL) | F(FLOOD) | F(WEATHER) | F(EARTHQUAKE)},
    {"health", F(PUBLIC_HEALTH)},
};

static const char *const trigger_words[] = {"figures", "controlled", "out", "evacuated",
					    "command", "response",   NULL};
static const char *const weekday_words[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat", NULL};

/* Digits to the end or to one unit letter. */
static bool
read_number(const char *text, int *out, char *unit)
{
	int n = 0;

	if (*text < '0' || *text > '9')
		return false;
	for (; *text >= '0' && *text <= '9'; text++) {
		if (n > 1000 * 1000)
			return false;
		n = n * 10 + (*text - '0');
	}
	*unit = *text;
	*out = n;
	return !*text || !text[1];
}

enum rc
rules_count(struct rules_parse *p, const struct conf_entry *en, enum rule_number which, int *out,
	    struct err *e)
{
	bool days = which == RULE_WINDOW, plain = which == RULE_SUMMONS_TRIES;
	char unit;
	int n;

	if (!read_number(en->value, &n, &unit) || n <= 0 ||
	    (unit && (!strchr("mhd", unit) || plain)) || (days && unit && unit != 'd'))
		return conf_error(
		    p->conf, en->line, e, _("%s takes %s, not '%s'"), en->key,
		    days ? _("days (7d)") : _("minutes (30), hours (4h) or days (1d)"), en->value);
	if (!days && unit == 'h')
		n *= 60;
	if (!days && unit == 'd')
		n *= 24 * 60;
	if (n > 366 * 24 * 60)
		return conf_error(p->conf, en->line, e, _("%s is longer than a year"), en->key);
	*out = n;
	return RC_OK;
}

static enum rc
read_families(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule *r = into;

	for (const char **w = words_split(p->arena, en->value); *w; w++) {
		int family = choice_value(families, *w);
		size_t g = 0;

		while (g < ARRAY_LEN(groups) && !str_equal(groups[g].word, *w))
			g++;
		if (family)
			r->families |= 1u << family;
		else if (g < ARRAY_LEN(groups)) {
			r->families |= groups[g].families;
			r->group = groups[g].families != 0;
		} else
			return conf_error(p->conf, en->line, e, _("there is no family '%s'"), *w);
	}
	return RC_OK;
}

static enum rc
read_kinds(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	(void)e;
	((struct rule *)into)->kinds = words_split(p->arena, en->value);
	return RC_OK;
}

static enum rc
read_grade(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	int grade = choice_value(grades, en->value);

	if (!grade)
		return conf_error(p->conf, en->line, e, _("a grade is I, II, III or IV"));
	((struct rule *)into)->grade = grade;
	return RC_OK;
}

static enum rc
read_flags(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	for (const char **w = words_split(p->arena, en->value); *w; w++) {
		int flag = choice_value(incident_flags, *w);

		if (!flag)
			return conf_error(p->conf, en->line, e, _("there is no flag '%s'"), *w);
		((struct rule *)into)->flags |= 1u << (flag - 1);
	}
	return RC_OK;
}

static enum rc
read_yes(struct rules_parse *p, const struct conf_entry *en, bool *out, struct err *e)
{
	if (!str_equal(en->value, "yes") && !str_equal(en->value, "no"))
		return conf_error(p->conf, en->line, e, _("%s is yes or no"), en->key);
	*out = en->value[0] == 'y';
	return RC_OK;
}

static enum rc
read_danger(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return read_yes(p, en, &((struct rule *)into)->danger, e);
}

static enum rc
read_change_late(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return read_yes(p, en, &((struct rule *)into)->change_late, e);
}

static enum rc
read_rule_period(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	(void)p;
	(void)e;
	((struct rule *)into)->period = en->value;
	return RC_OK;
}

/* "evacuated >= 500, dead >= 3": any of them. */
static enum rc
read_when(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule *r = into;

	for (const char **w = words_split(p->arena, en->value); *w; w++) {
		const char *sign = strstr(*w, ">=");
		const char *number = sign ? sign + 2 + strspn(sign + 2, " ") : "";
		size_t len = sign ? (size_t)(sign - *w) : 0;
		enum measure m;
		char unit;
		int n;

		while (len > 0 && (*w)[len - 1] == ' ')
			len--;
		m = measure_named(arena_text_n(p->arena, *w, len));
		if (m == MEASURES || !read_number(number, &n, &unit) || unit || n <= 0)
			return conf_error(p->conf, en->line, e,
					  _("'%s' is not like evacuated >= 500"), *w);
		if (r->nwhen == RULE_WHEN_MAX)
			return conf_error(p->conf, en->line, e, _("at most %d thresholds"),
					  RULE_WHEN_MAX);
		r->when[r->nwhen++] = (struct rule_when){
		    .measure = m, .least = measure_is_decimal(m) ? n * INT64_C(1000) : n};
	}
	return RC_OK;
}

static enum rc
read_times(struct rules_parse *p, const struct conf_entry *en, int *times, size_t *ntimes,
	   struct err *e)
{
	for (const char **w = words_split(p->arena, en->value); *w; w++) {
		struct moment m;
		int64_t noon = civil_secs(2000, 1, 1, 12, 0);

		if (moment_parse(*w, noon, MOMENT_ANY, 0, &m, NULL) != RC_OK ||
		    day_of(m.secs) != 20000101 || !strchr(*w, ':') || *ntimes == RULE_TIMES_MAX)
			return conf_error(p->conf, en->line, e,
					  _("%s takes up to %d times like 08:00, not '%s'"),
					  en->key, RULE_TIMES_MAX, *w);
		times[(*ntimes)++] = (int)minutes_between(day_secs(20000101), m.secs);
	}
	return RC_OK;
}

static enum rc
read_rule_times(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule *r = into;

	return read_times(p, en, r->times, &r->ntimes, e);
}

static enum rc
read_start(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	if (!str_equal(en->value, "learned") && !str_equal(en->value, "occurred"))
		return conf_error(p->conf, en->line, e, _("start is learned or occurred"));
	((struct rule *)into)->from_occurred = en->value[0] == 'o';
	return RC_OK;
}

static enum rc
read_bits(struct rules_parse *p, const struct conf_entry *en, const char *const *words,
	  unsigned *out, struct err *e)
{
	for (const char **w = words_split(p->arena, en->value); *w; w++) {
		size_t i = 0;

		while (words[i] && !str_equal(words[i], *w))
			i++;
		if (!words[i])
			return conf_error(p->conf, en->line, e, _("%s knows no '%s'"), en->key, *w);
		*out |= 1u << i;
	}
	return RC_OK;
}

static enum rc
read_triggers(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return read_bits(p, en, trigger_words, &((struct rule *)into)->triggers, e);
}

static enum rc
read_to(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	(void)e;
	((struct rule *)into)->to = words_split(p->arena, en->value);
	return RC_OK;
}

static enum rc
read_also(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	(void)e;
	((struct rule *)into)->also = words_split(p->arena, en->value);
	return RC_OK;
}

/* "06-01" → 601. */
static bool
read_month_day(const char *text, int *out)
{
	char full[16] = "2000-"; /* a leap year */
	int day;

	if (strlen(text) != 5)
		return false;
	memcpy(full + 5, text, 6);
	if (day_parse(full, &day, NULL) != RC_OK)
		return false;
	*out = day % 10000;
	return true;
}

static enum rc
read_period_end(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule_period *period = into;

	if (!read_month_day(en->value, en->key[0] == 'f' ? &period->from : &period->to))
		return conf_error(p->conf, en->line, e, _("%s is a day of the year like 06-01"),
				  en->key);
	return RC_OK;
}

/* "2026-02-15..2026-02-23" or one day. */
static enum rc
read_days(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule_period *period = into;
	const char **w = words_split(p->arena, en->value);
	size_t n = 0;

	while (w[n])
		n++;
	int(*days)[2] = arena_alloc(p->arena, (period->ndays + n + 1) * sizeof(*days));

	if (period->ndays)
		memcpy(days, period->days, period->ndays * sizeof(*days));
	for (size_t i = 0; i < n; i++) {
		const char *dots = strstr(w[i], "..");
		char *first =
		    arena_text_n(p->arena, w[i], dots ? (size_t)(dots - w[i]) : strlen(w[i]));
		int *pair = days[period->ndays + i];

		if (day_parse(first, &pair[0], NULL) != RC_OK ||
		    day_parse(dots ? dots + 2 : first, &pair[1], NULL) != RC_OK ||
		    pair[1] < pair[0])
			return conf_error(p->conf, en->line, e,
					  _("'%s' is not like 2026-02-15..2026-02-23"), w[i]);
	}
	period->days = days;
	period->ndays += n;
	return RC_OK;
}

static enum rc
read_sensitive(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return read_yes(p, en, &((struct rule_period *)into)->sensitive, e);
}

static enum rc
read_on(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return read_yes(p, en, &((struct rule_routine *)into)->on, e);
}

static enum rc
read_by(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	if (!str_equal(en->value, "report") && !str_equal(en->value, "call"))
		return conf_error(p->conf, en->line, e, _("by is report or call"));
	((struct rule_routine *)into)->by_call = en->value[0] == 'c';
	return RC_OK;
}

static enum rc
read_type(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	int type = choice_value(report_types, en->value);

	if (!type)
		return conf_error(p->conf, en->line, e, _("there is no report kind '%s'"),
				  en->value);
	((struct rule_routine *)into)->type = type;
	return RC_OK;
}

static enum rc
read_routine_times(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule_routine *r = into;

	return read_times(p, en, r->times, &r->ntimes, e);
}

static enum rc
read_weekdays(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return read_bits(p, en, weekday_words, &((struct rule_routine *)into)->weekdays, e);
}

static enum rc
read_early(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	return rules_count(p, en, RULE_PHONE, &((struct rule_routine *)into)->early, e);
}

static enum rc
read_routine_text(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule_routine *r = into;

	(void)p;
	(void)e;
	*(en->key[0] == 'p' ? &r->period : en->key[1] == 'o' ? &r->to : &r->text) = en->value;
	return RC_OK;
}

static enum rc
read_set_text(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule_set *s = into;

	(void)p;
	(void)e;
	*(en->key[0] == 'n' ? &s->name : en->key[0] == 's' ? &s->source : &s->region) = en->value;
	return RC_OK;
}

static enum rc
read_set_day(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	struct rule_set *s = into;

	if (day_parse(en->value, en->key[0] == 's' ? &s->since : &s->until, NULL) != RC_OK)
		return conf_error(p->conf, en->line, e, _("%s is a day like 2026-01-01"), en->key);
	return RC_OK;
}

static enum rc
read_excuse_by(struct rules_parse *p, void *into, const struct conf_entry *en, struct err *e)
{
	if (!str_equal(en->value, "superior") && !str_equal(en->value, "leader"))
		return conf_error(p->conf, en->line, e, _("%s is superior or leader"), en->key);
	((struct rule_set *)into)->excuse_by = en->value;
	return RC_OK;
}

const struct rules_key rules_set_keys[] = {
    {"name", read_set_text},
    {"source", read_set_text},
    {"region", read_set_text},
    {"since", read_set_day},
    {"until", read_set_day},
    {"excuse-confirm-by", read_excuse_by},
    {0},
};

const struct rules_key rules_rule_keys[] = {
    {"family", read_families},
    {"kind", read_kinds},
    {"grade", read_grade},
    {"flag", read_flags},
    {"danger", read_danger},
    {"period", read_rule_period},
    {"when", read_when},
    {"followup-times", read_rule_times},
    {"start", read_start},
    {"change-on", read_triggers},
    {"change-late", read_change_late},
    {"to", read_to},
    {"also", read_also},
    {0},
};

const struct rules_key rules_period_keys[] = {
    {"from", read_period_end},
    {"to", read_period_end},
    {"days", read_days},
    {"sensitive", read_sensitive},
    {0},
};

const struct rules_key rules_routine_keys[] = {
    {"on", read_on},
    {"by", read_by},
    {"type", read_type},
    {"times", read_routine_times},
    {"weekdays", read_weekdays},
    {"early", read_early},
    {"period", read_routine_text},
    {"to", read_routine_text},
    {"text", read_routine_text},
    {0},
};
