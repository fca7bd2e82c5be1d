/* One thing of the set-up from a form, and what a pattern would give before it is written. */
#include <string.h>

#include "core/setup_check.h"
#include "storage/roster_inside.h"
#include "storage/setup_inside.h"

static enum rc
find(struct setup *s, const struct record *wanted, const char *id, struct thing **out,
     struct err *e)
{
	struct things *list = setup_list(s, wanted->kind);

	*out = NULL;
	for (size_t i = 0; id && i < list->n && !*out; i++)
		if (str_equal(list->v[i]->id, id))
			*out = list->v[i];
	if (id && !*out)
		return err_set(e, RC_NOT_FOUND, _("there is no %s"), id);
	return RC_OK;
}

/* A name stands once, so that files and people know which one is meant. */
static enum rc
check_name(struct setup *s, const struct record *wanted, const struct thing *t, struct err *e)
{
	const struct thing *other = setup_standing(s, wanted);
	const char *name = setup_name(wanted->kind, wanted->body);

	if (!name || !other || other == t)
		return RC_OK;
	if (t && str_equal(setup_name(t->kind, t->body), name))
		return RC_OK; /* an older pattern of the name */
	return err_set(e, RC_INVALID, _("there is a %s “%s” already: %s"), _(wanted->kind->label),
		       name, other->id);
}

static enum rc
put(struct setup *s, const char *id, struct record *wanted, const char **made, struct err *e)
{
	struct thing *t, *out;

	if (setup_resolve_crews(&s->roster, s->arena, wanted, e) != RC_OK ||
	    find(s, wanted, id, &t, e) != RC_OK || check_name(s, wanted, t, e) != RC_OK ||
	    setup_take(s, wanted, t, &out, e) != RC_OK)
		return e->code;
	*made = out ? out->id : t->id;
	return out ? setup_check(s, out, e) : RC_OK;
}

enum rc
roster_setup_put(struct book *b, struct arena *a, const char *id, const struct record *wanted,
		 const char **made, struct err *e)
{
	struct setup s;
	struct record *r = record_new(a, wanted->kind);
	enum rc rc;

	memcpy(r->body, wanted->body, wanted->kind->size);
	r->has = wanted->has;
	r->at = wanted->at;
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = setup_open(&s, b, a, e);
	if (rc == RC_OK)
		rc = put(&s, id, r, made, e);
	setup_clear(&s);
	return roster_finish(b, rc, e);
}

enum rc
roster_setup_end(struct book *b, struct arena *a, const char *id, int last_day, struct err *e)
{
	struct record *r = record_new(a, &kind_pattern);
	struct pattern *p = r->body;
	struct thing *t;
	const char *made;

	if (book_thing_kind(b, a, id, &kind_pattern, &t, e) != RC_OK)
		return e->code;
	if (last_day < ((const struct pattern *)t->body)->first) {
		p->cancelled = true;
		record_has(r, "cancelled");
	} else {
		p->last = last_day;
		record_has(r, "last");
	}
	return roster_setup_put(b, a, id, r, &made, e);
}

/* ---- what it would give ---- */

/* Who stands in the 24 hours from `from` on; with hours where it is not all of them. */
static const char *
who_in(struct arena *a, const struct duty_book *b, const struct stints *all, int64_t from)
{
	struct str out = STR_INIT;
	const char *text;

	for (size_t i = 0; i < all->n; i++) {
		const struct stint *s = &all->v[i];
		int64_t begin = s->from > from ? s->from : from;
		int64_t end = s->until < from + DAY_SECONDS ? s->until : from + DAY_SECONDS;
		bool same = i + 1 < all->n && all->v[i + 1].from == s->from &&
			    all->v[i + 1].until == s->until;
		struct civil x = civil_of(begin), y = civil_of(end);

		if (begin >= end)
			continue;
		str_add_f(&out, "%s%s", out.len ? "、" : "", duty_person_name(b, s->person));
		if (!same && end - begin != DAY_SECONDS)
			str_add_f(&out, " %02d:%02d–%02d:%02d", x.hour, x.minute, y.hour, y.minute);
	}
	text = arena_text(a, out.ptr);
	str_clear(&out);
	return text;
}

static const struct thing *
old_one(const struct things *patterns, const char *id)
{
	for (size_t i = 0; id && i < patterns->n; i++)
		if (str_equal(patterns->v[i]->id, id))
			return patterns->v[i];
	return NULL;
}

static struct thing *
thing_of(struct arena *a, const char *id, void *body)
{
	struct thing *t = ARENA_NEW(a, struct thing);
	struct record *r = ARENA_NEW(a, struct record);

	r->id = id;
	*t = (struct thing){.kind = &kind_pattern, .id = id, .first = r, .last = r, .body = body};
	return t;
}

/* The book with it in the old one's place, or, where that has begun, going on from its first day.
 */
static void
put_in(struct arena *a, const struct duty_book *b, const struct thing *old, struct thing *t,
       struct duty_book *out)
{
	const struct pattern *p = t->body;
	struct things *list = &out->patterns;

	*out = *b;
	*list = (struct things){.v = arena_alloc(a, (b->patterns.n + 2) * sizeof(*list->v)),
				.cap = b->patterns.n + 2};
	for (size_t i = 0; i < b->patterns.n; i++)
		if (b->patterns.v[i] != old)
			list->v[list->n++] = b->patterns.v[i];
	if (old && ((const struct pattern *)old->body)->first < p->first) {
		struct pattern *until = ARENA_NEW(a, struct pattern);

		*until = *(const struct pattern *)old->body;
		until->last = day_add(p->first, -1);
		list->v[list->n++] = thing_of(a, old->id, until);
	}
	list->v[list->n++] = t;
}

enum rc
roster_setup_preview(struct arena *a, const struct roster *r, const struct setup_preview *q,
		     struct setup_day *out, struct err *e)
{
	struct record *wanted = record_new(a, &kind_pattern);
	struct stints all = {0};
	const struct thing *old = old_one(&r->duty.patterns, q->id);
	struct duty_book book;
	struct thing *t;
	int64_t clock;
	enum rc rc;

	memcpy(wanted->body, q->wanted->body, kind_pattern.size);
	wanted->has = q->wanted->has;
	rc = setup_resolve_crews(r, a, wanted, e);
	t = thing_of(a, "~", setup_merged(a, old, wanted));
	put_in(a, &r->duty, old, t, &book);
	if (rc == RC_OK)
		rc = kind_check(&kind_pattern, t->body, e);
	if (rc == RC_OK) {
		duty_pattern(&book, t->body, t->id, day_secs(q->from),
			     day_secs(day_add(q->from, q->days + 1)), &all);
		rc = setup_check_pattern(&book, t, q->now, e);
	}
	clock = pattern_begins(t->body) - day_secs(((const struct pattern *)t->body)->first);
	for (int i = 0; i < q->days; i++) {
		int day = day_add(q->from, i);

		out[i] = (struct setup_day){day, who_in(a, &book, &all, day_secs(day) + clock)};
	}
	vec_clear(&all);
	return rc;
}
