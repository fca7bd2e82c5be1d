/* One handover (交接班): the items to go through, read-back, signatures, the paper, the review. */
#include "tui/view_handover.h"

#include <stdio.h>
#include <string.h>

#include "storage/handover.h"
#include "tui/console.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/thing_form.h"
#include "tui/view_text.h"

enum { HEAD_ROWS = 4, SIGN_CHOICES = 6 };

/* A way to sign: which side, and who. */
struct signer {
	int side;
	char person[ID_TEXT];
	bool by_phone;
	char text[160];
};

struct handover_screen {
	struct view base;
	struct list list;
	struct arena arena;
	struct handover_view view;
	bool loaded;
	char id[ID_TEXT];
	char item[200]; /* that is ticked or read back */
	struct signer signers[SIGN_CHOICES];
	const char *choices[SIGN_CHOICES + 1];
	struct signer signer; /* whose PIN is asked for */
	int verdict;
};

static const char *const section_labels[HANDOVER_SECTIONS] = {
    [SECTION_INCIDENTS] = N_("Incident"), [SECTION_MATTERS] = N_("Matter"),
    [SECTION_WARNINGS] = N_("Warning"),   [SECTION_OUT] = N_("Out"),
    [SECTION_EQUIPMENT] = N_("Piece"),    [SECTION_STRENGTH] = N_("Strength"),
    [SECTION_ROSTER] = N_("Roster"),
};

static size_t
count(void *ctx)
{
	return ((struct handover_screen *)ctx)->view.items.n;
}

static void
add_mark(const struct handover_item *x, struct str *out)
{
	if (x->section == SECTION_STRENGTH)
		return;
	str_add(out, x->fault ? "×" : x->ticked ? "√" : "·");
	if (x->grave)
		str_add(out, x->read_back ? _(" read back") : _(" ▲ to read"));
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct handover_item *x = &((struct handover_screen *)ctx)->view.items.v[row];

	if (x->fault || (x->grave && !x->read_back))
		*style = STYLE_WARNING;
	else if (x->ticked)
		*style = STYLE_NORMAL;
	else if (x->section != SECTION_STRENGTH)
		*style = STYLE_STRONG;
	switch (column) {
	case 0:
		add_mark(x, out);
		break;
	case 1:
		str_add(out, _(section_labels[x->section]));
		break;
	case 2:
		str_add(out, x->what ? x->what : "");
		break;
	case 3:
		str_add(out, x->state ? x->state : "");
		break;
	default:
		str_add(out, x->next ? x->next : "");
	}
}

static void
id(void *ctx, size_t row, struct str *out)
{
	const struct handover_item *x = &((struct handover_screen *)ctx)->view.items.v[row];

	str_add_f(out, "%d/%s", (int)x->section, x->id ? x->id : x->what);
}

/* clang-format off */
static const struct list_column columns[] = {
	{ N_("Mark"),      12, false },
	{ N_("Kind"),      8,  false },
	{ N_("What"),      0,  false },
	{ N_("State"),     0,  false },
	{ N_("Next limit"), 14, false },
};
/* clang-format on */

static const struct list_source source = {
    .columns = columns,
    .ncolumns = ARRAY_LEN(columns),
    .empty = N_("nothing to hand over: an uneventful shift"),
    .count = count,
    .cell = cell,
    .id = id,
};

static enum rc
open(struct view *v, const void *arg, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;

	(void)e;
	snprintf(h->id, sizeof(h->id), "%s", (const char *)arg);
	list_init(&h->list, &source, h);
	return RC_OK;
}

static void
forget(struct handover_screen *h)
{
	if (h->loaded)
		handover_view_clear(&h->view);
	h->loaded = false;
	h->view = (struct handover_view){0};
	arena_free(&h->arena);
}

static enum rc
load(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;

	forget(h);
	if (handover_view(console_book(v), &h->arena, h->id, &h->view, e) != RC_OK)
		return e->code;
	h->loaded = true;
	list_reload(&h->list);
	return RC_OK;
}

/* ---- drawing ---- */

static const char *
name_of(struct handover_screen *h, const char *person)
{
	return person ? book_author_name(console_of(&h->base)->book, &h->arena, person) : "?";
}

static void
add_signature(struct handover_screen *h, const char *side, const struct record *r, struct str *out)
{
	const struct handover_sign *s = r ? r->body : NULL;
	char at[MOMENT_TEXT];

	str_add_f(out, "  %s ", side);
	if (!s) {
		str_add(out, _("not signed"));
		return;
	}
	moment_screen(r->at, at);
	str_add_f(out, "√ %s %s%s", name_of(h, s->person), at + strlen("01-18 "),
		  s->by_phone ? _(" by phone") : "");
}

