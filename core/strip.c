/* The roster of a day laid out in lanes. */
#include "core/strip.h"

#include <stdlib.h>
#include <string.h>

#include "core/duty_pattern.h"
#include "core/vec.h"

struct work {
	const struct duty_book *book;
	int64_t from, until;
	const struct stints *all;
	struct strip *out;
	size_t first; /* the first lane of the post in hand */
};

static bool
is_free(const struct strip_lane *lane, int64_t from, int64_t until)
{
	for (size_t i = 0; i < lane->parts.n; i++)
		if (lane->parts.v[i].from < until && lane->parts.v[i].until > from)
			return false;
	return true;
}

static bool
stood_before(const struct strip_lane *lane, const char *person)
{
	for (size_t i = 0; person && i < lane->parts.n; i++)
		if (str_equal(lane->parts.v[i].person, person))
			return true;
	return false;
}

static void
add_lane(struct work *w, const char *post)
{
	struct strip_lane lane = {.post = post, .first = w->out->lanes.n == w->first};

	vec_push(&w->out->lanes, lane);
}

/* Into the lane where the person stood before, else the first free one, else a new one. */
static void
place(struct work *w, const char *post, struct strip_part part)
{
	size_t best = w->out->lanes.n;

	part.from = part.from > w->from ? part.from : w->from;
	part.until = part.until < w->until ? part.until : w->until;
	if (part.from >= part.until)
		return;
	for (size_t i = w->out->lanes.n; i-- > w->first;) {
		const struct strip_lane *lane = &w->out->lanes.v[i];

		if (is_free(lane, part.from, part.until) &&
		    (best == w->out->lanes.n || !stood_before(&w->out->lanes.v[best], part.person)))
			best = i;
	}
	if (best == w->out->lanes.n)
		add_lane(w, post);
	vec_push(&w->out->lanes.v[best].parts, part);
}

static void
place_people(struct work *w, const char *post)
{
	for (size_t i = 0; i < w->all->n; i++) {
		const struct stint *s = &w->all->v[i];

		if (str_equal(s->post, post))
			place(w, post,
			      (struct strip_part){.what = STRIP_STANDS,
						  .from = s->from,
						  .until = s->until,
						  .person = s->person,
						  .name = duty_person_name(w->book, s->person),
						  .source = s->source});
	}
}

/* What is not there: the parts of [from, until) in which the first lane is empty and, with `need`,
 * the post must be stood, or need not. */
static void
each_empty(struct work *w, const char *post, int64_t from, int64_t until, struct stints *out)
{
	struct stints pieces = {0};

	from = from > w->from ? from : w->from;
	until = until < w->until ? until : w->until;
	if (from < until)
		vec_push(&pieces, ((struct stint){.post = post, .from = from, .until = until}));
	for (size_t p = 0; p < pieces.n; p++)
		for (size_t i = 0; i < w->out->lanes.v[w->first].parts.n; i++) {
			const struct strip_part *x = &w->out->lanes.v[w->first].parts.v[i];
			struct stint rest = pieces.v[p];

			if (x->from >= rest.until || x->until <= rest.from)
				continue;
			pieces.v[p].until = x->from > rest.from ? x->from : rest.from;
			rest.from = x->until;
			if (rest.from < rest.until)
				vec_push(&pieces, rest);
		}
	for (size_t p = 0; p < pieces.n; p++)
		if (pieces.v[p].from < pieces.v[p].until)
			vec_push(out, pieces.v[p]);
	vec_clear(&pieces);
}

/* Fills what is still empty of a span and must be stood. */
static void
fill_in(struct work *w, const char *post, struct strip_part part)
{
	struct stints empty = {0}, needed = {0};

	each_empty(w, post, part.from, part.until, &empty);
	for (size_t i = 0; i < empty.n; i++)
		duty_cut_to_need(w->book, &empty.v[i], &needed);
	for (size_t i = 0; i < needed.n; i++) {
		part.from = needed.v[i].from;
		part.until = needed.v[i].until;
		place(w, post, part);
	}
	vec_clear(&empty);
	vec_clear(&needed);
}

