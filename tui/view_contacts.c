/* The contact book (通讯录): units first, in their order; what was not checked for long is marked.
 */
#include "tui/view_contacts.h"

#include <string.h>

#include "storage/case_thing.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/thing_form.h"
#include "tui/things.h"
#include "tui/view_record.h"

enum { FRESH_DAYS = 90 };

struct contacts {
	struct view base;
	struct things_list things;
};

static bool
is_old(const struct contact *c, int64_t now)
{
	return c->updated == 0 || c->updated < day_add(day_of(now), -FRESH_DAYS);
}

static void
look(const struct thing *t, const struct field *f, void *ctx, enum style_role *style)
{
	if (f && strcmp(f->name, "updated") == 0 && is_old(t->body, console_now(ctx)))
		*style = STYLE_WARNING;
}

/* Colour alone would not do: an old date says so. */
static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct things_list *tl = ctx;
	const struct field *f = tl->fields[column];
	struct contact *c = tl->shown[row]->body;

	things_cell(ctx, row, column, out, style);
	if (f && strcmp(f->name, "updated") == 0 && is_old(c, console_now(tl->ctx)))
		str_add(out, c->updated ? " ▲" : _("never ▲"));
}

static int
compare(const void *a, const void *b)
{
	const struct thing *x = *(struct thing *const *)a, *y = *(struct thing *const *)b;
	const struct contact *c = x->body, *d = y->body;
	int64_t left = c->order.set ? c->order.n : INT64_MAX;
	int64_t right = d->order.set ? d->order.n : INT64_MAX;

	if (left != right)
		return left < right ? -1 : 1;
	return record_compare(x->first, y->first);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct contacts *c = (struct contacts *)v;

	(void)arg;
	(void)e;
	things_init(&c->things, console_of(v)->book, &kind_contact,
		    N_("no unit is entered yet: F5"), NULL);
	c->things.source.cell = cell;
	c->things.look = look;
	c->things.ctx = v;
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct contacts *c = (struct contacts *)v;
	const struct book_filter all = {0};

	console_book(v);
	if (things_load(&c->things, &all, e) != RC_OK)
		return e->code;
	things_order(&c->things, compare);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct contacts *)v)->things.list, c);
}

static void
clear(struct view *v)
{
	things_clear(&((struct contacts *)v)->things);
}

static struct list *
list(struct view *v)
{
	return &((struct contacts *)v)->things.list;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct thing *t = NULL;

	if (things_selected(&((struct contacts *)v)->things, &t, e) != RC_OK)
		return e->code;
	return app_open(v->app, &view_record, t->id, e);
}

static enum rc
add(struct view *v, struct err *e)
{
	return thing_form_new(v, &kind_contact, e);
}

static enum rc
change(struct view *v, struct err *e)
{
	const struct thing *t = NULL;

	if (things_selected(&((struct contacts *)v)->things, &t, e) != RC_OK)
		return e->code;
	return thing_form_edit(v, t, 0, e);
}

/* Dialled and right: the day it was checked is today. */
static enum rc
checked(struct view *v, struct err *e)
{
	const struct thing *t = NULL;
	struct arena a = {0};
	struct record *wanted = record_new(&a, &kind_contact);
	enum rc rc = things_selected(&((struct contacts *)v)->things, &t, e);

	if (rc == RC_OK) {
		((struct contact *)wanted->body)->updated = day_of(console_now(v));
		record_has(wanted, "updated");
		rc = thing_set(console_book(v), &a, t->id, wanted, e);
	}
	if (rc == RC_OK) {
		app_say(v->app, STYLE_GOOD, _("%s is marked as checked today."),
			((const struct contact *)t->body)->name);
		app_stale(v->app);
	}
	arena_free(&a);
	return rc;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",    N_("read"),          open_selected },
	{ { K_F(5), 'a' },  "add",     N_("new unit"),      add },
	{ { K_F(6), 'e' },  "change",  N_("change"),        change },
	{ { K_F(7), 'c' },  "checked", N_("checked today"), checked },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_contacts = {
    .name = "contacts",
    .title = N_("Contact book"),
    .size = sizeof(struct contacts),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
};
