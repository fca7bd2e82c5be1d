/* One field to fill in: the widget for a row of a kind's field table. */
#include "tui/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/pinyin.h"
#include "core/text.h"

enum { CANDIDATES = 10, CANDIDATE_ROWS = 3, NOTE_ROWS = 4, SHORT_COLS = 24 };

static bool
is_ticks(const struct input *in)
{
	return in->field->type->widget == WIDGET_FLAGS || in->field->type->widget == WIDGET_YES;
}

static size_t
ticks(const struct input *in)
{
	size_t n = 0;

	if (in->field->type->widget == WIDGET_YES)
		return 1;
	while (in->field->choices[n].word)
		n++;
	return n;
}

static void
own_picks(struct input *in)
{
	size_t n = 0;

	while (in->field->choices[n].word)
		n++;
	in->own = calloc(n + 1, sizeof(*in->own));
	if (!in->own)
		die("out of memory");
	for (size_t i = 0; i < n; i++)
		in->own[i] =
		    (struct pick){in->field->choices[i].word, _(in->field->choices[i].label)};
	in->picks = in->own;
	in->npicks = n;
}

void
input_init(struct input *in, const struct field *field, const struct pick *picks, size_t n)
{
	enum widget w = field->type->widget;
	size_t max = w == WIDGET_NOTE ? 4000 : w == WIDGET_TEXT ? 200 : 40;

	*in = (struct input){.field = field, .picks = picks, .npicks = n, .chosen = -1};
	if (w == WIDGET_CHOICE)
		own_picks(in);
	in->strict = in->npicks > 0 && (w == WIDGET_CHOICE || w == WIDGET_PERSON || field->target);
	if ((w == WIDGET_TEXT || w == WIDGET_NOTE) && field->max > 0)
		max = (size_t)field->max;
	editor_init(&in->editor, w == WIDGET_NOTE, max);
	input_set(in, "");
}

void
input_clear(struct input *in)
{
	free(in->own);
	free(in->initial);
	editor_clear(&in->editor);
}

static int
find_pick(const struct input *in, const char *value)
{
	for (size_t i = 0; i < in->npicks && *value; i++)
		if (str_equal(in->picks[i].value, value) || str_equal(in->picks[i].label, value))
			return (int)i;
	return -1;
}

static unsigned
read_flags(const struct input *in, const char *value)
{
	unsigned flags = 0;

	for (size_t i = 0; i < ticks(in); i++) {
		const char *word = in->field->choices[i].word, *at = strstr(value, word);
		size_t n = strlen(word);

		if (at && (at == value || at[-1] == ',') && (at[n] == '\0' || at[n] == ','))
			flags |= 1U << i;
	}
	return flags;
}

void
input_type(struct input *in, const char *value)
{
	in->at = 0;
	in->error[0] = '\0';
	if (in->field->type->widget == WIDGET_YES) {
		in->yes = str_equal(value, "yes");
	} else if (is_ticks(in)) {
		in->flags = read_flags(in, value);
	} else {
		in->chosen = in->strict ? find_pick(in, value) : -1;
		editor_set(&in->editor, in->chosen >= 0 ? "" : value);
	}
}

void
input_set(struct input *in, const char *value)
{
	struct str s = STR_INIT;

	input_type(in, value);
	free(in->initial);
	input_value(in, &s);
	in->initial = strdup(s.ptr);
	if (!in->initial)
		die("out of memory");
	str_clear(&s);
}

void
input_value(const struct input *in, struct str *out)
{
	const char *comma = "";

	if (in->field->type->widget == WIDGET_YES) {
		str_add(out, in->yes ? "yes" : "");
	} else if (is_ticks(in)) {
		for (size_t i = 0; i < ticks(in); i++)
			if (in->flags >> i & 1) {
				str_add_f(out, "%s%s", comma, in->field->choices[i].word);
				comma = ",";
			}
	} else if (in->chosen >= 0) {
		str_add(out, in->picks[in->chosen].value);
	} else {
		str_add(out, editor_text(&in->editor));
	}
}

bool
input_changed(const struct input *in)
{
	struct str s = STR_INIT;
	bool changed;

	input_value(in, &s);
	changed = !str_equal(s.ptr, in->initial);
	str_clear(&s);
	return changed;
}

/* Picking */

static bool
matches(const struct input *in, const struct pick *p)
{
	const char *typed = editor_text(&in->editor);

	return pinyin_match(p->label, typed) || str_starts(p->value, typed);
}

/* The n-th matching pick from 0, or -1. */
static int
candidate(const struct input *in, size_t n)
{
	for (size_t i = 0; i < in->npicks; i++)
		if (matches(in, &in->picks[i]) && n-- == 0)
			return (int)i;
	return -1;
}

