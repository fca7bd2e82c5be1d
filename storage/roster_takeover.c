/* Urgent takeovers (紧急顶班): somebody else stands a post from now on. */
#include "core/vec.h"
#include "storage/roster_inside.h"

/* Whose duty on the post is taken over, and until when. */
static enum rc
find_instead(const struct roster *r, const char *post, const char *instead, int64_t at,
	     struct stint *out, struct err *e)
{
	struct stints all = {0};
	size_t n = 0;

	duty_at(&r->duty, at, &all);
	for (size_t i = 0; i < all.n; i++)
		if (str_equal(all.v[i].post, post) &&
		    (!instead || str_equal(all.v[i].person, instead))) {
			*out = all.v[i];
			n++;
		}
	vec_clear(&all);
	if (n > 1)
		return err_set(e, RC_INVALID, _("%zu stand %s: say whom with --for PERSON"), n,
			       duty_post_name(&r->duty, post));
	if (n == 0 && instead)
		return err_set(e, RC_INVALID, _("%s does not stand %s then"),
			       duty_person_name(&r->duty, instead), duty_post_name(&r->duty, post));
	if (n == 0)
		*out = (struct stint){.post = post};
	return RC_OK;
}

/* Where one more is to stand: a gap at that moment, until it ends, at most a day. */
static enum rc
find_gap(const struct roster *r, const char *post, int64_t at, struct stint *out, struct err *e)
{
	struct gaps gaps = {0};
	size_t i = 0;

	duty_gaps(&r->duty, at, at + DAY_SECONDS, &gaps);
	while (i < gaps.n && (gaps.v[i].from > at || !str_equal(gaps.v[i].post, post)))
		i++;
	if (i < gaps.n)
		*out = (struct stint){.post = post, .until = gaps.v[i].until};
	else
		err_set(e, RC_INVALID,
			_("nobody is missing on %s then: say until when with --until T"),
			duty_post_name(&r->duty, post));
	i = i < gaps.n;
	vec_clear(&gaps);
	return i ? RC_OK : RC_INVALID;
}

static bool
stands_there(const struct roster *r, const char *person, const char *post, int64_t at)
{
	struct stints all = {0};
	bool stands = false;

	duty_at(&r->duty, at, &all);
	for (size_t i = 0; i < all.n; i++)
		stands = stands ||
			 (str_equal(all.v[i].post, post) && str_equal(all.v[i].person, person));
	vec_clear(&all);
	return stands;
}

static enum rc
find_place(const struct roster *r, const struct takeover_request *t, const char *post,
	   const char *instead, int64_t from, struct stint *out, struct err *e)
{
	if (!t->besides)
		return find_instead(r, post, instead, from, out, e);
	if (instead)
		return err_set(e, RC_INVALID, "%s",
			       _("one more stands besides the others: then nobody is replaced"));
	*out = (struct stint){.post = post};
	return t->until.kind == MOMENT_EXACT ? RC_OK : find_gap(r, post, from, out, e);
}

enum rc
roster_fill_takeover(struct book *b, struct arena *a, const struct roster *r,
		     const struct takeover_request *t, struct assignment *out, struct err *e)
{
	const char *person, *post, *instead;
	struct stint s = {0};
	int64_t from = t->from.kind == MOMENT_EXACT ? t->from.secs : minute_floor(book_now(b));

	if (roster_person_id(r, t->person, &person, e) != RC_OK ||
	    roster_post_id(r, t->post, &post, e) != RC_OK ||
	    roster_person_id(r, t->instead, &instead, e) != RC_OK ||
	    find_place(r, t, post, instead, from, &s, e) != RC_OK)
		return e->code;
	if (str_equal(s.person, person) || (t->besides && stands_there(r, person, post, from)))
		return err_set(e, RC_INVALID, _("%s stands %s already"),
			       duty_person_name(&r->duty, person), duty_post_name(&r->duty, post));
	if (!s.person && !s.until && t->until.kind != MOMENT_EXACT)
		return err_set(e, RC_INVALID,
			       _("nobody stands %s then: say until when with --until T"),
			       duty_post_name(&r->duty, post));
	*out = (struct assignment){.person = arena_text(a, person),
				   .post = arena_text(a, post),
				   .start = moment_at(from),
				   .end = t->until.kind == MOMENT_EXACT ? t->until
									: moment_at(s.until),
				   .source = ASSIGN_TAKEOVER,
				   .instead = arena_text(a, s.person),
				   .reason = arena_text(a, t->reason),
				   .besides = t->besides};
	return RC_OK;
}

enum rc
takeover(struct book *b, struct arena *a, const struct takeover_request *t, const char **id,
	 struct err *e)
{
	struct record *r = record_new(a, &kind_assignment);
	int64_t from = t->from.kind == MOMENT_EXACT ? t->from.secs : book_now(b);
	struct roster roster = {0};
	enum rc rc;

	if (!t->reason || !*t->reason)
		return err_set(e, RC_MISSING, _("a takeover needs a reason"));
	if (from < book_now(b) - DAY_SECONDS / 2)
		return err_set(e, RC_INVALID, _("a takeover lies at most twelve hours back"));
	if (book_begin(b, e) != RC_OK)
		return e->code;
	rc = roster_load_around(b, a, from, from, &roster, e);
	if (rc == RC_OK)
		rc = roster_fill_takeover(b, a, &roster, t, r->body, e);
	if (rc == RC_OK) {
		roster_mark_given(r);
		rc = book_add(b, a, r, NULL, e);
	}
	if (rc == RC_OK)
		*id = r->id;
	roster_clear(&roster);
	return roster_finish(b, rc, e);
}

enum rc
takeover_end(struct book *b, struct arena *a, const struct thing *t, struct err *e)
{
	struct assignment wanted = *(const struct assignment *)t->body;
	int64_t now = minute_floor(book_now(b));
	bool begun = wanted.start.secs < now;

	if (wanted.cancelled || wanted.end.secs <= now)
		return err_set(e, RC_INVALID, _("the takeover %s is over"), t->id);
	if (begun)
		wanted.end = moment_at(now);
	else
		wanted.cancelled = true;
	return book_edit(b, a, t, &wanted,
			 roster_bit(&kind_assignment, begun ? "end" : "cancelled"), e);
}
