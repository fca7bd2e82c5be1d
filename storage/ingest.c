/* Entries of other writers come in: verified whole, or not at all. */
#include "storage/ingest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/permit.h"

enum { PENDING_LINES = 10000, PENDING_BYTES = 8 * 1024 * 1024 };

struct ingest {
	struct store *store;
	const struct trust *trust;
	char writer[WRITER_TEXT];
	struct branch branch;
	bool begun, refused, trial;
	/* Lines of the open transaction, which the store does not show yet. */
	struct arena arena;
	struct lines pending;
	int64_t pending_first, pending_bytes;
	struct str tip; /* after the last good publication */
	int64_t entries, first_ts, last_ts, answered;
};

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

enum rc
ingest_open(struct store *s, const struct trust *t, const char *writer, struct ingest **out,
	    struct err *e)
{
	struct arena a = {0};
	struct ingest *in;
	char key[ID_TEXT], *reason;
	size_t n;
	struct err missing;
	enum rc rc = RC_OK;

	snprintf(key, sizeof(key), "frozen/%s", writer);
	if (store_local_get(s, &a, key, &reason, &n, &missing) == RC_OK)
		rc = err_set(e, RC_INVALID, _("%s is frozen: %s"), writer,
			     arena_text_n(&a, reason, n));
	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	in = calloc(1, sizeof(*in));
	if (!in)
		die("out of memory");
	in->store = s;
	in->trust = t;
	in->tip = (struct str)STR_INIT;
	snprintf(in->writer, sizeof(in->writer), "%s", writer);
	rc = branch_load(s, writer, t->code, &in->branch, e);
	if (rc != RC_OK) {
		free(in);
		return rc;
	}
	*out = in;
	return RC_OK;
}

const uint8_t *
ingest_tip(const struct ingest *in)
{
	return in->branch.render.has_tip ? in->branch.render.tip : NULL;
}

int64_t
ingest_day_bytes(const struct ingest *in, int day)
{
	size_t i;

	for (i = in->branch.render.days.n; i > 0; i--)
		if (in->branch.render.days.v[i - 1].day == day)
			return in->branch.render.days.v[i - 1].bytes;
	return 0;
}

int64_t
ingest_keys(const struct ingest *in)
{
	return in->branch.keys;
}

int64_t
ingest_last_ts(const struct ingest *in)
{
	return in->last_ts;
}

int64_t
ingest_answered(const struct ingest *in)
{
	return in->answered;
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

static void
note_answer(struct ingest *in, const struct record *r)
{
	struct record_id of;

	if (r->of && record_id_read(r->of, &of) && str_equal(of.writer, in->trust->writer) &&
	    of.number > in->answered)
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

static enum rc
flush(struct ingest *in, struct err *e)
{
	enum rc rc;

	if (!in->begun)
		return RC_OK;
	in->begun = false;
	rc = branch_put_tip(in->store, in->writer, &in->tip, e);
	if (rc != RC_OK) {
		store_abort(in->store);
		return rc;
	}
	rc = store_commit(in->store, e);
	if (rc == RC_OK)
		in->entries += (int64_t)in->pending.n;
	vec_clear(&in->pending);
	arena_free(&in->arena);
	in->pending_bytes = 0;
	return rc;
}

/* Lines that the store does not show yet. */
static void
hold(struct ingest *in, const struct arrival *arrival)
{
	for (size_t i = 0; i < arrival->lines.n; i++) {
		const struct line *l = &arrival->lines.v[i];
		struct line copy = {arena_text_n(&in->arena, l->text, l->len), l->len, l->ts};

		vec_push(&in->pending, copy);
		in->pending_bytes += (int64_t)l->len;
		in->first_ts = in->first_ts ? in->first_ts : l->ts;
		in->last_ts = l->ts;
	}
}

/* The verified publication joins the open transaction. */
static enum rc
append(struct ingest *in, const struct pub *p, const struct arrival *arrival, struct err *e)
{
	enum rc rc = RC_OK;
	int64_t next = 0;
	size_t i;

	if (in->pending.n == 0)
		in->pending_first = p->p.a;
	if (in->trial) {
		hold(in, arrival);
		return RC_OK;
	}
	if (!in->begun) {
		rc = store_begin(in->store, e);
		if (rc != RC_OK)
			return rc;
		in->begun = true;
	}
	rc = store_next_number(in->store, in->writer, &next, e);
	for (i = 0; rc == RC_OK && i < arrival->lines.n; i++)
		if (p->p.a + (int64_t)i >= next)
			rc = store_append(in->store, arrival->lines.v[i].text,
					  arrival->lines.v[i].len, e);
	hold(in, arrival);
	if (rc == RC_OK)
		rc = branch_put_pub(in->store, in->writer, p, e);
	if (rc != RC_OK) { /* nothing of this transaction may stay */
		store_abort(in->store);
		in->begun = false;
		return rc;
	}
	str_cut(&in->tip, 0);
	branch_save(&in->branch, &in->tip);
	return RC_OK;
}

enum rc
ingest_add(struct ingest *in, struct arrival *arrival, struct err *e)
{
	struct arena a = {0};
	struct render_claim c;
	struct pub p = {0};
	int64_t answered = in->answered;
	enum rc rc;

	if (in->refused)
		return err_set(e, RC_INVALID, _("an earlier publication was refused"));
	if (!in->trial &&
	    ((int64_t)in->pending.n >= PENDING_LINES || in->pending_bytes >= PENDING_BYTES)) {
		rc = flush(in, e);
		if (rc != RC_OK)
			return rc;
	}
	rc = render_read(&a, arrival->commit, arrival->commit_len, &c, e);
	if (rc == RC_OK)
		rc = check_place(in, &c, arrival, e);
	if (rc == RC_OK)
		rc = check_signature(in, &c, &p, e);
	if (rc == RC_OK)
		rc = check_held(in, &c, arrival, e);
	if (rc == RC_OK)
		rc = check_lines(in, &c, arrival, e);
	if (rc == RC_OK)
		rc = check_rendering(in, &c, arrival, &p, e);
	if (rc == RC_OK) {
		in->branch.keys = c.p.keys;
		memcpy(in->branch.key, p.key, KEY_BYTES);
		rc = append(in, &p, arrival, e);
	}
	in->refused = rc != RC_OK;
	if (in->refused)
		in->answered = answered;
	arena_free(&a);
	return rc;
}

static void
let_go(struct ingest *in)
{
	vec_clear(&in->pending);
	arena_free(&in->arena);
	str_clear(&in->tip);
	branch_clear(&in->branch);
	free(in);
}

enum rc
ingest_close(struct ingest *in, int64_t *entries, struct err *e)
{
	enum rc rc = flush(in, e);

	*entries = in->entries;
	let_go(in);
	return rc;
}

/* ---- as if ---- */

void
ingest_trial(struct ingest *in)
{
	in->trial = true;
}

void
ingest_drop(struct ingest *in)
{
	let_go(in);
}

int64_t
ingest_first_ts(const struct ingest *in)
{
	return in->first_ts;
}

enum rc
ingest_trial_keys(const struct ingest *in, struct trust *t, struct arena *a, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < in->pending.n; i++)
		rc = trust_add_line(t, a, in->pending.v[i].text, in->pending.v[i].len, e);
	return rc;
}
