/* Forms for things: a new one, or a change. */
#include "tui/thing_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/case_thing.h"
#include "storage/pin.h"
#include "tui/console.h"
#include "tui/scrap.h"

static void
keep(struct view *below, const char *open, const char *secret)
{
	struct console *con = console_of(below);
	const char *const part[2] = {open, secret};
	struct err e;

	if (scrap_keep_form(con->book, con->form.scrap, part, &e) != RC_OK)
		app_say_error(below->app, &e);
}

enum rc
form_open_kept(struct view *v, const struct form_args *args, const char *name, struct err *e)
{
	struct console *con = console_of(v);
	struct form_args full = *args;
	struct arena a = {0};
	enum rc rc;

	snprintf(con->form.scrap, sizeof(con->form.scrap), "%s", name);
	full.keep = keep;
	scrap_offer_form(con->book, &a, name, full.draft);
	rc = form_open(v->app, &full, e);
	arena_free(&a);
	return rc;
}

static enum rc
pin_was_right(struct view *below, void *ctx, struct err *e)
{
	struct console *con = ctx;

	(void)e;
	con->form.approved = true;
	app_say(below->app, STYLE_GOOD, "%s", _("The PIN is right: record it once more."));
	return RC_OK;
}

/* Makes a leader: the clerk's PIN first. */
static enum rc
ask_leader(struct view *below, struct console *con, struct err *e)
{
	const char *author = book_author(con->book);
	struct console_pin pin = {
	    .title = _("This takes a leader"), .done = pin_was_right, .ctx = con};

	if (!author || !pin_has(book_store(con->book), author))
		return book_need_leader(con->book, e);
	snprintf(con->form.leader, sizeof(con->form.leader), "%s", author);
	pin.person = con->form.leader;
	if (console_ask_pin(below, &pin, e) != RC_OK)
		return e->code;
	return err_set(e, RC_INVALID, "%s", _("this takes a leader's PIN"));
}

static enum rc
record(struct view *below, struct console *con, struct record *r, struct err *e)
{
	struct book *b = console_book(below);
	struct arena a = {0};
	enum rc rc;

	if (con->form.approved)
		book_pin_checked(b, con->form.leader);
	rc = con->form.id[0] ? thing_set(b, &a, con->form.id, r, e) : thing_new(b, &a, r, NULL, e);
	book_pin_checked(b, "");
	if (rc == RC_OK)
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"),
			con->form.id[0] ? con->form.id : r->id);
	arena_free(&a);
	return rc;
}

static enum rc
done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct console *con = ctx;

	(void)f;
	if (thing_needs_leader(r) && pin_any(book_store(con->book)) && !con->form.approved)
		return ask_leader(below, con, e);
	if (record(below, con, r, e) != RC_OK)
		return e->code;
	con->form.approved = false;
	app_stale(below->app);
	return RC_OK;
}

static struct pick
pick_of(struct console *con, const struct thing *t)
{
	struct str label = STR_INIT;
	struct pick pick = {.value = t->id};

	kind_line(t->kind, t->body, &label);
	if (t->kind == &kind_person && ((struct person *)t->body)->post)
		str_add_f(&label, " %s", ((struct person *)t->body)->post);
	pick.label = arena_text_n(&con->form.arena, label.ptr, label.len);
	str_clear(&label);
	return pick;
}

const struct pick *
thing_form_picks(void *ctx, const struct field *f, size_t *n)
{
	struct console *con = ctx;
	const struct kind *k = f->type == &field_person ? &kind_person
			       : f->target              ? kind_find(f->target)
							: NULL;
	struct book_filter all = {0};
	struct things things = {0};
	struct pick *picks = NULL;
	struct err e;

	*n = 0;
	if (!k || (f->type != &field_ref && f->type != &field_person))
		return NULL;
	if (book_list(con->book, &con->form.arena, k, &all, &things, &e) == RC_OK) {
		picks = arena_alloc(&con->form.arena, (things.n + 1) * sizeof(*picks));
		for (; *n < things.n; ++*n)
			picks[*n] = pick_of(con, things.v[*n]);
	}
	vec_clear(&things);
	return picks;
}

static enum rc
open_form(struct view *v, const struct form_args *args, const char *id, struct err *e)
{
	struct console *con = console_of(v);
	struct form_args full = *args;
	char name[ID_TEXT];

	arena_free(&con->form.arena);
	con->form.kind = args->kind;
	con->form.approved = false;
	snprintf(con->form.id, sizeof(con->form.id), "%s", id);
	snprintf(name, sizeof(name), "%.20s-%.30s", con->form.kind->name, id);
	full.picks = thing_form_picks;
	full.done = done;
	full.ctx = con;
	return form_open_kept(v, &full, name, e);
}

enum rc
thing_form_new(struct view *v, const struct kind *k, struct err *e)
{
	return open_form(v, &(struct form_args){.kind = k, .heading = _("new")}, "", e);
}

enum rc
thing_form_edit(struct view *v, const struct thing *t, uint64_t fields, struct err *e)
{
	return open_form(v,
			 &(struct form_args){
			     .kind = t->kind, .heading = t->id, .body = t->body, .fields = fields},
			 t->id, e);
}
