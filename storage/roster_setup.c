/* Sets up how a station keeps watch from a text file. */
#include "storage/roster_setup.h"

#include <string.h>

#include "core/conf.h"
#include "core/crew.h"
#include "core/roster_text.h"
#include "core/season.h"
#include "core/vec.h"
#include "storage/roster.h"

struct setup {
	struct book *book;
	struct arena *arena;
	const struct conf *conf;
	struct things things; /* of these kinds, as they stand */
	struct roster roster;
	VEC(struct record *) made; /* in this run: later sections may name them */
	struct roster_set_up done;
};

static const struct kind *const set_kinds[] = {&kind_shift, &kind_post, &kind_vehicle,
					       &kind_pattern, &kind_season};

static const char *
name_of(const struct kind *k, const void *body)
{
	return *(char *const *)field_of(kind_field(k, "name"), body);
}

/* The id of a post by name: of this file, or of the book. */
static enum rc
post_id(struct setup *s, const char *text, const char **out, struct err *e)
{
	const struct thing *t;

	for (size_t i = 0; i < s->made.n; i++)
		if (s->made.v[i]->kind == &kind_post &&
		    str_equal(name_of(&kind_post, s->made.v[i]->body), text)) {
			*out = s->made.v[i]->id;
			return RC_OK;
		}
	if (roster_post(&s->roster, text, &t, e) != RC_OK)
		return e->code;
	*out = t->id;
	return RC_OK;
}

/* One crew, "东+南", with ids in the place of names. */
static enum rc
crew_text(struct setup *s, const char *text, struct str *out, struct err *e)
{
	while (*text) {
		size_t n = strcspn(text, "+");
		const char *name = arena_text_n(s->arena, text, n);
		const struct thing *t = NULL;

		if (!str_equal(name, "-") && roster_person(&s->roster, name, &t, e) != RC_OK)
			return e->code;
		str_add_f(out, "%s%s", t ? t->id : name, text[n] ? "+" : "");
		text += n + (text[n] != '\0');
	}
	return RC_OK;
}

static enum rc
crews_text(struct setup *s, const char *text, struct str *out, struct err *e)
{
	char **crews;
	size_t n = roster_names(s->arena, text, &crews);

	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? "," : "");
		if (crew_text(s, crews[i], out, e) != RC_OK)
			return e->code;
	}
	return RC_OK;
}

/* What a person writes, as record_set takes it. */
static enum rc
value_text(struct setup *s, const struct kind *k, const struct conf_entry *en, struct str *out,
	   struct err *e)
{
	const struct field *f = kind_field(k, en->key);
	const char *id = "";

	if (k == &kind_pattern && str_equal(en->key, "crews"))
		return crews_text(s, en->value, out, e);
	if (!f || f->type != &field_ref) {
		str_add(out, en->value);
		return RC_OK;
	}
	if (post_id(s, en->value, &id, e) != RC_OK)
		return e->code;
	str_add(out, id);
	return RC_OK;
}

static enum rc
fill(struct setup *s, const struct conf_section *sec, struct record *r, struct err *e)
{
	struct parse_context c = {.now = book_now(s->book), .arena = s->arena};
	enum rc rc = record_set(r, "name", sec->name, &c, e);

	for (size_t i = 0; rc == RC_OK && i < sec->n; i++) {
		struct str value = STR_INIT;
		struct err why;

		rc = value_text(s, r->kind, &sec->entries[i], &value, &why);
		if (rc == RC_OK)
			rc = record_set(r, sec->entries[i].key, value.ptr, &c, &why);
		if (rc != RC_OK)
			rc = conf_error(s->conf, sec->entries[i].line, e, "%s", why.text);
		str_clear(&value);
	}
	return rc;
}

static const struct thing *
standing(const struct setup *s, const struct record *r)
{
	const char *name = name_of(r->kind, r->body);

	for (size_t i = 0; i < s->things.n; i++)
		if (s->things.v[i]->kind == r->kind &&
		    str_equal(name_of(r->kind, s->things.v[i]->body), name))
			return s->things.v[i];
	return NULL;
}

static bool
differs(const struct thing *t, const struct record *r)
{
	for (size_t i = 0; i < r->kind->nfields; i++)
		if (r->has >> i & 1 && !field_equal(&r->kind->fields[i], t->body, r->body))
			return true;
	return false;
}

static enum rc
apply(struct setup *s, const struct conf_section *sec, const struct kind *k, struct err *e)
{
	struct record *r = record_new(s->arena, k);
	const struct thing *t;
	struct err why;
	enum rc rc = fill(s, sec, r, e);

	if (rc != RC_OK)
		return rc;
	t = standing(s, r);
	if (t && !differs(t, r)) {
		s->done.kept++;
		return RC_OK;
	}
	rc = t ? book_edit(s->book, s->arena, t, r->body, r->has, &why)
	       : book_add(s->book, s->arena, r, NULL, &why);
	if (rc != RC_OK)
		return conf_error(s->conf, sec->line, e, "%s", why.text);
	if (!t)
		vec_push(&s->made, r);
	*(t ? &s->done.changed : &s->done.made) += 1;
	return RC_OK;
}

static const struct kind *
kind_of(const char *type)
{
	for (size_t i = 0; i < ARRAY_LEN(set_kinds); i++)
		if (str_equal(set_kinds[i]->name, type))
			return set_kinds[i];
	return NULL;
}

static enum rc
apply_all(struct setup *s, struct err *e)
{
	struct book_filter f = {.book = book_name(s->book)};
	enum rc rc = roster_load(s->book, s->arena, NULL, 1, 2, &s->roster, e);

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(set_kinds); i++)
		rc = book_list(s->book, s->arena, set_kinds[i], &f, &s->things, e);
	for (size_t i = 0; rc == RC_OK && i < s->conf->n; i++) {
		const struct conf_section *sec = &s->conf->sections[i];
		const struct kind *k = kind_of(sec->type);

		if (!k)
			return conf_error(s->conf, sec->line, e, _("no section “%s” is known here"),
					  sec->type);
		if (!*sec->name)
			return conf_error(s->conf, sec->line, e, _("[%s NAME] is expected here"),
					  sec->type);
		rc = apply(s, sec, k, e);
	}
	return rc;
}

enum rc
roster_setup(struct book *b, struct arena *a, const char *file, const char *text, size_t len,
	     struct roster_set_up *out, struct err *e)
{
	struct conf conf;
	struct setup s = {.book = b, .arena = a, .conf = &conf};
	enum rc rc = conf_parse(a, file, text, len, &conf, e);

	if (rc == RC_OK)
		rc = book_begin(b, e);
	if (rc != RC_OK)
		return rc;
	rc = apply_all(&s, e);
	if (rc == RC_OK)
		rc = book_commit(b, e);
	else
		book_abort(b);
	*out = s.done;
	roster_clear(&s.roster);
	vec_clear(&s.things);
	vec_clear(&s.made);
	return rc;
}
