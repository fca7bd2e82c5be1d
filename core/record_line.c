/* From a record to its canonical line and back (design §3). */
#include <string.h>

#include "core/record.h"
#include "core/text.h"

enum { TOP_MEMBERS = 12, FIELDS_MAX = 64 };

/* ---- writing ---- */

/* The object of the given fields; an empty one is null (only edits have these). Private ones stay
 * out. */
static void
write_fields(struct arena *a, const struct record *r, const void *body, struct str *out)
{
	struct json_member_text members[FIELDS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];
		struct str value = STR_INIT;

		if (!(r->has >> i & 1) || f->flags & FIELD_PRIVATE)
			continue;
		if (field_empty(f, body)) {
			if (!r->rev)
				continue;
			str_add(&value, "null");
		} else {
			f->type->encode(f, field_of(f, body), &value);
		}
		members[n++] =
		    (struct json_member_text){.key = f->name, .value = arena_text(a, value.ptr)};
		str_clear(&value);
	}
	json_write_object(out, members, n);
}

static char *
fields_text(struct arena *a, const struct record *r, const void *body)
{
	struct str text = STR_INIT;
	char *copy;

	write_fields(a, r, body, &text);
	copy = arena_text_n(a, text.ptr, text.len);
	str_clear(&text);
	return copy;
}

static char *
quoted(struct arena *a, const char *value)
{
	struct str text = STR_INIT;
	char *copy;

	json_write_text(&text, value);
	copy = arena_text_n(a, text.ptr, text.len);
	str_clear(&text);
	return copy;
}

/* ["caller","caller_phone"], or NULL when no private field is given. */
static char *
private_list(struct arena *a, const struct record *r)
{
	struct str text = STR_INIT;
	char *copy = NULL;

	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];

		if (f->flags & FIELD_PRIVATE && r->has >> i & 1 && !field_empty(f, r->body))
			str_add_f(&text, "%s\"%s\"", text.len ? "," : "[", f->name);
	}
	if (text.len)
		copy = arena_text_f(a, "%s]", text.ptr);
	str_clear(&text);
	return copy;
}

enum rc
record_write(struct arena *a, struct record *r, struct err *e)
{
	struct json_member_text m[TOP_MEMBERS];
	char at[MOMENT_TEXT], ts[MOMENT_TEXT];
	struct json_line check;
	struct str line = STR_INIT;
	enum rc rc;
	size_t n = 0;

	moment_iso(r->at, at);
	stamp_iso(r->ts, ts);
	m[n++] = (struct json_member_text){"at", quoted(a, at)};
	m[n++] = (struct json_member_text){"body", fields_text(a, r, r->body)};
	m[n++] = (struct json_member_text){"by", quoted(a, r->by)};
	m[n++] = (struct json_member_text){"id", quoted(a, r->id)};
	m[n++] = (struct json_member_text){"kind", quoted(a, r->kind_name)};
	m[n++] = (struct json_member_text){"ts", quoted(a, ts)};
	if (r->of)
		m[n++] = (struct json_member_text){"of", quoted(a, r->of)};
	if (r->who)
		m[n++] = (struct json_member_text){"who", quoted(a, r->who)};
	if (r->from)
		m[n++] = (struct json_member_text){"from", quoted(a, r->from)};
	if (private_list(a, r))
		m[n++] = (struct json_member_text){"private", private_list(a, r)};
	if (r->rev) {
		m[n++] = (struct json_member_text){"rev", arena_text_f(a, "%d", r->rev)};
		m[n++] = (struct json_member_text){"was", fields_text(a, r, r->was)};
	}
	json_write_object(&line, m, n);
	rc = line.len > JSON_LINE_MAX
		 ? err_set(e, RC_INVALID, _("the record is longer than 64 KiB; shorten it"))
		 : json_line_read(a, line.ptr, line.len, &check, e);
	if (rc == RC_OK) {
		r->line = arena_text_n(a, line.ptr, line.len);
		r->len = line.len;
	}
	str_clear(&line);
	return rc;
}

