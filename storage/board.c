/* What the start screen shows, gathered from the book. */
#include "storage/board.h"

#include <stdio.h>

#include "core/i18n.h"
#include "core/incident.h"
#include "storage/handover.h"
#include "storage/owed.h"

void
board_gap_until(const struct board *b, const struct gap *g, char out[BOARD_UNTIL_TEXT])
{
	char when[MOMENT_TEXT];

	moment_screen(moment_at(g->until), when);
	if (g->until < b->ahead)
		snprintf(out, BOARD_UNTIL_TEXT, "%s", when);
	else
		snprintf(out, BOARD_UNTIL_TEXT, _("%s or later"), when);
}

static enum rc
load_duty(struct book *b, struct arena *a, struct board *out, struct err *e)
{
	int64_t now = book_now(b), ahead = now + BOARD_GAP_HOURS * 3600;

	if (roster_load(b, a, NULL, now, ahead, &out->roster, e) != RC_OK)
		return e->code;
	duty_at(&out->roster.duty, now, &out->duty);
	out->ahead = ahead;
	duty_gaps(&out->roster.duty, now, ahead, &out->gaps);
	out->mode = duty_mode_at(&out->roster.duty, now);
	/* Those that begin later are the roster's business. */
	while (out->gaps.n > 0 && out->gaps.v[out->gaps.n - 1].from > now)
		out->gaps.n--;
	if (handover_waiting(b, a, GROUP_WATCH, &out->not_handed_over, e) != RC_OK)
		return e->code;
	if (handover_waiting(b, a, GROUP_FIRE, &out->fire_not_handed_over, e) != RC_OK)
		return e->code;
	return board_people_load(b, a, &out->roster, &out->people, e);
}

static enum rc
load_open(struct book *b, struct arena *a, struct board *out, struct err *e)
{
	const struct book_filter open = {.open = true};

	if (book_list(b, a, &kind_incident, &open, &out->incidents, e) != RC_OK ||
	    book_list(b, a, &kind_matter, &open, &out->matters, e) != RC_OK ||
	    book_list(b, a, &kind_order, &open, &out->orders, e) != RC_OK ||
	    book_list(b, a, &kind_warning, &open, &out->warnings, e) != RC_OK)
		return e->code;
	return RC_OK;
}

/* Owed first; what is done with leaves the list. */
static enum rc
load_owed(struct book *b, struct arena *a, struct board *out, struct err *e)
{
	size_t kept = 0;
	enum rc rc = owed_of(b, a, NULL, &out->owed, e);

	for (size_t i = 0; rc == RC_OK && i < out->owed.n; i++)
		if (obligation_open(&out->owed.v[i]))
			out->owed.v[kept++] = out->owed.v[i];
	out->owed.n = kept;
	return rc;
}

enum rc
board_load(struct book *b, struct arena *a, size_t entries, struct board *out, struct err *e)
{
	const struct book_filter newest = {.limit = entries};

	*out = (struct board){0};
	if (load_duty(b, a, out, e) != RC_OK || load_open(b, a, out, e) != RC_OK ||
	    load_owed(b, a, out, e) != RC_OK ||
	    review_to_answer(b, a, book_name(b), &out->answers, e) != RC_OK ||
	    book_entries(b, a, &newest, &out->entries, e) != RC_OK ||
	    rounds_load(book_store(b), book_home(b), &out->rounds, e) != RC_OK) {
		board_clear(out);
		return e->code;
	}
	return RC_OK;
}

void
board_clear(struct board *board)
{
	roster_clear(&board->roster);
	vec_clear(&board->duty);
	vec_clear(&board->gaps);
	board_people_clear(&board->people);
	vec_clear(&board->incidents);
	vec_clear(&board->matters);
	vec_clear(&board->orders);
	vec_clear(&board->warnings);
	vec_clear(&board->owed);
	vec_clear(&board->answers);
	vec_clear(&board->entries);
	*board = (struct board){0};
}
