/* The report desk: what a draft is made from. */
#include <string.h>

#include "core/line.h"
#include "storage/desk.h"
#include "storage/desk_inside.h"
#include "storage/owed.h"

enum rc
desk_template(struct book *b, struct arena *a, const char *name, char **text, struct err *e)
{
	size_t n;

	return book_data(b, a, arena_text_f(a, "reports/%s", name), text, &n, e);
}

enum rc
desk_words(struct book *b, struct arena *a, const struct conf **out, struct err *e)
{
	static const char file[] = "reports/families.conf";
	struct conf *conf = ARENA_NEW(a, struct conf);
	char *text;
	size_t n;

	if (book_data(b, a, file, &text, &n, e) != RC_OK ||
	    conf_parse(a, file, text, n, conf, e) != RC_OK)
		return e->code;
	*out = conf;
	return RC_OK;
}

static void
who_drafts(struct book *b, struct arena *a, struct draft_input *in)
{
	if (book_author(b))
		in->drafter = book_author_name(b, a, book_author(b));
	in->drafter_phone = book_station(b)->phone;
}

/* The last day of supplements by the rules in force. */
static enum rc
read_window(struct book *b, struct arena *a, const struct records *file, int *until, struct err *e)
{
	struct rule_sets sets = {0};
	struct case_context c = {.sets = &sets, .now = book_now(b)};
	struct casefile cf;

	if (owed_rule_sets(b, a, book_name(b), &sets, e) != RC_OK ||
	    casefile_read(a, file, &c, &cf, e) != RC_OK)
		return e->code;
	*until = cf.until;
	return RC_OK;
}

static void
correct(struct record *r, const struct record *by)
{
	char *text = ((const struct correction *)by->body)->text;

	if (r->kind == &kind_act)
		((struct act *)r->body)->text = text;
	if (r->kind == &kind_query)
		((struct query *)r->body)->text = text;
}

/* A corrected line reads as corrected: what is struck out is not reported. */
static void
apply_corrections(struct records *file)
{
	for (size_t i = 0; i < file->n; i++) {
		const struct record *by = file->v[i];

		for (size_t k = 0; k < file->n && by->kind == &kind_correction && by->body; k++)
			if (file->v[k]->body && str_equal(file->v[k]->id, by->of))
				correct(file->v[k], by);
	}
}

/* The file of the incident or query as records in the arena. */
static enum rc
read_file(struct book *b, struct arena *a, const char *id, struct records *out, struct err *e)
{
	struct records recs = {0};
	enum rc rc = book_file(b, a, id, &recs, e);

	if (rc == RC_OK) {
		out->v = arena_alloc(a, (recs.n + 1) * sizeof(*out->v));
		if (recs.n)
			memcpy(out->v, recs.v, recs.n * sizeof(*out->v));
		out->n = recs.n;
		out->cap = recs.n;
		apply_corrections(out);
	}
	vec_clear(&recs);
	return rc;
}

static void
begin_input(struct book *b, struct arena *a, int type, struct draft_input *out)
{
	*out = (struct draft_input){
	    .station = book_station(b),
	    .file = ARENA_NEW(a, struct records),
	    .type = type,
	    .now = book_now(b),
	};
	who_drafts(b, a, out);
}

enum rc
desk_input(struct book *b, struct arena *a, const char *id, int type, struct draft_input *out,
	   struct err *e)
{
	struct record *first;
	struct thing *t;
	struct records *file = ARENA_NEW(a, struct records);

	begin_input(b, a, type, out);
	if (desk_words(b, a, &out->words, e) != RC_OK || book_record(b, a, id, &first, e) != RC_OK)
		return e->code;
	if (first->kind == &kind_query && !first->of)
		out->main = ((const struct query *)first->body)->from;
	else if (book_thing_kind(b, a, id, &kind_incident, &t, e) != RC_OK)
		return e->code;
	else
		out->incident = t->body;
	if (read_file(b, a, id, file, e) != RC_OK)
		return e->code;
	out->file = file;
	out->incident_id = arena_text(a, id);
	return out->incident ? read_window(b, a, file, &out->supplement_until, e) : RC_OK;
}

/* A routine report's kind and name, by the rule set in force. */
static enum rc
find_routine(struct book *b, struct arena *a, const char *name, const struct rule_routine **out,
	     struct err *e)
{
	struct rule_sets sets = {0};
	const struct rule_set *set;

	if (owed_rule_sets(b, a, book_name(b), &sets, e) != RC_OK)
		return e->code;
	set = rule_sets_at(&sets, book_now(b));
	*out = set ? rules_routine(set, name) : NULL;
	if (!*out)
		return err_set(e, RC_NOT_FOUND,
			       _("the rule set in force has no routine report “%.60s”; see "
				 "zhiban rules"),
			       name);
	if ((*out)->by_call)
		return err_set(e, RC_INVALID, _("%.60s is met by a call or an entry of the log"),
			       name);
	return RC_OK;
}

enum rc
desk_routine_input(struct book *b, struct arena *a, const char *name, int *type,
		   struct draft_input *in, struct err *e)
{
	struct things events = {0};
	struct book_filter f = {.book = book_name(b), .since = book_now(b) - DAY_SECONDS};
	const struct rule_routine *routine = NULL;
	enum rc rc = find_routine(b, a, name, &routine, e);

	if (rc != RC_OK)
		return rc;
	*type = routine->type ? routine->type : REPORT_ZERO;
	begin_input(b, a, *type, in);
	in->routine = routine->name;
	in->main = routine->to;
	in->from = f.since;
	rc = desk_words(b, a, &in->words, e);
	if (rc == RC_OK)
		rc = book_list(b, a, &kind_incident, &f, &events, e);
	in->events = events.n;
	vec_clear(&events);
	return rc;
}
