/* What is left on duty, over a book. */
#include "storage/crew.h"

#include "core/vec.h"
#include "storage/owed.h"

static enum rc
fetch_crews(struct book *b, struct arena *a, const char *book, struct crews *out, struct err *e)
{
	struct book_filter f = {.open = true, .book = book};
	struct things open = {0};
	enum rc rc = book_list(b, a, &kind_incident, &f, &open, e);

	for (size_t i = 0; rc == RC_OK && i < open.n; i++) {
		struct casefile cf;

		rc = owed_casefile(b, a, open.v[i]->id, &cf, e);
		if (rc == RC_OK)
			crews_out(&cf, out);
	}
	vec_clear(&open);
	return rc;
}

enum rc
crew_gauge(struct book *b, struct arena *a, const char *book, int64_t at, struct roster *roster,
	   struct crews *crews, struct gauge *out, struct err *e)
{
	struct book_filter f = {.book = book ? book : book_name(b)};
	struct things vehicles = {0};

	if (roster_load(b, a, f.book, at, at + 1, roster, e) != RC_OK)
		return e->code;
	if (fetch_crews(b, a, f.book, crews, e) != RC_OK ||
	    book_list(b, a, &kind_vehicle, &f, &vehicles, e) != RC_OK) {
		vec_clear(&vehicles);
		vec_clear(crews);
		roster_clear(roster);
		return e->code;
	}
	gauge_read(&roster->duty, &vehicles, crews, at, out);
	vec_clear(&vehicles);
	return RC_OK;
}
