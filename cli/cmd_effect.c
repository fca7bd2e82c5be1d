/* What a swap or a leave would do to the roster: rules, gaps, load. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "storage/roster_effect.h"

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

static void
show_effect(struct command_context *c, const struct duty_effect *x)
{
	for (size_t i = 0; i < x->broken.n; i++)
		show_rule(c, &x->broken.v[i], true);
	for (size_t i = 0; i < x->mended.n; i++)
		show_rule(c, &x->mended.v[i], false);
	for (size_t i = 0; i < x->npeople; i++)
		show_bears(c, &x->people[i]);
}

static enum rc
exec_swap_effect(struct command_context *c, struct err *e)
{
	struct duty_effect x = {0};
	struct thing *t;
	enum rc rc = book_thing_kind(c->book, &c->arena, c->args[0], &kind_swap, &t, e);

	if (rc == RC_OK && !thing_open(t))
		rc = err_set(e, RC_INVALID, _("the swap %s is %s"), t->id,
			     _(choice_label(swap_states, ((const struct swap *)t->body)->state)));
	if (rc == RC_OK)
		rc = swap_effect(c->book, &c->arena, t, &x, e);
	if (rc == RC_OK)
		show_effect(c, &x);
	duty_effect_clear(&x);
	return rc;
}

static enum rc
exec_leave_effect(struct command_context *c, struct err *e)
{
	struct duty_effect x = {0};
	struct thing *t;
	enum rc rc = book_thing_kind(c->book, &c->arena, c->args[0], &kind_leave, &t, e);

	if (rc == RC_OK && !thing_open(t))
		rc = err_set(e, RC_INVALID, _("the leave %s is %s"), t->id,
			     _(choice_label(leave_states, ((const struct leave *)t->body)->state)));
	if (rc == RC_OK)
		rc = leave_effect(c->book, &c->arena, t, &x, e);
	if (rc == RC_OK)
		show_effect(c, &x);
	duty_effect_clear(&x);
	return rc;
}

/* clang-format off */
const struct command command_swap_effect = {
	.name = "swap effect", .args = "ID", .help = N_("what a swap would do: rules, gaps, load"),
	.flags = COMMAND_READ, .exec = exec_swap_effect,
};

const struct command command_leave_effect = {
	.name = "leave effect", .args = "ID", .help = N_("what a leave would do: rules, gaps, load"),
	.flags = COMMAND_READ, .exec = exec_leave_effect,
};
/* clang-format on */
