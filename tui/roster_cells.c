/* A month of the roster read into cells, and drawn: days and posts, or people and days. */
#include "tui/roster_inside.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "core/vec.h"
#include "storage/roster.h"
#include "tui/console.h"

enum { DAY_COLS = 17, PERSON_COLS = 10, CELL_MIN = 10, CELL_MAX = 24, HOURS_COLS = 6 };

/* ---- reading ---- */

static int64_t
watch_begins(const struct roster_view *rv, int d)
{
	return day_secs(roster_first_day(rv) + d) + ROSTER_WATCH_HOUR * 3600;
}

static struct cell_duties
cell_of(const struct duty_book *b, struct arena *a, const char *post, int day)
{
	int64_t from = day_secs(day);
	struct stints all = {0};
	struct cell_duties c;

	duty_resolve(b, from, from + 2 * DAY_SECONDS, &all);
	c = cell_take(a, &all, post, day);
	vec_clear(&all);
	return c;
}

struct cell_duties
roster_cell_now(struct roster_view *rv, struct arena *a, const char *post, int day)
{
	return cell_of(&rv->review.after, a, post, day);
}

struct cell_duties
roster_cell_published(struct roster_view *rv, struct arena *a, const char *post, int day)
{
	return cell_of(&rv->review.roster.duty, a, post, day);
}

static void
fill_slot(struct roster_view *rv, const struct stints *all, int d, size_t post)
{
	struct roster_slot *slot = &rv->slots[(size_t)d * rv->nposts + post];
	int day = roster_first_day(rv) + d;
	struct cell_duties c = cell_take(&rv->arena, all, rv->posts[post], day);
	const struct violations *v = &rv->review.new;
	struct str names = STR_INIT;

	for (size_t i = 0; i < c.n; i++) {
		bool said = false;

		for (size_t k = 0; k < i && !said; k++)
			said = str_equal(c.v[k].person, c.v[i].person);
		if (!said)
			str_add_f(&names, "%s%s", names.len ? "、" : "",
				  duty_person_name(roster_book(rv), c.v[i].person));
	}
	slot->names = arena_text(&rv->arena, names.ptr);
	str_clear(&names);
	for (size_t i = 0; i < v->n && !slot->broken; i++)
		slot->broken = v->v[i].hard && !v->v[i].override && v->v[i].person &&
			       roster_concerns(&v->v[i], rv->posts[post], &c, day);
}

static void
mark_gaps(struct roster_view *rv)
{
	struct gaps gaps = {0};

	duty_gaps(roster_book(rv), watch_begins(rv, 0),
		  watch_begins(rv, 0) + rv->days * (int64_t)DAY_SECONDS, &gaps);
	for (size_t i = 0; i < gaps.n; i++)
		for (int d = 0; d < rv->days; d++) {
			int64_t begin = watch_begins(rv, d);

			if (gaps.v[i].from >= begin + DAY_SECONDS || gaps.v[i].until <= begin)
				continue;
			for (size_t p = 0; p < rv->nposts; p++)
				if (str_equal(rv->posts[p], gaps.v[i].post))
					rv->slots[(size_t)d * rv->nposts + p].shortage = true;
		}
	vec_clear(&gaps);
}

static void
mark_draft(struct roster_view *rv)
{
	for (size_t i = 0; i < rv->review.cells.n; i++) {
		const struct review_cell *x = &rv->review.each[i];

		if (month_first(x->cell->day) != roster_first_day(rv))
			continue;
		for (size_t p = 0; p < rv->nposts; p++) {
			struct roster_slot *slot =
			    &rv->slots[(size_t)(x->cell->day % 100 - 1) * rv->nposts + p];

			if (!str_equal(rv->posts[p], x->cell->post))
				continue;
			slot->changed = true;
			slot->stale = x->stale || x->begun;
		}
	}
}

