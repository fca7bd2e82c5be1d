/* Moving branches at a remote: by a pack of our own where that can be, else by the library's. */
#include <git2.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/packet.h"
#include "core/record.h"
#include "storage/git_inner.h"
#include "storage/git_thin.h"
#include "storage/git_transfer.h"

enum { THIN_MAX = 48 * 1024 * 1024 };

enum outcome {
	LEFT,    /* not tried: nothing was sent */
	DONE,    /* the server says that it moved every branch */
	TAKEN,   /* it took the pack, and not every branch */
	REFUSED, /* it did not take the pack, or gave no sensible answer */
	BROKEN,  /* the line failed */
};

struct pushing {
	struct git_job *job;
	char **branches;
	size_t nbranches;
	struct push_command commands[BRANCHES_MAX]; /* of the branches that are not there already */
	size_t n;
	struct git_thin thin;
	struct push_command there[BRANCHES_MAX]; /* of those that are; `to` is where */
	size_t nthere;
	bool built;
	bool side_band;
	struct str reply;
	struct report report;
	enum heard heard;
	char why[PACKET_WHY + 64]; /* it was refused */
};

/* ---- the thin way ---- */

static enum rc
add_branch(struct pushing *p, const struct advert *advert, const char *branch, struct err *e)
{
	struct push_command *c = &p->commands[p->n];
	const uint8_t *there;
	enum rc rc;

	snprintf(c->ref, sizeof(c->ref), "refs/heads/%.24s", branch);
	rc = git_repo_ref(p->job->repo, c->ref, c->to, e);
	if (rc != RC_OK)
		return rc;
	there = advert_find(advert, c->ref);
	if (there && memcmp(there, c->to, SHA1_BYTES) == 0) {
		p->there[p->nthere++] = *c;
		return RC_OK;
	}
	memset(c->from, 0, SHA1_BYTES);
	if (there)
		memcpy(c->from, there, SHA1_BYTES);
	p->n++;
	return git_thin_add(&p->thin, p->job->repo, there, c->to, e);
}

/* Whatever is in the way (a branch that does not go on from the remote's, a damaged object) is for
 * the ordinary push to find out and to put into words. */
static bool
build(struct pushing *p, const struct advert *advert)
{
	struct err e;
	enum rc rc = RC_OK;

	git_thin_begin(&p->thin, THIN_MAX);
	for (size_t i = 0; rc == RC_OK && i < p->nbranches && i < BRANCHES_MAX; i++)
		rc = add_branch(p, advert, p->branches[i], &e);
	if (rc != RC_OK || p->n == 0)
		return false;
	git_thin_end(&p->thin);
	return true;
}

static bool
take_reply(void *ctx, const char *bytes, size_t n)
{
	struct pushing *p = ctx;

	str_add_n(&p->reply, bytes, n);
	p->heard = p->reply.len > PACKET_HEARD
		       ? HEARD_BAD
		       : report_read(p->reply.ptr, p->reply.len, p->side_band, &p->report);
	return p->heard == HEARD_MORE;
}

