/* The month sheet with everything that stands on it. */
#include "storage/roster_sheet.h"

#include "core/text.h"
#include "core/vec.h"
#include "storage/csv_read.h"
#include "storage/owed.h"
#include "storage/roster_publish.h"

/* The office's own lines below the table. */
static const char *
notes(struct book *b, struct arena *a)
{
	char *text;
	size_t len;
	struct err e;

	if (book_data(b, a, "roster/notes.txt", &text, &len, &e) != RC_OK ||
	    !text_is_utf8(text, len))
		return NULL;
	return text;
}

enum rc
roster_sheet_load(struct book *b, struct arena *a, const char *book, int from, int until,
		  struct roster_sheet *out, struct err *e)
{
	struct sheet *s = &out->sheet;
	struct rule_sets rules = {0};
	const char *name = book ? book : book_name(b);

	*out = (struct roster_sheet){.sheet = {.book = &out->roster.duty,
					       .editions = &out->editions,
					       .from = from,
					       .until = until,
					       .made_on = day_of(book_now(b))}};
	if (roster_load(b, a, name, day_secs(from), day_secs(day_add(until, 2)), &out->roster, e) !=
		RC_OK ||
	    roster_editions(b, a, name, &out->editions, e) != RC_OK ||
	    owed_rule_sets(b, a, name, &rules, e) != RC_OK ||
	    book_station_of(b, a, name, &s->station, e) != RC_OK)
		return e->code;
	out->roster.duty.calendar = &out->roster.calendar;
	s->rules = rule_sets_at(&rules, day_secs(from));
	s->notes = notes(b, a);
	return RC_OK;
}

void
roster_sheet_clear(struct roster_sheet *s)
{
	roster_clear(&s->roster);
	vec_clear(&s->editions);
}

static void
add_line(void *ctx, const char *const *cells, size_t n)
{
	struct str *out = ctx;

	for (size_t i = 0; i < n; i++)
		csv_add_cell(out, cells[i], i == 0);
	str_add(out, CSV_CRLF);
}

void
roster_sheet_csv(const struct sheet *s, struct str *out)
{
	str_add(out, CSV_BOM);
	sheet_table(s, add_line, out);
}
