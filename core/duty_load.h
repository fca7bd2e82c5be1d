/*
 * What each one bears: duties, hours, nights, weekends, holidays, weighted hours, allowance.
 * Planned comes from the resolver; attended from the lines of signing on. A duty that lasts longer
 * than a day counts once for each day of it, as in the rows of a sheet: by the day on which that
 * begins. Who doubles on two posts stands two duties, but works one hour an hour. Allowance is for
 * attended days only, for those whose employment is paid so, and has a cap a month.
 */
#ifndef CORE_DUTY_LOAD_H
#define CORE_DUTY_LOAD_H

#include "core/duty.h"
#include "core/duty_limits.h"

struct duty_load {
	const char *person;
	size_t duties, attended;
	int64_t minutes, night_minutes; /* of duties in the span, cut to it */
	int64_t attended_minutes;       /* of these, on days that were attended */
	size_t nights;                  /* days of duties with two hours of night or more */
	size_t days[DAY_KINDS];         /* days of duties by the kind of day they begin on */
	size_t attended_days[DAY_KINDS];
	int64_t weighted; /* thousandths of hours */
	int64_t attended_weighted;
	int64_t oncall_minutes; /* of these on call: they weigh a third */
	int64_t allowance;      /* hundredths of yuan; 0 without rates */
	bool capped;            /* some month's sum was cut to the cap */
	bool paid;              /* by the employment; else compensatory leave */
};

struct duty_loads {
	struct duty_load *v;
	size_t n, cap;
};

/* attendance: lines of kind attendance that may bear on the span, or NULL. Everybody who stands or
 * is on the books in [from, until), in the order of the people. */
void duty_load(const struct duty_book *b, const struct duty_limits *l,
	       const struct things *attendance, int64_t from, int64_t until,
	       struct duty_loads *out);

/* Evenness of weighted hours among those who stand at all: smallest, largest, mean (thousandths of
 * hours) and the largest as a percentage of the mean. */
struct duty_fairness {
	int64_t least, most, mean;
	int percent;
	size_t people;
};
void duty_fairness(const struct duty_loads *loads, struct duty_fairness *out);

#endif