static void
draw_head(struct handover_screen *h, struct canvas *c)
{
	const struct handover *b = h->view.state.body;
	struct str line = STR_INIT;
	char from[MOMENT_TEXT], until[MOMENT_TEXT], code[16];

	moment_screen(b->start, from);
	moment_screen(b->end, until);
	str_add_f(&line, _(" %s  shift %s – %s  %s hands over to %s"),
		  _(choice_label(post_groups, b->group)), from, until, name_of(h, b->outgoing),
		  name_of(h, b->incoming));
	canvas_text(c, 0, 0, c->cols, line.ptr, STYLE_NORMAL);
	str_cut(&line, 0);
	str_add(&line, _(" Signed:"));
	add_signature(h, _("outgoing"), h->view.state.out, &line);
	add_signature(h, _("incoming"), h->view.state.in, &line);
	add_signature(h, _("leader"), h->view.state.leader, &line);
	canvas_text(c, 1, 0, c->cols, line.ptr, STYLE_NORMAL);
	str_cut(&line, 0);
	if (h->view.state.seal) {
		seal_short(h->view.state.sealed->seal, code);
		str_add_f(&line, _(" Sealed %s  check %s  %zu entries%s"),
			  h->view.state.sealed->number, code, h->view.entries,
			  h->view.seal_good ? "" : _("  ■ the seal does not fit"));
	} else {
		str_add_f(&line, _(" %zu items not confirmed; %zu entries so far"), h->view.unread,
			  h->view.entries);
	}
	canvas_text(c, 2, 0, c->cols, line.ptr,
		    h->view.state.seal && h->view.seal_good ? STYLE_GOOD : STYLE_STRONG);
	str_clear(&line);
}

static void
draw(struct view *v, struct canvas *c)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct canvas body = canvas_part(c, HEAD_ROWS, 0, c->rows - HEAD_ROWS, c->cols);

	if (!h->loaded)
		return;
	draw_head(h, c);
	list_draw(&h->list, &body);
}

static void
clear(struct view *v)
{
	forget((struct handover_screen *)v);
	list_clear(&((struct handover_screen *)v)->list);
}

static struct list *
list(struct view *v)
{
	return &((struct handover_screen *)v)->list;
}

static void
heading(const struct view *v, struct str *out)
{
	str_add(out, ((const struct handover_screen *)v)->id);
}

/* ---- items ---- */

static enum rc
selected(struct handover_screen *h, const struct handover_item **out, struct err *e)
{
	if (!list_has_selection(&h->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	*out = &h->view.items.v[h->list.selected];
	if ((*out)->section == SECTION_STRENGTH)
		return err_set(e, RC_INVALID, "%s", _("this is a hint, nothing to confirm"));
	snprintf(h->item, sizeof(h->item), "%s", (*out)->id);
	return RC_OK;
}

static enum rc
record_tick(struct view *v, int state, const char *note, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct arena a = {0};
	struct handover_tick tick = {
	    .item = h->item, .state = state, .note = note && *note ? arena_text(&a, note) : NULL};
	const char *record;
	enum rc rc = handover_tick(console_book(v), &a, h->id, &tick, &record, e);

	arena_free(&a);
	if (rc != RC_OK)
		return rc;
	app_stale(v->app);
	list_select(&h->list, h->list.selected + 1);
	return RC_OK;
}

static enum rc
tick(struct view *v, struct err *e)
{
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	return record_tick(v, TICK_FINE, NULL, e);
}

static enum rc
fault_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	return record_tick(below, TICK_FAULT, text, e);
}

static enum rc
fault(struct view *v, struct err *e)
{
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	return prompt_open(v->app,
			   &(struct prompt){.title = _("Not in order"),
					    .hint = x->what,
					    .max = 200,
					    .done = fault_typed,
					    .ctx = v},
			   e);
}

static enum rc
record_readback(struct view *v, const char *text, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct arena a = {0};
	struct handover_readback back = {.item = h->item,
					 .text = text ? arena_text(&a, text) : NULL};
	const char *record;
	enum rc rc = handover_readback(console_book(v), &a, h->id, &back, &record, e);

	arena_free(&a);
	if (rc == RC_OK)
		app_stale(v->app);
	return rc;
}

static enum rc
readback_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	(void)ctx;
	return record_readback(below, text, e);
}

