/* The roster's draft is published, sorted out or thrown away; the sheet is printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/file.h"
#include "storage/pin.h"
#include "storage/roster_sheet.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/roster_inside.h"
#include "tui/view_text.h"

enum { LISTED = 6 };

static char *
copy(char *old, const char *text)
{
	char *out = text && *text ? strdup(text) : NULL;

	if (text && *text && !out)
		die("out of memory");
	free(old);
	return out;
}

/* ---- publishing, step by step: reason, a leader's words, PIN ---- */

static void
say_published(struct view *v, const struct roster_published *done)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < done->neditions; i++)
		str_add_f(&text, _(" %04d-%02d edition %lld"), done->editions[i].month / 10000,
			  done->editions[i].month / 100 % 100,
			  (long long)done->editions[i].version);
	app_say(v->app, STYLE_GOOD, _("Published:%s; %zu duties new, %zu changed, %zu cancelled."),
		text.ptr, done->made, done->changed, done->cancelled);
	str_clear(&text);
}

static enum rc
publish(struct view *below, void *ctx, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);
	struct book *b = console_book(below);
	struct roster_publishing what = {
	    .reason = rv->reason, .override = rv->override, .seen = rv->seen.ptr};
	struct roster_published done;
	struct arena a = {0};
	enum rc rc = book_need_leader(b, e);

	(void)ctx;
	if (rc == RC_OK)
		rc = roster_publish(b, &a, &what, &done, e);
	if (rc == RC_OK) {
		roster_forget_steps(rv);
		roster_effect_forget(rv);
		say_published(below, &done);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

/* Before anybody has a PIN and where no leader is entered, the device may, as on the command line.
 */
static enum rc
as_leader(struct view *below, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);
	enum rc rc;

	rv->word.title = _("Publish the roster");
	rv->word.done = publish;
	rc = leader_word_ask(below, &rv->word, e);
	if (rc == RC_NOT_FOUND && !pin_any(book_store(console_book(below))))
		return publish(below, NULL, e);
	return rc;
}

static enum rc
override_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);

	(void)ctx;
	if (!*text)
		return err_set(e, RC_MISSING, "%s",
			       _("a rule may be broken only with a leader's reason"));
	rv->override = copy(rv->override, text);
	return as_leader(below, e);
}

static size_t
broken(const struct roster_review *r, const struct violation **first)
{
	size_t n = 0;

	*first = NULL;
	for (size_t i = 0; i < r->fresh.n; i++)
		if (r->fresh.v[i].hard && !r->fresh.v[i].override) {
			*first = *first ? *first : &r->fresh.v[i];
			n++;
		}
	return n;
}

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);
	const struct violation *first;
	size_t n = broken(&rv->review, &first);
	struct arena a = {0};
	enum rc rc;

	(void)ctx;
	rv->reason = copy(rv->reason, text);
	rv->override = copy(rv->override, NULL);
	if (!n)
		return as_leader(below, e);
	rc = prompt_open(
	    below->app,
	    &(struct prompt){.title = arena_text_f(&a, _("It breaks %zu rules: why may it?"), n),
			     .hint = first->why,
			     .done = override_typed},
	    e);
	arena_free(&a);
	return rc;
}

static enum rc
ask_reason(struct view *below, struct err *e)
{
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("Why is the roster changed?"),
			     .hint = _("stands in the list of changes; may be empty"),
			     .done = reason_typed},
	    e);
}

/* ---- what was changed under the draft, what has begun ---- */

static void
list_cells(const struct roster_view *rv, bool stale, struct str *out)
{
	const struct roster_review *r = &rv->review;
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	size_t told = 0;

	for (size_t i = 0; i < r->cells.n; i++) {
		const struct review_cell *x = &r->each[i];

		if (!(stale ? x->stale && !x->begun : x->begun) || told++ >= LISTED)
			continue;
		str_add_f(out, "%d-%02d %s: ", x->cell->day / 100 % 100, x->cell->day % 100,
			  duty_post_name(&r->after, x->cell->post));
		cell_names(&r->after, &x->cell->was, usual, out);
		str_add(out, x->cell->was.n ? "" : _("nobody"));
		str_add(out, _(" → now "));
		cell_names(&r->after, &x->stands, usual, out);
		str_add(out, x->stands.n ? "" : _("nobody"));
		str_add(out, _(" → draft "));
		cell_names(&r->after, &x->becomes, usual, out);
		str_add_f(out, "%s\n", x->becomes.n ? "" : _("nobody"));
	}
	if (told > LISTED)
		str_add_f(out, _("and %zu more\n"), told - LISTED);
}

