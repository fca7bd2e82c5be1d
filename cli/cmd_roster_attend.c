/* Who was there. */
#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/attend.h"

static void
json_time(struct str *json, const char *key, int64_t secs)
{
	if (secs)
		json_out_secs(json, key, secs);
	else
		json_out_null(json, key);
}

static const char *
clock_of(int64_t secs, char out[MOMENT_TEXT])
{
	moment_screen(moment_at(secs), out);
	return out;
}

static void
show_attended(struct command_context *c, const struct duty_book *b, const struct attended_duty *d)
{
	struct str json = STR_INIT;
	char from[MOMENT_TEXT], missed[MOMENT_TEXT];

	if (!c->json) {
		moment_screen(moment_at(d->stint.from), from);
		fprintf(c->out, "%s  %s  %s  %s", from, duty_post_name(b, d->stint.post),
			duty_person_name(b, d->stint.person),
			_(choice_label(attended_words, (int)d->state + 1)));
		if (d->late_minutes)
			fprintf(c->out, _("  %lld min late"), (long long)d->late_minutes);
		if (d->missed)
			fprintf(c->out, _("  not found at %s"), clock_of(d->missed, missed));
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
	json_time(&json, "seen", d->seen);
	json_time(&json, "missed", d->missed);
	json_time(&json, "hold_until", d->hold);
	json_out_text(&json, "status", choice_word(attended_words, (int)d->state + 1));
	json_out_int(&json, "late_minutes", d->late_minutes);
	json_out_int(&json, "held_minutes", d->held_minutes);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
show_sum(struct command_context *c, const struct duty_book *b, const struct attended_sum *s)
{
	struct str json = STR_INIT;

	if (!c->json) {
		fprintf(c->out,
			_("%s  duties %zu, came %zu, late %zu (%lld min), absent %zu, on call %zu, "
			  "held over %lld min\n"),
			duty_person_name(b, s->person), s->duties, s->came, s->late,
			(long long)s->late_minutes, s->absent, s->oncall,
			(long long)s->held_minutes);
		return;
	}
	json_out_open(&json, NULL);
	json_out_text(&json, "person", s->person);
	json_out_text(&json, "name", duty_person_name(b, s->person));
	json_out_int(&json, "duties", (int64_t)s->duties);
	json_out_int(&json, "came", (int64_t)s->came);
	json_out_int(&json, "late", (int64_t)s->late);
	json_out_int(&json, "late_minutes", s->late_minutes);
	json_out_int(&json, "absent", (int64_t)s->absent);
	json_out_int(&json, "oncall", (int64_t)s->oncall);
	json_out_int(&json, "held_minutes", s->held_minutes);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
show_all(struct command_context *c, const struct duty_book *b, const struct attended_duties *all)
{
	struct attended_sums sums = {0};

	if (!command_flag(c, "sum")) {
		for (size_t i = 0; i < all->n; i++)
			show_attended(c, b, &all->v[i]);
		return;
	}
	duty_attend_sum(all, &sums);
	for (size_t i = 0; i < sums.n; i++)
		show_sum(c, b, &sums.v[i]);
	vec_clear(&sums);
}

/* Where nobody signs on, nobody is absent. */
static enum rc
say_not_kept(struct command_context *c)
{
	if (!c->json)
		fprintf(c->out, "%s\n",
			_("nobody has ever signed on here (duty on): who was there is not known"));
	return RC_OK;
}

static enum rc
exec_attendance(struct command_context *c, struct err *e)
{
	struct roster_days usual = roster_this_month(c), d = {0};
	struct roster_span span;
	struct roster r;
	struct things lines = {0};
	struct attended_duties all = {0};
	bool kept;
	enum rc rc;

	if (roster_days(c, &usual, &d, e) != RC_OK ||
	    attend_kept(c->book, c->book_name, &kept, e) != RC_OK)
		return e->code;
	if (!kept)
		return say_not_kept(c);
	if (roster_load_days(c, d, &r, &span, e) != RC_OK)
		return e->code;
	rc = attend_lines(c->book, &c->arena, c->book_name, span.from, span.until, &lines, e);
	if (rc == RC_OK)
		duty_attend(&r.duty, &lines, span.from, span.until, c->now / 1000, &all);
	if (rc == RC_OK)
		show_all(c, &r.duty, &all);
	vec_clear(&all);
	vec_clear(&lines);
	roster_clear(&r);
	return rc;
}

/* clang-format off */
static const struct option days_options[] = {
	OPT("from", "D", N_("first day; a day is its watch, 08:00 to 08:00")),
	OPT("to",   "D", N_("last day")),
	OPT_FLAG("sum", N_("one line for each person")),
	OPT_END,
};

const struct command command_roster_attendance = {
	.name = "roster attendance", .help = N_("who was there: late, absent, held over"),
	.options = days_options, .flags = COMMAND_READ, .exec = exec_attendance,
};
/* clang-format on */
