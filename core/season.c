/* Seasons and warnings that change the mode of duty. */
#include "core/season.h"

#include <stdio.h>
#include <string.h>

#include "core/matter.h"

/* clang-format off */
static const struct field season_fields[] = {
	FIELD(struct season, name,   text,   .label = N_("Name"),   .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 30),
	FIELD(struct season, level,  choice, .label = N_("Level"),  .flags = FIELD_REQUIRED | FIELD_LIST, .choices = duty_modes),
	FIELD(struct season, from,   text,   .label = N_("Every year from"),  .flags = FIELD_LIST, .max = 20),
	FIELD(struct season, to,     text,   .label = N_("Every year until"), .flags = FIELD_LIST, .max = 20),
	FIELD(struct season, colour, choice, .label = N_("Warning in force of at least"), .flags = FIELD_LIST, .choices = warning_colours),
	FIELD(struct season, hazard, text,   .label = N_("Only warnings of"), .max = 20),
	FIELD(struct season, cancelled, yes, .label = N_("Cancelled")),
};
/* clang-format on */

/* "06-01" as 601; 0: no such day in any year. */
static int
month_day(const char *text)
{
	int month = 0, day = 0, used = 0;

	if (!text || sscanf(text, "%2d-%2d%n", &month, &day, &used) != 2 || text[used] ||
	    !civil_day_exists(2024, month, day))
		return 0;
	return month * 100 + day;
}

static enum rc
season_check(const void *body, struct err *e)
{
	const struct season *s = body;
	bool span = s->from || s->to;

	if (span && (!month_day(s->from) || !month_day(s->to)))
		return err_set(e, RC_INVALID, "%s",
			       _("a season is written as two days such as 06-01 and 09-30"));
	if (!span && !s->colour)
		return err_set(e, RC_INVALID, "%s",
			       _("a season needs its days, or the colour of a warning"));
	if (s->hazard && !s->colour)
		return err_set(e, RC_INVALID, "%s", _("say the colour of the warning too"));
	return RC_OK;
}

static bool
season_is_open(const void *body)
{
	return !((const struct season *)body)->cancelled;
}

/* clang-format off */
const struct kind kind_season = {
	.name = "season", .label = N_("Season"), .size = sizeof(struct season),
	.fields = season_fields, .nfields = ARRAY_LEN(season_fields),
	.flags = KIND_THING, .writers = WRITER_HOME, .check = season_check, .is_open = season_is_open,
};
/* clang-format on */

static bool
in_days(const struct season *s, int64_t at)
{
	int from = month_day(s->from), to = month_day(s->to), day = day_of(at) % 10000;

	if (!from || !to)
		return true;
	return from <= to ? from <= day && day <= to : day >= from || day <= to;
}

static int64_t
warning_from(const struct thing *t)
{
	const struct warning *w = t->body;

	return w->issued.kind == MOMENT_EXACT     ? w->issued.secs
	       : w->received.kind == MOMENT_EXACT ? w->received.secs
						  : t->first->at.secs;
}

/* Lifted: by the record that says so. */
static int64_t
warning_until(const struct thing *t)
{
	const struct warning *w = t->body;
	int64_t until = w->until.kind == MOMENT_EXACT ? w->until.secs : INT64_MAX;

	return w->lifted && t->last->at.secs < until ? t->last->at.secs : until;
}

static bool
warned(const struct duty_book *b, const struct season *s, int64_t at)
{
	for (size_t i = 0; i < b->warnings.n; i++) {
		const struct thing *t = b->warnings.v[i];
		const struct warning *w = t->body;

		if (w->colour && w->colour <= s->colour && warning_from(t) <= at &&
		    at < warning_until(t) &&
		    (!s->hazard || (w->kind && strstr(w->kind, s->hazard))))
			return true;
	}
	return false;
}

int
season_level(const struct duty_book *b, int64_t at, const struct thing **cause)
{
	int level = MODE_NORMAL;

	for (size_t i = 0; i < b->seasons.n; i++) {
		const struct season *s = b->seasons.v[i]->body;

		if (s->cancelled || s->level <= level || !in_days(s, at) ||
		    (s->colour && !warned(b, s, at)))
			continue;
		level = s->level;
		if (cause)
			*cause = b->seasons.v[i];
	}
	return level;
}

static void
sooner(int64_t at, int64_t candidate, int64_t *best)
{
	if (candidate > at && candidate < *best)
		*best = candidate;
}

/* The midnight at which a month and day come next; plus: so many days later. */
static void
sooner_day(int64_t at, int md, int plus, int64_t *best)
{
	int year = day_of(at) / 10000;

	for (int y = year - 1; md && y <= year + 1; y++)
		if (civil_day_exists(y, md / 100, md % 100))
			sooner(at, day_secs(day_add(y * 10000 + md, plus)), best);
		else /* 29 February of a common year: the season begins, or has ended, on 1 March */
			sooner(at, day_secs(y * 10000 + 301), best);
}

int64_t
season_next(const struct duty_book *b, int64_t at)
{
	int64_t best = INT64_MAX;

	for (size_t i = 0; i < b->seasons.n; i++) {
		const struct season *s = b->seasons.v[i]->body;

		if (s->cancelled)
			continue;
		sooner_day(at, month_day(s->from), 0, &best);
		sooner_day(at, month_day(s->to), 1, &best);
		for (size_t k = 0; s->colour && k < b->warnings.n; k++) {
			sooner(at, warning_from(b->warnings.v[k]), &best);
			sooner(at, warning_until(b->warnings.v[k]), &best);
		}
	}
	return best;
}

const char *
duty_mode_why(const struct duty_book *b, int64_t at)
{
	const struct thing *t = duty_mode_cause(b, at);
	const char *why = !t                        ? NULL
			  : t->kind == &kind_season ? ((const struct season *)t->body)->name
						    : ((const struct mode *)t->body)->by;

	return why ? why : "";
}

void
duty_mode_text(const struct duty_book *b, int64_t at, struct str *out)
{
	const char *why = duty_mode_why(b, at);

	str_add(out, _(choice_label(duty_modes, duty_mode_at(b, at))));
	if (*why)
		str_add_f(out, _(" (%s)"), why);
}
