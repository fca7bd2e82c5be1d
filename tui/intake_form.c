/* What is typed while a call is taken down: fields, what is offered for them, records, drafts. */
#include "tui/intake_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/pinyin.h"
#include "core/text.h"
#include "storage/owed.h"

/* Data of the book: why a figure may fall while the first call is still being taken down. */
static const char first_correction[] = "核实更正（接警登记）";

static const char *const count_fields[INTAKE_COUNTS] = {"trapped", "injured", "dead", "missing"};

/* In drafts; KIND, SOURCE and the private phone are dealt with apart. */
static const char *const draft_names[IN_FIELDS] = {
    [IN_PLACE] = "place",        [IN_TRAPPED] = "trapped", [IN_INJURED] = "injured",
    [IN_DEAD] = "dead",          [IN_MISSING] = "missing", [IN_OCCURRED] = "occurred",
    [IN_PHONE] = "caller_phone", [IN_WORDS] = "words",     [IN_ANSWER] = "answer",
};

enum rc
intake_form_init(struct intake_form *f, struct book *b, struct err *e)
{
	for (int i = 0; i < IN_FIELDS; i++) {
		bool is_count = i >= IN_TRAPPED && i <= IN_MISSING;

		editor_init(&f->editors[i], i == IN_WORDS,
			    is_count        ? 5
			    : i == IN_WORDS ? 3000
			    : i == IN_PLACE ? 100
					    : 40);
	}
	f->editors[IN_ANSWER].max = 200;
	for (int i = 0; i < INTAKE_COUNTS; i++)
		f->recorded[i] = -1;
	if (owed_catalogue(b, &f->arena, &f->catalogue, e) != RC_OK ||
	    offer_places(b, &f->arena, &f->places, &f->nplaces, &f->last_place, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < f->catalogue.n; i++)
		if (f->catalogue.v[i].digit >= 0)
			f->menu[f->catalogue.v[i].digit] = &f->catalogue.v[i];
	return offer_card(b, &f->arena, NULL, &f->card, e);
}

void
intake_form_clear(struct intake_form *f)
{
	for (int i = 0; i < IN_FIELDS; i++)
		if (f->editors[i].text.ptr)
			editor_clear(&f->editors[i]);
	arena_free(&f->arena);
}

const char *
intake_text(const struct intake_form *f, enum intake_field field)
{
	return editor_text(&f->editors[field]);
}

/* ---- choosing ---- */

void
intake_choose_kind(struct intake_form *f, struct book *b, const struct catalogue_kind *kind)
{
	struct card card;
	struct err e;

	f->kind = kind;
	f->at = 0;
	editor_set(&f->editors[IN_KIND], "");
	/* Without its card a kind is still a kind. */
	if (offer_card(b, &f->arena, kind, &card, &e) == RC_OK) {
		f->card = card;
		f->question = 0;
	}
}

static bool
kind_matches(const struct catalogue_kind *k, const char *typed)
{
	if (pinyin_match(k->name, typed) || pinyin_match(k->shortly, typed))
		return true;
	for (const char **w = k->also; *w; w++)
		if (pinyin_match(*w, typed))
			return true;
	return false;
}

/* The n-th that matches, counted from 0; of the fields that have candidates. */
static size_t
find(const struct intake_form *f, size_t n, size_t *count)
{
	const char *typed = intake_text(f, f->focus);
	size_t all = f->focus == IN_PLACE ? f->nplaces : f->focus == IN_KIND ? f->catalogue.n : 0;
	size_t found = all;

	*count = 0;
	for (size_t i = 0; *typed && i < all; i++) {
		if (f->focus == IN_PLACE
			? !pinyin_match(f->places[i], typed) || str_equal(f->places[i], typed)
			: !kind_matches(&f->catalogue.v[i], typed))
			continue;
		if (*count == n)
			found = i;
		++*count;
	}
	return found;
}

size_t
intake_candidates(const struct intake_form *f)
{
	size_t count;

	find(f, 0, &count);
	return count < INTAKE_CANDIDATES ? count : INTAKE_CANDIDATES;
}

const char *
intake_candidate(const struct intake_form *f, size_t n)
{
	size_t count, i = find(f, n, &count);

	if (n >= count)
		return NULL;
	return f->focus == IN_PLACE ? f->places[i] : f->catalogue.v[i].name;
}

bool
intake_take(struct intake_form *f, struct book *b, size_t n)
{
	size_t count, i = find(f, n, &count);

	if (n >= count)
		return false;
	if (f->focus == IN_PLACE)
		editor_set(&f->editors[IN_PLACE], f->places[i]);
	else
		intake_choose_kind(f, b, &f->catalogue.v[i]);
	f->at = 0;
	return true;
}

void
intake_answer(struct intake_form *f)
{
	const char *answer = intake_text(f, IN_ANSWER);
	struct editor *words = &f->editors[IN_WORDS];
	struct str s = STR_INIT;

	if (f->question >= f->card.n)
		return;
	if (*answer) {
		str_add_f(&s, "%s%s%s", editor_text(words), words->text.len ? "\n" : "",
			  f->card.v[f->question].text);
		str_add(&s, answer);
		editor_set(words, s.ptr);
		editor_set(&f->editors[IN_ANSWER], "");
		str_clear(&s);
	}
	f->question++;
}

bool
intake_is_blank(const struct intake_form *f)
{
	for (int i = 0; i < IN_FIELDS; i++)
		if (*intake_text(f, (enum intake_field)i))
			return false;
	return !f->kind && !f->source;
}

/* ---- records ---- */

static void
fail(struct intake_form *f, enum intake_field field, const struct err *e)
{
	snprintf(f->error, sizeof(f->error), "%.190s", e->text);
	f->error_at = field;
}

static void
set(struct intake_form *f, enum intake_field field, struct record *r, const char *name,
    const char *text, const struct parse_context *c)
{
	struct err e;

	if (*text && record_set(r, name, text, c, &e) != RC_OK)
		fail(f, field, &e);
}

/* A bare time is about that time: nobody looks at the clock when it burns. */
static const char *
about(struct arena *a, const char *typed)
{
	const char *narrow = text_narrow(a, typed);

	if (!*narrow || strchr("~?", narrow[0]) || str_starts(narrow, "约") ||
	    str_starts(narrow, "不"))
		return narrow;
	return arena_text_f(a, "~%s", narrow);
}

static void
collect_figures(struct intake_form *f, struct arena *a, int64_t now, struct intake *in)
{
	struct record *r = record_new(a, &kind_fact);
	struct parse_context c = {.now = now, .arena = a};
	struct fact *fact = r->body;
	bool differs = false, falls = false;

	for (int i = 0; i < INTAKE_COUNTS; i++) {
		enum intake_field field = (enum intake_field)(IN_TRAPPED + i);
		const struct field *row = kind_field(&kind_fact, count_fields[i]);
		const struct count *value = field_of(row, fact);

		set(f, field, r, count_fields[i], intake_text(f, field), &c);
		differs = differs || (value->set && value->n != f->recorded[i]);
		falls = falls || (value->set && value->n < f->recorded[i]);
	}
	if (!differs)
		return;
	fact->asof = moment_at(now);
	record_has(r, "asof");
	if (f->source)
		set(f, IN_SOURCE, r, "source", intake_source_text(f->source), &c);
	if (falls) {
		fact->reason = arena_text(a, first_correction);
		record_has(r, "reason");
	}
	in->fact = r;
}

void
intake_collect(struct intake_form *f, struct arena *a, int64_t now, struct intake *in)
{
	struct record *r = record_new(a, &kind_incident);
	struct parse_context c = {.now = now, .arena = a};
	const char *words = intake_text(f, IN_WORDS);

	f->error[0] = '\0';
	set(f, IN_PLACE, r, "place", intake_text(f, IN_PLACE), &c);
	if (f->kind)
		set(f, IN_KIND, r, "kind", f->kind->word, &c);
	set(f, IN_OCCURRED, r, "occurred", about(a, intake_text(f, IN_OCCURRED)), &c);
	if (f->source)
		set(f, IN_SOURCE, r, "source_type", choice_word(source_types, f->source), &c);
	set(f, IN_PHONE, r, "caller_phone", text_narrow(a, intake_text(f, IN_PHONE)), &c);
	if (f->number_ok || !text_has_personal_number(words))
		set(f, IN_WORDS, r, "words", words, &c);
	in->incident = r;
	in->fact = NULL;
	collect_figures(f, a, now, in);
}

void
intake_recorded(struct intake_form *f, const struct intake *in)
{
	for (int i = 0; in->fact && i < INTAKE_COUNTS; i++) {
		const struct count *c =
		    field_of(kind_field(&kind_fact, count_fields[i]), in->fact->body);

		if (c->set)
			f->recorded[i] = c->n;
	}
}

void
intake_form_know(struct intake_form *f, const struct figures *figures)
{
	for (int i = 0; i < INTAKE_COUNTS; i++) {
		const struct figure *known = &figures->of[measure_named(count_fields[i])];

		f->recorded[i] = known->known ? known->value : -1;
	}
}

/* ---- drafts ---- */

static void
add_member(struct json_member_text *members, size_t *n, const char *name, const char *text)
{
	struct arena a = {0};
	struct str quoted = STR_INIT;
	char *clean;

	if (text && *text && text_clean(&a, text, strlen(text), true, &clean, NULL) == RC_OK) {
		json_write_text(&quoted, clean);
		members[(*n)++] = (struct json_member_text){name, str_take(&quoted)};
	}
	arena_free(&a);
}

void
intake_save(const struct intake_form *f, const char *id, bool secret, struct str *out)
{
	struct json_member_text members[IN_FIELDS + 3];
	size_t n = 0;

	for (int i = 0; i < IN_FIELDS; i++)
		if (draft_names[i] && secret == (i == IN_PHONE))
			add_member(members, &n, draft_names[i],
				   intake_text(f, (enum intake_field)i));
	if (!secret) {
		add_member(members, &n, "kind", f->kind ? f->kind->word : NULL);
		add_member(members, &n, "source",
			   f->source ? choice_word(source_types, f->source) : NULL);
		add_member(members, &n, "id", id);
	}
	if (n > 0)
		json_write_object(out, members, n);
	for (size_t i = 0; i < n; i++)
		free((char *)members[i].value);
}

static void
restore_member(struct intake_form *f, struct book *b, const char *name, const char *text,
	       char id[ID_TEXT])
{
	for (int i = 0; i < IN_FIELDS; i++)
		if (draft_names[i] && str_equal(draft_names[i], name))
			editor_set(&f->editors[i], text);
	if (str_equal(name, "kind"))
		intake_choose_kind(f, b, catalogue_find(&f->catalogue, text));
	if (str_equal(name, "source"))
		f->source = choice_value(source_types, text);
	if (str_equal(name, "id"))
		snprintf(id, ID_TEXT, "%s", text);
}

void
intake_restore(struct intake_form *f, struct book *b, const char *text, char id[ID_TEXT])
{
	struct arena a = {0};
	struct json_line j;
	struct err e;

	if (*text && json_line_read(&a, text, strlen(text), &j, &e) == RC_OK &&
	    j.tokens[0].type == JT_OBJECT)
		for (size_t t = json_first(0); t < j.tokens[0].next;) {
			size_t value = j.tokens[t].next;

			if (j.tokens[value].type == JT_TEXT)
				restore_member(f, b, json_text(&a, &j, t), json_text(&a, &j, value),
					       id);
			t = j.tokens[value].next;
		}
	arena_free(&a);
}
