/* When this host synchronises by itself. */
#include "storage/rounds.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/outbox.h"

enum { LOOK_BACK = 1000, MINUTE = 60 };

static const char setting[] = "set/sync";

enum rc
rounds_minutes(struct store *s, int64_t *out, struct err *e)
{
	struct arena a = {0};
	char *text;
	size_t n;
	enum rc rc = store_local_get(s, &a, setting, &text, &n, e);

	if (rc == RC_OK)
		*out = strtoll(arena_text_n(&a, text, n), NULL, 10);
	else if (rc == RC_NOT_FOUND)
		*out = ROUND_EVERY;
	arena_free(&a);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc
rounds_set(struct store *s, int64_t minutes, struct err *e)
{
	char text[24];
	enum rc rc;

	if (minutes < 0 || minutes > ROUND_EVERY_MAX)
		return err_set(e, RC_INVALID, _("minutes between rounds: 1 to %d, or 0 for none"),
			       ROUND_EVERY_MAX);
	rc = store_begin(s, e);
	if (rc != RC_OK)
		return rc;
	snprintf(text, sizeof(text), "%" PRId64, minutes);
	rc = store_local_put(s, setting, text, strlen(text), e);
	if (rc == RC_OK)
		return store_commit(s, e);
	store_abort(s);
	return rc;
}

static enum rc
add_book(struct store *s, struct arena *a, const char *home, const char *book, struct rounds *out,
	 struct err *e)
{
	struct trust t;
	struct sync_contact c;
	struct outbox o = {0};
	enum rc rc = trust_load(s, a, book, &t, e);

	if (rc != RC_OK)
		return rc;
	rc = sync_contact_load(s, a, book, t.writer, &c, e);
	if (rc == RC_OK)
		rc = outbox_load(s, home, &t, &c, &o, e);
	if (rc == RC_OK && o.way && o.first <= o.last)
		rc = outbox_look(s, &t, LOOK_BACK, &o, e);
	if (rc == RC_OK && (o.way || o.mailbag))
		out->waiting += outbox_count(&o);
	if (rc == RC_OK && o.way) {
		out->plan.urgent |= o.urgent > 0;
		out->plan.fresh |= o.urgent > c.tried_tip;
		if (c.tried > out->plan.tried)
			out->plan.tried = c.tried;
		if (c.failures > out->plan.failures)
			out->plan.failures = (int)(c.failures < INT16_MAX ? c.failures : INT16_MAX);
		/* The own book comes first. */
		if (t.own || (!out->own && c.last > out->last))
			out->last = c.last;
		out->own |= t.own;
		out->ways = true;
	}
	trust_clear(&t);
	return rc;
}

/* Spreads the stations, and a station's rounds, whatever terminal asks. */
static uint32_t
spread(const char *device, int64_t tried)
{
	uint32_t h = 2166136261u;

	for (const char *p = device; *p; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	for (int i = 0; i < 8; i++)
		h = (h ^ (unsigned char)(tried >> 8 * i)) * 16777619u;
	return h ^ h >> 15;
}

enum rc
rounds_load(struct store *s, const char *home, struct rounds *out, struct err *e)
{
	struct arena a = {0};
	struct rounds r = {0};
	struct alarm *alarms;
	char **books, device[WRITER_TEXT] = "";
	size_t n = 0;
	enum rc rc = rounds_minutes(s, &r.minutes, e);

	if (rc == RC_OK)
		rc = trust_books(s, &a, &books, &n, e);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = add_book(s, &a, home, books[i], &r, e);
	if (rc == RC_OK)
		rc = alarm_list(s, &a, NULL, &alarms, &r.alarms, e);
	if (rc == RC_OK)
		rc = trust_device(s, device, e);
	if (rc == RC_OK) {
		r.plan.on = r.minutes > 0 && r.ways;
		r.plan.every = r.minutes * MINUTE;
		r.plan.jitter = spread(device, r.plan.tried);
		*out = r;
	}
	arena_free(&a);
	return rc;
}
