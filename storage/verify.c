/* A whole book put to the test, from its log and its publications alone. */
#include "storage/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/permit.h"
#include "storage/branch.h"
#include "storage/trust.h"

struct check {
	const struct trust *trust;
	const char *writer;
	struct verified *out;
	bool any;
	uint8_t last[KEY_BYTES]; /* of the publication before */
};

/* Whether the publication is right but for the device's end, which reaches back before it. */
static bool
came_before_the_end(struct check *c, const struct pub *p, const struct trust_claim *claim)
{
	struct trust before;
	struct err e;
	const struct writer *w = trust_ended(c->trust, c->writer, p->p.b, &before);
	int64_t first;

	if (!w || trust_counts(&before, claim, &e) != RC_OK)
		return false;
	first = w->from.n > p->p.a ? w->from.n : p->p.a;
	if (c->out->ended == 0) {
		snprintf(c->out->first_ended, sizeof(c->out->first_ended), "%s-%" PRId64, c->writer,
			 first);
		snprintf(c->out->why_ended, sizeof(c->out->why_ended), "%s",
			 w->reason                ? w->reason
			 : w->op == WRITER_REVOKE ? _("revoked")
						  : _("retired"));
	}
	c->out->ended += p->p.b - first + 1;
	return true;
}

/* Called before each publication is rendered: does this key count for these numbers? */
static enum rc
check_key(void *ctx, const struct pub *p, struct err *e)
{
	struct check *c = ctx;
	struct trust_claim claim = {.writer = c->writer, .a = p->p.a, .b = p->p.b, .key = p->key};

	claim.last = c->any ? c->last : NULL;
	if (trust_counts(c->trust, &claim, e) != RC_OK && !came_before_the_end(c, p, &claim)) {
		err_add(e, "%s-%" PRId64, c->writer, p->p.a);
		return e->code = RC_CORRUPT;
	}
	memcpy(c->last, p->key, KEY_BYTES);
	c->any = true;
	c->out->publications++;
	return RC_OK;
}

struct line_check {
	const char *writer;
	int64_t number;
	enum rc rc;
	struct err err;
};

static bool
check_line(void *ctx, const char *line, size_t len)
{
	struct line_check *c = ctx;
	struct arena a = {0};
	struct record *r;

	c->rc = record_read(&a, line, len, &r, &c->err);
	if (c->rc == RC_OK)
		c->rc = permit_record(r, c->writer, c->number, &c->err);
	if (c->rc != RC_OK)
		err_add(&c->err, "%s-%" PRId64, c->writer, c->number);
	arena_free(&a);
	c->number++;
	return c->rc == RC_OK;
}

static enum rc
check_lines(struct store *s, const char *writer, int64_t next, struct err *e)
{
	struct line_check c = {.writer = writer, .number = 1};
	enum rc rc = store_each_number(s, writer, 1, 0, check_line, &c, e);

	if (rc == RC_OK && c.rc != RC_OK) {
		*e = c.err;
		return e->code = RC_CORRUPT;
	}
	if (rc == RC_OK && c.number != next)
		rc = err_set(e, RC_CORRUPT, _("%s-%" PRId64 " is missing"), writer, c.number);
	return rc;
}

static enum rc
check_writer(struct store *s, const struct trust *t, const char *writer, struct verified *out,
	     struct err *e)
{
	struct check c = {.trust = t, .writer = writer, .out = out};
	struct branch_source src = {.store = s, .writer = writer};
	struct branch b;
	int64_t next;
	enum rc rc = store_next_number(s, writer, &next, e);

	if (rc == RC_OK)
		rc = check_lines(s, writer, next, e);
	if (rc == RC_OK)
		rc = branch_replay(&src, t->code, check_key, &c, &b, e);
	if (rc != RC_OK)
		return rc;
	out->writers++;
	out->entries += b.render.last;
	out->unpublished += next - 1 - b.render.last;
	/* Of others only what was published can be here. */
	if (next - 1 > b.render.last && !str_equal(writer, t->writer) &&
	    writer_role(writer) != WRITER_ROOT && !trust_is_self(t, writer))
		rc = err_set(e, RC_CORRUPT, _("%s-%" PRId64 " was never published by its writer"),
			     writer, b.render.last + 1);
	branch_clear(&b);
	return rc;
}

enum rc
verify_book(struct store *s, const char *book, struct verified *out, struct err *e)
{
	struct arena a = {0};
	struct trust t = {0};
	char **writers, of[WRITER_TEXT];
	size_t n = 0;
	enum rc rc = trust_load(s, &a, book, &t, e);

	memset(out, 0, sizeof(*out));
	if (rc == RC_OK)
		rc = store_writers(s, &a, &writers, &n, e);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		book_of_writer(writers[i], of);
		if (str_equal(of, book))
			rc = check_writer(s, &t, writers[i], out, e);
	}
	trust_clear(&t);
	arena_free(&a);
	return rc;
}
