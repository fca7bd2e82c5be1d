/* The four paper books of a shift, from the records of it. */
#include "storage/books.h"

#include <string.h>

#include "core/line.h"
#include "core/mustache.h"
#include "core/report.h"
#include "core/say.h"
#include "storage/desk.h"
#include "storage/handover.h"

enum { SHIFT_BEGINS = 8 * 3600 };

int64_t
books_shift(int64_t secs)
{
	int64_t begin = day_secs(day_of(secs)) + SHIFT_BEGINS;

	return begin > secs ? begin - DAY_SECONDS : begin;
}

struct gathering {
	struct book *book;
	struct arena *arena;
	json_t *data, *entries, *calls, *handovers, *reports;
};

static void
put(json_t *o, const char *name, const char *text)
{
	json_t *value = json_string(text ? text : "");

	json_object_set_new(o, name, value ? value : json_string(""));
}

static void
put_time(json_t *o, const char *name, const struct record *r)
{
	char text[MOMENT_TEXT];

	moment_screen(r->at, text);
	put(o, name, text);
}

static void
put_line(json_t *o, const char *name, const struct record *r)
{
	struct str text = STR_INIT;

	record_line_text(r, &text);
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\n')
			text.ptr[i] = ' ';
	put(o, name, text.ptr);
	str_clear(&text);
}

/* What all entries have: time, author, kind, lateness. */
static json_t *
entry(struct gathering *g, const struct record *r)
{
	json_t *o = json_object();
	int64_t late = record_late_minutes(r);

	put(o, "id", r->id);
	put_time(o, "time", r);
	put(o, "by", r->who ? r->who : book_author_name(g->book, g->arena, r->by));
	put(o, "kind", r->kind ? _(r->kind->label) : r->kind_name);
	put(o, "late", late ? arena_text_f(g->arena, "补记%lld分", (long long)late) : "");
	put_line(o, "text", r);
	return o;
}

/* ---- 值班日志 ---- */

static enum rc
add_entry(struct gathering *g, const struct record *r, struct err *e)
{
	const struct record *correction = NULL;
	json_t *o;

	if (book_correction(g->book, g->arena, r->id, &correction, e) != RC_OK)
		return e->code;
	o = entry(g, r);
	put(o, "correction", "");
	if (correction && correction->body) {
		const struct correction *c = correction->body;

		put(o, "correction",
		    arena_text_f(g->arena, "%s（%s）", c->text ? c->text : "",
				 c->reason ? c->reason : ""));
	}
	json_array_append_new(g->entries, o);
	return RC_OK;
}

/* ---- 电话记录 ---- */

static void
add_call(struct gathering *g, const struct record *r)
{
	json_t *o = entry(g, r);

	if (r->kind == &kind_call) {
		const struct call *c = r->body;

		put(o, "way", c->way == CALL_IN ? "来电" : "去电");
		put(o, "party", c->party);
		put(o, "text", c->text);
		put(o, "read_back", c->read_back ? "已复述" : "");
	} else {
		const struct phone_report *p = r->body;
		struct str to = STR_INIT;

		for (char **word = p->to; word && *word; word++)
			str_add_f(&to, "%s%s", to.len ? "、" : "", *word);
		put(o, "way", "去电");
		put(o, "party",
		    arena_text_f(g->arena, "%s%s%s", to.ptr, p->answered ? " " : "",
				 p->answered ? p->answered : ""));
		put(o, "text",
		    p->text ? p->text
			    : arena_text_f(g->arena, "电话报告（%s）",
					   _(choice_label(phone_steps, p->step))));
		put(o, "read_back", p->read_back ? "已复述" : "");
		str_clear(&to);
	}
	json_array_append_new(g->calls, o);
}

/* ---- 信息报送登记 ---- */

static void
add_to_list(struct str *list, const struct record *r, const char *who)
{
	char time[MOMENT_TEXT];

	moment_screen(r->at, time);
	str_add_f(list, "%s%s %s", list->len ? "；" : "", who ? who : "", time);
}

/* Sendings, receipts and voiding of a report, whenever they came. */
static enum rc
put_afterwards(struct gathering *g, json_t *o, const char *id, struct err *e)
{
	struct str sends = STR_INIT, receipts = STR_INIT;
	struct records recs = {0};
	const char *state = "";
	enum rc rc = book_of(g->book, g->arena, id, &recs, e);

	for (size_t i = 0; rc == RC_OK && i < recs.n; i++) {
		const struct record *r = recs.v[i];

		if (r->kind == &kind_send)
			add_to_list(&sends, r, ((const struct report_send *)r->body)->to);
		else if (r->kind == &kind_receipt)
			add_to_list(&receipts, r, ((const struct report_receipt *)r->body)->by);
		else if (r->kind == &kind_void)
			state = "作废";
		else if (r->kind == &kind_countersign)
			state = "已补签";
	}
	put(o, "sends", sends.ptr);
	put(o, "receipts", receipts.ptr);
	put(o, "state", state);
	str_clear(&sends);
	str_clear(&receipts);
	vec_clear(&recs);
	return rc;
}

