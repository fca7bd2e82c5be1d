/* What happened lately that a supervisor may have to look at, and what was said about it. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/review_inside.h"

/* ---- verdicts and replies ---- */

static int
by_of(const void *a, const void *b)
{
	return strcmp(((const struct said *)a)->of, ((const struct said *)b)->of);
}

const struct said *
review_said_of(const struct queueing *q, const char *id)
{
	struct said key = {.of = id};

	return q->said.n ? bsearch(&key, q->said.v, q->said.n, sizeof(key), by_of) : NULL;
}

/* One row a thing: the verdict that stands and the last reply to it. */
static void
settle(struct queueing *q)
{
	size_t kept = 0;

	for (size_t i = 0; i < q->said.n;) {
		struct said s = {.of = q->said.v[i].of};
		size_t end = i;

		for (; end < q->said.n && str_equal(q->said.v[end].of, s.of); end++) {
			const struct record *r = q->said.v[end].verdict;

			if (((const struct review *)r->body)->verdict &&
			    (!s.verdict || record_compare(r, s.verdict) > 0))
				s.verdict = r;
		}
		for (size_t k = i; s.verdict && k < end; k++) {
			const struct record *r = q->said.v[k].verdict;

			if (((const struct review *)r->body)->reply &&
			    record_compare(r, s.verdict) > 0 &&
			    (!s.reply || record_compare(r, s.reply) > 0))
				s.reply = r;
		}
		q->said.v[kept++] = s;
		i = end;
	}
	q->said.n = kept;
}

/* ---- one pass over the last days ---- */

/* Most lines of a busy county are none of these kinds: they are not even decoded. */
static bool
may_be(const char *line, size_t len, const struct kind *k)
{
	char member[40];
	size_t n = (size_t)snprintf(member, sizeof(member), "\"kind\":\"%s\"", k->name);

	return memmem(line, len, member, n) != NULL;
}

struct pass {
	struct queueing *q;
	const struct kind *const *wanted; /* ends with NULL */
	enum rc rc;
	struct err *e;
};

static bool
pass_line(void *ctx, const char *line, size_t len)
{
	struct pass *p = ctx;
	struct record *r;
	char book[WRITER_TEXT];
	size_t i = 0;

	while (p->wanted[i] && !may_be(line, len, p->wanted[i]))
		i++;
	if (!p->wanted[i])
		return true;
	p->rc = record_read(p->q->arena, line, len, &r, p->e);
	if (p->rc != RC_OK)
		return false;
	book_of_writer(r->id, book);
	if (r->body && !r->rev && r->kind == p->wanted[i] &&
	    (!p->q->only || str_equal(book, p->q->only)))
		vec_push(&p->q->recent, r);
	return true;
}

/* First records of these kinds within so many days, and what was said among them. */
enum rc
review_fetch(struct queueing *q, const struct kind *const *wanted, int days, struct err *e)
{
	struct pass p = {.q = q, .wanted = wanted, .e = e};
	int64_t now = book_now(q->book);
	enum rc rc = store_each_time(book_store(q->book), now - days * (int64_t)DAY_SECONDS,
				     INT64_MAX, false, pass_line, &p, e);

	if (rc == RC_OK)
		rc = p.rc;
	for (size_t i = 0; rc == RC_OK && i < q->recent.n; i++)
		if (q->recent.v[i]->kind == &kind_review && q->recent.v[i]->of)
			vec_push(&q->said, ((struct said){.of = q->recent.v[i]->of,
							  .verdict = q->recent.v[i]}));
	if (q->said.n)
		qsort(q->said.v, q->said.n, sizeof(*q->said.v), by_of);
	settle(q);
	return rc;
}
