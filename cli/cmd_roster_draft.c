/* The draft of the roster: cells put down, taken back, looked at before they are published. */
#include "cli/command.h"
#include "cli/roster.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/roster_publish.h"

/* The post and the days that a command names. */
struct place {
	struct roster roster;
	const char *post;
	int day, last;
	struct shift_span span;
};

static enum rc
read_day(struct command_context *c, const char *text, int *out, struct err *e)
{
	return roster_day_read(text, day_of(c->now / 1000), out, e);
}

static enum rc
read_option_day(struct command_context *c, const char *name, int *out, struct err *e)
{
	const char *text = command_option(c, name);

	return text ? read_day(c, text, out, e) : RC_OK;
}

/* --shift: a span, or the name of a shift. */
static enum rc
read_shift(struct command_context *c, struct shift_span *out, struct err *e)
{
	const char *text = command_option(c, "shift");
	struct book_filter own = {.book = book_name(c->book)};
	struct things shifts = {0};
	enum rc rc;

	*out = NO_SPAN;
	if (!text || roster_span_read(text, out))
		return RC_OK;
	rc = book_list(c->book, &c->arena, &kind_shift, &own, &shifts, e);
	for (size_t i = 0; rc == RC_OK && i < shifts.n && out->from < 0; i++) {
		const struct shift *s = shifts.v[i]->body;

		if (str_equal(s->name, text))
			*out = (struct shift_span){s->from.minute, s->to.minute};
	}
	vec_clear(&shifts);
	if (rc == RC_OK && out->from < 0)
		rc = err_set(e, RC_INVALID,
			     _("“%s” is neither HH:MM-HH:MM nor the name of a shift"), text);
	return rc;
}

static enum rc
find_place(struct command_context *c, const char *day, const char *post, struct place *out,
	   struct err *e)
{
	const struct thing *t = NULL;

	*out = (struct place){0};
	if (roster_load(c->book, &c->arena, NULL, c->now / 1000, c->now / 1000 + 1, &out->roster,
			e) != RC_OK ||
	    (day && read_day(c, day, &out->day, e) != RC_OK))
		return e->code;
	out->last = out->day;
	if (read_option_day(c, "to", &out->last, e) != RC_OK ||
	    read_shift(c, &out->span, e) != RC_OK)
		return e->code;
	if (out->last < out->day)
		return err_set(e, RC_INVALID, _("--to lies before the first day"));
	if (post && roster_post(&out->roster, post, &t, e) != RC_OK)
		return e->code;
	out->post = t ? t->id : NULL;
	return RC_OK;
}

/* The edit on each day of the place. */
static enum rc
put(struct command_context *c, const struct place *p, struct draft_edit edit, struct err *e)
{
	VEC(struct draft_edit) edits = {0};
	enum rc rc;

	for (int day = p->day; day <= p->last && edits.n < 800; day = day_add(day, 1)) {
		edit.day = day;
		edit.post = p->post;
		edit.span = p->span;
		vec_push(&edits, edit);
	}
	rc = roster_draft_put(c->book, &c->arena, edits.v, edits.n, NULL, e);
	vec_clear(&edits);
	return rc;
}

static enum rc
exec_set(struct command_context *c, struct err *e)
{
	const char **persons = arena_alloc(&c->arena, c->nargs * sizeof(*persons));
	struct draft_edit edit = {.op = DRAFT_PUT, .persons = persons};
	struct place p;
	enum rc rc = find_place(c, c->args[0], c->args[1], &p, e);

	for (size_t i = 2; rc == RC_OK && i < c->nargs; i++) {
		const struct thing *t = NULL;

		rc = roster_person(&p.roster, c->args[i], &t, e);
		if (rc == RC_OK)
			persons[edit.npersons++] = t->id;
	}
	if (rc == RC_OK)
		rc = put(c, &p, edit, e);
	roster_clear(&p.roster);
	return rc;
}

static enum rc
exec_clear(struct command_context *c, struct err *e)
{
	struct place p;
	enum rc rc = find_place(c, c->args[0], c->args[1], &p, e);

	if (rc == RC_OK)
		rc = put(c, &p,
			 (struct draft_edit){.op = p.span.from < 0 ? DRAFT_CLEAR : DRAFT_PUT}, e);
	roster_clear(&p.roster);
	return rc;
}

