/* A canvas: a grid of cells that screens draw on. */
#include "tui/canvas.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/err.h"

struct canvas_root {
	int rows, cols;
	struct caret caret;
	struct cell cells[];
};

static const struct cell blank_cell = {.text = " ", .len = 1, .width = 1};

static int
within(int low, int value, int high)
{
	return value < low ? low : value > high ? high : value;
}

struct canvas
canvas_new(int rows, int cols)
{
	struct canvas c = {.rows = within(1, rows, CANVAS_SIDE_MAX),
			   .cols = within(1, cols, CANVAS_SIDE_MAX)};
	size_t n = (size_t)c.rows * (size_t)c.cols;

	c.root = calloc(1, sizeof(*c.root) + n * sizeof(struct cell));
	if (!c.root)
		die("out of memory");
	c.root->rows = c.rows;
	c.root->cols = c.cols;
	for (size_t i = 0; i < n; i++)
		c.root->cells[i] = blank_cell;
	return c;
}

void
canvas_free(struct canvas *c)
{
	free(c->root);
	*c = (struct canvas){0};
}

void
canvas_copy(struct canvas *to, const struct canvas *from)
{
	size_t n = (size_t)from->root->rows * (size_t)from->root->cols;

	memcpy(to->root->cells, from->root->cells, n * sizeof(struct cell));
	to->root->caret = from->root->caret;
}

struct canvas
canvas_part(const struct canvas *c, int row, int col, int rows, int cols)
{
	struct canvas part = {.root = c->root};
	int top = within(0, row, c->rows), left = within(0, col, c->cols);

	part.top = c->top + top;
	part.left = c->left + left;
	part.rows = within(0, row + rows, c->rows) - top;
	part.cols = within(0, col + cols, c->cols) - left;
	part.rows = part.rows < 0 ? 0 : part.rows;
	part.cols = part.cols < 0 ? 0 : part.cols;
	return part;
}

static struct cell *
at(const struct canvas *c, int row, int col)
{
	struct canvas_root *root = c->root;

	return &root->cells[(size_t)(c->top + row) * (size_t)root->cols + (size_t)(c->left + col)];
}

static bool
inside(const struct canvas *c, int row, int col)
{
	return row >= 0 && row < c->rows && col >= 0 && col < c->cols;
}

/* Blanks the cell and, when it is half of a wide character, the other half as well. */
static void
release(struct canvas *c, int row, int col)
{
	struct cell *cell = at(c, row, col);
	uint8_t style = cell->style;

	if (cell->width == 2) {
		cell[1] = blank_cell;
		cell[1].style = style;
	} else if (cell->width == 0) {
		uint8_t other = cell[-1].style;

		cell[-1] = blank_cell;
		cell[-1].style = other;
	}
	*cell = blank_cell;
	cell->style = style;
}

/* One character of `width` cells that is known to lie inside. */
static void
set_cell(struct canvas *c, int row, int col, const char *bytes, size_t n, int width,
	 enum style_role style)
{
	struct cell *cell;

	release(c, row, col);
	if (width == 2)
		release(c, row, col + 1);
	cell = at(c, row, col);
	memset(cell, 0, sizeof(*cell));
	memcpy(cell->text, bytes, n);
	cell->len = (uint8_t)n;
	cell->width = (uint8_t)width;
	cell->style = (uint8_t)style;
	if (width == 2)
		cell[1] = (struct cell){.style = (uint8_t)style};
}

void
canvas_blank(struct canvas *c)
{
	canvas_fill(c, 0, 0, c->rows, c->cols, ' ', STYLE_NORMAL);
	c->root->caret = (struct caret){0};
}

/* A character with the marks that combine with it. */
struct glyph {
	char text[CELL_BYTES];
	size_t len;
	int width;
};

/* One code point at bytes[0]; sets its length. Broken bytes read as U+FFFD. */
static wchar_t
read_point(const char *bytes, size_t n, size_t *len)
{
	mbstate_t state = {0};
	wchar_t w;
	size_t got = mbrtowc(&w, bytes, n, &state);

	if (got == 0 || got > n) {
		*len = 1;
		return got == 0 ? 0 : 0xfffd;
	}
	*len = got;
	return w;
}

/* Joiners, direction marks and variation selectors: of no width, and they could reorder the row. */
static bool
is_format(wchar_t w)
{
	return (w >= 0x200b && w <= 0x200f) || (w >= 0x202a && w <= 0x202e) ||
	       (w >= 0x2060 && w <= 0x206f) || (w >= 0xfe00 && w <= 0xfe0f) || w == 0xfeff;
}

/* The glyph at bytes[*i]; steps over it. Width 0: nothing to show. */
static struct glyph
next_glyph(const char *bytes, size_t n, size_t *i)
{
	struct glyph g = {.len = 0};
	size_t len;
	wchar_t w = read_point(bytes + *i, n - *i, &len);

	if (w == L'\n' || w == L'\t') {
		g = (struct glyph){" ", 1, 1};
	} else if (w == 0xfffd) {
		g = (struct glyph){"\xef\xbf\xbd", 3, 1};
	} else {
		g.width = wcwidth(w);
		g.width = g.width < 0 ? 0 : g.width;
		g.len = len;
		memcpy(g.text, bytes + *i, len);
	}
	*i += len;
	while (g.width > 0 && *i < n) {
		w = read_point(bytes + *i, n - *i, &len);
		if (w < 0x80 || w == 0xfffd || wcwidth(w) != 0)
			break;
		if (g.len + len <= CELL_BYTES && !is_format(w)) {
			memcpy(g.text + g.len, bytes + *i, len);
			g.len += len;
		}
		*i += len;
	}
	return g;
}

