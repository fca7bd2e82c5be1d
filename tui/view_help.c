/* Help: what can be done here, by key, by word, or by choosing it. */
#include "tui/view_help.h"

#include <string.h>
#include <strings.h>

#include "core/i18n.h"
#include "core/pinyin.h"
#include "core/text.h"
#include "tui/app.h"
#include "tui/list.h"

enum { KEYS_COLS = 22, NAME_COLS = 16 };

/* A command of the view below, or a screen to open. */
struct entry {
	const struct command *command;
	const struct view_type *screen;
};

struct help {
	struct view base;
	struct view *below;
	struct editor filter;
	VEC(struct entry) shown;
	struct list list;
};

static const char *
title_of(const struct entry *entry)
{
	return entry->command ? _(entry->command->help) : _(entry->screen->title);
}

static const char *
name_of(const struct entry *entry)
{
	return entry->command ? entry->command->name : entry->screen->name;
}

static size_t
count(void *ctx)
{
	return ((struct help *)ctx)->shown.n;
}

static void
add_keys(const struct entry *entry, struct str *out)
{
	char label[KEY_LABEL];

	for (int i = 0; entry->command && i < COMMAND_KEYS && entry->command->keys[i]; i++) {
		key_label(entry->command->keys[i], label);
		str_add(out, i > 0 ? "  " : "");
		str_add(out, label);
	}
	if (entry->screen)
		str_add(out, _("screen"));
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct entry *entry = &((struct help *)ctx)->shown.v[row];

	if (column == 0) {
		*style = STYLE_KEY;
		add_keys(entry, out);
	} else {
		str_add(out, column == 1 ? title_of(entry) : name_of(entry));
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct entry *entry = &((struct help *)ctx)->shown.v[row];

	str_add(out, entry->command ? "c-" : "s-");
	str_add(out, name_of(entry));
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Keys"),    KEYS_COLS, false },
	{ N_("Does"),    0,         false },
	{ N_("Command"), NAME_COLS, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("Nothing is called so."),
    .count = count,
    .cell = cell,
    .id = id,
};

static bool
matches(const struct entry *entry, const char *typed)
{
	return strncasecmp(name_of(entry), typed, strlen(typed)) == 0 ||
	       pinyin_match(title_of(entry), typed);
}

static void
gather(struct help *h)
{
	const char *typed = editor_text(&h->filter);
	const struct command *m;

	h->shown.n = 0;
	for (size_t i = 0; (m = app_command(h->base.app, h->below, i)); i++) {
		struct entry entry = {m, NULL};

		if (m->help && matches(&entry, typed))
			vec_push(&h->shown, entry);
	}
	for (size_t i = 0; view_types[i]; i++) {
		struct entry entry = {NULL, view_types[i]};

		if (view_types[i]->listed && matches(&entry, typed))
			vec_push(&h->shown, entry);
	}
	list_select(&h->list, 0);
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct help *h = (struct help *)v;

	(void)arg;
	(void)e;
	h->below = app_view(v->app, 0);
	editor_init(&h->filter, false, 40);
	list_init(&h->list, &source, h);
	gather(h);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct help *h = (struct help *)v;
	struct canvas part = canvas_part(c, 2, 0, c->rows - 2, c->cols), field;
	int col = canvas_put(c, 0, 2, _("Find: "), STYLE_STRONG);

	list_draw(&h->list, &part);
	field = canvas_part(c, 0, col, 1, 40);
	editor_draw(&h->filter, &field, STYLE_FOCUS, true);
}

static void
clear(struct view *v)
{
	struct help *h = (struct help *)v;

	editor_clear(&h->filter);
	list_clear(&h->list);
	vec_clear(&h->shown);
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct help *h = (struct help *)v;

	if (!editor_key(&h->filter, ev))
		return false;
	gather(h);
	return true;
}

static enum rc
run(struct view *v, struct err *e)
{
	struct help *h = (struct help *)v;
	struct entry entry;

	if (!list_has_selection(&h->list))
		return RC_OK;
	entry = h->shown.v[h->list.selected];
	app_close(v);
	if (entry.screen)
		return app_open(v->app, entry.screen, NULL, e);
	return entry.command->run(h->below, e);
}

static struct list *
list(struct view *v)
{
	return &((struct help *)v)->list;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER }, "run", N_("run"), run },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_help = {
    .name = "help",
    .title = N_("Help"),
    .size = sizeof(struct help),
    .commands = commands,
    .open = open,
    .draw = draw,
    .clear = clear,
    .key = key,
    .list = list,
};
