/* Reads the tables that spreadsheets write, and writes the ones they read. */
#include "storage/csv_read.h"

#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "core/vec.h"

struct reader {
	struct arena *arena;
	VEC(struct csv_row) rows;
	VEC(char *) cells; /* of the row that is being read */
	size_t line;       /* where we are */
	size_t row_line;   /* where the row began */
	bool in_row;
	const char *wrong; /* what a callback found */
	size_t wrong_column;
};

/* Excel's formulas, and what else it may run when such a table is opened. */
static bool
is_formula(const char *text)
{
	text += strspn(text, "'");
	if (*text == '-')
		return text[1 + strspn(text + 1, "0123456789.")] != '\0';
	return *text && strchr("=+@\t\r", *text);
}

static void
blame(struct reader *r, const char *what)
{
	if (r->wrong)
		return;
	r->wrong = what;
	r->wrong_column = r->cells.n + 1;
}

static void
take_cell(void *bytes, size_t n, void *ctx)
{
	struct reader *r = ctx;
	const char *text = bytes;

	if (r->wrong)
		return;
	if (r->cells.n == CSV_COLUMNS_MAX) {
		blame(r, N_("the row has more than 200 columns"));
		return;
	}
	if (n > 0 && memchr(text, '\0', n)) {
		blame(r, N_("the cell holds a NUL byte"));
		return;
	}
	if (n > 0 && *text == '\'' && is_formula(text)) {
		text++;
		n--;
	}
	vec_push(&r->cells, n > 0 ? arena_text_n(r->arena, text, n) : str_nothing);
}

static void
take_row(int end, void *ctx)
{
	struct reader *r = ctx;
	struct csv_row row = {.line = r->row_line, .n = r->cells.n};
	size_t filled = 0;

	(void)end;
	r->in_row = false;
	if (r->wrong)
		return;
	for (size_t i = 0; i < row.n; i++)
		filled += r->cells.v[i] != str_nothing;
	if (filled > 0) {
		if (r->rows.n == CSV_ROWS_MAX) {
			blame(r, N_("the table has more than 100000 rows"));
			return;
		}
		row.cells = arena_alloc(r->arena, row.n * sizeof(*row.cells));
		memcpy(row.cells, r->cells.v, row.n * sizeof(*row.cells));
		vec_push(&r->rows, row);
	}
	r->cells.n = 0;
}

/* Bytes up to and with the next line end: LF, CRLF, or CR alone. */
static size_t
line_length(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == n || bytes[i + 1] != '\n')))
			return i + 1;
	return n;
}

static bool
is_blank_line(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!memchr(" \t\r\n", bytes[i], 4))
			return false;
	return true;
}

/* Line by line, so that the callbacks know where they are; a cell of several lines is one row, as
 * the spreadsheet counts. */
static enum rc
parse(struct reader *r, struct csv_parser *p, const char *bytes, size_t len)
{
	for (size_t at = 0, n; at < len && !r->wrong; at += n) {
		n = line_length(bytes + at, len - at);
		r->line += !r->in_row;
		if (!r->in_row && !is_blank_line(bytes + at, n)) {
			r->in_row = true;
			r->row_line = r->line;
		}
		if (csv_parse(p, bytes + at, n, take_cell, take_row, r) == n)
			continue;
		if (csv_error(p) != CSV_EPARSE)
			die("out of memory");
		blame(r, N_("a quote in the middle of a cell: write it twice, inside quotes"));
	}
	if (!r->wrong && csv_fini(p, take_cell, take_row, r)) {
		r->line = r->row_line;
		blame(r, N_("the quote of a cell is not closed"));
	}
	return r->wrong ? RC_INVALID : RC_OK;
}

/* The encoding of what is not UTF-8. GB18030 knows almost every byte, so the two-byte encodings are
 * known by their mark. */