/* Drops or keeps every cell of that sort. */
static enum rc
sort_out(struct roster_view *rv, bool stale, bool keep, struct err *e)
{
	struct book *b = console_book(&rv->base);
	struct arena a = {0};
	enum rc rc = RC_OK;

	for (size_t i = 0; i < rv->review.cells.n && rc == RC_OK; i++) {
		const struct review_cell *x = &rv->review.each[i];
		struct draft_part part = {x->cell->day, x->cell->day, x->cell->post};
		struct draft_step step = {0};

		if (!(stale ? x->stale && !x->begun : x->begun))
			continue;
		rc = (keep ? roster_draft_keep : roster_draft_drop)(b, &a, &part, &step, e);
		if (rc == RC_OK)
			roster_remember(rv, &step);
	}
	arena_free(&a);
	app_stale(rv->base.app);
	return rc;
}

static enum rc
stale_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice ? sort_out(roster_view_of(below), true, choice == 1, e) : RC_OK;
}

static enum rc
begun_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice ? sort_out(roster_view_of(below), false, false, e) : RC_OK;
}

static enum rc
ask_about_cells(struct roster_view *rv, bool stale, struct err *e)
{
	static const char *const begun_choices[] = {N_("drop these edits"), NULL};
	static const char *const stale_choices[] = {N_("keep the draft's edits"),
						    N_("drop them, keep what is published"), NULL};
	struct str text = STR_INIT;
	enum rc rc;

	str_add_f(&text, "%s\n",
		  stale ? _("What is published was changed under these edits:")
			: _("These have begun meanwhile; what has begun is taken over:"));
	list_cells(rv, stale, &text);
	rc = dialog_open(rv->base.app,
			 &(struct dialog){.title = _("Look again"),
					  .text = text.ptr,
					  .choices = stale ? stale_choices : begun_choices,
					  .done = stale ? stale_answered : begun_answered},
			 e);
	str_clear(&text);
	return rc;
}

/* ---- the menu ---- */

static enum rc
discard_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);
	struct draft_part all = {0};
	struct draft_step step = {0};
	struct arena a = {0};
	enum rc rc;

	(void)ctx;
	if (choice != 1)
		return RC_OK;
	rc = roster_draft_drop(console_book(below), &a, &all, &step, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD,
			_("Thrown away: %zu cells. Backspace brings them back while this screen is "
			  "open."),
			step.n);
		roster_remember(rv, &step);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_discard(struct roster_view *rv, struct err *e)
{
	static const char *const choices[] = {N_("throw the draft away"), NULL};
	struct arena a = {0};
	enum rc rc = dialog_open(
	    rv->base.app,
	    &(struct dialog){
		.title = _("Discard the draft"),
		.text = arena_text_f(&a,
				     _("%zu edited cells are lost, those of other terminals too. "
				       "What is published stays as it is."),
				     rv->review.cells.n),
		.choices = choices,
		.done = discard_answered},
	    e);

	arena_free(&a);
	return rc;
}

static void
add_cell(const struct roster_review *r, const struct review_cell *x, struct str *out)
{
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};

	str_add_f(out, "%04d-%02d-%02d  %s  ", x->cell->day / 10000, x->cell->day / 100 % 100,
		  x->cell->day % 100, duty_post_name(&r->after, x->cell->post));
	cell_names(&r->after, &x->stands, usual, out);
	str_add_f(out, "%s → ", x->stands.n ? "" : _("nobody"));
	cell_names(&r->after, &x->becomes, usual, out);
	str_add_f(out, "%s%s%s\n", x->becomes.n ? "" : _("nobody"),
		  x->stale ? _("  ▲ published has changed") : "",
		  x->begun ? _("  ▲ has begun") : "");
}

/* Every edit, what it would break, what it would put right. */
static enum rc
show_all(struct roster_view *rv, struct err *e)
{
	const struct roster_review *r = &rv->review;
	struct str text = STR_INIT;
	enum rc rc;

	for (size_t i = 0; i < r->cells.n; i++)
		add_cell(r, &r->each[i], &text);
	for (size_t i = 0; i < r->fresh.n; i++)
		str_add_f(&text, "%s%s\n", r->fresh.v[i].hard ? _("■ breaks: ") : "▲ ",
			  r->fresh.v[i].why);
	for (size_t i = 0; i < r->gone.n; i++)
		str_add_f(&text, _("√ mends: %s\n"), r->gone.v[i].why);
	rc = app_open(rv->base.app, &view_text,
		      &(struct text_args){.heading = _("Draft, not published"), .text = text.ptr},
		      e);
	str_clear(&text);
	return rc;
}

