/* The state of synchronisation (同步): books, what waits, last contact, alarms, what was refused.
 */
#include "tui/view_sync.h"

#include <stdio.h>

#include "storage/advice.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/sync_act.h"
#include "tui/sync_rows.h"
#include "tui/sync_run.h"
#include "tui/view_sync_book.h"

struct sync_line {
	const char *what, *text;
	int64_t at; /* seconds; 0 never */
	enum style_role style;
	const char *book, *about; /* of an alarm */
	const char *advice;
};

struct sync_view {
	struct view base;
	struct list list;
	struct arena arena;
	VEC(struct sync_line) lines;
	struct sync_asked asked;
};

static size_t
count(void *ctx)
{
	return ((struct sync_view *)ctx)->lines.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct sync_line *l = &((struct sync_view *)ctx)->lines.v[row];
	char at[MOMENT_TEXT];

	*style = l->style;
	if (column == 0) {
		str_add(out, l->what);
	} else if (column == 1) {
		moment_screen(moment_at(l->at), at);
		str_add(out, l->at ? at : _("never"));
	} else {
		str_add(out, l->text);
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct sync_line *l = &((struct sync_view *)ctx)->lines.v[row];

	str_add_f(out, "%s/%s", l->what, l->about ? l->about : l->book ? l->book : l->text);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("What"), 24, false },
	{ N_("When"), 12, false },
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
	(void)arg;
	(void)e;
	list_init(&((struct sync_view *)v)->list, &source, v);
	return RC_OK;
}

static void
add(struct sync_view *sv, struct sync_line line, struct str *text)
{
	line.text = arena_text_n(&sv->arena, text->ptr, text->len);
	str_clear(text);
	vec_push(&sv->lines, line);
}

static enum rc
load_book(struct sync_view *sv, struct book *b, const char *book, struct err *e)
{
	struct book_sync state;
	struct str text = STR_INIT;
	enum rc rc = book_sync_load(book_store(b), book_home(b), &sv->arena, book, &state, e);

	if (rc != RC_OK)
		return rc;
	sync_summary(&state, &text);
	add(sv,
	    (struct sync_line){.what = arena_text_f(&sv->arena, "%s %s", book, state.trust.name),
			       .at = state.contact.last,
			       .style = sync_is_troubled(&state) ? STYLE_WARNING : STYLE_NORMAL,
			       .book = arena_text(&sv->arena, book)},
	    &text);
	book_sync_clear(&state);
	return RC_OK;
}

static enum rc
load_alarms(struct sync_view *sv, struct store *s, struct err *e)
{
	struct alarm *alarms;
	struct quarantined *refused;
	size_t n;

	if (alarm_list(s, &sv->arena, NULL, &alarms, &n, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < n; i++) {
		struct str text = STR_INIT;
		bool own = str_equal(alarms[i].book, book_name(console_of(&sv->base)->book));

		str_add_f(&text, _("%lld ×  %s"), (long long)alarms[i].count, alarms[i].text);
		add(sv,
		    (struct sync_line){
			.what = arena_text_f(&sv->arena, _("■ alarm %s"), alarms[i].about),
			.at = alarms[i].last,
			.style = STYLE_ERROR,
			.book = alarms[i].book,
			.about = alarms[i].about,
			.advice = alarm_advice(&sv->arena, alarms[i].about, own)},
		    &text);
	}
	if (quarantine_list(s, &sv->arena, NULL, &refused, &n, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < n; i++) {
		struct str text = STR_INIT;

		str_add_f(&text, "%s  (%s %.8s)", refused[i].reason, refused[i].remote,
			  refused[i].commit);
		add(sv,
		    (struct sync_line){
			.what = arena_text_f(&sv->arena, _("▲ quarantine %s"), refused[i].writer),
			.at = refused[i].since,
			.style = STYLE_WARNING},
		    &text);
	}
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct sync_view *sv = (struct sync_view *)v;
	struct store *s = book_store(console_book(v));
	char **books;
	size_t n = 0;
	enum rc rc;

	sv->lines.n = 0;
	arena_free(&sv->arena);
	rc = trust_books(s, &sv->arena, &books, &n, e);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = load_book(sv, console_of(v)->book, books[i], e);
	if (rc == RC_OK)
		rc = load_alarms(sv, s, e);
	list_reload(&sv->list);
	return rc;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct sync_view *)v)->list, c);
}

static void
clear(struct view *v)
{
	struct sync_view *sv = (struct sync_view *)v;

	list_clear(&sv->list);
	vec_clear(&sv->lines);
	arena_free(&sv->arena);
}

static struct list *
list(struct view *v)
{
	return &((struct sync_view *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	if (console_of(v)->sync.running)
		str_add(out, _("synchronising …"));
}

static enum rc
selected(struct sync_view *sv, const struct sync_line **out, struct err *e)
{
	if (!list_has_selection(&sv->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = &sv->lines.v[sv->list.selected];
	return RC_OK;
}

static enum rc
read_alarm(struct sync_view *sv, const struct sync_line *l, struct err *e)
{
	snprintf(sv->asked.book, sizeof(sv->asked.book), "%s", l->book);
	snprintf(sv->asked.about, sizeof(sv->asked.about), "%s", l->about);
	return sync_act_alarm(&sv->base, &sv->asked, l->text, l->advice, e);
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	struct sync_view *sv = (struct sync_view *)v;
	const struct sync_line *l = NULL;

	if (selected(sv, &l, e) != RC_OK)
		return e->code;
	if (l->about)
		return read_alarm(sv, l, e);
	if (l->book)
		return app_open(v->app, &view_sync_book, l->book, e);
	return dialog_open(v->app, &(struct dialog){.title = l->what, .text = l->text}, e);
}

static enum rc
clear_alarm(struct view *v, struct err *e)
{
	struct sync_view *sv = (struct sync_view *)v;
	const struct sync_line *l = NULL;

	if (selected(sv, &l, e) != RC_OK)
		return e->code;
	if (!l->about)
		return err_set(e, RC_INVALID, "%s", _("only an alarm can be taken off the list"));
	return read_alarm(sv, l, e);
}

/* The book of the selected row; none of a quarantine. */
static struct sync_asked *
asked(struct view *v)
{
	struct sync_view *sv = (struct sync_view *)v;
	const struct sync_line *l = NULL;
	struct err e;

	sv->asked = (struct sync_asked){0};
	if (selected(sv, &l, &e) == RC_OK && l->book)
		snprintf(sv->asked.book, sizeof(sv->asked.book), "%s", l->book);
	return &sv->asked;
}

static enum rc
mailbag(struct view *v, struct err *e)
{
	return sync_act_mailbag(v, asked(v), e);
}

static enum rc
verify(struct view *v, struct err *e)
{
	return sync_act_verify(v, asked(v), e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",    N_("read"),             open_selected },
	{ { K_F(5), 'y' },  "sync",    N_("synchronise now"),  sync_run_start },
	{ { K_F(6), 'c' },  "clear",   N_("alarm seen"),       clear_alarm },
	{ { K_F(7), 'm' },  "mailbag", N_("mailbag"),          mailbag },
	{ { K_F(8), 'v' },  "verify",  N_("is it whole?"),     verify },
	{ { K_F(9), 'h' },  "devices", N_("devices"), sync_act_devices },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_sync = {
    .name = "sync",
    .title = N_("Synchronisation"),
    .size = sizeof(struct sync_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
