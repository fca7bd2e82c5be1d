/* What a round would bring, told before anything changes. */
#include <stdio.h>

#include "storage/branch.h"
#include "storage/git_read.h"
#include "storage/sync_round.h"

enum { COMMIT_BYTES = 4096 };

void
round_preview(struct round *r, const struct sync_tips *tips)
{
	struct sync *y = r->sync;

	for (size_t i = 0; i < tips->n; i++) {
		struct arena a = {0};
		struct render_claim claim;
		struct branch b;
		struct err e;
		char writer[WRITER_TEXT], *bytes;
		size_t n;

		git_writer_of(r->trust.book, tips->v[i].branch, writer, sizeof(writer));
		if (git_repo_read(r->repo, &a, "commit", tips->v[i].id, COMMIT_BYTES, &bytes, &n,
				  &e) == RC_OK &&
		    render_read(&a, bytes, n, &claim, &e) == RC_OK &&
		    branch_load(y->store, writer, r->trust.code, &b, &e) == RC_OK) {
			if (claim.p.b > b.render.last)
				sync_event(y, "would-ingest", "book", r->trust.book, "writer",
					   writer, "#entries", claim.p.b - b.render.last, NULL);
			branch_clear(&b);
		}
		arena_free(&a);
	}
}
