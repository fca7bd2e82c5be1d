/* The roster of a month (值班表): read, edited as a draft, published. */
#include "tui/view_roster.h"

#include <stdlib.h>

#include "core/vec.h"
#include "tui/console.h"
#include "tui/roster_inside.h"
#include "tui/roster_more.h"

int
roster_first_day(const struct roster_view *rv)
{
	return rv->year * 10000 + rv->month * 100 + 1;
}

int
roster_day(const struct roster_view *rv)
{
	return roster_first_day(rv) + rv->day;
}

const struct duty_book *
roster_book(const struct roster_view *rv)
{
	return &rv->review.after;
}

size_t
roster_npeople(const struct roster_view *rv)
{
	return rv->review.roster.duty.people.n;
}

const char *
roster_selected_post(const struct roster_view *rv)
{
	if (rv->people && rv->stands && rv->person < (int)roster_npeople(rv))
		return rv->stands[rv->person * ROSTER_DAYS + rv->day].post;
	return !rv->people && rv->post < (int)rv->nposts ? rv->posts[rv->post] : NULL;
}

const char *
roster_selected_person(const struct roster_view *rv)
{
	if (!rv->people || rv->person >= (int)roster_npeople(rv))
		return NULL;
	return rv->review.roster.duty.people.v[rv->person]->id;
}

/* The day whose watch runs: until the hour of relief it is yesterday's. */
static int
running_day(const struct roster_view *rv)
{
	return day_of(console_now(&rv->base) - ROSTER_WATCH_HOUR * 3600);
}

static void
go_today(struct roster_view *rv)
{
	int day = running_day(rv);

	rv->year = day / 10000;
	rv->month = day / 100 % 100;
	rv->day = day % 100 - 1;
	rv->marking = false;
}

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	roster_view_of(v)->review.seen = (struct str)STR_INIT;
	roster_view_of(v)->seen = (struct str)STR_INIT;
	go_today(roster_view_of(v));
	return RC_OK;
}

static void
keep_inside(struct roster_view *rv)
{
	int people = (int)roster_npeople(rv), posts = (int)rv->nposts;

	rv->day = rv->day < rv->days ? rv->day : rv->days - 1;
	rv->post = rv->post < posts ? rv->post : posts > 0 ? posts - 1 : 0;
	rv->person = rv->person < people ? rv->person : people > 0 ? people - 1 : 0;
	if (rv->marking && (rv->mark_day >= rv->days || rv->mark_post >= posts))
		rv->marking = false;
}

/* What is read is compared with what was read before, when an edit lies between. */
static enum rc
load(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	struct roster_view was = *rv;
	bool editing = rv->editing;
	enum rc rc;

	rv->editing = false;
	rv->arena = (struct arena){0};
	rv->review = (struct roster_review){.seen = STR_INIT};
	rv->editions = (struct things){0};
	rv->loads = rv->published_loads = (struct duty_loads){0};
	rc = roster_cells_read(rv, e);
	if (rc == RC_OK && editing)
		roster_effect_take(rv, &was.review.new, &was.loads);
	if (rc == RC_OK)
		keep_inside(rv);
	roster_cells_forget(&was);
	return rc;
}

static void
draw(struct view *v, struct canvas *c)
{
	struct roster_view *rv = roster_view_of(v);
	bool side = c->cols >= ROSTER_SIDE_COLS;
	int below = side ? 0 : c->rows >= 30 ? 7 : 5, beside = side ? 40 : 0;
	struct canvas grid = canvas_part(c, 0, 0, c->rows - below, c->cols - beside), told;

	roster_cells_draw(rv, &grid);
	if (side)
		told = canvas_part(c, 0, c->cols - beside + 1, c->rows, beside - 1);
	else
		told = canvas_part(c, c->rows - below, 0, below, c->cols);
	if (rv->nposts > 0)
		roster_effect_draw(rv, &told);
}

static void
clear(struct view *v)
{
	struct roster_view *rv = roster_view_of(v);

	roster_cells_forget(rv);
	roster_effect_forget(rv);
	arena_free(&rv->effect_arena);
	roster_forget_steps(rv);
	str_clear(&rv->seen);
	free(rv->reason);
	free(rv->override);
}

static void
heading(const struct view *v, struct str *out)
{
	const struct roster_view *rv = (const struct roster_view *)v;
	const struct thing *t = edition_latest(&rv->editions, roster_first_day(rv));

	str_add_f(out, "%04d-%02d", rv->year, rv->month);
	if (t)
		str_add_f(out, _(" edition %lld"),
			  (long long)((const struct edition *)t->body)->version.n);
	if (rv->review.cells.n)
		str_add_f(out, _(" ◆draft: %zu"), rv->review.cells.n);
	if (rv->days > 0 && calendar_missing(&rv->review.roster.calendar, roster_first_day(rv),
					     roster_first_day(rv) + rv->days - 1))
		str_add(out, _("  (holidays of this year are not known here)"));
}

static int64_t
tick(struct view *v, int64_t now)
{
	struct roster_view *rv = roster_view_of(v);
	int64_t was = rv->minute;

	(void)now;
	if (console_minute_passed(v, &rv->minute) &&
	    day_of(was * 60 - ROSTER_WATCH_HOUR * 3600) != running_day(rv))
		v->stale = true;
	return -1;
}

/* ---- moving about ---- */

static void
step(int *at, int by, int n)
{
	*at += by;
	*at = *at >= n ? n - 1 : *at;
	*at = *at < 0 ? 0 : *at;
}

