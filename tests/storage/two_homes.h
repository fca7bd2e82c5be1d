/*
 * A township and its county for the tests of publishing and taking in: two stores, three keys,
 * forged lines, and what was published as a carrier would bring it.
 */
#ifndef TESTS_STORAGE_TWO_HOMES_H
#define TESTS_STORAGE_TWO_HOMES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/incident.h"
#include "core/line.h"
#include "core/station.h"
#include "storage/ingest.h"
#include "storage/publish.h"
#include "tests/helpers.h"

enum { ARRIVALS = 32 };

/* One station: a store and, at the superior, the hand in the other's book. */
struct home {
	char dir[300];
	struct store *store;
};

static const char *top;
static struct home town, county;
static struct key_pair town_key, county_key, root_key;
static struct arena mem;
/* What the town published, as a carrier would bring it. */
static struct arrival arrivals[ARRIVALS];
static size_t narrivals;

static inline void
local(struct home *h, const char *key, const char *value)
{
	struct err e;

	ck_ok(store_local_put(h->store, key, value, strlen(value), &e), &e);
}

static inline void
open_home(struct home *h, const char *name, const char *device)
{
	struct err e;
	char path[400];

	snprintf(h->dir, sizeof(h->dir), "%s/%s", top, name);
	snprintf(path, sizeof(path), "%s.store", h->dir);
	ck_ok(store_open(path, STORE_CREATE, &h->store, &e), &e);
	ck_ok(store_begin(h->store, &e), &e);
	local(h, "device", device);
	ck_ok(store_commit(h->store, &e), &e);
}

/* A record of a kind, written as it stands: tests forge with it. */
static inline void
write_line(struct home *h, const struct kind *k, const char *writer, int64_t number, const char *of,
	   const char *text, int64_t ts)
{
	struct parse_context c = {.now = ts / 1000, .arena = &mem};
	struct record *r = record_new(&mem, k);
	struct err e;

	r->id = arena_text_f(&mem, "%s-%d", writer, (int)number);
	r->by = writer;
	r->of = of;
	r->ts = ts;
	r->at = moment_at(ts / 1000);
	ck_ok(record_set(r, "text", text, &c, &e), &e);
	if (k == &kind_correction)
		ck_ok(record_set(r, "reason", "笔误", &c, &e), &e);
	if (k == &kind_query)
		ck_ok(record_set(r, "from", "县局", &c, &e), &e);
	ck_ok(record_write(&mem, r, &e), &e);
	ck_ok(store_append(h->store, r->line, r->len, &e), &e);
}

static inline void
log_lines(struct home *h, const char *writer, int n)
{
	struct err e;
	int64_t next, i;

	ck_ok(store_begin(h->store, &e), &e);
	for (i = 0; i < n; i++) {
		ck_ok(store_next_number(h->store, writer, &next, &e), &e);
		write_line(h, &kind_log, writer, next, NULL, "巡查无异常",
			   (civil_secs(2026, 1, 18, 2, 0) + next * 3600) * 1000);
	}
	ck_ok(store_commit(h->store, &e), &e);
}

/* A line of the keys branch, in the county's store. */
static inline void
key_line(const char *op, const char *writer, const struct key_pair *k, int from)
{
	struct parse_context c = {.arena = &mem};
	struct record *r = record_new(&mem, &kind_writer);
	char number[24], text[KEY_TEXT_MAX];
	struct err e;
	int64_t next;

	ck_ok(store_begin(county.store, &e), &e);
	ck_ok(store_next_number(county.store, "sm.root", &next, &e), &e);
	r->id = arena_text_f(&mem, "sm.root-%d", (int)next);
	r->by = "yl1";
	r->ts = civil_secs(2026, 1, 1, 0, 0) * 1000;
	r->at = moment_at(r->ts / 1000);
	snprintf(number, sizeof(number), "%d", from);
	ck_ok(record_set(r, "op", op, &c, &e), &e);
	ck_ok(record_set(r, "writer", writer, &c, &e), &e);
	ck_ok(record_set(r, "from", number, &c, &e), &e);
	if (k) {
		sshsig_key_text(k->public, text);
		ck_ok(record_set(r, "key", text, &c, &e), &e);
	}
	ck_ok(record_write(&mem, r, &e), &e);
	ck_ok(store_append(county.store, r->line, r->len, &e), &e);
	ck_ok(store_commit(county.store, &e), &e);
}

