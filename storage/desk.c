/* The report desk: drafts, and reports as they are found and shown. */
#include "storage/desk.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "storage/desk_inside.h"

static const char next_draft[] = "draft-next";

/* ---- keeping drafts ---- */

static bool
is_draft_name(const char *id)
{
	return str_starts(id, "draft-") && strlen(id) < 20 && id[6] >= '1' && id[6] <= '9' &&
	       strspn(id + 6, "0123456789") == strlen(id + 6);
}

char *
desk_draft_key(struct arena *a, const char *draft)
{
	return arena_text_f(a, "draft/%s", draft + strlen("draft-"));
}

char *
desk_alias_key(struct arena *a, const char *draft)
{
	return arena_text_f(a, "alias/%s", draft);
}

void
desk_mark_given(struct record *r)
{
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (!field_empty(&r->kind->fields[i], r->body))
			r->has |= 1ull << i;
}

enum rc
desk_keep(struct book *b, struct arena *a, const char *draft, const char *incident,
	  const struct report *body, struct err *e)
{
	struct record *r = record_new(a, &kind_report);

	/* A draft is kept in the form of the record it will become. */
	memcpy(r->body, body, sizeof(*body));
	desk_mark_given(r);
	r->id = arena_text_f(a, "%s-%s", book_device(b), draft + strlen("draft-"));
	r->by = book_author(b) ? book_author(b) : book_device(b);
	r->of = incident;
	r->at = moment_at(book_now(b));
	r->ts = book_now(b) * 1000;
	if (record_write(a, r, e) != RC_OK)
		return e->code;
	return store_local_put(book_store(b), desk_draft_key(a, draft), r->line, r->len, e);
}

/* ---- finding ---- */

static enum rc
read_draft(struct arena *a, const char *draft, const char *line, size_t len,
	   struct desk_report *out, struct err *e)
{
	struct record *r;

	if (record_read(a, line, len, &r, e) != RC_OK)
		return err_add(e, "%s", draft);
	if (r->kind != &kind_report)
		return err_set(e, RC_CORRUPT, _("%s is damaged"), draft);
	*out =
	    (struct desk_report){.id = draft, .draft = draft, .incident = r->of, .body = r->body};
	return RC_OK;
}

static enum rc
find_signed(struct book *b, struct arena *a, const char *id, struct desk_report *out, struct err *e)
{
	struct records recs = {0};
	struct desk_report found = {.id = id, .is_signed = true};
	enum rc rc = book_of(b, a, id, &recs, e);

	for (size_t i = 0; rc == RC_OK && i < recs.n; i++) {
		const struct record *r = recs.v[i];

		if (str_equal(r->id, id)) {
			found.record = r;
			found.incident = r->of;
			found.body = r->kind == &kind_report ? r->body : NULL;
		}
		found.voided = found.voided || r->kind == &kind_void;
		found.sent = found.sent || r->kind == &kind_send;
		found.countersigned = found.countersigned || r->kind == &kind_countersign;
	}
	vec_clear(&recs);
	if (rc != RC_OK)
		return rc;
	if (!found.record)
		return err_set(e, RC_NOT_FOUND, _("there is no report %s"), id);
	if (!found.body)
		return err_set(e, RC_INVALID, _("%s is no report"), id);
	*out = found;
	return RC_OK;
}

static enum rc
find_draft(struct book *b, struct arena *a, const char *id, struct desk_report *out, struct err *e)
{
	char *value;
	size_t n;
	enum rc rc = store_local_get(book_store(b), a, desk_alias_key(a, id), &value, &n, e);

	if (rc == RC_OK) {
		rc = find_signed(b, a, arena_text_n(a, value, n), out, e);
		if (rc == RC_OK)
			out->draft = arena_text(a, id);
		return rc;
	}
	if (rc != RC_NOT_FOUND)
		return rc;
	rc = store_local_get(book_store(b), a, desk_draft_key(a, id), &value, &n, e);
	if (rc == RC_NOT_FOUND)
		return err_set(e, RC_NOT_FOUND, _("there is no draft %s on this host"), id);
	return rc == RC_OK ? read_draft(a, arena_text(a, id), value, n, out, e) : rc;
}

enum rc
desk_find(struct book *b, struct arena *a, const char *id, struct desk_report *out, struct err *e)
{
	struct record_id parts;

	if (is_draft_name(id))
		return find_draft(b, a, id, out, e);
	if (!record_id_read(id, &parts))
		return err_set(e, RC_NOT_FOUND, _("'%s' is not a report: give draft-3 or an id"),
			       id);
	return find_signed(b, a, arena_text(a, id), out, e);
}

