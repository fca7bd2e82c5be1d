/* The draft of the roster: edited, taken back, kept on this host until it is published. */
#include "storage/roster_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/roster_draft_inside.h"

static const char prefix[] = "plan/";

enum { KEY_TEXT = 100, AROUND = 2 * DAY_SECONDS };

static void
key_of(int day, const char *post, char out[KEY_TEXT])
{
	snprintf(out, KEY_TEXT, "%s%04d-%02d-%02d/%s", prefix, day / 10000, day / 100 % 100,
		 day % 100, post);
}

/* ---- reading ---- */

struct loading {
	struct arena *arena;
	struct plan_cells *out;
	struct err *e;
	enum rc rc;
};

static bool
take_row(void *ctx, const char *key, const void *value, size_t n)
{
	struct loading *l = ctx;
	char *text = arena_text_n(l->arena, value, n);
	char *day_text = arena_text(l->arena, key + strlen(prefix)), *post = strchr(day_text, '/');
	struct plan_cell c;
	int day = 0;

	if (post)
		*post++ = '\0';
	if (!post || day_parse(day_text, &day, l->e) != RC_OK ||
	    plan_cell_read(l->arena, day, post, text, &c, l->e) != RC_OK) {
		l->rc = err_set(l->e, RC_CORRUPT,
				_("the draft's %s cannot be read; drop it with roster draft drop"),
				key + strlen(prefix));
		return false;
	}
	vec_push(l->out, c);
	return true;
}

enum rc
roster_draft_load(struct book *b, struct arena *a, struct plan_cells *out, struct err *e)
{
	struct loading l = {a, out, e, RC_OK};
	enum rc rc = store_each_local(book_store(b), prefix, take_row, &l, e);

	plan_cells_sort(out);
	return rc == RC_OK ? l.rc : rc;
}

/* ---- rows and steps ---- */

void
draft_step_clear(struct draft_step *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->v[i].post);
		free(s->v[i].before);
		free(s->v[i].after);
	}
	vec_clear(s);
}

static char *
copy(const char *text)
{
	char *out = text ? strdup(text) : NULL;

	if (text && !out)
		die("out of memory");
	return out;
}

