/*
 * An entry of the log as lists show it: its line, who wrote it, what became of it. What takes
 * another look into the store is fetched when it is first shown.
 */
#ifndef TUI_ENTRY_ROW_H
#define TUI_ENTRY_ROW_H

#include "storage/book.h"
#include "tui/canvas.h"

struct entry_row {
	const struct record *record;
	bool looked; /* the rest is known */
	const char *by;
	const struct record *correction; /* of this line; NULL */
	const char *text;                /* one line, with its marks */
};

/* The arena keeps what is fetched. Quiet when the store cannot be read: the line alone shows. */
void entry_look(struct entry_row *en, struct book *b, struct arena *a);

const char *entry_kind(const struct entry_row *en);
enum style_role entry_style(const struct entry_row *en);

#endif
