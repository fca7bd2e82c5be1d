/*
 * 值守模式、代防: what is in force and why, what a new mode would change before it is declared
 * (people a post needs, who must come in, gaps), and neighbours that stand in.
 */
#include "tui/view_modes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/season.h"
#include "tui/modes_inside.h"
#include "tui/roster_more.h"

/* ---- of either kind ---- */

static struct moment
time_of(const struct thing *t, const char *field)
{
	return *(const struct moment *)field_of(kind_field(t->kind, field), t->body);
}

enum mode_phase
modes_phase(const struct modes_view *mv, const struct thing *t)
{
	int64_t now = console_now(&mv->base);
	struct moment end = time_of(t, "end");

	if (!thing_open(t))
		return PHASE_CANCELLED;
	if (end.kind == MOMENT_EXACT && end.secs <= now)
		return PHASE_OVER;
	return time_of(t, "start").secs > now ? PHASE_AHEAD : PHASE_NOW;
}

static const char *
phase_text(enum mode_phase p)
{
	static const char *const texts[] = {N_("In force"), N_("Ahead"), N_("Over"),
					    N_("Cancelled")};

	return _(texts[p]);
}

/* A mode that another one stands above is not in force though it runs. */
static bool
is_cause(const struct modes_view *mv, const struct thing *t)
{
	const struct thing *cause = duty_mode_cause(&mv->roster.duty, console_now(&mv->base));

	return cause && str_equal(cause->id, t->id);
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct modes_view *mv = ctx;
	const struct thing *t = mv->shown[row];
	const struct mode *m = t->kind == &kind_mode ? t->body : NULL;
	const struct cover *c = m ? NULL : t->body;
	enum mode_phase phase = modes_phase(mv, t);
	char when[MOMENT_TEXT] = "";

	*style = phase >= PHASE_OVER     ? STYLE_DIM
		 : phase == PHASE_AHEAD  ? STYLE_NORMAL
		 : !m || is_cause(mv, t) ? STYLE_STRONG
					 : STYLE_NORMAL;
	switch (column) {
	case 0:
		str_add(out, t->id);
		break;
	case 1:
		if (m && phase == PHASE_NOW && !is_cause(mv, t))
			str_add(out, _("Below another"));
		else
			str_add(out, phase_text(phase));
		break;
	case 2:
		str_add(out, m ? _(choice_label(duty_modes, m->level)) : _("Cover"));
		break;
	case 3:
	case 4:
		moment_screen(time_of(t, column == 3 ? "start" : "end"), when);
		str_add(out, when);
		break;
	default:
		if (c)
			str_add_f(out, "%s %s", c->unit,
				  c->post ? duty_post_name(&mv->roster.duty, c->post) : "");
		else
			str_add_f(out, "%s %s", m->by ? m->by : "", m->document ? m->document : "");
	}
}

static size_t
count(void *ctx)
{
	return ((struct modes_view *)ctx)->n;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct modes_view *)ctx)->shown[row]->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),      8,  false },
	{ N_("State"),    10, false },
	{ N_("Mode or cover"), 9,  false },
	{ N_("From"),     11, false },
	{ N_("Until"),    11, false },
	{ N_("By, unit"), 0,  false },
};
/* clang-format on */

/* ---- loading ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct modes_view *mv = (struct modes_view *)v;
	const struct roster_spot *spot = arg;

	(void)e;
	mv->day = spot ? spot->day : 0;
	mv->source = (struct list_source){.columns = columns,
					  .ncolumns = ARRAY_LEN(columns),
					  .empty = N_("no mode is ordered, no neighbour stands in"),
					  .count = count,
					  .cell = cell,
					  .id = id};
	list_init(&mv->list, &mv->source, mv);
	return RC_OK;
}

static void
forget(struct modes_view *mv)
{
	roster_clear(&mv->roster);
	mv->roster = (struct roster){0};
	free(mv->shown);
	mv->shown = NULL;
	mv->n = 0;
	arena_free(&mv->arena);
	told_forget(&mv->told);
}

static bool
before(const struct modes_view *mv, const struct thing *a, const struct thing *b)
{
	enum mode_phase x = modes_phase(mv, a), y = modes_phase(mv, b);
	int64_t s = time_of(a, "start").secs, t = time_of(b, "start").secs;

	if (x != y)
		return x < y;
	return x >= PHASE_OVER ? s > t : s < t;
}

static void
take(struct modes_view *mv, const struct things *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct thing *t = list->v[i];
		size_t k = mv->n;

		if (!mv->all && modes_phase(mv, t) >= PHASE_OVER)
			continue;
		for (; k > 0 && before(mv, t, mv->shown[k - 1]); k--)
			mv->shown[k] = mv->shown[k - 1];
		mv->shown[k] = t;
		mv->n++;
	}
}

static enum rc
load(struct view *v, struct err *e)
{
	struct modes_view *mv = (struct modes_view *)v;
	struct book *b = console_book(v);
	const struct duty_book *d = &mv->roster.duty;
	int64_t now = book_now(b);

	forget(mv);
	if (roster_load(b, &mv->arena, NULL, now, now + 60, &mv->roster, e) != RC_OK)
		return e->code;
	mv->shown = calloc(d->modes.n + d->covers.n + 1, sizeof(*mv->shown));
	if (!mv->shown)
		die("out of memory");
	take(mv, &d->modes);
	take(mv, &d->covers);
	list_reload(&mv->list);
	return RC_OK;
}

/* ---- what a mode asks for ---- */

