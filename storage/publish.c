/* Own entries are signed and become publications. */
#include "storage/publish.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"

/* Lines for one publication: from the one after the tip, as many as fit. */
static enum rc
render_next(struct branch *b, struct branch_source *src, int64_t last, struct err *e)
{
	struct render_calls c = branch_calls(src);
	struct arena a = {0};
	struct lines lines = {0};
	int64_t first = b->render.last + 1, bytes = 0;
	enum rc rc;
	size_t i;

	if (last - first >= PUBLICATION_LINES)
		last = first + PUBLICATION_LINES - 1;
	rc = branch_lines(src->store, &a, src->writer, first, last, &lines, e);
	for (i = 0; rc == RC_OK && i < lines.n; i++) {
		bytes += (int64_t)lines.v[i].len + 1;
		if (bytes > PUBLICATION_BYTES)
			break;
		keys_chain(b->head, lines.v[i].text, lines.v[i].len);
		rc = render_line(&b->render, &c, lines.v[i].text, lines.v[i].len, lines.v[i].ts, e);
	}
	vec_clear(&lines);
	arena_free(&a);
	return rc;
}

static enum rc
sign(struct branch *b, struct branch_source *src, const struct key_pair *k, struct pub *out,
     struct err *e)
{
	struct render_calls c = branch_calls(src);
	struct str payload = STR_INIT, armor = STR_INIT;
	struct pub p = {.p.keys = b->keys};
	enum rc rc;

	memcpy(p.p.head, b->head, HEAD_BYTES);
	rc = render_payload(&b->render, &c, &p.p, &payload, e);
	if (rc == RC_OK) {
		sshsig_raw(k, payload.ptr, payload.len, p.signature);
		memcpy(p.key, k->public, KEY_BYTES);
		memcpy(b->key, k->public, KEY_BYTES);
		sshsig_armor(p.key, p.signature, &armor);
		rc = render_commit(&b->render, &c, &payload, armor.ptr, p.commit, e);
	}
	str_clear(&payload);
	str_clear(&armor);
	if (rc == RC_OK)
		*out = p;
	return rc;
}

/* One publication in the open transaction. *count is 0 when nothing waits. */
static enum rc
publish_one(struct branch_source *src, const struct trust *t, const struct key_pair *k,
	    int64_t *count, struct err *e)
{
	struct store *s = src->store;
	const char *writer = src->writer;
	struct branch b;
	struct pub p;
	int64_t next;
	enum rc rc = branch_load(s, writer, t->code, &b, e);

	if (rc != RC_OK)
		return rc;
	*count = 0;
	rc = store_next_number(s, writer, &next, e);
	if (rc == RC_OK && next - 1 > b.render.last) {
		b.keys = trust_keys(t);
		rc = render_next(&b, src, next - 1, e);
		if (rc == RC_OK)
			rc = sign(&b, src, k, &p, e);
		if (rc == RC_OK)
			rc = branch_put(s, &b, &p, e);
		if (rc == RC_OK)
			*count = p.p.b - p.p.a + 1;
	}
	branch_clear(&b);
	return rc;
}

enum rc
publish_writer(struct store *s, const struct trust *t, const char *writer, const struct key_pair *k,
	       const struct publish_sink *sink, int64_t *entries, struct err *e)
{
	struct branch_source src = {s, writer, sink->object, sink->ctx};
	int64_t count = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && count > 0) {
		rc = store_begin(s, e);
		if (rc != RC_OK)
			break;
		rc = publish_one(&src, t, k, &count, e);
		if (rc == RC_OK && count > 0)
			rc = store_commit(s, e);
		else
			store_abort(s);
		if (rc == RC_OK)
			*entries += count;
	}
	return rc == RC_OK ? RC_OK : err_add(e, _("publishing %s"), writer);
}

enum rc
publish_waiting(struct store *s, const struct trust *t, const char *writer, int64_t *out,
		struct err *e)
{
	struct branch b;
	int64_t next;
	enum rc rc = branch_load(s, writer, t->code, &b, e);

	if (rc != RC_OK)
		return rc;
	rc = store_next_number(s, writer, &next, e);
	if (rc == RC_OK)
		*out = next - 1 - b.render.last;
	branch_clear(&b);
	return rc;
}

enum rc
publish_book(const char *home, struct store *s, const struct trust *t,
	     const struct publish_sink *sink, int64_t *entries, struct err *e)
{
	struct key_pair k;
	char root[WRITER_TEXT];
	int64_t waiting = 0, next;
	enum rc rc;

	*entries = 0;
	snprintf(root, sizeof(root), "%s.root", t->book);
	rc = t->own ? RC_OK : publish_waiting(s, t, root, &waiting, e);
	if (rc == RC_OK && waiting > 0) {
		rc = trust_root_key(home, &k, e);
		if (rc == RC_OK)
			rc = publish_writer(s, t, root, &k, sink, entries, e);
		keys_wipe(&k, sizeof(k));
	}
	if (rc == RC_OK)
		rc = publish_waiting(s, t, t->writer, &waiting, e);
	if (rc == RC_OK && waiting > 0) {
		rc = store_next_number(s, t->writer, &next, e);
		if (rc == RC_OK)
			rc = trust_signing_key(home, s, t, next - waiting, &k, e);
		if (rc == RC_OK)
			rc = publish_writer(s, t, t->writer, &k, sink, entries, e);
		keys_wipe(&k, sizeof(k));
	}
	return rc;
}
