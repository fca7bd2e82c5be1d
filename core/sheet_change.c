/* What was changed on a month's sheet since its first edition. */
#include "core/sheet_change.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

struct gather {
	struct arena *arena;
	const struct sheet *sheet;
	int from, until;
	int64_t since; /* milliseconds: the first edition */
	struct sheet_changes *out;
};

static const char *
name_of(const struct gather *g, const char *person)
{
	return person ? duty_person_name(g->sheet->book, person) : "空缺";
}

/* A person's name, or nothing for a device. */
static const char *
leader(const struct gather *g, const char *by)
{
	return by && duty_person(g->sheet->book, by) ? duty_person_name(g->sheet->book, by) : "";
}

static const char *
names_of(const struct gather *g, const struct cell_duties *c)
{
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	struct str names = STR_INIT;
	const char *text;

	cell_names(g->sheet->book, c, usual, &names);
	text = names.len ? arena_text(g->arena, names.ptr) : "空缺";
	str_clear(&names);
	return text;
}

static void
add(struct gather *g, struct sheet_change c)
{
	if (c.day >= g->from && c.day <= g->until)
		vec_push(g->out, c);
}

static void
add_editions(struct gather *g)
{
	struct edition_changes all = {0};

	edition_changes(g->arena, g->sheet->editions, month_first(g->from), &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct edition_change *x = &all.v[i];
		const struct edition *ed = x->edition->body;

		add(g, (struct sheet_change){.day = x->day,
					     .post = x->post,
					     .was = names_of(g, &x->was),
					     .now = names_of(g, &x->now),
					     .reason = ed->reason ? ed->reason : "",
					     .approver = leader(g, ed->approver),
					     .at = x->edition->first->ts / 1000});
	}
	vec_clear(&all);
}

static void
add_swaps(struct gather *g)
{
	const struct things *swaps = &g->sheet->book->swaps;

	for (size_t i = 0; i < swaps->n; i++) {
		const struct swap *s = swaps->v[i]->body;
		struct sheet_change c = {.day = day_of(s->start.secs),
					 .post = s->post,
					 .was = name_of(g, s->person),
					 .now = name_of(g, s->with),
					 .reason = s->reason ? s->reason : "调班",
					 .approver = leader(g, swaps->v[i]->last->by),
					 .at = swaps->v[i]->last->ts / 1000};

		if (s->state != SWAP_APPROVED || swaps->v[i]->last->ts < g->since)
			continue;
		add(g, c);
		if (s->back_start.kind != MOMENT_EXACT)
			continue;
		c.day = day_of(s->back_start.secs);
		c.post = s->back_post;
		c.was = name_of(g, s->with);
		c.now = name_of(g, s->person);
		add(g, c);
	}
}

static void
add_takeovers(struct gather *g)
{
	const struct things *all = &g->sheet->book->assignments;

	for (size_t i = 0; i < all->n; i++) {
		const struct assignment *as = all->v[i]->body;

		if (as->source != ASSIGN_TAKEOVER || as->cancelled ||
		    all->v[i]->first->ts < g->since)
			continue;
		add(g, (struct sheet_change){.day = day_of(as->start.secs),
					     .post = as->post,
					     .was = name_of(g, as->instead),
					     .now = name_of(g, as->person),
					     .reason = as->reason ? as->reason : "紧急顶班",
					     .approver = leader(g, all->v[i]->first->by),
					     .at = all->v[i]->first->ts / 1000});
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct sheet_change *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return record_id_compare(x->post, y->post);
}

void
sheet_changes(struct arena *a, const struct sheet *s, int from, int until,
	      struct sheet_changes *out)
{
	struct gather g = {a, s, from, until, INT64_MAX, out};
	int month = month_first(from);

	for (size_t i = 0; s->editions && i < s->editions->n; i++) {
		const struct thing *t = s->editions->v[i];

		if (((const struct edition *)t->body)->month == month && t->first->ts < g.since)
			g.since = t->first->ts;
	}
	if (g.since == INT64_MAX)
		return;
	add_editions(&g);
	add_swaps(&g);
	add_takeovers(&g);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_time);
}

bool
sheet_is_changed(const struct sheet_changes *c, const char *post, int day)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].day == day && str_equal(c->v[i].post, post))
			return true;
	return false;
}

void
sheet_change_head(const char *cells[SHEET_CHANGE_CELLS])
{
	static const char *const head[SHEET_CHANGE_CELLS] = {"日期", "岗位",   "原",  "现",
							     "原因", "批准人", "时间"};

	memcpy(cells, head, sizeof(head));
}

void
sheet_change_cells(struct arena *a, const struct sheet *s, const struct sheet_change *c,
		   const char *cells[SHEET_CHANGE_CELLS])
{
	char when[MOMENT_TEXT];

	moment_zh_short(c->at, when);
	cells[0] = arena_text_f(a, "%d月%d日", c->day / 100 % 100, c->day % 100);
	cells[1] = duty_post_name(s->book, c->post);
	cells[2] = c->was;
	cells[3] = c->now;
	cells[4] = c->reason;
	cells[5] = c->approver;
	cells[6] = arena_text(a, when);
}

const char *
sheet_edition_text(struct arena *a, const struct sheet *s, int month)
{
	const struct thing *t = s->editions ? edition_latest(s->editions, month) : NULL;
	struct civil c;

	if (!t)
		return "";
	c = civil_of(t->first->ts / 1000);
	return arena_text_f(a, "%d年%d月%d日发布    第%lld版", c.year, c.month, c.day,
			    (long long)((const struct edition *)t->body)->version.n);
}