/* Rows are days or people, columns posts or days. */
static enum rc
move(struct view *v, int rows, int cols)
{
	struct roster_view *rv = roster_view_of(v);

	roster_effect_forget(rv);
	if (rv->people) {
		step(&rv->person, rows, (int)roster_npeople(rv));
		step(&rv->day, cols, rv->days);
	} else {
		step(&rv->day, rows, rv->days);
		step(&rv->post, cols, (int)rv->nposts);
	}
	return RC_OK;
}

static enum rc
up(struct view *v, struct err *e)
{
	(void)e;
	return move(v, -1, 0);
}

static enum rc
down(struct view *v, struct err *e)
{
	(void)e;
	return move(v, 1, 0);
}

static enum rc
left(struct view *v, struct err *e)
{
	(void)e;
	return move(v, 0, -1);
}

static enum rc
right(struct view *v, struct err *e)
{
	(void)e;
	return move(v, 0, 1);
}

static enum rc
turn_month(struct view *v, int by, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	int month = rv->year * 12 + rv->month - 1 + by;

	if (month / 12 < 1970 || month / 12 > 2200)
		return err_set(e, RC_INVALID, "%s", _("there is no month beyond"));
	rv->year = month / 12;
	rv->month = month % 12 + 1;
	rv->marking = false;
	roster_effect_forget(rv);
	return load(v, e);
}

static enum rc
earlier(struct view *v, struct err *e)
{
	return turn_month(v, -1, e);
}

static enum rc
later(struct view *v, struct err *e)
{
	return turn_month(v, 1, e);
}

static enum rc
today(struct view *v, struct err *e)
{
	roster_effect_forget(roster_view_of(v));
	go_today(roster_view_of(v));
	return load(v, e);
}

static int
index_of_post(const struct roster_view *rv, const char *post)
{
	for (size_t i = 0; i < rv->nposts; i++)
		if (str_equal(rv->posts[i], post))
			return (int)i;
	return rv->post;
}

/* The other layout, with the same duty selected. */
static enum rc
turn(struct view *v, struct err *e)
{
	struct roster_view *rv = roster_view_of(v);
	const char *post = roster_selected_post(rv);

	(void)e;
	if (rv->people) {
		rv->post = post ? index_of_post(rv, post) : rv->post;
	} else {
		for (size_t i = 0; post && i < roster_npeople(rv); i++)
			if (str_equal(rv->stands[i * ROSTER_DAYS + (size_t)rv->day].post, post))
				rv->person = (int)i;
	}
	rv->people = !rv->people;
	rv->marking = false;
	rv->top = rv->left = 0;
	return RC_OK;
}

/* ---- other screens ---- */

/* The one who stands the selected cell; NULL: nobody, or several. */
static const char *
stands_alone(const struct roster_view *rv)
{
	const char *post = roster_selected_post(rv), *found = NULL;

	if (rv->people)
		return roster_selected_person(rv);
	for (size_t i = 0; post && i < roster_npeople(rv); i++) {
		if (!str_equal(rv->stands[i * ROSTER_DAYS + (size_t)rv->day].post, post))
			continue;
		if (found)
			return NULL;
		found = rv->review.roster.duty.people.v[i]->id;
	}
	return found;
}

struct roster_spot
roster_spot_of(const struct view *v)
{
	const struct roster_view *rv = (const struct roster_view *)v;

	return (struct roster_spot){roster_day(rv), roster_selected_post(rv), stands_alone(rv)};
}

#define MORE(name, key, help)                                     \
	static enum rc open_##name(struct view *v, struct err *e) \
	{                                                         \
		return roster_more_open(v, #name, e);             \
	}
#include "tui/roster_more.def"
#undef MORE

/* clang-format off */
#define MORE(name, key, help) { { key }, #name, help, open_##name },
static const struct command commands[] = {
	{ { K_ENTER },          "pick",     N_("pick a person"),    roster_pick },
	{ { K_DELETE, 'x' },    "clear",    N_("empty it"),         roster_clear_cell },
	{ { K_F(8) },           "publish",  N_("publish, discard"), roster_publish_ask },
	{ { K_F(4), 'v' },      "select",   N_("select days"),      roster_mark },
	{ { K_F(6), 'c' },      "copy",     N_("as the day before"), roster_copy_cell },
	{ { K_F(7), 'r' },      "rotate",   N_("take turns"),       roster_rotate },
	{ { K_BACKSPACE, 'u' }, "undo",     N_("take back"),        roster_undo },
	{ { K_F(9), 'p' },      "paper",    N_("print"),            roster_paper },
	{ { K_F(5), 'd' },      "details",  N_("day in full"),      roster_details },
	{ { K_TAB },            "turn",     N_("by people or posts"), turn },
	{ { K_CTRL('y') },      "redo",     N_("do it again"),      roster_redo },
	{ { K_CTRL('d') },      "copy-day", N_("whole day as the day before"), roster_copy_day },
	{ { K_PAGE_UP },        "earlier",  N_("month before"),     earlier },
	{ { K_PAGE_DOWN },      "later",    N_("next month"),       later },
	{ { 't', K_HOME },      "today",    N_("today"),            today },
	{ { K_CTRL('o'), 'o' }, "more",     N_("more"),             roster_more },
#include "tui/roster_more.def"
	{ { 'k', K_UP },        "up",       N_("row up"),           up },
	{ { 'j', K_DOWN },      "down",     N_("row down"),         down },
	{ { K_LEFT },           "left",     N_("to the left"),      left },
	{ { K_RIGHT },          "right",    N_("to the right"),     right },
	{ { 0 }, NULL, NULL, NULL },
};
#undef MORE
/* clang-format on */

const struct view_type view_roster = {
    .name = "roster",
    .title = N_("Roster"),
    .size = sizeof(struct roster_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .tick = tick,
    .heading = heading,
};
