/* What the files of the gauge's screen share; for tui/gauge_rows.c and view_gauge.c only. */
#ifndef TUI_GAUGE_INSIDE_H
#define TUI_GAUGE_INSIDE_H

#include "storage/crew.h"
#include "tui/rows.h"
#include "tui/view.h"

enum { ROW_CREW = 1, ROW_ENGINE, ROW_BACKUP, ROW_PERSON };

struct gauge_view {
	struct view base;
	struct rows rows;
	struct arena arena;
	struct roster roster;
	struct crews crews;
	struct gauge gauge;
	struct backups next;
	size_t split; /* rows from here on are the people's */
	int64_t minute;
	/* While it is asked who went: of which crew, and who. */
	char incident[ID_TEXT], unit[64 * 4], names[130 * 4];
};

/* Writes the rows anew from what was read. */
void gauge_fill_rows(struct gauge_view *gv);

#endif
