/* Finding bytes in all lines: whole blocks are searched as one text, the newest first. */
#define _GNU_SOURCE /* memrchr */
#include <string.h>

#include "storage/block.h"
#include "storage/find.h"
#include "storage/store_inner.h"

/* The lines of a block that hold the needle, newest first. */
static bool
search_block(struct span block, const struct finder *f, store_line_fn fn, void *ctx)
{
	struct span hits[BLOCK_LINES];
	const char *text = block.ptr, *end = text + block.len, *p = text;
	size_t n = 0;

	while (n < BLOCK_LINES && (p = finder_next(f, p, (size_t)(end - p)))) {
		const char *before = memrchr(text, '\n', (size_t)(p - text));
		const char *line = before ? before + 1 : text;
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		if (!stop)
			break;
		hits[n++] = (struct span){line, (size_t)(stop - line)};
		p = stop + 1;
	}
	while (n-- > 0)
		if (!fn(ctx, hits[n].ptr, hits[n].len))
			return false;
	return true;
}

static bool
search_tail(struct store *s, const struct finder *f, store_line_fn fn, void *ctx)
{
	for (size_t i = s->tail.n; i-- > 0;) {
		const struct line_ref *r = &s->tail.v[i];

		if (finder_next(f, r->text, r->len) && !fn(ctx, r->text, r->len))
			return false;
	}
	return true;
}

enum rc
store_search(struct store *s, const char *needle, store_line_fn fn, void *ctx, struct err *e)
{
	struct finder f;
	struct walk w;
	bool on;
	enum rc rc, closed;

	/* A newline is written \n in a line; raw it stands between lines only. */
	if (strchr(needle, '\n'))
		return RC_OK;
	finder_init(&f, needle, strlen(needle));
	rc = read_begin(s, e);
	if (rc != RC_OK)
		return rc;
	rc = tail_load(s, e);
	on = rc == RC_OK && search_tail(s, &f, fn, ctx);
	walk_open(s, TABLE_LOG, &w);
	for (bool ok = on && walk_last(&w); ok && on; ok = walk_prev(&w)) {
		scan_will_need(s, w.value, true);
		on = search_block(w.value, &f, fn, ctx);
	}
	closed = walk_close(&w, rc == RC_OK ? e : NULL);
	read_end(s);
	return rc == RC_OK ? closed : rc;
}
