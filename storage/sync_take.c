/* What a remote offers is judged branch by branch: taken in, refused, or held as proof. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/git_read.h"
#include "storage/ingest.h"
#include "storage/sync.h"
#include "storage/trust_hand.h"

enum { COMMIT_MAX = 4096, CLOCK_SLACK = 120 };

struct taking {
	struct sync *sync;
	struct trust *trust;
	struct git_repo *repo;
	const char *url;
	const char *writer;
	const uint8_t *tip; /* at the remote */
};

static bool
store_failed(enum rc rc)
{
	return rc == RC_IO || rc == RC_BUSY || rc == RC_CONFLICT;
}

static enum rc
raise(struct taking *k, const char *what, const char *text, struct err *e)
{
	struct sync *y = k->sync;
	char about[64];

	snprintf(about, sizeof(about), "%s %s", what, k->writer);
	sync_event(y, "alarm", "book", k->trust->book, "writer", k->writer, "text", text, NULL);
	return alarm_raise(y->store, k->trust->book, about, y->now, text, e);
}

static enum rc
settle(struct taking *k, const char *what, struct err *e)
{
	char about[64];

	snprintf(about, sizeof(about), "%s %s", what, k->writer);
	return alarm_clear(k->sync->store, k->trust->book, about, e);
}

/* What was refused and has since been taken in from elsewhere is right after all (the keys that it
 * needed came later), though the stick that brought it first may never come back. */
static enum rc
forget_taken(struct taking *k, struct err *e)
{
	struct store *s = k->sync->store;
	struct arena a = {0};
	struct quarantined *list;
	uint8_t id[SHA1_BYTES];
	size_t n = 0;
	enum rc rc = quarantine_list(s, &a, k->writer, &list, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		int64_t number = 0;

		if (strlen(list[i].commit) == 2 * SHA1_BYTES &&
		    keys_from_hex(list[i].commit, SHA1_BYTES, id))
			rc = branch_number_at(s, k->writer, id, &number, e);
		if (rc == RC_OK && number > 0)
			rc = quarantine_drop(s, &list[i], e);
	}
	arena_free(&a);
	return rc;
}

/* The branch is right at this remote; a fork stays held against its writer. */
static enum rc
all_right(struct taking *k, struct err *e)
{
	size_t left = 0;
	enum rc rc;

	if (writer_frozen(k->sync->store, k->writer))
		return RC_OK;
	rc = forget_taken(k, e);
	if (rc == RC_OK)
		rc = quarantine_clear(k->sync->store, k->writer, k->url, &left, e);
	return rc == RC_OK && left == 0 ? settle(k, "refused", e) : rc;
}

/* Whether the device was retired or revoked for what comes next on its branch. */
static bool
is_ended(const struct taking *k)
{
	struct trust before;
	int64_t next;
	struct err e;

	return store_next_number(k->sync->store, k->writer, &next, &e) == RC_OK &&
	       trust_ended(k->trust, k->writer, next, &before) != NULL;
}

/* A refused commit goes into the quarantine, with an alarm. What an ended device left at the remote
 * is decided already: it is told once. */
static enum rc
refuse(struct taking *k, const uint8_t id[SHA1_BYTES], const char *reason, struct err *e)
{
	struct arena a = {0};
	struct quarantined q = {
	    .writer = k->writer, .since = k->sync->now, .remote = k->url, .reason = reason};
	struct err missing;
	char hex[SHA1_HEX], *bytes;
	bool fresh = false;
	enum rc rc;

	sha1_hex(id, hex);
	q.commit = hex;
	if (git_repo_read(k->repo, &a, "commit", id, COMMIT_MAX, &bytes, &q.len, &missing) == RC_OK)
		q.bytes = bytes;
	else
		q.len = 0;
	rc = quarantine_put(k->sync->store, &q, &fresh, e);
	if (rc == RC_OK && !fresh && is_ended(k)) {
		arena_free(&a);
		return RC_OK;
	}
	k->sync->refused = true;
	sync_event(k->sync, "quarantined", "book", k->trust->book, "writer", k->writer, "commit",
		   hex, "reason", reason, NULL);
	arena_free(&a);
	return rc == RC_OK ? raise(k, "refused", reason, e) : rc;
}