void
record_private_text(const struct record *r, struct str *out)
{
	struct arena a = {0};
	struct json_member_text members[FIELDS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];
		struct str value = STR_INIT;

		if (!(f->flags & FIELD_PRIVATE) || !(r->has >> i & 1) || field_empty(f, r->body))
			continue;
		f->type->encode(f, field_of(f, r->body), &value);
		members[n++] =
		    (struct json_member_text){.key = f->name, .value = arena_text(&a, value.ptr)};
		str_clear(&value);
	}
	if (n)
		json_write_object(out, members, n);
	arena_free(&a);
}

/* ---- reading ---- */

struct reading {
	struct arena *arena;
	struct json_line j;
	struct record *r;
	struct err *e;
};

static enum rc
decode_member(struct reading *d, size_t key, void *body, uint64_t *has)
{
	const struct json_token *k = &d->j.tokens[key];
	struct record *r = d->r;
	size_t value = key + 1;

	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];

		if (strlen(f->name) != k->len || memcmp(f->name, d->j.text + k->off, k->len) != 0)
			continue;
		if (f->flags & FIELD_PRIVATE)
			return err_set(d->e, RC_INVALID,
				       _("%s is private and may not stand in a record"), f->name);
		*has |= UINT64_C(1) << i;
		if (d->j.tokens[value].type == JT_NULL && r->rev)
			return RC_OK;
		return f->type->decode(f, d->arena, &d->j, value, field_value(f, body), d->e);
	}
	return RC_OK; /* a member of a newer program: it stays in the line */
}

static enum rc
decode_fields(struct reading *d, size_t object, void **body, uint64_t *has)
{
	if (object == 0 || d->j.tokens[object].type != JT_OBJECT)
		return err_set(d->e, RC_INVALID, _("a record needs an object as its body"));
	if (!d->r->kind)
		return RC_OK;
	*body = arena_alloc(d->arena, d->r->kind->size);
	for (size_t i = json_first(object); i < d->j.tokens[object].next;
	     i = d->j.tokens[i + 1].next)
		if (decode_member(d, i, *body, has) != RC_OK)
			return d->e->code;
	return RC_OK;
}

/* A text member, "" refused; *out stays NULL when it is absent. */
static enum rc
text_member(struct reading *d, const char *key, const char **out)
{
	size_t t = json_member(&d->j, 0, key);

	if (t == 0)
		return RC_OK;
	if (d->j.tokens[t].type != JT_TEXT || d->j.tokens[t].len == 0)
		return err_set(d->e, RC_INVALID, _("%s must be text"), key);
	*out = json_text(d->arena, &d->j, t);
	return RC_OK;
}

static enum rc
read_times(struct reading *d)
{
	size_t at = json_member(&d->j, 0, "at"), ts = json_member(&d->j, 0, "ts");

	if (at == 0 || ts == 0 || d->j.tokens[at].type != JT_TEXT ||
	    d->j.tokens[ts].type != JT_TEXT)
		return err_set(d->e, RC_INVALID, _("a record needs at and ts"));
	if (moment_read(d->j.text + d->j.tokens[at].off, d->j.tokens[at].len, &d->r->at, d->e) !=
	    RC_OK)
		return err_add(d->e, "at");
	if (stamp_read(d->j.text + d->j.tokens[ts].off, d->j.tokens[ts].len, &d->r->ts, d->e) !=
	    RC_OK)
		return err_add(d->e, "ts");
	return RC_OK;
}

/* Ids, writers and kinds are said over the phone: letters, digits and - . / only. */
static bool
plain_name(const char *text)
{
	return !text || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-./_") == strlen(text);
}