/* The post that a person stands on a day's watch; the last where there are several. */
static const char *
post_on_day(const struct roster_view *rv, const struct stints *all, const char *person, int d)
{
	int64_t from = watch_begins(rv, d);
	const char *post = NULL;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].from < from + DAY_SECONDS && all->v[i].until > from &&
		    str_equal(all->v[i].person, person))
			post = all->v[i].post;
	return post;
}

static void
fill_people(struct roster_view *rv, const struct stints *now, const struct stints *published)
{
	rv->stands =
	    arena_alloc(&rv->arena, (roster_npeople(rv) + 1) * ROSTER_DAYS * sizeof(*rv->stands));
	for (size_t i = 0; i < roster_npeople(rv); i++)
		for (int d = 0; d < rv->days; d++) {
			const char *id = rv->review.roster.duty.people.v[i]->id;
			struct roster_stand *s = &rv->stands[i * ROSTER_DAYS + (size_t)d];

			s->post = post_on_day(rv, now, id, d);
			s->changed = !str_equal(s->post, post_on_day(rv, published, id, d));
		}
}

static void
fill(struct roster_view *rv)
{
	int64_t from = day_secs(roster_first_day(rv));
	int64_t until = from + (rv->days + 1) * (int64_t)DAY_SECONDS;
	struct stints now = {0}, published = {0};

	rv->posts = duty_posts(roster_book(rv), &rv->arena);
	rv->nposts = roster_book(rv)->posts.n;
	rv->slots =
	    arena_alloc(&rv->arena, ((size_t)rv->days * rv->nposts + 1) * sizeof(*rv->slots));
	duty_resolve(roster_book(rv), from, until, &now);
	duty_resolve(&rv->review.roster.duty, from, until, &published);
	for (int d = 0; d < rv->days; d++) {
		int64_t begin = watch_begins(rv, d);

		for (size_t p = 0; p < rv->nposts; p++)
			fill_slot(rv, &now, d, p);
		rv->planned[d] = false;
		for (size_t i = 0; i < now.n; i++)
			rv->planned[d] = rv->planned[d] || (now.v[i].from < begin + DAY_SECONDS &&
							    now.v[i].until > begin);
	}
	fill_people(rv, &now, &published);
	mark_gaps(rv);
	mark_draft(rv);
	vec_clear(&now);
	vec_clear(&published);
}

enum rc
roster_cells_read(struct roster_view *rv, struct err *e)
{
	struct book *b = console_book(&rv->base);
	int64_t until;

	rv->posts = NULL;
	rv->slots = NULL;
	rv->stands = NULL;
	rv->nposts = 0;
	rv->days = month_days(roster_first_day(rv));
	if (roster_review(b, &rv->arena, roster_first_day(rv),
			  day_add(roster_first_day(rv), rv->days - 1), &rv->review, e) != RC_OK ||
	    roster_editions(b, &rv->arena, NULL, &rv->editions, e) != RC_OK) {
		roster_cells_forget(rv);
		return e->code;
	}
	until = watch_begins(rv, rv->days);
	duty_load(roster_book(rv), &rv->review.limits, NULL, watch_begins(rv, 0), until,
		  &rv->loads);
	duty_load(&rv->review.roster.duty, &rv->review.limits, NULL, watch_begins(rv, 0), until,
		  &rv->published_loads);
	fill(rv);
	return RC_OK;
}

void
roster_cells_forget(struct roster_view *rv)
{
	roster_review_clear(&rv->review);
	rv->review = (struct roster_review){.seen = STR_INIT};
	vec_clear(&rv->editions);
	vec_clear(&rv->loads);
	vec_clear(&rv->published_loads);
	rv->nposts = 0;
	arena_free(&rv->arena);
}

/* ---- drawing ---- */

static bool
is_today(const struct roster_view *rv, int d)
{
	return roster_first_day(rv) + d ==
	       day_of(console_now(&rv->base) - ROSTER_WATCH_HOUR * 3600);
}

static enum style_role
day_style(const struct roster_view *rv, int d)
{
	return calendar_is_rest(&rv->review.roster.calendar, roster_first_day(rv) + d)
		   ? STYLE_WARNING
		   : STYLE_NORMAL;
}

