/* What is done about incidents: opened, figured, graded, closed, their private members erased. */
#include "storage/case_incident.h"

#include "core/casefile.h"
#include "core/casualty.h"
#include "core/catalogue.h"
#include "core/figures.h"
#include "core/line.h"
#include "storage/private.h"

static uint64_t
bit(const char *field)
{
	return UINT64_C(1) << kind_field_index(&kind_incident, field);
}

static enum rc
find_kind(struct book *b, struct arena *a, const char *word, const struct catalogue_kind **out,
	  struct err *e)
{
	static const char file[] = "catalogue.conf";
	struct catalogue all;
	char *text;
	size_t n;

	if (book_data(b, a, file, &text, &n, e) != RC_OK ||
	    catalogue_parse(a, file, text, n, &all, e) != RC_OK)
		return e->code;
	*out = catalogue_find(&all, word);
	if (!*out)
		return err_set(e, RC_INVALID,
			       _("there is no incident kind “%.40s”; the catalogue lists them"),
			       word);
	return RC_OK;
}

/* What follows from the kind: the catalogue's word and the family, so that every reader derives the
 * same. */
static enum rc
derive_family(struct book *b, struct arena *a, struct incident *in, uint64_t *has,
	      const struct catalogue_kind **kind, struct err *e)
{
	if (find_kind(b, a, in->kind, kind, e) != RC_OK)
		return e->code;
	in->kind = (char *)(*kind)->word;
	in->family = (*kind)->family;
	*has |= bit("family");
	return RC_OK;
}

static enum rc
derive(struct book *b, struct arena *a, struct record *r, struct err *e)
{
	struct incident *in = r->body;
	const struct catalogue_kind *kind = NULL;

	if (kind_check(r->kind, in, e) != RC_OK ||
	    derive_family(b, a, in, &r->has, &kind, e) != RC_OK)
		return e->code;
	if (!in->title) {
		in->title = incident_title(a, in->place, kind->event);
		r->has |= bit("title");
	}
	if (in->learned.kind == MOMENT_NONE) {
		in->learned = moment_at(book_now(b));
		r->has |= bit("learned");
	}
	if (!in->source_type && (in->source_type = source_type_of(in->source)))
		r->has |= bit("source_type");
	/* The log shows an incident at the moment the station learned of it. */
	if (r->at.kind == MOMENT_NONE)
		r->at = in->learned;
	return RC_OK;
}

/* Ends a write: commits when all went well. */
static enum rc
finish(struct book *b, enum rc rc, struct err *e)
{
	if (rc == RC_OK)
		return book_commit(b, e);
	book_abort(b);
	return rc;
}

enum rc
incident_open(struct book *b, struct arena *a, struct record *r, const char *book, struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	if (derive(b, a, r, e) != RC_OK)
		return finish(b, e->code, e);
	return finish(b, book_add(b, a, r, book, e), e);
}

/* A title that nobody wrote says what place and kind say now. */
static enum rc
follow_title(struct book *b, struct arena *a, const struct incident *now, struct incident *wanted,
	     uint64_t *has, struct err *e)
{
	const char *place = *has & bit("place") ? wanted->place : now->place;
	const char *word = *has & bit("kind") ? wanted->kind : now->kind;
	const struct catalogue_kind *was, *is;
	struct err unknown;

	if (*has & bit("title") || !(*has & (bit("place") | bit("kind"))) || !place || !word)
		return RC_OK;
	/* A word that has left the catalogue made no title of today's. */
	if (find_kind(b, a, now->kind, &was, &unknown) != RC_OK ||
	    !str_equal(now->title, incident_title(a, now->place, was->event)))
		return RC_OK;
	if (find_kind(b, a, word, &is, e) != RC_OK)
		return e->code;
	wanted->title = incident_title(a, place, is->event);
	*has |= bit("title");
	return RC_OK;
}

static enum rc
edit(struct book *b, struct arena *a, const char *id, struct incident *wanted, uint64_t has,
     struct err *e)
{
	const struct catalogue_kind *kind;
	struct thing *t;
	enum rc rc = book_thing_kind(b, a, id, &kind_incident, &t, e);

