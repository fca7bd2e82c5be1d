/*
 * One book's synchronisation in words, a row for each thing that is known: the detail page shows
 * them as a list, `sync status` prints them.
 */
#ifndef TUI_SYNC_ROWS_H
#define TUI_SYNC_ROWS_H

#include "core/vec.h"
#include "storage/book_sync.h"
#include "tui/theme.h"

struct sync_row {
	const char *label, *text;
	enum style_role style;
	const char *about;  /* of an alarm; else NULL */
	const char *advice; /* what to do about it; may be NULL */
};

struct sync_rows {
	struct sync_row *v;
	size_t n, cap;
};

/* Texts in the arena; the list is the caller's to vec_clear. */
void sync_rows(const struct book_sync *b, struct arena *a, struct sync_rows *out);

/* In few words, for the list of books: waiting, last contact, what is wrong. */
void sync_summary(const struct book_sync *b, struct str *out);
/* Whether something about it wants an eye. */
bool sync_is_troubled(const struct book_sync *b);

#endif
