/* One handover (交接班): the items to go through, read-back, signatures, the paper, the review. */
#include "tui/view_handover.h"

#include <stdio.h>
#include <string.h>

#include "tui/dialog.h"
#include "tui/handover_inside.h"
#include "tui/thing_form.h"
#include "tui/view_text.h"

enum { HEAD_ROWS = 4 };

static const char *const section_labels[HANDOVER_SECTIONS] = {
    [SECTION_INCIDENTS] = N_("Incident"), [SECTION_MATTERS] = N_("Matter"),
    [SECTION_WARNINGS] = N_("Warning"),   [SECTION_OUT] = N_("Out"),
    [SECTION_EQUIPMENT] = N_("Piece"),    [SECTION_STRENGTH] = N_("Strength"),
    [SECTION_ROSTER] = N_("Roster"),      [SECTION_STAY] = N_("Held over"),
};

static size_t
count(void *ctx)
{
	return ((struct handover_screen *)ctx)->view.items.n;
}

static void
add_mark(const struct handover_item *x, struct str *out)
{
	if (handover_is_hint(x))
		return;
	str_add(out, x->fault ? "×" : x->ticked ? "√" : "·");
	if (x->grave)
		str_add(out, x->read_back ? _(" read back") : _(" ▲ to read"));
}

/* Since when it is carried, and what the incoming side has not heard yet. */
static void
add_age(const struct handover_item *x, struct str *out)
{
	if (handover_is_hint(x))
		return;
	if (x->after)
		str_add(out, _("signed!"));
	else if (x->again)
		str_add(out, _("again"));
	else if (x->news && x->age)
		str_add_f(out, _("chg %d"), x->age);
	else if (x->news && x->section != SECTION_EQUIPMENT)
		str_add(out, _("is new"));
	else if (x->news)
		str_add(out, _("fault"));
	else if (x->age)
		str_add_f(out, _("%d sh."), x->age);
}

static enum style_role
style_of(const struct handover_item *x)
{
	if (x->fault || x->after || (x->grave && !x->read_back))
		return STYLE_WARNING;
	return x->ticked || handover_is_hint(x) ? STYLE_NORMAL : STYLE_STRONG;
}

