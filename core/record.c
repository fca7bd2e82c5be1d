/* What can be done with a record in memory, by its kind's table. */
#include "core/record.h"

#include <stdlib.h>
#include <string.h>

struct record *
record_new(struct arena *a, const struct kind *k)
{
	struct record *r = ARENA_NEW(a, struct record);

	r->kind = k;
	r->kind_name = k->name;
	r->body = arena_alloc(a, k->size);
	return r;
}

enum rc
record_set(struct record *r, const char *field, const char *text, const struct parse_context *c,
	   struct err *e)
{
	int i = kind_field_index(r->kind, field);

	if (i < 0)
		return err_set(e, RC_INVALID,
			       _("%s has no field '%s'; `zhiban kinds %s` lists them"),
			       _(r->kind->label), field, r->kind->name);
	if (r->kind->fields[i].flags & FIELD_DERIVED)
		return err_set(e, RC_INVALID, _("%s is set by the program, not by hand"), field);
	if (field_parse(&r->kind->fields[i], text, c, r->body, e) != RC_OK)
		return e->code;
	r->has |= UINT64_C(1) << i;
	return RC_OK;
}

void
record_has(struct record *r, const char *field)
{
	int i = kind_field_index(r->kind, field);

	if (i < 0)
		die("kind %s has no field %s", r->kind->name, field);
	r->has |= UINT64_C(1) << i;
}

int64_t
record_when(const struct record *r)
{
	if (r->at.kind == MOMENT_EXACT || r->at.kind == MOMENT_ABOUT)
		return r->at.secs;
	return minute_floor(r->ts / 1000);
}

int64_t
record_late_minutes(const struct record *r)
{
	int64_t late;

	if (r->at.kind != MOMENT_EXACT && r->at.kind != MOMENT_ABOUT)
		return 0;
	late = minutes_between(r->at.secs, r->ts / 1000);
	return late > 0 ? late : 0;
}

void
record_line_text(const struct record *r, struct str *out)
{
	if (r->kind && r->body)
		kind_line(r->kind, r->body, out);
	else
		str_add_n(out, r->line ? r->line : "", r->len);
}

static void
add_values(const struct record *r, const void *body, uint64_t has, const char *prefix,
	   struct str *out)
{
	for (size_t i = 0; i < r->kind->nfields; i++) {
		if (!(has >> i & 1))
			continue;
		str_add_f(out, "%s%s%s=", out->len ? " " : "", prefix, r->kind->fields[i].name);
		field_show(&r->kind->fields[i], body, out);
	}
}

void
record_values(const struct record *r, struct str *out)
{
	if (!r->kind) {
		str_add_n(out, r->line ? r->line : "", r->len);
		return;
	}
	add_values(r, r->body, r->has, "", out);
	if (r->rev)
		add_values(r, r->was, r->has, "was.", out);
	for (char **name = r->private_names; name && *name; name++)
		str_add_f(out, "%s%s",
			  name == r->private_names ? (out->len ? " private=" : "private=") : ",",
			  *name);
	if (r->who)
		str_add_f(out, "%swho=%s", out->len ? " " : "", r->who);
	if (r->from)
		str_add_f(out, "%sfrom=%s", out->len ? " " : "", r->from);
}

int
record_compare(const struct record *a, const struct record *b)
{
	struct record_id x = {0}, y = {0};
	int order;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if (!record_id_read(a->id, &x) || !record_id_read(b->id, &y))
		return strcmp(a->id, b->id);
	order = strcmp(x.writer, y.writer);
	if (order != 0)
		return order;
	return x.number < y.number ? -1 : x.number > y.number;
}

static int
compare_pointers(const void *a, const void *b)
{
	return record_compare(*(struct record *const *)a, *(struct record *const *)b);
}

void
records_sort(struct records *r)
{
	if (r->n > 1)
		qsort(r->v, r->n, sizeof(*r->v), compare_pointers);
}
