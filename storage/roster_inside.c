/* What the files that change the roster share. */
#include "storage/roster_inside.h"

#include <string.h>

#include "core/vec.h"

enum { AROUND = 7 * DAY_SECONDS };

enum rc
roster_finish(struct book *b, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}

void
roster_mark_given(struct record *r)
{
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (!field_empty(&r->kind->fields[i], r->body))
			record_has(r, r->kind->fields[i].name);
}

uint64_t
roster_bit(const struct kind *k, const char *field)
{
	return UINT64_C(1) << kind_field_index(k, field);
}

enum rc
roster_load_around(struct book *b, struct arena *a, int64_t from, int64_t until, struct roster *out,
		   struct err *e)
{
	return roster_load(b, a, NULL, from - AROUND, until + AROUND, out, e);
}

/* A bare day means the duty that begins on it. */
static bool
meant(const struct stint *s, int64_t at)
{
	if (at == day_secs(day_of(at)))
		return day_of(s->from) == day_of(at);
	return s->from <= at && at < s->until;
}

enum rc
roster_find_duty(const struct roster *r, const char *person, const char *post, int64_t at,
		 struct stint *out, struct err *e)
{
	struct stints all = {0};
	const struct stint *found = NULL;
	char when[MOMENT_TEXT];

	duty_resolve(&r->duty, at, at + DAY_SECONDS, &all);
	for (size_t i = 0; i < all.n && !found; i++)
		if (meant(&all.v[i], at) && str_equal(all.v[i].person, person) &&
		    (!post || str_equal(all.v[i].post, post)))
			found = &all.v[i];
	moment_screen(moment_at(at), when);
	if (at == day_secs(day_of(at)))
		when[strlen("01-18")] = '\0';
	if (found)
		*out = *found;
	else
		err_set(e, RC_INVALID, _("%s has no duty %s%sat %s"),
			duty_person_name(&r->duty, person),
			post ? duty_post_name(&r->duty, post) : "", post ? " " : "", when);
	vec_clear(&all);
	return found ? RC_OK : RC_INVALID;
}

static enum rc
id_of(enum rc (*find)(const struct roster *, const char *, const struct thing **, struct err *),
      const struct roster *r, const char *text, const char **out, struct err *e)
{
	const struct thing *t;

	*out = NULL;
	if (!text)
		return RC_OK;
	if (find(r, text, &t, e) != RC_OK)
		return e->code;
	*out = t->id;
	return RC_OK;
}

enum rc
roster_person_id(const struct roster *r, const char *text, const char **out, struct err *e)
{
	return id_of(roster_person, r, text, out, e);
}

enum rc
roster_post_id(const struct roster *r, const char *text, const char **out, struct err *e)
{
	return id_of(roster_post, r, text, out, e);
}

enum rc
roster_still_held(const struct roster *r, const struct swap *s, struct err *e)
{
	struct stint held;

	if (roster_find_duty(r, s->person, s->post, s->start.secs, &held, e) != RC_OK)
		return e->code;
	if (s->back_start.kind != MOMENT_EXACT)
		return RC_OK;
	return roster_find_duty(r, s->with, s->back_post, s->back_start.secs, &held, e);
}
