/*
 * The review queue (审阅): what a supervisor has to look at, of all stations whose books are held
 * here. Handovers and incidents without a verdict, first what is wrong with them; those whose
 * station has answered; those whose deadline has passed without an answer; reports outside
 * incidents that were authorised by phone and never signed, or signed by one who was not on duty.
 *
 * A station sees the same rows of its own book: the verdicts it has to answer.
 */
#ifndef STORAGE_REVIEW_QUEUE_H
#define STORAGE_REVIEW_QUEUE_H

#include "storage/book.h"

/* How far back it looks: a handover waits longer than an incident is of interest. */
enum { QUEUE_HANDOVER_DAYS = 400, QUEUE_INCIDENT_DAYS = 60 };

enum queue_what { QUEUE_HANDOVER, QUEUE_INCIDENT, QUEUE_REPORT };

enum queue_flag {
	QUEUE_UNREAD = 1 << 0,   /* no verdict yet */
	QUEUE_ANSWERED = 1 << 1, /* the station has replied to the verdict */
	QUEUE_WAITING = 1 << 2,  /* for the station's reply */
	QUEUE_OVERDUE = 1 << 3,  /* … and its deadline has passed */
	/* handovers */
	QUEUE_UNCONFIRMED = 1 << 4, /* no leader within two hours, or later */
	QUEUE_PASSED_LATE = 1 << 5, /* well after the end of the shift */
	QUEUE_THIN = 1 << 6,        /* nothing entered, nothing checked */
	QUEUE_ALONE = 1 << 7,
	QUEUE_ITEMS = 1 << 8, /* items that nobody confirmed */
	QUEUE_OTHER_HAND = 1 << 9,
	QUEUE_ADDED = 1 << 10,    /* entries after the seal */
	QUEUE_ON_PAPER = 1 << 14, /* signed on the sheet before a witness */
	/* incidents and reports */
	QUEUE_LATE = 1 << 11,        /* reports that were late without a reason */
	QUEUE_COUNTERSIGN = 1 << 12, /* 电话授权, not signed afterwards */
	QUEUE_OFF_DUTY = 1 << 13,    /* 非当班签发 */
};

struct queue_item {
	enum queue_what what;
	const char *id, *book, *station; /* station: 石门镇 */
	const char *title;
	int64_t at;                           /* sealed, ended (or received), signed; seconds */
	unsigned flags;                       /* enum queue_flag */
	const struct record *verdict, *reply; /* or NULL */
};

/* Clear with vec_clear; the rest is in the arena. */
struct review_queue {
	struct queue_item *v;
	size_t n, cap;
};

/* book: of one, NULL of all. Answered and overdue ones first, then what is wrong, then the rest;
 * the oldest first among equals. */
enum rc review_queue(struct book *b, struct arena *a, const char *book, struct review_queue *out,
		     struct err *e) MUST_CHECK;

/* Only what the stations still have to answer: cheap enough for a board. */
enum rc review_to_answer(struct book *b, struct arena *a, const char *book,
			 struct review_queue *out, struct err *e) MUST_CHECK;

/* A word for programs and a label (N_()), for each flag; ends with a row of zeros. */
struct queue_flag_word {
	unsigned flag;
	const char *word, *label;
};
extern const struct queue_flag_word queue_flag_words[];

#endif
