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

enum style_role
owed_text(const struct obligation *o, int64_t now, struct str *out)
{
	int64_t left = minutes_between(now, o->due);
	bool over = left < 0;
	struct civil due = civil_of(o->due);
	char day[MOMENT_TEXT];

	str_add(out, over ? "■ " : left <= OWED_SOON_MINUTES ? "▲ " : "· ");
	str_add(out, _(owed_step_label(o->step)));
	moment_screen(moment_at(o->due), day);
	if (day_of(o->due) == day_of(now))
		str_add_f(out, "  %02d:%02d  ", due.hour, due.minute);
	else
		str_add_f(out, "  %s  ", day);
	add_span(over ? -left : left, over, out);
	if (o->incident)
		str_add_f(out, "  %s", o->incident);
	if (o->to)
		str_add_f(out, " → %s", o->to);
	if (o->rule)
		str_add_f(out, _("  (%s)"), o->rule);
	if (o->undelivered)
		str_add(out, _("  sent, not delivered yet"));
	if (over)
		return o->reminder ? STYLE_WARNING : STYLE_OVERDUE;
	return left <= OWED_SOON_MINUTES ? STYLE_WARNING : STYLE_NORMAL;
}
