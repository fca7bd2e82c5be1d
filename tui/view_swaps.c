/*
 * 调班: who swaps which duty with whom, what is due from whom; before a leader approves, what it
 * would break, leave open and make people bear.
 */
#include "tui/view_swaps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "tui/effect_text.h"
#include "tui/swaps_inside.h"

enum { PAST_DAYS = 60 };

/* ---- rows ---- */

bool
swaps_begun(const struct swaps_view *sv, const struct swap *s)
{
	return s->start.secs <= console_now(&sv->base);
}

static bool
is_open(const struct swap_row *r)
{
	return !r->takeover && thing_open(r->thing);
}

static bool
is_stale(const struct swaps_view *sv, const struct swap_row *r)
{
	return is_open(r) && swaps_begun(sv, r->swap);
}

const char *
swaps_name(const struct swaps_view *sv, const char *person)
{
	return person ? duty_person_name(&sv->roster.duty, person) : _("nobody");
}

static bool
is_late(const struct swaps_view *sv, const struct swap_row *r)
{
	return !r->takeover &&
	       duty_swap_late_for(&sv->limits, sv->roster.duty.calendar, r->thing) != 0;
}

/* What is still to be done, and by whom; else what became of it. */
static void
add_due(const struct swaps_view *sv, const struct swap_row *r, struct str *out)
{
	const struct swap *s = r->swap;

	if (is_stale(sv, r))
		str_add(out, _("the duty has begun: not swapped"));
	else if (s->state == SWAP_ASKED)
		str_add_f(out, _("%s is to consent"), swaps_name(sv, s->with));
	else if (s->state == SWAP_ACCEPTED)
		str_add(out, _("a leader is to approve"));
	else if (s->answer)
		str_add(out, s->answer);
}

static enum style_role
style_of(const struct swaps_view *sv, const struct swap_row *r)
{
	static const enum style_role styles[] = {
	    [SWAP_ASKED] = STYLE_WARNING,   [SWAP_ACCEPTED] = STYLE_STRONG,
	    [SWAP_APPROVED] = STYLE_NORMAL, [SWAP_REFUSED] = STYLE_DIM,
	    [SWAP_UNDONE] = STYLE_DIM,
	};

	return is_stale(sv, r) ? STYLE_DIM : styles[r->swap->state];
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct swaps_view *sv = ctx;
	const struct swap_row *r = &sv->shown[row];
	const struct swap *s = r->swap;
	char when[MOMENT_TEXT];

	*style = style_of(sv, r);
	switch (column) {
	case 0:
		str_add(out, r->thing->id);
		break;
	case 1:
		str_add(out, r->takeover ? _("Takeover") : _(choice_label(swap_states, s->state)));
		break;
	case 2:
		moment_screen(s->start, when);
		str_add(out, when);
		break;
	case 3:
		str_add(out, duty_post_name(&sv->roster.duty, s->post));
		break;
	case 4:
		str_add_f(out, "%s %s %s", swaps_name(sv, s->person),
			  s->back_start.kind == MOMENT_EXACT ? "⇄" : "→", swaps_name(sv, s->with));
		break;
	default:
		add_due(sv, r, out);
		if (is_late(sv, r))
			str_add_f(out, "%s%s", out->len ? " " : "", _("▲ short notice"));
	}
}

static size_t
count(void *ctx)
{
	return ((struct swaps_view *)ctx)->n;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct swaps_view *)ctx)->shown[row].thing->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),      8,  false },
	{ N_("State"),    12, false },
	{ N_("Duty from"), 11, false },
	{ N_("Post"),     10, false },
	{ N_("Who for whom"), 14, false },
	{ N_("Whose turn"), 0,  false },
};
/* clang-format on */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct swaps_view *sv = (struct swaps_view *)v;

	(void)arg;
	(void)e;
	sv->source = (struct list_source){.columns = columns,
					  .ncolumns = ARRAY_LEN(columns),
					  .empty = N_("no swap is asked for: F5 asks"),
					  .count = count,
					  .cell = cell,
					  .id = id};
	list_init(&sv->list, &sv->source, sv);
	return RC_OK;
}

static void
forget(struct swaps_view *sv)
{
	roster_clear(&sv->roster);
	sv->roster = (struct roster){0};
	free(sv->shown);
	sv->shown = NULL;
	sv->n = 0;
	arena_free(&sv->arena);
	told_forget(&sv->told);
}

