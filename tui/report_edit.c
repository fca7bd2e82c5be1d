/* Writing a report: its fields, its text, and what of both is kept. */
#include "tui/report_edit.h"

#include <stdlib.h>
#include <string.h>

enum { FORM_ROWS_SHORT = 3, BODY_ROWS_SHORT = 4, BODY_ROWS = 8 };

static int
body_index(void)
{
	return kind_field_index(&kind_report, "body");
}

static bool
is_typed(int field)
{
	return field == body_index() || !(kind_report.fields[field].flags & FIELD_DERIVED);
}

void
report_edit_init(struct report_edit *ed)
{
	uint64_t fields = 0;

	for (size_t i = 0; i < kind_report.nfields && i < REPORT_FIELDS; i++)
		if (is_typed((int)i) && (int)i != body_index())
			fields |= UINT64_C(1) << i;
	form_init(&ed->form, &kind_report, fields, NULL, NULL);
	editor_init(&ed->body, true, (size_t)kind_report.fields[body_index()].max);
	ed->in_body = true;
}

void
report_edit_clear(struct report_edit *ed)
{
	form_clear(&ed->form);
	editor_clear(&ed->body);
	for (size_t i = 0; i < REPORT_FIELDS; i++) {
		free(ed->typed[i]);
		free(ed->stored[i]);
	}
	*ed = (struct report_edit){0};
}

/* ---- one field ---- */

static void
value_now(const struct report_edit *ed, int field, struct str *out)
{
	const struct form *f = &ed->form;

	str_cut(out, 0);
	if (field == body_index()) {
		str_add(out, editor_text(&ed->body));
		return;
	}
	for (size_t i = 0; i < f->n; i++)
		if (f->index[i] == field)
			input_value(&f->inputs[i], out);
}

static void
put_value(struct report_edit *ed, int field, const char *text)
{
	struct form *f = &ed->form;

	if (field == body_index()) {
		editor_set(&ed->body, text);
		ed->body.caret = 0;
	}
	for (size_t i = 0; i < f->n; i++)
		if (f->index[i] == field)
			input_set(&f->inputs[i], text);
}

static void
remember(char **slot, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		die("out of memory");
	free(*slot);
	*slot = copy;
}

static bool
touched(const struct report_edit *ed, int field, struct str *value)
{
	value_now(ed, field, value);
	return !str_equal(value->ptr, ed->typed[field] ? ed->typed[field] : "");
}

bool
report_edit_changed(const struct report_edit *ed)
{
	struct str value = STR_INIT;
	bool changed = false;

	for (int i = 0; i < REPORT_FIELDS && !changed; i++)
		changed = is_typed(i) && touched(ed, i, &value);
	str_clear(&value);
	return changed;
}

/* ---- from the book and into it ---- */

static void
stored_text(const struct report *r, int field, struct str *out)
{
	const struct field *f = &kind_report.fields[field];

	str_cut(out, 0);
	if (!field_empty(f, r))
		field_show(f, r, out);
}

void
report_edit_take(struct report_edit *ed, const struct report *stored)
{
	struct str was = STR_INIT, is = STR_INIT;

	for (int i = 0; i < REPORT_FIELDS; i++) {
		if (!is_typed(i))
			continue;
		stored_text(stored, i, &is);
		if (ed->stored[i] && str_equal(ed->stored[i], is.ptr))
			continue;
		if (!touched(ed, i, &was) || !ed->stored[i]) {
			put_value(ed, i, is.ptr);
			value_now(ed, i, &was);
			remember(&ed->typed[i], was.ptr);
		}
		remember(&ed->stored[i], is.ptr);
	}
	str_clear(&was);
	str_clear(&is);
}

/* Whether a value may stand in the field; the sentence says why not. */
static enum rc
try_value(struct arena *a, int field, const char *text, int64_t now, struct report *body,
	  struct err *e)
{
	const struct field *f = &kind_report.fields[field];
	struct parse_context world = {.now = now, .arena = a};
	struct report scratch = *body;

	if (field_parse(f, text, &world, &scratch, e) != RC_OK)
		return e->code;
	if (f->flags & FIELD_REQUIRED && field_empty(f, &scratch))
		return err_set(e, RC_MISSING, _("%s is needed"), _(f->label));
	*body = scratch;
	return RC_OK;
}

struct keeping {
	struct arena arena;
	const char *names[REPORT_FIELDS], *values[REPORT_FIELDS];
	int fields[REPORT_FIELDS];
	size_t n;
};

/* Gathers what was changed and may be kept; RC_OK also when something may not: it is in *bad. */
static void
gather(struct report_edit *ed, int64_t now, bool point, struct keeping *k, struct err *bad)
{
	struct report scratch = {0};
	struct str value = STR_INIT;

	for (int i = 0; i < REPORT_FIELDS; i++) {
		struct err e;

		if (!is_typed(i) || !touched(ed, i, &value))
			continue;
		if (try_value(&k->arena, i, value.ptr, now, &scratch, &e) != RC_OK) {
			err_set(bad, e.code, _("not kept: %s"), e.text);
			if (point) {
				form_point(&ed->form, kind_report.fields[i].name, e.text);
				ed->in_body = ed->in_body && i == body_index();
			}
			continue;
		}
		k->fields[k->n] = i;
		k->names[k->n] = kind_report.fields[i].name;
		k->values[k->n++] = arena_text(&k->arena, value.ptr);
	}
	str_clear(&value);
}

