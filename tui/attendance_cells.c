/* What the cells of the screen of attendance say: a mark and a word before any colour. */
#include "tui/attendance_inside.h"

enum { LEFT_EARLY = 5 * 60 };

const char *
attendance_name(const struct attendance_view *av, const char *person)
{
	return duty_person_name(&av->roster.duty, person);
}

static void
add_clock(int64_t secs, struct str *out)
{
	struct civil c = civil_of(secs);

	if (secs)
		str_add_f(out, "%02d:%02d", c.hour, c.minute);
}

enum style_role
attendance_style_of(const struct attendance_row *r)
{
	const struct attended_duty *d = &r->duty;

	if (r->extra)
		return STYLE_NORMAL;
	if (d->state == ATTENDED_ABSENT)
		return STYLE_OVERDUE;
	if (d->state == ATTENDED_LATE || d->state == ATTENDED_SEEN || d->missed > d->seen)
		return STYLE_WARNING;
	if (d->state == ATTENDED_YES)
		return d->off ? STYLE_DIM : STYLE_GOOD;
	return STYLE_DIM;
}

static void
add_absence(const struct attended_duty *d, int64_t until, struct str *out)
{
	int64_t minutes = minutes_between(d->stint.from, until);

	if (minutes < 120)
		str_add_f(out, _("■ absent for %lld min"), (long long)minutes);
	else
		str_add_f(out, _("■ absent for %lld h"), (long long)(minutes / 60));
}

/* What goes beyond having come. */
static void
add_notes(const struct attended_duty *d, int64_t now, struct str *out)
{
	if (d->missed > d->seen) {
		str_add(out, _("▲ not found at "));
		add_clock(d->missed, out);
	}
	if (d->off && d->off < d->stint.until - LEFT_EARLY)
		str_add_f(out, "%s%s", out->len ? " " : "", _("▲ left early"));
	if (d->held_minutes) {
		str_add(out, out->len ? " " : "");
		str_add_f(out, _("held over %lld min"), (long long)d->held_minutes);
	} else if (d->hold && !d->off) {
		str_add_f(out, "%s%s", out->len ? " " : "", _("held over until "));
		add_clock(d->hold, out);
	} else if (d->on && !d->off && d->stint.until <= now) {
		str_add_f(out, "%s%s", out->len ? " " : "", _("▲ not signed off"));
	}
}

/* "迟到 12分 · 查铺未见 23:10 · 留岗至 11:00": a mark and a word before any colour. */
static void
add_state(const struct attendance_view *av, const struct attendance_row *r, struct str *out)
{
	const struct attended_duty *d = &r->duty;
	int64_t now = console_now(&av->base);
	struct str more = STR_INIT;

	if (r->extra) {
		str_add_f(out, _("not on the roster%s%s"), r->note ? ": " : "",
			  r->note ? r->note : "");
		return;
	}
	if (d->state == ATTENDED_ABSENT)
		add_absence(d, now < d->stint.until ? now : d->stint.until, out);
	else if (d->state == ATTENDED_LATE)
		str_add_f(out, _("▲ %lld min late"), (long long)d->late_minutes);
	add_notes(d, now, &more);
	if (out->len == 0 && more.len == 0)
		str_add(out, _(choice_label(attended_words, (int)d->state + 1)));
	str_add_f(out, "%s%s", out->len && more.len ? " " : "", more.ptr);
	str_clear(&more);
}

void
attendance_duty_cell(const struct attendance_view *av, size_t row, size_t column, struct str *out)
{
	const struct attendance_row *r = &av->rows.v[row];
	const struct attended_duty *d = &r->duty;
	const struct duty_book *b = &av->roster.duty;
	char from[MOMENT_TEXT];

	switch (column) {
	case 0:
		if (row < 9)
			str_add_f(out, "%zu", row + 1);
		break;
	case 1:
		str_add(out, r->extra ? "" : duty_post_name(b, d->stint.post));
		break;
	case 2:
		str_add(out, duty_person_name(b, d->stint.person));
		break;
	case 3:
		if (r->extra)
			break;
		moment_screen(moment_at(d->stint.from), from);
		str_add(out, from);
		break;
	case 4:
		add_clock(d->on, out);
		break;
	case 5:
		add_clock(d->off, out);
		break;
	default:
		add_state(av, r, out);
	}
}

void
attendance_sum_cell(const struct attendance_view *av, size_t row, size_t column, struct str *out)
{
	const struct attended_sum *s = &av->sums.v[row];
	const struct person *p = duty_person(&av->roster.duty, s->person);

	switch (column) {
	case 0:
		str_add(out, attendance_name(av, s->person));
		break;
	case 1:
		str_add(out, p && p->post ? p->post : "");
		break;
	case 2:
		str_add_f(out, "%zu", s->duties);
		break;
	case 3:
		str_add_f(out, "%zu", s->came);
		break;
	case 4:
		if (s->late)
			str_add_f(out, _("%zu (%lld min)"), s->late, (long long)s->late_minutes);
		break;
	case 5:
		if (s->absent)
			str_add_f(out, "■ %zu", s->absent);
		break;
	case 6:
		if (s->oncall)
			str_add_f(out, "%zu", s->oncall);
		break;
	default:
		if (s->held_minutes)
			str_add_f(out, _("%lld h %lld min"), (long long)(s->held_minutes / 60),
				  (long long)(s->held_minutes % 60));
	}
}
