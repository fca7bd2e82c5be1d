/*
 * 在岗力量 (practice.md F 46, 50): who is in, out, in quarters, on call; which engines can still
 * roll with those who are left, what stays when one more rolls, and whom to call next: those on
 * call by their minutes to arrive, then the neighbours who stand in (邻镇代防), then the brigade
 * (大队).
 *
 * Engines roll in their order, each taking its least crew from the fire group's people in quarters.
 * Nobody who stands a post of the watch group as well counts as crew: the duty room is never empty.
 * Where it was not said who went or with which engine, the numbers are kept and the first engines
 * in order are assumed gone.
 */
#ifndef CORE_GAUGE_H
#define CORE_GAUGE_H

#include "core/crew.h"
#include "core/duty_limits.h"

/* Somebody who stands a post now; one row a person and post. */
struct force_person {
	const char *person, *post; /* ids */
	int readiness;
	int64_t minutes;         /* to arrive, of those on call; -1: not said */
	const struct crew *with; /* whom they are out with; NULL: here, or not said by name */
	bool counts;             /* may be crew of an engine */
};

struct force_engine {
	const struct thing *vehicle;
	int state;               /* enum vehicle_state, by its own word and the crews out */
	const struct crew *with; /* NULL: here, or out by its own word */
	bool assumed;            /* it was not said which engines went */
	int64_t needs;           /* the least crew */
	int64_t lacks;           /* people missing for it, those before it gone; 0: it can roll */
	int64_t left;            /* people left if it rolled now */
	size_t left_rolls;       /* engines that could still roll then */
};

struct gauge {
	struct duty_strength watch, fire;
	int64_t people_out, vehicles_out;  /* of ours, out or not ready */
	int64_t unnamed_out;               /* of these people, not said by name */
	int64_t people_left;               /* of the fire group, in quarters */
	size_t engines;                    /* ready by their state, less those out */
	size_t can_roll;                   /* of these, with crew enough, in order */
	struct stints oncall;              /* whom to call next: by minutes to arrive, then post */
	VEC(struct force_person) people;   /* in the order of posts */
	VEC(struct force_engine) vehicles; /* in order */
};

/* vehicles: folded things. crews stays borrowed. */
void gauge_read(const struct duty_book *b, const struct things *vehicles, const struct crews *crews,
		int64_t at, struct gauge *out);
void gauge_clear(struct gauge *g);

/* Whom to call, in this order. */
enum backup_tier { BACKUP_ONCALL, BACKUP_NEIGHBOUR, BACKUP_BRIGADE };
extern const struct choice backup_tiers[]; /* by value + 1 */

struct backup {
	enum backup_tier tier;
	const char *name;    /* of the person or the unit */
	const char *contact; /* who answers there, or NULL */
	const char *phone;   /* the work phone, or NULL */
	const char *id;      /* of the person or the contact */
	int64_t minutes;     /* to arrive; -1: not said */
	int64_t covers;      /* a neighbour who stands in already: until when; 0 */
	int64_t called;      /* the last call of these hours to them; 0: none */
	const char *said;    /* what came of it, NULL without one */
};

struct backups {
	struct backup *v;
	size_t n, cap;
};

/* contacts: folded things, in the contact book's order. Which of them are neighbours and which the
 * brigade, the words of the limits say. Appends. */
void gauge_backups(const struct duty_book *b, const struct gauge *g, const struct duty_limits *l,
		   const struct things *contacts, int64_t at, struct backups *out);

#endif