	if (rc == RC_OK && (has & bit("kind")) && wanted->kind)
		rc = derive_family(b, a, wanted, &has, &kind, e);
	if (rc == RC_OK)
		rc = follow_title(b, a, t->body, wanted, &has, e);
	if (rc == RC_OK)
		rc = book_edit(b, a, t, wanted, has, e);
	return rc;
}

enum rc
incident_edit(struct book *b, struct arena *a, const char *id, const struct record *wanted,
	      struct err *e)
{
	struct incident body = *(const struct incident *)wanted->body;

	if (book_begin(b, e) != RC_OK)
		return e->code;
	return finish(b, edit(b, a, id, &body, wanted->has, e), e);
}

enum rc
incident_line(struct book *b, struct arena *a, const char *id, struct record *line, struct err *e)
{
	struct thing *t;
	enum rc rc = book_begin(b, e);

	if (rc != RC_OK)
		return rc;
	rc = book_thing_kind(b, a, id, &kind_incident, &t, e);
	if (rc == RC_OK) {
		line->of = t->id;
		rc = book_add(b, a, line, NULL, e);
	}
	return finish(b, rc, e);
}

static enum rc
check_figures(const struct record *fact, struct err *e)
{
	int64_t value;

	for (enum measure m = 0; m < MEASURES; m++)
		if (measure_given(fact, m, &value))
			return RC_OK;
	return err_set(e, RC_MISSING, _("no figures are given: dead=0, injured=2 …"));
}

/* The figures so far are read inside the write: nobody else can add one meanwhile. */
static enum rc
fact(struct book *b, struct arena *a, const char *id, struct record *r, struct err *e)
{
	struct records recs = {0};
	struct thing *t;
	enum rc rc = book_thing_kind(b, a, id, &kind_incident, &t, e);

	if (rc == RC_OK)
		rc = check_figures(r, e);
	if (rc == RC_OK)
		rc = book_of(b, a, t->id, &recs, e);
	if (rc == RC_OK)
		rc = figures_check_fall(&recs, r, NULL, e);
	if (rc == RC_OK) {
		r->of = t->id;
		rc = book_add(b, a, r, NULL, e);
	}
	vec_clear(&recs);
	return rc;
}

enum rc
incident_fact(struct book *b, struct arena *a, const char *id, struct record *r, struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	return finish(b, fact(b, a, id, r, e), e);
}

/* What stands in the book until the caller has said it. */
static const char place_unknown[] = "地点待核", kind_unknown[] = "other";

static enum rc
open_taken(struct book *b, struct arena *a, struct incident_taking *t, struct err *e)
{
	struct incident *in = t->incident->body;

	if (!in->place) {
		in->place = arena_text(a, place_unknown);
		record_has(t->incident, "place");
	}
	if (!in->kind) {
		in->kind = arena_text(a, kind_unknown);
		record_has(t->incident, "kind");
	}
	if (derive(b, a, t->incident, e) != RC_OK || book_add(b, a, t->incident, NULL, e) != RC_OK)
		return e->code;
	t->id = t->incident->id;
	return RC_OK;
}

static enum rc
take_down(struct book *b, struct arena *a, struct incident_taking *t, struct err *e)
{
	struct incident body;
	bool fresh = !t->id;
	enum rc rc = RC_OK;

	if (fresh) {
		rc = open_taken(b, a, t, e);
	} else if (t->incident) {
		body = *(const struct incident *)t->incident->body;
		rc = edit(b, a, t->id, &body, t->incident->has, e);
	}
	if (rc == RC_OK && t->fact && !fresh) {
		rc = fact(b, a, t->id, t->fact, e);
	} else if (rc == RC_OK && t->fact) {
		t->fact->of = t->id; /* the first one: nothing can fall */
		rc = book_add(b, a, t->fact, NULL, e);
	}
	for (struct record **line = t->lines; rc == RC_OK && line && *line; line++) {
		(*line)->of = t->id;
		rc = book_add(b, a, *line, NULL, e);
	}
	return rc;
}

enum rc
incident_take_down(struct book *b, struct arena *a, struct incident_taking *t, struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	return finish(b, take_down(b, a, t, e), e);
}

