/* A form: the fields of a kind, filled in and parsed into a record. */
#include "tui/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

enum { LABEL_COLS = 18, GAP = 2 };

void
form_init(struct form *f, const struct kind *kind, uint64_t fields, form_picks picks, void *ctx)
{
	*f = (struct form){.kind = kind};
	f->inputs = calloc(kind->nfields, sizeof(*f->inputs));
	f->index = calloc(kind->nfields, sizeof(*f->index));
	if (!f->inputs || !f->index)
		die("out of memory");
	for (size_t i = 0; i < kind->nfields; i++) {
		const struct field *field = &kind->fields[i];
		const struct pick *list = NULL;
		size_t n = 0;

		if (field->flags & FIELD_DERIVED || (fields && !(fields >> i & 1)))
			continue;
		if (picks)
			list = picks(ctx, field, &n);
		input_init(&f->inputs[f->n], field, list, n);
		f->index[f->n++] = (int)i;
	}
}

void
form_clear(struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		input_clear(&f->inputs[i]);
	free(f->inputs);
	free(f->index);
	*f = (struct form){0};
}

void
form_set_body(struct form *f, const void *body)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < f->n; i++) {
		str_cut(&s, 0);
		if (!field_empty(f->inputs[i].field, body))
			field_show(f->inputs[i].field, body, &s);
		input_set(&f->inputs[i], s.ptr);
	}
	str_clear(&s);
}

struct input *
form_input(struct form *f, const char *field)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_equal(f->inputs[i].field->name, field))
			return &f->inputs[i];
	return NULL;
}

void
form_set(struct form *f, const char *field, const char *text)
{
	struct input *in = form_input(f, field);

	if (in)
		input_set(in, text);
}

bool
form_changed(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (input_changed(&f->inputs[i]))
			return true;
	return false;
}

static enum form_result
step(struct form *f, int by)
{
	if (by < 0 && f->focus > 0)
		f->focus--;
	else if (by > 0 && f->focus + 1 < f->n)
		f->focus++;
	return FORM_TAKEN;
}

enum form_result
form_key(struct form *f, const struct key_event *ev)
{
	enum input_result r;

	if (f->n == 0)
		return FORM_NOT_TAKEN;
	if (ev->key == K_CTRL('d'))
		return FORM_DONE;
	if (ev->key == K_TAB || ev->key == (K_TAB | K_SHIFT))
		return step(f, ev->key == K_TAB ? 1 : -1);
	r = input_key(&f->inputs[f->focus], ev);
	if (r == INPUT_DONE)
		return step(f, 1);
	if (r == INPUT_TAKEN)
		return FORM_TAKEN;
	switch (ev->key) {
	case K_UP:
		return step(f, -1);
	case K_DOWN:
		return step(f, 1);
	case K_ENTER:
		return f->focus + 1 == f->n ? FORM_DONE : step(f, 1);
	}
	return FORM_NOT_TAKEN;
}

/* Drawing */

static int
rows_of(const struct form *f, size_t i, int cols)
{
	return input_rows(&f->inputs[i], cols, !f->blurred && i == f->focus);
}

static void
draw_label(const struct form *f, size_t i, struct canvas *c, int row)
{
	const struct field *field = f->inputs[i].field;
	char label[120];

	snprintf(label, sizeof(label), "%s%s", field->flags & FIELD_REQUIRED ? "*" : "",
		 _(field->label));
	canvas_put_right(c, row, 0, LABEL_COLS, label,
			 !f->blurred && i == f->focus ? STYLE_STRONG : STYLE_NORMAL);
}

/* The row of hints under the fields: what may be typed, and where it goes. */
static void
draw_hint(const struct form *f, struct canvas *c)
{
	const struct input *in = &f->inputs[f->focus];
	char hint[300];

	snprintf(hint, sizeof(hint), "%s%s%s", input_hint(in),
		 in->field->flags & FIELD_PRIVATE ? _("  stays on this host, never published") : "",
		 in->field->flags & FIELD_REQUIRED ? _("  needed") : "");
	canvas_text(c, c->rows - 1, LABEL_COLS + GAP, c->cols - LABEL_COLS - GAP, hint, STYLE_DIM);
}

/* Scrolls so that the field with the caret is in sight. */
static void
settle(struct form *f, int rows, int cols)
{
	int above = 0, own;

	for (size_t i = 0; i < f->focus; i++)
		above += rows_of(f, i, cols);
	own = rows_of(f, f->focus, cols);
	if (above + own > f->top + rows)
		f->top = above + own - rows;
	if (above < f->top)
		f->top = above;
}

