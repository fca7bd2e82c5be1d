/*
 * What the board says of people besides who stands: who should be here and is not, and what waits
 * for somebody's word: swaps, leave, spot checks.
 */
#ifndef STORAGE_BOARD_PEOPLE_H
#define STORAGE_BOARD_PEOPLE_H

#include "core/duty_attend.h"
#include "storage/roster.h"

struct board_people {
	struct attended_duties absent; /* a quarter of an hour after the beginning, where a station
					* signs on at all; texts are the roster's */
	size_t consent, approval;      /* swaps that have not begun */
	size_t leave;                  /* to be approved */
	size_t checks, overdue;        /* problems to be answered; of these past their time */
};

/* r bears on now. */
enum rc board_people_load(struct book *b, struct arena *a, const struct roster *r,
			  struct board_people *out, struct err *e) MUST_CHECK;
void board_people_clear(struct board_people *p);

/* "调班待批准1；请假待批准1"; nothing when nothing waits. Appends. */
void board_waiting_text(const struct board_people *p, struct str *out);

#endif
