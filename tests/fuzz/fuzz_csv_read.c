/* What the table reader accepts is text, and comes back the same when it is written. */
#include <stdint.h>
#include <string.h>

#include "core/text.h"
#include "storage/csv_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
write_table(const struct csv_table *t, struct str *out)
{
	str_add(out, CSV_BOM);
	for (size_t i = 0; i < t->n; i++) {
		for (size_t c = 0; c < t->rows[i].n; c++) {
			const char *cell = csv_cell(t, i, c);

			if (!text_is_utf8(cell, strlen(cell)))
				die("a cell is not UTF-8");
			csv_add_cell(out, cell, c == 0);
		}
		str_add(out, CSV_CRLF);
	}
}

static void
compare(const struct csv_table *a, const struct csv_table *b)
{
	if (a->n != b->n)
		die("%zu rows became %zu", a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		if (a->rows[i].n != b->rows[i].n)
			die("row %zu has other columns", i);
		for (size_t c = 0; c < a->rows[i].n; c++)
			if (strcmp(csv_cell(a, i, c), csv_cell(b, i, c)) != 0)
				die("%s became %s", csv_cell(a, i, c), csv_cell(b, i, c));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct csv_file f = {.name = "f", .bytes = (const char *)bytes, .len = n};
	struct csv_table first, second;
	struct str out = STR_INIT;
	struct arena a = {0};
	struct err e;

	if (csv_read(&a, &f, &first, &e) == RC_OK) {
		write_table(&first, &out);
		f.bytes = out.ptr;
		f.len = out.len;
		if (csv_read(&a, &f, &second, &e))
			die("refused when written back: %s", e.text);
		compare(&first, &second);
	}
	str_clear(&out);
	arena_free(&a);
	return 0;
}