void
form_draw(struct form *f, struct canvas *c)
{
	int cols = c->cols - LABEL_COLS - GAP - 1, row, rows;
	struct canvas body = canvas_part(c, 0, 0, f->blurred ? c->rows : c->rows - 1, c->cols),
		      field;

	if (f->n == 0 || cols < 10)
		return;
	if (f->blurred)
		f->top = 0;
	else
		settle(f, body.rows, cols);
	row = -f->top;
	for (size_t i = 0; i < f->n; i++, row += rows) {
		rows = rows_of(f, i, cols);
		if (row + rows <= 0 || row >= body.rows)
			continue;
		draw_label(f, i, &body, row);
		field = canvas_part(&body, row, LABEL_COLS + GAP, rows, cols);
		if (row >= 0)
			input_draw(&f->inputs[i], &field, !f->blurred && i == f->focus);
	}
	if (!f->blurred)
		draw_hint(f, c);
}

/* Parsing */

void
form_point(struct form *f, const char *field, const char *sentence)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_equal(f->inputs[i].field->name, field)) {
			f->focus = i;
			snprintf(f->inputs[i].error, sizeof(f->inputs[i].error), "%s", sentence);
		}
}

static enum rc
collect_one(struct form *f, size_t i, const struct parse_context *c, struct record *r,
	    struct err *e)
{
	const struct field *field = f->inputs[i].field;
	struct str s = STR_INIT;
	enum rc rc = RC_OK;

	input_value(&f->inputs[i], &s);
	if (f->inputs[i].strict && f->inputs[i].chosen < 0 && s.len > 0)
		rc = err_set(e, RC_INVALID, _("pick one of those that are offered"));
	else if (input_changed(&f->inputs[i]))
		rc = record_set(r, field->name, s.ptr, c, e);
	else if (s.len == 0 && field->flags & FIELD_REQUIRED && r->rev == 0)
		rc = err_set(e, RC_MISSING, _("this is needed"));
	str_clear(&s);
	if (rc != RC_OK)
		form_point(f, field->name, e->text);
	return rc;
}

enum rc
form_collect(struct form *f, const struct parse_context *c, struct record *r, struct err *e)
{
	for (size_t i = 0; i < f->n; i++)
		if (collect_one(f, i, c, r, e) != RC_OK)
			return e->code;
	return RC_OK;
}

void
form_peek(const struct form *f, const struct parse_context *c, struct record *r)
{
	for (size_t i = 0; i < f->n; i++) {
		struct str s = STR_INIT;
		struct err e;

		input_value(&f->inputs[i], &s);
		if (input_changed(&f->inputs[i]) &&
		    record_set(r, f->inputs[i].field->name, s.ptr, c, &e) != RC_OK)
			r->has &= ~(UINT64_C(1) << f->index[i]);
		str_clear(&s);
	}
}

/* Drafts */

void
form_save(const struct form *f, bool private_fields, struct str *out)
{
	struct json_member_text *members = calloc(f->n + 1, sizeof(*members));
	struct arena a = {0};
	char *clean;
	size_t n = 0;

	if (!members)
		die("out of memory");
	for (size_t i = 0; i < f->n; i++) {
		const struct field *field = f->inputs[i].field;
		struct str value = STR_INIT, quoted = STR_INIT;

		input_value(&f->inputs[i], &value);
		if (private_fields == !!(field->flags & FIELD_PRIVATE) &&
		    input_changed(&f->inputs[i]) &&
		    text_clean(&a, value.ptr, value.len, true, &clean, NULL) == RC_OK) {
			json_write_text(&quoted, clean);
			members[n++] = (struct json_member_text){field->name, str_take(&quoted)};
		}
		str_clear(&value);
		str_clear(&quoted);
	}
	if (n > 0)
		json_write_object(out, members, n);
	for (size_t i = 0; i < n; i++)
		free((char *)members[i].value);
	free(members);
	arena_free(&a);
}

enum rc
form_load(struct form *f, const char *text, size_t len, struct err *e)
{
	struct arena a = {0};
	struct json_line j;
	enum rc rc = json_line_read(&a, text, len, &j, e);

	if (rc == RC_OK && j.tokens[0].type != JT_OBJECT)
		rc = err_set(e, RC_CORRUPT, _("the draft cannot be read"));
	for (size_t t = json_first(0); rc == RC_OK && t < j.tokens[0].next;) {
		size_t value = j.tokens[t].next;
		struct input *in = form_input(f, json_text(&a, &j, t));

		if (in && j.tokens[value].type == JT_TEXT)
			input_type(in, json_text(&a, &j, value));
		t = j.tokens[value].next;
	}
	arena_free(&a);
	return rc;
}
