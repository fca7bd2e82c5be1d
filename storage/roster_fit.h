/* Who could fill a gap: core/duty_fit.h with what it needs fetched from the store. */
#ifndef STORAGE_ROSTER_FIT_H
#define STORAGE_ROSTER_FIT_H

#include "core/duty_fit.h"
#include "storage/roster.h"

struct fit_offer {
	struct roster roster;
	struct duty_limits limits;
	struct duty_fits fits; /* the fittest first, without those who stand there */
};

/* For a post (an id) of the own book. Texts in the arena; fit_offer_clear frees the rest. */
enum rc fit_offer_read(struct book *b, struct arena *a, const char *post, int64_t from,
		       int64_t until, struct fit_offer *out, struct err *e) MUST_CHECK;
void fit_offer_clear(struct fit_offer *o); /* a zeroed one is fine */

#endif
