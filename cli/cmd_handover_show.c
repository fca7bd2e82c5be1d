/* Handovers to be read: one whole, as a list, on paper; their review. */
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/vec.h"
#include "storage/handover.h"

enum { LIST_DAYS = 92 };

static const char *const section_words[HANDOVER_SECTIONS] = {
    "incident", "matter", "warning", "out", "piece", "strength", "roster", "stay",
};

static void
json_items(struct str *json, const struct handover_items *items)
{
	json_out_list(json, "items");
	for (size_t i = 0; i < items->n; i++) {
		const struct handover_item *x = &items->v[i];

		json_out_open(json, NULL);
		json_out_text(json, "section", section_words[x->section]);
		json_out_text(json, "id", x->id);
		json_out_text(json, "what", x->what);
		json_out_text(json, "state", x->state);
		json_out_text(json, "from", x->from);
		json_out_text(json, "next", x->next);
		json_out_yes(json, "grave", x->grave);
		json_out_yes(json, "typed", x->typed);
		json_out_yes(json, "ticked", x->ticked);
		json_out_yes(json, "read_back", x->read_back);
		json_out_int(json, "age", x->age);
		json_out_yes(json, "news", x->news);
		json_out_yes(json, "again", x->again);
		json_out_yes(json, "after", x->after);
		json_out_close(json);
	}
	json_out_end(json);
}

static void
json_signature(struct command_context *c, struct str *json, const struct record *r)
{
	const struct handover_sign *s = r ? r->body : NULL;

	if (!s)
		return;
	json_out_open(json, NULL);
	json_out_text(json, "side", choice_word(handover_sides, s->side));
	json_out_text(json, "person", s->person);
	json_out_text(json, "name", book_author_name(c->book, &c->arena, s->person));
	json_out_moment(json, "at", r->at);
	json_out_yes(json, "by_phone", s->by_phone);
	json_out_yes(json, "on_paper", s->on_paper);
	json_out_text(json, "witness", s->witness);
	json_out_close(json);
}

static void
json_reviews(struct command_context *c, struct str *json, const struct handover_state *s)
{
	json_out_list(json, "reviews");
	for (size_t i = 0; i < s->reviews.n; i++) {
		const struct record *r = s->reviews.v[i];
		const struct review *v = r->body;

		json_out_open(json, NULL);
		json_out_text(json, "id", r->id);
		json_out_text(json, "by",
			      r->who ? r->who : book_author_name(c->book, &c->arena, r->by));
		json_out_moment(json, "at", r->at);
		json_out_text(json, "verdict",
			      v->verdict ? choice_word(review_words, v->verdict) : NULL);
		json_out_text(json, "text", v->text);
		json_out_moment(json, "due", v->due);
		json_out_text(json, "reply", v->reply);
		json_out_close(json);
	}
	json_out_end(json);
}

static void
json_words(struct str *json, const struct handover_view *v)
{
	json_out_list(json, "flags");
	for (const struct handover_flag_word *w = handover_flag_words; w->word; w++)
		if (v->flags & w->flag)
			json_out_text(json, NULL, w->word);
	json_out_end(json);
	json_out_list(json, "unread");
	for (size_t i = 0; i < v->items.n; i++)
		if (!v->items.v[i].ticked && !handover_is_hint(&v->items.v[i]))
			json_out_text(json, NULL, v->items.v[i].id);
	json_out_end(json);
}

/* What a list and `show` have in common. */
static void
json_head(struct str *json, const struct handover_view *v)
{
	const struct handover_state *s = &v->state;
	const struct handover *h = s->body;
	struct str range = STR_INIT;
	char book[WRITER_TEXT], code[16] = "";

	book_of_writer(s->thing->id, book);
	json_out_text(json, "id", s->thing->id);
	json_out_text(json, "book", book);
	json_out_text(json, "group", choice_word(post_groups, h->group));
	json_out_moment(json, "from", h->start);
	json_out_moment(json, "until", h->end);
	json_out_text(json, "outgoing", h->outgoing);
	json_out_text(json, "incoming", h->incoming);
	json_out_yes(json, "alone", h->alone);
	json_out_text(json, "reason", h->reason);
	if (s->sealed)
		seal_short(s->sealed->seal, code);
	json_out_text(json, "number", s->sealed ? s->sealed->number : NULL);
	if (s->seal)
		json_out_moment(json, "sealed_at", s->seal->at);
	else
		json_out_null(json, "sealed_at");
	json_out_text(json, "cut", s->sealed ? s->sealed->cut : NULL);
	json_out_text(json, "seal", s->sealed ? code : NULL);
	handover_range_text(&v->before, &s->cut, &range);
	json_out_text(json, "range", s->sealed ? range.ptr : NULL);
	json_out_int(json, "entries", (int64_t)v->entries);
	json_out_int(json, "late_additions", (int64_t)v->late);
	str_clear(&range);
}