static void
cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style)
{
	const struct handover_item *x = &((struct handover_screen *)ctx)->view.items.v[row];

	*style = style_of(x);
	switch (column) {
	case 0:
		add_mark(x, out);
		break;
	case 1:
		add_age(x, out);
		break;
	case 2:
		str_add(out, x->section == SECTION_MATTERS && x->grave
				 ? _("Instruction")
				 : _(section_labels[x->section]));
		break;
	case 3:
		str_add(out, x->what ? x->what : "");
		break;
	case 4:
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
	{ N_("Mark"),      11, false },
	{ N_("Shifts"),    6,  false },
	{ N_("Kind"),      8,  false },
	{ N_("What"),      0,  false },
	{ N_("State"),     0,  false },
	{ N_("Next limit"), 12, false },
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

static void
add_time(struct handover_screen *h, const struct record *r, struct str *out)
{
	const struct handover_sign *s = r->body;
	char at[MOMENT_TEXT];

	moment_screen(r->at, at);
	str_add_f(out, "%s %s%s", handover_name(h, s->person), at + strlen("01-18 "),
		  s->by_phone   ? _(" by phone")
		  : s->on_paper ? _(" on paper")
				: "");
}

/* A side: who signed, and the deputy beside them. */
static void
add_signature(struct handover_screen *h, const char *side, const struct record *r,
	      const struct record *deputy, struct str *out)
{
	str_add_f(out, "  %s ", side);
	if (r) {
		str_add(out, "√ ");
		add_time(h, r, out);
	} else {
		str_add(out, _("not signed"));
	}
	if (deputy) {
		str_add(out, " + ");
		add_time(h, deputy, out);
	}
}

/* What stands outside the seal, and how to go on while there is none. */
static void
add_seal(struct handover_screen *h, struct str *line)
{
	const struct handover_view *v = &h->view;
	char code[16];

	if (!v->state.seal) {
		str_add_f(line, _(" %zu items not confirmed; %zu entries so far"), v->unread,
			  v->entries);
		return;
	}
	seal_short(v->state.sealed->seal, code);
	str_add_f(line, _(" Sealed %s  check %s  %zu entries%s"), v->state.sealed->number, code,
		  v->entries,
		  v->seal_good ? _("  Ctrl-R review, Ctrl-B reply")
			       : _("  ■ the seal does not fit"));
}

static void
add_below(struct handover_screen *h, struct str *line)
{
	const struct handover_view *v = &h->view;

	if (v->late) {
		str_add_f(line, _(" ▲ outside the seal, added later: %zu"), v->late);
		for (size_t i = 0; i < v->late && i < LATE_IDS; i++)
			str_add_f(line, " %s", v->late_ids[i]);
	} else if (!v->state.seal && v->unread) {
		str_add(line, _(" F5 tells one after the other; Ctrl-A confirms together what is "
				"unchanged and in order"));
	}
	for (const struct handover_flag_word *w = handover_flag_words; v->state.seal && w->word;
	     w++)
		if (v->flags & w->flag)
			str_add_f(line, "  ▲ %s", _(w->label));
}

static void
add_signatures(struct handover_screen *h, struct str *line)
{
	const struct handover_state *s = &h->view.state;

	str_add(line, _(" Signed:"));
	add_signature(h, _("outgoing"), s->out, s->out_deputy, line);
	add_signature(h, _("incoming"), s->in, s->in_deputy, line);
	if (s->body->group != GROUP_FIRE || s->leader)
		add_signature(h, _("leader"), s->leader, NULL, line);
}

static void
draw_head(struct handover_screen *h, struct canvas *c)
{
	const struct handover *b = h->view.state.body;
	bool good = h->view.state.seal && h->view.seal_good;
	struct str line = STR_INIT;
	char from[MOMENT_TEXT], until[MOMENT_TEXT];

	moment_screen(b->start, from);
	moment_screen(b->end, until);
	str_add_f(&line, _(" %s  shift %s – %s  %s hands over to %s"),
		  _(choice_label(post_groups, b->group)), from, until,
		  handover_name(h, b->outgoing), handover_name(h, b->incoming));
	canvas_text(c, 0, 0, c->cols, line.ptr, STYLE_NORMAL);
	str_cut(&line, 0);
	add_signatures(h, &line);
	canvas_text(c, 1, 0, c->cols, line.ptr, STYLE_NORMAL);
	str_cut(&line, 0);
	add_seal(h, &line);
	canvas_text(c, 2, 0, c->cols, line.ptr, good ? STYLE_GOOD : STYLE_STRONG);
	str_cut(&line, 0);
	add_below(h, &line);
	canvas_text(c, 3, 0, c->cols, line.ptr, h->view.state.seal ? STYLE_WARNING : STYLE_DIM);
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

/* ---- reading, paper, remarks ---- */

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

/* clang-format off */
static const struct command commands[] = {
	{ { K_F(5), 't' },      "tick",     N_("confirmed"),     handover_do_tick },
	{ { K_F(6), 'x' },      "fault",    N_("not in order"),  handover_do_fault },
	{ { K_F(7), 'b' },      "readback", N_("read back"),     handover_do_readback },
	{ { K_F(8) },           "sign",     N_("sign"),          handover_do_sign },
	{ { K_CTRL('a') },      "together", N_("unchanged ones together"), handover_do_rest },
	{ { K_F(9), 'p' },      "paper",    N_("as printed"),    paper },
	{ { K_ENTER },          "read",     N_("read"),          read_item },
	{ { K_CTRL('e'), 'e' }, "remarks",  N_("weather, remarks"), remarks },
	{ { K_CTRL('r') },      "review",   N_("review"),        handover_do_review },
	{ { K_CTRL('b') },      "reply",    N_("reply to the review"), handover_do_reply },
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
