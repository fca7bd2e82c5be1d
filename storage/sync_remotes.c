/* The remotes of a book in one round: which are tried, in which order, and what became of it. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/git_remote.h"
#include "storage/hub.h"
#include "storage/sync_round.h"

struct sync_order
round_order(const struct round *r, const char *op, const char *url)
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
take(struct round *r, const char *url, struct sync_tips *tips, struct err *e)
{
	struct sync_order o = round_order(r, "fetch", url);
	struct sync_offer offer = {url, tips};
	enum rc rc = sync_child_run(&o, tips, e);

	r->contact.in += tips->in;
	if (rc != RC_OK)
		return rc;
	if (r->sync->dry_run) {
		round_preview(r, tips);
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
enum rc
round_remotes(struct round *r, struct err *e)
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
		rc = round_push(r, stops[i].url, &stops[i].tips, &why);
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
