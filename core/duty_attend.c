/* Whether those of the roster were there. */
#include "core/duty_attend.h"

#include "core/attendance.h"
#include "core/vec.h"

enum { EARLY = 3 * 3600, HELD_LEAST = 15, HELD_MOST = 24 * 3600 };

const struct choice attended_words[] = {
    {"ahead", N_("Not begun")}, {"present", N_("Came in time")}, {"late", N_("Came late")},
    {"absent", N_("Absent")},   {"oncall", N_("On call")},       {0},
};

static bool
speaks_of(const struct attendance *a, const struct stint *s, int way)
{
	return a->way == way && str_equal(a->person, s->person) &&
	       (!a->post || str_equal(a->post, s->post));
}

/* The first signing on, the last signing off before somebody signs on again. */
static void
find_lines(const struct things *lines, struct attended_duty *d)
{
	const struct stint *s = &d->stint;

	for (size_t i = 0; i < lines->n; i++) {
		const struct attendance *a = lines->v[i]->body;
		int64_t at = lines->v[i]->first->at.secs;

		if (speaks_of(a, s, ATTEND_ON) && at >= s->from - EARLY && at < s->until &&
		    (!d->on || at < d->on))
			d->on = at;
	}
	for (size_t i = 0; i < lines->n; i++) {
		const struct attendance *a = lines->v[i]->body;
		int64_t at = lines->v[i]->first->at.secs;

		if (speaks_of(a, s, ATTEND_OFF) && at > s->from && at <= s->until + HELD_MOST &&
		    (!d->on || at >= d->on) && at > d->off)
			d->off = at;
	}
}

/* Who stands on next is not held over. */
static bool
goes_on(const struct stints *all, const struct stint *s)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_equal(all->v[i].person, s->person) && all->v[i].from >= s->until &&
		    all->v[i].from <= s->until + HELD_MOST)
			return true;
	return false;
}

void
duty_attend(const struct duty_book *b, const struct things *attendance, int64_t from, int64_t until,
	    int64_t now, struct attended_duties *out)
{
	struct stints all = {0};

	duty_resolve(b, from, until + HELD_MOST, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct attended_duty d = {.stint = all.v[i]};

		if (d.stint.from >= until)
			continue;
		find_lines(attendance, &d);
		if (d.on && d.on > d.stint.from)
			d.late_minutes = minutes_between(d.stint.from, d.on);
		if (d.off > d.stint.until && !goes_on(&all, &d.stint))
			d.held_minutes = minutes_between(d.stint.until, d.off);
		if (d.held_minutes < HELD_LEAST)
			d.held_minutes = 0;
		if (d.on)
			d.state = d.late_minutes ? ATTENDED_LATE : ATTENDED_YES;
		else if (duty_readiness(b, d.stint.post, d.stint.from) == READY_ONCALL)
			d.state = ATTENDED_ONCALL;
		else
			d.state = now < d.stint.from ? ATTENDED_AHEAD : ATTENDED_ABSENT;
		vec_push(out, d);
	}
	vec_clear(&all);
}
