/* A walk at night (夜间查铺): who was found at their post, who was not. */
#include "core/line.h"
#include "core/vec.h"
#include "storage/attend_inside.h"
#include "storage/roster_inside.h"

struct walk {
	struct book *book;
	struct arena *arena;
	const struct attend_scene *scene;
	const char **missing; /* ids, ends with NULL */
	size_t expected, found;
	struct str absent; /* 王辛（驾驶员）、… */
};

static bool
is_missing(const struct walk *w, const char *person)
{
	for (size_t i = 0; w->missing[i]; i++)
		if (str_equal(w->missing[i], person))
			return true;
	return false;
}

/* Once for each person, on whichever post comes first. */
static enum rc
walk_past(struct walk *w, const struct stint *s, struct err *e)
{
	struct record *r = record_new(w->arena, &kind_attendance);
	const struct duty_book *d = &w->scene->roster.duty;
	bool missing = is_missing(w, s->person);
	const char *id;

	*(struct attendance *)r->body =
	    (struct attendance){.person = arena_text(w->arena, s->person),
				.post = arena_text(w->arena, s->post),
				.way = missing ? ATTEND_MISSED : ATTEND_SEEN};
	r->at = moment_at(w->scene->at);
	w->expected++;
	w->found += !missing;
	if (missing)
		str_add_f(&w->absent, "%s%s（%s）", w->absent.len ? "、" : "",
			  duty_person_name(d, s->person), duty_post_name(d, s->post));
	return attend_add(w->book, w->arena, r, &id, e);
}

static bool
came_before(const struct stints *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_equal(all->v[k].person, all->v[i].person))
			return true;
	return false;
}

static enum rc
walk_all(struct walk *w, struct err *e)
{
	const struct duty_book *d = &w->scene->roster.duty;
	struct stints all = {0};
	enum rc rc = RC_OK;

	duty_at(d, w->scene->at, &all);
	for (size_t i = 0; rc == RC_OK && i < all.n; i++)
		if (duty_readiness(d, all.v[i].post, w->scene->at) != READY_ONCALL &&
		    !came_before(&all, i))
			rc = walk_past(w, &all.v[i], e);
	vec_clear(&all);
	if (rc == RC_OK && w->expected == 0)
		rc = err_set(e, RC_INVALID, "%s", _("by the roster nobody should be there now"));
	return rc;
}

static enum rc
missing_ids(struct arena *a, const struct attend_scene *s, const char *const *names,
	    const char ***out, struct err *e)
{
	size_t n = 0;

	while (names && names[n])
		n++;
	*out = arena_alloc(a, (n + 1) * sizeof(**out));
	for (size_t i = 0; i < n; i++) {
		const struct attended_duty *d = NULL;

		if (roster_person_id(&s->roster, names[i], &(*out)[i], e) != RC_OK)
			return e->code;
		d = attend_duty_of(s, (*out)[i], NULL, ATTEND_ON);
		if (!d || d->stint.from > s->at ||
		    duty_readiness(&s->roster.duty, d->stint.post, s->at) == READY_ONCALL)
			return err_set(e, RC_INVALID, _("%s need not be there now"),
				       duty_person_name(&s->roster.duty, (*out)[i]));
	}
	return RC_OK;
}

/* The line of the log is Chinese data, as all lines that people write. */
static enum rc
log_walk(struct walk *w, const char *note, const char **id, struct err *e)
{
	struct record *r = record_new(w->arena, &kind_log);
	struct str text = STR_INIT;

	str_add_f(&text, "夜间查铺：应在岗%zu人，在岗%zu人", w->expected, w->found);
	if (w->absent.len)
		str_add_f(&text, "；未见：%s", w->absent.ptr);
	str_add_f(&text, "%s%s。", note && *note ? "；" : "", note ? note : "");
	((struct log *)r->body)->text = arena_text(w->arena, text.ptr);
	str_clear(&text);
	r->at = moment_at(w->scene->at);
	return attend_add(w->book, w->arena, r, id, e);
}

enum rc
attend_walk(struct book *b, struct arena *a, const struct attend_walk *q, const char **id,
	    struct err *e)
{
	struct attend_scene s;
	struct walk w = {.book = b, .arena = a, .scene = &s, .absent = STR_INIT};
	enum rc rc;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = attend_scene_read(b, a, q->at.kind == MOMENT_EXACT ? q->at.secs : book_now(b), &s, e);
	if (rc != RC_OK)
		return roster_finish(b, rc, e);
	rc = missing_ids(a, &s, q->missing, &w.missing, e);
	if (rc == RC_OK)
		rc = walk_all(&w, e);
	if (rc == RC_OK)
		rc = log_walk(&w, q->note, id, e);
	str_clear(&w.absent);
	attend_scene_clear(&s);
	return roster_finish(b, rc, e);
}