/* "副班 1→2人；备班 听班→在岗": the posts that differ. */
void
modes_needs(const struct modes_view *mv, int from, int to, struct str *out)
{
	const struct duty_book *d = &mv->roster.duty;
	struct arena a = {0};
	const char **posts = duty_posts(d, &a);
	size_t first = out->len;

	for (size_t i = 0; i < d->posts.n; i++) {
		const struct post *p = duty_post(d, posts[i]);
		int64_t x = duty_need_in_mode(p, from), y = duty_need_in_mode(p, to);
		int r = duty_readiness_in_mode(p, from), s = duty_readiness_in_mode(p, to);

		if (x == y && r == s)
			continue;
		str_add_f(out, "%s%s", out->len > first ? _("; ") : "", p->name);
		if (x != y)
			str_add_f(out, _(" %lld → %lld people"), (long long)x, (long long)y);
		if (r != s)
			str_add_f(out, " %s → %s", _(choice_label(readinesses, r)),
				  _(choice_label(readinesses, s)));
	}
	if (out->len == first)
		str_add(out, _("no post asks for more or others"));
	arena_free(&a);
}

static void
tell_mode(struct modes_view *mv, const struct mode *m)
{
	struct arena *a = &mv->told.arena;
	struct str s = STR_INIT;

	told_add(&mv->told, STYLE_STRONG,
		 arena_text_f(a, "%s  %s", _(choice_label(duty_modes, m->level)),
			      told_span(&mv->told, m->start, m->end)));
	if (m->by || m->document)
		told_add(&mv->told, STYLE_NORMAL,
			 arena_text_f(a, _("ordered by %s  %s"), m->by ? m->by : "?",
				      m->document ? m->document : ""));
	if (m->reason)
		told_add(&mv->told, STYLE_NORMAL, arena_text_f(a, _("why: %s"), m->reason));
	str_add(&s, _("against normal: "));
	modes_needs(mv, MODE_NORMAL, m->level, &s);
	told_add(&mv->told, STYLE_NORMAL, arena_text_n(a, s.ptr, s.len));
	if (m->level == MODE_ALL)
		told_add(&mv->told, STYLE_NORMAL,
			 _("those on call come in; leave is only taken with a word"));
	str_clear(&s);
}

static void
tell_cover(struct modes_view *mv, const struct cover *c)
{
	struct arena *a = &mv->told.arena;

	told_add(&mv->told, STYLE_STRONG,
		 arena_text_f(a, _("%s stands in  %s"), c->unit,
			      told_span(&mv->told, c->start, c->end)));
	told_add(&mv->told, STYLE_NORMAL,
		 arena_text_f(a, _("%lld people, %lld vehicles; agreed by %s"),
			      (long long)c->people.n, (long long)c->vehicles.n,
			      c->agreed ? c->agreed : "?"));
	if (c->post)
		told_add(&mv->told, STYLE_NORMAL,
			 arena_text_f(a, _("fills the post %s"),
				      duty_post_name(&mv->roster.duty, c->post)));
}

static void
draw(struct view *v, struct canvas *c)
{
	struct modes_view *mv = (struct modes_view *)v;
	const struct thing *t = list_has_selection(&mv->list) ? mv->shown[mv->list.selected] : NULL;
	struct canvas top, below;

	if (told_split(c, &top, &below)) {
		if (told_begins(&mv->told, t ? t->id : NULL)) {
			if (t->kind == &kind_mode)
				tell_mode(mv, t->body);
			else
				tell_cover(mv, t->body);
		}
		told_draw(&mv->told, &below);
	}
	list_draw(&mv->list, &top);
}

static void
clear(struct view *v)
{
	struct modes_view *mv = (struct modes_view *)v;

	forget(mv);
	told_clear(&mv->told);
	arena_free(&mv->wanted_arena);
	list_clear(&mv->list);
}

static struct list *
list(struct view *v)
{
	return &((struct modes_view *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct modes_view *)v)->minute))
		v->stale = true;
	return -1;
}

/* "加强（防火期）": what is in force, and by what. */
static void
heading(const struct view *v, struct str *out)
{
	const struct modes_view *mv = (const struct modes_view *)v;
	int64_t now = console_now(v);
	const struct thing *cause = duty_mode_cause(&mv->roster.duty, now);

	str_add_f(out, _("in force: %s"),
		  _(choice_label(duty_modes, duty_mode_at(&mv->roster.duty, now))));
	if (cause && cause->kind == &kind_season)
		str_add_f(out, " (%s)", ((const struct season *)cause->body)->name);
	if (mv->all)
		str_add(out, _(" · all"));
}

static enum rc
show_all(struct view *v, struct err *e)
{
	((struct modes_view *)v)->all = !((struct modes_view *)v)->all;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 'a' },  "declare", N_("new mode"),         mode_act_declare },
	{ { K_F(6), 'c' },  "cover",   N_("new cover"),        mode_act_cover },
	{ { K_F(7), 'x' },  "end",     N_("end it"),           mode_act_end },
	{ { K_ENTER },      "open",    N_("read"),             mode_act_open },
	{ { K_TAB },        "all",     N_("open ones or all"), show_all },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_modes = {
    .name = "modes",
    .title = N_("Modes and cover"),
    .size = sizeof(struct modes_view),
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