static void
draw_day_name(const struct roster_view *rv, struct canvas *c, int row, int d)
{
	const struct calendar *cal = &rv->review.roster.calendar;
	int day = roster_first_day(rv) + d;
	char name[80];

	snprintf(name, sizeof(name), "%s%2d %s %s", is_today(rv, d) ? "→" : " ", day % 100,
		 weekday_zh(day),
		 calendar_kind(cal, day) == DAY_MAKEUP ? _("make-up") : calendar_name(cal, day));
	canvas_text(c, row, 0, DAY_COLS - 1, name, day_style(rv, d));
}

static void
draw_slot(const struct roster_view *rv, struct canvas *c, int row, int col, int width, size_t at)
{
	const struct roster_slot *s = &rv->slots[at];
	const char *mark = s->stale ? "▲" : s->changed ? "◆" : "";
	char text[300];

	if (!rv->planned[at / rv->nposts] && !s->changed) {
		canvas_text(c, row, col, width, "-", STYLE_DIM);
		return;
	}
	snprintf(text, sizeof(text), "%s%s%s%s", mark, s->shortage ? _("■gap ") : "",
		 s->broken ? "■" : "", s->names);
	canvas_text(c, row, col, width, text,
		    s->shortage || s->broken ? STYLE_OVERDUE
		    : s->changed             ? STYLE_MARKED
					     : STYLE_NORMAL);
}

/* Columns shown of the posts; the selected one is among them. */
static int
columns_shown(struct roster_view *rv, int cols, int *width)
{
	int n = (int)rv->nposts, room = cols - DAY_COLS, shown;

	*width = n > 0 ? room / n - 1 : 0;
	*width = *width < CELL_MIN ? CELL_MIN : *width > CELL_MAX ? CELL_MAX : *width;
	shown = room / (*width + 1);
	shown = shown < 1 ? 1 : shown > n ? n : shown;
	if (rv->post < rv->left)
		rv->left = rv->post;
	if (rv->post >= rv->left + shown)
		rv->left = rv->post - shown + 1;
	if (rv->left > n - shown)
		rv->left = n > shown ? n - shown : 0;
	return shown;
}

static bool
is_marked(const struct roster_view *rv, int d, int post)
{
	struct roster_range r = roster_range(rv);

	return rv->marking && d >= r.first_day && d <= r.last_day && post >= r.first_post &&
	       post <= r.last_post;
}

/* In the corner: that this is a draft, or how much of it is to be looked at again. */
static void
draw_corner(const struct roster_view *rv, struct canvas *c)
{
	size_t again = rv->review.stale + rv->review.begun;
	char text[80];

	snprintf(text, sizeof(text), _("▲look again: %zu"), again);
	if (rv->review.cells.n)
		canvas_text(c, 0, 0, DAY_COLS - 2, again ? text : _("◆not published"),
			    again ? STYLE_WARNING : STYLE_MARKED);
}

static void
draw_days(struct roster_view *rv, struct canvas *c)
{
	int width, shown = columns_shown(rv, c->cols, &width);

	draw_corner(rv, c);
	for (int p = rv->left; p < rv->left + shown && p < (int)rv->nposts; p++)
		canvas_text(c, 0, DAY_COLS + (p - rv->left) * (width + 1), width,
			    duty_post_name(roster_book(rv), rv->posts[p]), STYLE_HEADING);
	if (rv->left > 0)
		canvas_put(c, 0, DAY_COLS - 2, "←", STYLE_HEADING);
	if (rv->left + shown < (int)rv->nposts)
		canvas_put_right(c, 0, 0, c->cols, "→", STYLE_HEADING);
	for (int i = 0; i + 1 < c->rows && rv->top + i < rv->days; i++) {
		int d = rv->top + i;

		draw_day_name(rv, c, i + 1, d);
		for (int p = rv->left; p < rv->left + shown && p < (int)rv->nposts; p++) {
			int col = DAY_COLS + (p - rv->left) * (width + 1);

			draw_slot(rv, c, i + 1, col, width, (size_t)d * rv->nposts + (size_t)p);
			if (is_marked(rv, d, p))
				canvas_style(c, i + 1, col, 1, width, STYLE_FOCUS);
			if (d != rv->day || p != rv->post)
				continue;
			canvas_style(c, i + 1, col, 1, width, STYLE_SELECTED);
			canvas_caret(c, i + 1, col, false);
		}
	}
}

