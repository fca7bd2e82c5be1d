/* The people of the station: looked up, entered, changed; their PINs. */
#include "tui/view_people.h"

#include <stdio.h>
#include <string.h>

#include "storage/case_thing.h"
#include "storage/keys.h"
#include "storage/pin.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/thing_form.h"
#include "tui/things.h"
#include "tui/view_record.h"

struct people {
	struct view base;
	struct things_list things;
	char id[ID_TEXT];            /* whose PIN is being set */
	char whose[ID_TEXT];         /* whose PIN allows it */
	char typed[PIN_MAX * 4 + 1]; /* the new one, to be typed once more */
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	(void)arg;
	(void)e;
	things_init(&((struct people *)v)->things, console_of(v)->book, &kind_person,
		    N_("nobody is entered yet: F5"), NULL);
	return RC_OK;
}

static enum rc
load(struct view *v, struct err *e)
{
	struct people *p = (struct people *)v;
	struct book_filter own = {.book = book_name(console_book(v))};

	return things_load(&p->things, &own, e);
}

static void
draw(struct view *v, struct canvas *c)
{
	list_draw(&((struct people *)v)->things.list, c);
}

static void
clear(struct view *v)
{
	struct people *p = (struct people *)v;

	keys_wipe(p->typed, sizeof(p->typed));
	things_clear(&p->things);
}

static struct list *
list(struct view *v)
{
	return &((struct people *)v)->things.list;
}

static enum rc
open_selected(struct view *v, struct err *e)
{
	const struct thing *t = NULL;

	if (things_selected(&((struct people *)v)->things, &t, e) != RC_OK)
		return e->code;
	return app_open(v->app, &view_record, t->id, e);
}

static enum rc
add(struct view *v, struct err *e)
{
	return thing_form_new(v, &kind_person, e);
}

static enum rc
change(struct view *v, struct err *e)
{
	const struct thing *t = NULL;

	if (things_selected(&((struct people *)v)->things, &t, e) != RC_OK)
		return e->code;
	return thing_form_edit(v, t, 0, e);
}

static enum rc
sign_on(struct view *v, struct err *e)
{
	const struct thing *t = NULL;

	if (things_selected(&((struct people *)v)->things, &t, e) != RC_OK ||
	    console_sign_on(console_of(v), t->id, e) != RC_OK)
		return e->code;
	app_say(v->app, STYLE_GOOD, _("Lines are now by: %s"), ((struct person *)t->body)->name);
	return RC_OK;
}

/* A PIN: the old one where there is one, the new one, the new one once more. */

static enum rc
typed_again(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct people *p = ctx;
	enum rc rc = RC_OK;

	if (strcmp(text, p->typed) != 0)
		rc = err_set(e, RC_INVALID, "%s",
			     _("the two PINs differ: type the first one again, or Esc"));
	else
		rc = pin_set(book_store(console_book(below)), p->id, text, e);
	if (rc != RC_OK)
		return rc;
	keys_wipe(p->typed, sizeof(p->typed));
	app_say(below->app, STYLE_GOOD, _("The PIN of %s is set."), p->id);
	return RC_OK;
}

static enum rc
typed_once(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct people *p = ctx;

	snprintf(p->typed, sizeof(p->typed), "%s", text);
	return prompt_open(below->app,
			   &(struct prompt){.title = _("The new PIN once more"),
					    .secret = true,
					    .max = PIN_MAX,
					    .done = typed_again,
					    .ctx = p},
			   e);
}

static enum rc
ask_new(struct view *below, void *ctx, struct err *e)
{
	return prompt_open(
	    below->app,
	    &(struct prompt){.title = _("The new PIN"),
			     .hint =
				 _("4 to 32 characters; digits are enough. It stays on this host."),
			     .secret = true,
			     .max = PIN_MAX,
			     .done = typed_once,
			     .ctx = ctx},
	    e);
}

static enum rc
set_pin(struct view *v, struct err *e)
{
	struct people *p = (struct people *)v;
	const struct thing *t = NULL;
	const char *whose = NULL;
	struct arena a = {0};
	enum rc rc = things_selected(&p->things, &t, e);

	if (rc == RC_OK)
		rc = person_pin_guard(console_book(v), &a, t, &whose, e);
	if (rc == RC_OK) {
		snprintf(p->id, sizeof(p->id), "%s", t->id);
		snprintf(p->whose, sizeof(p->whose), "%s", whose ? whose : "");
		rc = !whose ? ask_new(v, p, e)
			    : console_ask_pin(v,
					      &(struct console_pin){.person = p->whose,
								    .title = _("To change a PIN"),
								    .done = ask_new,
								    .ctx = p},
					      e);
	}
	arena_free(&a);
	return rc;
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_ENTER },      "open",    N_("read"),         open_selected },
	{ { K_F(5), 'a' },  "add",     N_("new person"),   add },
	{ { K_F(6), 'e' },  "change",  N_("change"),       change },
	{ { K_F(7), 'o' },  "sign-on", N_("write as this person"), sign_on },
	{ { K_F(8), 'p' },  "pin",     N_("set the PIN"),  set_pin },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_people = {
    .name = "people",
    .title = N_("Personnel"),
    .size = sizeof(struct people),
    .listed = true,
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
};
