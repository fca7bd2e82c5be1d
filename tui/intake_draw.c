/* How the intake screen looks (practice.md 3.1). */
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "tui/intake_inside.h"

enum {
	LABEL_COLS = 9,
	COUNT_COLS = 4,
	WORDS_ROWS = 2,
	WIDE_COLS = 110,
	ACT_ROWS = 4,
	TIME_COLS = 6,
	PHONE_COLS = 13,
};

static void
draw_field(struct intake_form *f, enum intake_field field, struct canvas *c, int row, int col,
	   int cells)
{
	struct canvas part = canvas_part(c, row, col, field == IN_WORDS ? WORDS_ROWS : 1, cells);
	bool focus = f->focus == field;

	editor_draw(&f->editors[field], &part, focus ? STYLE_FOCUS : STYLE_INPUT, focus);
}

/* A short field stands in brackets: its place shows without colour. Returns the column after it. */
static int
draw_boxed(struct intake_form *f, enum intake_field field, struct canvas *c, int row, int col,
	   int cells)
{
	canvas_put(c, row, col, "[", STYLE_NORMAL);
	draw_field(f, field, c, row, col + 1, cells);
	return canvas_put(c, row, col + 1 + cells, "]", STYLE_NORMAL);
}

static void
draw_label(struct canvas *c, int row, const char *digit, const char *label, bool focus)
{
	int col = canvas_put(c, row, 1, digit, STYLE_KEY);

	canvas_text(c, row, col + 1, LABEL_COLS - col - 2, label,
		    focus ? STYLE_STRONG : STYLE_NORMAL);
}

static void
draw_header(const struct intake_view *iv, struct canvas *c)
{
	struct arena a = {0};
	struct civil rang = civil_of(iv->rang_ms / 1000);
	long long secs = (long long)((app_now_ms(iv->base.app) - iv->rang_ms) / 1000);
	char text[200];
	int col;

	secs = secs < 0 ? 0 : secs;
	snprintf(text, sizeof(text), _("from %02d:%02d:%02d   %02lld:%02lld"), rang.hour,
		 rang.minute, rang.second, secs / 60, secs % 60);
	col = canvas_put(c, 0, 1, text, STYLE_STRONG);
	canvas_put(c, 0, col + 3, iv->id[0] ? iv->id : _("not in the book yet"), STYLE_DIM);
	snprintf(text, sizeof(text), _("clerk %s [F4 other]"), console_clerk(&iv->base, &a));
	canvas_put_right(c, 0, col, c->cols - 1, text, STYLE_NORMAL);
	arena_free(&a);
}

/* One word of a menu; returns the column after it. */
static int
draw_choice(struct canvas *c, int row, int col, int digit, const char *label, bool chosen)
{
	char key[3] = {(char)('0' + digit % 10), '\0'};

	if (label[0] >= '0' && label[0] <= '9')
		key[1] = ' ';
	col = canvas_put(c, row, col, key, STYLE_KEY);
	col = canvas_put(c, row, col, label, chosen ? STYLE_SELECTED : STYLE_NORMAL);
	return canvas_put(c, row, col, chosen ? "√" : " ", STYLE_STRONG);
}

static int
draw_candidates(const struct intake_form *f, struct canvas *c, int row)
{
	size_t n = intake_candidates(f);
	int col = LABEL_COLS;

	for (size_t i = 0; i < n; i++) {
		const char *label = intake_candidate(f, i);
		bool taken = f->at == i + 1;

		if (col + text_width(label) + 2 > c->cols)
			break;
		col = f->focus == IN_KIND
			  ? draw_choice(c, row, col, (int)i + 1, label, taken)
			  : canvas_put(c, row, col, label, taken ? STYLE_SELECTED : STYLE_DIM);
		col++;
	}
	return row + (n > 0);
}

static int
draw_place(struct intake_form *f, struct canvas *c, int row)
{
	bool focus = f->focus == IN_PLACE;
	const char *hint = focus ? _("characters, pinyin or initials; Tab: the last one") : "";
	int cells = c->cols - LABEL_COLS - 1;

	if (focus && !*intake_text(f, IN_PLACE))
		cells -= text_width(hint) + 1;
	draw_label(c, row, "1", _("Place"), focus);
	draw_field(f, IN_PLACE, c, row, LABEL_COLS, cells);
	if (focus && !*intake_text(f, IN_PLACE))
		canvas_put_right(c, row, LABEL_COLS, c->cols, hint, STYLE_DIM);
	return focus ? draw_candidates(f, c, row + 1) : row + 1;
}

