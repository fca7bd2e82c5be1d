/* Who was there, and what is left on duty now. */
#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/attendance.h"
#include "core/duty_attend.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/crew.h"

static void
json_time(struct str *json, const char *key, int64_t secs)
{
	if (secs)
		json_out_secs(json, key, secs);
	else
		json_out_null(json, key);
}

static void
show_attended(struct command_context *c, const struct duty_book *b, const struct attended_duty *d)
{
	struct str json = STR_INIT;
	char from[MOMENT_TEXT];

	if (!c->json) {
		moment_screen(moment_at(d->stint.from), from);
		fprintf(c->out, "%s  %s  %s  %s", from, duty_post_name(b, d->stint.post),
			duty_person_name(b, d->stint.person),
			_(choice_label(attended_words, (int)d->state + 1)));
		if (d->late_minutes)
			fprintf(c->out, _("  %lld min late"), (long long)d->late_minutes);
		if (d->held_minutes)
			fprintf(c->out, _("  held over %lld min"), (long long)d->held_minutes);
		fputs("\n", c->out);
		return;
	}
	json_out_open(&json, NULL);
	json_out_text(&json, "post", duty_post_name(b, d->stint.post));
	json_out_text(&json, "person", d->stint.person);
	json_out_text(&json, "name", duty_person_name(b, d->stint.person));
	json_out_secs(&json, "from", d->stint.from);
	json_out_secs(&json, "until", d->stint.until);
	json_time(&json, "on", d->on);
	json_time(&json, "off", d->off);
	json_out_text(&json, "status", choice_word(attended_words, (int)d->state + 1));
	json_out_int(&json, "late_minutes", d->late_minutes);
	json_out_int(&json, "held_minutes", d->held_minutes);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
exec_attendance(struct command_context *c, struct err *e)
{
	struct roster_days usual = roster_this_month(c), d = {0};
	struct book_filter f = {.book = c->book_name ? c->book_name : book_name(c->book)};
	struct roster_span span;
	struct roster r;
	struct things lines = {0};
	struct attended_duties all = {0};
	enum rc rc;

	if (roster_days(c, &usual, &d, e) != RC_OK || roster_load_days(c, d, &r, &span, e) != RC_OK)
		return e->code;
	f.since = span.from - DAY_SECONDS;
	f.until = span.until + DAY_SECONDS;
	rc = book_list(c->book, &c->arena, &kind_attendance, &f, &lines, e);
	if (rc == RC_OK)
		duty_attend(&r.duty, &lines, span.from, span.until, c->now / 1000, &all);
	for (size_t i = 0; i < all.n; i++)
		show_attended(c, &r.duty, &all.v[i]);
	vec_clear(&all);
	vec_clear(&lines);
	roster_clear(&r);
	return rc;
}

/* ---- the gauge ---- */

static void
json_strength(struct str *json, const char *key, const struct duty_strength *s)
{
	json_out_open(json, key);
	json_out_int(json, "need", s->need);
	json_out_int(json, "have", s->have);
	json_out_int(json, "onsite", s->onsite);
	json_out_int(json, "standby", s->standby);
	json_out_int(json, "oncall", s->oncall);
	json_out_close(json);
}

static void
json_gauge(struct command_context *c, const struct duty_book *b, const struct crews *crews,
	   const struct gauge *g)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_strength(&json, "watch", &g->watch);
	json_strength(&json, "fire", &g->fire);
	json_out_int(&json, "people_out", g->people_out);
	json_out_int(&json, "vehicles_out", g->vehicles_out);
	json_out_int(&json, "people_left", g->people_left);
	json_out_int(&json, "engines", (int64_t)g->engines);
	json_out_int(&json, "can_roll", (int64_t)g->can_roll);
	json_out_list(&json, "out");
	for (size_t i = 0; i < crews->n; i++) {
		json_out_open(&json, NULL);
		json_out_text(&json, "unit", crews->v[i].unit);
		json_out_text(&json, "incident", crews->v[i].incident);
		json_out_int(&json, "people", crews->v[i].people);
		json_out_int(&json, "vehicles", crews->v[i].vehicles);
		json_out_secs(&json, "since", crews->v[i].since);
		json_out_yes(&json, "back", crews->v[i].back);
		json_out_close(&json);
	}
	json_out_end(&json);
	json_out_list(&json, "next");
	for (size_t i = 0; i < g->oncall.n; i++)
		json_out_text(&json, NULL, duty_person_name(b, g->oncall.v[i].person));
	json_out_end(&json);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
text_strength(FILE *out, const char *group, const struct duty_strength *s)
{
	fprintf(out, _("%s: %lld of %lld; on site %lld, standby %lld, on call %lld\n"), group,
		(long long)s->have, (long long)s->need, (long long)s->onsite, (long long)s->standby,
		(long long)s->oncall);
}

static void
text_gauge(struct command_context *c, const struct duty_book *b, const struct crews *crews,
	   const struct gauge *g)
{
	text_strength(c->out, _("Watch group"), &g->watch);
	text_strength(c->out, _("Fire group"), &g->fire);
	for (size_t i = 0; i < crews->n; i++) {
		char since[MOMENT_TEXT];

		moment_screen(moment_at(crews->v[i].since), since);
		fprintf(c->out, _("out: %s, %lld people, %lld vehicles, %s, since %s%s\n"),
			crews->v[i].unit, (long long)crews->v[i].people,
			(long long)crews->v[i].vehicles, crews->v[i].incident, since,
			crews->v[i].back ? _(", back, not ready yet") : "");
	}
	fprintf(c->out, _("in quarters: %lld; engines ready %zu, can roll %zu\n"),
		(long long)g->people_left, g->engines, g->can_roll);
	for (size_t i = 0; i < g->oncall.n; i++) {
		const struct person *p = duty_person(b, g->oncall.v[i].person);

		fprintf(c->out, _("call next: %s %s\n"), duty_person_name(b, g->oncall.v[i].person),
			p && p->phone ? p->phone : "");
	}
}

static enum rc
exec_gauge(struct command_context *c, struct err *e)
{
	struct moment at = moment_at(c->now / 1000);
	struct roster r;
	struct crews crews = {0};
	struct gauge g = {0};

	if (command_time(c, "at", MOMENT_ANY, &at, e) != RC_OK ||
	    crew_gauge(c->book, &c->arena, c->book_name, at.secs, &r, &crews, &g, e) != RC_OK)
		return e->code;
	if (c->json)
		json_gauge(c, &r.duty, &crews, &g);
	else
		text_gauge(c, &r.duty, &crews, &g);
	vec_clear(&g.oncall);
	vec_clear(&crews);
	roster_clear(&r);
	return RC_OK;
}

/* clang-format off */
static const struct option days_options[] = {
	OPT("from", "D", N_("first day; a day is its watch, 08:00 to 08:00")),
	OPT("to",   "D", N_("last day")),
	OPT_END,
};

static const struct option at_options[] = {
	OPT("at", "T", N_("at this time; default now")),
	OPT_END,
};

const struct command command_roster_attendance = {
	.name = "roster attendance", .help = N_("who was there: late, absent, held over"),
	.options = days_options, .flags = COMMAND_READ, .exec = exec_attendance,
};

const struct command command_roster_gauge = {
	.name = "roster gauge", .help = N_("what is left on duty with the crews out, and whom to call next"),
	.options = at_options, .flags = COMMAND_READ, .exec = exec_gauge,
};
/* clang-format on */