/* NULL: there is none. */
enum rc
draft_get_row(struct book *b, struct arena *a, int day, const char *post, char **out, struct err *e)
{
	char key[KEY_TEXT], *value;
	size_t n;
	enum rc rc;

	key_of(day, post, key);
	*out = NULL;
	rc = store_local_get(book_store(b), a, key, &value, &n, e);
	if (rc == RC_OK)
		*out = arena_text_n(a, value, n);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc
put_row(struct book *b, int day, const char *post, const char *text, struct err *e)
{
	char key[KEY_TEXT];

	key_of(day, post, key);
	return store_local_put(book_store(b), key, text, text ? strlen(text) : 0, e);
}

/* Writes a row and remembers it; a row that stays as it is is left alone. */
enum rc
draft_change_row(struct book *b, struct arena *a, const struct plan_cell *c, const char *after,
		 struct draft_step *step, struct err *e)
{
	char *before;

	if (draft_get_row(b, a, c->day, c->post, &before, e) != RC_OK)
		return e->code;
	if (!before == !after && str_equal(before, after))
		return RC_OK;
	if (step)
		vec_push(step,
			 ((struct draft_row){c->day, copy(c->post), copy(before), copy(after)}));
	return put_row(b, c->day, c->post, after, e);
}

enum rc
roster_draft_remove(struct book *b, const struct plan_cell *c, struct err *e)
{
	return put_row(b, c->day, c->post, NULL, e);
}

enum rc
draft_finish(struct book *b, enum rc rc, struct draft_step *step, struct err *e)
{
	if (rc == RC_OK)
		rc = book_commit(b, e);
	else
		book_abort(b);
	if (rc != RC_OK && step)
		draft_step_clear(step);
	return rc;
}

/* ---- back and forth ---- */

static enum rc
undo_row(struct book *b, struct arena *a, const struct draft_row *r, bool again, struct err *e)
{
	const char *expected = again ? r->before : r->after, *wanted = again ? r->after : r->before;
	char *row;

	if (draft_get_row(b, a, r->day, r->post, &row, e) != RC_OK)
		return e->code;
	if (!row != !expected || !str_equal(row, expected))
		return err_set(e, RC_CONFLICT,
			       _("the duty of %04d-%02d-%02d was edited at another terminal "
				 "meanwhile: nothing was changed"),
			       r->day / 10000, r->day / 100 % 100, r->day % 100);
	return put_row(b, r->day, r->post, wanted, e);
}

enum rc
roster_draft_undo(struct book *b, const struct draft_step *s, bool again, struct err *e)
{
	struct arena a = {0};
	enum rc rc = book_begin(b, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < s->n && rc == RC_OK; i++)
		rc = undo_row(b, &a, &s->v[i], again, e);
	arena_free(&a);
	return draft_finish(b, rc, NULL, e);
}

static bool
is_part(const struct draft_part *p, const struct plan_cell *c)
{
	return (!p->from || c->day >= p->from) && (!p->until || c->day <= p->until) &&
	       (!p->post || str_equal(p->post, c->post));
}

struct keys {
	VEC(struct plan_cell) cells; /* day and post alone */
	struct arena *arena;
};

/* Rows are dropped without being understood. */
static bool
take_key(void *ctx, const char *key, const void *value, size_t n)
{
	struct keys *k = ctx;
	char *text = arena_text(k->arena, key + strlen(prefix)), *post = strchr(text, '/');
	struct plan_cell c = {0};
	struct err e;

	(void)value;
	(void)n;
	if (post)
		*post++ = '\0';
	if (!post || day_parse(text, &c.day, &e) != RC_OK)
		return true;
	c.post = post;
	vec_push(&k->cells, c);
	return true;
}

enum rc
roster_draft_drop(struct book *b, struct arena *a, const struct draft_part *part,
		  struct draft_step *step, struct err *e)
{
	struct keys k = {.arena = a};
	enum rc rc = book_begin(b, e);

	if (rc != RC_OK)
		return rc;
	rc = store_each_local(book_store(b), prefix, take_key, &k, e);
	for (size_t i = 0; i < k.cells.n && rc == RC_OK; i++)
		if (is_part(part, &k.cells.v[i]))
			rc = draft_change_row(b, a, &k.cells.v[i], NULL, step, e);
	vec_clear(&k.cells);
	return draft_finish(b, rc, step, e);
}

static enum rc
keep(struct book *b, struct arena *a, const struct draft_part *part, struct draft_step *step,
     struct err *e)
{
	struct plan_cells cells = {0};
	struct stints standing = {0};
	struct roster roster = {0};
	enum rc rc = roster_draft_load(b, a, &cells, e);
	int64_t from = cells.n ? day_secs(cells.v[0].day) - AROUND : 0;
	int64_t until = cells.n ? day_secs(cells.v[cells.n - 1].day) + AROUND : 1;

	if (rc == RC_OK)
		rc = roster_load(b, a, NULL, from, until, &roster, e);
	if (rc == RC_OK)
		duty_resolve(&roster.duty, from, until, &standing);
	for (size_t i = 0; i < cells.n && rc == RC_OK; i++) {
		struct plan_cell *c = &cells.v[i];
		struct str text = STR_INIT;

		if (!is_part(part, c))
			continue;
		c->was = cell_take(a, &standing, c->post, c->day);
		plan_cell_write(c, &text);
		rc = draft_change_row(b, a, c, text.ptr, step, e);
		str_clear(&text);
	}
	vec_clear(&cells);
	vec_clear(&standing);
	roster_clear(&roster);
	return rc;
}

enum rc
roster_draft_keep(struct book *b, struct arena *a, const struct draft_part *part,
		  struct draft_step *step, struct err *e)
{
	enum rc rc = book_begin(b, e);

	return rc == RC_OK ? draft_finish(b, keep(b, a, part, step, e), step, e) : rc;
}
