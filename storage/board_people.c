/* Who should be here and is not, and what waits for somebody's word. */
#include "storage/board_people.h"

#include "core/vec.h"
#include "storage/attend.h"

enum { TOLD_AFTER = 15 * 60 };

static enum rc
find_absent(struct book *b, struct arena *a, const struct roster *r, struct board_people *out,
	    struct err *e)
{
	int64_t now = book_now(b);
	struct things lines = {0};
	struct attended_duties all = {0};
	enum rc rc = attend_lines(b, a, NULL, now, now, &lines, e);

	if (rc == RC_OK && lines.n > 0)
		duty_attend(&r->duty, &lines, now, now + 1, now, &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].state == ATTENDED_ABSENT && now - all.v[i].stint.from >= TOLD_AFTER)
			vec_push(&out->absent, all.v[i]);
	vec_clear(&all);
	vec_clear(&lines);
	return rc;
}

static void
count_roster(const struct roster *r, int64_t now, struct board_people *out)
{
	for (size_t i = 0; i < r->duty.swaps.n; i++) {
		const struct swap *s = r->duty.swaps.v[i]->body;

		out->consent += s->state == SWAP_ASKED && s->start.secs > now;
		out->approval += s->state == SWAP_ACCEPTED && s->start.secs > now;
	}
	for (size_t i = 0; i < r->duty.leaves.n; i++) {
		const struct leave *l = r->duty.leaves.v[i]->body;

		out->leave += l->state == LEAVE_ASKED && l->end.secs > now;
	}
}

static enum rc
count_checks(struct book *b, struct arena *a, struct board_people *out, struct err *e)
{
	struct book_filter open = {.book = book_name(b), .open = true};
	struct things checks = {0};
	enum rc rc = book_list(b, a, &kind_spotcheck, &open, &checks, e);

	for (size_t i = 0; i < checks.n; i++) {
		struct moment due = ((const struct spotcheck *)checks.v[i]->body)->due;

		out->checks++;
		out->overdue += due.kind == MOMENT_EXACT && due.secs < book_now(b);
	}
	vec_clear(&checks);
	return rc;
}

enum rc
board_people_load(struct book *b, struct arena *a, const struct roster *r, struct board_people *out,
		  struct err *e)
{
	*out = (struct board_people){0};
	count_roster(r, book_now(b), out);
	if (find_absent(b, a, r, out, e) != RC_OK)
		return e->code;
	return count_checks(b, a, out, e);
}

void
board_people_clear(struct board_people *p)
{
	vec_clear(&p->absent);
}

static void
add_part(struct str *out, size_t first, const char *format, size_t n)
{
	if (n == 0)
		return;
	str_add(out, out->len > first ? _("; ") : "");
	str_add_f(out, format, n);
}

void
board_waiting_text(const struct board_people *p, struct str *out)
{
	size_t first = out->len;

	add_part(out, first, _("swaps to be approved: %zu"), p->approval);
	add_part(out, first, _("swaps to be consented to: %zu"), p->consent);
	add_part(out, first, _("leave to be approved: %zu"), p->leave);
	add_part(out, first, _("spot checks to be answered: %zu"), p->checks);
	add_part(out, first, _("of them overdue: %zu"), p->overdue);
}
