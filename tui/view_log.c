/* The log (值班日志): the newest last, searched, corrected; what was corrected stays readable. */
#include "tui/view_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "core/text.h"
#include "storage/case_line.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/entry_row.h"
#include "tui/list.h"
#include "tui/thing_form.h"
#include "tui/view_record.h"

enum { FIRST_ENTRIES = 400, MORE_TIMES = 4, WIDE_COLS = 100 };

struct log_view {
	struct view base;
	struct list list;
	struct arena arena;
	struct records records;
	struct entry_row *entries;
	size_t limit;
	bool opened;      /* the first load selects the newest */
	char *search;     /* the whole book was searched for this; NULL: the log as it is */
	int day;          /* only this day; 0: all */
	struct str text;  /* a correction whose reason is still to come */
	char id[ID_TEXT]; /* … of this line */
};

static size_t
count(void *ctx)
{
	return ((struct log_view *)ctx)->records.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	struct log_view *lv = ctx;
	struct entry_row *en = &lv->entries[row];
	char at[MOMENT_TEXT];

	entry_look(en, console_of(&lv->base)->book, &lv->arena);
	*style = entry_style(en);
	if (column == 0) {
		moment_screen(en->record->at, at);
		str_add(out, at);
	} else if (column == 1) {
		str_add(out, entry_kind(en));
	} else if (column == 2) {
		str_add(out, en->text);
	} else {
		str_add(out, column == 3 ? en->by : en->record->id);
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct log_view *)ctx)->records.v[row]->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("When"),   13, false },
	{ N_("Kind"),   10, false },
	{ N_("Text"),   0,  false },
	{ N_("Clerk"),  8,  false },
	{ N_("No."),    10, false },
};
/* clang-format on */

/* The id, as it is said over the telephone, has room on a wide screen only. */
static const struct list_source narrow = {
    .columns = columns,
    .ncolumns = 4,
    .empty = N_("nothing was recorded yet: F3 writes a line"),
    .count = count,
    .cell = cell,
    .id = id,
};