struct listing {
	struct arena *arena;
	struct desk_reports *reports;
	enum rc rc;
	struct err *e;
};

static bool
list_draft(void *ctx, const char *key, const void *value, size_t n)
{
	struct listing *l = ctx;
	struct desk_report r;
	char *draft = arena_text_f(l->arena, "draft-%s", key + strlen("draft/"));

	l->rc = read_draft(l->arena, draft, value, n, &r, l->e);
	if (l->rc == RC_OK)
		vec_push(l->reports, r);
	return l->rc == RC_OK;
}

static int
by_number(const void *a, const void *b)
{
	const struct desk_report *x = a, *y = b;
	long p = strtol(x->id + strlen("draft-"), NULL, 10);
	long q = strtol(y->id + strlen("draft-"), NULL, 10);

	return (p > q) - (p < q);
}

enum rc
desk_drafts(struct book *b, struct arena *a, struct desk_reports *out, struct err *e)
{
	struct listing l = {.arena = a, .reports = out, .e = e};
	enum rc rc = store_each_local(book_store(b), "draft/", list_draft, &l, e);

	if (rc == RC_OK && l.rc == RC_OK && out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_number);
	return rc == RC_OK ? l.rc : rc;
}

/* ---- drafting ---- */

static enum rc
next_number(struct book *b, struct arena *a, long *out, struct err *e)
{
	char *value;
	size_t n;
	enum rc rc = store_local_get(book_store(b), a, next_draft, &value, &n, e);

	if (rc == RC_NOT_FOUND) {
		*out = 1;
		return RC_OK;
	}
	if (rc == RC_OK)
		*out = strtol(arena_text_n(a, value, n), NULL, 10);
	return rc;
}

/* Gives the draft its number and keeps both. */
static enum rc
keep_new(struct book *b, struct arena *a, const char *incident, const struct report *body,
	 const char **out, struct err *e)
{
	long number;
	char *next, *draft;

	if (next_number(b, a, &number, e) != RC_OK)
		return e->code;
	draft = arena_text_f(a, "draft-%ld", number);
	next = arena_text_f(a, "%ld", number + 1);
	if (store_local_put(book_store(b), next_draft, next, strlen(next), e) != RC_OK ||
	    desk_keep(b, a, draft, incident, body, e) != RC_OK)
		return e->code;
	*out = draft;
	return RC_OK;
}

/* Words that came through a template are made clean again, so that the draft can be a record. */
static enum rc
clean(struct arena *a, struct report *r, struct err *e)
{
	struct {
		char **text;
		bool lines;
	} texts[] = {{&r->title, false}, {&r->body, true}, {&r->main, false}, {&r->copy, false}};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char *text = *texts[i].text;

		if (text &&
		    text_clean(a, text, strlen(text), texts[i].lines, texts[i].text, e) != RC_OK)
			return e->code;
	}
	return RC_OK;
}

enum rc
desk_draft(struct book *b, struct arena *a, const char *incident, int type, const char *routine,
	   const char **out, struct err *e)
{
	struct draft_input in;
	struct report body;
	char *file = arena_text_f(a, "%s.mustache", choice_word(report_types, type)), *template;
	enum rc rc = incident ? desk_input(b, a, incident, type, &in, e)
			      : desk_routine_input(b, a, routine, &type, &in, e);

	if (rc != RC_OK || desk_template(b, a, file, &template, e) != RC_OK ||
	    draft_report(a, &in, template, file, &body, e) != RC_OK ||
	    clean(a, &body, e) != RC_OK || book_begin(b, e) != RC_OK)
		return e->code;
	rc = keep_new(b, a, incident, &body, out, e);
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}

static enum rc
find_unsigned(struct book *b, struct arena *a, const char *id, struct desk_report *out,
	      struct err *e)
{
	if (desk_find(b, a, id, out, e) != RC_OK)
		return e->code;
	if (out->is_signed)
		return err_set(e, RC_INVALID,
			       _("%s is signed and cannot be changed; draft a correction instead"),
			       id);
	return RC_OK;
}

