/*
 * Rounds that run by themselves: the setting of this host, what the books say about the last round,
 * and from both when the next one is due. The screens and `sync --due` (the timer) ask here, so
 * that several terminals and a timer do not each run their own.
 */
#ifndef STORAGE_ROUNDS_H
#define STORAGE_ROUNDS_H

#include "core/round.h"
#include "storage/store.h"

struct rounds {
	struct round_plan plan; /* on: it is switched on and some book has a way out */
	int64_t minutes;        /* as set; 0: switched off */
	bool ways;              /* some book has a remote, or there is a hub */
	int64_t waiting;        /* entries of all books, that a remote or a mailbag is to take */
	bool own;               /* the own book has */
	int64_t last;           /* seconds: a remote was reached; the own book's, if it has one */
	size_t alarms;
};

/* The setting: minutes between rounds, 0 for none; ROUND_EVERY where nobody said. */
enum rc rounds_minutes(struct store *s, int64_t *out, struct err *e) MUST_CHECK;
enum rc rounds_set(struct store *s, int64_t minutes, struct err *e) MUST_CHECK;

/* Cheap enough for each change of the store. */
enum rc rounds_load(struct store *s, const char *home, struct rounds *out,
		    struct err *e) MUST_CHECK;

#endif
