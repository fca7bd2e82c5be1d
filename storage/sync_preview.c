/* What a round would bring, told before anything changes: what would come in is put to the test. */
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/alarm.h"
#include "storage/git_read.h"
#include "storage/git_remote.h"
#include "storage/sync_round.h"

enum { TRIAL_LINES = 50000 }; /* what is beyond is only counted */

struct preview {
	struct round *round;
	struct trust trust; /* with what the remote's keys branch would add */
	const char *url;
	const struct sync_tips *tips;
	bool any;
};

/* Whose entries these are: the station's of the book, or its superior's. */
static const char *
station_of(const struct preview *p, const char *writer)
{
	if (writer_role(writer) == WRITER_HOME)
		return p->trust.name;
	return p->trust.superior ? p->trust.superior : _("the superior");
}

/* ---- out ---- */

struct weight {
	int64_t bytes;
};

static bool
weigh(void *ctx, const char *line, size_t len)
{
	(void)line;
	((struct weight *)ctx)->bytes += (int64_t)len + 1;
	return true;
}

/* How far the remote holds a branch of which we hold more; 0 also where it holds another history.
 */
static enum rc
held_there(const struct preview *p, const char *writer, int64_t *out, struct err *e)
{
	const struct sync_tip *tip = sync_tip_find(p->tips, git_branch_of(writer));

	*out = 0;
	return tip ? branch_number_at(p->round->sync->store, writer, tip->id, out, e) : RC_OK;
}

static enum rc
out_branch(struct preview *p, const char *writer, struct err *e)
{
	struct sync *y = p->round->sync;
	struct weight w = {0};
	int64_t held = 0, next = 1;
	enum rc rc = held_there(p, writer, &held, e);

	if (rc == RC_OK)
		rc = store_next_number(y->store, writer, &next, e);
	if (rc == RC_OK && next - 1 > held)
		rc = store_each_number(y->store, writer, held + 1, next - 1, weigh, &w, e);
	if (rc != RC_OK || next - 1 <= held)
		return rc;
	p->any = true;
	sync_event(y, "would-send", "book", p->trust.book, "writer", writer, "remote", p->url,
		   "station", station_of(p, writer), "#entries", next - 1 - held, "#first",
		   held + 1, "#last", next - 1, "#bytes", w.bytes, NULL);
	return RC_OK;
}

/* ---- in ---- */

static const char *
iso(struct arena *a, int64_t ts)
{
	char text[MOMENT_TEXT];

	moment_iso(moment_at(ts / 1000), text);
	return arena_text(a, text);
}

static void
refusal(struct preview *p, const char *writer, const char *why)
{
	p->any = true;
	sync_event(p->round->sync, "would-refuse", "book", p->trust.book, "writer", writer,
		   "remote", p->url, "text", why, NULL);
}

/* Tries them one after the other. RC_OK also when one does not stand the test; *tried: commits that
 * did. */
static enum rc
try_all(struct preview *p, struct ingest *in, const struct git_ids *ids, size_t *tried,
	struct err *why)
{
	enum rc rc = RC_OK;
	int64_t lines = 0;

	*tried = 0;
	for (size_t i = 0; rc == RC_OK && i < ids->n && lines < TRIAL_LINES; i++) {
		struct arena a = {0};
		struct arrival arrival = {0};

		rc = git_read_arrival(p->round->repo, &a, ids->v[i].id, in, &arrival, why);
		if (rc == RC_OK)
			rc = ingest_add(in, &arrival, why);
		lines += (int64_t)arrival.lines.n;
		*tried += rc == RC_OK;
		vec_clear(&arrival.lines);
		arena_free(&a);
	}
	return rc;
}

static enum rc
claim_of(struct preview *p, const uint8_t id[SHA1_BYTES], struct render_claim *out, struct err *e)
{
	struct arena *a = &p->round->sync->arena;
	char *bytes;
	size_t n;

	if (git_repo_read(p->round->repo, a, "commit", id, GIT_COMMIT_MAX, &bytes, &n, e) != RC_OK)
		return e->code;
	return render_read(a, bytes, n, out, e);
}

static void
told(struct preview *p, const char *writer, const struct ingest *in, int64_t first, int64_t last)
{
	struct arena *a = &p->round->sync->arena;

	p->any = true;
	sync_event(p->round->sync, "would-ingest", "book", p->trust.book, "writer", writer,
		   "remote", p->url, "station", station_of(p, writer), "#entries", last - first + 1,
		   "#first", first, "#last", last, "since", iso(a, ingest_first_ts(in)), "until",
		   iso(a, ingest_last_ts(in)), NULL);
}

/* The branch of somebody else goes on from what is held here. */
static enum rc
try_branch(struct preview *p, const char *writer, struct ingest *in, const struct git_ids *ids,
	   struct err *e)
{
	struct render_claim first, last;
	struct err why = {0};
	size_t tried;
	enum rc rc = try_all(p, in, ids, &tried, &why);