static enum rc
readback_spoken(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice == 1 ? record_readback(below, NULL, e) : RC_OK;
}

static enum rc
readback(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("read back without a mistake"), NULL};
	const struct handover_item *x = NULL;

	if (selected((struct handover_screen *)v, &x, e) != RC_OK)
		return e->code;
	if (x->typed)
		return prompt_open(
		    v->app,
		    &(struct prompt){.title = _("Read back, typed: still in response"),
				     .hint = x->what,
				     .max = 500,
				     .done = readback_typed,
				     .ctx = v},
		    e);
	return dialog_open(v->app,
			   &(struct dialog){.title = _("Read back"),
					    .text = x->what,
					    .choices = choices,
					    .done = readback_spoken,
					    .ctx = v},
			   e);
}

static enum rc
read_item(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	const struct handover_item *x;
	struct str text = STR_INIT;
	enum rc rc;

	if (!list_has_selection(&h->list))
		return err_set(e, RC_NOT_FOUND, "%s", _("nothing is selected here"));
	x = &h->view.items.v[h->list.selected];
	str_add_f(&text, "%s\n%s\n%s\n%s", x->what ? x->what : "", x->state ? x->state : "",
		  x->from ? x->from : "", x->next ? x->next : "");
	if (x->age > 0)
		str_add_f(&text, _("\ncarried for %d shifts"), x->age);
	rc = dialog_open(
	    v->app, &(struct dialog){.title = _(section_labels[x->section]), .text = text.ptr}, e);
	str_clear(&text);
	return rc;
}

/* ---- signing ---- */

static void
add_signer(struct handover_screen *h, size_t *n, int side, const char *person, bool by_phone)
{
	struct signer *s;

	if (!person || *n == SIGN_CHOICES)
		return;
	for (size_t i = 0; i < *n; i++)
		if (h->signers[i].side == side && h->signers[i].by_phone == by_phone &&
		    str_equal(h->signers[i].person, person))
			return;
	s = &h->signers[*n];
	s->side = side;
	s->by_phone = by_phone;
	snprintf(s->person, sizeof(s->person), "%s", person);
	snprintf(s->text, sizeof(s->text), "%s  %s%s", _(choice_label(handover_sides, side)),
		 name_of(h, person), by_phone ? _("  by phone") : "");
	h->choices[(*n)++] = s->text;
}

static enum rc
sign_with(struct view *below, struct handover_screen *h, const char *pin, struct err *e)
{
	struct book *b = console_book(below);
	struct handover_signing s = {.handover = h->id,
				     .side = h->signer.side,
				     .pin = pin,
				     .leader = h->signer.by_phone ? h->signer.person : NULL};
	struct handover_signed out;
	struct arena a = {0};
	struct err lost;
	char author[ID_TEXT];
	enum rc rc = RC_OK;

	snprintf(author, sizeof(author), "%s", book_author(b) ? book_author(b) : "");
	if (!h->signer.by_phone)
		rc = book_set_author(b, h->signer.person, e);
	if (rc == RC_OK)
		rc = handover_sign(b, &a, &s, &out, e);
	/* The clerk goes on writing. */
	if (book_set_author(b, *author ? author : NULL, &lost) != RC_OK && rc == RC_OK)
		rc = err_set(e, lost.code, "%s", lost.text);
	if (rc == RC_OK) {
		if (out.sealed)
			app_say(below->app, STYLE_GOOD, _("The duty has passed. Sealed: %s  %s"),
				out.number, out.code);
		else
			app_say(below->app, STYLE_GOOD, _("Signed: %s"), out.record);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
pin_typed(struct view *below, void *ctx, const char *pin, struct err *e)
{
	return sign_with(below, ctx, pin, e);
}

static enum rc
signer_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct handover_screen *h = ctx;

	if (choice == 0)
		return RC_OK;
	h->signer = h->signers[choice - 1];
	if (h->signer.by_phone)
		return sign_with(below, h, NULL, e);
	return prompt_open(below->app,
			   &(struct prompt){.title = h->signer.text,
					    .hint = _("The PIN signs; all above was gone through."),
					    .secret = true,
					    .max = 32,
					    .done = pin_typed,
					    .ctx = h},
			   e);
}

static enum rc
sign(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	const struct handover_state *s = &h->view.state;
	const char *clerk = book_author(console_of(v)->book);
	size_t n = 0;

	if (!s->out)
		add_signer(h, &n, SIDE_OUT, s->body->outgoing, false);
	if (!s->in)
		add_signer(h, &n, SIDE_IN, s->body->incoming, false);
	add_signer(h, &n, SIDE_LEADER,
		   s->body->in_leader ? s->body->in_leader : s->body->out_leader, false);
	if (clerk)
		add_signer(h, &n, SIDE_LEADER,
			   s->body->in_leader ? s->body->in_leader : s->body->out_leader, true);
	/* Somebody else stood in: the one who writes signs. */
	if (!s->out)
		add_signer(h, &n, SIDE_OUT, clerk, false);
	if (!s->in)
		add_signer(h, &n, SIDE_IN, clerk, false);
	if (n == 0)
		return err_set(e, RC_INVALID, "%s", _("say first who writes: 0"));
	h->choices[n] = NULL;
	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Sign"),
			     .text = _("With the second signature of the two the duty passes and "
				       "the entries up to here are sealed."),
			     .choices = h->choices,
			     .done = signer_chosen,
			     .ctx = h},
	    e);
}

