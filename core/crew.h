/*
 * Crews that rolled out (practice.md F 50): a unit is out from its dispatch or turnout until it has
 * returned, and counts again only when it is ready (恢复执勤: water, bottles, hoses). Engines are
 * things of their own. What is left is in core/gauge.h.
 *
 * An action without a unit speaks of the one unit that is out; where none or several are, it is a
 * force of its own only if it says people or vehicles, and nobody comes back by it.
 */
#ifndef CORE_CREW_H
#define CORE_CREW_H

#include "core/casefile.h"
#include "core/duty.h"

enum vehicle_state { VEHICLE_NONE, VEHICLE_READY, VEHICLE_OUT, VEHICLE_RECOVERING, VEHICLE_REPAIR };
extern const struct choice vehicle_states[];

/* 车辆 (practice.md 2). */
struct vehicle {
	char *name;
	char *type;
	char *water;       /* 水3.5吨 */
	struct count crew; /* the least it rolls out with; unset: 3 */
	int state;         /* enum vehicle_state; NONE is ready */
	char *reason;      /* of repair */
	struct count order;
};

extern const struct kind kind_vehicle;

/* One unit of one incident. */
struct crew {
	const char *unit;          /* "" where none was named */
	const char *incident;      /* its id */
	const struct record *last; /* the last word about it */
	int64_t people, vehicles;  /* as last said; 0: not said */
	const char *leader;        /* NULL: not said */
	char **members, **engines; /* by name, as last said; NULL: not said */
	int64_t since, spoke;      /* out since; the last word */
	bool back;                 /* returned, not ready yet */
	bool foreign;              /* a neighbour's or the brigade's: not of our strength */
};

struct crews {
	struct crew *v;
	size_t n, cap;
};

/* Appends the units of an incident that are out or not ready again, in the order of the last word.
 */
void crews_out(const struct casefile *cf, struct crews *out);

/* Marks as foreign those whose unit is in the contact book and is no unit of our fire group. */
void crews_mark_foreign(struct crews *crews, const struct duty_book *b,
			const struct things *contacts);

#endif
