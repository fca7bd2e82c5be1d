/* One book in one round: publish, fetch, take in, push, and look again at what the remote holds. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/json_line.h"
#include "core/vec.h"
#include "storage/alarm.h"
#include "storage/contact.h"
#include "storage/delivered.h"
#include "storage/git_read.h"
#include "storage/git_remote.h"
#include "storage/hub.h"
#include "storage/publish.h"
#include "storage/sync.h"

enum { EVENT_PAIRS = 12, BRANCHES = 64, COMMIT_BYTES = 4096 };

struct round {
	struct sync *sync;
	struct trust trust;
	struct git_repo *repo;
	const char *path; /* of the repository */
	struct sync_contact contact;
	bool reached, network_done;
	char error[400];
};

/* ---- telling ---- */

void
sync_event(struct sync *y, const char *event, ...)
{
	struct arena a = {0};
	struct json_member_text members[EVENT_PAIRS];
	struct str line = STR_INIT, value = STR_INIT;
	const char *name;
	size_t n = 0;
	va_list ap;

	if (!y->out)
		return;
	json_write_text(&value, event);
	members[n++] = (struct json_member_text){"event", arena_text(&a, value.ptr)};
	va_start(ap, event);
	while (n < EVENT_PAIRS && (name = va_arg(ap, const char *))) {
		str_cut(&value, 0);
		if (name[0] == '#')
			str_add_f(&value, "%" PRId64, va_arg(ap, int64_t));
		else
			json_write_text(&value, va_arg(ap, const char *));
		members[n++] = (struct json_member_text){name[0] == '#' ? name + 1 : name,
							 arena_text(&a, value.ptr)};
	}
	va_end(ap);
	json_write_object(&line, members, n);
	fprintf(y->out, "%s\n", line.ptr);
	fflush(y->out);
	str_clear(&line);
	str_clear(&value);
	arena_free(&a);
}

void
sync_trouble(struct sync *y, const char *book, const struct err *e)
{
	if (y->first.code == RC_OK)
		y->first = *e;
	sync_event(y, "trouble", "book", book, "text", e->text, NULL);
}

int
sync_deadline(const struct sync *y, int64_t bytes)
{
	return y->seconds + (int)(bytes / SYNC_BYTES_PER_SECOND);
}

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

/* ---- what must go out ---- */

struct outgoing {
	const char *v[BRANCHES];
	uint8_t tip[BRANCHES][SHA1_BYTES];
	int64_t number[BRANCHES];
	size_t n;
};

/* Which of our verified branches the remote lacks. To a folder any of them goes: whoever carries a
 * stick carries all. Elsewhere only what we write. */
static enum rc
find_outgoing(struct round *r, const char *url, const struct sync_tips *tips, struct outgoing *out,
	      struct err *e)
{
	struct sync *y = r->sync;
	char **writers, book[WRITER_TEXT];
	size_t n, i;
	enum rc rc = store_writers(y->store, &y->arena, &writers, &n, e);

	out->n = 0;
	for (i = 0; rc == RC_OK && i < n && out->n < BRANCHES; i++) {
		const struct sync_tip *there = sync_tip_find(tips, git_branch_of(writers[i]));
		bool ours = str_equal(writers[i], r->trust.writer) ||
			    (writer_role(writers[i]) == WRITER_ROOT && !r->trust.own);
		struct branch b;

		book_of_writer(writers[i], book);
		if (!str_equal(book, r->trust.book) || (!ours && !git_url_is_folder(url)))
			continue;
		rc = branch_load(y->store, writers[i], r->trust.code, &b, e);
		if (rc != RC_OK)
			break;
		if (b.render.has_tip &&
		    (!there || memcmp(there->id, b.render.tip, SHA1_BYTES) != 0)) {
			out->v[out->n] = git_branch_of(writers[i]);
			out->number[out->n] = b.render.last;
			memcpy(out->tip[out->n++], b.render.tip, SHA1_BYTES);
		}
		branch_clear(&b);
	}
	return rc;
}

/* ---- one remote ---- */

static struct sync_order
order(struct round *r, const char *op, const char *url)
{
	return (struct sync_order){
	    .op = op,
	    .repo = r->path,
	    .url = url,
	    .book = r->trust.book,
	    .home = r->sync->home,
	    .seconds = sync_deadline(r->sync, 0),
	};
}

static enum rc
own_number(struct round *r, int64_t *out, struct err *e)
{
	struct branch b;
	enum rc rc = branch_load(r->sync->store, r->trust.writer, r->trust.code, &b, e);

	if (rc != RC_OK)
		return rc;
	*out = b.render.last;
	branch_clear(&b);
	return rc;
}

