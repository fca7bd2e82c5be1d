/* Sets up how a station keeps watch: from a text file, and from a form. */
#include "storage/roster_setup.h"

#include <string.h>

#include "core/conf.h"
#include "core/crew.h"
#include "core/season.h"
#include "core/setup_check.h"
#include "storage/roster_inside.h"
#include "storage/setup_inside.h"

const struct kind *const setup_kinds[SETUP_KINDS] = {&kind_shift, &kind_post, &kind_vehicle,
						     &kind_pattern, &kind_season};

/* ---- the set-up as it will be ---- */

enum rc
setup_open(struct setup *s, struct book *b, struct arena *a, struct err *e)
{
	struct book_filter f = {.book = book_name(b)};
	enum rc rc;

	*s = (struct setup){.book = b, .arena = a};
	rc = roster_load(b, a, NULL, 1, 2, &s->roster, e);
	for (size_t i = 0; rc == RC_OK && i < SETUP_KINDS; i++)
		if (setup_list(s, setup_kinds[i]) == &s->others)
			rc = book_list(b, a, setup_kinds[i], &f, &s->others, e);
	return rc;
}

void
setup_clear(struct setup *s)
{
	roster_clear(&s->roster);
	vec_clear(&s->others);
}

struct things *
setup_list(struct setup *s, const struct kind *k)
{
	return k == &kind_post      ? &s->roster.duty.posts
	       : k == &kind_pattern ? &s->roster.duty.patterns
				    : &s->others;
}

const char *
setup_name(const struct kind *k, const void *body)
{
	return *(char *const *)field_of(kind_field(k, "name"), body);
}

static bool
is_live(const struct thing *t)
{
	return t->kind == &kind_pattern  ? !((const struct pattern *)t->body)->cancelled
	       : t->kind == &kind_season ? !((const struct season *)t->body)->cancelled
					 : true;
}

/* Of patterns with one name: the one of that first day, else the latest. */
static bool
fits_better(const struct record *r, const struct thing *t, const struct thing *old)
{
	const struct pattern *wanted = r->body, *p = t->body, *q = old ? old->body : NULL;

	if (!old || t->kind != &kind_pattern)
		return !old;
	if (wanted->first && (p->first == wanted->first) != (q->first == wanted->first))
		return p->first == wanted->first;
	return p->first > q->first;
}

struct thing *
setup_standing(struct setup *s, const struct record *r)
{
	struct things *list = setup_list(s, r->kind);
	const char *name = setup_name(r->kind, r->body);
	struct thing *found = NULL;

	for (size_t i = 0; i < list->n; i++) {
		struct thing *t = list->v[i];

		if (t->kind == r->kind && is_live(t) &&
		    str_equal(setup_name(t->kind, t->body), name) && fits_better(r, t, found))
			found = t;
	}
	return found;
}

void *
setup_merged(struct arena *a, const struct thing *t, const struct record *r)
{
	char *body = arena_alloc(a, r->kind->size);

	if (t)
		memcpy(body, t->body, r->kind->size);
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (r->has >> i & 1)
			field_copy(&r->kind->fields[i], r->body, body);
	return body;
}

/* Puts a thing into the lists, in place of the old one. */
static struct thing *
remember(struct setup *s, const struct thing *old, const struct record *r, void *body)
{
	struct things *list = setup_list(s, r->kind);
	struct thing *t = ARENA_NEW(s->arena, struct thing);

	if (old)
		*t = *old;
	else
		*t = (struct thing){.kind = r->kind, .id = r->id, .first = r, .last = r};
	t->body = body;
	for (size_t i = 0; old && i < list->n; i++)
		if (list->v[i] == old)
			list->v[i] = t;
	if (!old)
		vec_push(list, t);
	return t;
}

static bool
differs(const struct thing *t, const struct record *r)
{
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (r->has >> i & 1 && !field_equal(&r->kind->fields[i], t->body, r->body))
			return true;
	return false;
}

/* ---- making, changing, going on ---- */

static enum rc
make(struct setup *s, struct record *r, struct thing **out, struct err *e)
{
	if (book_add(s->book, s->arena, r, NULL, e) != RC_OK)
		return e->code;
	*out = remember(s, NULL, r, r->body);
	s->done.made++;
	return RC_OK;
}

static enum rc
change(struct setup *s, const struct record *r, struct thing *t, struct thing **out, struct err *e)
{
	void *body = setup_merged(s->arena, t, r);

	if (book_edit(s->book, s->arena, t, body, r->has, e) != RC_OK)
		return e->code;
	*out = remember(s, t, r, body);
	s->done.changed++;
	return RC_OK;
}

