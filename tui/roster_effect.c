/* What an edit of the roster does, told at once: gaps, broken rules, what people bear then. */
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "core/vec.h"
#include "tui/console.h"
#include "tui/effect_text.h"
#include "tui/roster_inside.h"

bool
roster_concerns(const struct violation *v, const char *post, const struct cell_duties *c, int day)
{
	int64_t from = day_secs(day) + ROSTER_WATCH_HOUR * 3600, until = from + DAY_SECONDS;

	for (size_t i = 0; i < c->n; i++) {
		from = i == 0 || c->v[i].from < from ? c->v[i].from : from;
		until = i == 0 || c->v[i].until > until ? c->v[i].until : until;
	}
	if (v->at >= until || v->until <= from)
		return false;
	return v->person ? cell_has_person(c, v->person) : str_equal(v->post, post);
}

/* ---- of an edit ---- */

static const struct duty_load *
load_of(const struct duty_loads *loads, const char *person)
{
	for (size_t i = 0; i < loads->n; i++)
		if (str_equal(loads->v[i].person, person))
			return &loads->v[i];
	return NULL;
}

/* Those whose load the edit changed most come first, as far as there is room. */
static void
take_people(struct roster_view *rv, const struct duty_loads *before)
{
	struct duty_effect *x = &rv->effect;

	for (size_t i = 0; i < rv->loads.n && x->npeople < EFFECT_PEOPLE; i++) {
		const struct duty_load *now = &rv->loads.v[i];
		const struct duty_load *was = load_of(before, now->person);

		if (was && was->minutes == now->minutes && was->weighted == now->weighted &&
		    was->duties == now->duties)
			continue;
		x->people[x->npeople].person = arena_text(&rv->effect_arena, now->person);
		x->people[x->npeople].before = was ? *was : (struct duty_load){0};
		x->people[x->npeople].after = *now;
		x->people[x->npeople].after.person = x->people[x->npeople].person;
		x->npeople++;
	}
}

static void
keep_texts(struct arena *a, struct violations *v)
{
	for (size_t i = 0; i < v->n; i++) {
		v->v[i].why = arena_text(a, v->v[i].why);
		v->v[i].person = arena_text(a, v->v[i].person);
		v->v[i].post = arena_text(a, v->v[i].post);
		v->v[i].override = arena_text(a, v->v[i].override);
	}
}

void
roster_effect_take(struct roster_view *rv, const struct violations *before,
		   const struct duty_loads *loads)
{
	struct arena *a = &rv->effect_arena;

	roster_effect_forget(rv);
	arena_free(a);
	duty_check_news(a, roster_book(rv), before, &rv->review.new, &rv->effect.broken);
	duty_check_news(a, roster_book(rv), &rv->review.new, before, &rv->effect.mended);
	keep_texts(a, &rv->effect.broken);
	keep_texts(a, &rv->effect.mended);
	take_people(rv, loads);
	rv->told = true;
}

void
roster_effect_forget(struct roster_view *rv)
{
	duty_effect_clear(&rv->effect);
	rv->effect = (struct duty_effect){0};
	rv->told = false;
}

/* ---- lines ---- */

struct told {
	struct roster_view *rv;
	struct canvas *canvas;
	struct arena arena;
	int row;
	bool wrap; /* beside the month: long lines go on below */
	enum style_role style;
};

static void
put_line(void *ctx, const char *bytes, size_t n)
{
	struct told *t = ctx;

	if (t->row < t->canvas->rows)
		canvas_text_n(t->canvas, t->row++, 0, t->canvas->cols, bytes, n, t->style);
}

static void
put(struct told *t, const char *text, enum style_role style)
{
	t->style = style;
	if (t->wrap)
		text_wrap(text, t->canvas->cols, put_line, t);
	else
		put_line(t, text, strlen(text));
}

