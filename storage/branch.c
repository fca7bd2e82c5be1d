/* What a writer published: its tip, its publications, and both made again from the log. */
#include "storage/branch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "storage/sshsig.h"

enum {
	PUB_VERSION = 1,
	PUB_BYTES = 1 + 4 * 8 + HEAD_BYTES + KEY_BYTES + SIGNATURE_BYTES + SHA1_BYTES,
	TIP_HEAD = HEAD_BYTES + 8 + KEY_BYTES,
};

static void
put_number(uint8_t *out, int64_t v)
{
	int i;

	for (i = 0; i < 8; i++)
		out[i] = (uint8_t)((uint64_t)v >> (56 - 8 * i));
}

static int64_t
get_number(const uint8_t *p)
{
	uint64_t v = 0;
	int i;

	for (i = 0; i < 8; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

static void
pub_encode(const struct pub *p, uint8_t out[PUB_BYTES])
{
	uint8_t *o = out;

	*o++ = PUB_VERSION;
	put_number(o, p->p.a);
	put_number(o + 8, p->p.b);
	put_number(o + 16, p->p.secs);
	put_number(o + 24, p->p.keys);
	o += 32;
	memcpy(o, p->p.head, HEAD_BYTES);
	memcpy(o + HEAD_BYTES, p->key, KEY_BYTES);
	memcpy(o + HEAD_BYTES + KEY_BYTES, p->signature, SIGNATURE_BYTES);
	memcpy(o + HEAD_BYTES + KEY_BYTES + SIGNATURE_BYTES, p->commit, SHA1_BYTES);
}

static bool
pub_decode(const void *bytes, size_t n, struct pub *out)
{
	const uint8_t *p = bytes;

	if (n != PUB_BYTES || *p++ != PUB_VERSION)
		return false;
	out->p.a = get_number(p);
	out->p.b = get_number(p + 8);
	out->p.secs = get_number(p + 16);
	out->p.keys = get_number(p + 24);
	p += 32;
	memcpy(out->p.head, p, HEAD_BYTES);
	memcpy(out->key, p + HEAD_BYTES, KEY_BYTES);
	memcpy(out->signature, p + HEAD_BYTES + KEY_BYTES, SIGNATURE_BYTES);
	memcpy(out->commit, p + HEAD_BYTES + KEY_BYTES + SIGNATURE_BYTES, SHA1_BYTES);
	return true;
}

void
branch_init(struct branch *b, const char *writer, const char *code)
{
	memset(b, 0, sizeof(*b));
	render_init(&b->render, writer, code);
}

void
branch_clear(struct branch *b)
{
	render_clear(&b->render);
}

static void
tip_key(const char *writer, char out[ID_TEXT])
{
	snprintf(out, ID_TEXT, "tip/%s", writer);
}

static bool
tip_read(struct branch *out, const char *writer, const char *code, const char *bytes, size_t n)
{
	struct err e;

	if (n < TIP_HEAD)
		return false;
	memset(out, 0, sizeof(*out));
	memcpy(out->head, bytes, HEAD_BYTES);
	out->keys = get_number((const uint8_t *)bytes + HEAD_BYTES);
	memcpy(out->key, bytes + HEAD_BYTES + 8, KEY_BYTES);
	if (render_load(&out->render, bytes + TIP_HEAD, n - TIP_HEAD, &e) != RC_OK)
		return false;
	if (strcmp(out->render.writer, writer) == 0 && strcmp(out->render.code, code) == 0)
		return true;
	render_clear(&out->render);
	return false;
}

enum rc
branch_load(struct store *s, const char *writer, const char *code, struct branch *out,
	    struct err *e)
{
	struct branch_source src = {.store = s, .writer = writer};
	struct arena a = {0};
	char key[ID_TEXT], *bytes;
	size_t n;
	enum rc rc;
	bool read;

	tip_key(writer, key);
	rc = store_local_get(s, &a, key, &bytes, &n, e);
	read = rc == RC_OK && tip_read(out, writer, code, bytes, n);
	arena_free(&a);
	if (read)
		return RC_OK;
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	return branch_replay(&src, code, NULL, NULL, out, e);
}

enum rc
branch_put_pub(struct store *s, const char *writer, const struct pub *p, struct err *e)
{
	uint8_t row[PUB_BYTES];

	pub_encode(p, row);
	return store_pub_put(s, writer, p->p.a, row, sizeof(row), e);
}

void
branch_save(const struct branch *b, struct str *out)
{
	uint8_t keys[8];

	put_number(keys, b->keys);
	str_add_n(out, (const char *)b->head, HEAD_BYTES);
	str_add_n(out, (const char *)keys, sizeof(keys));
	str_add_n(out, (const char *)b->key, KEY_BYTES);
	render_save(&b->render, out);
}

enum rc
branch_put_tip(struct store *s, const char *writer, const struct str *tip, struct err *e)
{
	char key[ID_TEXT];

	tip_key(writer, key);
	return store_local_put(s, key, tip->ptr, tip->len, e);
}

enum rc
branch_put(struct store *s, const struct branch *b, const struct pub *p, struct err *e)
{
	struct str tip = STR_INIT;
	enum rc rc = branch_put_pub(s, b->render.writer, p, e);

	branch_save(b, &tip);
	if (rc == RC_OK)
		rc = branch_put_tip(s, b->render.writer, &tip, e);
	str_clear(&tip);
	return rc;
}

/* Lines of one day, for the renderer. */
struct day_lines {
	int day;
	struct str *out;
};

static bool
add_day_line(void *ctx, const char *line, size_t len)
{
	struct day_lines *d = ctx;
	int64_t ts;

	if (render_line_ts(line, len, &ts) && day_of(ts >= 0 ? ts / 1000 : 0) == d->day) {
		str_add_n(d->out, line, len);
		str_add_char(d->out, '\n');
	}
	return true;
}

static enum rc
earlier(void *ctx, int day, int64_t first, int64_t last, struct str *out, struct err *e)
{
	const struct branch_source *src = ctx;
	struct day_lines d = {.day = day, .out = out};

	return store_each_number(src->store, src->writer, first, last, add_day_line, &d, e);
}

static enum rc
object(void *ctx, const char *type, const void *bytes, size_t n, const uint8_t id[SHA1_BYTES],
       struct err *e)
{
	const struct branch_source *src = ctx;

	return src->object(src->ctx, type, bytes, n, id, e);
}

struct render_calls
branch_calls(struct branch_source *src)
{
	return (struct render_calls){
	    .earlier = earlier,
	    .object = src->object ? object : NULL,
	    .ctx = src,
	};
}

struct pubs {
	VEC(struct pub) list;
	bool damaged;
};

static bool
add_pub(void *ctx, int64_t first, const void *bytes, size_t n)
{
	struct pubs *p = ctx;
	struct pub pub;

	p->damaged = !pub_decode(bytes, n, &pub) || pub.p.a != first;
	if (!p->damaged)
		vec_push(&p->list, pub);
	return !p->damaged;
}

enum rc
branch_pubs(struct store *s, struct arena *a, const char *writer, struct pub **out, size_t *n,
	    struct err *e)
{
	struct pubs p = {0};
	enum rc rc = store_each_pub(s, writer, false, add_pub, &p, e);

	if (rc == RC_OK && p.damaged)
		rc = err_set(e, RC_CORRUPT, _("a publication of %s is damaged; restore a backup"),
			     writer);
	if (rc == RC_OK) {
		*out = arena_alloc(a, (p.list.n + 1) * sizeof(**out));
		if (p.list.n > 0)
			memcpy(*out, p.list.v, p.list.n * sizeof(**out));
		*n = p.list.n;
	}
	vec_clear(&p.list);
	return rc;
}

struct search {
	const uint8_t *commit;
	int64_t number; /* 0: not found */
};

static bool
is_it(void *ctx, int64_t first, const void *bytes, size_t n)
{
	struct search *s = ctx;
	struct pub p;

	(void)first;
	if (pub_decode(bytes, n, &p) && memcmp(p.commit, s->commit, SHA1_BYTES) == 0)
		s->number = p.p.b;
	return s->number == 0;
}

enum rc
branch_number_at(struct store *s, const char *writer, const uint8_t commit[SHA1_BYTES],
		 int64_t *out, struct err *e)
{
	struct search search = {.commit = commit};
	enum rc rc = store_each_pub(s, writer, true, is_it, &search, e);

	*out = search.number;
	return rc;
}

struct gather {
	struct arena *arena;
	struct lines *out;
	bool damaged;
};

static bool
add_line(void *ctx, const char *line, size_t len)
{
	struct gather *g = ctx;
	struct line l = {.text = arena_text_n(g->arena, line, len), .len = len};

	g->damaged = !render_line_ts(line, len, &l.ts);
	if (!g->damaged)
		vec_push(g->out, l);
	return !g->damaged;
}

enum rc
branch_lines(struct store *s, struct arena *a, const char *writer, int64_t first, int64_t last,
	     struct lines *out, struct err *e)
{
	struct gather g = {.arena = a, .out = out};
	size_t before = out->n;
	enum rc rc = store_each_number(s, writer, first, last, add_line, &g, e);

	if (rc == RC_OK && (g.damaged || out->n - before != (size_t)(last - first + 1)))
		rc = err_set(e, RC_CORRUPT, _("the entry %s-%" PRId64 " is missing or damaged"),
			     writer, first + (int64_t)(out->n - before));
	return rc;
}

/* Renders one stored publication and holds it against its row. */
static enum rc
replay_one(struct branch_source *src, struct branch *b, const struct pub *p, struct err *e)
{
	struct render_calls c = branch_calls(src);
	struct arena a = {0};
	struct lines lines = {0};
	struct publication again = {.keys = p->p.keys};
	struct str payload = STR_INIT, armor = STR_INIT;
	uint8_t id[SHA1_BYTES];
	enum rc rc = RC_OK;
	size_t i;

	if (p->p.a != b->render.last + 1 || p->p.b < p->p.a)
		rc = err_set(e, RC_CORRUPT, _("publications of %s leave a gap before %" PRId64),
			     src->writer, p->p.a);
	if (rc == RC_OK)
		rc = branch_lines(src->store, &a, src->writer, p->p.a, p->p.b, &lines, e);
	for (i = 0; rc == RC_OK && i < lines.n; i++) {
		keys_chain(b->head, lines.v[i].text, lines.v[i].len);
		rc = render_line(&b->render, &c, lines.v[i].text, lines.v[i].len, lines.v[i].ts, e);
	}
	if (rc == RC_OK && memcmp(b->head, p->p.head, HEAD_BYTES) != 0)
		rc = err_set(
		    e, RC_CORRUPT,
		    _("an entry among %s-%" PRId64 "..%" PRId64 " differs from what was published"),
		    src->writer, p->p.a, p->p.b);
	memcpy(again.head, b->head, HEAD_BYTES);
	if (rc == RC_OK)
		rc = render_payload(&b->render, &c, &again, &payload, e);
	if (rc == RC_OK && !sshsig_verify(p->key, payload.ptr, payload.len, p->signature))
		rc = err_set(e, RC_CORRUPT,
			     _("the signature over %s-%" PRId64 "..%" PRId64 " does not fit"),
			     src->writer, p->p.a, p->p.b);
	sshsig_armor(p->key, p->signature, &armor);
	if (rc == RC_OK)
		rc = render_commit(&b->render, &c, &payload, armor.ptr, id, e);
	if (rc == RC_OK && memcmp(id, p->commit, SHA1_BYTES) != 0)
		rc = err_set(
		    e, RC_CORRUPT,
		    _("%s-%" PRId64 "..%" PRId64 " renders to another commit than was published"),
		    src->writer, p->p.a, p->p.b);
	b->keys = p->p.keys;
	memcpy(b->key, p->key, KEY_BYTES);
	str_clear(&payload);
	str_clear(&armor);
	vec_clear(&lines);
	arena_free(&a);
	return rc;
}

enum rc
branch_replay(struct branch_source *src, const char *code, branch_check_fn check, void *check_ctx,
	      struct branch *out, struct err *e)
{
	struct arena a = {0};
	struct branch b;
	struct pub *pubs;
	size_t n, i;
	enum rc rc;

	branch_init(&b, src->writer, code);
	rc = branch_pubs(src->store, &a, src->writer, &pubs, &n, e);
	for (i = 0; rc == RC_OK && i < n; i++) {
		rc = check ? check(check_ctx, &pubs[i], e) : RC_OK;
		if (rc == RC_OK)
			rc = replay_one(src, &b, &pubs[i], e);
	}
	arena_free(&a);
	if (rc == RC_OK)
		*out = b;
	else
		branch_clear(&b);
	return rc;
}
