/* What of a book has not reached anybody else yet. */
#include "storage/outbox.h"

#include "core/round.h"
#include "storage/hub.h"
#include "storage/publish.h"

enum rc
outbox_load(struct store *s, const char *home, const struct trust *t, const struct sync_contact *c,
	    struct outbox *out, struct err *e)
{
	struct arena a = {0};
	struct outbox o = {0};
	int64_t next = 1, held, at, unpublished = 0;
	enum rc rc = store_next_number(s, t->writer, &next, e);

	o.way = t->nremotes > 0 || (!t->own && hub_path(&a, home, t->book));
	arena_free(&a);
	o.mailbag = c->carried > 0 || c->answered > 0;
	if (rc == RC_OK && !o.way && !o.mailbag)
		rc = publish_waiting(s, t, t->writer, &unpublished, e);
	if (rc != RC_OK)
		return rc;
	o.last = next - 1;
	held = o.way || o.mailbag ? sync_contact_held(c, &at) : o.last - unpublished;
	o.first = held < o.last ? held + 1 : next;
	*out = o;
	return RC_OK;
}

struct look {
	struct outbox *out;
	int64_t number;
};

static bool
look_at(void *ctx, const char *line, size_t len)
{
	struct look *l = ctx;

	l->out->bytes += (int64_t)len + 1;
	if (round_line_is_urgent(line, len))
		l->out->urgent = l->number;
	l->number++;
	return true;
}

enum rc
outbox_look(struct store *s, const struct trust *t, int64_t most, struct outbox *out, struct err *e)
{
	struct look l = {.out = out, .number = out->first};

	out->bytes = out->urgent = 0;
	if (out->first > out->last)
		return RC_OK;
	if (out->last - out->first >= most)
		l.number = out->last - most + 1;
	return store_each_number(s, t->writer, l.number, out->last, look_at, &l, e);
}

int64_t
outbox_count(const struct outbox *o)
{
	return o->last - o->first + 1;
}
