/*
 * 抽查: spot checks by the office itself or by a superior, of every station held here; what is to
 * be put right until when, and what was answered.
 */
#include "tui/view_checks.h"

#include <stdio.h>

#include "core/attendance.h"
#include "core/vec.h"
#include "storage/spotcheck.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/form_defaults.h"
#include "tui/list.h"
#include "tui/view_form.h"
#include "tui/view_record.h"

enum { NEWEST = 300 };

struct checks_view {
	struct view base;
	struct list list;
	struct list_source source;
	struct arena arena;
	struct things checks; /* oldest first */
	struct things posts, stations;
	bool all;
	int64_t minute;
	char id[ID_TEXT];
	struct moment at;
	struct arena form_arena; /* of its picks */
};

/* ---- cells ---- */

static const char *
post_name(const struct checks_view *cv, const char *id)
{
	for (size_t i = 0; i < cv->posts.n; i++)
		if (str_equal(cv->posts.v[i]->id, id))
			return ((const struct post *)cv->posts.v[i]->body)->name;
	return id ? id : "";
}

/* The name of the station in whose book a thing lies. */
static const char *
station_name(const struct checks_view *cv, const char *id)
{
	char book[WRITER_TEXT], own[WRITER_TEXT];

	book_of_writer(id, book);
	for (size_t i = 0; i < cv->stations.n; i++) {
		book_of_writer(cv->stations.v[i]->id, own);
		if (str_equal(own, book))
			return ((const struct station *)cv->stations.v[i]->body)->name;
	}
	return "";
}

static const struct thing *
check_at(const struct checks_view *cv, size_t row)
{
	return cv->checks.v[cv->checks.n - 1 - row];
}

static bool
is_overdue(const struct checks_view *cv, const struct thing *t)
{
	const struct spotcheck *s = t->body;

	return thing_open(t) && s->due.kind == MOMENT_EXACT && s->due.secs < console_now(&cv->base);
}

static enum style_role
style_of(const struct checks_view *cv, const struct thing *t)
{
	if (is_overdue(cv, t))
		return STYLE_OVERDUE;
	return thing_open(t) ? STYLE_WARNING : STYLE_NORMAL;
}

static void
add_outcome(const struct checks_view *cv, const struct thing *t, struct str *out)
{
	const struct spotcheck *s = t->body;
	char due[MOMENT_TEXT];

	if (!spotcheck_found_fault(s)) {
		str_add(out, _("√ nothing wrong"));
		return;
	}
	if (s->reply) {
		str_add_f(out, _("√ answered: %s"), s->reply);
	} else if (s->due.kind == MOMENT_EXACT) {
		moment_screen(s->due, due);
		str_add_f(out, is_overdue(cv, t) ? _("■ overdue since %s: ") : _("▲ until %s: "),
			  due);
	} else {
		str_add(out, _("▲ to be answered: "));
	}
	if (!s->reply)
		str_add(out, s->problem ? s->problem : _("nobody at the post"));
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct checks_view *cv = ctx;
	const struct thing *t = check_at(cv, row);
	const struct spotcheck *s = t->body;
	char at[MOMENT_TEXT];

	*style = style_of(cv, t);
	switch (column) {
	case 0:
		str_add(out, t->id);
		break;
	case 1:
		moment_screen(t->first->at, at);
		str_add(out, at);
		break;
	case 2:
		str_add_f(out, "%s%s%s", cv->stations.n > 1 ? station_name(cv, s->post) : "",
			  cv->stations.n > 1 ? " " : "", post_name(cv, s->post));
		break;
	case 3:
		str_add_f(out, "%s %s", s->found == FOUND_NO ? "■" : "√",
			  _(choice_label(check_methods, s->method)));
		break;
	default:
		add_outcome(cv, t, out);
		if (s->unit || s->by)
			str_add_f(out, "  (%s)", s->unit ? s->unit : s->by);
	}
	for (size_t i = 0; i < out->len; i++)
		out->ptr[i] = out->ptr[i] == '\n' ? ' ' : out->ptr[i];
}

static size_t
count(void *ctx)
{
	return ((struct checks_view *)ctx)->checks.n;
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, check_at(ctx, row)->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("No."),      8,  false },
	{ N_("Time"),     11, false },
	{ N_("Post"),     12, false },
	{ N_("At the post"), 11, false },
	{ N_("Problem and answer"), 0, false },
};
/* clang-format on */

/* ---- loading ---- */

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct checks_view *cv = (struct checks_view *)v;

	(void)arg;
	(void)e;
	cv->all = true;
	cv->source = (struct list_source){.columns = columns,
					  .ncolumns = ARRAY_LEN(columns),
					  .empty = N_("no spot check yet: F5 enters one"),
					  .count = count,
					  .cell = cell,
					  .id = id};
	list_init(&cv->list, &cv->source, cv);
	return RC_OK;
}

static void
forget(struct checks_view *cv)
{
	vec_clear(&cv->checks);
	vec_clear(&cv->posts);
	vec_clear(&cv->stations);
	arena_free(&cv->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct checks_view *cv = (struct checks_view *)v;
	struct book *b = console_book(v);
	struct book_filter f = {.open = !cv->all, .limit = NEWEST}, every = {0};

	forget(cv);
	if (book_list(b, &cv->arena, &kind_spotcheck, &f, &cv->checks, e) != RC_OK ||
	    book_list(b, &cv->arena, &kind_post, &every, &cv->posts, e) != RC_OK ||
	    book_list(b, &cv->arena, &kind_station, &every, &cv->stations, e) != RC_OK) {
		forget(cv);
		return e->code;
	}
	list_reload(&cv->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct checks_view *)v)->list, c);
}