/* ---- a branch that does not go on from ours ---- */

/* Whether the commit is signed with the key that counts for its numbers and that our tip is signed
 * with: then it is a second tip made by the same key. A former key proves nothing against its
 * successor. */
static bool
well_signed(struct taking *k, const uint8_t id[SHA1_BYTES])
{
	struct arena a = {0};
	struct render_claim c;
	struct branch b;
	struct err e;
	uint8_t public[KEY_BYTES], signature[SIGNATURE_BYTES];
	char *bytes;
	size_t n;
	bool ok;

	ok = git_repo_read(k->repo, &a, "commit", id, COMMIT_MAX, &bytes, &n, &e) == RC_OK &&
	     render_read(&a, bytes, n, &c, &e) == RC_OK && str_equal(c.writer, k->writer) &&
	     sshsig_read(c.armor, c.armor_len, public, signature) &&
	     trust_counts(k->trust, &(struct trust_claim){k->writer, c.p.a, c.p.a, public, NULL},
			  &e) == RC_OK &&
	     sshsig_verify(public, c.payload, c.payload_len, signature) &&
	     branch_load(k->sync->store, k->writer, k->trust->code, &b, &e) == RC_OK;
	if (ok) {
		ok = !b.render.has_tip || memcmp(public, b.key, KEY_BYTES) == 0;
		branch_clear(&b);
	}
	arena_free(&a);
	return ok;
}

/* Both tips are kept: ours in the store, the other in the quarantine; the writer stands still. */
static enum rc
fork_proof(struct taking *k, const uint8_t id[SHA1_BYTES], bool ours, struct err *e)
{
	const char *text =
	    ours
		? _("a remote holds other entries under this device's name and key (a copy of this "
		    "home is at work, or it was restored)")
		: _("two different histories are signed with its key: a copied or restored device");
	enum rc rc = refuse(k, id, text, e);

	if (rc == RC_OK)
		rc = writer_freeze(k->sync->store, k->writer, text, e);
	return rc == RC_OK ? raise(k, "fork", text, e) : rc;
}

/* ids: the remote's branch down to its first commit that we did not meet. */
static enum rc
judge_split(struct taking *k, const struct git_ids *ids, bool ours, struct err *e)
{
	int64_t number = 0;
	size_t i, split = 0;
	enum rc rc = RC_OK;

	/* The newest of its commits that is also ours: after it the histories differ. */
	for (i = ids->n; rc == RC_OK && i > 0 && number == 0; i--) {
		rc = branch_number_at(k->sync->store, k->writer, ids->v[i - 1].id, &number, e);
		split = i;
	}
	if (rc != RC_OK)
		return rc;
	split = number > 0 ? split : 0;
	if (split == ids->n) /* the remote just holds less than we do */
		return RC_OK;
	if (well_signed(k, ids->v[split].id))
		return fork_proof(k, ids->v[split].id, ours, e);
	return refuse(k, ids->v[split].id,
		      _("the branch was rewritten: it does not go on from what was taken in"), e);
}

/* ---- branches of ours ---- */

/* Nobody but us writes them: at a remote they are at our tip, behind it, or a matter of concern. */
static enum rc
look_at_ours(struct taking *k, const struct branch *b, struct err *e)
{
	struct git_ids ids = {0};
	int64_t number = 0;
	bool meets = false;
	enum rc rc = branch_number_at(k->sync->store, k->writer, k->tip, &number, e);

	if (rc != RC_OK || number > 0)
		return rc == RC_OK ? all_right(k, e) : rc;
	rc = git_read_new(k->repo, k->tip, b->render.has_tip ? b->render.tip : NULL,
			  GIT_COMMITS_MAX, &ids, &meets, e);
	if (rc == RC_OK && meets && ids.n > 0)
		rc = well_signed(k, ids.v[0].id)
			 ? fork_proof(k, ids.v[0].id, true, e)
			 : refuse(k, ids.v[0].id, _("somebody else wrote to this branch"), e);
	else if (rc == RC_OK)
		rc = judge_split(k, &ids, true, e);
	vec_clear(&ids);
	return store_failed(rc) ? rc : RC_OK;
}

/* ---- branches of others ---- */

