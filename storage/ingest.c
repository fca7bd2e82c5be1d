/* Entries of other writers come in: verified whole, or not at all. */
#include "storage/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/ingest_inside.h"

enum { PENDING_LINES = 10000, PENDING_BYTES = 8 * 1024 * 1024 };

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
	rc = store_next_number(s, t->writer, &in->unwritten, e);
	if (rc == RC_OK)
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
		rc = ingest_check(in, &c, arrival, &p, e);
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