static const struct list_source wide = {
    .columns = columns,
    .ncolumns = 5,
    .empty = N_("nothing was recorded yet: F3 writes a line"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct log_view *lv = (struct log_view *)v;
	const size_t *limit = arg;

	(void)e;
	lv->limit = limit ? *limit : FIRST_ENTRIES;
	lv->text = (struct str)STR_INIT;
	list_init(&lv->list, &narrow, lv);
	return RC_OK;
}

static enum rc
read_records(struct log_view *lv, struct arena *a, struct records *out, struct err *e)
{
	struct book *b = console_book(&lv->base);
	struct book_filter f = {.limit = lv->limit};

	if (lv->search) {
		enum rc rc = book_search(b, a, lv->search, lv->limit, out, NULL, e);

		for (size_t i = 0; rc == RC_OK && i < out->n / 2; i++) {
			struct record *r = out->v[i];

			out->v[i] = out->v[out->n - 1 - i];
			out->v[out->n - 1 - i] = r;
		}
		return rc;
	}
	if (lv->day) {
		f.since = day_secs(lv->day);
		f.until = f.since + DAY_SECONDS;
	}
	return book_entries(b, a, &f, out, e);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct log_view *lv = (struct log_view *)v;
	struct arena fresh = {0};
	struct records records = {0};
	bool at_end = lv->list.selected + 1 >= lv->records.n;

	if (read_records(lv, &fresh, &records, e) != RC_OK) {
		vec_clear(&records);
		arena_free(&fresh);
		return e->code;
	}
	vec_clear(&lv->records);
	arena_free(&lv->arena);
	free(lv->entries);
	lv->arena = fresh;
	lv->records = records;
	lv->entries = calloc(records.n + 1, sizeof(*lv->entries));
	if (!lv->entries)
		die("out of memory");
	for (size_t i = 0; i < records.n; i++)
		lv->entries[i].record = records.v[i];
	list_reload(&lv->list);
	if (!lv->opened)
		list_select(&lv->list, records.n);
	if (at_end) /* new lines come into sight; the selected one stays selected */
		lv->list.top = records.n;
	lv->opened = true;
	return RC_OK;
}

/* At the oldest line that was read there may be older ones. */
static void
read_more(struct log_view *lv)
{
	struct err e;

	if (lv->list.selected > 0 || lv->records.n < lv->limit)
		return;
	lv->limit *= MORE_TIMES;
	if (load(&lv->base, &e) != RC_OK)
		app_say_error(lv->base.app, &e);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct log_view *lv = (struct log_view *)v;

	read_more(lv);
	lv->list.source = c->cols >= WIDE_COLS ? &wide : &narrow;
	list_draw(&lv->list, c);
}

static void
clear(struct view *v)
{
	struct log_view *lv = (struct log_view *)v;

	list_clear(&lv->list);
	vec_clear(&lv->records);
	arena_free(&lv->arena);
	free(lv->entries);
	free(lv->search);
	if (lv->text.ptr)
		str_clear(&lv->text);
}

static struct list *
list(struct view *v)
{
	return &((struct log_view *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct log_view *lv = (const struct log_view *)v;

	if (lv->search)
		str_add_f(out, _("found in all books: %s"), lv->search);
	else if (lv->day)
		str_add_f(out, "%04d-%02d-%02d", lv->day / 10000, lv->day / 100 % 100,
			  lv->day % 100);
}

static enum rc
selected(const struct log_view *lv, const struct record **out, struct err *e)
{
	if (!list_has_selection(&lv->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = lv->records.v[lv->list.selected];
	return RC_OK;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct record *r = NULL;

	if (selected((struct log_view *)v, &r, e) != RC_OK)
		return e->code;
	return app_open(v->app, &view_record, r->id, e);
}

/* Correcting: the new text, then why. */

static enum rc
reason_typed(struct view *below, void *ctx, const char *reason, struct err *e)
{
	struct log_view *lv = ctx;
	struct arena a = {0};
	struct book *b = console_book(below);
	struct record *r = record_new(&a, &kind_correction);
	struct parse_context world = {.now = console_now(below), .arena = &a};
	enum rc rc = line_correction(b, &a, lv->id, r, e);

	if (rc == RC_OK)
		rc = record_set(r, "text", lv->text.ptr, &world, e);
	if (rc == RC_OK)
		rc = record_set(r, "reason", reason, &world, e);
	if (rc == RC_OK)
		rc = book_add_one(b, &a, r, NULL, e);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Corrected %s by %s"), lv->id, r->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
text_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct log_view *lv = ctx;

	if (*text == '\0')
		return err_set(e, RC_MISSING, "%s", _("the text is missing"));
	str_cut(&lv->text, 0);
	str_add(&lv->text, text);
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("Why it is corrected"),
			     .hint = _("The old text stays readable, with this reason."),
			     .max = 200,
			     .done = reason_typed,
			     .ctx = lv},
	    e);
}

static enum rc
correct(struct view *v, struct err *e)
{
	struct log_view *lv = (struct log_view *)v;
	const struct record *r = NULL;
	struct str old = STR_INIT;
	struct arena a = {0};
	enum rc rc;

	if (selected(lv, &r, e) != RC_OK || line_may_correct(r, e) != RC_OK)
		return e->code;
	snprintf(lv->id, sizeof(lv->id), "%s", r->id);
	record_line_text(r, &old);
	rc = prompt_open(
	    v->app,
	    &(struct prompt){.title = arena_text_f(&a, _("Correct %s"), r->id),
			     .hint = _("A new line; the old one stays, struck through."),
			     .initial = old.ptr,
			     .max = 1000,
			     .done = text_typed,
			     .ctx = lv},
	    e);
	str_clear(&old);
	arena_free(&a);
	return rc;
}

/* Searching everything, a day */

static enum rc
reload(struct log_view *lv, struct err *e)
{
	lv->limit = FIRST_ENTRIES;
	lv->opened = false;
	return load(&lv->base, e);
}

static enum rc
search_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct log_view *lv = ctx;

	(void)below;
	free(lv->search);
	lv->search = NULL;
	lv->day = 0;
	if (*text) {
		struct arena a = {0};
		char *clean;
		enum rc rc = text_clean(&a, text, strlen(text), false, &clean, e);

		if (rc == RC_OK && *clean)
			lv->search = strdup(clean);
		arena_free(&a);
		if (rc != RC_OK)
			return rc;
	}
	return reload(lv, e);
}

static enum rc
search_all(struct view *v, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Search all books"),
					    .hint = _("Nothing typed: the log again."),
					    .initial = ((struct log_view *)v)->search,
					    .max = 80,
					    .done = search_typed,
					    .ctx = v},
			   e);
}

static enum rc
day_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct log_view *lv = ctx;
	struct arena a = {0};
	struct moment m = {0};
	enum rc rc = RC_OK;

	if (*text)
		rc = moment_parse(text_narrow(&a, text), console_now(below), MOMENT_ANY, 0, &m, e);
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	free(lv->search);
	lv->search = NULL;
	lv->day = *text ? day_of(m.secs) : 0;
	return reload(lv, e);
}

static enum rc
one_day(struct view *v, struct err *e)
{
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Entries of one day"),
					    .hint = _("2026-01-18; nothing typed: the log again."),
					    .max = 20,
					    .done = day_typed,
					    .ctx = v},
			   e);
}

/* A telephone record */

static enum rc
call_done(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct arena a = {0};
	enum rc rc = book_add_one(console_book(below), &a, r, NULL, e);

	(void)ctx;
	(void)f;
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), r->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
call(struct view *v, struct err *e)
{
	return form_open_kept(v, &(struct form_args){.kind = &kind_call, .done = call_done}, "call",
			      e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",    N_("read"),         open_selected },
	{ { K_F(5), 'c' },  "correct", N_("correct"),      correct },
	{ { K_F(6), 't' },  "call",    N_("phone record"), call },
	{ { K_F(7), 'a' },  "search-all", N_("all books"), search_all },
	{ { K_F(8), 'd' },  "day",     N_("one day"),      one_day },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_log = {
    .name = "log",
    .title = N_("Log"),
    .size = sizeof(struct log_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
