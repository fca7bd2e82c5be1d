/* 派队: which team goes, with how many. */
#include "tui/dispatch_box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tui/app.h"
#include "tui/dialog.h"
#include "tui/editor.h"

enum { COLS = 66, NONE = -1, OTHER = OFFER_TEAMS };
enum part { PART_NAME, PART_VEHICLES, PART_PEOPLE, PARTS };

struct dispatch {
	struct view base;
	struct dispatch_args args;
	struct arena arena;
	struct view *below;
	int chosen; /* a team, OTHER, NONE */
	enum part focus;
	struct editor parts[PARTS];
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct dispatch *d = (struct dispatch *)v;
	const struct dispatch_args *args = arg;
	struct offer_team *teams = arena_alloc(&d->arena, (args->n + 1) * sizeof(*teams));

	(void)e;
	d->args = *args;
	for (size_t i = 0; i < args->n; i++) {
		teams[i] = args->teams[i];
		teams[i].name = arena_text(&d->arena, args->teams[i].name);
	}
	d->args.teams = teams;
	d->below = app_view(v->app, 0);
	d->chosen = NONE;
	editor_init(&d->parts[PART_NAME], false, 60);
	editor_init(&d->parts[PART_VEHICLES], false, 3);
	editor_init(&d->parts[PART_PEOPLE], false, 5);
	return RC_OK;
}

static void
set_number(struct editor *ed, int64_t n)
{
	char text[24] = "";

	if (n >= 0)
		snprintf(text, sizeof(text), "%lld", (long long)n);
	editor_set(ed, text);
}

static void
choose(struct dispatch *d, int team)
{
	d->chosen = team;
	d->focus = team == OTHER ? PART_NAME : PART_VEHICLES;
	if (team == OTHER)
		return;
	editor_set(&d->parts[PART_NAME], d->args.teams[team].name);
	set_number(&d->parts[PART_VEHICLES], d->args.teams[team].vehicles);
	set_number(&d->parts[PART_PEOPLE], d->args.teams[team].people);
}

/* -1 where nothing, or no number, was typed. */
static int64_t
number_of(const struct editor *ed)
{
	struct arena a = {0};
	const char *text = text_narrow(&a, editor_text(ed));
	int64_t n = -1;

	if (*text && strspn(text, "0123456789") == strlen(text))
		n = strtoll(text, NULL, 10);
	arena_free(&a);
	return n;
}

static void
finish(struct dispatch *d)
{
	struct offer_team team = {.name = editor_text(&d->parts[PART_NAME]),
				  .vehicles = number_of(&d->parts[PART_VEHICLES]),
				  .people = number_of(&d->parts[PART_PEOPLE])};
	struct err e;

	if (d->chosen == NONE || !*team.name) {
		app_say(d->base.app, STYLE_WARNING, "%s", _("Choose a team by its digit first."));
		return;
	}
	app_close(&d->base);
	if (d->args.done(d->below, d->args.ctx, &team, &e) != RC_OK) {
		app_say_error(d->base.app, &e);
		d->base.closing = false;
	}
}

static void
move(struct dispatch *d, int by)
{
	int first = d->chosen == OTHER ? PART_NAME : PART_VEHICLES;
	int to = (int)d->focus + by;

	d->focus = (enum part)(to < first ? PART_PEOPLE : to > PART_PEOPLE ? first : to);
}

static bool
key(struct view *v, const struct key_event *ev)
{
	struct dispatch *d = (struct dispatch *)v;
	uint32_t k = key_narrow(ev->key);

	if (k == K_ESC || k == K_CTRL('c')) {
		app_close(v);
	} else if (k == K_ENTER || k == K_CTRL('d')) {
		finish(d);
	} else if (d->chosen == NONE) {
		if (k == '0')
			choose(d, OTHER);
		else if (k >= '1' && k < '1' + d->args.n)
			choose(d, (int)(k - '1'));
		return key_is_text(k) || k == K_TAB;
	} else if (k == K_TAB || k == K_DOWN) {
		move(d, 1);
	} else if (k == (K_TAB | K_SHIFT) || k == K_UP) {
		move(d, -1);
	} else {
		return editor_key(&d->parts[d->focus], ev);
	}
	return true;
}

/* Drawing */

static void
draw_team(const struct dispatch *d, struct canvas *c, int row, int team)
{
	char digit[2] = {(char)(team == OTHER ? '0' : '1' + team), '\0'};
	const char *name = team == OTHER ? _("another team") : d->args.teams[team].name;
	enum style_role style = team == d->chosen ? STYLE_SELECTED : STYLE_NORMAL;
	char note[120] = "";

	if (team != OTHER && d->args.teams[team].out)
		snprintf(note, sizeof(note), "%s", _("▲ out"));
	else if (team != OTHER && d->args.teams[team].on_duty && d->args.teams[team].people >= 0)
		snprintf(note, sizeof(note), _("%lld on duty"),
			 (long long)d->args.teams[team].people);
	canvas_put(c, row, 2, digit, STYLE_KEY);
	canvas_put(c, row, canvas_put(c, row, 4, name, style) + 2, note,
		   team != OTHER && d->args.teams[team].out ? STYLE_WARNING : STYLE_DIM);
}

static int
draw_part(struct dispatch *d, struct canvas *c, int row, int col, enum part part)
{
	static const char *const labels[PARTS] = {N_("Team"), N_("Vehicles"), N_("People")};
	int cells = part == PART_NAME ? 30 : 6;
	bool focus = d->focus == part;
	struct canvas field;

	col = canvas_put(c, row, col, _(labels[part]), STYLE_NORMAL) + 1;
	field = canvas_part(c, row, col, 1, cells);
	editor_draw(&d->parts[part], &field, focus ? STYLE_FOCUS : STYLE_INPUT, focus);
	return col + cells + 2;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct dispatch *d = (struct dispatch *)v;
	int n = (int)d->args.n, col = 2;
	struct canvas box = dialog_box(c, n + 5, COLS, _("Send a team"));

	for (int i = 0; i < n; i++)
		draw_team(d, &box, i, i);
	draw_team(d, &box, n, OTHER);
	if (d->chosen == OTHER)
		col = draw_part(d, &box, n + 2, col, PART_NAME);
	if (d->chosen == NONE) {
		canvas_put(&box, n + 2, 2, _("which team, by its digit"), STYLE_DIM);
		canvas_caret(&box, 0, 2, false);
	} else {
		col = draw_part(d, &box, n + 2, col, PART_VEHICLES);
		draw_part(d, &box, n + 2, col, PART_PEOPLE);
	}
	canvas_put_right(&box, n + 4, 0, box.cols, _("Enter: sent, now · Esc back"), STYLE_DIM);
}

static void
clear(struct view *v)
{
	struct dispatch *d = (struct dispatch *)v;

	for (int i = 0; i < PARTS; i++)
		editor_clear(&d->parts[i]);
	arena_free(&d->arena);
}

const struct view_type view_dispatch = {
    .name = "dispatch",
    .title = N_("Send a team"),
    .size = sizeof(struct dispatch),
    .overlay = true,
    .open = open,
    .draw = draw,
    .clear = clear,
    .key = key,
};
