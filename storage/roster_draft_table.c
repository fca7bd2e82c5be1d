/* A duty roster's table put into the draft: its posts on its days become what the table says. */
#include "core/vec.h"
#include "storage/roster_draft.h"
#include "storage/roster_table.h"

struct edits {
	struct draft_edit *v;
	size_t n, cap;
};

static void
empty_cells(const struct roster_table *t, struct edits *out)
{
	for (size_t k = 0; k < t->days.n; k++)
		for (size_t i = 0; i < t->posts.n; i++)
			vec_push(out, ((struct draft_edit){.op = DRAFT_CLEAR,
							   .day = t->days.v[k],
							   .post = t->posts.v[i].id}));
}

static void
fill_cells(const struct roster_table *t, struct edits *out)
{
	for (size_t i = 0; i < t->duties.n; i++) {
		const struct roster_duty *d = &t->duties.v[i];
		struct cell_duty hours = {NULL, d->start, d->end};

		vec_push(out, ((struct draft_edit){.op = DRAFT_TOGGLE,
						   .day = d->day,
						   .post = t->posts.v[d->post].id,
						   .span = cell_span(&hours),
						   .persons = &t->people.v[d->person].id,
						   .npersons = 1}));
	}
}

enum rc
roster_draft_table(struct book *b, struct arena *a, const struct roster_table *t, size_t *cells,
		   struct err *e)
{
	struct draft_step step = {0};
	struct edits edits = {0};
	enum rc rc;

	empty_cells(t, &edits);
	fill_cells(t, &edits);
	rc = roster_draft_put(b, a, edits.v, edits.n, &step, e);
	if (rc == RC_OK)
		*cells = step.n;
	draft_step_clear(&step);
	vec_clear(&edits);
	return rc;
}