static enum rc
add_report(struct gathering *g, const struct record *r, struct err *e)
{
	const struct report *report = r->body;
	json_t *o = entry(g, r);
	struct str type = STR_INIT;

	draft_type_text(report->type, report->seq.n, &type);
	put(o, "number", report->number);
	put(o, "type", type.ptr);
	put(o, "title", report->title);
	put(o, "signer",
	    arena_text_f(g->arena, "%s%s", report->signer_name ? report->signer_name : "",
			 report->by_phone ? "（电话授权）" : ""));
	str_clear(&type);
	json_array_append_new(g->reports, o);
	return put_afterwards(g, o, r->id, e);
}

/* ---- all four ---- */

static enum rc
sort_out(struct gathering *g, const struct record *r, struct err *e)
{
	enum rc rc = add_entry(g, r, e);

	if (rc != RC_OK || !r->kind || !r->body)
		return rc;
	if (r->kind == &kind_call || r->kind == &kind_phone)
		add_call(g, r);
	else if (r->kind == &kind_report)
		rc = add_report(g, r, e);
	return rc;
}

/* ---- 交接班记录 ---- */

static enum rc
add_handover(struct gathering *g, const struct thing *t, struct err *e)
{
	json_t *o = entry(g, t->first);
	struct str paper = STR_INIT;
	enum rc rc = handover_paper(g->book, g->arena, t->id, false, &paper, e);

	if (rc == RC_OK)
		put(o, "paper", paper.ptr);
	str_clear(&paper);
	json_array_append_new(g->handovers, o);
	return rc;
}

/* Of the shifts that end in this one. */
static enum rc
add_handovers(struct gathering *g, int64_t since, int64_t until, struct err *e)
{
	struct things things = {0};
	enum rc rc = handover_list(g->book, g->arena, book_name(g->book), false, &things, e);

	for (size_t i = 0; rc == RC_OK && i < things.n; i++) {
		const struct handover *h = things.v[i]->body;
		int64_t end =
		    h->end.kind == MOMENT_EXACT ? h->end.secs : things.v[i]->first->at.secs;

		if (end > since && end <= until)
			rc = add_handover(g, things.v[i], e);
	}
	vec_clear(&things);
	return rc;
}

static void
begin(struct gathering *g, int64_t since, int64_t until)
{
	const struct station *s = book_station(g->book);
	struct station_names names;
	char from[MOMENT_TEXT], to[MOMENT_TEXT];

	say_station(g->arena, s, &names);
	moment_zh(since, from);
	moment_zh(until, to);
	g->data = json_object();
	put(g->data, "head", names.head);
	put(g->data, "station", s->name);
	put(g->data, "practice", s->practice ? "【演练】" : "");
	put(g->data, "from", from);
	put(g->data, "to", to);
	g->entries = json_array();
	g->calls = json_array();
	g->handovers = json_array();
	g->reports = json_array();
	json_object_set_new(g->data, "entries", g->entries);
	json_object_set_new(g->data, "calls", g->calls);
	json_object_set_new(g->data, "handovers", g->handovers);
	json_object_set_new(g->data, "reports", g->reports);
}

enum rc
books_data(struct book *b, struct arena *a, int64_t since, json_t **out, struct err *e)
{
	int64_t until = since + DAY_SECONDS;
	struct gathering g = {.book = b, .arena = a};
	struct book_filter f = {.book = book_name(b), .since = since, .until = until};
	struct records recs = {0};
	enum rc rc = book_entries(b, a, &f, &recs, e);

	begin(&g, since, until);
	for (size_t i = 0; rc == RC_OK && i < recs.n; i++)
		rc = sort_out(&g, recs.v[i], e);
	if (rc == RC_OK)
		rc = add_handovers(&g, since, until, e);
	vec_clear(&recs);
	if (rc != RC_OK) {
		json_decref(g.data);
		return rc;
	}
	*out = g.data;
	return RC_OK;
}

/* ---- printing ---- */

struct partials {
	struct book *book;
	struct arena *arena;
	const char *format;
};

static const char *
partial(void *ctx, const char *name, size_t n)
{
	struct partials *p = ctx;
	struct err e;
	char *text;
	size_t len;
	char *file = arena_text_f(p->arena, "books/%.*s.%s.mustache", (int)n, name, p->format);

	return book_data(p->book, p->arena, file, &text, &len, &e) == RC_OK ? text : NULL;
}

enum rc
books_print(struct book *b, struct arena *a, int64_t since, const char *format, struct str *out,
	    struct err *e)
{
	struct partials p = {b, a, format};
	struct mustache m = {.html = str_equal(format, "html"), .partial = partial, .ctx = &p};
	char *file = arena_text_f(a, "books/books.%s.mustache", format), *text;
	json_t *data;
	size_t n;
	enum rc rc;

	if (book_data(b, a, file, &text, &n, e) != RC_OK ||
	    books_data(b, a, since, &data, e) != RC_OK)
		return e->code;
	rc = mustache_render(&m, text, data, out, e);
	json_decref(data);
	return rc == RC_OK ? rc : err_add(e, "%s", file);
}