static enum rc
menu_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);

	(void)ctx;
	switch (choice) {
	case 1:
		if (rv->review.begun || rv->review.stale)
			return ask_about_cells(rv, !rv->review.begun, e);
		str_cut(&rv->seen, 0);
		str_add(&rv->seen, rv->review.seen.ptr);
		return ask_reason(below, e);
	case 2:
		return show_all(rv, e);
	case 3:
		return ask_discard(rv, e);
	}
	return RC_OK;
}

enum rc
roster_publish_ask(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("publish it"), N_("read all of it"),
					      N_("discard it"), NULL};
	struct roster_view *rv = roster_view_of(v);
	const struct roster_review *r = &rv->review;
	const struct violation *first;
	struct str text = STR_INIT;
	size_t hard = broken(r, &first);
	enum rc rc;

	if (r->cells.n == 0)
		return err_set(e, RC_INVALID, "%s",
			       _("there is nothing to publish: the draft of the roster is empty"));
	str_add_f(&text,
		  _("%zu edited cells; until they are published nobody's duty is changed.\n"),
		  r->cells.n);
	if (hard)
		str_add_f(&text, _("■ breaks %zu rules, first: %s\n"), hard, first->why);
	else
		str_add_f(&text, "%s\n", _("√ breaks no rule, leaves no gap"));
	if (r->gone.n)
		str_add_f(&text, _("√ puts right: %zu\n"), r->gone.n);
	if (r->stale + r->begun)
		str_add_f(&text, _("▲ %zu cells are to be looked at again first\n"),
			  r->stale + r->begun);
	rc = dialog_open(v->app,
			 &(struct dialog){.title = _("Draft of the roster"),
					  .text = text.ptr,
					  .choices = choices,
					  .done = menu_answered},
			 e);
	str_clear(&text);
	return rc;
}

/* ---- on paper ---- */

static enum rc
write_file(struct roster_view *rv, struct arena *a, const struct roster_sheet *s, bool html,
	   struct err *e)
{
	struct book *b = console_book(&rv->base);
	const struct thing *t = edition_latest(&s->editions, roster_first_day(rv));
	long long version = t ? (long long)((const struct edition *)t->body)->version.n : 0;
	char *dir = arena_text_f(a, "%s/print", book_home(b));
	char *path = arena_text_f(a, "%s/值班表-%04d-%02d-第%lld版.%s", dir, rv->year, rv->month,
				  version, html ? "html" : "csv");
	struct str out = STR_INIT;
	enum rc rc = file_make_dirs(dir, e);

	if (html)
		sheet_html(&s->sheet, &out);
	else
		roster_sheet_csv(&s->sheet, &out);
	if (rc == RC_OK)
		rc = file_write(path, out.ptr, out.len, e);
	if (rc == RC_OK)
		app_say(rv->base.app, STYLE_GOOD, _("Written: %s"), path);
	str_clear(&out);
	return rc;
}

static enum rc
read_paper(struct roster_view *rv, const struct roster_sheet *s, bool people, struct err *e)
{
	struct str out = STR_INIT;
	enum rc rc;

	(people ? sheet_people : sheet_text)(&s->sheet, &out);
	rc = app_open(rv->base.app, &view_text,
		      &(struct text_args){.heading = _("Roster"), .text = out.ptr}, e);
	str_clear(&out);
	return rc;
}

static enum rc
paper_answered(struct view *below, void *ctx, int choice, struct err *e)
{
	struct roster_view *rv = roster_view_of(below);
	struct roster_sheet s;
	struct arena a = {0};
	enum rc rc;

	(void)ctx;
	if (!choice)
		return RC_OK;
	rc = roster_sheet_load(console_book(below), &a, NULL, roster_first_day(rv),
			       day_add(roster_first_day(rv), rv->days - 1), &s, e);
	if (rc == RC_OK)
		rc = choice <= 2 ? read_paper(rv, &s, choice == 2, e)
				 : write_file(rv, &a, &s, choice == 3, e);
	roster_sheet_clear(&s);
	arena_free(&a);
	return rc;
}

enum rc
roster_paper(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("read it as it hangs"), N_("read it by people"),
					      N_("a page to print (HTML)"),
					      N_("a table for a spreadsheet (CSV)"), NULL};
	struct roster_view *rv = roster_view_of(v);
	struct arena a = {0};
	enum rc rc = dialog_open(
	    v->app,
	    &(struct dialog){
		.title = arena_text_f(&a, _("The sheet of %04d-%02d"), rv->year, rv->month),
		.text = rv->review.cells.n ? _("As it is published: the draft is not on it.")
					   : _("As it is published."),
		.choices = choices,
		.done = paper_answered},
	    e);

	arena_free(&a);
	return rc;
}
