/* What rosters and handovers read from outside: days, spans, names, cuts, frozen items, calendars,
 * limits. What is read comes back the same from its written form. */
#include <stdint.h>
#include <string.h>

#include "core/calendar.h"
#include "core/duty_limits.h"
#include "core/edition.h"
#include "core/handover_draft.h"
#include "core/moment.h"
#include "core/roster_plan.h"
#include "core/vec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_rows(struct arena *a, const char *text)
{
	struct shift_span s, again;
	char span[16], **names, *name, *again_name;
	size_t n = roster_names(a, text, &names);
	int day;

	for (size_t i = 0; i < n; i++)
		if (names[i][0] == '\0' || names[i][0] == ' ')
			die("an empty name");
	for (int near = 0; near <= 20240229; near += 20240229)
		if (roster_day_read(text, near, &day, NULL) == RC_OK &&
		    day_of(day_secs(day)) != day)
			die("%d is another day", day);
	if (roster_name_read(a, text, &name, NULL) == RC_OK &&
	    (roster_name_read(a, name, &again_name, NULL) != RC_OK ||
	     strcmp(name, again_name) != 0))
		die("%s is another name", name);
	if (!roster_span_read(text, &s))
		return;
	roster_span_text(s, span);
	if (!roster_span_read(span, &again) || again.from != s.from || again.until != s.until)
		die("%s is another span", span);
}

/* Cells of the roster, of a draft, and of the editions that a township sends. */
static void
check_cells(struct arena *a, char *text)
{
	struct edition ed = {.month = 20261001, .version = {2, true}, .changes = text};
	struct thing t = {.kind = &kind_edition, .body = &ed}, *list = &t;
	struct things one = {&list, 1, 1};
	struct edition_changes changes = {0};
	struct cell_duties c, again;
	struct plan_cell cell;
	struct str s = STR_INIT;

	if (cell_read(a, 20261001, text, &c, NULL) == RC_OK) {
		cell_text(&c, &s);
		if (cell_read(a, 20261001, s.ptr, &again, NULL) != RC_OK || !cell_equal(&c, &again))
			die("%s is another cell", s.ptr);
	}
	str_cut(&s, 0);
	if (plan_cell_read(a, 20261001, "sm1-1", text, &cell, NULL) == RC_OK)
		plan_cell_write(&cell, &s);
	edition_changes(a, &one, 20261001, &changes);
	for (size_t i = 0; i < changes.n; i++)
		edition_add_change(&changes.v[i], &s);
	vec_clear(&changes);
	str_clear(&s);
}

static void
check_cut(const char *text)
{
	struct cut c, again;
	struct str s = STR_INIT;

	if (cut_read(text, &c, NULL) == RC_OK) {
		cut_text(&c, &s);
		if (cut_read(s.ptr, &again, NULL) != RC_OK || again.n != c.n)
			die("%s is another cut", s.ptr);
		for (size_t i = 0; i < c.n; i++)
			if (cut_number(&again, c.v[i].writer) != c.v[i].number)
				die("%s lost a number", s.ptr);
	}
	str_clear(&s);
}

/* Written once, the form is stable. */
static void
check_items(struct arena *a, const char *text)
{
	struct handover_items items = {0}, again = {0};
	struct str once = STR_INIT, twice = STR_INIT;

	handover_items_read(a, text, &items);
	handover_items_write(&items, &once);
	handover_items_read(a, once.ptr, &again);
	handover_items_write(&again, &twice);
	if (again.n > items.n || strcmp(once.ptr, twice.ptr) != 0)
		die("the items are not stable");
	vec_clear(&items);
	vec_clear(&again);
	str_clear(&once);
	str_clear(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	const char *text = arena_text_n(&a, (const char *)data, size);
	struct calendar calendar = {0};
	struct duty_limits limits;
	struct err e;

	check_rows(&a, text);
	check_cells(&a, arena_text(&a, text));
	check_cut(text);
	check_items(&a, text);
	if (calendar_read(&a, &calendar, "x", text, size, &e) == RC_OK)
		for (size_t i = 1; i < calendar.n; i++)
			if (calendar.v[i - 1].day >= calendar.v[i].day)
				die("the days are not in order");
	calendar_clear(&calendar);
	if (duty_limits_read(&a, "x", text, size, &limits, &e) == RC_OK && limits.rest < 0)
		die("a negative rest");
	arena_free(&a);
	return 0;
}