/* The words of a refusal, from the best to the poorest source. */
static enum outcome
refuse(struct pushing *p, int code)
{
	const git_error *last = git_error_last();
	const char *why = p->report.why[0] ? p->report.why : p->report.said;

	if (!why[0] && code != 0 && last && last->message)
		why = last->message;
	if (!why[0])
		why = code == GIT_EEOF ? _("it closed the connection")
				       : _("its answer is none of git's");
	snprintf(p->why, sizeof(p->why), "%.150s", why);
	for (char *c = p->why; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return REFUSED;
}

/* One line of output, whatever the server puts into it. */
static void
print_refused(const char *ref, const char *why, const char *said)
{
	struct str text = STR_INIT;

	str_add_f(&text, "%s %s%s%s", ref, why, said[0] ? ": " : "", said);
	for (char *c = text.ptr; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	printf("refused %s\n", text.ptr);
	str_clear(&text);
}

static void
tell_refused(const struct pushing *p, const char *ref)
{
	const struct report *r = &p->report;

	for (size_t i = 0; i < r->n; i++)
		if (str_equal(r->verdicts[i].ref, ref) && !r->verdicts[i].ok)
			print_refused(ref, r->verdicts[i].why, r->said);
}

static enum outcome
judge(struct pushing *p, int code)
{
	const git_error *last = git_error_last();

	/* An answer of http that is none of git's is a refusal; all else is the line's fault. */
	if (code != 0 && code != GIT_EEOF && !(last && last->klass == GIT_ERROR_HTTP)) {
		git_job_keep(p->job, code);
		return BROKEN;
	}
	if (code != 0 || p->heard != HEARD_WHOLE || !p->report.unpacked)
		return refuse(p, code);
	if (report_all_ok(&p->report, p->commands, p->n))
		return DONE;
	for (size_t i = 0; i < p->n; i++)
		tell_refused(p, p->commands[i].ref);
	return TAKEN;
}

static enum outcome
push_thin(struct pushing *p)
{
	struct git_wire *w = &p->job->way.wire;
	struct advert advert;
	struct str bytes = STR_INIT;
	struct git_wire_push push = {
	    .url = p->job->url, .bytes = &bytes, .take = take_reply, .ctx = p};
	int code;

	if (!w->line || advert_read(w->heard.ptr, w->heard.len, &advert) != HEARD_WHOLE ||
	    advert.cut || advert.foreign)
		return LEFT;
	p->built = build(p, &advert);
	if (!p->built || !advert.report || advert.no_thin)
		return LEFT;
	printf("moving %zu\n", p->thin.pack.len);
	p->side_band = advert.side_band;
	push_write(&bytes, p->commands, p->n, p->side_band);
	str_add_n(&bytes, p->thin.pack.ptr, p->thin.pack.len);
	git_error_clear();
	code = git_wire_push(w, &push);
	str_clear(&bytes);
	return judge(p, code);
}

/* ---- the ordinary way ---- */

static int
refused(const char *ref, const char *status, void *ctx)
{
	(void)ctx;
	if (status)
		print_refused(ref, status, "");
	return 0;
}

static int
push_ordinary(struct pushing *p)
{
	struct git_job *j = p->job;
	git_push_options options;
	git_strarray specs = {0};
	char *names[BRANCHES_MAX];
	struct arena a = {0};
	int code = git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);

	specs.strings = names;
	for (size_t i = 0; i < p->nbranches && i < BRANCHES_MAX; i++)
		names[specs.count++] =
		    arena_text_f(&a, "refs/heads/%s:refs/heads/%s", p->branches[i], p->branches[i]);
	options.callbacks = *j->callbacks;
	options.callbacks.push_update_reference = refused;
	options.pb_parallelism = 1; /* threads would not be deterministic */
	if (code == 0 && specs.count > 0)
		code = git_job_keep(j, git_remote_upload(j->remote, &specs, &options));
	arena_free(&a);
	if (code == 0 && p->built && j->way.out > p->thin.pack.len * DEAR_TIMES + DEAR_FROM)
		printf("dear %llu %zu\n", (unsigned long long)j->way.out, p->thin.pack.len);
	return code;
}

/* ---- both ---- */

/* The remote's branches as they are now, whatever was said before. */
static int
read_again(struct pushing *p, bool *all_there)
{
	struct git_job *j = p->job;
	int code = git_job_connect(j, false);
	size_t there = 0;

	if (code == 0)
		code = git_job_list(j);
	git_job_disconnect(j);
	for (size_t i = 0; code == 0 && i < p->n; i++)
		for (size_t k = 0; k < j->n; k++)
			there +=
			    str_equal(p->commands[i].ref + strlen("refs/heads/"), j->branches[k]) &&
			    memcmp(p->commands[i].to, j->ids[k], SHA1_BYTES) == 0;
	*all_there = code == 0 && there == p->n;
	return code;
}

static void
print_at(const struct push_command *c, size_t n)
{
	char hex[SHA1_HEX];

	for (size_t i = 0; i < n; i++) {
		sha1_hex(c[i].to, hex);
		printf("ref %s %s\n", c[i].ref + strlen("refs/heads/"), hex);
	}
}

/* Once, and only after the tips were read: the report may have been lost, and nothing else. */
static int
fall_back(struct pushing *p)
{
	bool all_there;
	int code, read;

	code = git_job_connect(p->job, true);
	if (code == 0)
		code = push_ordinary(p);
	git_job_disconnect(p->job);
	read = read_again(p, &all_there);
	if (all_there) /* or something else is wrong there */
		printf("no-thin %s\n", p->why);
	return code == 0 ? read : code;
}

static int
push(struct pushing *p, bool whole)
{
	enum outcome outcome = BROKEN;
	bool all_there = false;
	int code = git_job_connect(p->job, true), read;

	if (code == 0)
		outcome = whole ? LEFT : push_thin(p);
	if (outcome == LEFT)
		code = push_ordinary(p);
	else if (outcome == BROKEN)
		code = -1;
	git_job_disconnect(p->job);
	if (outcome == DONE) {
		print_at(p->there, p->nthere);
		print_at(p->commands, p->n);
		printf("fair\n");
		return 0;
	}
	read = read_again(p, &all_there);
	if (outcome == REFUSED && read == 0 && !all_there)
		return fall_back(p);
	return code == 0 ? read : code;
}

int
git_job_push(struct git_job *j, char **branches, size_t n, bool whole)
{
	struct pushing p = {
	    .job = j,
	    .branches = branches,
	    .nbranches = n,
	    .thin = {.pack = STR_INIT},
	    .reply = STR_INIT,
	    .heard = HEARD_MORE,
	};
	int code = push(&p, whole);

	git_thin_clear(&p.thin);
	str_clear(&p.reply);
	return code;
}
