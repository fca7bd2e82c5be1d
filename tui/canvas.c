/* A canvas: a grid of cells that screens draw on. */
#include "tui/canvas.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/err.h"
#include "tui/keys.h"

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

static struct cell *
at(const struct canvas *c, int row, int col)
{
	struct canvas_root *root = c->root;

	return &root->cells[(size_t)(c->top + row) * (size_t)root->cols + (size_t)(c->left + col)];
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
canvas_copy_row(struct canvas *to, const struct canvas *from, int row)
{
	memcpy(at(to, row, 0), at(from, row, 0), (size_t)from->cols * sizeof(struct cell));
}

void
canvas_scroll(struct canvas *c, int top, int bottom, int by)
{
	int n = by < 0 ? -by : by, kept = bottom - top + 1 - n;
	size_t row = (size_t)c->root->cols;
	struct cell *cells = c->root->cells + (size_t)top * row;

	if (kept < 0)
		return;
	memmove(cells + (by < 0 ? (size_t)n * row : 0), cells + (by < 0 ? 0 : (size_t)n * row),
		(size_t)kept * row * sizeof(*cells));
	cells += by < 0 ? 0 : (size_t)kept * row;
	for (size_t i = 0; i < (size_t)n * row; i++)
		cells[i] = blank_cell;
}

bool
canvas_same_row(const struct canvas *a, int row_a, const struct canvas *b, int row_b)
{
	return memcmp(at(a, row_a, 0), at(b, row_b, 0), (size_t)a->cols * sizeof(struct cell)) == 0;
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

/* One character that is known to lie inside. */
static void
set_cell(struct canvas *c, int row, int col, const struct cell *with)
{
	struct cell *cell = at(c, row, col);

	if (cell->width != 1)
		release(c, row, col);
	if (with->width == 2) {
		if (cell[1].width != 1)
			release(c, row, col + 1);
		cell[1] = (struct cell){.style = with->style};
	}
	*cell = *with;
}

void
canvas_blank(struct canvas *c)
{
	canvas_fill(c, 0, 0, c->rows, c->cols, ' ', STYLE_NORMAL);
	c->root->caret = (struct caret){0};
}

/* Cells of a character; most are known without asking the C library. */
static int
cells_of(uint32_t w)
{
	int cells;

	if (w < 0x300)
		return w < 0x20 || (w >= 0x7f && w < 0xa0) ? 0 : 1;
	if ((w >= 0x4e00 && w < 0xa000) || (w > 0xff00 && w < 0xff5f) || (w > 0x3000 && w < 0x3020))
		return 2;
	cells = wcwidth((wchar_t)w);
	return cells < 0 ? 0 : cells;
}

/* Joiners, direction marks and variation selectors: of no width, and they could reorder the row. */
static bool
is_format(uint32_t w)
{
	return (w >= 0x200b && w <= 0x200f) || (w >= 0x202a && w <= 0x202e) ||
	       (w >= 0x2060 && w <= 0x206f) || (w >= 0xfe00 && w <= 0xfe0f) || w == 0xfeff;
}

/* The marks that combine with the character in g. */
static size_t
add_marks(const char *bytes, size_t n, struct cell *g)
{
	size_t i = 0;
	uint32_t w;
	int len;

	while (i < n && (unsigned char)bytes[i] >= 0x80) {
		len = utf8_read(bytes + i, n - i, &w);
		if (len <= 0 || cells_of(w) != 0)
			break;
		if (g->len + len <= CELL_BYTES && !is_format(w)) {
			memcpy(g->text + g->len, bytes + i, (size_t)len);
			g->len = (uint8_t)(g->len + len);
		}
		i += (size_t)len;
	}
	return i;
}

/* Reads one character with its marks into g (width 0: nothing to show), leaving its style; returns
 * its bytes. Broken bytes read as U+FFFD. */
static size_t
read_glyph(const char *bytes, size_t n, struct cell *g)
{
	uint32_t w;
	int len = utf8_read(bytes, n, &w);

	memset(g->text, 0, sizeof(g->text));
	g->width = 1;
	if (len <= 0 || w == '\n' || w == '\t') {
		memcpy(g->text, len <= 0 ? "\xef\xbf\xbd" : " \0", 3);
		g->len = len <= 0 ? 3 : 1;
		return 1;
	}
	for (int i = 0; i < len; i++)
		g->text[i] = bytes[i];
	g->len = (uint8_t)len;
	g->width = (uint8_t)cells_of(w);
	if (g->width == 0 || (size_t)len == n || (unsigned char)bytes[len] < 0x80)
		return (size_t)len;
	return (size_t)len + add_marks(bytes + len, n - (size_t)len, g);
}

/* Where a text ended: the column after it, and whether all of it was written. */
struct written {
	int col, last; /* last: the column of the last character */
	bool whole;
};

/* Writes from col up to but not past `end`. */
static struct written
write_to(struct canvas *c, int row, int col, int end, const char *bytes, size_t n,
	 enum style_role style)
{
	struct written w = {col, col, true};
	struct cell g = {.style = (uint8_t)style};
	size_t i = 0;

	while (i < n) {
		i += read_glyph(bytes + i, n - i, &g);
		if (g.width == 0)
			continue;
		if (w.col + g.width > end) {
			w.whole = false;
			break;
		}
		if (inside(c, row, w.col) && inside(c, row, w.col + g.width - 1))
			set_cell(c, row, w.col, &g);
		w.last = w.col;
		w.col += g.width;
	}
	return w;
}

/* Columns of the text; stops counting once it is more than `limit`. */
static int
columns(const char *bytes, size_t n, int limit)
{
	struct cell g = {.style = 0};
	int width = 0;

	for (size_t i = 0; i < n && width <= limit;) {
		i += read_glyph(bytes + i, n - i, &g);
		width += g.width;
	}
	return width;
}

void
canvas_text_n(struct canvas *c, int row, int col, int cells, const char *bytes, size_t n,
	      enum style_role style)
{
	int end = col + cells;
	struct written w;

	if (cells <= 0 || row < 0 || row >= c->rows)
		return;
	w = write_to(c, row, col, end, bytes, n, style);
	if (!w.whole) /* the … takes the place of the last character where there is no other */
		w = write_to(c, row, w.col < end ? w.col : w.last, end, "…", strlen("…"), style);
	canvas_fill(c, row, w.col, 1, end - w.col, ' ', style);
}

void
canvas_text(struct canvas *c, int row, int col, int cells, const char *text, enum style_role style)
{
	canvas_text_n(c, row, col, cells, text, strlen(text), style);
}

int
canvas_put(struct canvas *c, int row, int col, const char *text, enum style_role style)
{
	return write_to(c, row, col, c->cols, text, strlen(text), style).col;
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

/* Only the ends of a span can cut a wide character; what lies between is just overwritten. */
static void
fill_row(struct canvas *c, int row, int from, int to, const struct cell *with)
{
	struct cell *cell;

	if (from >= to)
		return;
	release(c, row, from);
	release(c, row, to - 1);
	cell = at(c, row, from);
	*cell = *with;
	for (size_t n = (size_t)(to - from), done = 1, more; done < n; done += more) {
		more = done < n - done ? done : n - done;
		memcpy(cell + done, cell, more * sizeof(*cell));
	}
}

void
canvas_fill(struct canvas *c, int row, int col, int rows, int cols, char ch, enum style_role style)
{
	struct cell with = {.text = {ch}, .len = 1, .width = 1, .style = (uint8_t)style};
	int from = col < 0 ? 0 : col, to = col + cols < c->cols ? col + cols : c->cols;

	for (int r = row < 0 ? 0 : row; r < row + rows && r < c->rows; r++)
		fill_row(c, r, from, to, &with);
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