/* What waits for somebody first, then what is still to come, then the rest. */
static int
rank(const struct swaps_view *sv, const struct swap_row *r)
{
	const struct swap *s = r->swap;

	if (is_open(r) && !swaps_begun(sv, s))
		return s->state == SWAP_ACCEPTED ? 0 : 1;
	return s->state == SWAP_APPROVED && s->end.secs > console_now(&sv->base) ? 2 : 3;
}

static bool
before(const struct swaps_view *sv, const struct swap_row *a, const struct swap_row *b)
{
	int x = rank(sv, a), y = rank(sv, b);
	int64_t s = a->swap->start.secs, t = b->swap->start.secs;

	if (x != y)
		return x < y;
	return x == 3 ? s > t : s < t;
}

static void
take(struct swaps_view *sv, struct swap_row r)
{
	int64_t least = console_now(&sv->base) - PAST_DAYS * (int64_t)DAY_SECONDS;
	size_t k = sv->n;

	if (sv->all ? r.swap->end.secs < least : rank(sv, &r) == 3)
		return;
	for (; k > 0 && before(sv, &r, &sv->shown[k - 1]); k--)
		sv->shown[k] = sv->shown[k - 1];
	sv->shown[k] = r;
	sv->n++;
}

static const struct swap *
as_swap(struct arena *a, const struct assignment *as)
{
	struct swap *s = ARENA_NEW(a, struct swap);

	*s = (struct swap){.person = as->instead,
			   .post = as->post,
			   .start = as->start,
			   .end = as->end,
			   .with = as->person,
			   .reason = as->reason,
			   .answer = as->reason,
			   .state = as->cancelled ? SWAP_UNDONE : SWAP_APPROVED};
	return s;
}

static void
fill(struct swaps_view *sv)
{
	const struct things *swaps = &sv->roster.duty.swaps;
	const struct things *plans = &sv->roster.duty.assignments;

	sv->shown = calloc(swaps->n + plans->n + 1, sizeof(*sv->shown));
	if (!sv->shown)
		die("out of memory");
	for (size_t i = 0; i < swaps->n; i++)
		take(sv, (struct swap_row){.thing = swaps->v[i], .swap = swaps->v[i]->body});
	for (size_t i = 0; i < plans->n; i++) {
		const struct assignment *as = plans->v[i]->body;

		if (as->source == ASSIGN_TAKEOVER)
			take(sv, (struct swap_row){plans->v[i], as_swap(&sv->arena, as), true});
	}
}

static enum rc
load(struct view *v, struct err *e)
{
	struct swaps_view *sv = (struct swaps_view *)v;
	struct book *b = console_book(v);
	int64_t now = book_now(b);

	forget(sv);
	if (roster_load(b, &sv->arena, NULL, now, now + 60, &sv->roster, e) != RC_OK ||
	    roster_limits(b, &sv->arena, &sv->limits, e) != RC_OK)
		return e->code;
	fill(sv);
	list_reload(&sv->list);
	return RC_OK;
}

/* ---- the swap below the list ---- */

static void
tell_asked(struct swaps_view *sv, const struct swap_row *r)
{
	const struct swap *s = r->swap;
	const struct thing *t = r->thing;
	struct arena *a = &sv->told.arena;
	const struct duty_book *d = &sv->roster.duty;
	char when[MOMENT_TEXT];

	told_add(&sv->told, STYLE_STRONG,
		 arena_text_f(a, _("%s stands %s for %s: %s"), swaps_name(sv, s->with),
			      duty_post_name(d, s->post), swaps_name(sv, s->person),
			      told_span(&sv->told, s->start, s->end)));
	if (s->back_start.kind == MOMENT_EXACT)
		told_add(&sv->told, STYLE_STRONG,
			 arena_text_f(a, _("in return %s stands %s: %s"), swaps_name(sv, s->person),
				      duty_post_name(d, s->back_post),
				      told_span(&sv->told, s->back_start, s->back_end)));
	moment_screen(t->first->at, when);
	told_add(&sv->told, STYLE_NORMAL,
		 arena_text_f(
		     a, r->takeover ? _("recorded on %s by %s%s%s") : _("asked on %s by %s%s%s"),
		     when, book_author_name(console_of(&sv->base)->book, a, t->first->by),
		     s->reason ? _("; why: ") : "", s->reason ? s->reason : ""));
}