static void
draw_hours(const struct roster_view *rv, struct canvas *c, int row, int col, const char *person)
{
	char hours[24];

	for (size_t i = 0; i < rv->loads.n; i++)
		if (str_equal(rv->loads.v[i].person, person) && rv->loads.v[i].minutes) {
			snprintf(hours, sizeof(hours), "%lldh",
				 (long long)(rv->loads.v[i].minutes / 60));
			canvas_put_right(c, row, col, col + HOURS_COLS, hours, STYLE_DIM);
		}
}

static void
draw_person(const struct roster_view *rv, struct canvas *c, int row, int person)
{
	const struct thing *t = rv->review.roster.duty.people.v[person];

	canvas_text(c, row, 0, PERSON_COLS - 1, ((const struct person *)t->body)->name,
		    STYLE_NORMAL);
	for (int d = 0; d < rv->days; d++) {
		const struct roster_stand *s = &rv->stands[person * ROSTER_DAYS + d];
		const char *name = s->post ? duty_post_name(roster_book(rv), s->post) : "";
		int col = PERSON_COLS + d * 2;

		/* The first character of the post's name: 带 主 副 消; what goes away is a dot. */
		canvas_text_n(c, row, col, 2, s->changed && !s->post ? "·" : name,
			      s->changed && !s->post ? strlen("·")
			      : *name                ? text_next(name, 0)
						     : 0,
			      s->changed ? STYLE_FOCUS : STYLE_STRONG);
		if (person != rv->person || d != rv->day)
			continue;
		canvas_style(c, row, col, 1, 2, STYLE_SELECTED);
		canvas_caret(c, row, col, false);
	}
	draw_hours(rv, c, row, PERSON_COLS + ROSTER_DAYS * 2, t->id);
}

static void
draw_people(struct roster_view *rv, struct canvas *c)
{
	bool again = rv->review.stale + rv->review.begun > 0;

	if (rv->review.cells.n)
		canvas_text(c, 0, 0, PERSON_COLS - 1, again ? _("▲look") : _("◆draft"),
			    again ? STYLE_WARNING : STYLE_MARKED);
	for (int d = 0; d < rv->days; d++) {
		char name[16];

		snprintf(name, sizeof(name), "%2d", d + 1);
		canvas_text(c, 0, PERSON_COLS + d * 2, 2, name,
			    is_today(rv, d) || d == rv->day    ? STYLE_FOCUS
			    : day_style(rv, d) == STYLE_NORMAL ? STYLE_HEADING
							       : STYLE_WARNING);
	}
	for (int i = 0; i + 1 < c->rows && rv->top + i < (int)roster_npeople(rv); i++)
		draw_person(rv, c, i + 1, rv->top + i);
}

static void
scroll(struct roster_view *rv, int page)
{
	int row = rv->people ? rv->person : rv->day;
	int last = (rv->people ? (int)roster_npeople(rv) : rv->days) - page;

	if (row < rv->top)
		rv->top = row;
	if (row >= rv->top + page)
		rv->top = row - page + 1;
	if (rv->top > last)
		rv->top = last > 0 ? last : 0;
}

void
roster_cells_draw(struct roster_view *rv, struct canvas *c)
{
	scroll(rv, c->rows - 1);
	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_HEADING);
	if (rv->people)
		draw_people(rv, c);
	else
		draw_days(rv, c);
	if (rv->nposts == 0)
		canvas_text(c, 2, 2, c->cols - 2,
			    _("no posts yet: zhiban roster import reads a roster"), STYLE_DIM);
}