static const char *
names(struct told *t, const struct cell_duties *c)
{
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	struct str text = STR_INIT;
	const char *out;

	cell_names(roster_book(t->rv), c, usual, &text);
	out = text.len ? arena_text(&t->arena, text.ptr) : _("nobody");
	str_clear(&text);
	return out;
}

static const struct review_cell *
edited_cell(const struct roster_view *rv, const char *post)
{
	for (size_t i = 0; post && i < rv->review.cells.n; i++)
		if (rv->review.each[i].cell->day == roster_day(rv) &&
		    str_equal(rv->review.each[i].cell->post, post))
			return &rv->review.each[i];
	return NULL;
}

/* 10-03 六 主班  乙 → 子 */
static void
put_cell(struct told *t, const char *post, const struct cell_duties *now)
{
	struct roster_view *rv = t->rv;
	const struct review_cell *x = edited_cell(rv, post);
	const char *who = roster_selected_person(rv);
	int day = roster_day(rv);
	const char *head = arena_text_f(
	    &t->arena, "%d-%02d %s %s%s%s", day / 100 % 100, day % 100, weekday_zh(day),
	    who ? duty_person_name(roster_book(rv), who) : "", who && post ? " " : "",
	    post  ? duty_post_name(roster_book(rv), post)
	    : who ? _(" off duty")
		  : "");

	if (!x) {
		put(t, post ? arena_text_f(&t->arena, "%s  %s", head, names(t, now)) : head,
		    STYLE_HEADING);
		return;
	}
	put(t,
	    arena_text_f(&t->arena, _("%s  published %s → draft %s (%s)"), head,
			 names(t, &x->stands), names(t, &x->becomes),
			 book_author_name(console_book(&rv->base), &t->arena, x->cell->by)),
	    STYLE_HEADING);
	if (x->begun)
		put(t, _("▲ this has begun meanwhile: drop it (F8), or take over"), STYLE_WARNING);
	else if (x->stale)
		put(t,
		    arena_text_f(&t->arena,
				 _("▲ it was %s when it was edited: keep or drop it (F8)"),
				 names(t, &x->cell->was)),
		    STYLE_WARNING);
}

/* 96→120 */
static const char *
changed(struct told *t, int64_t was, int64_t now)
{
	return was == now ? arena_text_f(&t->arena, "%lld", (long long)now)
			  : arena_text_f(&t->arena, "%lld→%lld", (long long)was, (long long)now);
}

static int64_t
days_off(const struct duty_load *l)
{
	return (int64_t)(l->days[DAY_WEEKEND] + l->days[DAY_REST] + l->days[DAY_STATUTORY]);
}

/* Over those who stand at all: duties in tenths, hours, nights and days off in tenths. */
struct average {
	int64_t hours, nights, off, people;
};

static struct average
average_of(const struct duty_loads *loads)
{
	struct average a = {0};

	for (size_t i = 0; i < loads->n; i++) {
		const struct duty_load *l = &loads->v[i];

		if (!l->minutes)
			continue;
		a.people++;
		a.hours += l->minutes / 60;
		a.nights += (int64_t)l->nights * 10;
		a.off += days_off(l) * 10;
	}
	if (a.people) {
		a.hours /= a.people;
		a.nights /= a.people;
		a.off /= a.people;
	}
	return a;
}

/* 丑 4→5班 96→120时 夜4→5 休节2→3 */
static void
put_load(struct told *t, const struct duty_load *was, const struct duty_load *now)
{
	bool more = now->minutes > was->minutes;

	put(t,
	    arena_text_f(&t->arena,
			 _("%s: duties %s, hours %s, nights %s, weekends and holidays %s"),
			 duty_person_name(roster_book(t->rv), now->person),
			 changed(t, (int64_t)was->duties, (int64_t)now->duties),
			 changed(t, was->minutes / 60, now->minutes / 60),
			 changed(t, (int64_t)was->nights, (int64_t)now->nights),
			 changed(t, days_off(was), days_off(now))),
	    more ? STYLE_STRONG : STYLE_NORMAL);
}

