/* A shift that is over and that nobody has handed over: who is to be called. */
#include "core/vec.h"
#include "storage/handover_inside.h"
#include "storage/roster.h"

enum { AROUND_DAYS = 3 };

enum rc
handover_last_end(struct book *b, struct arena *a, int group, int64_t *out, struct err *e)
{
	struct sealed_list seals = {0};
	struct handover_state s;
	enum rc rc = handover_seals(b, a, book_name(b), group, &seals, e);

	*out = 0;
	if (rc == RC_OK && seals.n) {
		rc = handover_load(b, a, seals.v[seals.n - 1].handover, &s, e);
		if (rc == RC_OK) {
			*out = s.body->end.kind == MOMENT_EXACT ? s.body->end.secs : 0;
			handover_clear(&s);
		}
	}
	vec_clear(&seals);
	return rc;
}

static void
who(struct arena *a, const struct duty_book *duty, const char *person, const char **name,
    const char **phone)
{
	const struct person *p = person ? duty_person(duty, person) : NULL;

	*name = *phone = NULL;
	if (!p)
		return;
	*name = arena_text(a, p->name);
	*phone = arena_text(a, p->phone ? p->phone : p->mobile);
}

enum rc
handover_wait(struct book *b, struct arena *a, int group, struct handover_wait *out, struct err *e)
{
	struct roster r = {0};
	struct handover people = {0};
	int64_t ended, now = book_now(b), around = AROUND_DAYS * (int64_t)DAY_SECONDS;
	enum rc rc = handover_last_end(b, a, group, &ended, e);

	*out = (struct handover_wait){0};
	if (rc != RC_OK || !ended)
		return rc;
	rc = roster_load(b, a, NULL, now - around, now + around, &r, e);
	if (rc != RC_OK)
		return rc;
	out->end = handover_overdue(&r.duty, group, now, ended);
	if (out->end) {
		handover_people(&r.duty, group, now, ended, &people);
		who(a, &r.duty, people.incoming, &out->incoming, &out->incoming_phone);
		who(a, &r.duty, people.out_leader ? people.out_leader : people.in_leader,
		    &out->leader, &out->leader_phone);
	}
	roster_clear(&r);
	return RC_OK;
}

enum rc
handover_waiting(struct book *b, struct arena *a, int group, int64_t *end, struct err *e)
{
	struct handover_wait w;
	enum rc rc = handover_wait(b, a, group, &w, e);

	*end = rc == RC_OK ? w.end : 0;
	return rc;
}