/* The result is what the remote holds now, not what any call returned. */
static enum rc
judge_push(struct round *r, const char *url, const struct outgoing *out,
	   const struct sync_tips *tips, struct err *e)
{
	for (size_t i = 0; i < out->n; i++) {
		const struct sync_tip *there = sync_tip_find(tips, out->v[i]);

		if (there && memcmp(there->id, out->tip[i], SHA1_BYTES) == 0) {
			sync_event(r->sync, "pushed", "book", r->trust.book, "branch", out->v[i],
				   "remote", url, "#number", out->number[i], NULL);
			continue;
		}
		return err_set(e, RC_NETWORK, _("%s did not take the branch %s%s%s"), url,
			       out->v[i], tips->refused[0] ? ": " : "", tips->refused);
	}
	return RC_OK;
}

static enum rc
push(struct round *r, const char *url, const struct sync_tips *tips, struct err *e)
{
	struct sync_order o = order(r, "push", url);
	struct sync_tips after;
	struct outgoing out;
	struct err why = {0};
	enum rc rc = find_outgoing(r, url, tips, &out, e), pushed;

	if (rc != RC_OK)
		return rc;
	if (out.n > 0) {
		o.branches = out.v;
		o.nbranches = out.n;
		o.seconds += SYNC_SECONDS; /* bytes to move */
		pushed = sync_child_run(&o, &after, &why);
		r->contact.out += after.out;
		rc = judge_push(r, url, &out, &after, e);
		if (rc != RC_OK)
			return pushed != RC_OK && !after.refused[0] ? (*e = why, pushed) : rc;
	}
	if (git_url_is_folder(url)) {
		rc = sync_allowed(url, &r->trust, e);
		if (rc != RC_OK)
			return rc;
	}
	return own_number(r, &r->contact.sent_tip, e);
}

/* What would come in, by the commits' own words: for --dry-run. */
static void
preview(struct round *r, const struct sync_tips *tips)
{
	struct sync *y = r->sync;

	for (size_t i = 0; i < tips->n; i++) {
		struct arena a = {0};
		struct render_claim claim;
		struct branch b;
		struct err e;
		char writer[WRITER_TEXT], *bytes;
		size_t n;

		git_writer_of(r->trust.book, tips->v[i].branch, writer, sizeof(writer));
		if (git_repo_read(r->repo, &a, "commit", tips->v[i].id, COMMIT_BYTES, &bytes, &n,
				  &e) == RC_OK &&
		    render_read(&a, bytes, n, &claim, &e) == RC_OK &&
		    branch_load(y->store, writer, r->trust.code, &b, &e) == RC_OK) {
			if (claim.p.b > b.render.last)
				sync_event(y, "would-ingest", "book", r->trust.book, "writer",
					   writer, "#entries", claim.p.b - b.render.last, NULL);
			branch_clear(&b);
		}
		arena_free(&a);
	}
}

static enum rc
take(struct round *r, const char *url, struct sync_tips *tips, struct err *e)
{
	struct sync_order o = order(r, "fetch", url);
	struct sync_offer offer = {url, tips};
	enum rc rc = sync_child_run(&o, tips, e);

	r->contact.in += tips->in;
	if (rc != RC_OK)
		return rc;
	if (r->sync->dry_run) {
		preview(r, tips);
		return RC_OK;
	}
	return sync_take(r->sync, &r->trust, r->repo, &offer, e);
}

/* A folder whose parent is not there is a stick that is not plugged in. */
static bool
is_absent(const char *url)
{
	struct arena a = {0};
	struct stat st;
	const char *slash = strrchr(url, '/');
	bool absent;

	if (!git_url_is_folder(url) || stat(url, &st) == 0)
		return false;
	absent = !slash ||
		 (slash > url && stat(arena_text_f(&a, "%.*s", (int)(slash - url), url), &st) != 0);
	arena_free(&a);
	return absent;
}

struct stop {
	const char *url;
	struct sync_tips tips;
	bool ok, settled;
};

/* True when the store failed: that ends the round; a remote that fails does not. */
static bool
settle(struct round *r, struct stop *stop, enum rc rc, struct err *why)
{
	struct sync *y = r->sync;

	stop->ok = rc == RC_OK;
	if (rc == RC_IO || rc == RC_BUSY || rc == RC_CONFLICT)
		return true;
	if (rc == RC_OK) {
		r->network_done |= !git_url_is_folder(stop->url);
		r->contact.remote = stop->url;
		return false;
	}
	snprintf(r->error, sizeof(r->error), "%.150s: %.230s", stop->url, why->text);
	if (is_absent(stop->url)) {
		y->absent = *why;
		sync_event(y, "trouble", "book", r->trust.book, "text", why->text, NULL);
	} else {
		sync_trouble(y, r->trust.book, why);
	}
	return false;
}

