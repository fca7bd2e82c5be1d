/* The deadline rail: what is owed next, in one line. */
#include "tui/rail.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text.h"
#include "storage/intake_offer.h"
#include "storage/owed.h"
#include "tui/owed_text.h"

enum { LAST_MINUTES = 3 };

/* Reading */

/* 已报县应急局；未报两办 (practice.md 40): of the report calls of one list, who has none yet once
 * somebody has. */
static const char *
untold_of(struct rail_feed *f, const char *incident)
{
	struct offer_call *calls;
	struct str told = STR_INIT, missing = STR_INIT;
	const char *text = NULL;
	struct err e;
	size_t n;

	if (offer_calls(f->book, &f->arena, incident, &calls, &n, &e) != RC_OK)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str *out = calls[i].told ? &told : &missing;

		if (calls[i].entry.report && calls[i].entry.required)
			str_add_f(out, "%s%s", out->len ? "、" : "", calls[i].entry.whom);
	}
	if (told.len > 0 && missing.len > 0)
		text = arena_text_f(&f->arena, _("told %s; not told: %s"), told.ptr, missing.ptr);
	str_clear(&told);
	str_clear(&missing);
	return text;
}

/* Of the newest open incident that wants it. */
static void
read_untold(struct rail_feed *f)
{
	struct book_filter open = {.open = true, .book = book_name(f->book)};
	struct things incidents = {0};
	struct err e;

	f->untold = NULL;
	if (book_list(f->book, &f->arena, &kind_incident, &open, &incidents, &e) == RC_OK)
		for (size_t i = incidents.n; i-- > 0 && !f->untold;)
			f->untold = untold_of(f, incidents.v[i]->id);
	vec_clear(&incidents);
}

static void
read_owed(struct rail_feed *f, int64_t now)
{
	size_t kept = 0;

	vec_clear(&f->owed);
	arena_free(&f->arena);
	book_set_now(f->book, now * 1000);
	f->failed = owed_of(f->book, &f->arena, NULL, &f->owed, &f->trouble) != RC_OK;
	if (f->failed)
		f->owed.n = 0;
	for (size_t i = 0; i < f->owed.n; i++)
		if (obligation_open(&f->owed.v[i]))
			f->owed.v[kept++] = f->owed.v[i];
	f->owed.n = kept;
	read_untold(f);
}

/* A change of the store is seen by its number of records; what changes without one (deliveries,
 * the clock) with the minute. */
static void
refresh(struct rail_feed *f, int64_t now)
{
	int64_t count = store_count(book_store(f->book)), minute = now / 60;

	if (count == f->count && minute == f->minute)
		return;
	f->count = count;
	f->minute = minute;
	read_owed(f, now);
}

static void
add_sorted(struct obligations *out, size_t from)
{
	if (out->n > from)
		qsort(out->v + from, out->n - from, sizeof(*out->v), obligation_compare);
}

static void
gather(const struct rail_feed *f, struct obligations *out)
{
	size_t first;

	for (size_t i = 0; f->preview && i < f->preview->n; i++)
		if (obligation_open(&f->preview->v[i]))
			vec_push(out, f->preview->v[i]);
	for (size_t i = 0; f->incident && i < f->owed.n; i++)
		if (str_equal(f->owed.v[i].incident, f->incident))
			vec_push(out, f->owed.v[i]);
	add_sorted(out, 0);
	first = out->n;
	for (size_t i = 0; i < f->owed.n; i++)
		if (!f->incident || !str_equal(f->owed.v[i].incident, f->incident))
			vec_push(out, f->owed.v[i]);
	add_sorted(out, first);
}

/* Warning: each threshold once, when it is passed */

static const char *
threshold_passed(const struct obligation *o, int64_t from, int64_t now)
{
	static const struct {
		int64_t before;
		const char *sentence; /* N_() */
	} thresholds[] = {
	    {-60, N_("overdue and not done: %s, due %02d:%02d %s")},
	    {LAST_MINUTES * 60, N_("3 minutes left: %s, due %02d:%02d %s")},
	    {OWED_SOON_MINUTES * 60, N_("10 minutes left: %s, due %02d:%02d %s")},
	};

	for (size_t i = 0; i < ARRAY_LEN(thresholds); i++) {
		int64_t at = o->due - thresholds[i].before;

		if (at > from && at <= now)
			return thresholds[i].sentence;
	}
	return NULL;
}

static void
warn(struct rail_feed *f, const struct obligations *owed, int64_t now, struct rail *out)
{
	int64_t from = f->told;

	f->told = now;
	for (size_t i = 0; from > 0 && from < now && i < owed->n; i++) {
		const struct obligation *o = &owed->v[i];
		const char *sentence = threshold_passed(o, from, now);
		struct civil due = civil_of(o->due);

		if (!sentence)
			continue;
		snprintf(out->warning, sizeof(out->warning), _(sentence),
			 _(owed_step_label(o->step)), due.hour, due.minute,
			 o->incident ? o->incident : "");
		return;
	}
}

/* Writing */

static bool
is_near(const struct obligation *o, int64_t now)
{
	return o->due >= now && o->due - now <= OWED_SOON_MINUTES * 60;
}

/* How much is said of one, from a deadline in passing to all that is known of the next one. */
enum fullness { BRIEF, TERSE, FULL, FULLEST };

