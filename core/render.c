/* A publication and its lines become the objects of one git commit. */
#include "core/render.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"

enum { TREE_MODE_BLOB, TREE_MODE_DIR };

void
render_init(struct render *r, const char *writer, const char *code)
{
	memset(r, 0, sizeof(*r));
	snprintf(r->writer, sizeof(r->writer), "%s", writer);
	snprintf(r->code, sizeof(r->code), "%s", code);
	r->kept.text = (struct str)STR_INIT;
}

void
render_clear(struct render *r)
{
	size_t i;

	for (i = 0; i < r->open.n; i++)
		str_clear(&r->open.v[i].text);
	vec_clear(&r->open);
	vec_clear(&r->days);
	vec_clear(&r->months);
	if (r->kept.text.ptr)
		str_clear(&r->kept.text);
	r->kept.day = 0;
}

/* The index of the first day not before `day`. */
static size_t
day_index(const struct render *r, int day)
{
	size_t low = 0, high = r->days.n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (r->days.v[mid].day < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct render_day *
day_find(struct render *r, int day)
{
	size_t i = day_index(r, day);

	return i < r->days.n && r->days.v[i].day == day ? &r->days.v[i] : NULL;
}

/* The day's text so far: kept from the last publication, or asked for. */
static enum rc
open_day(struct render *r, const struct render_calls *c, int day, struct render_open **out,
	 struct err *e)
{
	struct render_open o = {.day = day, .text = STR_INIT};
	const struct render_day *d = day_find(r, day);
	enum rc rc = RC_OK;
	size_t i;

	for (i = r->open.n; i > 0; i--)
		if (r->open.v[i - 1].day == day) {
			*out = &r->open.v[i - 1];
			return RC_OK;
		}
	if (d) {
		o.first = d->first;
		if (r->kept.day == day) {
			o.text = r->kept.text;
			r->kept = (struct render_open){.text = STR_INIT};
		} else {
			rc = c->earlier(c->ctx, day, d->first, d->last, &o.text, e);
		}
		if (rc == RC_OK && (int64_t)o.text.len != d->bytes)
			rc = err_set(e, RC_CORRUPT,
				     _("the earlier entries of %d differ from what was published"),
				     day);
		if (rc != RC_OK) {
			str_clear(&o.text);
			return rc;
		}
	}
	vec_push(&r->open, o);
	*out = &r->open.v[r->open.n - 1];
	return RC_OK;
}

enum rc
render_line(struct render *r, const struct render_calls *c, const char *line, size_t len,
	    int64_t ts, struct err *e)
{
	struct render_open *o;
	int64_t number = r->last + r->line_count + 1;
	int day = day_of(ts >= 0 ? ts / 1000 : 0);
	enum rc rc;

	if (r->line_count == PUBLICATION_LINES ||
	    r->line_bytes + (int64_t)len + 1 > PUBLICATION_BYTES)
		return err_set(e, RC_INVALID, _("more than one publication may hold"));
	rc = open_day(r, c, day, &o, e);
	if (rc != RC_OK)
		return rc;
	str_add_n(&o->text, line, len);
	str_add_char(&o->text, '\n');
	if (o->first == 0)
		o->first = number;
	o->last = number;
	r->line_count++;
	r->line_bytes += (int64_t)len + 1;
	r->end_ts = ts;
	return RC_OK;
}

static enum rc
emit(const struct render_calls *c, const char *type, const struct str *s, uint8_t id[SHA1_BYTES],
     struct err *e)
{
	sha1_object(type, s->ptr, s->len, id);
	return c->object ? c->object(c->ctx, type, s->ptr, s->len, id, e) : RC_OK;
}

static void
tree_entry(struct str *tree, int mode, const char *name, const uint8_t id[SHA1_BYTES])
{
	str_add_f(tree, "%s %s", mode == TREE_MODE_DIR ? "40000" : "100644", name);
	str_add_char(tree, '\0');
	str_add_n(tree, (const char *)id, SHA1_BYTES);
}

/* A finished day: its blob, and its place among the days. */
static enum rc
close_day(struct render *r, const struct render_calls *c, const struct render_open *o,
	  struct err *e)
{
	struct render_day d = {.day = o->day, .first = o->first, .last = o->last};
	size_t i = day_index(r, o->day);
	enum rc rc = emit(c, "blob", &o->text, d.blob, e);

	d.bytes = (int64_t)o->text.len;
	if (rc != RC_OK)
		return rc;
	if (i == r->days.n || r->days.v[i].day != o->day) {
		vec_push(&r->days, d);
		memmove(&r->days.v[i + 1], &r->days.v[i], (r->days.n - 1 - i) * sizeof(d));
	}
	r->days.v[i] = d;
	return RC_OK;
}

static void
month_put(struct render *r, int month, const uint8_t tree[SHA1_BYTES])
{
	struct render_month m = {.month = month};
	size_t i = 0;

	memcpy(m.tree, tree, SHA1_BYTES);
	while (i < r->months.n && r->months.v[i].month < month)
		i++;
	if (i == r->months.n || r->months.v[i].month != month) {
		vec_push(&r->months, m);
		memmove(&r->months.v[i + 1], &r->months.v[i], (r->months.n - 1 - i) * sizeof(m));
	}
	r->months.v[i] = m;
}

static enum rc
close_month(struct render *r, const struct render_calls *c, int month, struct err *e)
{
	struct str tree = STR_INIT;
	uint8_t id[SHA1_BYTES];
	char path[RENDER_PATH_TEXT];
	size_t i;
	enum rc rc;

	for (i = day_index(r, month * 100); i < r->days.n && r->days.v[i].day / 100 == month; i++) {
		render_path(r->days.v[i].day, path);
		tree_entry(&tree, TREE_MODE_BLOB, strrchr(path, '/') + 1, r->days.v[i].blob);
	}
	rc = emit(c, "tree", &tree, id, e);
	if (rc == RC_OK)
		month_put(r, month, id);
	str_clear(&tree);
	return rc;
}

static bool
year_is_open(const struct render *r, int year)
{
	size_t i;

	for (i = 0; i < r->open.n; i++)
		if (r->open.v[i].day / 10000 == year)
			return true;
	return false;
}

/* The trees of years and the root. Untouched years keep their months, only ids are made again. */
static enum rc
close_root(struct render *r, const struct render_calls *c, struct err *e)
{
	struct str root = STR_INIT, tree = STR_INIT;
	const struct render_calls quiet = {0};
	uint8_t id[SHA1_BYTES];
	char name[16];
	size_t i = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && i < r->months.n) {
		int year = r->months.v[i].month / 100;

		str_cut(&tree, 0);
		for (; i < r->months.n && r->months.v[i].month / 100 == year; i++) {
			snprintf(name, sizeof(name), "%02d", r->months.v[i].month % 100);
			tree_entry(&tree, TREE_MODE_DIR, name, r->months.v[i].tree);
		}
		rc = emit(year_is_open(r, year) ? c : &quiet, "tree", &tree, id, e);
		snprintf(name, sizeof(name), "%04d", year);
		tree_entry(&root, TREE_MODE_DIR, name, id);
	}
	if (rc == RC_OK)
		rc = emit(c, "tree", &root, r->root, e);
	str_clear(&tree);
	str_clear(&root);
	return rc;
}

static int
by_day(const void *a, const void *b)
{
	const struct render_open *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static enum rc
close_trees(struct render *r, const struct render_calls *c, struct err *e)
{
	enum rc rc = RC_OK;
	size_t i;

	qsort(r->open.v, r->open.n, sizeof(*r->open.v), by_day);
	for (i = 0; rc == RC_OK && i < r->open.n; i++)
		rc = close_day(r, c, &r->open.v[i], e);
	for (i = 0; rc == RC_OK && i < r->open.n; i++)
		if (i + 1 == r->open.n || r->open.v[i + 1].day / 100 != r->open.v[i].day / 100)
			rc = close_month(r, c, r->open.v[i].day / 100, e);
	return rc == RC_OK ? close_root(r, c, e) : rc;
}

static void
add_hex(struct str *out, const uint8_t *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		str_add_f(out, "%02x", bytes[i]);
}

enum rc
render_payload(struct render *r, const struct render_calls *c, struct publication *p,
	       struct str *out, struct err *e)
{
	int64_t count = r->line_count;
	char id[SHA1_HEX];
	enum rc rc;

	if (count == 0)
		return err_set(e, RC_INVALID, _("a publication without entries"));
	rc = close_trees(r, c, e);
	if (rc != RC_OK)
		return rc;
	p->a = r->last + 1;
	p->b = r->last + count;
	p->secs = r->end_ts >= 0 ? r->end_ts / 1000 : 0;
	sha1_hex(r->root, id);
	str_add_f(out, "tree %s\n", id);
	if (r->has_tip) {
		sha1_hex(r->tip, id);
		str_add_f(out, "parent %s\n", id);
	}
	str_add_f(out, "author %s <%s@%s> %" PRId64 " +0800\n", r->writer, r->writer, r->code,
		  p->secs);
	str_add_f(out, "committer %s <%s@%s> %" PRId64 " +0800\n", r->writer, r->writer, r->code,
		  p->secs);
	str_add_f(out, "\n值守台账 %s-%" PRId64 "..%" PRId64 "，%" PRId64 " 条\n\n", r->writer,
		  p->a, p->b, count);
	str_add_f(out, "Log: %" PRId64 "..%" PRId64 " head=", p->a, p->b);
	add_hex(out, p->head, sizeof(p->head));
	str_add_f(out, " keys=%" PRId64 "\n", p->keys);
	return RC_OK;
}

void
render_join(const char *payload, size_t n, const char *armor, struct str *out)
{
	const char *blank = strstr(payload, "\n\n"); /* headers end here */
	size_t head = blank ? (size_t)(blank - payload) + 1 : n;

	str_add_n(out, payload, head);
	str_add(out, "gpgsig");
	while (*armor) {
		size_t line = strcspn(armor, "\n");

		str_add_char(out, ' ');
		str_add_n(out, armor, line);
		str_add_char(out, '\n');
		armor += line + (armor[line] == '\n');
	}
	str_add_n(out, payload + head, n - head);
}

/* The newest day will most likely grow with the next publication: its text is kept. */
static void
keep_newest(struct render *r)
{
	size_t i;

	str_clear(&r->kept.text);
	r->kept = r->open.v[r->open.n - 1];
	for (i = 0; i + 1 < r->open.n; i++)
		str_clear(&r->open.v[i].text);
	vec_clear(&r->open);
}

enum rc
render_commit(struct render *r, const struct render_calls *c, const struct str *payload,
	      const char *armor, uint8_t id[SHA1_BYTES], struct err *e)
{
	struct str commit = STR_INIT;
	enum rc rc;

	render_join(payload->ptr, payload->len, armor, &commit);
	rc = emit(c, "commit", &commit, r->tip, e);
	str_clear(&commit);
	if (rc != RC_OK)
		return rc;
	r->has_tip = true;
	r->last += r->line_count;
	r->line_count = r->line_bytes = 0;
	keep_newest(r);
	memcpy(id, r->tip, SHA1_BYTES);
	return RC_OK;
}
