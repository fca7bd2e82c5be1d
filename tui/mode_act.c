/* What is done about modes and cover: declared and agreed after what they change was read; ended.
 */
#include <stdio.h>

#include "tui/dialog.h"
#include "tui/effect_text.h"
#include "tui/form_defaults.h"
#include "tui/modes_inside.h"
#include "tui/thing_form.h"
#include "tui/view_form.h"
#include "tui/view_record.h"

enum { RULES_TOLD = 5 };

static const struct thing *
selected(struct modes_view *mv, struct err *e)
{
	if (!list_has_selection(&mv->list)) {
		err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
		return NULL;
	}
	snprintf(mv->id, sizeof(mv->id), "%s", mv->shown[mv->list.selected]->id);
	return mv->shown[mv->list.selected];
}

enum rc
mode_act_open(struct view *v, struct err *e)
{
	const struct thing *t = selected((struct modes_view *)v, e);

	return t ? app_open(v->app, &view_record, t->id, e) : e->code;
}

/* The view under the form, over which the question stood. */
static struct modes_view *
view_of(void *ctx)
{
	return ctx;
}

static enum rc
confirmed(struct view *form, void *ctx, int choice, struct err *e)
{
	struct modes_view *mv = view_of(ctx);
	struct book *b = console_book(form);
	struct arena a = {0};
	enum rc rc;

	if (choice == 0)
		return RC_OK;
	rc = mv->wanted->kind == &kind_mode ? mode_declare(b, &a, mv->wanted, e)
					    : cover_agree(b, &a, mv->wanted, e);
	if (rc == RC_OK) {
		app_say(form->app, STYLE_GOOD, _("Recorded: %s"), mv->wanted->id);
		app_stale(form->app);
		app_close(form);
	}
	arena_free(&a);
	return rc;
}

/* A copy of what was filled in that outlives the form's own record. */
static enum rc
keep_wanted(struct modes_view *mv, const struct record *r, struct err *e)
{
	struct parse_context world = {.now = console_now(&mv->base), .arena = &mv->wanted_arena};
	struct str s = STR_INIT;
	enum rc rc = RC_OK;

	arena_free(&mv->wanted_arena);
	mv->wanted = record_new(&mv->wanted_arena, r->kind);
	for (size_t i = 0; rc == RC_OK && i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];

		if (field_empty(f, r->body))
			continue;
		str_cut(&s, 0);
		field_show(f, r->body, &s);
		rc = record_set(mv->wanted, f->name, s.ptr, &world, e);
	}
	str_clear(&s);
	return rc;
}

/* What it would do, over the form: a digit records it, Esc goes back to what was typed. */
static enum rc
ask_confirm(struct view *below, struct modes_view *mv, struct str *told, struct err *e)
{
	static const char *const mode_choices[] = {N_("declare it"), NULL};
	static const char *const cover_choices[] = {N_("record the cover"), NULL};
	bool mode = mv->wanted->kind == &kind_mode;
	enum rc rc = dialog_open(below->app,
				 &(struct dialog){.title = mode ? _("What the mode changes")
								: _("What the cover changes"),
						  .text = told->ptr,
						  .choices = mode ? mode_choices : cover_choices,
						  .done = confirmed,
						  .ctx = mv},
				 e);

	return rc == RC_OK ? err_set(e, RC_INVALID, "%s", _("Read what changes, then a digit."))
			   : rc;
}

static enum rc
mode_filled(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	static const char *const defaults[] = {"level", "start", NULL};
	struct modes_view *mv = view_of(ctx);
	struct book *b = console_book(below);
	const struct mode *m;
	struct duty_effect x = {0};
	struct arena a = {0};
	struct str told = STR_INIT;
	enum rc rc = form_defaults(below, f, defaults, r, e);

	if (rc == RC_OK)
		form_whole_day(f, "end", r);
	if (rc == RC_OK)
		rc = keep_wanted(mv, r, e);
	m = rc == RC_OK ? mv->wanted->body : NULL;
	if (m)
		rc = mode_allowed(b, mv->wanted, e);
	if (rc == RC_OK)
		rc = mode_effect(b, &a, m, &x, e);
	if (rc == RC_OK) {
		modes_needs(mv, duty_mode_at(&mv->roster.duty, m->start.secs), m->level, &told);
		str_add(&told, "\n");
		effect_text(b, &a, &x, RULES_TOLD, &told);
		rc = ask_confirm(below, mv, &told, e);
	}
	str_clear(&told);
	duty_effect_clear(&x);
	arena_free(&a);
	return rc;
}

