/* What the remote lacks goes out; the result is what it holds afterwards. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/branch.h"
#include "storage/git_remote.h"
#include "storage/sync_round.h"

enum { BRANCHES = 64 };

struct outgoing {
	const char *v[BRANCHES];
	uint8_t tip[BRANCHES][SHA1_BYTES];
	int64_t number[BRANCHES];
	size_t n;
};

/* Somebody else's branch that stands elsewhere at the remote (ahead, or refused here) is left
 * alone: one that cannot go forward would keep all of them back. */
static bool
goes_forward(struct round *r, const char *writer, const struct sync_tip *there)
{
	int64_t number = 0;
	struct err e;

	return !there ||
	       (branch_number_at(r->sync->store, writer, there->id, &number, &e) == RC_OK &&
		number > 0);
}

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
		if (!str_equal(book, r->trust.book) ||
		    (!ours && (!git_url_is_folder(url) || !goes_forward(r, writers[i], there))))
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

/* What lies on a mailbag has not reached anybody yet. */
static void
carried(struct round *r, const char *url, int64_t number)
{
	r->contact.carried = number;
	r->contact.carried_at = r->sync->now;
	sync_event(r->sync, "carried", "book", r->trust.book, "writer", r->trust.writer, "remote",
		   url, "#number", number, NULL);
}

enum rc
round_sent(struct round *r, const char *url, struct err *e)
{
	struct sync_contact *c = &r->contact;
	struct branch b;
	enum rc rc = branch_load(r->sync->store, r->trust.writer, r->trust.code, &b, e);

	if (rc != RC_OK)
		return rc;
	if (r->sync->folder) {
		carried(r, url, b.render.last);
	} else if (b.render.last > c->sent_tip || !c->sent_at) {
		c->sent_tip = b.render.last;
		c->sent_at = r->sync->now;
	}
	branch_clear(&b);
	return RC_OK;
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

enum rc
round_push(struct round *r, const char *url, const struct sync_tips *tips, struct err *e)
{
	struct sync_order o = round_order(r, round_push_op(r, url), url);
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
		r->contact.in += after.in;
		r->contact.out += after.out;
		rc = round_cost(r, &o, &after, e);
		if (rc != RC_OK)
			return rc;
		rc = judge_push(r, url, &out, &after, e);
		if (rc != RC_OK)
			return pushed != RC_OK && !after.refused[0] ? (*e = why, pushed) : rc;
	}
	if (git_url_is_folder(url)) {
		rc = sync_allowed(url, &r->trust, e);
		if (rc != RC_OK)
			return rc;
	}
	return round_sent(r, url, e);
}