	if (tried > 0 && claim_of(p, ids->v[0].id, &first, e) == RC_OK &&
	    claim_of(p, ids->v[rc == RC_OK ? ids->n - 1 : tried - 1].id, &last, e) == RC_OK)
		told(p, writer, in, first.p.a, last.p.b);
	if (rc != RC_OK)
		refusal(p, writer, why.text);
	return writer_role(writer) == WRITER_ROOT
		   ? ingest_trial_keys(in, &p->trust, &p->round->sync->arena, e)
		   : RC_OK;
}

static enum rc
in_theirs(struct preview *p, const char *writer, const struct sync_tip *tip, struct err *e)
{
	struct git_ids ids = {0};
	struct ingest *in = NULL;
	struct err why = {0};
	bool meets = false;
	enum rc rc = ingest_open(p->round->sync->store, &p->trust, writer, &in, &why);

	if (rc != RC_OK) {
		refusal(p, writer, why.text);
		return RC_OK;
	}
	ingest_trial(in);
	rc = git_read_new(p->round->repo, tip->id, ingest_tip(in), GIT_COMMITS_MAX, &ids, &meets,
			  &why);
	if (rc != RC_OK)
		refusal(p, writer, why.text);
	else if (!meets)
		refusal(p, writer, _("it does not go on from what is held here"));
	rc = rc == RC_OK && meets ? try_branch(p, writer, in, &ids, e) : RC_OK;
	ingest_drop(in);
	vec_clear(&ids);
	return rc;
}

static enum rc
in_branch(struct preview *p, const struct sync_tip *tip, struct err *e)
{
	struct sync *y = p->round->sync;
	char writer[WRITER_TEXT];
	int64_t number = 0, next = 1;
	enum rc rc;

	git_writer_of(p->trust.book, tip->branch, writer, sizeof(writer));
	if (!writer[0])
		return RC_OK;
	rc = branch_number_at(y->store, writer, tip->id, &number, e);
	if (rc == RC_OK)
		rc = store_next_number(y->store, writer, &next, e);
	if (rc != RC_OK)
		return rc;
	if (sync_writes(y, &p->trust, writer)) {
		if (number == 0)
			refusal(p, writer,
				_("entries are there under the name of this device that it did not "
				  "write"));
		return RC_OK;
	}
	if (number == 0 && p->trust.own && !p->trust.root) {
		refusal(p, writer, _("this station is not enrolled at a superior yet"));
		return RC_OK;
	}
	if (number == 0)
		return in_theirs(p, writer, tip, e);
	if (number < next - 1) {
		p->any = true;
		sync_event(y, "older", "book", p->trust.book, "writer", writer, "remote", p->url,
			   "#first", number, "#last", next - 1, NULL);
	}
	return RC_OK;
}

/* ---- both ---- */

static enum rc
all_in(struct preview *p, struct err *e)
{
	const struct sync_tip *keys = sync_tip_find(p->tips, "keys");
	enum rc rc = keys ? in_branch(p, keys, e) : RC_OK;

	for (size_t i = 0; rc == RC_OK && i < p->tips->n; i++)
		if (!str_equal(p->tips->v[i].branch, "keys"))
			rc = in_branch(p, &p->tips->v[i], e);
	return rc;
}

static bool
goes(const struct preview *p, const char *writer)
{
	return git_url_is_folder(p->url) || str_equal(writer, p->trust.writer) ||
	       (writer_role(writer) == WRITER_ROOT && !p->trust.own);
}

/* To a folder all that is verified goes; elsewhere what we write. */
static enum rc
all_out(struct preview *p, struct err *e)
{
	struct sync *y = p->round->sync;
	char **writers, book[WRITER_TEXT];
	size_t n;
	enum rc rc = store_writers(y->store, &y->arena, &writers, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		book_of_writer(writers[i], book);
		if (str_equal(book, p->trust.book) && goes(p, writers[i]) &&
		    !writer_frozen(y->store, writers[i]))
			rc = out_branch(p, writers[i], e);
	}
	return rc;
}

enum rc
round_preview(struct round *r, const char *url, const struct sync_tips *tips, struct err *e)
{
	struct preview p = {.round = r, .url = url, .tips = tips};
	enum rc rc = trust_load(r->sync->store, &r->sync->arena, r->trust.book, &p.trust, e);

	if (rc != RC_OK)
		return rc;
	rc = all_in(&p, e);
	if (rc == RC_OK)
		rc = all_out(&p, e);
	if (rc == RC_OK && !p.any)
		sync_event(r->sync, "nothing", "book", r->trust.book, "remote", url, "text",
			   _("nothing would go out or come in"), NULL);
	trust_clear(&p.trust);
	return rc;
}
