/* The settings: language, theme, and how the station calls itself on paper. */
#include "tui/view_settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/rounds.h"
#include "storage/value.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/thing_form.h"

/* SHORT_ROWS: a body without room for a blank line. */
enum { LABEL_COLS = 24, SHORT_ROWS = 20 };

struct settings {
	struct view base;
	struct arena arena;
	const struct thing *station;
	int64_t minutes; /* between rounds of synchronisation; 0: off */
};

static enum rc
load(struct view *v, struct err *e)
{
	struct settings *s = (struct settings *)v;
	struct book *b = console_book(v);
	struct book_filter own = {.book = book_name(b)};
	struct things things = {0};
	enum rc rc;

	arena_free(&s->arena);
	s->station = NULL;
	rc = book_list(b, &s->arena, &kind_station, &own, &things, e);
	if (rc == RC_OK && things.n > 0)
		s->station = things.v[0];
	vec_clear(&things);
	if (rc == RC_OK)
		rc = rounds_minutes(book_store(b), &s->minutes, e);
	return rc;
}

static int
draw_row(struct canvas *c, int row, const char *label, const char *value)
{
	canvas_put_right(c, row, 0, LABEL_COLS, label, STYLE_DIM);
	canvas_text(c, row, LABEL_COLS + 2, c->cols - LABEL_COLS - 3, value, STYLE_NORMAL);
	return row + 1;
}

static int
draw_field(const struct settings *s, struct canvas *c, int row, const struct field *f)
{
	struct arena arena = {0};
	struct str value = STR_INIT;

	if (!field_empty(f, s->station->body))
		value_text(console_of(&s->base)->book, &arena, f, s->station->body, &value);
	row = draw_row(c, row, _(f->label), value.ptr);
	str_clear(&value);
	arena_free(&arena);
	return row;
}

static int
draw_rounds(const struct settings *s, struct canvas *c, int row)
{
	char text[80];

	if (s->minutes > 0)
		snprintf(text, sizeof(text), _("every %d minutes; what is urgent at once"),
			 (int)s->minutes);
	else
		snprintf(text, sizeof(text), "%s", _("off: only when asked"));
	return draw_row(c, row, _("Synchronises by itself"), text);
}

/* What the office may say about itself; code, level and device stay as they were made. */
static bool
may_change(const struct field *f)
{
	static const char *const fixed[] = {"code", "level", "device", "practice", NULL};

	for (size_t i = 0; fixed[i]; i++)
		if (str_equal(f->name, fixed[i]))
			return false;
	return !(f->flags & (FIELD_FIXED | FIELD_DERIVED));
}

static void
draw(struct view *v, struct canvas *c)
{
	struct settings *s = (struct settings *)v;
	const struct console *con = console_of(v);
	int row = 0;

	canvas_text(c, row++, 0, c->cols, _(" This host"), STYLE_HEADING);
	row = draw_row(c, row, _("Language"), _("English"));
	row = draw_row(c, row, _("Theme"), theme_name(con->theme));
	row = draw_row(c, row, _("Device"), book_device(con->book));
	row = draw_rounds(s, c, row);
	row += c->rows > SHORT_ROWS;
	canvas_text(c, row++, 0, c->cols, _(" This station"), STYLE_HEADING);
	for (size_t i = 0; s->station && i < kind_station.nfields; i++)
		row = draw_field(s, c, row, &kind_station.fields[i]);
	canvas_caret(c, 0, 0, false);
}

static void
clear(struct view *v)
{
	arena_free(&((struct settings *)v)->arena);
}

static enum rc
keep_setting(struct view *v, const char *key, const char *value, struct err *e)
{
	struct store *s = book_store(console_book(v));

	if (store_begin(s, e) != RC_OK)
		return e->code;
	if (store_local_put(s, key, value, strlen(value), e) != RC_OK) {
		store_abort(s);
		return e->code;
	}
	return store_commit(s, e);
}

static enum rc
language_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	static const char *const words[] = {"zh", "en"};
	struct console *con = ctx;

	if (choice == 0)
		return RC_OK;
	if (con->language)
		con->language(words[choice - 1]);
	app_stale(below->app);
	return keep_setting(below, "set/lang", words[choice - 1], e);
}

static enum rc
language(struct view *v, struct err *e)
{
	/* Each in its own words, so that it can be found by who reads nothing else. */
	static const char *const choices[] = {"中文", "English", NULL};

	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Language"),
			     .text = _("Of the program's words on this host. Reports "
				       "are Chinese in both."),
			     .choices = choices,
			     .done = language_chosen,
			     .ctx = console_of(v)},
	    e);
}

static enum rc
theme_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct console *con = ctx;

	if (choice == 0)
		return RC_OK;
	con->theme = (enum theme)(choice - 1);
	app_theme(below->app, con->theme);
	return keep_setting(below, "set/theme", theme_name(con->theme), e);
}

static enum rc
theme(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("dark"), N_("light"), N_("mono"), NULL};

	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Theme"),
			     .text = _("How the screens of this host look. Nothing is "
				       "told by colour alone."),
			     .choices = choices,
			     .done = theme_chosen,
			     .ctx = console_of(v)},
	    e);
}

static enum rc
station(struct view *v, struct err *e)
{
	const struct settings *s = (struct settings *)v;
	uint64_t fields = 0;

	if (!s->station)
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	for (size_t i = 0; i < kind_station.nfields; i++)
		if (may_change(&kind_station.fields[i]))
			fields |= UINT64_C(1) << i;
	return thing_form_edit(v, s->station, fields, e);
}

static enum rc
minutes_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct arena a = {0};
	char *digits = text_narrow(&a, text), *end;
	long long minutes = strtoll(digits, &end, 10);

	(void)ctx;
	if (!digits[0] || *end)
		minutes = -1;
	arena_free(&a);
	if (rounds_set(book_store(console_book(below)), minutes, e) != RC_OK)
		return e->code;
	console_of(below)->rounds.minute = 0; /* read again */
	app_stale(below->app);
	return RC_OK;
}

static enum rc
rounds(struct view *v, struct err *e)
{
	char minutes[24];

	snprintf(minutes, sizeof(minutes), "%d", (int)((struct settings *)v)->minutes);
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Minutes between rounds"),
					    .hint = _("0: only when asked. What is urgent goes at "
						      "once."),
					    .initial = minutes,
					    .max = 4,
					    .done = minutes_typed},
			   e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { '1' }, "language", N_("language"),     language },
	{ { '2' }, "theme",    N_("theme"),        theme },
	{ { '3' }, "station",  N_("the station"),  station },
	{ { '4' }, "rounds",   N_("sync by itself"), rounds },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_settings = {
    .name = "settings",
    .title = N_("Settings"),
    .size = sizeof(struct settings),
    .listed = true,
    .commands = commands,
    .load = load,
    .draw = draw,
    .clear = clear,
};