/* ---- paper, remarks, review ---- */

static enum rc
paper(struct view *v, struct err *e)
{
	struct handover_screen *h = (struct handover_screen *)v;
	struct arena a = {0};
	struct str text = STR_INIT;
	enum rc rc = handover_paper(console_book(v), &a, h->id, false, &text, e);

	if (rc == RC_OK)
		rc = app_open(v->app, &view_text,
			      &(struct text_args){.heading = h->id, .text = text.ptr}, e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}

static enum rc
remarks(struct view *v, struct err *e)
{
	static const char *const names[] = {"weather", "fire_risk", "stay", "note", NULL};
	struct handover_screen *h = (struct handover_screen *)v;
	uint64_t fields = 0;

	if (h->view.state.seal)
		return err_set(e, RC_INVALID, "%s",
			       _("it is sealed: what is new goes into the log"));
	for (size_t i = 0; names[i]; i++)
		fields |= UINT64_C(1) << kind_field_index(&kind_handover, names[i]);
	return thing_form_edit(v, h->view.state.thing, fields, e);
}

static enum rc
verdict_typed(struct view *below, void *ctx, const char *text, struct err *e)
{
	struct handover_screen *h = ctx;
	struct arena a = {0};
	struct review review = {.verdict = h->verdict, .text = *text ? arena_text(&a, text) : NULL};
	const char *record;
	enum rc rc = handover_review(console_book(below), &a, h->id, &review, &record, e);

	if (rc == RC_OK) {
		app_say(below->app, STYLE_GOOD, _("Recorded: %s"), record);
		app_stale(below->app);
	}
	arena_free(&a);
	return rc;
}

static enum rc
verdict_chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	struct handover_screen *h = ctx;

	if (choice == 0)
		return RC_OK;
	h->verdict = choice;
	return prompt_open(below->app,
			   &(struct prompt){.title = _(choice_label(review_words, choice)),
					    .hint = _("In words."),
					    .max = 500,
					    .done = verdict_typed,
					    .ctx = h},
			   e);
}

static enum rc
review(struct view *v, struct err *e)
{
	static const char *const choices[] = {N_("In order"), N_("Reminder"),
					      N_("Returned for correction"),
					      N_("Under supervision"), NULL};
	struct handover_screen *h = (struct handover_screen *)v;

	if (!h->view.state.seal)
		return err_set(e, RC_INVALID, "%s", _("it is not sealed yet"));
	return dialog_open(
	    v->app,
	    &(struct dialog){.title = _("Review"),
			     .text = _("The verdict is a line of its own in the book."),
			     .choices = choices,
			     .done = verdict_chosen,
			     .ctx = h},
	    e);
}

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 't' },      "tick",     N_("confirmed"),     tick },
	{ { K_F(6), 'x' },      "fault",    N_("not in order"),  fault },
	{ { K_F(7), 'b' },      "readback", N_("read back"),     readback },
	{ { K_F(8) },           "sign",     N_("sign"),          sign },
	{ { K_F(9), 'p' },      "paper",    N_("as printed"),    paper },
	{ { K_ENTER },          "read",     N_("read"),          read_item },
	{ { K_CTRL('e'), 'e' }, "remarks",  N_("weather, remarks"), remarks },
	{ { K_CTRL('r') },      "review",   N_("review"),        review },
	{ { 0 }, NULL, NULL, NULL },
};
/* clang-format on */

const struct view_type view_handover = {
    .name = "handover",
    .title = N_("Handover"),
    .size = sizeof(struct handover_screen),
    .commands = commands,
    .open = open,
    .load = load,
    .draw = draw,
    .clear = clear,
    .list = list,
    .heading = heading,
};