static bool
is_in_menu(const struct intake_form *f)
{
	return !f->kind || f->kind->digit >= 0;
}

static int
draw_kind(struct intake_form *f, struct canvas *c, int row)
{
	bool focus = f->focus == IN_KIND;
	int col = LABEL_COLS;

	draw_label(c, row, "2", _("Kind"), focus);
	if (*intake_text(f, IN_KIND)) {
		draw_field(f, IN_KIND, c, row, LABEL_COLS, 30);
		return draw_candidates(f, c, row + 1);
	}
	if (focus)
		canvas_caret(c, row, LABEL_COLS, true);
	if (!is_in_menu(f))
		col = canvas_put(c, row, col, f->kind->name, STYLE_SELECTED) + 1;
	for (int digit = 1; digit <= INTAKE_MENU; digit++) {
		const struct catalogue_kind *k = f->menu[digit % 10];

		if (k && col + 1 + text_width(k->shortly) <= c->cols)
			col = draw_choice(c, row, col, digit, k->shortly, k == f->kind);
	}
	return row + 1;
}

static int
draw_people(struct intake_form *f, struct canvas *c, int row)
{
	static const char *const labels[] = {N_("trapped"), N_("hurt"), N_("dead"), N_("missing")};
	int col = LABEL_COLS;

	draw_label(c, row, "3", _("Hurt"), f->focus >= IN_TRAPPED && f->focus <= IN_OCCURRED);
	for (int i = 0; i < INTAKE_COUNTS; i++) {
		col = draw_boxed(f, (enum intake_field)(IN_TRAPPED + i), c, row,
				 canvas_put(c, row, col, _(labels[i]), STYLE_NORMAL), COUNT_COLS) +
		      1;
	}
	col = canvas_put(c, row, col, _("blank: ?"), STYLE_DIM) + 1;
	col = canvas_put(c, row, col, _("ca."), STYLE_NORMAL);
	col = draw_boxed(f, IN_OCCURRED, c, row, col, TIME_COLS);
	if (col + text_width(_("it happened")) <= c->cols)
		canvas_put(c, row, col, _("it happened"), STYLE_NORMAL);
	return row + 1;
}

static bool
has_digit(const struct intake_form *f, size_t i)
{
	return f->source && intake_sources[i].word &&
	       str_equal(choice_word(source_types, f->source), intake_sources[i].word);
}

static int
draw_source(struct intake_form *f, struct canvas *c, int row)
{
	bool focus = f->focus == IN_SOURCE, own = false;
	int col = LABEL_COLS, other;

	draw_label(c, row, "4", _("Ring"), focus || f->focus == IN_PHONE);
	if (focus)
		canvas_caret(c, row, LABEL_COLS, true);
	for (size_t i = 0; i < INTAKE_SOURCES; i++) {
		bool last = i + 1 == INTAKE_SOURCES, chosen = has_digit(f, i);
		const char *label = _(intake_sources[i].label);

		own = own || chosen;
		if (last && f->source && !own) {
			label = _(choice_label(source_types, f->source));
			chosen = true;
		}
		col = draw_choice(c, row, col, (int)i + 1, label, chosen);
	}
	col = canvas_put(c, row, col + 1, _("tel."), STYLE_NORMAL);
	col = draw_boxed(f, IN_PHONE, c, row, col, PHONE_COLS);
	canvas_put(c, row, col, _("(local)"), STYLE_DIM);
	if (!focus || !f->more)
		return row + 1;
	col = LABEL_COLS;
	for (size_t i = 0; (other = intake_other_source(i)); i++)
		col = draw_choice(c, row + 1, col, (int)i + 1, _(choice_label(source_types, other)),
				  other == f->source);
	return row + 2;
}

