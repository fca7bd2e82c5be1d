/* One book's synchronisation: what waits, what the other side holds, each address, each alarm. */
#include "tui/view_sync_book.h"

#include <stdio.h>

#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/sync_act.h"
#include "tui/sync_rows.h"
#include "tui/sync_run.h"

enum { LABEL_COLS = 16 };

struct sync_book_view {
	struct view base;
	struct list list;
	struct arena arena;
	struct sync_rows rows;
	char name[80];
	struct sync_asked asked; /* book: the one that is shown */
};

static size_t
count(void *ctx)
{
	return ((struct sync_book_view *)ctx)->rows.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct sync_row *r = &((struct sync_book_view *)ctx)->rows.v[row];

	*style = r->style;
	str_add(out, column == 0 ? r->label : r->text);
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct sync_row *r = &((struct sync_book_view *)ctx)->rows.v[row];

	str_add_f(out, "%s/%s", r->label, r->about ? r->about : r->advice ? r->text : "");
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("What"), LABEL_COLS, false },
	{ N_("State"), 0, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct sync_book_view *bv = (struct sync_book_view *)v;

	(void)e;
	snprintf(bv->asked.book, sizeof(bv->asked.book), "%s", (const char *)arg);
	list_init(&bv->list, &source, bv);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct sync_book_view *bv = (struct sync_book_view *)v;
	struct book *b = console_book(v);
	struct book_sync state;

	bv->rows.n = 0;
	arena_free(&bv->arena);
	if (book_sync_load(book_store(b), book_home(b), &bv->arena, bv->asked.book, &state, e) !=
	    RC_OK)
		return e->code;
	snprintf(bv->name, sizeof(bv->name), "%s %s", state.trust.book, state.trust.name);
	sync_rows(&state, &bv->arena, &bv->rows);
	book_sync_clear(&state);
	list_reload(&bv->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct sync_book_view *)v)->list, c);
}

static void
clear(struct view *v)
{
	struct sync_book_view *bv = (struct sync_book_view *)v;

	list_clear(&bv->list);
	vec_clear(&bv->rows);
	arena_free(&bv->arena);
}

static struct list *
list(struct view *v)
{
	return &((struct sync_book_view *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct sync_book_view *)v)->name);
}

static enum rc
selected(struct sync_book_view *bv, const struct sync_row **out, struct err *e)
{
	if (!list_has_selection(&bv->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = &bv->rows.v[bv->list.selected];
	return RC_OK;
}

static enum rc
read_alarm(struct sync_book_view *bv, const struct sync_row *r, struct err *e)
{
	snprintf(bv->asked.about, sizeof(bv->asked.about), "%s", r->about);
	return sync_act_alarm(&bv->base, &bv->asked, r->text, r->advice, e);
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct sync_book_view *bv = (struct sync_book_view *)v;
	const struct sync_row *r = NULL;
	struct arena a = {0};
	enum rc rc = selected(bv, &r, e);

	if (rc == RC_OK && r->about)
		return read_alarm(bv, r, e);
	if (rc == RC_OK)
		rc = dialog_open(
		    v->app,
		    &(struct dialog){.title = r->label,
				     .text = r->advice
						 ? arena_text_f(&a, "%s\n\n%s", r->text, r->advice)
						 : r->text},
		    e);
	arena_free(&a);
	return rc;
}

static enum rc
alarm_seen(struct view *v, struct err *e)
{
	struct sync_book_view *bv = (struct sync_book_view *)v;
	const struct sync_row *r = NULL;

	if (selected(bv, &r, e) != RC_OK)
		return e->code;
	if (!r->about)
		return err_set(e, RC_INVALID, "%s", _("only an alarm can be taken off the list"));
	return read_alarm(bv, r, e);
}

static enum rc
synchronise(struct view *v, struct err *e)
{
	const struct sync_job job = {.book = ((struct sync_book_view *)v)->asked.book};

	if (sync_run(console_of(v), v->app, &job, e) != RC_OK)
		return e->code;
	app_say(v->app, STYLE_NORMAL, "%s", _("Synchronising …"));
	return RC_OK;
}

static enum rc
mailbag(struct view *v, struct err *e)
{
	return sync_act_mailbag(v, &((struct sync_book_view *)v)->asked, e);
}

static enum rc
verify(struct view *v, struct err *e)
{
	return sync_act_verify(v, &((struct sync_book_view *)v)->asked, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",    N_("read"),             open_selected },
	{ { K_F(5), 'y' },  "sync",    N_("synchronise now"),  synchronise },
	{ { K_F(6), 'c' },  "clear",   N_("alarm seen"),       alarm_seen },
	{ { K_F(7), 'm' },  "mailbag", N_("mailbag"),          mailbag },
	{ { K_F(8), 'v' },  "verify",  N_("is it whole?"),     verify },
	{ { K_F(9), 'h' },  "devices", N_("devices"), sync_act_devices },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_sync_book = {
    .name = "sync_book",
    .title = N_("One book"),
    .size = sizeof(struct sync_book_view),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