static void
add_left(const struct obligation *o, int64_t now, enum fullness how, struct str *out)
{
	long long left = (long long)(o->due - now);

	if (!is_near(o, now)) {
		owed_span(o, now, out);
		return;
	}
	str_add_f(out, _("%lld:%02lld left"), left / 60, left % 60);
	if (left <= LAST_MINUTES * 60)
		str_add_f(out, " %s", _("last minutes"));
	else if (how >= FULL)
		str_add_f(out, " %s", _("due soon"));
}

static void
add_rule(const struct obligation *o, enum fullness how, struct str *out)
{
	if (o->rule && o->set && how == FULLEST)
		str_add_f(out, _(" (%s, %s)"), o->rule, o->set);
	else if (o->rule)
		str_add_f(out, _(" (%s)"), o->rule);
}

static void
add_item(const struct obligation *o, int64_t now, enum fullness how, struct str *out)
{
	struct civil due = civil_of(o->due);

	str_add_f(out, "%s%s", owed_sign(o, now), _(owed_step_label(o->step)));
	if (o->to)
		str_add_f(out, "→%s", o->to);
	if (day_of(o->due) == day_of(now))
		str_add_f(out, " %02d:%02d", due.hour, due.minute);
	else
		str_add_f(out, " %02d-%02d %02d:%02d", due.month, due.day, due.hour, due.minute);
	if (how > BRIEF || o->due < now || is_near(o, now)) {
		str_add(out, " ");
		add_left(o, now, how, out);
	}
	if (o->undelivered)
		str_add(out, _(" not delivered"));
	if (how > BRIEF)
		add_rule(o, how, out);
}

static void
add_incident(const struct obligation *o, struct str *out)
{
	if (o->incident)
		str_add_f(out, "%s%s", str_ends(out->ptr, "）") ? "" : " ", o->incident);
}

/* The next one, with as much as fits. */
static void
add_first(const struct obligation *o, int64_t now, int cells, struct str *out)
{
	size_t start = out->len;

	for (int how = FULLEST; how > BRIEF; how--) {
		str_cut(out, start);
		add_item(o, now, (enum fullness)how, out);
		add_incident(o, out);
		if (text_width(out->ptr) <= cells)
			return;
	}
}

/* How long nobody has been sent out since it rang. */
static void
add_stopwatch(const struct rail_feed *f, int64_t now_ms, struct str *out)
{
	long long secs = (long long)((now_ms - f->ring_ms) / 1000);

	if (f->ring_ms > 0 && !f->sent && secs >= 0)
		str_add_f(out, _("nobody sent yet %lld:%02lld"), secs / 60, secs % 60);
}

/* The next one, as many others as there is room for, and who was not told. */
static void
add_items(const struct obligations *owed, const char *untold, int64_t now, int cells,
	  struct str *out)
{
	struct str item = STR_INIT;
	size_t i;

	add_first(&owed->v[0], now, cells - (owed->n > 1 ? 4 : 0), out);
	for (i = 1; i < owed->n; i++) {
		int rest = i + 1 < owed->n ? 4 : 0;

		str_cut(&item, 0);
		add_item(&owed->v[i], now, BRIEF, &item);
		if (!str_equal(owed->v[i].incident, owed->v[i - 1].incident))
			add_incident(&owed->v[i], &item);
		if (text_width(out->ptr) + 2 + text_width(item.ptr) + rest > cells)
			break;
		str_add_f(out, "  %s", item.ptr);
	}
	if (i < owed->n)
		str_add_f(out, " +%zu", owed->n - i);
	if (untold && text_width(out->ptr) + 2 + text_width(untold) <= cells)
		str_add_f(out, "  %s", untold);
	str_clear(&item);
}

static enum style_role
style_of(const struct obligations *owed, int64_t now)
{
	enum style_role worst = STYLE_NORMAL;

	for (size_t i = 0; i < owed->n; i++) {
		enum style_role s = owed_style(&owed->v[i], now);

		if (s == STYLE_OVERDUE)
			return s;
		if (s == STYLE_WARNING)
			worst = s;
	}
	return worst;
}

static bool
counts_seconds(const struct rail_feed *f, const struct obligations *owed, int64_t now)
{
	if (f->ring_ms > 0)
		return true;
	for (size_t i = 0; i < owed->n; i++)
		if (is_near(&owed->v[i], now))
			return true;
	return false;
}

void
rail_fill(struct rail_feed *f, int64_t now_ms, int cells, struct rail *out)
{
	struct obligations owed = {0};
	struct str line = STR_INIT, watch = STR_INIT;
	int64_t now = now_ms / 1000;

	refresh(f, now);
	gather(f, &owed);
	warn(f, &owed, now, out);
	add_stopwatch(f, now_ms, &watch);
	str_add(&line, _("Limits "));
	if (f->failed)
		str_add(&line, f->trouble.text);
	else if (owed.n == 0)
		str_add(&line, _("nothing is owed"));
	else
		add_items(&owed, f->untold, now,
			  cells - (watch.len ? text_width(watch.ptr) + 2 : 0), &line);
	if (watch.len)
		str_add_f(&line, "  %s", watch.ptr);
	snprintf(out->text, sizeof(out->text), "%s", line.ptr);
	out->style = f->failed ? STYLE_ERROR : style_of(&owed, now);
	if (counts_seconds(f, &owed, now))
		out->again_ms = 1000 - now_ms % 1000;
	str_clear(&line);
	str_clear(&watch);
	vec_clear(&owed);
}

void
rail_clear(struct rail_feed *f)
{
	vec_clear(&f->owed);
	arena_free(&f->arena);
	*f = (struct rail_feed){0};
}