static bool
changes(const struct record *r, const struct thing *t, const char *field)
{
	int i = kind_field_index(r->kind, field);

	return r->has >> i & 1 && !field_equal(&r->kind->fields[i], t->body, r->body);
}

/* Nothing but how long it lasts, not into the past, and what it is called. */
static bool
only_ends(const struct setup *s, const struct record *r, const struct thing *t)
{
	const struct pattern *wanted = r->body;

	for (size_t i = 0; i < r->kind->nfields; i++) {
		const char *field = r->kind->fields[i].name;

		if (!str_equal(field, "last") && !str_equal(field, "name") && changes(r, t, field))
			return false;
	}
	return !changes(r, t, "last") || !wanted->last ||
	       wanted->last >= day_add(day_of(book_now(s->book)), -1);
}

/* The old one ends the day before, another goes on. */
static enum rc
go_on(struct setup *s, struct record *r, struct thing *t, struct thing **out, struct err *e)
{
	const struct pattern *old = t->body, *wanted = r->body;
	int before = day_add(wanted->first, -1);
	struct record *next = record_new(s->arena, r->kind), *end;
	struct pattern *body = setup_merged(s->arena, t, r);
	struct thing *closed;

	if (!changes(r, t, "last"))
		body->last = 0;
	next->body = body;
	roster_mark_given(next);
	if (old->last && old->last <= before)
		return make(s, next, out, e);
	end = record_new(s->arena, r->kind);
	((struct pattern *)end->body)->last = before;
	record_has(end, "last");
	if (change(s, end, t, &closed, e) != RC_OK)
		return e->code;
	return make(s, next, out, e);
}

static enum rc
take_begun(struct setup *s, struct record *r, struct thing *t, struct thing **out, struct err *e)
{
	const struct pattern *old = t->body, *wanted = r->body;
	struct pattern *merged = setup_merged(s->arena, t, r);

	if (only_ends(s, r, t))
		return change(s, r, t, out, e);
	if (changes(r, t, "first") && wanted->first > old->first &&
	    pattern_begins(merged) > book_now(s->book))
		return go_on(s, r, t, out, e);
	return err_set(e, RC_INVALID,
		       _("“%s” has begun, and what was stood by it stays: give a first day that is "
			 "still ahead, and it goes on from there"),
		       old->name);
}

enum rc
setup_take(struct setup *s, struct record *r, struct thing *t, struct thing **out, struct err *e)
{
	*out = NULL;
	if (!t)
		return make(s, r, out, e);
	if (!differs(t, r)) {
		s->done.kept++;
		return RC_OK;
	}
	if (t->kind == &kind_pattern && pattern_begins(t->body) <= book_now(s->book))
		return take_begun(s, r, t, out, e);
	return change(s, r, t, out, e);
}

enum rc
setup_check(const struct setup *s, const struct thing *t, struct err *e)
{
	if (t->kind == &kind_pattern)
		return setup_check_pattern(&s->roster.duty, t, book_now(s->book), e);
	if (t->kind == &kind_shift)
		return setup_check_shift(&s->others, t, e);
	return RC_OK;
}

/* ---- crews ---- */

static enum rc
crew_ids(const struct roster *r, struct arena *a, const char *text, char **out, struct err *e)
{
	struct str ids = STR_INIT;
	enum rc rc = RC_OK;

	while (*text && rc == RC_OK) {
		size_t n = strcspn(text, "+");
		const char *name = arena_text_n(a, text, n);
		const struct thing *t = NULL;

		if (!str_equal(name, "-"))
			rc = roster_person(r, name, &t, e);
		str_add_f(&ids, "%s%s", t ? t->id : name, text[n] ? "+" : "");
		text += n + (text[n] != '\0');
	}
	*out = arena_text(a, ids.ptr);
	str_clear(&ids);
	return rc;
}

