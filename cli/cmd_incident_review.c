/* One incident on one page for a supervisor; the verdict on it, and the station's reply. */
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"
#include "storage/case_review.h"

static void
json_secs(struct str *json, const char *key, int64_t secs)
{
	if (secs == NEVER)
		json_out_null(json, key);
	else
		json_out_secs(json, key, secs);
}

static void
json_chain(struct str *json, const struct case_review *r)
{
	json_out_list(json, "chain");
	for (size_t i = 0; i < r->nnodes; i++) {
		const struct review_node *n = &r->nodes[i];

		json_out_open(json, NULL);
		json_out_text(json, "step", n->step);
		json_out_text(json, "name", n->name);
		json_secs(json, "from", n->from);
		json_out_yes(json, "about", n->about);
		json_secs(json, "at", n->at);
		if (n->minutes < 0)
			json_out_null(json, "minutes");
		else
			json_out_int(json, "minutes", n->minutes);
		if (n->limit)
			json_out_int(json, "limit", n->limit);
		else
			json_out_null(json, "limit");
		json_out_text(json, "judged", review_judgement_words[n->judged]);
		json_out_text(json, "verdict", n->verdict);
		json_out_int(json, "late_entry", n->late_entry);
		json_out_text(json, "evidence", n->evidence);
		json_out_text(json, "id", n->id);
		json_out_close(json);
	}
	json_out_end(json);
}

static void
json_lines(struct str *json, const struct case_review *r)
{
	for (enum review_part p = 0; p < REVIEW_PARTS; p++) {
		json_out_list(json, review_part_words[p]);
		for (size_t i = 0; i < r->nlines; i++) {
			if (r->lines[i].part != p)
				continue;
			json_out_open(json, NULL);
			if (p == REVIEW_DOUBTS)
				json_out_text(json, "about", review_doubt_words[r->lines[i].doubt]);
			json_out_text(json, "id", r->lines[i].id);
			json_out_text(json, "text", r->lines[i].text);
			json_out_close(json);
		}
		json_out_end(json);
	}
}

static enum rc
show_json(struct command_context *c, struct err *e)
{
	struct case_page p;
	const struct review *v;
	struct str json = STR_INIT;

	if (case_page(c->book, &c->arena, c->args[0], &p, e) != RC_OK)
		return e->code;
	v = p.review.verdict ? p.review.verdict->body : NULL;
	json_out_open(&json, NULL);
	json_out_text(&json, "incident", p.review.cf->id);
	json_out_text(&json, "title", p.review.cf->incident->title);
	json_out_int(&json, "late", (int64_t)p.review.late);
	json_out_int(&json, "excused", (int64_t)p.review.excused);
	json_chain(&json, &p.review);
	json_lines(&json, &p.review);
	json_out_text(&json, "verdict", v ? choice_word(review_words, v->verdict) : NULL);
	json_out_moment(&json, "due", v ? v->due : (struct moment){0});
	json_out_text(&json, "reply",
		      p.review.reply ? ((const struct review *)p.review.reply->body)->reply : NULL);
	json_out_close(&json);
	show_json_line(c->out, &json);
	return RC_OK;
}

static enum rc
show(struct command_context *c, struct err *e)
{
	const char *format = command_option(c, "format");
	struct str out = STR_INIT;
	enum rc rc;

	if (c->json || str_equal(format, "json"))
		return show_json(c, e);
	if (format && !str_equal(format, "text") && !str_equal(format, "html"))
		return err_set(e, RC_INVALID, _("--format is text, html or json"));
	rc = case_page_paper(c->book, &c->arena, c->args[0], str_equal(format, "html"), &out, e);
	if (rc == RC_OK)
		fputs(out.ptr, c->out);
	str_clear(&out);
	return rc;
}

/* Typed text as a record takes it. */
static enum rc
clean(struct command_context *c, const char *text, char **out, struct err *e)
{
	*out = NULL;
	return text ? text_clean(&c->arena, text, strlen(text), true, out, e) : RC_OK;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	const char *word = command_option(c, "verdict"), *reply = command_option(c, "reply"), *id;
	struct review v = {.verdict = word ? choice_value(review_words, word) : REVIEW_NONE};
	struct thing *t;

	if (!word && !reply) {
		if (command_arg(c, 1) || command_option(c, "due"))
			return err_set(e, RC_USAGE, _("words and --due go with --verdict"));
		return show(c, e);
	}
	if (word && reply)
		return err_set(e, RC_USAGE, _("give --verdict, or --reply to one"));
	if (word && !v.verdict)
		return err_set(e, RC_INVALID, _("--verdict is ok, remind, return or supervise"));
	if (v.verdict > REVIEW_OK && !command_arg(c, 1))
		return err_set(e, RC_USAGE, _("such a verdict needs words"));
	if (book_thing_kind(c->book, &c->arena, c->args[0], &kind_incident, &t, e) != RC_OK ||
	    clean(c, command_arg(c, 1), &v.text, e) != RC_OK ||
	    clean(c, reply, &v.reply, e) != RC_OK ||
	    command_time(c, "due", MOMENT_DUE, &v.due, e) != RC_OK ||
	    review_add(c->book, &c->arena, t->id, &v, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* clang-format off */
static const struct option options[] = {
	OPT("format",  "F",    N_("text (default), html or json")),
	OPT("verdict", "WORD", N_("ok, remind, return or supervise")),
	OPT("due",     "T",    N_("until when")),
	OPT("reply",   "TEXT", N_("the station's answer to a verdict")),
	OPT_END,
};

const struct command command_incident_review = {
	.name = "incident review", .args = "ID [TEXT]",
	.help = N_("one incident's times on one page, with evidence; a verdict or a reply"),
	.options = options, .flags = COMMAND_WRITE, .exec = exec,
};
/* clang-format on */