static const char *
encoding(const char *bytes, size_t n)
{
	if (n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
		return "UTF-16LE";
	if (n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
		return "UTF-16BE";
	return "GB18030";
}

/* Two bytes become three at most. NULL: the bytes are not of that encoding. */
static char *
convert(struct arena *a, const struct csv_file *f, const char *from, size_t *len)
{
	size_t room = f->len * 2, left = room, in_left = f->len, got;
	char *out = arena_alloc(a, room + 1), *to = out, *in = (char *)(uintptr_t)f->bytes;
	iconv_t cd = iconv_open("UTF-8", from);

	if (cd == (iconv_t)-1)
		return NULL;
	got = iconv(cd, &in, &in_left, &to, &left);
	iconv_close(cd);
	*len = room - left;
	return got == (size_t)-1 ? NULL : out;
}

static enum rc
to_utf8(struct arena *a, const struct csv_file *f, const char **bytes, size_t *len, struct err *e)
{
	*bytes = f->bytes;
	*len = f->len;
	if (f->len > CSV_BYTES_MAX)
		return err_set(e, RC_INVALID, _("%s: the file is larger than 16 MiB"), f->name);
	if (!text_is_utf8(f->bytes, f->len))
		*bytes = convert(a, f, encoding(f->bytes, f->len), len);
	if (!*bytes)
		return err_set(e, RC_INVALID, _("%s: the file is neither UTF-8 nor GB18030"),
			       f->name);
	if (*len >= 3 && memcmp(*bytes, CSV_BOM, 3) == 0) {
		*bytes += 3;
		*len -= 3;
	}
	return RC_OK;
}

/* What stands between the cells of the first line. */
static unsigned char
delimiter(const char *bytes, size_t n)
{
	bool quoted = false, tab = false;
	size_t i = 0;

	while (i < n && is_blank_line(bytes + i, line_length(bytes + i, n - i)))
		i += line_length(bytes + i, n - i);
	for (; i < n && (quoted || !strchr("\r\n", bytes[i])); i++) {
		quoted ^= bytes[i] == '"';
		if (!quoted && bytes[i] == ',')
			return CSV_COMMA;
		tab |= !quoted && bytes[i] == '\t';
	}
	return tab ? CSV_TAB : CSV_COMMA;
}

enum rc
csv_read(struct arena *a, const struct csv_file *file, struct csv_table *out, struct err *e)
{
	struct reader r = {.arena = a};
	struct csv_parser parser;
	const char *bytes;
	size_t len;
	enum rc rc = to_utf8(a, file, &bytes, &len, e);

	if (rc)
		return rc;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL))
		die("out of memory");
	csv_set_delim(&parser, delimiter(bytes, len));
	rc = parse(&r, &parser, bytes, len);
	if (rc) {
		err_set(e, rc, _("%s: line %zu, column %zu: %s"), file->name, r.line,
			r.wrong_column, _(r.wrong));
	} else {
		*out = (struct csv_table){.name = arena_text(a, file->name), .n = r.rows.n};
		out->rows = arena_alloc(a, r.rows.n * sizeof(*out->rows));
		if (r.rows.n > 0)
			memcpy(out->rows, r.rows.v, r.rows.n * sizeof(*out->rows));
	}
	csv_free(&parser);
	vec_clear(&r.rows);
	vec_clear(&r.cells);
	return rc;
}

const char *
csv_cell(const struct csv_table *t, size_t row, size_t column)
{
	return column < t->rows[row].n ? t->rows[row].cells[column] : "";
}

enum rc
csv_blame(const struct csv_table *t, size_t row, size_t column, struct err *e)
{
	return err_add(e, _("%s: line %zu, column %zu"), t->name, t->rows[row].line, column + 1);
}

void
csv_add_cell(struct str *out, const char *text, bool first)
{
	size_t n = strlen(text);
	bool formula = is_formula(text);
	bool quoted = strpbrk(text, ",\"\r\n\t") ||
		      (n > 0 && (strchr(" \t", text[0]) || strchr(" \t", text[n - 1])));

	if (!first)
		str_add_char(out, ',');
	if (quoted)
		str_add_char(out, '"');
	if (formula)
		str_add_char(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			str_add_char(out, '"');
		str_add_char(out, *text);
	}
	if (quoted)
		str_add_char(out, '"');
}