/* One post or all of them, from the day before or --from. */
static enum rc
exec_copy(struct command_context *c, struct err *e)
{
	VEC(struct draft_edit) edits = {0};
	int from = 0;
	struct place p;
	enum rc rc = find_place(c, c->args[0], command_arg(c, 1), &p, e);

	if (rc == RC_OK)
		rc = read_option_day(c, "from", &from, e);
	for (int day = p.day; rc == RC_OK && day <= p.last && edits.n <= 2000;
	     day = day_add(day, 1))
		for (size_t i = 0; i < p.roster.duty.posts.n; i++) {
			struct draft_edit x = {.op = DRAFT_COPY,
					       .day = day,
					       .from_day = from ? from : day_add(p.day, -1),
					       .post = p.roster.duty.posts.v[i]->id};

			if (!p.post || str_equal(p.post, x.post))
				vec_push(&edits, x);
		}
	if (rc == RC_OK)
		rc = roster_draft_put(c->book, &c->arena, edits.v, edits.n, NULL, e);
	vec_clear(&edits);
	roster_clear(&p.roster);
	return rc;
}

static enum rc
exec_rotate(struct command_context *c, struct err *e)
{
	struct draft_edit *edits = NULL;
	struct draft_rotation what = {.crews = c->args + 1, .ncrews = c->nargs - 1};
	size_t n = 0;
	struct place p;
	enum rc rc = find_place(c, command_option(c, "from"), c->args[0], &p, e);

	what.post = p.post;
	what.first = p.day;
	what.last = p.last;
	what.span = p.span;
	if (rc == RC_OK)
		rc = roster_draft_rotation(&c->arena, &p.roster, &what, &edits, &n, e);
	if (rc == RC_OK)
		rc = roster_draft_put(c->book, &c->arena, edits, n, NULL, e);
	roster_clear(&p.roster);
	return rc;
}

/* ---- what becomes of edits ---- */

static enum rc
read_part(struct command_context *c, struct place *p, struct draft_part *out, struct err *e)
{
	if (find_place(c, command_arg(c, 0), command_arg(c, 1), p, e) != RC_OK)
		return e->code;
	*out = (struct draft_part){p->day, p->last, p->post};
	return RC_OK;
}

static void
say_cells(struct command_context *c, const struct draft_step *s)
{
	if (c->json)
		fprintf(c->out, "{\"cells\":%zu}\n", s->n);
	else
		fprintf(c->out, _("%zu cells\n"), s->n);
}

static enum rc
part_of_draft(struct command_context *c,
	      enum rc (*act)(struct book *, struct arena *, const struct draft_part *,
			     struct draft_step *, struct err *),
	      struct err *e)
{
	struct draft_step step = {0};
	struct draft_part part = {0};
	struct place p;
	enum rc rc = read_part(c, &p, &part, e);

	if (rc == RC_OK)
		rc = act(c->book, &c->arena, &part, &step, e);
	if (rc == RC_OK)
		say_cells(c, &step);
	draft_step_clear(&step);
	roster_clear(&p.roster);
	return rc;
}

static enum rc
exec_keep(struct command_context *c, struct err *e)
{
	return part_of_draft(c, roster_draft_keep, e);
}

static enum rc
exec_drop(struct command_context *c, struct err *e)
{
	return part_of_draft(c, roster_draft_drop, e);
}

/* ---- looking at it ---- */

static void
json_people(struct str *out, const char *key, const struct duty_book *b,
	    const struct cell_duties *duties)
{
	json_out_list(out, key);
	for (size_t i = 0; i < duties->n; i++) {
		json_out_open(out, NULL);
		json_out_text(out, "person", duties->v[i].person);
		json_out_text(out, "name", duty_person_name(b, duties->v[i].person));
		json_out_secs(out, "from", duties->v[i].from);
		json_out_secs(out, "until", duties->v[i].until);
		json_out_close(out);
	}
	json_out_end(out);
}

static void
json_cell(struct command_context *c, const struct duty_book *b, const struct review_cell *x)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_day(&json, "day", x->cell->day);
	json_out_text(&json, "post", duty_post_name(b, x->cell->post));
	json_out_text(&json, "post_id", x->cell->post);
	json_people(&json, "was", b, &x->stands);
	json_people(&json, "becomes", b, &x->becomes);
	json_out_yes(&json, "stale", x->stale);
	json_out_yes(&json, "begun", x->begun);
	json_out_text(&json, "by", x->cell->by);
	json_out_stamp(&json, "ts", x->cell->ts);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
add_names(struct command_context *c, const struct duty_book *b, const struct cell_duties *duties)
{
	struct shift_span usual = {SHIFT_WHOLE_DAY, SHIFT_WHOLE_DAY};
	struct str names = STR_INIT;

	cell_names(b, duties, usual, &names);
	fputs(names.len ? names.ptr : _("nobody"), c->out);
	str_clear(&names);
}