/* What was kept may differ from what was typed by a blank at its end. */
static enum rc
read_back(struct report_edit *ed, struct book *b, const char *id, struct keeping *k, struct err *e)
{
	struct desk_report r;
	struct str is = STR_INIT;
	enum rc rc = desk_find(b, &k->arena, id, &r, e);

	for (size_t i = 0; rc == RC_OK && i < k->n; i++) {
		stored_text(r.body, k->fields[i], &is);
		remember(&ed->stored[k->fields[i]], is.ptr);
		remember(&ed->typed[k->fields[i]], k->values[i]);
	}
	str_clear(&is);
	return rc;
}

enum rc
report_edit_keep(struct report_edit *ed, struct book *b, const char *id, bool point, struct err *e)
{
	struct keeping k = {0};
	struct err bad = {.code = RC_OK};
	enum rc rc = RC_OK;

	gather(ed, book_now(b), point, &k, &bad);
	if (k.n > 0)
		rc = desk_edit(b, &k.arena, id, k.names, k.values, k.n, e);
	if (rc == RC_OK && k.n > 0)
		rc = read_back(ed, b, id, &k, e);
	if (rc == RC_OK && bad.code != RC_OK)
		rc = err_set(e, bad.code, "%s", bad.text);
	arena_free(&k.arena);
	return rc;
}

void
report_edit_typed(const struct report_edit *ed, struct arena *a, int64_t now,
		  const struct report *stored, struct report *out)
{
	struct str value = STR_INIT;
	struct err e;

	*out = *stored;
	for (int i = 0; i < REPORT_FIELDS; i++)
		/* One that does not fit leaves what was there. */
		if (is_typed(i) && touched(ed, i, &value) &&
		    try_value(a, i, arena_text(a, value.ptr), now, out, &e) != RC_OK)
			continue;
	str_clear(&value);
}

/* ---- keys ---- */

static bool
form_part_key(struct report_edit *ed, const struct key_event *ev)
{
	bool last = ed->form.focus + 1 == ed->form.n;

	if ((ev->key == K_TAB && last) || (ev->key == (K_TAB | K_SHIFT) && ed->form.focus == 0)) {
		ed->in_body = true;
		return true;
	}
	switch (form_key(&ed->form, ev)) {
	case FORM_TAKEN:
		return true;
	case FORM_DONE: /* Enter on the last field; Ctrl-D is the screen's */
		if (ev->key != K_ENTER)
			return false;
		ed->in_body = true;
		return true;
	case FORM_NOT_TAKEN:
		break;
	}
	return false;
}

bool
report_edit_key(struct report_edit *ed, const struct key_event *ev)
{
	if (!ed->in_body)
		return form_part_key(ed, ev);
	if (ev->key == K_TAB || ev->key == (K_TAB | K_SHIFT)) {
		ed->in_body = false;
		ed->form.focus = ev->key == K_TAB ? 0 : ed->form.n - 1;
		return true;
	}
	if (editor_key(&ed->body, ev))
		return true;
	if (ev->key == K_UP) {
		ed->in_body = false;
		ed->form.focus = ed->form.n - 1;
	}
	return ev->key == K_UP || ev->key == K_DOWN;
}

/* ---- drawing ---- */

/* Both whole where there is room; else the part with the keys gets most of it. */
static int
form_rows(const struct report_edit *ed, int rows, bool focus)
{
	int all = (int)ed->form.n + 2;

	if (rows >= all + BODY_ROWS)
		return all;
	if (ed->in_body || !focus)
		return FORM_ROWS_SHORT;
	return rows - 1 - BODY_ROWS_SHORT < all ? rows - 1 - BODY_ROWS_SHORT : all;
}

void
report_edit_draw(struct report_edit *ed, struct canvas *c, bool focus)
{
	int fields = form_rows(ed, c->rows, focus), below = c->rows - fields - 1;
	struct canvas form = canvas_part(c, 0, 0, fields, c->cols);
	struct canvas body = canvas_part(c, fields + 1, 0, below, c->cols);
	bool in_body = focus && ed->in_body;

	ed->form.blurred = !focus || ed->in_body;
	form_draw(&ed->form, &form);
	canvas_rule(c, fields, 0, c->cols, STYLE_FRAME);
	canvas_text(c, fields, 2, (int)strlen("   ") + 4, "", STYLE_FRAME);
	canvas_put(c, fields, 3, _(kind_report.fields[body_index()].label),
		   in_body ? STYLE_STRONG : STYLE_HEADING);
	editor_draw(&ed->body, &body, in_body ? STYLE_FOCUS : STYLE_INPUT, in_body);
}
