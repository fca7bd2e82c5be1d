/* The review queue (审阅) of all stations held here, and what the own station has to answer. */
#include "tui/view_reviews.h"

#include "core/handover.h"
#include "storage/review_queue.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/verdict_box.h"
#include "tui/view_case_review.h"
#include "tui/view_handover.h"

/* What is shown. */
enum filter { ALL, UNREAD, OPEN, ANSWERED, FILTERS };

static const struct {
	const char *label; /* N_() */
	unsigned flags;    /* any of these; 0: all */
} filters[FILTERS] = {
    [ALL] = {N_("all"), 0},
    [UNREAD] = {N_("to be reviewed"), QUEUE_UNREAD | QUEUE_COUNTERSIGN | QUEUE_OFF_DUTY},
    [OPEN] = {N_("to be answered"), QUEUE_WAITING},
    [ANSWERED] = {N_("answered"), QUEUE_ANSWERED},
};

struct reviews {
	struct view base;
	struct list list;
	struct arena arena;
	struct review_queue queue;
	VEC(const struct queue_item *) shown;
	enum filter filter;
	int64_t minute;
	struct verdict_box box;
};

static size_t
count(void *ctx)
{
	return ((struct reviews *)ctx)->shown.n;
}

static const struct queue_item *
item(void *ctx, size_t row)
{
	return ((struct reviews *)ctx)->shown.v[row];
}

/* What wants doing first: an answer, a deadline, then what is wrong. */
static void
add_flags(const struct queue_item *x, struct str *out)
{
	for (const struct queue_flag_word *w = queue_flag_words; w->word; w++) {
		bool plain = w->flag == QUEUE_UNREAD || w->flag == QUEUE_ANSWERED;

		/* Once a verdict stands, only what became of it counts. */
		if (!(x->flags & w->flag) || w->flag == QUEUE_WAITING ||
		    (x->verdict && !(w->flag & (QUEUE_OVERDUE | QUEUE_ANSWERED))) ||
		    (w->flag == QUEUE_UNREAD && x->flags != QUEUE_UNREAD))
			continue;
		str_add_f(out, "%s%s%s", out->len ? " " : "",
			  plain                      ? ""
			  : w->flag == QUEUE_OVERDUE ? "■"
						     : "▲",
			  _(w->label));
	}
}

static void
add_state(const struct queue_item *x, struct str *out)
{
	const struct review *v = x->verdict ? x->verdict->body : NULL;
	char due[MOMENT_TEXT];

	add_flags(x, out);
	if (x->reply)
		str_add_f(out, " ← %s", ((const struct review *)x->reply->body)->reply);
	if (!v)
		return;
	str_add_f(out, "%s%s", out->len ? " " : "", _(choice_label(review_words, v->verdict)));
	if (v->due.kind == MOMENT_EXACT) {
		moment_screen(v->due, due);
		str_add_f(out, _(" (until %s)"), due);
	}
	if (v->text)
		str_add_f(out, "：%s", v->text);
}

static enum style_role
style_of(const struct queue_item *x)
{
	if (x->flags & QUEUE_OVERDUE)
		return STYLE_OVERDUE;
	if (x->flags & QUEUE_ANSWERED)
		return STYLE_STRONG;
	return x->flags & ~(unsigned)(QUEUE_UNREAD | QUEUE_WAITING) ? STYLE_WARNING : STYLE_NORMAL;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	static const char *const what[] = {N_("Handover"), N_("Incident"), N_("Report")};
	const struct queue_item *x = item(ctx, row);
	char at[MOMENT_TEXT];

	*style = style_of(x);
	switch (column) {
	case 0:
		moment_screen(moment_at(x->at), at);
		str_add(out, at);
		break;
	case 1:
		str_add(out, _(what[x->what]));
		break;
	case 2:
		str_add(out, x->station);
		break;
	case 3:
		str_add(out, x->title);
		break;
	default:
		add_state(x, out);
	}
	for (size_t i = 0; i < out->len; i++)
		out->ptr[i] = out->ptr[i] == '\n' ? ' ' : out->ptr[i];
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, item(ctx, row)->id);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Sealed, ended"), 11, false },
	{ N_("Kind"),          8,  false },
	{ N_("Station"),       8,  false },
	{ N_("What"),          18, false },
	{ N_("State"),         0,  false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("nothing waits for review"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	list_init(&((struct reviews *)v)->list, &source, v);
	return RC_OK;
}

static void
choose(struct reviews *r)
{
	unsigned flags = filters[r->filter].flags;

	r->shown.n = 0;
	for (size_t i = 0; i < r->queue.n; i++)
		if (!flags || r->queue.v[i].flags & flags)
			vec_push(&r->shown, &r->queue.v[i]);
	list_reload(&r->list);
}

static void
forget(struct reviews *r)
{
	vec_clear(&r->shown);
	vec_clear(&r->queue);
	arena_free(&r->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct reviews *r = (struct reviews *)v;

	forget(r);
	if (review_queue(console_book(v), &r->arena, NULL, &r->queue, e) != RC_OK) {
		forget(r);
		return e->code;
	}
	choose(r);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct reviews *)v)->list, c);
}

