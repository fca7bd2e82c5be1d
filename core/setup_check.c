/* What a set-up of the roster may not say. */
#include "core/setup_check.h"

#include <stdio.h>
#include <string.h>

#include "core/vec.h"

int64_t
pattern_begins(const struct pattern *p)
{
	return day_secs(p->first) + (p->from.set ? p->from.minute : 8 * 60) * 60;
}

bool
pattern_over(const struct pattern *p, int64_t now)
{
	return p->cancelled || (p->last && day_secs(p->last) + DAY_SECONDS <= now);
}

/* ---- crews ---- */

static bool
is_person(const struct duty_book *b, const char *id, size_t n)
{
	for (size_t i = 0; i < b->people.n; i++)
		if (strncmp(b->people.v[i]->id, id, n) == 0 && b->people.v[i]->id[n] == '\0')
			return true;
	return false;
}

static enum rc
check_crews(const struct duty_book *b, const struct pattern *p, struct err *e)
{
	bool anybody = false;

	for (char **crew = p->crews; crew && *crew; crew++)
		for (const char *id = *crew; *id;) {
			size_t n = strcspn(id, "+");
			bool nobody = n == 1 && *id == '-';

			if (!nobody && !is_person(b, id, n))
				return err_set(e, RC_INVALID, _("%s: nobody here is called “%.*s”"),
					       p->name, (int)n, id);
			anybody |= !nobody;
			id += n + (id[n] != '\0');
		}
	if (!anybody)
		return err_set(e, RC_INVALID, _("%s: no crew has anybody in it"), p->name);
	return RC_OK;
}

/* ---- turns that lie over each other ---- */

static int64_t
most_needed(const struct post *p)
{
	int64_t most = 1;

	if (p && p->min.n > most)
		most = p->min.n;
	if (p && p->raised.n > most)
		most = p->raised.n;
	if (p && p->all.n > most)
		most = p->all.n;
	return most;
}

static bool
may_double(const struct duty_book *b, const char *x, const char *y)
{
	const struct post *p = duty_post(b, x), *q = duty_post(b, y);

	return (p && str_equal(p->also, y)) || (q && str_equal(q->also, x));
}

/* How many of the stints stand at a moment. */
static int64_t
count_at(const struct stints *all, int64_t at)
{
	int64_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		n += all->v[i].from <= at && at < all->v[i].until;
	return n;
}

static const char *
when(int64_t at, char out[MOMENT_TEXT])
{
	moment_screen(moment_at(at), out);
	return out;
}

static const char *
name_of(const struct thing *t)
{
	return ((const struct pattern *)t->body)->name;
}

struct two {
	const struct duty_book *book;
	const struct thing *x, *y; /* the patterns */
	struct stints of_x, of_y;
};

static enum rc
check_pair(const struct two *t, const struct stint *a, const struct stint *b, struct err *e)
{
	int64_t at = a->from > b->from ? a->from : b->from;
	char text[MOMENT_TEXT];

	if (str_equal(a->post, b->post)) {
		if (count_at(&t->of_x, at) + count_at(&t->of_y, at) <=
		    most_needed(duty_post(t->book, a->post)))
			return RC_OK;
		return err_set(e, RC_INVALID,
			       _("“%s” and “%s” both put people on %s from %s: end one before the "
				 "other begins"),
			       name_of(t->y), name_of(t->x), duty_post_name(t->book, a->post),
			       when(at, text));
	}
	if (!str_equal(a->person, b->person) || may_double(t->book, a->post, b->post))
		return RC_OK;
	return err_set(e, RC_INVALID, _("%s would stand %s and %s at the same time from %s"),
		       duty_person_name(t->book, a->person), duty_post_name(t->book, b->post),
		       duty_post_name(t->book, a->post), when(at, text));
}

static enum rc
check_two(const struct two *t, struct err *e)
{
	for (size_t i = 0; i < t->of_x.n; i++)
		for (size_t k = 0; k < t->of_y.n; k++) {
			const struct stint *a = &t->of_x.v[i], *b = &t->of_y.v[k];

			if (a->from < b->until && b->from < a->until &&
			    check_pair(t, a, b, e) != RC_OK)
				return e->code;
		}
	return RC_OK;
}

enum rc
setup_check_pattern(const struct duty_book *b, const struct thing *pattern, int64_t now,
		    struct err *e)
{
	const struct pattern *p = pattern->body;
	int64_t from = pattern_begins(p) > now ? pattern_begins(p) : now;
	int64_t until = from + SETUP_AHEAD_DAYS * (int64_t)DAY_SECONDS;
	struct two t = {.book = b, .x = pattern};
	enum rc rc = check_crews(b, p, e);

	if (rc != RC_OK || pattern_over(p, now))
		return rc;
	duty_pattern(b, p, pattern->id, from, until, &t.of_x);
	if (t.of_x.n == 0 && (!p->last || p->last >= day_of(until)))
		rc = err_set(e, RC_INVALID,
			     _("“%s” would put nobody on %s in %d days: its days and the hours of "
			       "the post never meet"),
			     p->name, duty_post_name(b, p->post), SETUP_AHEAD_DAYS);
	for (size_t i = 0; rc == RC_OK && i < b->patterns.n; i++) {
		t.y = b->patterns.v[i];
		if (str_equal(t.y->id, pattern->id) || pattern_over(t.y->body, now))
			continue;
		t.of_y.n = 0;
		duty_pattern(b, t.y->body, t.y->id, from, until, &t.of_y);
		rc = check_two(&t, e);
	}
	vec_clear(&t.of_x);
	vec_clear(&t.of_y);
	return rc;
}

enum rc
setup_check_shift(const struct things *shifts, const struct thing *shift, struct err *e)
{
	const struct shift *s = shift->body;

	for (size_t i = 0; i < shifts->n; i++) {
		const struct shift *x = shifts->v[i]->body;

		if (str_equal(shifts->v[i]->id, shift->id) || shifts->v[i]->kind != &kind_shift)
			continue;
		if (x->from.minute == s->from.minute && x->to.minute == s->to.minute)
			return err_set(e, RC_INVALID,
				       _("the shifts “%s” and “%s” have the same hours"), x->name,
				       s->name);
	}
	return RC_OK;
}