static void
show_json(struct command_context *c, const struct handover_view *v)
{
	const struct handover_state *s = &v->state;
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_head(&json, v);
	if (s->sealed)
		json_out_yes(&json, "seal_good", v->seal_good);
	else
		json_out_null(&json, "seal_good");
	json_words(&json, v);
	json_out_list(&json, "signatures");
	json_signature(c, &json, s->out);
	json_signature(c, &json, s->in);
	json_signature(c, &json, s->out_deputy);
	json_signature(c, &json, s->in_deputy);
	for (size_t i = 0; i < s->leaders.n; i++)
		json_signature(c, &json, s->leaders.v[i]);
	json_out_end(&json);
	json_items(&json, &v->items);
	json_reviews(c, &json, s);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
print_paper(struct command_context *c, bool html, struct err *e)
{
	struct str out = STR_INIT;
	enum rc rc = handover_paper(c->book, &c->arena, c->args[0], html, &out, e);

	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	return rc;
}

static enum rc
exec_show(struct command_context *c, struct err *e)
{
	struct handover_view v;

	if (!c->json)
		return print_paper(c, false, e);
	if (handover_view(c->book, &c->arena, c->args[0], &v, e) != RC_OK)
		return e->code;
	show_json(c, &v);
	handover_view_clear(&v);
	return RC_OK;
}

static enum rc
exec_print(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");

	if (format && !str_equal(format, "text") && !str_equal(format, "html"))
		return err_set(e, RC_INVALID, _("--format is text or html"));
	return print_paper(c, str_equal(format, "html"), e);
}

/* ---- supervisors ---- */

static void
show_row(struct command_context *c, const struct handover_view *v)
{
	const struct handover *h = v->state.body;
	const struct record *verdict = handover_verdict(&v->state);
	struct str line = STR_INIT;
	char at[MOMENT_TEXT] = "", code[16] = "";

	if (v->state.seal) {
		moment_screen(v->state.seal->at, at);
		seal_short(v->state.sealed->seal, code);
	}
	str_add_f(&line, "%s  %s  ", v->state.thing->id, _(choice_label(post_groups, h->group)));
	if (v->state.seal)
		str_add_f(&line, "%s  %s  %s", at, v->state.sealed->number, code);
	else
		str_add(&line, _("not sealed"));
	if (v->late)
		str_add_f(&line, _("  %zu late additions"), v->late);
	for (const struct handover_flag_word *w = handover_flag_words; w->word; w++)
		if (v->flags & w->flag)
			str_add_f(&line, "  [%s]", _(w->label));
	if (verdict)
		str_add_f(&line, "  %s",
			  _(choice_label(review_words, ((struct review *)verdict->body)->verdict)));
	fprintf(c->out, "%s\n", line.ptr);
	str_clear(&line);
}

static void
show_row_json(struct command_context *c, const struct handover_view *v)
{
	const struct record *verdict = handover_verdict(&v->state);
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_head(&json, v);
	json_words(&json, v);
	json_out_text(&json, "verdict",
		      verdict ? choice_word(review_words, ((struct review *)verdict->body)->verdict)
			      : NULL);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
exec_list(struct command_context *c, struct err *e)
{
	struct moment since = moment_at(c->now / 1000 - LIST_DAYS * (int64_t)DAY_SECONDS);
	bool unreviewed = command_flag(c, "unreviewed");
	struct things all = {0};
	struct handover_chains *chains = NULL;
	enum rc rc = command_time(c, "since", MOMENT_ANY, &since, e);

	if (rc == RC_OK)
		rc = handover_list(c->book, &c->arena, c->book_name, unreviewed, &all, e);
	for (size_t i = 0; rc == RC_OK && i < all.n; i++) {
		struct handover_view v;

		if (!unreviewed && all.v[i]->first->at.secs < since.secs)
			continue;
		rc = handover_row(c->book, &c->arena, &chains, all.v[i]->id, &v, e);
		if (rc != RC_OK)
			break;
		if (c->json)
			show_row_json(c, &v);
		else
			show_row(c, &v);
		handover_view_clear(&v);
	}
	handover_chains_free(chains);
	vec_clear(&all);
	return rc;
}

static enum rc
exec_review(struct command_context *c, struct err *e)
{
	const char *word = command_option(c, "verdict"), *reply = command_option(c, "reply");
	const char *text = command_arg(c, 1), *id;
	struct review v = {.verdict = word ? choice_value(review_words, word) : REVIEW_NONE,
			   .text = arena_text(&c->arena, text),
			   .reply = arena_text(&c->arena, reply)};

	if (!word == !reply)
		return err_set(e, RC_USAGE, _("give --verdict, or --reply to one"));
	if (word && !v.verdict)
		return err_set(e, RC_INVALID, _("--verdict is ok, remind, return or supervise"));
	if (v.verdict > REVIEW_OK && !text)
		return err_set(e, RC_USAGE, _("such a verdict needs words"));
	if (command_time(c, "due", MOMENT_DUE, &v.due, e) != RC_OK ||
	    handover_review(c->book, &c->arena, c->args[0], &v, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* clang-format off */
static const struct option list_options[] = {
	OPT("since", "T", N_("those begun since then; default three months")),
	OPT_FLAG("unreviewed", N_("only those that wait for a verdict or an answer")),
	OPT_END,
};

static const struct option review_options[] = {
	OPT("verdict", "WORD", N_("ok, remind, return or supervise")),
	OPT("due", "T", N_("until when")),
	OPT("reply", "TEXT", N_("the station's answer to a verdict")),
	OPT_END,
};

static const struct option print_options[] = {
	OPT("format", "F", N_("text (default) or html")),
	OPT_END,
};

const struct command command_handover_show = {
	.name = "handover show", .args = "H", .help = N_("a handover: its items, signatures, seal"),
	.flags = COMMAND_READ, .exec = exec_show,
};

const struct command command_handover_list = {
	.name = "handover list", .help = N_("handovers of all books held here"),
	.options = list_options, .flags = COMMAND_READ, .exec = exec_list,
};

const struct command command_handover_review = {
	.name = "handover review", .args = "H [TEXT]", .help = N_("a supervisor's verdict"),
	.options = review_options, .flags = COMMAND_WRITE, .exec = exec_review,
};

const struct command command_handover_print = {
	.name = "handover print", .args = "H", .help = N_("the handover record for paper"),
	.options = print_options, .flags = COMMAND_READ, .exec = exec_print,
};
/* clang-format on */
