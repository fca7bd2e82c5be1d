/* How records and things are printed, as text and as JSON. */
#include "cli/show.h"

#include <string.h>

#include "core/json_out.h"
#include "core/line.h"
#include "core/text.h"
#include "storage/value.h"

static const char *const envelope[] = {"id", "kind", "book", "by", "at", "ts", "rev", "of", NULL};

void
show_json_line(FILE *out, struct str *json)
{
	fprintf(out, "%s\n", json->ptr);
	str_clear(json);
}

void
show_one_line(struct str *text)
{
	for (size_t i = 0; i < text->len; i++) {
		if (text->ptr[i] != '\n')
			continue;
		str_remove(text, i, 1);
		str_insert(text, i, "⏎", strlen("⏎"));
	}
}

void
show_thing_json(FILE *out, const struct thing *t)
{
	struct str json = STR_INIT;
	char book[WRITER_TEXT];

	book_of_writer(t->id, book);
	json_out_open(&json, NULL);
	json_out_text(&json, "id", t->id);
	json_out_text(&json, "kind", t->kind->name);
	json_out_text(&json, "book", book);
	json_out_text(&json, "by", t->first->by);
	json_out_moment(&json, "at", t->first->at);
	json_out_stamp(&json, "ts", t->first->ts);
	json_out_int(&json, "rev", t->rev);
	if (t->of)
		json_out_text(&json, "of", t->of);
	json_out_body(&json, t->kind, t->body, t->has, envelope);
	json_out_close(&json);
	show_json_line(out, &json);
}

void
show_thing_text(struct command_context *c, const struct thing *t)
{
	char at[MOMENT_TEXT], ts[MOMENT_TEXT];

	moment_iso(t->first->at, at);
	stamp_iso(t->first->ts, ts);
	fprintf(c->out, "%s  %s  rev %d\n%s  %s  (%s)\n", t->id, _(t->kind->label), t->rev, at,
		book_author_name(c->book, &c->arena, t->first->by), ts);
	if (t->of)
		fprintf(c->out, _("of %s\n"), t->of);
	for (size_t i = 0; i < t->kind->nfields; i++) {
		struct str label = STR_INIT, value = STR_INIT;

		if ((t->has >> i & 1) && !field_empty(&t->kind->fields[i], t->body)) {
			text_put(&label, _(t->kind->fields[i].label), 20);
			value_text(c->book, &c->arena, &t->kind->fields[i], t->body, &value);
			fprintf(c->out, "  %s %s\n", label.ptr, value.ptr);
		}
		str_clear(&label);
		str_clear(&value);
	}
	for (size_t i = 0; i < t->nconflicts; i++)
		fprintf(c->out, _("conflict in %s: %s expected “%s” and found “%s”\n"),
			t->conflicts[i].field->name, t->conflicts[i].edit->id,
			t->conflicts[i].expected, t->conflicts[i].shown);
}

void
show_thing_row(struct command_context *c, const struct thing *t)
{
	struct str row = STR_INIT;

	str_add_f(&row, "%s", t->id);
	for (size_t i = 0; i < t->kind->nfields; i++) {
		const struct field *f = &t->kind->fields[i];

		if (!(f->flags & FIELD_LIST) || field_empty(f, t->body))
			continue;
		str_add(&row, "  ");
		value_text(c->book, &c->arena, f, t->body, &row);
	}
	show_one_line(&row);
	fprintf(c->out, "%s\n", row.ptr);
	str_clear(&row);
}

static void
entry_json(FILE *out, const struct record *r, const char *text, const char *corrected_by)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "id", r->id);
	json_out_text(&json, "kind", r->kind_name);
	json_out_moment(&json, "at", r->at);
	json_out_stamp(&json, "ts", r->ts);
	json_out_text(&json, "by", r->by);
	json_out_text(&json, "text", text);
	json_out_int(&json, "late_entry", record_late_minutes(r));
	json_out_text(&json, "corrected_by", corrected_by);
	json_out_close(&json);
	show_json_line(out, &json);
}

/* The old text of a corrected line stays, struck through as far as plain text can. */
static void
entry_text(struct command_context *c, const struct record *r, const char *text,
	   const struct record *correction)
{
	struct str line = STR_INIT;
	char at[MOMENT_TEXT];

	moment_screen(r->at, at);
	str_add_f(&line, "%s  %s  %s  ", at, r->id, r->kind ? _(r->kind->label) : r->kind_name);
	if (r->kind == &kind_correction)
		str_add_f(&line, "%s ", r->of);
	if (correction)
		str_add_f(&line, _("[struck out: %s] → %s"), text, correction->id);
	else
		str_add(&line, text);
	if (record_late_minutes(r))
		str_add_f(&line, _("  (entered %lld min late)"), (long long)record_late_minutes(r));
	str_add_f(&line, "  %s", book_author_name(c->book, &c->arena, r->by));
	show_one_line(&line);
	fprintf(c->out, "%s\n", line.ptr);
	str_clear(&line);
}

enum rc
show_entry(struct command_context *c, const struct record *r, struct err *e)
{
	const struct record *correction = NULL;
	struct str text = STR_INIT;

	if (book_correction(c->book, &c->arena, r->id, &correction, e) != RC_OK)
		return e->code;
	record_line_text(r, &text);
	if (c->json)
		entry_json(c->out, r, text.ptr, correction ? correction->id : NULL);
	else
		entry_text(c, r, text.ptr, correction);
	str_clear(&text);
	return RC_OK;
}

enum rc
show_each(void *ctx, struct arena *a, const struct record *r, struct err *e)
{
	struct command_context one = *(struct command_context *)ctx;
	enum rc rc;

	(void)a;
	one.arena = (struct arena){0};
	rc = show_entry(&one, r, e);
	arena_free(&one.arena);
	return rc;
}