/* Writes from col up to but not past `end`; returns the column after the last character. */
static int
write_to(struct canvas *c, int row, int col, int end, const char *bytes, size_t n,
	 enum style_role style)
{
	for (size_t i = 0; i < n;) {
		struct glyph g = next_glyph(bytes, n, &i);

		if (g.width == 0)
			continue;
		if (col + g.width > end)
			break;
		if (inside(c, row, col) && inside(c, row, col + g.width - 1))
			set_cell(c, row, col, g.text, g.len, g.width, style);
		col += g.width;
	}
	return col;
}

/* Columns of the text; stops counting once it is more than `limit`. */
static int
columns(const char *bytes, size_t n, int limit)
{
	int width = 0;

	for (size_t i = 0; i < n && width <= limit;)
		width += next_glyph(bytes, n, &i).width;
	return width;
}

void
canvas_text_n(struct canvas *c, int row, int col, int cells, const char *bytes, size_t n,
	      enum style_role style)
{
	int end = col + cells, next;

	if (cells <= 0)
		return;
	canvas_fill(c, row, col, 1, cells, ' ', style);
	if (columns(bytes, n, cells) <= cells) {
		write_to(c, row, col, end, bytes, n, style);
		return;
	}
	next = write_to(c, row, col, end - 1, bytes, n, style);
	write_to(c, row, next, end, "…", strlen("…"), style);
}

void
canvas_text(struct canvas *c, int row, int col, int cells, const char *text, enum style_role style)
{
	canvas_text_n(c, row, col, cells, text, strlen(text), style);
}

int
canvas_put(struct canvas *c, int row, int col, const char *text, enum style_role style)
{
	return write_to(c, row, col, c->cols, text, strlen(text), style);
}

void
canvas_put_right(struct canvas *c, int row, int start, int end, const char *text,
		 enum style_role style)
{
	int width = columns(text, strlen(text), end - start);

	if (width <= end - start)
		write_to(c, row, end - width, end, text, strlen(text), style);
	else
		canvas_text(c, row, start, end - start, text, style);
}

void
canvas_fill(struct canvas *c, int row, int col, int rows, int cols, char ch, enum style_role style)
{
	for (int r = row < 0 ? 0 : row; r < row + rows && r < c->rows; r++)
		for (int x = col < 0 ? 0 : col; x < col + cols && x < c->cols; x++)
			set_cell(c, r, x, &ch, 1, 1, style);
}

void
canvas_style(struct canvas *c, int row, int col, int rows, int cols, enum style_role style)
{
	for (int r = row < 0 ? 0 : row; r < row + rows && r < c->rows; r++)
		for (int x = col < 0 ? 0 : col; x < col + cols && x < c->cols; x++) {
			struct cell *cell = at(c, r, x);

			cell->style = (uint8_t)style;
			if (cell->width == 2)
				cell[1].style = (uint8_t)style;
		}
}

void
canvas_rule(struct canvas *c, int row, int col, int cells, enum style_role style)
{
	for (int x = col; x < col + cells; x++)
		write_to(c, row, x, x + 1, "─", strlen("─"), style);
}

void
canvas_box(struct canvas *c, int row, int col, int rows, int cols, enum style_role style)
{
	int last = row + rows - 1, right = col + cols - 1;

	if (rows < 2 || cols < 2)
		return;
	canvas_rule(c, row, col + 1, cols - 2, style);
	canvas_rule(c, last, col + 1, cols - 2, style);
	for (int r = row + 1; r < last; r++) {
		write_to(c, r, col, col + 1, "│", strlen("│"), style);
		write_to(c, r, right, right + 1, "│", strlen("│"), style);
	}
	write_to(c, row, col, col + 1, "┌", strlen("┌"), style);
	write_to(c, row, right, right + 1, "┐", strlen("┐"), style);
	write_to(c, last, col, col + 1, "└", strlen("└"), style);
	write_to(c, last, right, right + 1, "┘", strlen("┘"), style);
}

void
canvas_caret(struct canvas *c, int row, int col, bool shown)
{
	struct caret *caret = &c->root->caret;

	caret->row = within(0, c->top + within(0, row, c->rows - 1), c->root->rows - 1);
	caret->col = within(0, c->left + within(0, col, c->cols - 1), c->root->cols - 1);
	caret->set = true;
	caret->shown = shown;
}

const struct cell *
canvas_cell(const struct canvas *c, int row, int col)
{
	return inside(c, row, col) ? at(c, row, col) : NULL;
}

struct caret
canvas_caret_of(const struct canvas *c)
{
	return c->root->caret;
}

void
canvas_dump(const struct canvas *c, struct str *out)
{
	for (int r = 0; r < c->rows; r++) {
		size_t end = out->len;

		for (int x = 0; x < c->cols; x++) {
			const struct cell *cell = at(c, r, x);

			str_add_n(out, cell->text, cell->len);
			if (cell->len != 1 || cell->text[0] != ' ')
				end = out->len;
		}
		str_cut(out, end);
		str_add_char(out, '\n');
	}
}
