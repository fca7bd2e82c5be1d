/* What the line was used for: an alarm when a server wastes it, with what helps there. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/sync_round.h"

/* A server that refuses thin packs is not asked again every round, which would send all twice. */
enum { ASK_AGAIN = 7 * 24 * 3600, ABOUT_MAX = 128 };

static void
name_alarm(const char *op, const char *url, char out[ABOUT_MAX])
{
	snprintf(out, ABOUT_MAX, "%s %s", op, url);
}

static char *
sentence(struct arena *a, bool fetching, const struct sync_tips *tips)
{
	long long moved = (long long)tips->moved, need = (long long)tips->need;

	if (fetching)
		return arena_text_f(a,
				    _("fetching took %lld bytes where %lld are enough: bitmaps "
				      "there make the server send whole files again "
				      "(repack.writeBitmaps=false)"),
				    moved, need);
	if (tips->no_thin[0])
		return arena_text_f(a,
				    _("it refused a thin pack (%s): whole files go there, which a "
				      "narrow line feels"),
				    tips->no_thin);
	return arena_text_f(a,
			    _("pushing took %lld bytes where %lld are enough: the server takes no "
			      "thin packs"),
			    moved, need);
}

/* A server that refuses once may have been killed or full at that moment; one that refuses the next
 * time again does not take thin packs. */
static enum rc
refused_before(struct round *r, const char *url, bool refused, bool *before, struct err *e)
{
	struct store *s = r->sync->store;
	struct arena a = {0};
	struct err missing;
	uint8_t sum[HEAD_BYTES];
	char hex[17], key[ID_TEXT], *was;
	size_t n;
	enum rc rc = RC_OK;

	keys_digest(url, strlen(url), sum);
	keys_hex(sum, 8, hex);
	snprintf(key, sizeof(key), "nothin/%s/%s", r->trust.book, hex);
	*before = store_local_get(s, &a, key, &was, &n, &missing) == RC_OK;
	arena_free(&a);
	if (*before == refused)
		return RC_OK;
	rc = store_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = store_local_put(s, key, refused ? "1" : NULL, refused, e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

enum rc
round_cost(struct round *r, const struct sync_order *o, const struct sync_tips *tips, struct err *e)
{
	struct sync *y = r->sync;
	struct arena a = {0};
	bool fetching = str_equal(o->op, "fetch");
	bool again = true;
	char about[ABOUT_MAX], *text;
	enum rc rc = RC_OK;

	/* On purpose, and the alarm stands. */
	if (y->dry_run || str_equal(o->op, "push-whole"))
		return RC_OK;
	name_alarm(o->op, o->url, about);
	if (!fetching && (tips->fair || tips->no_thin[0]))
		rc = refused_before(r, o->url, tips->no_thin[0] != '\0', &again, e);
	if (rc != RC_OK || (tips->no_thin[0] && !again))
		return rc;
	if (tips->moved == 0 && !tips->no_thin[0])
		return tips->fair ? alarm_clear(y->store, r->trust.book, about, e) : RC_OK;
	text = sentence(&a, fetching, tips);
	sync_event(y, "alarm", "book", r->trust.book, "remote", o->url, "text", text, NULL);
	rc = alarm_raise(y->store, r->trust.book, about, y->now, text, e);
	arena_free(&a);
	return rc;
}

const char *
round_push_op(struct round *r, const char *url)
{
	struct arena a = {0};
	struct alarm *alarms;
	struct err e;
	char about[ABOUT_MAX];
	bool refuses = false;
	size_t n = 0;

	name_alarm("push", url, about);
	if (alarm_list(r->sync->store, &a, r->trust.book, &alarms, &n, &e) == RC_OK)
		for (size_t i = 0; i < n; i++)
			refuses |= str_equal(alarms[i].about, about) &&
				   r->sync->now - alarms[i].last < ASK_AGAIN;
	arena_free(&a);
	return refuses ? "push-whole" : "push";
}
