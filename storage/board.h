/*
 * 值守总览: what the start screen and `zhiban board` show, gathered in one reading. Of the books
 * held here: open incidents, matters and entries of all, duty of the own station.
 */
#ifndef STORAGE_BOARD_H
#define STORAGE_BOARD_H

#include "core/matter.h"
#include "core/obligation.h"
#include "storage/board_people.h"
#include "storage/review_queue.h"
#include "storage/roster.h"
#include "storage/rounds.h"

struct board {
	struct roster roster;         /* bears on now; texts of duty and gaps are its */
	struct stints duty;           /* who stands now, in the order of posts */
	struct gaps gaps;             /* posts short of people now; until: at most `ahead` */
	int64_t ahead;                /* seconds: so far it was looked, BOARD_GAP_HOURS */
	int mode;                     /* enum duty_mode */
	struct board_people people;   /* who is not here, what waits for a word */
	int64_t not_handed_over;      /* the end of a shift that nobody has handed over; 0: none */
	int64_t fire_not_handed_over; /* … of the fire group */
	struct things incidents, matters, orders, warnings; /* open, oldest first */
	struct review_queue answers; /* verdicts that the own station has to answer */
	struct obligations owed;     /* still open, what is due first first */
	struct records entries;      /* the newest, oldest first */
	struct rounds rounds;        /* of synchronisation: what waits, when the last one was */
};

enum { BOARD_GAP_HOURS = 24, BOARD_UNTIL_TEXT = MOMENT_TEXT + 24 };

/* “01-18 08:00”, and that it may last longer where nobody looked further. */
void board_gap_until(const struct board *b, const struct gap *g, char out[BOARD_UNTIL_TEXT]);

/* Everything in the arena but the lists, which board_clear frees. entries: how many. out points
 * into itself: it must not be copied. */
enum rc board_load(struct book *b, struct arena *a, size_t entries, struct board *out,
		   struct err *e) MUST_CHECK;
void board_clear(struct board *board); /* a zeroed one is fine */

#endif