/* A commit that did not stand the test, and why. */
struct refusal {
	const uint8_t *id; /* NULL: none */
	struct err why;
};

/* RC_OK also after a refusal; other codes: the store failed. */
static enum rc
add_all(struct taking *k, struct ingest *in, const struct git_ids *ids, struct refusal *out,
	struct err *e)
{
	enum rc rc = RC_OK;
	size_t i;

	for (i = 0; rc == RC_OK && i < ids->n; i++) {
		struct arena a = {0};
		struct arrival arrival = {0};

		rc = git_read_arrival(k->repo, &a, ids->v[i].id, in, &arrival, &out->why);
		if (rc == RC_OK)
			rc = ingest_add(in, &arrival, &out->why);
		if (rc != RC_OK)
			out->id = ids->v[i].id;
		vec_clear(&arrival.lines);
		arena_free(&a);
	}
	if (!store_failed(rc))
		return RC_OK;
	*e = out->why;
	return rc;
}

/* Their clock against ours, as far as a fresh entry tells: only ahead can be seen. */
static enum rc
note_clock(struct taking *k, int64_t last_ts, struct err *e)
{
	struct arena a = {0};
	int64_t ahead = last_ts / 1000 - k->sync->now;
	enum rc rc;

	if (last_ts == 0)
		return settle(k, "clock", e);
	if (ahead <= -CLOCK_SLACK)
		return RC_OK; /* old entries are no news of a clock */
	k->sync->clock_seen = true;
	if (ahead < CLOCK_SLACK)
		return settle(k, "clock", e);
	k->sync->ahead = ahead > k->sync->ahead ? ahead : k->sync->ahead;
	rc = raise(k, "clock",
		   arena_text_f(&a, _("its clock runs %" PRId64 " seconds ahead of ours"), ahead),
		   e);
	arena_free(&a);
	return rc;
}

static enum rc
note_keys(struct taking *k, int64_t knows, struct err *e)
{
	if (writer_role(k->writer) != WRITER_ROOT && knows > trust_keys(k->trust))
		return raise(k, "stale",
			     _("it knows a newer keys branch than this home: the remote may hold "
			       "back the keys"),
			     e);
	return settle(k, "stale", e);
}

/* What is right comes in first; the refusal is put down after that transaction. */
static enum rc
ingest_new(struct taking *k, struct ingest *in, const struct git_ids *ids, struct err *e)
{
	struct refusal bad = {0};
	int64_t entries = 0, keys, last_ts;
	struct err close_err;
	enum rc rc = add_all(k, in, ids, &bad, e), closed;

	keys = ingest_keys(in);
	last_ts = ingest_last_ts(in);
	if (ingest_answered(in) > k->sync->answered)
		k->sync->answered = ingest_answered(in);
	closed = ingest_close(in, &entries, &close_err);
	if (closed != RC_OK) {
		*e = close_err;
		return closed;
	}
	if (entries > 0)
		sync_event(k->sync, "ingested", "book", k->trust->book, "writer", k->writer,
			   "#entries", entries, NULL);
	if (rc == RC_OK)
		rc = bad.id ? refuse(k, bad.id, bad.why.text, e) : all_right(k, e);
	if (rc == RC_OK)
		rc = note_clock(k, last_ts, e);
	return rc == RC_OK ? note_keys(k, keys, e) : rc;
}

static enum rc
take_theirs(struct taking *k, struct err *e)
{
	struct git_ids ids = {0};
	struct ingest *in = NULL;
	int64_t number = 0;
	bool meets = false;
	enum rc rc = branch_number_at(k->sync->store, k->writer, k->tip, &number, e);

	if (rc != RC_OK || number > 0) /* at our tip, or behind it */
		return rc == RC_OK ? all_right(k, e) : rc;
	if (writer_frozen(k->sync->store, k->writer)) {
		k->sync->refused |= !is_ended(k); /* that is the person's decision */
		return RC_OK;
	}
	rc = ingest_open(k->sync->store, k->trust, k->writer, &in, e);
	if (rc != RC_OK)
		return rc;
	rc = git_read_new(k->repo, k->tip, ingest_tip(in), GIT_COMMITS_MAX, &ids, &meets, e);
	if (rc == RC_OK && meets) {
		rc = ingest_new(k, in, &ids, e);
	} else {
		int64_t none;
		struct err why = *e;

		if (rc == RC_OK)
			rc = ingest_close(in, &none, e);
		else if (ingest_close(in, &none, e) == RC_OK)
			rc = store_failed(rc) ? (*e = why, rc) : refuse(k, k->tip, why.text, e);
		if (rc == RC_OK && ids.n > 0)
			rc = judge_split(k, &ids, false, e);
	}
	vec_clear(&ids);
	return rc;
}