enum rc
incident_grade(struct book *b, struct arena *a, const char *id, int grade, const char *reason,
	       struct err *e)
{
	struct incident wanted = {.grade = grade, .grade_reason = (char *)reason};

	if (book_begin(b, e) != RC_OK)
		return e->code;
	return finish(b, edit(b, a, id, &wanted, bit("grade") | bit("grade_reason"), e), e);
}

/* A duplicate must name another incident, and that one must be there. */
static enum rc
check_into(struct book *b, struct arena *a, const char *id, const struct incident_closing *how,
	   struct err *e)
{
	struct thing *t;

	if (!how->into)
		return RC_OK;
	if (str_equal(id, how->into))
		return err_set(e, RC_INVALID, _("%s cannot be a duplicate of itself"), id);
	return book_thing_kind(b, a, how->into, &kind_incident, &t, e);
}

static enum rc
close_it(struct book *b, struct arena *a, const char *id, const struct incident_closing *how,
	 struct err *e)
{
	struct thing *t;
	struct incident wanted = {
	    .closed = how->as,
	    .closed_at = how->at.kind == MOMENT_EXACT ? how->at : moment_at(book_now(b)),
	    .into = (char *)how->into,
	    .close_reason = (char *)how->reason,
	};
	enum rc rc = book_thing_kind(b, a, id, &kind_incident, &t, e);

	if (rc == RC_OK && !thing_open(t))
		rc = err_set(e, RC_INVALID, _("%s is closed already"), t->id);
	if (rc == RC_OK)
		rc = check_into(b, a, t->id, how, e);
	if (rc == RC_OK)
		rc = book_edit(b, a, t, &wanted,
			       bit("closed") | bit("closed_at") | bit("into") | bit("close_reason"),
			       e);
	return rc;
}

enum rc
incident_close(struct book *b, struct arena *a, const char *id, const struct incident_closing *how,
	       struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	return finish(b, close_it(b, a, id, how, e), e);
}

/* Victims are things of their own that name the incident: their records hold private members too.
 */
static enum rc
add_casualties(struct book *b, struct arena *a, const char *id, struct records *file, struct err *e)
{
	struct things victims = {0};
	struct book_filter all = {0};
	enum rc rc = book_list(b, a, &kind_casualty, &all, &victims, e);

	for (size_t i = 0; rc == RC_OK && i < victims.n; i++)
		if (str_equal(((struct casualty *)victims.v[i]->body)->incident, id))
			rc = book_of(b, a, victims.v[i]->id, file, e);
	vec_clear(&victims);
	return rc;
}

static enum rc
purge(struct book *b, struct arena *a, const char *id, size_t *erased, struct err *e)
{
	struct record *line = record_new(a, &kind_log);
	struct log *log = line->body;
	struct records file = {0};
	struct thing *t;
	size_t n = 0;
	enum rc rc = book_thing_kind(b, a, id, &kind_incident, &t, e);

	if (rc == RC_OK)
		rc = book_file(b, a, t->id, &file, e);
	if (rc == RC_OK)
		rc = add_casualties(b, a, t->id, &file, e);
	for (size_t i = 0; rc == RC_OK && i < file.n; i++)
		n += file.v[i]->private_names != NULL;
	if (rc == RC_OK) {
		line->of = t->id;
		log->text = arena_text_f(a, _("Private members erased: %zu records"), n);
		record_has(line, "text");
		rc = book_add(b, a, line, NULL, e);
	}
	rc = finish(b, rc, e);
	for (size_t i = 0; rc == RC_OK && i < file.n; i++)
		if (file.v[i]->private_names) {
			rc = private_purge(arena_text_f(a, "%s/private", book_home(b)),
					   file.v[i]->id, e);
			rc = rc == RC_NOT_FOUND ? RC_OK : rc; /* of another host, or purged */
		}
	vec_clear(&file);
	*erased = n;
	return rc;
}

enum rc
incident_purge(struct book *b, struct arena *a, const char *id, size_t *erased, struct err *e)
{
	if (book_begin(b, e) != RC_OK)
		return e->code;
	return purge(b, a, id, erased, e);
}
