/* The remotes of a book in one round: which are tried, in which order, and what became of each. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/git_remote.h"
#include "storage/hub.h"
#include "storage/mailbag.h"
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

struct stop {
	const char *url;
	struct sync_tips tips;
	enum sync_remote_state state; /* 0: not visited yet */
	bool settled;
	struct err why;
};

struct route {
	struct stop v[TRUST_REMOTES + 1];
	size_t n;
};

/* A hub has the book's repository itself: then no network is needed. */
static void
list_stops(struct round *r, struct route *route)
{
	struct arena *a = &r->sync->arena;
	char *hub = r->trust.own ? NULL : hub_path(a, r->sync->home, r->trust.book);

	if (r->sync->folder) {
		route->v[route->n++].url = mailbag_path(a, r->sync->folder, r->trust.book);
		return;
	}
	if (hub)
		route->v[route->n++].url = hub;
	for (size_t i = 0; i < r->trust.nremotes; i++)
		if (!hub || git_url_is_folder(r->trust.remotes[i]))
			route->v[route->n++].url = arena_text(a, r->trust.remotes[i]);
}

static bool
store_failed(enum rc rc)
{
	return rc == RC_IO || rc == RC_BUSY || rc == RC_CONFLICT;
}

/* RC_OK also when the remote failed: that is told, and the round goes on. */
static enum rc
note(struct round *r, struct stop *stop, enum rc rc, struct err *e)
{
	struct sync *y = r->sync;

	if (store_failed(rc)) {
		*e = stop->why;
		return rc;
	}
	if (rc == RC_OK) {
		stop->state = REMOTE_USED;
		return RC_OK;
	}
	stop->state = REMOTE_FAILED;
	for (char *p = stop->why.text; *p; p++) /* it becomes a line of the contact's row */
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	snprintf(r->error, sizeof(r->error), "%.150s: %.230s", stop->url, stop->why.text);
	if (y->first.code == RC_OK)
		y->first = stop->why;
	sync_event(y, "trouble", "book", r->trust.book, "remote", stop->url, "text", stop->why.text,
		   NULL);
	return RC_OK;
}

static void
note_absent(struct round *r, struct stop *stop)
{
	struct sync *y = r->sync;

	stop->state = REMOTE_ABSENT;
	r->absent = true;
	err_set(&y->absent, RC_NETWORK, _("%s is not there; is the stick plugged in?"), stop->url);
	if (!y->quiet)
		sync_event(y, "absent", "book", r->trust.book, "remote", stop->url, "text",
			   y->absent.text, NULL);
}

/* ---- taking in ---- */

/* A folder that is there and cannot be read as it should. */
static enum rc
half_copied(const struct stop *stop, struct err *e)
{
	struct err why = *e;

	return err_set(e, RC_NETWORK,
		       _("%s is damaged or was copied only in part (%.80s): nothing was taken from "
			 "it, nothing is lost; have it copied again"),
		       stop->url, why.text);
}

static enum rc
take(struct round *r, struct stop *stop, struct err *e)
{
	struct sync_offer offer = {stop->url, &stop->tips};
	enum rc rc = round_fetch(r, stop->url, &stop->tips, e);

	if (rc == RC_NETWORK && git_url_is_folder(stop->url))
		return half_copied(stop, e);
	if (rc != RC_OK)
		return rc;
	if (r->sync->dry_run)
		return round_preview(r, stop->url, &stop->tips, e);
	return sync_take(r->sync, &r->trust, r->repo, &offer, e);
}

static enum rc
visit(struct round *r, struct stop *stop, struct err *e)
{
	struct sync *y = r->sync;

	if (!y->dry_run && sync_settled(y, &r->trust, stop->url)) {
		stop->settled = true;
		stop->state = REMOTE_USED;
		return round_sent(r, stop->url, e);
	}
	if (sync_folder_absent(y, &r->trust, stop->url)) {
		note_absent(r, stop);
		return RC_OK;
	}
	return note(r, stop, take(r, stop, &stop->why), e);
}

/* ---- sending ---- */

static enum rc
send(struct round *r, struct stop *stop, struct err *e)
{
	struct sync *y = r->sync;

	if (stop->state != REMOTE_USED || stop->settled || y->dry_run ||
	    writer_frozen(y->store, r->trust.writer))
		return RC_OK;
	if (note(r, stop, round_push(r, stop->url, &stop->tips, &stop->why), e) != RC_OK)
		return e->code;
	if (stop->state == REMOTE_USED) {
		sync_folder_seen(y, &r->trust, stop->url);
		if (!y->refused)
			sync_settle(y, &r->trust, stop->url);
	}
	return RC_OK;
}

/* ---- all of them ---- */

/* A remote by the network that works, or that was not tried yet; NULL: none. */
static struct stop *
by_network(struct route *route, enum sync_remote_state state)
{
	for (size_t i = 0; i < route->n; i++)
		if (route->v[i].state == state && !git_url_is_folder(route->v[i].url))
			return &route->v[i];
	return NULL;
}

/* Every folder, and of the others, in their order, the first that takes what we bring: all is taken
 * in before anything goes out, so that what one brings reaches the next. */
static enum rc
travel(struct round *r, struct route *route, struct err *e)
{
	struct stop *next;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < route->n; i++)
		if (git_url_is_folder(route->v[i].url) || !by_network(route, REMOTE_USED))
			rc = visit(r, &route->v[i], e);
	for (size_t i = 0; rc == RC_OK && i < route->n; i++)
		rc = send(r, &route->v[i], e);
	while (rc == RC_OK && !by_network(route, REMOTE_USED) && (next = by_network(route, 0))) {
		rc = visit(r, next, e);
		if (rc == RC_OK)
			rc = send(r, next, e);
	}
	return rc;
}

/* What the round says of its remotes, for the events and for the contact's row. */
static void
report(struct round *r, const struct route *route)
{
	if (r->sync->folder) {
		r->reached = route->v[0].state == REMOTE_USED;
		return;
	}
	r->contact.nremotes = 0;
	for (size_t i = 0; i < route->n; i++) {
		const struct stop *stop = &route->v[i];
		struct sync_remote *to = &r->contact.remotes[r->contact.nremotes++];

		*to = (struct sync_remote){.url = stop->url,
					   .state = stop->state ? stop->state : REMOTE_SPARE};
		if (stop->state == REMOTE_FAILED)
			to->why = arena_text(&r->sync->arena, stop->why.text);
		if (stop->state != REMOTE_USED)
			continue;
		r->reached = true;
		r->contact.remote = stop->url;
		sync_event(r->sync, "used", "book", r->trust.book, "remote", stop->url, NULL);
	}
}

enum rc
round_remotes(struct round *r, struct err *e)
{
	struct route *route = ARENA_NEW(&r->sync->arena, struct route);
	enum rc rc;

	list_stops(r, route);
	rc = travel(r, route, e);
	report(r, route);
	return rc;
}
