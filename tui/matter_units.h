/*
 * How far notices and instructions have been passed on, unit by unit: a row of the list and of the
 * matrix of matters and units.
 */
#ifndef TUI_MATTER_UNITS_H
#define TUI_MATTER_UNITS_H

#include "storage/book.h"
#include "tui/theme.h"

/* How far a unit is with a matter. */
struct passed {
	const char *unit;
	const char *answered; /* by whom; NULL: told, or nothing yet */
	int64_t at;           /* of the last word; 0: not told yet */
};

struct matter_line {
	const struct thing *thing;
	VEC(struct passed) units;
	const char *feedback; /* the last one of an instruction */
	size_t waiting;       /* units that have not answered */
};

/* Reads what was passed on and fed back. Texts are in the arena or borrowed from the thing. */
enum rc matter_line_load(struct book *b, struct arena *a, const struct thing *t,
			 struct matter_line *out, struct err *e) MUST_CHECK;
void matter_line_clear(struct matter_line *l);

/* "1/3 上河沟村、红旗村" of a matter, the last feedback of an instruction; appends. */
void matter_line_state(const struct matter_line *l, struct str *out);
/* In the matrix: √ and the time of the answer, ○ told, · not yet, nothing where it does not go. */
void matter_line_unit(const struct matter_line *l, const char *unit, struct str *out,
		      enum style_role *style);

/* The units of all lines, each once, at most so many; returns how many. */
size_t matter_units(const struct matter_line *lines, size_t n, const char **units, size_t most);

#endif