static size_t
page_of(const struct input *in)
{
	return in->at / CANDIDATES * CANDIDATES;
}

static enum input_result
take(struct input *in, size_t n)
{
	int pick = candidate(in, n);

	if (pick < 0)
		return INPUT_TAKEN;
	in->at = 0;
	if (in->strict) {
		in->chosen = pick;
		editor_set(&in->editor, "");
	} else {
		editor_set(&in->editor, in->picks[pick].label);
	}
	return INPUT_DONE;
}

static enum input_result
move_candidate(struct input *in, long by)
{
	long to = (long)in->at + by;

	if (to < 0 || candidate(in, (size_t)to) < 0)
		return INPUT_TAKEN;
	in->at = (size_t)to;
	return INPUT_TAKEN;
}

/* Letters that find something are a way to it, not a text of their own. */
static bool
found_by_pinyin(const struct input *in)
{
	for (const char *p = editor_text(&in->editor); *p; p++)
		if ((unsigned char)*p >= 0x80)
			return false;
	return candidate(in, 0) >= 0;
}

static enum input_result
picker_key(struct input *in, const struct key_event *ev)
{
	uint32_t k = key_narrow(ev->key);
	bool empty = *editor_text(&in->editor) == '\0';

	if (k >= '0' && k <= '9' && (in->strict || empty))
		return take(in, page_of(in) + (k == '0' ? 9 : k - '1'));
	if (k == K_PAGE_DOWN || k == K_PAGE_UP)
		return move_candidate(in, k == K_PAGE_UP ? -CANDIDATES : CANDIDATES);
	if (k == K_ENTER && !empty && (in->strict || in->at > 0 || found_by_pinyin(in)))
		return take(in, in->at);
	if (!in->strict)
		return INPUT_NOT_TAKEN;
	if (k == K_LEFT || k == K_RIGHT)
		return move_candidate(in, k == K_LEFT ? -1 : 1);
	if (k == K_BACKSPACE && empty) {
		in->chosen = -1;
		return INPUT_TAKEN;
	}
	return INPUT_NOT_TAKEN;
}

static enum input_result
ticks_key(struct input *in, const struct key_event *ev)
{
	uint32_t k = key_narrow(ev->key);
	size_t n = ticks(in);

	if (k == ' ' && n == 1)
		k = '1';
	if (k < '1' || k >= '1' + n)
		return key_is_text(k) ? INPUT_TAKEN : INPUT_NOT_TAKEN;
	if (in->field->type->widget == WIDGET_YES)
		in->yes = !in->yes;
	else
		in->flags ^= 1U << (k - '1');
	return INPUT_TAKEN;
}

enum input_result
input_key(struct input *in, const struct key_event *ev)
{
	enum input_result r = INPUT_NOT_TAKEN;
	bool typed;

	if (is_ticks(in)) {
		r = ticks_key(in, ev);
	} else {
		if (in->npicks > 0)
			r = picker_key(in, ev);
		typed = r == INPUT_NOT_TAKEN && editor_key(&in->editor, ev);
		if (typed && in->npicks > 0)
			in->at = 0;
		if (typed && in->strict && *editor_text(&in->editor))
			in->chosen = -1;
		if (typed)
			r = INPUT_TAKEN;
	}
	if (r != INPUT_NOT_TAKEN)
		in->error[0] = '\0';
	return r;
}

/* Drawing */

/* A short word that flows over the rows of a canvas; returns false when there is no place. */
struct flow {
	struct canvas *c;
	int row, col;
};

static bool
flow_word(struct flow *f, const char *key, const char *word, enum style_role style)
{
	int width = text_width(key) + text_width(word);

	if (f->col > 0 && f->col + width > f->c->cols) {
		f->row++;
		f->col = 0;
	}
	if (f->row >= f->c->rows)
		return false;
	f->col = canvas_put(f->c, f->row, f->col, key, STYLE_KEY);
	f->col = canvas_put(f->c, f->row, f->col, word, style) + 2;
	return true;
}

static void
draw_candidates(const struct input *in, struct canvas *c)
{
	struct flow f = {.c = c};
	size_t from = page_of(in);
	int pick;

	for (size_t i = from; i < from + CANDIDATES && (pick = candidate(in, i)) >= 0; i++) {
		bool taken = pick == in->chosen || (i == in->at && *editor_text(&in->editor));
		char digit[2] = {(char)('0' + (i - from + 1) % 10), '\0'};

		if (!flow_word(&f, digit, in->picks[pick].label,
			       taken ? STYLE_SELECTED : STYLE_NORMAL))
			return;
	}
	if (candidate(in, from + CANDIDATES) >= 0)
		flow_word(&f, "PgDn", "…", STYLE_DIM);
}

