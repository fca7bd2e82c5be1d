/* Whether those of the roster were there. */
#include "core/duty_attend.h"

#include "core/attendance.h"
#include "core/vec.h"

enum { EARLY = ATTEND_EARLY, HELD_LEAST = 15, HELD_MOST = 24 * 3600 };

const struct choice attended_words[] = {
    {"ahead", N_("Not begun")},
    {"present", N_("Came in time")},
    {"late", N_("Came late")},
    {"absent", N_("Absent")},
    {"oncall", N_("On call")},
    {"seen", N_("There, not signed on")},
    {"before", N_("Before this logbook")},
    {0},
};

static bool
speaks_of(const struct attendance *a, const struct stint *s)
{
	return str_equal(a->person, s->person) && (!a->post || str_equal(a->post, s->post));
}

/* Signing on: the first one; the others: the last one. */
static void
take_line(struct attended_duty *d, const struct attendance *a, const struct thing *t)
{
	const struct stint *s = &d->stint;
	int64_t at = t->first->at.secs;
	bool within = at >= s->from && at < s->until;

	if (a->way == ATTEND_ON && at >= s->from - EARLY && at < s->until &&
	    (!d->on || at < d->on)) {
		d->on = at;
		d->on_line = t->id;
	} else if (a->way == ATTEND_SEEN && within && at > d->seen) {
		d->seen = at;
	} else if (a->way == ATTEND_MISSED && within && at > d->missed) {
		d->missed = at;
	} else if (a->way == ATTEND_HOLD && a->until.secs > s->until && at >= s->from &&
		   at < s->until + HELD_MOST && a->until.secs <= s->until + HELD_MOST) {
		d->hold = a->until.secs;
	}
}

/* The last signing off after signing on, not later than `limit`. */
static void
take_off(struct attended_duty *d, const struct attendance *a, const struct thing *t, int64_t limit)
{
	int64_t at = t->first->at.secs;

	if (a->way != ATTEND_OFF || at <= d->stint.from || at > limit || (d->on && at < d->on) ||
	    at <= d->off)
		return;
	d->off = at;
	d->off_line = t->id;
}

static void
find_lines(const struct things *lines, struct attended_duty *d, int64_t limit)
{
	for (size_t i = 0; i < lines->n; i++)
		if (speaks_of(lines->v[i]->body, &d->stint))
			take_line(d, lines->v[i]->body, lines->v[i]);
	for (size_t i = 0; i < lines->n; i++)
		if (speaks_of(lines->v[i]->body, &d->stint))
			take_off(d, lines->v[i]->body, lines->v[i], limit);
}

/* Until when a signing off belongs to a duty: the person's next one begins, or a day has passed. */
static int64_t
off_limit(const struct stints *all, const struct stint *s)
{
	int64_t limit = s->until + HELD_MOST;

	for (size_t i = 0; i < all->n; i++)
		if (str_equal(all->v[i].person, s->person) && all->v[i].from >= s->until &&
		    all->v[i].from < limit)
			limit = all->v[i].from;
	return limit;
}

/* Who stands two duties one after the other, or comes back to one that was taken over for a while,
 * and has not signed off, is still there. */
static bool
stays_on(const struct attended_duties *before, const struct stint *s)
{
	for (size_t i = before->n; i-- > 0;) {
		const struct attended_duty *d = &before->v[i];

		if (str_equal(d->stint.person, s->person) && d->stint.until <= s->from)
			return d->on && !d->off && s->from - d->stint.until <= EARLY;
	}
	return false;
}

/* Who is on call need not come, and whoever takes over comes as soon as they can. */
static bool
must_be_in_time(const struct duty_book *b, const struct stint *s)
{
	return s->source != ASSIGN_TAKEOVER && duty_readiness(b, s->post, s->from) != READY_ONCALL;
}

/* From the book's first day, or the first for which somebody was entered afterwards. */
static int64_t
kept_since(const struct duty_book *b, const struct things *lines)
{
	int64_t since = b->kept_since;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->v[i]->first->at.secs < since)
			since = day_secs(day_of(lines->v[i]->first->at.secs));
	return since;
}

static enum attended
state_of(const struct duty_book *b, const struct attended_duty *d, int64_t kept, int64_t now)
{
	if (d->on)
		return d->late_minutes ? ATTENDED_LATE : ATTENDED_YES;
	if (d->seen)
		return ATTENDED_SEEN;
	if (duty_readiness(b, d->stint.post, d->stint.from) == READY_ONCALL)
		return ATTENDED_ONCALL;
	if (now < d->stint.from)
		return ATTENDED_AHEAD;
	return d->stint.from < kept ? ATTENDED_BEFORE : ATTENDED_ABSENT;
}

void
duty_attend(const struct duty_book *b, const struct things *attendance, int64_t from, int64_t until,
	    int64_t now, struct attended_duties *out)
{
	struct stints all = {0};
	struct attended_duties met = {0};
	int64_t kept = kept_since(b, attendance);

	duty_resolve(b, from - HELD_MOST, until + HELD_MOST, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct attended_duty d = {.stint = all.v[i]};

		if (d.stint.from >= until)
			continue;
		find_lines(attendance, &d, off_limit(&all, &d.stint));
		if (!d.on && now >= d.stint.from && stays_on(&met, &d.stint))
			d.on = d.stint.from;
		if (d.on > d.stint.from && d.stint.from >= kept && must_be_in_time(b, &d.stint))
			d.late_minutes = minutes_between(d.stint.from, d.on);
		if (d.off > d.stint.until)
			d.held_minutes = minutes_between(d.stint.until, d.off);
		if (d.held_minutes < HELD_LEAST)
			d.held_minutes = 0;
		d.state = state_of(b, &d, kept, now);
		vec_push(&met, d);
		if (d.stint.until > from)
			vec_push(out, d);
	}
	vec_clear(&met);
	vec_clear(&all);
}

static struct attended_sum *
sum_of(struct attended_sums *sums, const char *person)
{
	for (size_t i = 0; i < sums->n; i++)
		if (str_equal(sums->v[i].person, person))
			return &sums->v[i];
	vec_push(sums, (struct attended_sum){.person = person});
	return &sums->v[sums->n - 1];
}

void
duty_attend_sum(const struct attended_duties *all, struct attended_sums *out)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct attended_duty *d = &all->v[i];
		struct attended_sum *s = sum_of(out, d->stint.person);

		s->duties += d->state != ATTENDED_AHEAD && d->state != ATTENDED_BEFORE;
		s->came += d->state == ATTENDED_YES || d->state == ATTENDED_LATE ||
			   d->state == ATTENDED_SEEN;
		s->late += d->state == ATTENDED_LATE;
		s->absent += d->state == ATTENDED_ABSENT;
		s->oncall += d->state == ATTENDED_ONCALL;
		s->late_minutes += d->late_minutes;
		s->held_minutes += d->held_minutes;
	}
}
