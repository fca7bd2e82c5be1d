/* The heads of a town or a village, and who of them is away. */
#include "core/duty_heads.h"

#include <string.h>

#include "core/str.h"
#include "core/vec.h"

static bool
holds(const char *text, const char *word)
{
	return text && strstr(text, word);
}

static bool
is_of_village(const struct person *p)
{
	return holds(p->post, "村") || holds(p->post, "社区") || holds(p->post, "居委") ||
	       (p->unit && (str_ends(p->unit, "村") || str_ends(p->unit, "社区")));
}

static bool
belong_together(const struct person *p, const struct person *q)
{
	bool village = p && is_of_village(p);

	if (village != is_of_village(q))
		return false;
	return !village || str_equal(p->unit, q->unit);
}

static const struct leave *
away_at(const struct duty_book *b, const char *person, int64_t at)
{
	for (size_t i = 0; i < b->leaves.n; i++) {
		const struct leave *l = b->leaves.v[i]->body;

		if (l->state == LEAVE_APPROVED && str_equal(l->person, person) &&
		    l->start.secs <= at && at < l->end.secs)
			return l;
	}
	return NULL;
}

void
duty_heads(const struct duty_book *b, const struct duty_limits *l, const char *person, int64_t at,
	   struct duty_heads *out)
{
	const struct person *p = duty_person(b, person);
	int day = day_of(at);

	for (size_t i = 0; i < b->people.n; i++) {
		const struct person *x = b->people.v[i]->body;

		if (!duty_is_head(l, x->post) || !belong_together(p, x) ||
		    (x->from && day < x->from) || (x->until && day > x->until))
			continue;
		vec_push(out, ((struct duty_head){b->people.v[i]->id,
						  away_at(b, b->people.v[i]->id, at)}));
	}
}

bool
duty_heads_all_away(const struct duty_heads *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (!h->v[i].away)
			return false;
	return h->n > 1;
}
