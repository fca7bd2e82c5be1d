/* One book in one round: publish, fetch, take in, push, and look again at what the remote holds. */
#include <string.h>

#include "storage/alarm.h"
#include "storage/delivered.h"
#include "storage/publish.h"
#include "storage/sync_round.h"

/* ---- publishing ---- */

static enum rc
publish(struct round *r, struct err *e)
{
	struct sync *y = r->sync;
	struct publish_sink sink = {git_repo_write, r->repo};
	int64_t entries = 0;
	enum rc rc = RC_OK;

	if (!y->dry_run && !writer_frozen(y->store, r->trust.writer))
		rc = publish_book(y->home, y->store, &r->trust, &sink, &entries, e);
	if (entries > 0)
		sync_event(y, "published", "book", r->trust.book, "#entries", entries, NULL);
	if (rc != RC_OK && rc != RC_IO && rc != RC_BUSY) {
		/* A restored home without a key still reads. */
		sync_trouble(y, r->trust.book, e);
		rc = RC_OK;
	}
	return rc;
}

/* Refs of the writers that this host writes. */
static enum rc
move_own(struct round *r, struct err *e)
{
	char root[WRITER_TEXT];
	enum rc rc = sync_repo_branch(r->sync, &r->trust, r->repo, r->trust.writer, e);

	snprintf(root, sizeof(root), "%s.root", r->trust.book);
	return rc == RC_OK ? sync_repo_branch(r->sync, &r->trust, r->repo, root, e) : rc;
}

/* ---- the book ---- */

/* Texts of the contact live as long as the round over all books. */
static void
keep(struct round *r)
{
	struct arena *a = &r->sync->round_arena;
	struct sync_met met = {arena_text(a, r->trust.book), r->contact};
	struct sync_contact *c = &met.contact;

	c->remote = arena_text(a, c->remote);
	c->error = arena_text(a, c->error);
	c->writer = arena_text(a, c->writer);
	for (size_t i = 0; i < c->nremotes; i++) {
		c->remotes[i].url = arena_text(a, c->remotes[i].url);
		c->remotes[i].why = arena_text(a, c->remotes[i].why);
	}
	vec_push(&r->sync->met, met);
}

static enum rc
note_contact(struct round *r, struct err *e)
{
	struct sync *y = r->sync;
	struct sync_contact *c = &r->contact;

	if (y->dry_run)
		return RC_OK;
	if (y->clock_seen)
		c->ahead = y->ahead;
	if (y->answered > c->answered) {
		c->answered = y->answered;
		c->answered_at = y->now;
	}
	if (y->folder) {
		c->in = r->in;
		c->out = r->out;
		c->writer = r->trust.writer;
		keep(r);
		return RC_OK;
	}
	c->tried = y->now;
	c->writer = r->trust.writer;
	if (r->reached) {
		c->last = y->now;
		c->failures = 0;
	} else if (r->error[0]) {
		c->failures++;
	}
	c->error = r->reached || !r->error[0] ? NULL : r->error;
	keep(r);
	/* A report sent by sync counts from now on. */
	return c->sent_tip ? delivered_put(y->store, r->trust.writer, c->sent_tip, y->now, e)
			   : RC_OK;
}

static enum rc
open_round(struct round *r, const char *book, struct err *e)
{
	struct sync *y = r->sync;
	struct key_pair k;
	struct err why;
	int64_t next = 1;
	enum rc rc;

	/* The key first: a new home gets its own now, and the book is then verified with it. */
	if (!y->dry_run && trust_device_key(y->home, y->store, &k, &why) != RC_OK)
		sync_trouble(y, book, &why);
	keys_wipe(&k, sizeof(k));
	rc = trust_load(y->store, &y->arena, book, &r->trust, e);
	if (rc == RC_OK)
		rc = sync_contact_load(y->store, &y->arena, book, r->trust.writer, &r->contact, e);
	r->in = r->contact.in;
	r->out = r->contact.out;
	r->contact.in = r->contact.out = 0;
	if (rc == RC_OK)
		rc = store_next_number(y->store, r->trust.writer, &next, e);
	if (!y->folder)
		r->contact.tried_tip = next - 1;
	r->path = sync_repo_path(&y->arena, y->home, book);
	return rc == RC_OK ? sync_repo_open(y, &r->trust, &r->repo, e) : rc;
}

enum rc
sync_end(struct sync *y, struct err *e)
{
	enum rc rc = y->met.n > 0 ? store_begin(y->store, e) : RC_OK;
	size_t i;

	for (i = 0; rc == RC_OK && i < y->met.n; i++)
		rc = sync_contact_put(y->store, y->met.v[i].book, &y->met.v[i].contact, e);
	if (rc == RC_OK && y->met.n > 0)
		rc = store_commit(y->store, e);
	else
		store_abort(y->store);
	vec_clear(&y->met);
	arena_free(&y->round_arena);
	return rc;
}

enum rc
sync_book(struct sync *y, const char *book, struct err *e)
{
	struct round r = {.sync = y};
	int64_t waiting = 0;
	enum rc rc;

	y->ahead = y->answered = 0;
	y->clock_seen = false;
	rc = open_round(&r, book, e);
	if (rc == RC_OK)
		rc = publish(&r, e);
	if (rc == RC_OK)
		rc = move_own(&r, e);
	if (rc == RC_OK)
		rc = sync_allowed(r.path, &r.trust, e);
	if (rc == RC_OK && y->dry_run) {
		rc = publish_waiting(y->store, &r.trust, r.trust.writer, &waiting, e);
		sync_event(y, "would-publish", "book", book, "#entries", waiting, NULL);
	}
	if (rc == RC_OK)
		rc = round_remotes(&r, e);
	if (rc == RC_OK && !r.reached) {
		y->unreachable |= r.error[0] != '\0';
		y->missing |= r.absent;
	}
	if (rc == RC_OK)
		rc = note_contact(&r, e);
	if (r.repo)
		sync_repo_close(y, &r.trust, r.repo);
	trust_clear(&r.trust);
	arena_free(&y->arena);
	return rc;
}
