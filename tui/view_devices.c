/* The devices (终端) of every book held here: who may write, who was ended, what can be done. */
#include "tui/view_devices.h"

#include <stdio.h>

#include "tui/console.h"
#include "tui/device_act.h"
#include "tui/device_words.h"
#include "tui/list.h"
#include "tui/sync_act.h"

struct device_line {
	const char *writer, *station, *state, *print;
	bool ended, here; /* here: this host writes it */
};

struct devices_view {
	struct view base;
	struct list list;
	struct arena arena;
	VEC(struct device_line) lines;
	struct device_asked asked;
};

static size_t
count(void *ctx)
{
	return ((struct devices_view *)ctx)->lines.n;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct device_line *l = &((struct devices_view *)ctx)->lines.v[row];
	const char *const texts[] = {l->writer, l->station, l->state};

	str_add(out, texts[column]);
	*style = l->ended ? STYLE_DIM : l->here ? STYLE_STRONG : STYLE_NORMAL;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct devices_view *)ctx)->lines.v[row].writer);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Device"), 8, false },
	{ N_("Station"), 24, false },
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
	list_init(&((struct devices_view *)v)->list, &source, v);
	return RC_OK;
}

/* Of a hand: whose it is. */
static const char *
station_of(struct devices_view *dv, const struct trust *t, const char *writer)
{
	const struct book *b = console_of(&dv->base)->book;

	if (writer_role(writer) != WRITER_SUPERIOR)
		return t->name;
	if (!t->own)
		return book_station(b)->name;
	return t->superior ? t->superior : _("the superior");
}

static void
add_writer(struct devices_view *dv, const struct trust *t, const struct trust_writer *w)
{
	struct device_line l = {.writer = arena_text(&dv->arena, w->writer),
				.station = arena_text(&dv->arena, station_of(dv, t, w->writer)),
				.ended = str_equal(w->state, "retired") ||
					 str_equal(w->state, "revoked"),
				.here = str_equal(w->writer, t->writer)};
	char print[FINGERPRINT_TEXT] = "";
	uint8_t public[KEY_BYTES];
	struct str state = STR_INIT;

	if (w->key && sshsig_key_read(w->key, public))
		sshsig_fingerprint(public, print);
	device_state(w, &state);
	l.state = arena_text(&dv->arena, state.ptr);
	l.print = arena_text(&dv->arena, print);
	str_clear(&state);
	vec_push(&dv->lines, l);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct devices_view *dv = (struct devices_view *)v;
	struct store *s = book_store(console_book(v));
	char **books;
	size_t n = 0;
	enum rc rc;

	dv->lines.n = 0;
	arena_free(&dv->arena);
	rc = trust_books(s, &dv->arena, &books, &n, e);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct trust t;
		struct trust_writer *writers;
		size_t count_of;

		rc = trust_load(s, &dv->arena, books[i], &t, e);
		if (rc != RC_OK)
			break;
		trust_writers(&t, &dv->arena, &writers, &count_of);
		for (size_t k = 0; k < count_of; k++)
			add_writer(dv, &t, &writers[k]);
		trust_clear(&t);
	}
	list_reload(&dv->list);
	return rc;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct devices_view *)v)->list, c);
}

static void
clear(struct view *v)
{
	struct devices_view *dv = (struct devices_view *)v;

	list_clear(&dv->list);
	vec_clear(&dv->lines);
	arena_free(&dv->arena);
}

static struct list *
list(struct view *v)
{
	return &((struct devices_view *)v)->list;
}

/* What is done next is about the selected one. */
static struct device_asked *
asked(struct view *v)
{
	struct devices_view *dv = (struct devices_view *)v;
	const struct device_line *l =
	    list_has_selection(&dv->list) ? &dv->lines.v[dv->list.selected] : NULL;

	snprintf(dv->asked.writer, sizeof(dv->asked.writer), "%s", l ? l->writer : "");
	return &dv->asked;
}

static enum rc
read_one(struct view *v, struct err *e)
{
	struct devices_view *dv = (struct devices_view *)v;
	const struct device_line *l;
	struct arena a = {0};
	enum rc rc;

	if (!list_has_selection(&dv->list))
		return RC_OK;
	l = &dv->lines.v[dv->list.selected];
	rc = dialog_open(
	    v->app,
	    &(struct dialog){.title = l->writer,
			     .text = arena_text_f(&a,
						  _("%s\n%s\n\nFingerprint of its key, to be read "
						    "to each other over the telephone:\n%s"),
						  l->station, l->state, l->print)},
	    e);
	arena_free(&a);
	return rc;
}

#define ACT(name)                                          \
	static enum rc name(struct view *v, struct err *e) \
	{                                                  \
		return device_act_##name(v, asked(v), e);  \
	}
ACT(revoke)
ACT(retire)
ACT(rotate)
ACT(request)
ACT(accept)
ACT(enrol)
#undef ACT

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },     "open",    N_("read"),            read_one },
	{ { K_F(5), 'x' }, "revoke",  N_("lost, stolen"),    revoke },
	{ { K_F(6), 'r' }, "retire",  N_("out of use"),      retire },
	{ { K_F(7), 'k' }, "rotate",  N_("new key"),         rotate },
	{ { K_F(8), 'n' }, "request", N_("ask to be enrolled"), request },
	{ { K_F(9), 'h' }, "help",    N_("what to do when"), sync_act_routine },
	{ { '1' },         "accept",  N_("a reply came"),    accept },
	{ { '2' },         "enrol",   N_("enrol a station below"), enrol },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_devices = {
    .name = "devices",
    .title = N_("Devices"),
    .size = sizeof(struct devices_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
};
