/* What the files that gather a handover's draft share. Nobody else includes it. */
#ifndef CORE_HANDOVER_INNER_H
#define CORE_HANDOVER_INNER_H

#include "core/crew.h"
#include "core/handover_draft.h"

struct draft {
	struct arena *arena;
	const struct handover_input *in;
	struct handover_items *out;
};

/* The string's text in the arena; clears it. */
const char *draft_take(struct draft *d, struct str *s);
const char *draft_time(struct draft *d, int64_t secs);
/* When it happened, else when it was recorded. */
int64_t draft_began(const struct record *r);
const char *draft_step(int step); /* enum step in Chinese */
/* Completes an item with what was ticked and read back, and appends it. */
void draft_add(struct draft *d, struct handover_item item);

/* Open incidents, the gravest first. */
void draft_incidents(struct draft *d);
/* Units that went out and are not back; *crews gets them and those that are not ready yet. */
void draft_people_out(struct draft *d, struct crews *crews);
/* What is left on duty, and swaps, takeovers and leaves since the last seal. */
void draft_roster(struct draft *d, const struct crews *out);

#endif
