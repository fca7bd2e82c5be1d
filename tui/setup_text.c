/* One line about each thing of the set-up. */
#include <stdio.h>

#include "core/crew.h"
#include "core/matter.h"
#include "core/season.h"
#include "core/setup_check.h"
#include "core/text.h"
#include "tui/console.h"
#include "tui/setup_inside.h"

static void
add_clock(struct str *out, struct clock c)
{
	str_add_f(out, "%02d:%02d", c.minute / 60, c.minute % 60);
}

static void
shift_line(const struct shift *s, struct str *out)
{
	add_clock(out, s->from);
	str_add(out, s->to.minute <= s->from.minute ? _(" to next day ") : "–");
	add_clock(out, s->to);
}

static void
add_least(struct str *out, const char *label, struct count n)
{
	if (n.set)
		str_add_f(out, "%s%s%lld", out->len ? " " : "", label, (long long)n.n);
}

static void
post_line(const struct setup_view *sv, const struct post *p, struct str *out)
{
	text_put(out, _(choice_label(post_groups, p->group ? p->group : GROUP_WATCH)), 11);
	str_add_f(out, " %s",
		  _(choice_label(readinesses, p->readiness ? p->readiness : READY_ONSITE)));
	if (p->minutes.set)
		str_add_f(out, _(" in %lld min"), (long long)p->minutes.n);
	add_least(out, _("least "), p->min);
	add_least(out, _("raised "), p->raised);
	add_least(out, _("all hands "), p->all);
	if (p->covers > COVERS_ALWAYS)
		str_add_f(out, "  %s", _(choice_label(post_coverings, p->covers)));
	if (p->also)
		str_add_f(out, _("  may double as %s"), duty_post_name(&sv->roster.duty, p->also));
	for (char **w = p->skills; w && *w; w++)
		str_add_f(out, "%s%s", w == p->skills ? "  " : "、", *w);
}

static void
vehicle_line(const struct vehicle *v, struct str *out)
{
	str_add_f(out, _("crew %lld"), (long long)(v->crew.set ? v->crew.n : 3));
	str_add_f(out, "  %s",
		  _(choice_label(vehicle_states, v->state ? v->state : VEHICLE_READY)));
	if (v->type)
		str_add_f(out, "  %s", v->type);
	if (v->water)
		str_add_f(out, "  %s", v->water);
	if (v->reason)
		str_add_f(out, "  %s", v->reason);
}

static void
add_day(struct str *out, int day)
{
	str_add_f(out, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
}

static void
pattern_line(const struct setup_view *sv, const struct pattern *p, struct str *out)
{
	text_put(out, duty_post_name(&sv->roster.duty, p->post), 11);
	str_add(out, " ");
	if (pattern_over(p, console_now(&sv->base)))
		str_add(out, _("over  "));
	add_day(out, p->first);
	str_add(out, p->last ? "–" : _(" on"));
	if (p->last)
		add_day(out, p->last);
	str_add_f(out, _("  %lld h"), (long long)p->hours.n);
	if (p->every.set)
		str_add_f(out, "/%lld", (long long)p->every.n);
	if (p->times.set && p->times.n > 1)
		str_add_f(out, _(" ×%lld"), (long long)p->times.n);
	if (p->days)
		str_add_f(out, " %s", _(choice_label(pattern_days, p->days)));
	str_add(out, "  ");
	roster_setup_crews(&sv->roster.duty, p->crews, out);
}

static void
season_line(const struct season *s, struct str *out)
{
	if (s->cancelled)
		str_add_f(out, "%s  ", _("Cancelled"));
	text_put(out, _(choice_label(duty_modes, s->level)), 9);
	if (s->from)
		str_add_f(out, _("  every year %s to %s"), s->from, s->to);
	if (s->colour)
		str_add_f(out, _("  while a warning of %s or worse is in force"),
			  _(choice_label(warning_colours, s->colour)));
	if (s->hazard)
		str_add_f(out, "  %s", s->hazard);
}

void
setup_line(const struct setup_view *sv, const struct thing *t, struct str *out)
{
	if (t->kind == &kind_shift)
		shift_line(t->body, out);
	else if (t->kind == &kind_post)
		post_line(sv, t->body, out);
	else if (t->kind == &kind_vehicle)
		vehicle_line(t->body, out);
	else if (t->kind == &kind_pattern)
		pattern_line(sv, t->body, out);
	else
		season_line(t->body, out);
}