static void
clear(struct view *v)
{
	forget((struct reviews *)v);
	list_clear(&((struct reviews *)v)->list);
}

static struct list *
list(struct view *v)
{
	return &((struct reviews *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct reviews *r = (const struct reviews *)v;

	str_add_f(out, "%s %zu", _(filters[r->filter].label), r->shown.n);
}

/* Deadlines pass without anybody writing. */
static int64_t
tick(struct view *v, int64_t now)
{
	(void)now;
	if (console_minute_passed(v, &((struct reviews *)v)->minute))
		v->stale = true;
	return -1;
}

/* ---- acting ---- */

static enum rc
selected(struct view *v, const struct queue_item **out, struct err *e)
{
	struct reviews *r = (struct reviews *)v;

	if (!list_has_selection(&r->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = r->shown.v[r->list.selected];
	return RC_OK;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct queue_item *x = NULL;

	if (selected(v, &x, e) != RC_OK)
		return e->code;
	if (x->what == QUEUE_HANDOVER)
		return app_open(v->app, &view_handover, x->id, e);
	if (x->what == QUEUE_INCIDENT)
		return app_open(v->app, &view_case_review, x->id, e);
	return app_open(v->app, view_type_by_name("report"), x->id, e);
}

static enum rc
give(struct view *v, int verdict, struct err *e)
{
	const struct queue_item *x = NULL;

	if (selected(v, &x, e) != RC_OK)
		return e->code;
	if (x->what == QUEUE_REPORT)
		return err_set(e, RC_INVALID, "%s",
			       _("a report leaves the queue when it is signed; open it"));
	return verdict_ask(v, &((struct reviews *)v)->box, x->id, verdict, e);
}

#define VERDICT(name, word)                                \
	static enum rc name(struct view *v, struct err *e) \
	{                                                  \
		return give(v, word, e);                   \
	}
VERDICT(in_order, REVIEW_OK)
VERDICT(remind, REVIEW_REMIND)
VERDICT(send_back, REVIEW_RETURN)
VERDICT(supervise, REVIEW_SUPERVISE)
#undef VERDICT

static enum rc
reply(struct view *v, struct err *e)
{
	const struct queue_item *x = NULL;

	if (selected(v, &x, e) != RC_OK)
		return e->code;
	if (!x->verdict)
		return err_set(e, RC_INVALID, "%s", _("there is no verdict to answer yet"));
	return verdict_reply(v, &((struct reviews *)v)->box, x->id, e);
}

static enum rc
turn(struct view *v, struct err *e)
{
	struct reviews *r = (struct reviews *)v;

	(void)e;
	r->filter = (enum filter)((r->filter + 1) % FILTERS);
	choose(r);
	return RC_OK;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },     "open",      N_("open it"),      open_selected },
	{ { '1' },         "ok",        N_("in order"),     in_order },
	{ { '2' },         "remind",    N_("reminder"),     remind },
	{ { '3' },         "return",    N_("send back"),    send_back },
	{ { '4' },         "supervise", N_("supervise"),    supervise },
	{ { K_F(6), 'r' }, "reply",     N_("reply to it"),  reply },
	{ { K_TAB },       "filter",    N_("what is shown"), turn },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_reviews = {
    .name = "reviews",
    .title = N_("Review"),
    .size = sizeof(struct reviews),
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
