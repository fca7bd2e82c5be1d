/* Shifts and who stands them. */
#ifndef CORE_ROSTER_H
#define CORE_ROSTER_H

#include "core/kind.h"

/* A named shift; end <= start means the next day. */
struct shift {
	char *name;
	struct clock from, to;
};

enum assignment_source { ASSIGN_NONE, ASSIGN_PATTERN, ASSIGN_PLAN, ASSIGN_SWAP, ASSIGN_TAKEOVER };
extern const struct choice assignment_sources[];

/* One person on one post from start to end. */
struct assignment {
	char *person;
	char *post;
	struct moment start, end;
	int source; /* enum assignment_source */
	bool cancelled;
};

extern const struct kind kind_shift, kind_assignment;

#endif
