/* Fetching what a remote offers: all branches at once, and one by one where that is too much. */
#include "storage/sync_round.h"

/* A branch that leads to gigabytes must not hold up the others of its book: it alone is marked. */
static enum rc
one_by_one(struct round *r, const struct sync_order *all, struct sync_tips *tips, struct err *e)
{
	struct sync_order order = *all;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < tips->n; i++) {
		const char *branch = tips->v[i].branch;
		struct sync_tips one;

		order.branches = &branch;
		order.nbranches = 1;
		rc = sync_child_run(&order, &one, e);
		r->contact.in += one.in;
		r->contact.out += one.out;
		tips->v[i].heavy = one.heavy;
		if (one.heavy)
			rc = RC_OK;
	}
	return rc;
}

enum rc
round_fetch(struct round *r, const char *url, struct sync_tips *tips, struct err *e)
{
	struct sync_order o = round_order(r, "fetch", url);
	enum rc rc = sync_child_run(&o, tips, e);

	r->contact.in += tips->in;
	r->contact.out += tips->out;
	if (rc == RC_OK)
		return r->sync->dry_run ? RC_OK : round_cost(r, &o, tips, e);
	return tips->heavy && tips->n > 0 ? one_by_one(r, &o, tips, e) : rc;
}