static enum rc
cover_filled(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	static const char *const defaults[] = {"start", NULL};
	struct modes_view *mv = view_of(ctx);
	struct book *b = console_book(below);
	struct duty_effect x = {0};
	struct arena a = {0};
	struct str told = STR_INIT;
	enum rc rc = form_defaults(below, f, defaults, r, e);

	if (rc == RC_OK)
		form_whole_day(f, "end", r);
	if (rc == RC_OK)
		rc = keep_wanted(mv, r, e);
	if (rc == RC_OK)
		rc = mode_allowed(b, mv->wanted, e);
	if (rc == RC_OK)
		rc = cover_effect(b, &a, mv->wanted->body, &x, e);
	if (rc == RC_OK) {
		effect_text(b, &a, &x, RULES_TOLD, &told);
		rc = ask_confirm(below, mv, &told, e);
	}
	str_clear(&told);
	duty_effect_clear(&x);
	arena_free(&a);
	return rc;
}

static const struct pick *
picks(void *ctx, const struct field *f, size_t *n)
{
	return thing_form_picks(console_of(&view_of(ctx)->base), f, n);
}

static void
prepare(void *ctx, struct form *f)
{
	const struct modes_view *mv = view_of(ctx);
	char text[MOMENT_TEXT];
	struct civil c = civil_of(console_now(&mv->base));

	if (mv->day > day_of(console_now(&mv->base)))
		snprintf(text, sizeof(text), "%04d-%02d-%02d 08:00", mv->day / 10000,
			 mv->day / 100 % 100, mv->day % 100);
	else
		snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day,
			 c.hour, c.minute);
	form_set(f, "start", text);
	form_set(f, "level", "raised");
}

static enum rc
open_form(struct view *v, const struct kind *k,
	  enum rc (*filled)(struct view *, void *, struct form *, struct record *, struct err *),
	  struct err *e)
{
	uint64_t fields = 0;

	arena_free(&console_of(v)->form.arena); /* the picks of the form before */
	for (size_t i = 0; i < k->nfields; i++)
		if (!str_equal(k->fields[i].name, "cancelled"))
			fields |= UINT64_C(1) << i;
	return form_open(v->app,
			 &(struct form_args){.kind = k,
					     .heading = _("new; a bare day is meant whole"),
					     .fields = fields,
					     .picks = picks,
					     .prepare = prepare,
					     .done = filled,
					     .ctx = v},
			 e);
}

enum rc
mode_act_declare(struct view *v, struct err *e)
{
	return open_form(v, &kind_mode, mode_filled, e);
}

enum rc
mode_act_cover(struct view *v, struct err *e)
{
	return open_form(v, &kind_cover, cover_filled, e);
}

static enum rc
end_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct modes_view *mv = view_of(ctx);
	const struct thing *t = selected(mv, e);
	struct moment at = moment_at(console_now(below));
	struct arena a = {0};
	enum rc rc;

	if (!t || (*text && moment_parse(text, console_now(below), MOMENT_DUE, 0, &at, e) != RC_OK))
		return e->code;
	rc = roster_end(console_book(below), &a, mv->id, t->kind, at, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Ended: %s"), mv->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

enum rc
mode_act_end(struct view *v, struct err *e)
{
	struct modes_view *mv = (struct modes_view *)v;
	const struct thing *t = selected(mv, e);
	enum mode_phase phase = t ? modes_phase(mv, t) : PHASE_OVER;

	if (!t)
		return e->code;
	if (phase >= PHASE_OVER)
		return err_set(e, RC_INVALID, _("%s is over already"), t->id);
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = phase == PHASE_AHEAD ? _("It has not begun: cancel it")
							   : _("It ends"),
			     .hint = _("Enter: now. Or when, such as 18:00; Esc leaves it."),
			     .max = 20,
			     .done = end_typed,
			     .ctx = mv},
	    e);
}
