/* Ruled tables in plain text and as HTML. */
#include "core/grid.h"

#include "core/arena.h"
#include "core/text.h"
#include "core/vec.h"

struct cell_line {
	const char *bytes;
	size_t n;
};

struct cell_lines {
	struct cell_line *v;
	size_t n, cap;
};

static void
rule(const struct grid *g)
{
	str_add_char(g->out, '+');
	for (size_t i = 0; i < g->n; i++) {
		for (int k = 0; k < g->widths[i]; k++)
			str_add_char(g->out, '-');
		str_add_char(g->out, '+');
	}
	str_add_char(g->out, '\n');
}

void
grid_begin(const struct grid *g)
{
	if (g->html)
		str_add(g->out, "<table>\n");
	else
		rule(g);
}

static void
keep_line(void *ctx, const char *bytes, size_t n)
{
	struct cell_lines *lines = ctx;

	vec_push(lines, ((struct cell_line){bytes, n}));
}

static void
blanks(struct str *out, int n)
{
	for (int i = 0; i < n; i++)
		str_add_char(out, ' ');
}

static void
text_row(const struct grid *g, const char *const *cells)
{
	struct cell_lines lines[GRID_COLUMNS_MAX] = {{0}};
	size_t height = 1;

	for (size_t i = 0; i < g->n && i < GRID_COLUMNS_MAX; i++) {
		text_wrap(cells[i] ? cells[i] : "", g->widths[i] - 2, keep_line, &lines[i]);
		height = lines[i].n > height ? lines[i].n : height;
	}
	for (size_t y = 0; y < height; y++) {
		str_add_char(g->out, '|');
		for (size_t i = 0; i < g->n; i++) {
			struct cell_line l =
			    y < lines[i].n ? lines[i].v[y] : (struct cell_line){"", 0};
			int rest = g->widths[i] - 1 - text_width_n(l.bytes, l.n);

			str_add_char(g->out, ' ');
			str_add_n(g->out, l.bytes, l.n);
			blanks(g->out, rest);
			str_add_char(g->out, '|');
		}
		str_add_char(g->out, '\n');
	}
	for (size_t i = 0; i < g->n; i++)
		vec_clear(&lines[i]);
}

void
grid_row(const struct grid *g, const char *const *cells, bool head, bool ruled)
{
	if (!g->html) {
		text_row(g, cells);
		if (ruled)
			rule(g);
		return;
	}
	str_add(g->out, "<tr>");
	for (size_t i = 0; i < g->n; i++) {
		str_add(g->out, head ? "<th>" : "<td>");
		html_add(g->out, cells[i] ? cells[i] : "");
		str_add(g->out, head ? "</th>" : "</td>");
	}
	str_add(g->out, "</tr>\n");
}

void
grid_end(const struct grid *g)
{
	if (g->html)
		str_add(g->out, "</table>\n");
}

void
html_add(struct str *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			str_add(out, "&amp;");
			break;
		case '<':
			str_add(out, "&lt;");
			break;
		case '>':
			str_add(out, "&gt;");
			break;
		case '"':
			str_add(out, "&quot;");
			break;
		case '\n':
			str_add(out, "<br>");
			break;
		case '\x01':
			str_add(out, "<u>");
			break;
		case '\x02':
			str_add(out, "</u>");
			break;
		default:
			str_add_char(out, *text);
		}
}

void
html_begin(struct str *out, const char *title, bool landscape)
{
	html_begin_styled(out, title, landscape, "");
}

void
html_begin_styled(struct str *out, const char *title, bool landscape, const char *style)
{
	str_add(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
		     "<title>");
	html_add(out, title);
	str_add_f(out,
		  "</title>\n<style>\n@page { size: A4%s; margin: 15mm; }\n"
		  "body { font-family: FangSong, STFangsong, \"Noto Serif CJK SC\", serif; }\n"
		  "h1 { text-align: center; font-size: 1.4em; }\n"
		  "table { border-collapse: collapse; width: 100%%; margin: 0.4em 0; }\n"
		  "th, td { border: 1px solid #000; padding: 2px 4px; vertical-align: top; }\n"
		  ".sides { display: flex; justify-content: space-between; }\n"
		  "p { margin: 0.3em 0; }\n"
		  ".page { page-break-after: always; }\n.page:last-child { page-break-after: auto; "
		  "}\n%s</style>\n</head>\n<body>\n",
		  landscape ? " landscape" : "", style);
}

void
html_end(struct str *out)
{
	str_add(out, "</body>\n</html>\n");
}

void
text_centre(struct str *out, const char *text, int cells)
{
	blanks(out, (cells - text_width(text)) / 2);
	str_add(out, text);
	str_add_char(out, '\n');
}

void
text_sides(struct str *out, const char *left, const char *right, int cells)
{
	int gap = cells - text_width(left) - text_width(right);

	str_add(out, left);
	if (*right)
		blanks(out, gap > 2 ? gap : 2);
	str_add(out, right);
	str_add_char(out, '\n');
}