enum rc
desk_edit(struct book *b, struct arena *a, const char *id, const char *const *fields,
	  const char *const *values, size_t n, struct err *e)
{
	struct desk_report r;
	struct record *edit = record_new(a, &kind_report);
	struct parse_context c = {.now = book_now(b), .arena = a};

	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (find_unsigned(b, a, id, &r, e) != RC_OK)
		goto out;
	edit->body = r.body;
	for (size_t i = 0; i < n; i++)
		if (record_set(edit, fields[i], values[i], &c, e) != RC_OK)
			goto out;
	if (kind_check(&kind_report, r.body, e) == RC_OK &&
	    desk_keep(b, a, r.id, r.incident, r.body, e) == RC_OK)
		return book_commit(b, e);
out:
	book_abort(b);
	return e->code;
}

enum rc
desk_discard(struct book *b, struct arena *a, const char *id, struct err *e)
{
	struct desk_report r;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (find_unsigned(b, a, id, &r, e) == RC_OK &&
	    store_local_put(book_store(b), desk_draft_key(a, r.id), NULL, 0, e) == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return e->code;
}

enum rc
desk_input_of(struct book *b, struct arena *a, const struct desk_report *r, struct draft_input *out,
	      struct err *e)
{
	int type;

	return r->incident ? desk_input(b, a, r->incident, r->body->type, out, e)
			   : desk_routine_input(b, a, r->body->routine, &type, out, e);
}

enum rc
desk_lint(struct book *b, struct arena *a, const char *id, struct hints *out, struct err *e)
{
	struct draft_input in;
	struct desk_report r;

	if (desk_find(b, a, id, &r, e) != RC_OK || desk_input_of(b, a, &r, &in, e) != RC_OK)
		return e->code;
	lint_report(a, r.body, &in, out);
	return RC_OK;
}

/* The script of the kind, else of its family, else the general one. */
enum rc
desk_script(struct book *b, struct arena *a, const struct draft_input *in, char **out,
	    struct err *e)
{
	const struct incident *i = in->incident;
	const char *files[] = {
	    i && i->kind ? arena_text_f(a, "phone-%s.mustache", i->kind) : NULL,
	    i ? arena_text_f(a, "phone-%s.mustache", choice_word(families, i->family)) : NULL,
	    "phone.mustache",
	};
	char *template;
	enum rc rc = RC_NOT_FOUND;

	for (size_t k = 0; rc == RC_NOT_FOUND && k < ARRAY_LEN(files); k++) {
		rc = files[k] ? desk_template(b, a, files[k], &template, e) : RC_NOT_FOUND;
		if (rc == RC_OK)
			return draft_script(a, in, template, files[k], out, e);
	}
	return rc;
}

/* ---- showing ---- */

/* The station that speaks in a report: of a book below, that one's. */
static enum rc
report_station(struct book *b, struct arena *a, const struct desk_report *r,
	       const struct station **out, struct err *e)
{
	char book[WRITER_TEXT];

	*out = book_station(b);
	if (!r->record)
		return RC_OK;
	book_of_writer(r->record->id, book);
	return book_station_of(b, a, book, out, e);
}

enum rc
desk_page(struct book *b, struct arena *a, const struct desk_report *r, struct page_lines *out,
	  struct err *e)
{
	const struct station *station;
	struct station_names names;
	struct page_sheet sheet = {.report = r->body,
				   .names = &names,
				   .voided = r->voided,
				   .countersigned = r->countersigned};

	if (report_station(b, a, r, &station, e) != RC_OK)
		return e->code;
	say_station(a, station, &names);
	sheet.practice = station->practice;
	page_lay(a, &sheet, out);
	return RC_OK;
}

enum rc
desk_show(struct book *b, struct arena *a, const struct desk_report *r, bool html, struct str *out,
	  struct err *e)
{
	const char *file = html ? "sheet.html.mustache" : "sheet.text.mustache";
	const struct station *station;
	struct station_names names;
	char *template;
	json_t *sheet;
	enum rc rc;

	if (r->voided && !html)
		str_add(out, "【已作废】\n");
	if (!html && r->is_signed && r->body->text) {
		str_add_f(out, "%s\n", r->body->text);
		return RC_OK;
	}
	if (desk_template(b, a, file, &template, e) != RC_OK ||
	    report_station(b, a, r, &station, e) != RC_OK)
		return e->code;
	say_station(a, station, &names);
	sheet = draft_sheet(r->body, &names, station->practice, r->countersigned);
	if (r->voided)
		json_object_set_new(sheet, "practice", json_string("【已作废】"));
	rc = draft_print(template, file, sheet, html, out, e);
	json_decref(sheet);
	return rc;
}