static void
clear(struct view *v)
{
	struct checks_view *cv = (struct checks_view *)v;

	forget(cv);
	arena_free(&cv->form_arena);
	list_clear(&cv->list);
}

static struct list *
list(struct view *v)
{
	return &((struct checks_view *)v)->list;
}

static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct checks_view *)v)->minute))
		v->stale = true;
	return -1;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct checks_view *cv = (const struct checks_view *)v;
	size_t waiting = 0, overdue = 0;

	for (size_t i = 0; i < cv->checks.n; i++) {
		waiting += thing_open(cv->checks.v[i]);
		overdue += is_overdue(cv, cv->checks.v[i]);
	}
	str_add_f(out, _("%zu to be answered, %zu overdue%s"), waiting, overdue,
		  cv->all ? _(" · all") : "");
}

/* ---- acting ---- */

static const struct thing *
selected(struct checks_view *cv, struct err *e)
{
	const struct thing *t;

	if (!list_has_selection(&cv->list)) {
		err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
		return NULL;
	}
	t = check_at(cv, cv->list.selected);
	snprintf(cv->id, sizeof(cv->id), "%s", t->id);
	return t;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct thing *t = selected((struct checks_view *)v, e);

	return t ? app_open(v->app, &view_record, t->id, e) : e->code;
}

/* The posts of all stations, each with its station before it where there are several. */
static const struct pick *
post_picks(void *ctx, const struct field *f, size_t *n)
{
	struct checks_view *cv = ctx;
	struct pick *picks;

	*n = 0;
	if (!str_equal(f->name, "post"))
		return NULL;
	picks = arena_alloc(&cv->form_arena, (cv->posts.n + 1) * sizeof(*picks));
	for (; *n < cv->posts.n; ++*n) {
		const char *post = cv->posts.v[*n]->id;

		picks[*n].value = arena_text(&cv->form_arena, post);
		picks[*n].label = arena_text_f(&cv->form_arena, "%s%s%s",
					       cv->stations.n > 1 ? station_name(cv, post) : "",
					       cv->stations.n > 1 ? " " : "", post_name(cv, post));
	}
	return picks;
}

static const char *const defaults[] = {"post", "found", "method", "unit", NULL};

static enum rc
filled(struct view *below, void *ctx, struct form *f, struct record *r, struct err *e)
{
	struct checks_view *cv = ctx;
	const struct spotcheck *s = r->body;
	struct arena a = {0};
	enum rc rc;

	r->at = cv->at;
	if (form_defaults(below, f, defaults, r, e) != RC_OK)
		return e->code;
	rc = spotcheck_record(console_book(below), &a, r, e);
	if (rc != RC_OK && s->due.kind == MOMENT_EXACT && !spotcheck_found_fault(s))
		form_point(f, "problem", e->text);
	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), r->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static void
prepare(void *ctx, struct form *f)
{
	const struct checks_view *cv = ctx;

	if (cv->posts.n == 1)
		form_set(f, "post", cv->posts.v[0]->id);
	form_set(f, "found", "yes");
	form_set(f, "method", "phone");
	form_set(f, "unit", book_station(console_of(&cv->base)->book)->name);
}

static enum rc
time_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct checks_view *cv = ctx;
	uint64_t fields = 0;

	cv->at = (struct moment){0};
	if (*text &&
	    moment_parse(text, console_now(below), MOMENT_HAPPENED, 0, &cv->at, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < kind_spotcheck.nfields; i++)
		if (!str_equal(kind_spotcheck.fields[i].name, "reply"))
			fields |= UINT64_C(1) << i;
	arena_free(&cv->form_arena);
	return form_open(below->app,
			 &(struct form_args){.kind = &kind_spotcheck,
					     .heading = _("new"),
					     .fields = fields,
					     .picks = post_picks,
					     .prepare = prepare,
					     .done = filled,
					     .ctx = cv},
			 e);
}

static enum rc
add(struct view *v, struct err *e)
{
	if (((struct checks_view *)v)->posts.n == 0)
		return err_set(e, RC_NOT_FOUND, "%s",
			       _("no posts are entered yet: nothing to check"));
	return prompt_open(v->app,
			   &(struct prompt){.title = _("When was the check"),
					    .hint = _("Enter: now. Else such as 0210 or -20m."),
					    .max = 20,
					    .done = time_typed,
					    .ctx = v},
			   e);
}

static enum rc
answer_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct checks_view *cv = ctx;
	struct arena a = {0};
	enum rc rc = spotcheck_answer(console_book(below), &a, cv->id, text, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Answered: %s"), cv->id);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
answer(struct view *v, struct err *e)
{
	struct checks_view *cv = (struct checks_view *)v;
	const struct thing *t = selected(cv, e);
	const struct spotcheck *s = t ? t->body : NULL;

	if (!t)
		return e->code;
	if (!thing_open(t))
		return err_set(e, RC_INVALID,
			       s->reply ? _("the check %s is answered already")
					: _("the check %s found nothing wrong"),
			       t->id);
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = s->problem ? s->problem : _("nobody at the post"),
			     .hint = _("What was done about it, by whom, when."),
			     .max = 300,
			     .done = answer_typed,
			     .ctx = cv},
	    e);
}

static enum rc
show_all(struct view *v, struct err *e)
{
	((struct checks_view *)v)->all = !((struct checks_view *)v)->all;
	return load(v, e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",   N_("read"),             open_selected },
	{ { K_F(5), 'a' },  "add",    N_("new spot check"),   add },
	{ { K_F(6), 'r' },  "answer", N_("answer it"),        answer },
	{ { K_TAB },        "all",    N_("open ones or all"), show_all },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_checks = {
    .name = "checks",
    .title = N_("Spot checks"),
    .size = sizeof(struct checks_view),
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
