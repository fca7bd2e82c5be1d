/*
 * The figures of an incident, folded from its `fact` records (practice.md 9-14, design §6).
 *
 * A fact is a version: what it does not name keeps its last value. Each measure keeps its own
 * latest value by as-of (of equal ones the later by record_compare), so that arrival order never
 * matters. Three states: not known (being verified), 0 (no report of any yet), 0 verified. Counts
 * are whole; decimal measures (loss in 万元, areas in ha, magnitude) are in thousandths.
 */
#ifndef CORE_FIGURES_H
#define CORE_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/incident.h"
#include "core/record.h"

enum measure {
#define COUNT(name, label)   MEASURE_##name,
#define DECIMAL(name, label) MEASURE_##name,
#include "core/measures.def"
#undef COUNT
#undef DECIMAL
	MEASURES,
};

struct figure {
	int64_t value; /* 0 while not known */
	bool known, verified;
	int64_t asof;
	const struct record *by; /* the fact it comes from; borrowed */
};

/* Start from a zeroed struct. */
struct figures {
	struct figure of[MEASURES];
	int64_t asof; /* the latest of all facts, 0 without any */
};

/* How two states differ by S = dead + missing + trapped + injured + serious + light + safe
 * (practice.md 11). */
enum change {
	CHANGE_NONE,     /* every measure the same */
	CHANGE_PROGRESS, /* 进展: S kept, people moved between boxes, or only other measures */
	CHANGE_MORE,     /* 新增: S up */
	CHANGE_REVISED,  /* 更正: S down */
};

const struct field *measure_field(enum measure m); /* in kind_fact: name, label, type */
bool measure_is_decimal(enum measure m);
/* The measure of a field name, MEASURES when there is none. */
enum measure measure_named(const char *name);
/* The value a fact gives; false when it does not name the measure. */
bool measure_given(const struct record *fact, enum measure m, int64_t *value);

/* A fact's as-of, else its at. When it was learned: `learned`, else `at`, never before its as-of
 * (contract, Upgrades). */
int64_t fact_asof(const struct record *fact);
int64_t fact_learned(const struct record *fact);

/* Adds one version; any order gives the same state. Records of other kinds are ignored. */
void figures_add(struct figures *f, const struct record *fact);
/* The same for grading: casualties as of a day after last_day (0: none) are recorded but no longer
 * change the grade (practice.md 18); losses found later do. */
void figures_add_within(struct figures *f, const struct record *fact, int last_day);
/* All facts among the records whose as-of is not later than `asof` (INT64_MAX: all). */
void figures_fold(const struct records *recs, int64_t asof, struct figures *out);

int64_t figures_sum(const struct figures *f);     /* S */
int64_t figures_injured(const struct figures *f); /* injured + serious + light */
bool figures_injured_known(const struct figures *f);
enum change figures_change(const struct figures *before, const struct figures *after);
bool figures_differ(const struct figures *a, const struct figures *b);

/*
 * Refuses a new fact that lets a measure fall without a reason: against the version just before it
 * by as-of; `sheltered` may fall freely. names, if not NULL, gets the falling measures ("missing
 * 7 → 5, …"), also when there is a reason.
 */
enum rc figures_check_fall(const struct records *recs, const struct record *fact, struct str *names,
			   struct err *e) MUST_CHECK;

/* The versions of one measure, oldest as-of first, in the arena: for the history on screens. */
size_t figures_history(struct arena *a, const struct records *recs, enum measure m,
		       const struct record ***out);

#endif