/* A hub has the book's repository itself: then no network is needed. */
static size_t
list_stops(struct round *r, struct stop *stops)
{
	struct arena *a = &r->sync->arena;
	char *hub = r->trust.own ? NULL : hub_path(a, r->sync->home, r->trust.book);
	size_t n = 0;

	if (hub)
		stops[n++].url = hub;
	for (size_t i = 0; i < r->trust.nremotes; i++)
		if (!hub || git_url_is_folder(r->trust.remotes[i]))
			stops[n++].url = arena_text(a, r->trust.remotes[i]);
	return n;
}

/* Every folder, and the first of the others that works: all is taken in before anything goes out,
 * so that what one brings reaches the next. */
static enum rc
all_remotes(struct round *r, struct err *e)
{
	struct sync *y = r->sync;
	struct stop *stops = arena_alloc(&y->arena, (TRUST_REMOTES + 1) * sizeof(*stops));
	size_t n = list_stops(r, stops), i;
	enum rc rc;

	for (i = 0; i < n; i++) {
		struct stop *stop = &stops[i];
		struct err why = {0};

		if (!git_url_is_folder(stop->url) && r->network_done)
			continue;
		if (!y->dry_run && sync_settled(y, &r->trust, stop->url)) {
			stop->settled = stop->ok = true;
			r->contact.remote = stop->url;
			continue;
		}
		rc = is_absent(stop->url)
			 ? err_set(&why, RC_NETWORK, _("%s is not there; is the stick plugged in?"),
				   stop->url)
			 : take(r, stop->url, &stop->tips, &why);
		if (settle(r, stop, rc, &why)) {
			*e = why;
			return rc;
		}
	}
	for (i = 0; i < n && !y->dry_run; i++) {
		struct err why = {0};

		if (!stops[i].ok || stops[i].settled || writer_frozen(y->store, r->trust.writer))
			continue;
		rc = push(r, stops[i].url, &stops[i].tips, &why);
		if (settle(r, &stops[i], rc, &why)) {
			*e = why;
			return rc;
		}
		if (rc == RC_OK && !y->refused)
			sync_settle(y, &r->trust, stops[i].url);
	}
	for (i = 0; i < n; i++)
		r->reached |= stops[i].ok;
	return RC_OK;
}

/* ---- the book ---- */

static enum rc
note_contact(struct round *r, struct err *e)
{
	struct sync *y = r->sync;
	struct sync_met keep;

	if (y->dry_run)
		return RC_OK;
	r->contact.tried = y->now;
	if (r->reached)
		r->contact.last = y->now;
	r->contact.error = r->reached || !r->error[0] ? NULL : r->error;
	for (char *p = r->error; *p; p++)
		if (*p == '\n')
			*p = ' ';
	if (y->ahead)
		r->contact.ahead = y->ahead;
	keep.book = arena_text(&y->round_arena, r->trust.book);
	keep.contact = r->contact;
	keep.contact.remote = arena_text(&y->round_arena, r->contact.remote);
	keep.contact.error = arena_text(&y->round_arena, r->contact.error);
	vec_push(&y->met, keep);
	/* A report sent by sync counts from now on. */
	return r->contact.sent_tip
		   ? delivered_put(y->store, r->trust.writer, r->contact.sent_tip, y->now, e)
		   : RC_OK;
}

static enum rc
open_round(struct round *r, const char *book, struct err *e)
{
	struct sync *y = r->sync;
	struct key_pair k;
	struct err why;
	enum rc rc;

	/* The key first: a new home gets its own now, and the book is then verified with it. */
	if (!y->dry_run && trust_device_key(y->home, y->store, &k, &why) != RC_OK)
		sync_trouble(y, book, &why);
	keys_wipe(&k, sizeof(k));
	rc = trust_load(y->store, &y->arena, book, &r->trust, e);
	if (rc == RC_OK)
		rc = sync_contact_load(y->store, &y->arena, book, &r->contact, e);
	r->contact.in = r->contact.out = 0;
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

	y->ahead = 0;
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
		rc = all_remotes(&r, e);
	if (rc == RC_OK && r.error[0] && !r.reached)
		y->unreachable = true;
	if (rc == RC_OK)
		rc = note_contact(&r, e);
	if (r.repo)
		sync_repo_close(y, &r.trust, r.repo);
	trust_clear(&r.trust);
	arena_free(&y->arena);
	return rc;
}