static enum rc
read_names(struct reading *d)
{
	struct record_id id;

	if (text_member(d, "id", &d->r->id) != RC_OK || text_member(d, "by", &d->r->by) != RC_OK ||
	    text_member(d, "kind", &d->r->kind_name) != RC_OK ||
	    text_member(d, "of", &d->r->of) != RC_OK ||
	    text_member(d, "who", &d->r->who) != RC_OK ||
	    text_member(d, "from", &d->r->from) != RC_OK)
		return d->e->code;
	if (!d->r->id || !d->r->by || !d->r->kind_name)
		return err_set(d->e, RC_INVALID, _("a record needs id, by and kind"));
	if (!record_id_read(d->r->id, &id))
		return err_set(d->e, RC_INVALID, _("'%s' is not an id such as sm1-128"), d->r->id);
	if (strlen(d->r->by) >= ID_TEXT || strlen(d->r->kind_name) >= 32 ||
	    (d->r->of && strlen(d->r->of) >= ID_TEXT))
		return err_set(d->e, RC_INVALID, _("a name in the record is too long"));
	if (!plain_name(d->r->by) || !plain_name(d->r->kind_name) || !plain_name(d->r->of) ||
	    !plain_name(d->r->from))
		return err_set(d->e, RC_INVALID,
			       _("a name in the record holds other than letters and digits"));
	return RC_OK;
}

static enum rc
read_rev(struct reading *d)
{
	size_t rev = json_member(&d->j, 0, "rev");
	int64_t n;

	if (rev == 0)
		return RC_OK;
	n = d->j.tokens[rev].type == JT_INT ? json_int(&d->j, rev) : 0;
	if (n < 2 || n > 1000000 || !d->r->of)
		return err_set(d->e, RC_INVALID,
			       _("rev must be 2 or more, in an edit of something"));
	d->r->rev = (int)n;
	return RC_OK;
}

static enum rc
read_private(struct reading *d)
{
	size_t list = json_member(&d->j, 0, "private"), n = 0;

	if (list == 0)
		return RC_OK;
	if (d->j.tokens[list].type != JT_ARRAY)
		return err_set(d->e, RC_INVALID, _("private must be a list"));
	d->r->private_names =
	    arena_alloc(d->arena, (d->j.tokens[list].next - list) * sizeof(char *));
	for (size_t i = json_first(list); i < d->j.tokens[list].next; i = d->j.tokens[i].next) {
		if (d->j.tokens[i].type != JT_TEXT)
			return err_set(d->e, RC_INVALID, _("private must be a list"));
		d->r->private_names[n++] = json_text(d->arena, &d->j, i);
	}
	return RC_OK;
}

enum rc
record_read(struct arena *a, const char *line, size_t len, struct record **out, struct err *e)
{
	struct reading d = {.arena = a, .r = ARENA_NEW(a, struct record), .e = e};
	uint64_t was = 0;

	d.r->line = arena_text_n(a, line, len);
	d.r->len = len;
	if (json_line_read(a, d.r->line, len, &d.j, e) != RC_OK)
		return e->code;
	if (d.j.tokens[0].type != JT_OBJECT)
		return err_set(e, RC_INVALID, _("a record is an object"));
	if (read_names(&d) != RC_OK || read_times(&d) != RC_OK || read_rev(&d) != RC_OK ||
	    read_private(&d) != RC_OK)
		return e->code;
	d.r->kind = kind_find(d.r->kind_name);
	if (decode_fields(&d, json_member(&d.j, 0, "body"), &d.r->body, &d.r->has) != RC_OK)
		return e->code;
	if (d.r->rev && decode_fields(&d, json_member(&d.j, 0, "was"), &d.r->was, &was) != RC_OK)
		return e->code;
	if (d.r->kind && d.r->rev && was != d.r->has)
		return err_set(e, RC_INVALID,
			       _("an edit must name the old value of each field it changes"));
	*out = d.r;
	return RC_OK;
}

enum rc
record_join_private(struct arena *a, struct record *r, const char *text, size_t len, struct err *e)
{
	struct json_line j;

	if (!r->kind)
		return RC_OK;
	if (json_line_read(a, text, len, &j, e) != RC_OK)
		return e->code;
	if (j.tokens[0].type != JT_OBJECT)
		return err_set(e, RC_CORRUPT, _("the private file of %s is damaged"), r->id);
	for (size_t i = 0; i < r->kind->nfields; i++) {
		const struct field *f = &r->kind->fields[i];
		size_t t = f->flags & FIELD_PRIVATE ? json_member(&j, 0, f->name) : 0;

		if (t == 0)
			continue;
		if (f->type->decode(f, a, &j, t, field_value(f, r->body), e) != RC_OK)
			return e->code;
		r->has |= UINT64_C(1) << i;
	}
	return RC_OK;
}
