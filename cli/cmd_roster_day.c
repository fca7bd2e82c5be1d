/* One watch of the roster: each post, who stands from when until when, what is missing. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/season.h"
#include "core/strip.h"
#include "core/text.h"
#include "core/vec.h"
#include "storage/roster.h"

static const char *const words[] = {"stands", "doubles", "cover", "gap", "office", "free"};

static void
json_part(struct command_context *c, const struct duty_book *b, const char *post,
	  const struct strip_part *p)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "post", duty_post_name(b, post));
	json_out_text(&json, "what", words[p->what]);
	json_out_secs(&json, "from", p->from);
	json_out_secs(&json, "until", p->until);
	if (p->name)
		json_out_text(&json, "name", p->name);
	if (p->what == STRIP_STANDS)
		json_out_text(&json, "source", choice_word(assignment_sources, p->source));
	if (p->what == STRIP_GAP) {
		json_out_int(&json, "need", p->need);
		json_out_int(&json, "have", p->have);
	}
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
part_text(const struct strip_part *p, struct str *out)
{
	struct civil from = civil_of(p->from), until = civil_of(p->until);

	str_add_f(out, "%02d:%02d–%02d:%02d ", from.hour, from.minute, until.hour, until.minute);
	switch (p->what) {
	case STRIP_STANDS:
		str_add(out, p->name);
		if (p->source == ASSIGN_SWAP || p->source == ASSIGN_TAKEOVER)
			str_add_f(out, " %s", _(choice_label(assignment_sources, p->source)));
		break;
	case STRIP_DOUBLES:
		str_add_f(out, _("(%s too)"), p->name);
		break;
	case STRIP_COVER:
		str_add_f(out, _("%s covers"), p->name);
		break;
	case STRIP_GAP:
		str_add_f(out, _("■ %s, %lld of %lld"), p->have ? _("part-covered") : _("gap"),
			  (long long)p->have, (long long)p->need);
		break;
	case STRIP_OFFICE:
		str_add(out, _("office"));
		break;
	case STRIP_FREE:
		str_add(out, _("not stood"));
		break;
	}
}

/* A line a lane; the post's name before the first. */
static void
text_lane(FILE *out, const struct duty_book *b, const struct strip_lane *lane)
{
	struct str line = STR_INIT;

	text_put(&line, lane->first ? duty_post_name(b, lane->post) : "", 12);
	for (size_t i = 0; i < lane->parts.n; i++) {
		str_add(&line, i ? "；" : "  ");
		part_text(&lane->parts.v[i], &line);
	}
	if (lane->first && lane->parts.n == 0)
		str_add_f(&line, "  %s", _("nobody, and nobody is needed"));
	fprintf(out, "%s\n", line.ptr);
	str_clear(&line);
}

static void
text_head(FILE *out, const struct roster *r, int64_t from)
{
	struct civil t = civil_of(from);
	struct str mode = STR_INIT;
	struct arena a = {0};
	int day = day_of(from);

	duty_mode_text(&r->duty, from, &mode);
	fprintf(out, _("%04d-%02d-%02d %s %02d:%02d, 24 h  %s"), t.year, t.month, t.day,
		weekday_zh(day), t.hour, t.minute, calendar_note(&r->calendar, &a, day));
	fprintf(out, "  %s\n", mode.ptr);
	str_clear(&mode);
	arena_free(&a);
}

static void
show_day(struct command_context *c, const struct roster *r, int64_t from)
{
	struct strip strip;

	strip_read(&r->duty, from, from + DAY_SECONDS, &strip);
	if (!c->json)
		text_head(c->out, r, from);
	for (size_t i = 0; i < strip.lanes.n; i++) {
		const struct strip_lane *lane = &strip.lanes.v[i];

		if (!c->json)
			text_lane(c->out, &r->duty, lane);
		for (size_t k = 0; c->json && k < lane->parts.n; k++)
			json_part(c, &r->duty, lane->post, &lane->parts.v[k]);
	}
	strip_clear(&strip);
}

static enum rc
exec_day(struct command_context *c, struct err *e)
{
	struct moment at = moment_at(c->now / 1000);
	struct stints all = {0};
	struct roster r;
	int64_t begin;
	int day;

	if (command_time(c, "at", MOMENT_ANY, &at, e) != RC_OK)
		return e->code;
	day = day_of(at.secs);
	if (roster_load(c->book, &c->arena, c->book_name, day_secs(day_add(day, -1)),
			day_secs(day_add(day, 2)), &r, e) != RC_OK)
		return e->code;
	duty_resolve(&r.duty, day_secs(day), day_secs(day) + DAY_SECONDS, &all);
	begin = day_secs(day) + duty_begins(&all) * 60;
	if (begin > at.secs && at.secs != day_secs(day)) /* a bare day means its own watch */
		begin -= DAY_SECONDS;
	show_day(c, &r, begin);
	vec_clear(&all);
	roster_clear(&r);
	return RC_OK;
}

/* clang-format off */
static const struct option options[] = {
	OPT("at", "T", N_("the watch of that time or day; default now")),
	OPT_END,
};

const struct command command_roster_day = {
	.name = "roster day", .help = N_("one watch: who stands each post from when until when, and gaps"),
	.options = options, .flags = COMMAND_READ, .exec = exec_day,
};
/* clang-format on */
