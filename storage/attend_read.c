/* Who has signed on and off, read for a few days; what is known of a moment. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <string.h>

#include "core/vec.h"
#include "storage/attend_inside.h"
#include "storage/roster_inside.h"

enum { BACK = 2 * DAY_SECONDS };

/* By the time view: years of signing on lie under the kind, a few days under the span. */
struct finding {
	struct arena *arena;
	char id[ID_TEXT]; /* "\"id\":\"sm": the book's ids begin so */
	struct records found;
	struct err *e;
	enum rc rc;
};

static bool
find_line_of(void *ctx, const char *line, size_t len)
{
	static const char kind[] = "\"kind\":\"attendance\"";
	struct finding *f = ctx;
	const char *id = memmem(line, len, f->id, strlen(f->id));
	struct record *r;

	if (!id || id[strlen(f->id)] < '0' || id[strlen(f->id)] > '9' ||
	    !memmem(line, len, kind, sizeof(kind) - 1))
		return true;
	f->rc = record_read(f->arena, line, len, &r, f->e);
	if (f->rc == RC_OK && r->kind == &kind_attendance)
		vec_push(&f->found, r);
	return f->rc == RC_OK;
}

static struct thing *
as_thing(struct arena *a, const struct record *r)
{
	struct thing *t = ARENA_NEW(a, struct thing);

	*t = (struct thing){.kind = r->kind,
			    .id = r->id,
			    .of = r->of,
			    .body = r->body,
			    .has = r->has,
			    .rev = 1,
			    .first = r,
			    .last = r};
	return t;
}

enum rc
attend_all_lines(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
		 struct things *out, struct err *e)
{
	struct finding f = {.arena = a, .e = e};
	enum rc rc;

	snprintf(f.id, sizeof(f.id), "\"id\":\"%s", book ? book : book_name(b));
	rc = store_each_time(book_store(b), from - BACK, until + BACK, false, find_line_of, &f, e);
	if (rc == RC_OK)
		rc = f.rc;
	records_sort(&f.found);
	for (size_t i = 0; rc == RC_OK && i < f.found.n; i++)
		vec_push(out, as_thing(a, f.found.v[i]));
	vec_clear(&f.found);
	return rc;
}

enum rc
attend_lines(struct book *b, struct arena *a, const char *book, int64_t from, int64_t until,
	     struct things *out, struct err *e)
{
	enum rc rc = attend_all_lines(b, a, book, from, until, out, e);

	if (rc == RC_OK)
		attendance_standing(out);
	return rc;
}

struct search {
	char id[ID_TEXT]; /* as in struct finding */
	bool found;
};

static bool
is_of_book(void *ctx, const char *line, size_t len)
{
	struct search *s = ctx;
	const char *id = memmem(line, len, s->id, strlen(s->id));

	s->found = id && id[strlen(s->id)] >= '0' && id[strlen(s->id)] <= '9';
	return !s->found;
}

enum rc
attend_kept(struct book *b, const char *book, bool *out, struct err *e)
{
	struct search s = {0};
	enum rc rc;

	snprintf(s.id, sizeof(s.id), "\"id\":\"%s", book ? book : book_name(b));
	rc = store_each_kind(book_store(b), kind_attendance.name, false, is_of_book, &s, e);
	*out = s.found;
	return rc;
}

/* ---- what is known at a moment ---- */

void
attend_scene_clear(struct attend_scene *s)
{
	vec_clear(&s->duties);
	vec_clear(&s->lines);
	roster_clear(&s->roster);
}

enum rc
attend_scene_read(struct book *b, struct arena *a, int64_t at, struct attend_scene *s,
		  struct err *e)
{
	*s = (struct attend_scene){.at = at};
	if (roster_load_around(b, a, at, at, &s->roster, e) != RC_OK)
		return e->code;
	if (attend_lines(b, a, NULL, at, at, &s->lines, e) != RC_OK) {
		attend_scene_clear(s);
		return e->code;
	}
	duty_attend(&s->roster.duty, &s->lines, at - DAY_SECONDS, at + ATTEND_EARLY + 1, at,
		    &s->duties);
	return RC_OK;
}

const struct attended_duty *
attend_duty_of(const struct attend_scene *s, const char *person, const char *post, int way)
{
	const struct attended_duty *found = NULL;

	for (size_t i = 0; i < s->duties.n; i++) {
		const struct attended_duty *d = &s->duties.v[i];
		bool begun = d->stint.from <= s->at, over = d->stint.until <= s->at;

		if (!str_equal(d->stint.person, person) ||
		    (post && !str_equal(d->stint.post, post)))
			continue;
		if (way == ATTEND_ON ? !over && !(found && !begun) : begun)
			found = d;
	}
	return found;
}

enum rc
attend_add(struct book *b, struct arena *a, struct record *r, const char **id, struct err *e)
{
	roster_mark_given(r);
	if (book_add(b, a, r, NULL, e) != RC_OK)
		return e->code;
	*id = r->id;
	return RC_OK;
}