static void
put_average(struct told *t)
{
	struct average a = average_of(&t->rv->loads);

	if (a.people)
		put(t,
		    arena_text_f(&t->arena,
				 _("average of %lld: hours %lld, nights %lld.%lld, weekends and "
				   "holidays %lld.%lld"),
				 (long long)a.people, (long long)a.hours,
				 (long long)(a.nights / 10), (long long)(a.nights % 10),
				 (long long)(a.off / 10), (long long)(a.off % 10)),
		    STYLE_DIM);
}

/* ---- what is shown ---- */

static void
put_effect(struct told *t, size_t most)
{
	struct duty_effect rules = t->rv->effect;
	struct effect_line lines[EFFECT_LINES];
	size_t n;

	rules.npeople = 0; /* told apart, with nights and days off */
	n = effect_lines(console_book(&t->rv->base), &t->arena, &rules, most, lines);
	for (size_t i = 0; i < n; i++)
		put(t, lines[i].text, lines[i].style);
	for (size_t i = 0; i < t->rv->effect.npeople; i++)
		put_load(t, &t->rv->effect.people[i].before, &t->rv->effect.people[i].after);
	put_average(t);
}

static void
put_violation(struct told *t, const struct violation *v)
{
	put(t,
	    arena_text_f(&t->arena, "%s%s%s%s",
			 v->override ? _("√ allowed: ")
			 : v->hard   ? _("■ breaks: ")
				     : "▲ ",
			 v->why, v->override ? _("; ") : "", v->override ? v->override : ""),
	    v->override ? STYLE_NORMAL
	    : v->hard   ? STYLE_OVERDUE
			: STYLE_WARNING);
}

/* Of the selected cell: what is wrong with it, and what its people bear. */
static void
put_standing(struct told *t, const char *post, const struct cell_duties *now)
{
	const struct violations *all = &t->rv->review.new;
	const char *who = roster_selected_person(t->rv);

	for (size_t i = 0; i < all->n; i++)
		if (who ? str_equal(all->v[i].person, who) &&
			      day_of(all->v[i].at) == roster_day(t->rv)
			: roster_concerns(&all->v[i], post, now, roster_day(t->rv)))
			put_violation(t, &all->v[i]);
	for (size_t i = 0; i < t->rv->loads.n; i++) {
		const struct duty_load *l = &t->rv->loads.v[i];
		const struct duty_load *was = load_of(&t->rv->published_loads, l->person);

		if (who ? str_equal(who, l->person) : cell_has_person(now, l->person))
			put_load(t, was ? was : l, l);
	}
	put_average(t);
}

/* Beside the month: all that publishing the draft would break. */
static void
put_draft(struct told *t)
{
	const struct roster_review *r = &t->rv->review;

	if (r->cells.n == 0)
		return;
	t->row++;
	put(t,
	    arena_text_f(&t->arena,
			 _("Draft, not published: %zu cells; breaks %zu, puts right %zu"),
			 r->cells.n, r->fresh.n, r->gone.n),
	    STYLE_HEADING);
	for (size_t i = 0; i < r->fresh.n; i++)
		put_violation(t, &r->fresh.v[i]);
}

void
roster_effect_draw(struct roster_view *rv, struct canvas *c)
{
	struct told t = {.rv = rv, .canvas = c, .wrap = c->rows > 10};
	const char *post = roster_selected_post(rv);
	struct cell_duties now = {0};

	if (post)
		now = roster_cell_now(rv, &t.arena, post, roster_day(rv));
	put_cell(&t, post, &now);
	if (rv->told)
		put_effect(&t, t.wrap ? 8 : 1);
	else
		put_standing(&t, post, &now);
	if (t.wrap)
		put_draft(&t);
	arena_free(&t.arena);
}