/* Those who stand a post that may double as this one, and neighbours. */
static void
place_doubles(struct work *w, const char *post)
{
	for (size_t i = 0; i < w->all->n; i++) {
		const struct stint *s = &w->all->v[i];
		const struct post *p = duty_post(w->book, s->post);

		if (!p || !str_equal(p->also, post) || str_equal(s->post, post))
			continue;
		fill_in(w, post,
			(struct strip_part){.what = STRIP_DOUBLES,
					    .from = s->from,
					    .until = s->until,
					    .person = s->person,
					    .name = duty_person_name(w->book, s->person),
					    .source = s->source});
	}
	for (size_t i = 0; i < w->book->covers.n; i++) {
		const struct cover *c = w->book->covers.v[i]->body;

		if (!c->cancelled && str_equal(c->post, post))
			fill_in(w, post,
				(struct strip_part){.what = STRIP_COVER,
						    .from = c->start.secs,
						    .until = c->end.secs,
						    .name = c->unit});
	}
}

static void
place_gaps(struct work *w, const char *post, const struct gaps *gaps)
{
	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *g = &gaps->v[i];

		if (str_equal(g->post, post))
			place(w, post,
			      (struct strip_part){.what = STRIP_GAP,
						  .from = g->from,
						  .until = g->until,
						  .need = g->need,
						  .have = g->have});
	}
}

/* The rest of the first lane in which the post need not be stood. */
static void
place_free(struct work *w, const char *post)
{
	const struct post *p = duty_post(w->book, post);
	struct stint whole = {.post = post, .from = w->from, .until = w->until};
	struct stints needed = {0}, empty = {0};
	int64_t at = w->from;

	if (p && p->covers > COVERS_ALWAYS)
		duty_cut_to_need(w->book, &whole, &needed);
	else
		vec_push(&needed, whole);
	vec_push(&needed, ((struct stint){.from = w->until, .until = w->until}));
	for (size_t i = 0; i < needed.n; i++) {
		each_empty(w, post, at, needed.v[i].from, &empty);
		at = needed.v[i].until;
	}
	for (size_t i = 0; i < empty.n; i++)
		place(w, post,
		      (struct strip_part){.what = p && p->covers == COVERS_OFFHOURS ? STRIP_OFFICE
										    : STRIP_FREE,
					  .from = empty.v[i].from,
					  .until = empty.v[i].until});
	vec_clear(&needed);
	vec_clear(&empty);
}

static int
by_time(const void *a, const void *b)
{
	const struct strip_part *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void
strip_read(const struct duty_book *b, int64_t from, int64_t until, struct strip *out)
{
	struct arena a = {0};
	const char **posts = duty_posts(b, &a);
	struct stints all = {0};
	struct gaps gaps = {0};
	struct work w;

	*out = (struct strip){0};
	w = (struct work){b, from, until, &all, out, 0};
	duty_resolve(b, from, until, &all);
	duty_gaps(b, from, until, &gaps);
	for (size_t i = 0; i < b->posts.n; i++) {
		w.first = out->lanes.n;
		add_lane(&w, posts[i]);
		place_people(&w, posts[i]);
		place_doubles(&w, posts[i]);
		place_gaps(&w, posts[i], &gaps);
		place_free(&w, posts[i]);
	}
	for (size_t i = 0; i < out->lanes.n; i++)
		if (out->lanes.v[i].parts.n)
			qsort(out->lanes.v[i].parts.v, out->lanes.v[i].parts.n,
			      sizeof(struct strip_part), by_time);
	vec_clear(&all);
	vec_clear(&gaps);
	arena_free(&a);
}

void
strip_clear(struct strip *s)
{
	for (size_t i = 0; i < s->lanes.n; i++)
		vec_clear(&s->lanes.v[i].parts);
	vec_clear(&s->lanes);
}

const struct strip_part *
strip_part_at(const struct strip_lane *lane, int64_t at)
{
	for (size_t i = 0; i < lane->parts.n; i++)
		if (lane->parts.v[i].from <= at && at < lane->parts.v[i].until)
			return &lane->parts.v[i];
	return NULL;
}

int64_t
strip_gap_minutes(const struct strip *s, const char *post)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->lanes.n; i++)
		for (size_t k = 0; k < s->lanes.v[i].parts.n; k++) {
			const struct strip_part *p = &s->lanes.v[i].parts.v[k];

			if (p->what == STRIP_GAP && str_equal(s->lanes.v[i].post, post))
				sum += (p->until - p->from) / 60;
		}
	return sum;
}
