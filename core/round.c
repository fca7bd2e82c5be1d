/* When the station synchronises by itself: steadily, at once, or again after a failure. */
#define _GNU_SOURCE /* memmem */
#include "core/round.h"

#include <string.h>

#include "core/arena.h"
#include "core/incident.h"
#include "core/report.h"
#include "core/vec.h"

enum {
	CLOCK_SLACK = 60, /* a last round that far in the future: the clock ran back */
	STEADY_SPREAD = 10,
	FIRST_RETRY = 60,
	FIRST_URGENT = 15,
	LAST_URGENT = 300,
	LAST_RETRY = 1800,
	DOUBLINGS = 16,
};

/* The gap after so many failures: it doubles up to the last one, a quarter more or less. */
static int64_t
retry_gap(const struct round_plan *p)
{
	int64_t first = p->urgent ? FIRST_URGENT : FIRST_RETRY,
		last = p->urgent               ? LAST_URGENT
		       : p->every > LAST_RETRY ? p->every
					       : LAST_RETRY,
		gap = first << (p->failures < DOUBLINGS ? p->failures - 1 : DOUBLINGS);

	gap = gap < last ? gap : last;
	return gap - gap / 4 + p->jitter % (gap / 2 + 1);
}

int64_t
round_due(const struct round_plan *p, int64_t now)
{
	if (!p->on)
		return ROUND_NEVER;
	if (p->tried == 0 || p->tried > now + CLOCK_SLACK || (p->urgent && p->fresh))
		return now;
	if (p->failures > 0)
		return p->tried + retry_gap(p);
	return p->tried + p->every + p->jitter % (p->every / STEADY_SPREAD + 1);
}

bool
round_is_urgent(const struct record *r)
{
	if (r->kind == &kind_incident)
		return !r->of;
	if (r->kind == &kind_send)
		return ((const struct report_send *)r->body)->via == VIA_SYNC;
	return r->kind == &kind_query;
}

bool
round_line_is_urgent(const char *line, size_t len)
{
	static const char *const marks[] = {"\"kind\":\"incident\"", "\"kind\":\"send\"",
					    "\"kind\":\"query\""};
	struct arena a = {0};
	struct record *r;
	struct err e;
	bool urgent = false, maybe = false;

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		maybe |= memmem(line, len, marks[i], strlen(marks[i])) != NULL;
	if (maybe && record_read(&a, line, len, &r, &e) == RC_OK)
		urgent = round_is_urgent(r);
	arena_free(&a);
	return urgent;
}