static void
text_cell(struct command_context *c, const struct duty_book *b, const struct review_cell *x)
{
	int day = x->cell->day;

	fprintf(c->out, "%04d-%02d-%02d  %s  ", day / 10000, day / 100 % 100, day % 100,
		duty_post_name(b, x->cell->post));
	add_names(c, b, &x->stands);
	fputs(" → ", c->out);
	add_names(c, b, &x->becomes);
	if (x->stale) {
		fputs(_("  changed meanwhile, it was: "), c->out);
		add_names(c, b, &x->cell->was);
	}
	if (x->begun)
		fputs(_("  has begun meanwhile"), c->out);
	fputs("\n", c->out);
}

static void
text_effect(struct command_context *c, const struct roster_review *r)
{
	fprintf(c->out, _("draft, not published: %zu cells\n"), r->cells.n);
	if (r->fresh.n)
		fprintf(c->out, _("publishing it would break:\n"));
	for (size_t i = 0; i < r->fresh.n; i++)
		roster_show_violation(c, &r->after, &r->fresh.v[i]);
	if (r->gone.n)
		fprintf(c->out, _("and put right: %zu\n"), r->gone.n);
}

static enum rc
exec_show(struct command_context *c, struct err *e)
{
	struct roster_review r;
	enum rc rc = roster_review(c->book, &c->arena, 0, 0, &r, e);

	for (size_t i = 0; rc == RC_OK && i < r.cells.n; i++)
		(c->json ? json_cell : text_cell)(c, &r.after, &r.each[i]);
	if (rc == RC_OK && r.cells.n == 0 && !c->json)
		fprintf(c->out, _("the draft is empty\n"));
	else if (rc == RC_OK && !c->json)
		text_effect(c, &r);
	for (size_t i = 0; rc == RC_OK && c->json && i < r.fresh.n; i++)
		roster_show_violation(c, &r.after, &r.fresh.v[i]);
	roster_review_clear(&r);
	return rc;
}

/* clang-format off */
static const struct option cell_options[] = {
	OPT("to",    "D", N_("the same on every day until this one")),
	OPT("shift", "S", N_("the hours, 20:00-08:00, or the name of a shift; default the usual ones of the post")),
	OPT_END,
};

static const struct option copy_options[] = {
	OPT("from", "D", N_("from this day; default the day before")),
	OPT("to",   "D", N_("the same on every day until this one")),
	OPT_END,
};

static const struct option rotate_options[] = {
	OPT_REQUIRED("from", "D", N_("first day")),
	OPT_REQUIRED("to",   "D", N_("last day")),
	OPT("shift", "S", N_("the hours, 20:00-08:00, or the name of a shift; default the usual ones of the post")),
	OPT_END,
};

static const struct option part_options[] = {
	OPT("to", "D", N_("last day; default the same day")),
	OPT_END,
};

const struct command command_roster_draft_show = {
	.name = "roster draft show", .help = N_("the draft of the roster, and what publishing it would do"),
	.flags = COMMAND_READ, .exec = exec_show,
};

const struct command command_roster_draft_set = {
	.name = "roster draft set", .args = "DAY POST PERSON…", .help = N_("puts people on a post, in the draft"),
	.options = cell_options, .flags = COMMAND_WRITE, .exec = exec_set,
};

const struct command command_roster_draft_clear = {
	.name = "roster draft clear", .args = "DAY POST", .help = N_("takes everybody off a post, in the draft"),
	.options = cell_options, .flags = COMMAND_WRITE, .exec = exec_clear,
};

const struct command command_roster_draft_copy = {
	.name = "roster draft copy", .args = "DAY [POST]", .help = N_("a day as the day before, in the draft"),
	.options = copy_options, .flags = COMMAND_WRITE, .exec = exec_copy,
};

const struct command command_roster_draft_rotate = {
	.name = "roster draft rotate", .args = "POST CREW…", .help = N_("crews take turns on a post, in the draft; those joined by + together"),
	.options = rotate_options, .flags = COMMAND_WRITE, .exec = exec_rotate,
};

const struct command command_roster_draft_keep = {
	.name = "roster draft keep", .args = "[DAY] [POST]", .help = N_("edits stay though the published plan was changed under them"),
	.options = part_options, .flags = COMMAND_WRITE, .exec = exec_keep,
};

const struct command command_roster_draft_drop = {
	.name = "roster draft drop", .args = "DAY [POST]", .help = N_("takes edits of a day out of the draft"),
	.options = part_options, .flags = COMMAND_WRITE, .exec = exec_drop,
};

const struct command command_roster_draft_discard = {
	.name = "roster draft discard", .help = N_("throws the whole draft away"),
	.flags = COMMAND_WRITE, .exec = exec_drop,
};
/* clang-format on */