static inline void
trust_row(struct home *h)
{
	struct trust t = {.book = "sm", .code = "140400101", .name = "石门镇"};
	char text[KEY_TEXT_MAX];
	struct err e;

	sshsig_key_text(root_key.public, text);
	t.root = text;
	ck_ok(store_begin(h->store, &e), &e);
	ck_ok(trust_put(h->store, &t, &e), &e);
	ck_ok(store_commit(h->store, &e), &e);
}

static inline void
setup(void)
{
	struct err e;
	uint8_t seed[KEY_BYTES] = {1};

	top = fresh_dir();
	keys_from_seed(seed, &town_key);
	seed[0] = 2;
	keys_from_seed(seed, &county_key);
	seed[0] = 3;
	keys_from_seed(seed, &root_key);
	open_home(&town, "town", "sm1");
	open_home(&county, "county", "yl1");
	ck_ok(store_begin(county.store, &e), &e);
	local(&county, "hand/sm", "sm0");
	ck_ok(store_commit(county.store, &e), &e);
	trust_row(&town);
	trust_row(&county);
	key_line("enrol", "sm1", &town_key, 1);
	key_line("enrol", "sm0", &county_key, 1);
}

static inline void
teardown(void)
{
	size_t i;

	for (i = 0; i < narrivals; i++)
		vec_clear(&arrivals[i].lines);
	narrivals = 0;
	store_close(town.store);
	store_close(county.store);
	arena_free(&mem);
	clean_dir(top);
}

static inline void
publish(struct home *h, const char *writer, const struct key_pair *k)
{
	struct trust t;
	struct err e;
	int64_t n = 0;

	ck_ok(trust_load(h->store, &mem, "sm", &t, &e), &e);
	ck_ok(publish_writer(h->store, &t, writer, k, &(struct publish_sink){0}, &n, &e), &e);
	trust_clear(&t);
}

/* Catches the commits that a replay renders. */
static inline enum rc
catch_commit(void *ctx, const char *type, const void *bytes, size_t n, const uint8_t id[SHA1_BYTES],
	     struct err *e)
{
	struct arrival *a = &arrivals[narrivals];

	(void)ctx;
	(void)e;
	if (!str_equal(type, "commit"))
		return RC_OK;
	memcpy(a->id, id, SHA1_BYTES);
	a->commit = arena_text_n(&mem, bytes, n);
	a->commit_len = n;
	narrivals++;
	return RC_OK;
}

static inline void
collect(struct home *h, const char *writer)
{
	struct branch_source src = {.store = h->store, .writer = writer, .object = catch_commit};
	struct branch b;
	struct pub *pubs;
	struct err e;
	size_t n, i, first = narrivals;

	ck_ok(branch_replay(&src, "140400101", NULL, NULL, &b, &e), &e);
	branch_clear(&b);
	ck_ok(branch_pubs(h->store, &mem, writer, &pubs, &n, &e), &e);
	for (i = 0; i < n; i++)
		ck_ok(branch_lines(h->store, &mem, writer, pubs[i].p.a, pubs[i].p.b,
				   &arrivals[first + i].lines, &e),
		      &e);
}

/* Takes arrivals from..until of a writer in; returns the code of the first that is refused. */
static inline enum rc
take_in(struct home *h, const char *writer, size_t from, size_t until, int64_t *entries,
	struct err *e)
{
	struct trust t;
	struct ingest *in;
	struct err e2;
	enum rc rc = RC_OK;
	size_t i;

	ck_ok(trust_load(h->store, &mem, "sm", &t, e), e);
	ck_ok(ingest_open(h->store, &t, writer, &in, e), e);
	for (i = from; rc == RC_OK && i < until; i++)
		rc = ingest_add(in, &arrivals[i], e);
	ck_ok(ingest_close(in, entries, &e2), &e2);
	trust_clear(&t);
	return rc;
}

static inline int64_t
next_at(struct home *h, const char *writer)
{
	struct err e;
	int64_t next;

	ck_ok(store_next_number(h->store, writer, &next, &e), &e);
	return next;
}

#endif