static void
draw_ticks(const struct input *in, struct canvas *c, bool focus)
{
	struct flow f = {.c = c};
	char word[100], digit[2] = "";
	size_t n = ticks(in);

	for (size_t i = 0; i < n; i++) {
		bool on = in->field->type->widget == WIDGET_YES ? in->yes : in->flags >> i & 1;
		const char *label = n > 1 ? _(in->field->choices[i].label) : "";

		if (focus)
			digit[0] = (char)('1' + i);
		snprintf(word, sizeof(word), "[%s]%s", on ? "√" : " ", label);
		flow_word(&f, digit, word, on ? STYLE_STRONG : STYLE_NORMAL);
	}
	if (focus)
		canvas_caret(c, 0, 0, true);
}

/* Rows that the candidates flow over, as draw_candidates does. */
static int
candidate_rows(const struct input *in, int cols)
{
	size_t from = page_of(in);
	int rows = 1, col = 0, pick;

	for (size_t i = from; i < from + CANDIDATES && (pick = candidate(in, i)) >= 0; i++) {
		int width = 1 + text_width(in->picks[pick].label);

		if (col > 0 && col + width > cols) {
			rows++;
			col = 0;
		}
		col += width + 2;
	}
	return rows < CANDIDATE_ROWS ? rows : CANDIDATE_ROWS;
}

/* Columns of the part that looks like a field. */
static int
field_cols(const struct input *in, int cols)
{
	enum widget w = in->field->type->widget;
	bool wide = w == WIDGET_TEXT || w == WIDGET_NOTE;

	if (w == WIDGET_TEXT && in->field->max > 0 && in->field->max * 2 < cols)
		cols = (int)in->field->max * 2 + 1;
	return wide || cols < SHORT_COLS ? cols : SHORT_COLS;
}

int
input_rows(const struct input *in, int cols, bool focus)
{
	int rows = 1;

	if (in->field->type->widget == WIDGET_NOTE) {
		rows = editor_rows(&in->editor, cols);
		rows = rows < 2 ? 2 : rows > NOTE_ROWS ? NOTE_ROWS : rows;
	} else if (in->field->type->widget == WIDGET_FLAGS) {
		int width = 0;

		for (size_t i = 0; i < ticks(in); i++)
			width += text_width(_(in->field->choices[i].label)) + 6;
		rows = 1 + width / (cols > 12 ? cols - 12 : 1);
	} else if (in->npicks > 0 && focus) {
		rows += candidate_rows(in, cols);
	}
	return rows + (in->error[0] != '\0');
}

void
input_draw(struct input *in, struct canvas *c, bool focus)
{
	int rows = c->rows - (in->error[0] != '\0'), cols = field_cols(in, c->cols);
	struct canvas part = canvas_part(c, 0, 0, in->npicks > 0 ? 1 : rows, cols), below;
	enum style_role style = focus ? STYLE_FOCUS : STYLE_INPUT;

	if (is_ticks(in)) {
		part = canvas_part(c, 0, 0, rows, c->cols);
		draw_ticks(in, &part, focus);
	} else if (in->chosen >= 0) {
		canvas_text(&part, 0, 0, part.cols, in->picks[in->chosen].label, style);
		if (focus)
			canvas_caret(&part, 0, text_width(in->picks[in->chosen].label), true);
	} else {
		editor_draw(&in->editor, &part, style, focus);
	}
	if (in->npicks > 0 && focus) {
		below = canvas_part(c, 1, 0, rows - 1, c->cols);
		draw_candidates(in, &below);
	}
	if (in->error[0] != '\0')
		canvas_text(c, c->rows - 1, 0, c->cols, in->error, STYLE_ERROR);
}

const char *
input_hint(const struct input *in)
{
	switch (in->field->type->widget) {
	case WIDGET_TIME:
		if (in->field->type == &field_day)
			return "2026-01-18";
		if (in->field->flags & FIELD_UNKNOWN)
			return _("0245, ~0245 about, ? unknown");
		return _("0245 or 01-18 0245");
	case WIDGET_NOTE:
		return _("Enter: new line; Tab: next field");
	case WIDGET_FLAGS:
	case WIDGET_YES:
		return _("digits tick");
	case WIDGET_CHOICE:
	case WIDGET_PERSON:
		return _("digit, characters, pinyin or initials");
	case WIDGET_COUNT:
		return _("empty: not known; 0: none reported");
	case WIDGET_TEXT:
		break;
	}
	if (in->npicks > 0)
		return _("digit, characters, pinyin or initials");
	return in->field->type == &field_words ? _("separated by commas") : "";
}
