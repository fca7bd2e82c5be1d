/* What makes a publication right: its place, its signature, its lines, and that they render to it.
 */
#include <inttypes.h>
#include <string.h>

#include "core/i18n.h"
#include "core/permit.h"
#include "storage/ingest_inside.h"

/* ---- the branch as the renderer sees it: the store, then what is pending ---- */

struct day_lines {
	int day;
	struct str *out;
};

static void
add_if_day(struct day_lines *d, const char *line, size_t len, int64_t ts)
{
	if (day_of(ts >= 0 ? ts / 1000 : 0) != d->day)
		return;
	str_add_n(d->out, line, len);
	str_add_char(d->out, '\n');
}

static bool
stored_line(void *ctx, const char *line, size_t len)
{
	int64_t ts;

	if (render_line_ts(line, len, &ts))
		add_if_day(ctx, line, len, ts);
	return true;
}

static enum rc
earlier(void *ctx, int day, int64_t first, int64_t last, struct str *out, struct err *e)
{
	const struct ingest *in = ctx;
	struct day_lines d = {.day = day, .out = out};
	int64_t stored = in->pending.n > 0 ? in->pending_first - 1 : last, i;
	enum rc rc = RC_OK;

	if (first <= stored)
		rc = store_each_number(in->store, in->writer, first, last < stored ? last : stored,
				       stored_line, &d, e);
	for (i = 0; rc == RC_OK && i < (int64_t)in->pending.n; i++)
		if (in->pending_first + i >= first && in->pending_first + i <= last)
			add_if_day(&d, in->pending.v[i].text, in->pending.v[i].len,
				   in->pending.v[i].ts);
	return rc;
}

/* ---- one publication ---- */

static enum rc
check_place(const struct ingest *in, const struct render_claim *c, const struct arrival *arrival,
	    struct err *e)
{
	const struct render *r = &in->branch.render;

	if (!str_equal(c->writer, in->writer))
		return err_set(e, RC_CORRUPT, _("a commit of %s lies on the branch of %s"),
			       c->writer, in->writer);
	if (c->has_parent != r->has_tip ||
	    (r->has_tip && memcmp(c->parent, r->tip, SHA1_BYTES) != 0))
		return err_set(e, RC_CORRUPT,
			       _("the commit does not follow the one that was taken in last"));
	if (c->p.a != r->last + 1)
		return err_set(e, RC_CORRUPT,
			       _("entries start at %" PRId64 " where %" PRId64 " is next"), c->p.a,
			       r->last + 1);
	if (c->p.b < c->p.a || c->p.b - c->p.a >= PUBLICATION_LINES)
		return err_set(e, RC_CORRUPT, _("a publication holds 1 to %d entries"),
			       PUBLICATION_LINES);
	if ((int64_t)arrival->lines.n != c->p.b - c->p.a + 1)
		return err_set(e, RC_CORRUPT,
			       _("the commit says %" PRId64 " entries and adds %zu lines"),
			       c->p.b - c->p.a + 1, arrival->lines.n);
	return RC_OK;
}

static enum rc
check_signature(const struct ingest *in, const struct render_claim *c, struct pub *p, struct err *e)
{
	const struct branch *b = &in->branch;
	struct trust_claim claim = {.writer = in->writer, .a = c->p.a, .b = c->p.b, .key = p->key};

	if (!sshsig_read(c->armor, c->armor_len, p->key, p->signature))
		return err_set(e, RC_CORRUPT, _("the signature is not readable"));
	claim.last = b->render.has_tip ? b->key : NULL;
	if (trust_counts(in->trust, &claim, e) != RC_OK)
		return e->code == RC_NOT_FOUND ? (e->code = RC_INVALID) : e->code;
	if (!sshsig_verify(p->key, c->payload, c->payload_len, p->signature))
		return err_set(e, RC_CORRUPT, _("the signature does not fit"));
	return RC_OK;
}

/* Lines that are here already, after a restored backup, must be the same; *next is the first one
 * that is not here. */
struct held {
	const struct arrival *arrival;
	int64_t first, at;
	bool differs;
};

static bool
compare_held(void *ctx, const char *line, size_t len)
{
	struct held *h = ctx;
	const struct line *l = &h->arrival->lines.v[h->at - h->first];

	h->differs = l->len != len || memcmp(l->text, line, len) != 0;
	h->at++;
	return !h->differs;
}

