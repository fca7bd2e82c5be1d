/* What a change newly breaks. */
#include "core/duty_check.h"

#include "core/vec.h"

static bool
is_gap(const struct violation *v)
{
	return str_equal(v->rule, "gap");
}

static bool
is_in(const struct violations *list, const struct violation *v)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_equal(list->v[i].rule, v->rule) && list->v[i].at == v->at &&
		    str_equal(list->v[i].why, v->why))
			return true;
	return false;
}

/* Where a gap that was there before, as large, holds on from `at`; `at` itself where none does. */
static int64_t
held_until(const struct violations *before, const struct violation *gap, int64_t at)
{
	int64_t until = at;

	for (size_t i = 0; i < before->n; i++) {
		const struct violation *v = &before->v[i];

		if (is_gap(v) && str_equal(v->post, gap->post) &&
		    v->need - v->have >= gap->need - gap->have && v->at <= at && v->until > until)
			until = v->until;
	}
	return until;
}

/* Where the next such one begins behind `at`. */
static int64_t
next_held(const struct violations *before, const struct violation *gap, int64_t at)
{
	int64_t next = gap->until;

	for (size_t i = 0; i < before->n; i++) {
		const struct violation *v = &before->v[i];

		if (is_gap(v) && str_equal(v->post, gap->post) &&
		    v->need - v->have >= gap->need - gap->have && v->at > at && v->at < next)
			next = v->at;
	}
	return next;
}

/* Calls for each part of the gap that was none. */
static void
each_part(const struct violations *before, const struct violation *gap,
	  void (*part)(void *ctx, const struct violation *gap), void *ctx)
{
	for (int64_t at = gap->at; at < gap->until;) {
		struct violation v = *gap;
		int64_t held = held_until(before, gap, at);

		if (held > at) {
			at = held;
			continue;
		}
		v.at = at;
		v.until = at = next_held(before, gap, at);
		part(ctx, &v);
	}
}

struct news {
	struct arena *arena;
	const struct duty_book *book;
	struct violations *out;
};

static void
add_part(void *ctx, const struct violation *gap)
{
	struct news *n = ctx;
	struct violation v = *gap;
	struct gap g = {v.post, v.at, v.until, v.need, v.have};

	v.why = duty_gap_why(n->arena, n->book, &g);
	vec_push(n->out, v);
}

/* Stable: parts of a gap begin later than it did. */
static void
sort_news(struct violations *out, size_t first)
{
	for (size_t i = first + 1; i < out->n; i++) {
		struct violation v = out->v[i];
		size_t k = i;

		for (; k > first && out->v[k - 1].at > v.at; k--)
			out->v[k] = out->v[k - 1];
		out->v[k] = v;
	}
}

void
duty_check_news(struct arena *a, const struct duty_book *b, const struct violations *before,
		const struct violations *after, struct violations *out)
{
	struct news n = {a, b, out};
	size_t first = out->n;

	for (size_t i = 0; i < after->n; i++)
		if (is_gap(&after->v[i]))
			each_part(before, &after->v[i], add_part, &n);
		else if (!is_in(before, &after->v[i]))
			vec_push(out, after->v[i]);
	sort_news(out, first);
}

static void
note_part(void *ctx, const struct violation *gap)
{
	(void)gap;
	*(bool *)ctx = true;
}

static bool
is_new(const struct violations *before, const struct violation *v)
{
	bool parts = false;

	if (!is_gap(v))
		return !is_in(before, v);
	each_part(before, v, note_part, &parts);
	return parts;
}

const struct violation *
duty_newly_broken(const struct violations *before, const struct violations *after, bool gaps)
{
	for (size_t i = 0; i < after->n; i++) {
		const struct violation *v = &after->v[i];

		if (v->hard && !v->override && (gaps || !is_gap(v)) && is_new(before, v))
			return v;
	}
	return NULL;
}
