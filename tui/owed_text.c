/* How an obligation is told in one line of a screen. */
#include "tui/owed_text.h"

enum { DAYS_FROM = 3 * 1440 }; /* minutes */

/* Minutes still left, begun ones not counted, as a person at the desk has them; within the minute
 * of the deadline itself 0. Negative: that many over. */
static int64_t
minutes_left(const struct obligation *o, int64_t now)
{
	int64_t over = minutes_between(o->due, now);

	return over > 0 ? -over : o->due > now ? (o->due - now) / 60 : 0;
}

static bool
is_near(const struct obligation *o, int64_t now)
{
	return o->due - now <= OWED_SOON_MINUTES * 60;
}

void
owed_span(const struct obligation *o, int64_t now, struct str *out)
{
	long long left = minutes_left(o, now), n = left < 0 ? -left : left;

	if (n >= DAYS_FROM)
		str_add_f(out, left < 0 ? _("%lld days over") : _("%lld days left"), n / 1440);
	else if (n < 60)
		str_add_f(out, left < 0 ? _("%lld min over") : _("%lld min left"), n);
	else
		str_add_f(out, left < 0 ? _("%lld h %02lld min over") : _("%lld h %02lld min left"),
			  n / 60, n % 60);
}

enum style_role
owed_style(const struct obligation *o, int64_t now)
{
	int64_t left = minutes_left(o, now);

	if (left < 0)
		return o->reminder ? STYLE_WARNING : STYLE_OVERDUE;
	return is_near(o, now) ? STYLE_WARNING : STYLE_NORMAL;
}

const char *
owed_sign(const struct obligation *o, int64_t now)
{
	return minutes_left(o, now) < 0 ? "■ " : is_near(o, now) ? "▲ " : "· ";
}

enum style_role
owed_short(const struct obligation *o, int64_t now, struct str *out)
{
	str_add_f(out, "%s%s ", owed_sign(o, now), _(owed_step_label(o->step)));
	owed_span(o, now, out);
	return owed_style(o, now);
}

enum style_role
owed_text(const struct obligation *o, int64_t now, struct str *out)
{
	struct civil due = civil_of(o->due);
	char day[MOMENT_TEXT];

	str_add_f(out, "%s%s", owed_sign(o, now), _(owed_step_label(o->step)));
	moment_screen(moment_at(o->due), day);
	if (day_of(o->due) == day_of(now))
		str_add_f(out, "  %02d:%02d  ", due.hour, due.minute);
	else
		str_add_f(out, "  %s  ", day);
	owed_span(o, now, out);
	if (o->incident)
		str_add_f(out, "  %s", o->incident);
	if (o->to)
		str_add_f(out, " → %s", o->to);
	if (o->rule)
		str_add_f(out, _("  (%s)"), o->rule);
	if (o->undelivered)
		str_add(out, _("  sent, not delivered yet"));
	return owed_style(o, now);
}