static enum rc
check_held(struct ingest *in, const struct render_claim *c, const struct arrival *arrival,
	   struct err *e)
{
	struct held h = {.arrival = arrival, .first = c->p.a, .at = c->p.a};
	int64_t next;
	enum rc rc = store_next_number(in->store, in->writer, &next, e);

	if (rc != RC_OK || next <= c->p.a || in->pending.n > 0)
		return rc;
	rc = store_each_number(in->store, in->writer, c->p.a, next - 1 < c->p.b ? next - 1 : c->p.b,
			       compare_held, &h, e);
	if (rc == RC_OK && h.differs)
		rc = err_set(e, RC_CORRUPT, _("%s-%" PRId64 " differs from the entry held here"),
			     in->writer, h.at - 1);
	return rc;
}

/* What speaks of an entry that we have not written proves nothing about those that we have. */
static void
note_answer(struct ingest *in, const struct record *r)
{
	struct record_id of;

	if (r->of && record_id_read(r->of, &of) && str_equal(of.writer, in->trust->writer) &&
	    of.number > in->answered && of.number < in->unwritten)
		in->answered = of.number;
}

/* Every line canonical, ours to take, in order; the chain goes on. */
static enum rc
check_lines(struct ingest *in, const struct render_claim *c, struct arrival *arrival, struct err *e)
{
	struct arena a = {0};
	struct record *r;
	enum rc rc = RC_OK;
	size_t i;

	for (i = 0; rc == RC_OK && i < arrival->lines.n; i++) {
		struct line *l = &arrival->lines.v[i];
		int64_t number = c->p.a + (int64_t)i;

		rc = record_read(&a, l->text, l->len, &r, e);
		if (rc == RC_OK)
			rc = permit_record(r, in->writer, number, e);
		if (rc == RC_OK)
			note_answer(in, r);
		if (rc == RC_OK)
			l->ts = r->ts;
		if (rc != RC_OK)
			rc = err_add(e, "%s-%" PRId64, in->writer, number);
		keys_chain(in->branch.head, l->text, l->len);
		if (i % 100 == 99)
			arena_free(&a);
	}
	arena_free(&a);
	if (rc == RC_OK && memcmp(in->branch.head, c->p.head, HEAD_BYTES) != 0)
		rc = err_set(e, RC_CORRUPT, _("the chain head differs from the commit's"));
	return rc;
}

static enum rc
check_rendering(struct ingest *in, const struct render_claim *c, struct arrival *arrival,
		struct pub *p, struct err *e)
{
	const struct render_calls calls = {.earlier = earlier, .ctx = in};
	struct str payload = STR_INIT;
	enum rc rc = RC_OK;
	size_t i;

	for (i = 0; rc == RC_OK && i < arrival->lines.n; i++)
		rc = render_line(&in->branch.render, &calls, arrival->lines.v[i].text,
				 arrival->lines.v[i].len, arrival->lines.v[i].ts, e);
	p->p = c->p;
	if (rc == RC_OK)
		rc = render_payload(&in->branch.render, &calls, &p->p, &payload, e);
	if (rc == RC_OK && memcmp(in->branch.render.root, c->tree, SHA1_BYTES) != 0)
		rc = err_set(e, RC_CORRUPT,
			     _("more was changed than entries added: an older entry, a file or its "
			       "mode"));
	if (rc == RC_OK)
		rc = render_commit(&in->branch.render, &calls, &payload, c->armor, p->commit, e);
	if (rc == RC_OK && memcmp(p->commit, arrival->id, SHA1_BYTES) != 0)
		rc = err_set(e, RC_CORRUPT,
			     _("the entries render to another commit: author, time or message were "
			       "changed"));
	str_clear(&payload);
	return rc;
}

enum rc
ingest_check(struct ingest *in, const struct render_claim *c, struct arrival *arrival,
	     struct pub *p, struct err *e)
{
	enum rc rc = check_place(in, c, arrival, e);

	if (rc == RC_OK)
		rc = check_signature(in, c, p, e);
	if (rc == RC_OK)
		rc = check_held(in, c, arrival, e);
	if (rc == RC_OK)
		rc = check_lines(in, c, arrival, e);
	return rc == RC_OK ? check_rendering(in, c, arrival, p, e) : rc;
}
