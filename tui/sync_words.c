/* The state of synchronisation in few words. */
#include "tui/sync_words.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"

static void
separate(struct str *out, size_t start)
{
	if (out->len > start)
		str_add(out, " · ");
}

/* 02:51, with the day where it is not today's. */
static void
add_time(int64_t at, int64_t now, struct str *out)
{
	struct civil c = civil_of(at);

	if (day_of(at) != day_of(now))
		str_add_f(out, "%02d-%02d ", c.month, c.day);
	str_add_f(out, "%02d:%02d", c.hour, c.minute);
}

static void
add_last(const struct rounds *r, int64_t now, struct str *out)
{
	if (r->last == 0) {
		str_add(out, _("not exchanged yet"));
		return;
	}
	str_add(out, r->waiting > 0 || r->plan.failures > 0 ? _("last ") : _("exchanged "));
	add_time(r->last, now, out);
}

static void
add_next(const struct rounds *r, int64_t now, struct str *out)
{
	int64_t due = round_due(&r->plan, now);

	if (r->minutes == 0)
		str_add(out, _("not by itself (settings)"));
	else if (due <= now)
		str_add(out, _("next at once"));
	else {
		str_add(out, _("next "));
		add_time(due, now, out);
	}
}

void
sync_words(const struct rounds *r, bool running, int64_t now, enum sync_fullness how,
	   struct str *out)
{
	size_t start = out->len;

	if (!r->ways) {
		if (r->waiting > 0)
			str_add_f(out, _("to send %lld, by mailbag"), (long long)r->waiting);
		else if (how == SYNC_FULLEST)
			str_add(out, _("no address yet"));
		return;
	}
	if (r->alarms > 0)
		str_add_f(out, _("■ sync alarms %zu"), r->alarms);
	if (r->waiting > 0) {
		separate(out, start);
		str_add_f(out, r->plan.urgent ? _("▲ to send %lld, urgent") : _("to send %lld"),
			  (long long)r->waiting);
	}
	if (running) {
		separate(out, start);
		str_add(out, _("exchanging …"));
		return;
	}
	if (r->plan.failures > 0) {
		separate(out, start);
		str_add_f(out, _("▲ no line, %d ×"), r->plan.failures);
	}
	if (how <= SYNC_LONG) {
		separate(out, start);
		add_last(r, now, out);
	}
	if (how == SYNC_FULLEST) {
		separate(out, start);
		add_next(r, now, out);
	}
}
