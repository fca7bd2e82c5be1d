/*
 * Crews that rolled out, and what is left (practice.md F 50): a unit is out from its dispatch or
 * turnout until it has returned, and counts again only when it is ready (恢复执勤: water, bottles,
 * hoses). Engines are things of their own; an engine can roll when enough people are left for it.
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
	int64_t since;
	bool back; /* returned, not ready yet */
};

struct crews {
	struct crew *v;
	size_t n, cap;
};

/* Appends the units of an incident that are out or not ready again, in the order of the last word.
 */
void crews_out(const struct casefile *cf, struct crews *out);

/* 在岗力量: what would be left if a crew rolled out now. */
struct gauge {
	struct duty_strength watch, fire;
	int64_t people_out, vehicles_out; /* out or not ready */
	int64_t people_left;              /* of the fire group, in quarters */
	size_t engines;                   /* ready by their state, less those out */
	size_t can_roll;                  /* of these, with crew enough, in order */
	struct stints oncall;             /* whom to call next: by minutes to arrive, then post */
};

/* vehicles: folded things. crews: of all open incidents. Clear oncall with vec_clear. */
void gauge_read(const struct duty_book *b, const struct things *vehicles, const struct crews *crews,
		int64_t at, struct gauge *out);

#endif