static void
tell_notice(struct swaps_view *sv, const struct thing *t)
{
	int64_t begins = duty_swap_late_for(&sv->limits, sv->roster.duty.calendar, t);
	char when[MOMENT_TEXT];

	if (!begins)
		return;
	moment_screen(moment_at(begins), when);
	told_add(&sv->told, STYLE_WARNING,
		 arena_text_f(&sv->told.arena,
			      _("▲ short notice: the duty of %s is to be asked for %d days ahead"),
			      when,
			      duty_notice_days(&sv->limits, sv->roster.duty.calendar, begins)));
}

/* A rule that the details already tell is left out of the effect. */
static void
leave_out_notice(struct violations *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++)
		if (!str_equal(list->v[i].rule, "notice"))
			list->v[kept++] = list->v[i];
	list->n = kept;
}

static void
tell_effect(struct swaps_view *sv, const struct thing *t)
{
	struct book *b = console_book(&sv->base);
	struct duty_effect x = {0};
	struct err e;

	if (swap_effect(b, &sv->told.arena, t, &x, &e) != RC_OK) {
		told_add(&sv->told, STYLE_OVERDUE,
			 arena_text_f(&sv->told.arena, _("■ not possible any more: %s"), e.text));
	} else {
		leave_out_notice(&x.broken);
		told_effect(&sv->told, b, &x, RULES_TOLD);
	}
	duty_effect_clear(&x);
}

static void
tell_open(struct swaps_view *sv, const struct swap_row *r)
{
	struct str due = STR_INIT;

	add_due(sv, r, &due);
	told_add(&sv->told, STYLE_HEADING, arena_text_f(&sv->told.arena, _("due: %s"), due.ptr));
	str_clear(&due);
	if (!swaps_begun(sv, r->swap))
		tell_effect(sv, r->thing);
}

static void
tell_row(struct swaps_view *sv, const struct swap_row *r)
{
	const struct swap *s = r->swap;
	struct arena *a = &sv->told.arena;

	tell_asked(sv, r);
	if (r->takeover)
		return;
	tell_notice(sv, r->thing);
	if (s->consent)
		told_add(&sv->told, STYLE_NORMAL,
			 arena_text_f(a, _("consent given for %s: %s"), swaps_name(sv, s->with),
				      s->consent));
	if (s->answer)
		told_add(&sv->told, STYLE_NORMAL, arena_text_f(a, _("answer: %s"), s->answer));
	if (is_open(r))
		tell_open(sv, r);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct swaps_view *sv = (struct swaps_view *)v;
	const struct swap_row *r =
	    list_has_selection(&sv->list) ? &sv->shown[sv->list.selected] : NULL;
	struct canvas top, below;

	if (told_split(c, &top, &below)) {
		if (told_begins(&sv->told, r ? r->thing->id : NULL))
			tell_row(sv, r);
		told_draw(&sv->told, &below);
	}
	list_draw(&sv->list, &top);
}

static void
clear(struct view *v)
{
	struct swaps_view *sv = (struct swaps_view *)v;

	forget(sv);
	told_clear(&sv->told);
	list_clear(&sv->list);
}

static struct list *
list(struct view *v)
{
	return &((struct swaps_view *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct swaps_view *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct swaps_view *sv = (const struct swaps_view *)v;
	size_t consent = 0, approval = 0;

	for (size_t i = 0; i < sv->n; i++) {
		if (rank(sv, &sv->shown[i]) == 0)
			approval++;
		else if (rank(sv, &sv->shown[i]) == 1)
			consent++;
	}
	str_add_f(out, _("%zu wait for consent, %zu for approval"), consent, approval);
	if (sv->all)
		str_add(out, _(" · all"));
}

static enum rc
show_all(struct view *v, struct err *e)
{
	((struct swaps_view *)v)->all = !((struct swaps_view *)v)->all;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'a' },  "ask",      N_("ask for a swap"),   swap_act_ask },
	{ { K_F(6), 'c' },  "consent",  N_("consent"),          swap_act_accept },
	{ { K_F(7), 'p' },  "approve",  N_("approve"),          swap_act_approve },
	{ { K_F(8), 'x' },  "refuse",   N_("decline"),          swap_act_refuse },
	{ { K_F(9), 'u' },  "undo",     N_("undo"),             swap_act_undo },
	{ { K_F(4), 't' },  "takeover", N_("take over"),        swap_act_takeover },
	{ { K_ENTER },      "open",     N_("read"),             swap_act_open },
	{ { K_TAB },        "all",      N_("open ones or all"), show_all },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_swaps = {
    .name = "swaps",
    .title = N_("Swaps"),
    .size = sizeof(struct swaps_view),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .tick = tick,
    .heading = heading,
};
