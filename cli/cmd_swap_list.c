/* The swaps with what is due from whom, and what one would do to the roster. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "storage/roster_effect.h"

/* ---- the list ---- */

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

/* ---- the effect ---- */

static void
show_rule(struct command_context *c, const struct violation *v, bool broken)
{
	struct str json = STR_INIT;

	if (!c->json) {
		fprintf(c->out, "%s  %s\n",
			!broken   ? _("right again")
			: v->hard ? _("hard")
				  : _("soft"),
			v->why);
		return;
	}
	json_out_open(&json, NULL);
	json_out_text(&json, "change", broken ? "broken" : "mended");
	json_out_yes(&json, "hard", v->hard);
	json_out_text(&json, "rule", v->rule);
	json_out_secs(&json, "at", v->at);
	json_out_secs(&json, "until", v->until);
	json_out_text(&json, "why", v->why);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
show_bears(struct command_context *c, const struct duty_bears *p)
{
	const char *name = book_author_name(c->book, &c->arena, p->person);
	struct str json = STR_INIT;

	if (!c->json) {
		fprintf(c->out, _("%s: duties %zu → %zu, hours %lld → %lld\n"), name,
			p->before.duties, p->after.duties, (long long)(p->before.minutes / 60),
			(long long)(p->after.minutes / 60));
		return;
	}
	json_out_open(&json, NULL);
	json_out_text(&json, "change", "load");
	json_out_text(&json, "person", p->person);
	json_out_text(&json, "name", name);
	json_out_int(&json, "duties_before", (int64_t)p->before.duties);
	json_out_int(&json, "duties", (int64_t)p->after.duties);
	json_out_int(&json, "hours_before", p->before.minutes / 60);
	json_out_int(&json, "hours", p->after.minutes / 60);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
exec_effect(struct command_context *c, struct err *e)
{
	struct duty_effect x = {0};
	struct thing *t;
	enum rc rc = book_thing_kind(c->book, &c->arena, c->args[0], &kind_swap, &t, e);

	if (rc == RC_OK && !thing_open(t))
		rc = err_set(e, RC_INVALID, _("the swap %s is %s"), t->id,
			     _(choice_label(swap_states, ((const struct swap *)t->body)->state)));
	if (rc == RC_OK)
		rc = swap_effect(c->book, &c->arena, t, &x, e);
	for (size_t i = 0; rc == RC_OK && i < x.broken.n; i++)
		show_rule(c, &x.broken.v[i], true);
	for (size_t i = 0; rc == RC_OK && i < x.mended.n; i++)
		show_rule(c, &x.mended.v[i], false);
	for (size_t i = 0; rc == RC_OK && i < x.npeople; i++)
		show_bears(c, &x.people[i]);
	duty_effect_clear(&x);
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

const struct command command_swap_effect = {
	.name = "swap effect", .args = "ID", .help = N_("what a swap would do: rules, gaps, load"),
	.flags = COMMAND_READ, .exec = exec_effect,
};
/* clang-format on */