static int
draw_words(struct intake_form *f, struct canvas *c, int row)
{
	char question[300];
	int col;

	draw_label(c, row, "5", _("Words"), f->focus == IN_WORDS);
	draw_field(f, IN_WORDS, c, row, LABEL_COLS, c->cols - LABEL_COLS - 1);
	row += WORDS_ROWS;
	draw_label(c, row, "", _("Ask"), f->focus == IN_ANSWER);
	if (f->question >= f->card.n) {
		canvas_put(c, row, LABEL_COLS, _("everything was asked"), STYLE_DIM);
		return row + 2;
	}
	snprintf(question, sizeof(question), "%zu/%zu %s%s", f->question + 1, f->card.n,
		 f->card.v[f->question].must ? "▲" : "", f->card.v[f->question].text);
	canvas_text(c, row, LABEL_COLS, c->cols - LABEL_COLS, question, STYLE_STRONG);
	draw_field(f, IN_ANSWER, c, row + 1, LABEL_COLS, c->cols - LABEL_COLS - 1);
	col = LABEL_COLS;
	if (f->focus != IN_ANSWER && !*intake_text(f, IN_ANSWER))
		canvas_put(c, row + 1, col, _("an answer, Enter; Enter alone passes it"),
			   STYLE_DIM);
	return row + 2;
}

static void
add_strength(const struct record *r, struct str *out)
{
	const struct act *act = r->body;

	if (r->kind != &kind_act)
		return;
	if (act->vehicles.set)
		str_add_f(out, _("  %lld vehicles"), (long long)act->vehicles.n);
	if (act->people.set)
		str_add_f(out, _("  %lld people"), (long long)act->people.n);
	if (act->leader)
		str_add_f(out, "  %s", act->leader);
}

/* What was done, newest last. */
static int
draw_acts(const struct intake_view *iv, struct canvas *c, int row)
{
	size_t from = iv->acts.n > ACT_ROWS ? iv->acts.n - ACT_ROWS : 0;

	for (size_t i = from; i < iv->acts.n && row < c->rows; i++, row++) {
		const struct record *r = iv->acts.v[i];
		struct civil at = civil_of(record_when(r));
		struct str line = STR_INIT;

		str_add_f(&line, "√ %02d:%02d  %s  ", at.hour, at.minute, _(r->kind->label));
		record_line_text(r, &line);
		add_strength(r, &line);
		canvas_text(c, row, 1, c->cols - 1, line.ptr, STYLE_GOOD);
		str_clear(&line);
	}
	return row;
}

struct script_rows {
	struct canvas *c;
	int row;
};

static void
draw_script_line(void *ctx, const char *bytes, size_t n)
{
	struct script_rows *s = ctx;

	if (s->row < s->c->rows)
		canvas_text_n(s->c, s->row++, 1, s->c->cols - 1, bytes, n, STYLE_NORMAL);
}

static void
draw_script(const struct intake_view *iv, struct canvas *c, int row)
{
	struct script_rows s = {c, row + 1};

	if (row + 1 >= c->rows || !iv->script)
		return;
	canvas_text(c, row, 1, c->cols - 1, _("To read aloud (F7):"), STYLE_HEADING);
	text_wrap(iv->script, c->cols - 2, draw_script_line, &s);
}

void
intake_draw(struct view *v, struct canvas *c)
{
	struct intake_view *iv = (struct intake_view *)v;
	struct intake_form *f = &iv->form;
	bool wide = c->cols >= WIDE_COLS;
	struct canvas left = canvas_part(c, 0, 0, c->rows, wide ? 80 : c->cols);
	struct canvas right = canvas_part(c, 0, 81, c->rows, c->cols - 81);
	int row = 1;

	draw_header(iv, c);
	row = draw_place(f, &left, row);
	row = draw_kind(f, &left, row);
	row = draw_people(f, &left, row);
	row = draw_source(f, &left, row);
	row = draw_words(f, &left, row);
	if (f->error[0])
		canvas_text(&left, row++, LABEL_COLS, left.cols - LABEL_COLS, f->error,
			    STYLE_ERROR);
	canvas_rule(&left, row++, 0, left.cols, STYLE_FRAME);
	row = draw_acts(iv, &left, row);
	if (wide)
		draw_script(iv, &right, 1);
	else
		draw_script(iv, &left, row);
}
