/* Who could stand where people are missing (补位): free, skilled, rested; one of them is taken. */
#include "tui/view_fill.h"

#include <stdio.h>
#include <string.h>

#include "storage/roster_change.h"
#include "storage/roster_fit.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"

struct fill {
	struct view base;
	struct list list;
	struct arena arena;
	struct fit_offer offer;
	char post[ID_TEXT];
	int64_t from, until;
	char person[ID_TEXT]; /* chosen, while the reason is asked for */
};

static size_t
count(void *ctx)
{
	return ((struct fill *)ctx)->offer.fits.n;
}

static const char *
office_of(const struct fill *fl, const struct duty_fit *f)
{
	const struct person *p = duty_person(&fl->offer.roster.duty, f->person);

	return p && p->post ? p->post : "";
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct fill *fl = ctx;
	const struct duty_fit *f = &fl->offer.fits.v[row];

	*style = f->hard ? STYLE_DIM : f->why ? STYLE_WARNING : STYLE_NORMAL;
	switch (column) {
	case 0:
		str_add(out, duty_person_name(&fl->offer.roster.duty, f->person));
		break;
	case 1:
		str_add(out, office_of(fl, f));
		break;
	case 2:
		str_add_f(out, _("%lld h, weighs %lld"), (long long)(f->load.minutes / 60),
			  (long long)(f->load.weighted / 1000));
		break;
	case 3:
		str_add_f(out, "%zu", f->times);
		break;
	default:
		if (f->why)
			str_add_f(out, "%s%s", f->hard ? "■ " : "▲ ", f->why);
		else
			str_add(out, _("√ free, skilled, rested"));
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	str_add(out, ((struct fill *)ctx)->offer.fits.v[row].person);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Person"),     10, false },
	{ N_("Office"),     12, false },
	{ N_("This month"), 16, false },
	{ N_("Here"),       4,  true },
	{ N_("Whether it goes"), 0, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("nobody else is on the books"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct fill *fl = (struct fill *)v;
	const struct fill_args *args = arg;

	(void)e;
	list_init(&fl->list, &source, fl);
	snprintf(fl->post, sizeof(fl->post), "%s", args->post);
	fl->from = args->from;
	fl->until = args->until;
	return RC_OK;
}

static void
forget(struct fill *fl)
{
	fit_offer_clear(&fl->offer);
	arena_free(&fl->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct fill *fl = (struct fill *)v;
	int64_t now = minute_floor(console_now(v));

	forget(fl);
	if (fl->from < now)
		fl->from = now; /* the past is frozen */
	if (fit_offer_read(console_book(v), &fl->arena, fl->post, fl->from, fl->until, &fl->offer,
			   e) != RC_OK)
		return e->code;
	list_reload(&fl->list);
	return RC_OK;
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct fill *)v)->list, c);
}

static void
clear(struct view *v)
{
	list_clear(&((struct fill *)v)->list);
	forget((struct fill *)v);
}

static struct list *
list(struct view *v)
{
	return &((struct fill *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	const struct fill *fl = (const struct fill *)v;
	char from[MOMENT_TEXT], until[MOMENT_TEXT];

	moment_screen(moment_at(fl->from), from);
	moment_screen(moment_at(fl->until), until);
	str_add_f(out, "%s  %s – %s", duty_post_name(&fl->offer.roster.duty, fl->post), from,
		  until);
}

static enum rc
reason_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct fill *fl = ctx;
	struct takeover_request t = {.person = fl->person,
				     .post = fl->post,
				     .reason = text,
				     .from = moment_at(fl->from),
				     .until = moment_at(fl->until),
				     .besides = true};
	struct arena a = {0};
	const char *made = NULL;
	enum rc rc = takeover(console_book(below), &a, &t, &made, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s stands there, %s"),
			duty_person_name(&fl->offer.roster.duty, fl->person), made);
		app_stale(below->app);
		app_close(below);
	}
	arena_free(&a);
	return rc;
}

static enum rc
ask_reason(struct view *v, struct err *e)
{
	return prompt_open(
	    v->app,
	    &(struct prompt){.title = _("Why one more stands"),
			     .hint = _("Needed; it stands with the duty and in the handover."),
			     .initial = "补岗位空缺",
			     .max = 100,
			     .done = reason_typed,
			     .ctx = v},
	    e);
}

static enum rc
in_spite(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice == 1 ? ask_reason(below, e) : RC_OK;
}

static enum rc
take(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("all the same: it is urgent"), NULL};
	struct fill *fl = (struct fill *)v;
	const struct duty_fit *f;

	if (!list_has_selection(&fl->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	f = &fl->offer.fits.v[fl->list.selected];
	snprintf(fl->person, sizeof(fl->person), "%s", f->person);
	if (!f->why)
		return ask_reason(v, e);
	return dialog_open(v->app,
			   &(struct dialog){.title = _("This breaks a rule"),
					    .text = f->why,
					    .choices = choices,
					    .done = in_spite},
			   e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER }, "take", N_("stands there"), take },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_fill = {
    .name = "fill",
    .title = N_("Filling a gap"),
    .size = sizeof(struct fill),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
