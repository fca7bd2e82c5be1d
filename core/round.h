/*
 * When a round of synchronisation is due by itself (design §5): at a steady interval; at once when
 * something urgent was written; after failures again and again with growing gaps, spread so that
 * the stations of a county do not call in the same second. Pure: the clock and a number for the
 * spread are passed in. Times and spans are in seconds.
 */
#ifndef CORE_ROUND_H
#define CORE_ROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "core/record.h"

/* ROUND_EVERY: minutes between rounds where nobody said otherwise. */
enum { ROUND_EVERY = 10, ROUND_EVERY_MAX = 1440 };

#define ROUND_NEVER INT64_MAX

struct round_plan {
	bool on;
	int64_t every;   /* seconds between rounds */
	int64_t tried;   /* when the last round began; 0: there was none */
	int failures;    /* rounds in a row that reached nothing */
	bool urgent;     /* something urgent waits to go out */
	bool fresh;      /* … and was written after the last round began */
	uint32_t jitter; /* any number; the same one while `tried` is the same */
};

/* The moment from which a round is due, perhaps in the past; ROUND_NEVER. */
int64_t round_due(const struct round_plan *p, int64_t now);

/* Whether a record wants to go out at once: a new incident, a sending by synchronisation, a
 * request to verify. */
bool round_is_urgent(const struct record *r);
/* The same for a line as it lies in the store; most are told without taking them apart. */
bool round_line_is_urgent(const char *line, size_t len);

#endif
