/* How an obligation is told in one line of a screen. */
#include "tui/owed_text.h"

static void
add_span(int64_t minutes, bool over, struct str *out)
{
	long long n = minutes;

	if (n < 60)
		str_add_f(out, over ? _("%lld min over") : _("%lld min left"), n);
	else
		str_add_f(out, over ? _("%lld h %02lld min over") : _("%lld h %02lld min left"),
			  n / 60, n % 60);
}

static enum style_role
style_of(const struct obligation *o, int64_t left)
{
	if (left < 0)
		return o->reminder ? STYLE_WARNING : STYLE_OVERDUE;
	return left <= OWED_SOON_MINUTES ? STYLE_WARNING : STYLE_NORMAL;
}

static void
add_sign(int64_t left, struct str *out)
{
	str_add(out, left < 0 ? "■ " : left <= OWED_SOON_MINUTES ? "▲ " : "· ");
}

enum style_role
owed_short(const struct obligation *o, int64_t now, struct str *out)
{
	int64_t left = minutes_between(now, o->due);

	add_sign(left, out);
	str_add_f(out, "%s ", _(owed_step_label(o->step)));
	add_span(left < 0 ? -left : left, left < 0, out);
	return style_of(o, left);
}

static void
add_due(const struct obligation *o, int64_t now, struct str *out)
{
	struct civil due = civil_of(o->due);
	char day[MOMENT_TEXT];

	moment_screen(moment_at(o->due), day);
	if (day_of(o->due) == day_of(now))
		str_add_f(out, "%02d:%02d", due.hour, due.minute);
	else
		str_add(out, day);
}

enum style_role
owed_rail(const struct obligation *o, int64_t now, struct str *out)
{
	int64_t left = minutes_between(now, o->due);

	add_sign(left, out);
	str_add_f(out, "%s ", _(owed_step_label(o->step)));
	add_due(o, now, out);
	str_add_char(out, ' ');
	add_span(left < 0 ? -left : left, left < 0, out);
	if (o->rule)
		str_add_f(out, _("  (%s)"), o->rule);
	return style_of(o, left);
}

enum style_role
owed_text(const struct obligation *o, int64_t now, struct str *out)
{
	int64_t left = minutes_between(now, o->due);

	add_sign(left, out);
	str_add_f(out, "%s  ", _(owed_step_label(o->step)));
	add_due(o, now, out);
	str_add(out, "  ");
	add_span(left < 0 ? -left : left, left < 0, out);
	if (o->incident)
		str_add_f(out, "  %s", o->incident);
	if (o->to)
		str_add_f(out, " → %s", o->to);
	if (o->rule)
		str_add_f(out, _("  (%s)"), o->rule);
	if (o->undelivered)
		str_add(out, _("  sent, not delivered yet"));
	return style_of(o, left);
}
