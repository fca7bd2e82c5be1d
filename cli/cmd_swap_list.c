/* The swaps, with what was asked later than the notice. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "storage/roster_change.h"

struct swaps {
	struct command_context *c;
	struct roster roster;
	struct duty_limits limits;
};

static bool
is_late(const struct swaps *s, const struct thing *t)
{
	return duty_swap_late_for(&s->limits, s->roster.duty.calendar, t) != 0;
}

static void
json_swap(struct swaps *s, const struct thing *t)
{
	const struct swap *w = t->body;
	const struct duty_book *d = &s->roster.duty;
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "id", t->id);
	json_out_text(&json, "state", choice_word(swap_states, w->state));
	json_out_text(&json, "person", w->person);
	json_out_text(&json, "name", duty_person_name(d, w->person));
	json_out_text(&json, "post", duty_post_name(d, w->post));
	json_out_secs(&json, "start", w->start.secs);
	json_out_secs(&json, "end", w->end.secs);
	json_out_text(&json, "with", w->with);
	json_out_text(&json, "with_name", duty_person_name(d, w->with));
	if (w->back_start.kind == MOMENT_EXACT) {
		json_out_text(&json, "back_post", duty_post_name(d, w->back_post));
		json_out_secs(&json, "back_start", w->back_start.secs);
		json_out_secs(&json, "back_end", w->back_end.secs);
	}
	json_out_yes(&json, "short_notice", is_late(s, t));
	json_out_text(&json, "reason", w->reason);
	json_out_text(&json, "consent", w->consent);
	json_out_text(&json, "answer", w->answer);
	json_out_close(&json);
	show_json_line(s->c->out, &json);
}

static void
text_swap(struct swaps *s, const struct thing *t)
{
	const struct swap *w = t->body;
	const struct duty_book *d = &s->roster.duty;
	char start[MOMENT_TEXT], back[MOMENT_TEXT];

	moment_screen(w->start, start);
	moment_screen(w->back_start, back);
	fprintf(s->c->out, "%s  %s  %s  %s %s → %s", t->id, _(choice_label(swap_states, w->state)),
		start, duty_post_name(d, w->post), duty_person_name(d, w->person),
		duty_person_name(d, w->with));
	if (w->back_start.kind == MOMENT_EXACT)
		fprintf(s->c->out, _("  in return %s %s"), back, duty_post_name(d, w->back_post));
	fprintf(s->c->out, "%s\n", is_late(s, t) ? _("  ! asked later than the notice") : "");
}

static enum rc
exec_list(struct command_context *c, struct err *e)
{
	struct swaps s = {.c = c};
	const struct things *all = &s.roster.duty.swaps;
	enum rc rc = roster_load(c->book, &c->arena, c->book_name, c->now / 1000, c->now / 1000 + 1,
				 &s.roster, e);

	if (rc != RC_OK)
		return rc;
	rc = roster_limits(c->book, &c->arena, &s.limits, e);
	for (size_t i = 0; rc == RC_OK && i < all->n; i++)
		if (!command_flag(c, "open") || thing_open(all->v[i]))
			(c->json ? json_swap : text_swap)(&s, all->v[i]);
	roster_clear(&s.roster);
	return rc;
}

/* clang-format off */
static const struct option list_options[] = {
	OPT_FLAG("open", N_("only those that wait for consent or approval")),
	OPT_END,
};

const struct command command_swap_list = {
	.name = "swap list", .help = N_("the swaps, and which were asked later than the notice"),
	.options = list_options, .flags = COMMAND_READ, .exec = exec_list,
};
/* clang-format on */
