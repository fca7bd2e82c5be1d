/* Who could fill a gap, over the book. */
#include "storage/roster_fit.h"

#include "core/vec.h"
#include "storage/roster_change.h"

enum { AROUND = 40 * DAY_SECONDS };

/* Who stands there already fills no gap. */
static void
leave_out(struct duty_fits *fits, const char *post)
{
	size_t n = 0;

	for (size_t i = 0; i < fits->n; i++)
		if (!str_equal(fits->v[i].stands, post))
			fits->v[n++] = fits->v[i];
	fits->n = n;
}

enum rc
fit_offer_read(struct book *b, struct arena *a, const char *post, int64_t from, int64_t until,
	       struct fit_offer *out, struct err *e)
{
	int month = day_of(from) / 100 * 100 + 1, next = day_add(month, 31) / 100 * 100 + 1;
	struct duty_fit_ask ask = {.duty = {.post = post, .from = from, .until = until},
				   .plan = true,
				   .load_from = day_secs(month),
				   .load_until = day_secs(next)};

	*out = (struct fit_offer){0};
	if (roster_load(b, a, NULL, from - AROUND, until + AROUND, &out->roster, e) != RC_OK)
		return e->code;
	if (roster_limits(b, a, &out->limits, e) != RC_OK) {
		fit_offer_clear(out);
		return e->code;
	}
	ask.book = &out->roster.duty;
	ask.limits = &out->limits;
	duty_fit(a, &ask, &out->fits);
	leave_out(&out->fits, post);
	return RC_OK;
}

void
fit_offer_clear(struct fit_offer *o)
{
	vec_clear(&o->fits);
	roster_clear(&o->roster);
	o->roster = (struct roster){0};
}