/* ---- all of them ---- */

/* The keys branch is taken in like others' branches: what the root signed is right wherever it was
 * written, and a restored home gets it back. */
bool
sync_writes(const struct sync *y, const struct trust *t, const char *writer)
{
	return str_equal(writer, t->writer) && trust_holds(y->home, y->store, t);
}

static bool
is_ours(const struct taking *k)
{
	return sync_writes(k->sync, k->trust, k->writer);
}

static enum rc
take_one(struct taking *k, struct err *e)
{
	struct branch b;
	enum rc rc;

	if (!is_ours(k)) {
		rc = take_theirs(k, e);
		return rc == RC_OK ? sync_repo_branch(k->sync, k->trust, k->repo, k->writer, e)
				   : rc;
	}
	rc = branch_load(k->sync->store, k->writer, k->trust->code, &b, e);
	if (rc != RC_OK)
		return rc;
	rc = look_at_ours(k, &b, e);
	branch_clear(&b);
	return rc;
}

/* The keys branch changes what the others are judged by. */
static enum rc
reload(struct taking *k, struct err *e)
{
	struct trust fresh;
	enum rc rc = trust_load(k->sync->store, &k->sync->arena, k->trust->book, &fresh, e);

	if (rc == RC_OK) {
		trust_clear(k->trust);
		*k->trust = fresh;
	}
	return rc;
}

/* What was taken in before a revocation that reaches back stays, and is pointed at. */
static enum rc
note_revoked(struct taking *k, struct err *e)
{
	const struct trust *t = k->trust;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < t->rows.n; i++) {
		const struct writer *w = t->rows.v[i].body;
		struct branch b;
		char text[200];

		if (w->op != WRITER_REVOKE)
			continue;
		rc = branch_load(k->sync->store, w->writer, t->code, &b, e);
		if (rc != RC_OK)
			break;
		k->writer = w->writer;
		snprintf(text, sizeof(text), _("its entries from %" PRId64 " on were revoked: %s"),
			 w->from.n, w->reason ? w->reason : "");
		if (b.render.last >= w->from.n)
			rc = raise(k, "revoked", text, e);
		branch_clear(&b);
	}
	return rc;
}

static enum rc
take_branch(struct taking *k, const struct sync_tip *tip, struct err *e)
{
	char writer[WRITER_TEXT];
	enum rc rc;

	git_writer_of(k->trust->book, tip->branch, writer, sizeof(writer));
	if (!writer[0])
		return RC_OK;
	k->writer = writer;
	k->tip = tip->id;
	/* Before the superior's root is pinned nobody else is believed. */
	if (k->trust->own && !k->trust->root && !is_ours(k))
		return RC_OK;
	rc = tip->heavy ? refuse(k, k->tip,
				 _("its branch leads to more than is ever taken, or kills the "
				   "transfer: it may be hostile"),
				 e)
			: take_one(k, e);
	return rc == RC_OK ? rc : err_add(e, "%s", writer);
}

enum rc
sync_take(struct sync *y, struct trust *t, struct git_repo *r, const struct sync_offer *offer,
	  struct err *e)
{
	struct taking k = {.sync = y, .trust = t, .repo = r, .url = offer->url};
	const struct sync_tip *keys = sync_tip_find(offer->tips, "keys");
	enum rc rc = RC_OK;

	if (keys) {
		rc = take_branch(&k, keys, e);
		if (rc == RC_OK)
			rc = reload(&k, e);
		if (rc == RC_OK)
			rc = note_revoked(&k, e);
	}
	for (size_t i = 0; rc == RC_OK && i < offer->tips->n; i++)
		if (&offer->tips->v[i] != keys)
			rc = take_branch(&k, &offer->tips->v[i], e);
	return rc;
}
