/*
 * The grade of an event by its figures (facts/domain.md 2.3): a table of thresholds, boundaries
 * inclusive; a grade per measure, the highest wins. Labels are 初判 (confirmed) and 可能
 * (possible); a machine never says 核定. Event grade, warning colour and response level are three
 * scales.
 *
 * Graded by machine: fire traffic production mine special-equipment environment (493 art. 3 and its
 * parallels), forest-fire (541 art. 40), geological (394 art. 4), earthquake (national plan 2012).
 * Not graded, so GRADE_NONE: social (the law grades it not), flood (qualitative standard only),
 * weather, public-health, other and grassland fires (thresholds are local or not numbers).
 */
#ifndef CORE_GRADE_H
#define CORE_GRADE_H

#include "core/figures.h"

/* GRADE_I is the gravest but the smallest number: compare with this only. NONE is the lightest. */
bool grade_graver(int a, int b);
int grade_graver_of(int a, int b);

struct grade_row {
	unsigned families;            /* bit 1u << FAMILY_x */
	unsigned basis;               /* enum grade_basis */
	enum measure measure, second; /* summed; MEASURES: none */
	int64_t iii, ii, i;           /* in the measure's unit, thousandths where it is decimal */
	const char *source;           /* 依据, as printed beside a grade */
};

enum grade_basis {
	BASIS_CONFIRMED = 1 << 0,
	BASIS_POSSIBLE = 1 << 1, /* measures as if missing and trapped were dead */
	BASIS_HAZARD = 1 << 2,   /* 险情 of geological events: shown apart */
};

extern const struct grade_row grade_rows[];
extern const size_t grade_nrows;

/* Whether the machine grades a family's kind (the catalogue's word; may be NULL). */
bool grade_by_machine(int family, const char *kind);

struct grading {
	int confirmed, possible; /* enum grade; NONE where no machine grades */
	int hazard; /* geological: by moved and possible loss; NONE before any figure */
	/* The rows that decided, NULL where the grade is IV. */
	const struct grade_row *confirmed_by, *possible_by, *hazard_by;
};

void grade_figures(int family, const char *kind, const struct figures *f, struct grading *out);

/* 较大涉险 (总局令21 art. 26): accident families only. flags: enum incident_flag. */
bool grade_danger(int family, unsigned flags, const struct figures *f);

/*
 * The last day on which a change of casualties is a supplement (493 art. 13: the day of the
 * accident + 30, fire and road traffic + 7), 0 for families that have no window. days: of the rule
 * set, 0: those of the law.
 */
int supplement_until(int family, int accident_day, int days);

#endif
