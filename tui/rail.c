/* What the deadline rail says: what is owed next. */
#include "tui/rail.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "storage/owed.h"
#include "tui/console.h"
#include "tui/owed_text.h"

void
rail_forget(struct console *con)
{
	vec_clear(&con->rail.owed);
	arena_free(&con->rail.arena);
}

/* Open ones first, as obligation_compare has them; the rest goes. */
static void
read_owed(struct console *con)
{
	struct console_rail *r = &con->rail;

	rail_forget(con);
	r->failed = owed_of(con->book, &r->arena, NULL, &r->owed, &r->error) != RC_OK;
	while (r->owed.n > 0 && !obligation_open(&r->owed.v[r->owed.n - 1]))
		r->owed.n--;
}

static void
refresh(struct console *con, int64_t now_ms)
{
	struct console_rail *r = &con->rail;
	int64_t count = store_count(book_store(con->book)), minute = now_ms / 60000;

	if (r->count == count && r->minute == minute)
		return;
	book_set_now(con->book, now_ms);
	read_owed(con);
	r->count = count;
	r->minute = minute;
}

/* Seconds matter in the last minutes; the clock of a home that was set stands still. */
static void
add_seconds(const struct obligation *o, int64_t now_ms, struct str *text, struct rail *out)
{
	int64_t left = o->due + 60 - now_ms / 1000;

	if (left <= 0 || left > OWED_SOON_MINUTES * 60)
		return;
	str_add_f(text, _(" (%lld:%02lld)"), (long long)(left / 60), (long long)(left % 60));
	out->again_ms = 1000 - now_ms % 1000;
}

void
rail_owed(void *ctx, int64_t now_ms, int cells, struct rail *out)
{
	struct console *con = ctx;
	struct console_rail *r = &con->rail;
	struct str text = STR_INIT;

	refresh(con, now_ms);
	out->style = STYLE_NORMAL;
	out->again_ms = 0;
	str_add(&text, _(" Limits"));
	if (r->failed)
		str_add(&text, r->error.text);
	else if (r->owed.n == 0)
		str_add(&text, _("  nothing is owed"));
	for (size_t i = 0; i < r->owed.n && text_width(text.ptr) < cells; i++) {
		const struct obligation *o = &r->owed.v[i];
		enum style_role style;

		str_add(&text, i ? "   " : " ");
		style = owed_rail(o, now_ms / 1000, &text);
		if (i == 0) {
			out->style = style;
			add_seconds(o, now_ms, &text, out);
		}
	}
	snprintf(out->text, sizeof(out->text), "%s", text.ptr);
	str_clear(&text);
}
