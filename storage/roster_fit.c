/* Who could fill a gap, over the book. */
#include "storage/roster_fit.h"

#include "core/vec.h"
#include "storage/roster_change.h"

enum { AROUND = 40 * DAY_SECONDS };

/* Who stands there already fills no gap. */
static void
leave_out(struct fits *fits)
{
	size_t n = 0;

	for (size_t i = 0; i < fits->n; i++)
		if (!fits->v[i].stands)
			fits->v[n++] = fits->v[i];
	fits->n = n;
}

enum rc
fit_offer_read(struct book *b, struct arena *a, const char *post, int64_t from, int64_t until,
	       struct fit_offer *out, struct err *e)
{
	struct fit_question q = {.post = post, .from = from, .until = until};
	int month = day_of(from) / 100 * 100 + 1, next = day_add(month, 31) / 100 * 100 + 1;

	*out = (struct fit_offer){0};
	if (roster_load(b, a, NULL, from - AROUND, until + AROUND, &out->roster, e) != RC_OK)
		return e->code;
	if (roster_limits(b, a, &out->limits, e) != RC_OK) {
		fit_offer_clear(out);
		return e->code;
	}
	duty_load(&out->roster.duty, &out->limits, NULL, day_secs(month), day_secs(next),
		  &out->loads);
	q.book = &out->roster.duty;
	q.limits = &out->limits;
	q.loads = &out->loads;
	roster_fit(a, &q, &out->fits);
	leave_out(&out->fits);
	return RC_OK;
}

void
fit_offer_clear(struct fit_offer *o)
{
	vec_clear(&o->fits);
	vec_clear(&o->loads);
	roster_clear(&o->roster);
	o->roster = (struct roster){0};
}
