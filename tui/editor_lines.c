/* The visual lines of an editor: wrapping, moving by lines, drawing. */
#include <string.h>

#include "core/text.h"
#include "tui/editor.h"

struct span {
	size_t start, len;
};

struct spans {
	VEC(struct span) all;
	const char *text;
};

static void
add_span(void *ctx, const char *bytes, size_t n)
{
	struct spans *s = ctx;
	struct span span = {(size_t)(bytes - s->text), n};

	vec_push(&s->all, span);
}

static void
wrap(const struct editor *ed, int cols, struct spans *out)
{
	*out = (struct spans){.text = ed->text.ptr};
	text_wrap(ed->text.ptr, cols > 2 ? cols - 1 : 2, add_span, out);
}

static size_t
line_of(const struct spans *s, size_t at)
{
	size_t line = 0;

	while (line + 1 < s->all.n && s->all.v[line + 1].start <= at)
		line++;
	return line;
}

static int
column_of(const struct editor *ed, const struct spans *s, size_t line, int cols)
{
	size_t start = s->all.v[line].start;
	int width = text_width_n(ed->text.ptr + start, ed->caret - start);

	return width < cols ? width : cols - 1; /* blanks hang over the margin */
}

/* A place that shows on the next line is drawn back before the line's last character. */
static size_t
stay_on(const struct editor *ed, const struct spans *s, size_t line, size_t at)
{
	bool next = line + 1 < s->all.n && s->all.v[line + 1].start == at;

	return next && at > s->all.v[line].start ? text_prev(ed->text.ptr, at) : at;
}

bool
editor_move_lines(struct editor *ed, long by)
{
	struct spans s;
	long line, count;
	bool moved = false;

	wrap(ed, ed->cols, &s);
	count = (long)s.all.n;
	line = (long)line_of(&s, ed->caret);
	if (ed->goal < 0)
		ed->goal = column_of(ed, &s, (size_t)line, ed->cols);
	if (by < -1 || by > 1) { /* a page: as far as there is text */
		by = line + by < 0 ? -line : by;
		by = line + by >= count ? count - 1 - line : by;
	}
	line += by;
	if (by != 0 && line >= 0 && line < count) {
		struct span to = s.all.v[line];
		struct str text = STR_INIT;

		str_add_n(&text, ed->text.ptr + to.start, to.len);
		ed->caret =
		    stay_on(ed, &s, (size_t)line, to.start + text_fit(text.ptr, ed->goal, NULL));
		str_clear(&text);
		moved = true;
	}
	vec_clear(&s.all);
	return moved;
}

size_t
editor_line_edge(const struct editor *ed, bool end)
{
	struct spans s;
	size_t line, at;

	if (!ed->many_lines)
		return end ? ed->text.len : 0;
	wrap(ed, ed->cols, &s);
	line = line_of(&s, ed->caret);
	at = s.all.v[line].start;
	if (end)
		at = stay_on(ed, &s, line, at + s.all.v[line].len);
	vec_clear(&s.all);
	return at;
}

static void
draw_secret(const struct editor *ed, struct canvas *c, enum style_role style, bool focus)
{
	int n = (int)text_length(ed->text.ptr), shown = n < c->cols ? n : c->cols - 1;

	canvas_fill(c, 0, 0, 1, c->cols, ' ', style);
	canvas_fill(c, 0, 0, 1, shown, '*', style);
	if (focus)
		canvas_caret(c, 0, shown, true);
}

/* The first byte to show of a one-line text: as it was, moved so that the caret is in sight with
 * something of what stands left of it. */
static size_t
first_shown(const struct editor *ed, int cols)
{
	const char *text = ed->text.ptr;
	size_t from = ed->left, next;
	int width;

	if (text_width_n(text, ed->text.len) < cols)
		return 0;
	if (from >= ed->caret) {
		from = ed->caret;
		for (int i = 0; i < cols / 8; i++)
			from = text_prev(text, from);
	}
	width = text_width_n(text + from, ed->caret - from);
	for (; width > cols - 1; from = next) {
		next = text_next(text, from);
		width -= text_width_n(text + from, next - from);
	}
	return from;
}

static void
draw_line(struct editor *ed, struct canvas *c, enum style_role style, bool focus)
{
	const char *text = ed->text.ptr;

	if (!focus) {
		canvas_text(c, 0, 0, c->cols, text, style);
		return;
	}
	ed->left = first_shown(ed, c->cols);
	canvas_text(c, 0, 0, c->cols, text + ed->left, style);
	canvas_caret(c, 0, text_width_n(text + ed->left, ed->caret - ed->left), true);
}

static void
draw_lines(struct editor *ed, struct canvas *c, enum style_role style, bool focus)
{
	struct spans s;
	size_t line, rows = (size_t)c->rows;

	wrap(ed, c->cols, &s);
	line = line_of(&s, ed->caret);
	if (focus) {
		if (ed->top + rows > s.all.n)
			ed->top = s.all.n > rows ? s.all.n - rows : 0;
		if (line < ed->top)
			ed->top = line;
		if (line >= ed->top + rows)
			ed->top = line - rows + 1;
	}
	for (size_t r = 0; r < rows; r++) {
		bool have = ed->top + r < s.all.n;
		struct span span = have ? s.all.v[ed->top + r] : (struct span){0, 0};

		canvas_text_n(c, (int)r, 0, c->cols, ed->text.ptr + span.start, span.len, style);
	}
	if (focus)
		canvas_caret(c, (int)(line - ed->top), column_of(ed, &s, line, c->cols), true);
	vec_clear(&s.all);
}

void
editor_draw(struct editor *ed, struct canvas *c, enum style_role style, bool focus)
{
	if (c->rows <= 0 || c->cols <= 0)
		return;
	ed->rows = c->rows;
	ed->cols = c->cols;
	if (ed->secret)
		draw_secret(ed, c, style, focus);
	else if (ed->many_lines)
		draw_lines(ed, c, style, focus);
	else
		draw_line(ed, c, style, focus);
}

int
editor_rows(const struct editor *ed, int cols)
{
	struct spans s;
	int rows;

	if (!ed->many_lines)
		return 1;
	wrap(ed, cols, &s);
	rows = (int)s.all.n;
	vec_clear(&s.all);
	return rows;
}
