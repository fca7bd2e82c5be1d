/* The handover record (交接班记录) for paper: plain text of at most 97 columns, or HTML; Chinese.
 */
#ifndef CORE_HANDOVER_PRINT_H
#define CORE_HANDOVER_PRINT_H

#include "core/handover_draft.h"
#include "core/station.h"

struct handover_arrival {
	const char *person;
	int64_t at;
};

struct handover_print {
	const struct handover_state *state;
	const struct handover_items *items;
	const struct duty_book *duty; /* names */
	const struct station *station;
	struct cut before;           /* of the handover before it; empty for the first */
	size_t entries;              /* in its range */
	size_t late;                 /* 封后补记 */
	const char *const *late_ids; /* of the first of them */
	size_t nlate_ids;
	const struct handover_state *fire; /* the fire group's of the same change, or NULL */
	const struct handover_arrival *arrivals;
	size_t narrivals;
	bool practice;
};

void handover_print(const struct handover_print *p, bool html, struct str *out);

/* "第141—198条", with the writer's name where there are several; 无 for an empty range. Up to the
 * cut, or, for an unsealed one, everything since. */
void handover_range_text(const struct cut *before, const struct cut *cut, struct str *out);

#endif