enum rc
setup_resolve_crews(const struct roster *r, struct arena *a, struct record *wanted, struct err *e)
{
	struct pattern *p = wanted->body;
	char **ids;
	size_t n = 0;

	if (wanted->kind != &kind_pattern || !p->crews)
		return RC_OK;
	while (p->crews[n])
		n++;
	ids = arena_alloc(a, (n + 1) * sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		if (crew_ids(r, a, p->crews[i], &ids[i], e) != RC_OK)
			return e->code;
	p->crews = ids;
	return RC_OK;
}

/* ---- from a file ---- */

struct section {
	const struct conf_section *conf;
	const struct kind *kind;
	struct thing *made; /* or changed; NULL: kept */
	bool done;
};

struct file {
	struct setup setup;
	const struct conf *conf;
	struct section *v;
	size_t n;
};

/* What a person writes, as record_set takes it: posts by name. */
static enum rc
set_value(struct file *f, struct record *r, const struct conf_entry *en, struct err *e)
{
	struct parse_context c = {.now = book_now(f->setup.book), .arena = f->setup.arena};
	const struct field *field = kind_field(r->kind, en->key);
	const char *value = en->value;

	if (field && field->type == &field_ref &&
	    roster_post_id(&f->setup.roster, en->value, &value, e) != RC_OK)
		return e->code;
	return record_set(r, en->key, value, &c, e);
}

static enum rc
fill(struct file *f, const struct section *sec, struct record *r, struct err *e)
{
	struct parse_context c = {.now = book_now(f->setup.book), .arena = f->setup.arena};
	enum rc rc = record_set(r, "name", sec->conf->name, &c, e);

	for (size_t i = 0; rc == RC_OK && i < sec->conf->n; i++) {
		const struct conf_entry *en = &sec->conf->entries[i];
		struct err why;

		rc = set_value(f, r, en, &why);
		if (rc == RC_OK && str_equal(en->key, "crews"))
			rc = setup_resolve_crews(&f->setup.roster, f->setup.arena, r, &why);
		if (rc != RC_OK)
			rc = conf_error(f->conf, en->line, e, "%s", why.text);
	}
	return rc;
}

static enum rc
apply(struct file *f, struct section *sec, struct err *e)
{
	struct record *r = record_new(f->setup.arena, sec->kind);
	struct err why;

	sec->done = true;
	if (fill(f, sec, r, e) != RC_OK)
		return e->code;
	if (setup_take(&f->setup, r, setup_standing(&f->setup, r), &sec->made, &why) != RC_OK)
		return conf_error(f->conf, sec->conf->line, e, "%s", why.text);
	return RC_OK;
}

/* Whether what a section names is there already: a post may name one that comes below it. */
static bool
can_be_read(const struct file *f, const struct section *sec)
{
	const char *also = conf_get(sec->conf, "also"), *id;
	struct err e;

	return sec->kind != &kind_post || !also ||
	       roster_post_id(&f->setup.roster, also, &id, &e) == RC_OK;
}

/* All sections of a kind, those first that name nothing new; then the rest as it stands. */
static enum rc
apply_kind(struct file *f, const struct kind *k, struct err *e)
{
	bool more = true, stuck = false;

	while (more) {
		more = false;
		for (size_t i = 0; i < f->n; i++) {
			struct section *sec = &f->v[i];

			if (sec->done || sec->kind != k || (!stuck && !can_be_read(f, sec)))
				continue;
			if (apply(f, sec, e) != RC_OK)
				return e->code;
			more = true;
		}
		if (!more && !stuck)
			more = stuck = true;
	}
	return RC_OK;
}

static const struct kind *
kind_of(const char *type)
{
	for (size_t i = 0; i < SETUP_KINDS; i++)
		if (str_equal(setup_kinds[i]->name, type))
			return setup_kinds[i];
	return NULL;
}

static enum rc
read_sections(struct file *f, struct err *e)
{
	f->v = arena_alloc(f->setup.arena, (f->conf->n + 1) * sizeof(*f->v));
	for (size_t i = 0; i < f->conf->n; i++) {
		const struct conf_section *sec = &f->conf->sections[i];

		if (!kind_of(sec->type))
			return conf_error(f->conf, sec->line, e, _("no section “%s” is known here"),
					  sec->type);
		if (!*sec->name)
			return conf_error(f->conf, sec->line, e, _("[%s NAME] is expected here"),
					  sec->type);
		f->v[f->n++] = (struct section){.conf = sec, .kind = kind_of(sec->type)};
	}
	return RC_OK;
}

static enum rc
check_all(struct file *f, struct err *e)
{
	for (size_t i = 0; i < f->n; i++) {
		struct err why;

		if (f->v[i].made && setup_check(&f->setup, f->v[i].made, &why) != RC_OK)
			return conf_error(f->conf, f->v[i].conf->line, e, "%s", why.text);
	}
	return RC_OK;
}

enum rc
roster_setup(struct book *b, struct arena *a, const char *file, const char *text, size_t len,
	     struct roster_set_up *out, struct err *e)
{
	struct conf conf;
	struct file f = {.conf = &conf};
	enum rc rc = conf_parse(a, file, text, len, &conf, e);

	if (rc == RC_OK)
		rc = book_begin(b, e);
	if (rc != RC_OK)
		return rc;
	rc = setup_open(&f.setup, b, a, e);
	if (rc == RC_OK)
		rc = read_sections(&f, e);
	for (size_t i = 0; rc == RC_OK && i < SETUP_KINDS; i++)
		rc = apply_kind(&f, setup_kinds[i], e);
	if (rc == RC_OK)
		rc = check_all(&f, e);
	*out = f.setup.done;
	setup_clear(&f.setup);
	return roster_finish(b, rc, e);
}
