/*
 * Tables as spreadsheets write them: reading (UTF-8 with or without BOM, UTF-16 with one, else
 * GB18030; cells apart by commas, or by tabs where the first line has tabs and no comma: Excel's
 * “Unicode text”) and writing. Unquoted cells lose the blanks around them; rows without any text
 * are left out. A cell that a spreadsheet would take for a formula is written behind a single
 * quote, and reading takes that quote away.
 */
#ifndef STORAGE_CSV_READ_H
#define STORAGE_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum { CSV_BYTES_MAX = 16 * 1024 * 1024, CSV_ROWS_MAX = 100000, CSV_COLUMNS_MAX = 200 };

/* What a Chinese Excel wants: this at the start of the file, and this at the end of each row. */
#define CSV_BOM  "\xEF\xBB\xBF"
#define CSV_CRLF "\r\n"

struct csv_file {
	const char *name; /* for messages */
	const char *bytes;
	size_t len;
};

struct csv_row {
	size_t line; /* from 1, as a spreadsheet counts its rows: blank ones too */
	size_t n;
	char **cells;
};

struct csv_table {
	const char *name;
	struct csv_row *rows;
	size_t n;
};

/* Reads a whole file; all is in the arena. RC_INVALID names file, line (csv_row) and
 * column, from 1. */
enum rc csv_read(struct arena *a, const struct csv_file *file, struct csv_table *out,
		 struct err *e) MUST_CHECK;

/* A cell's text, "" where the row is shorter. */
const char *csv_cell(const struct csv_table *t, size_t row, size_t column);

/* Puts "FILE: line 3, column 2: " before an error about a cell (row and column from 0). */
enum rc csv_blame(const struct csv_table *t, size_t row, size_t column, struct err *e);

/* Appends a cell, after a comma unless it is the first of its row; quoted and guarded as needed. */
void csv_add_cell(struct str *out, const char *text, bool first);

#endif
