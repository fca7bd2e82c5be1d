/* The review queue: what waits for a supervisor, of all stations held here. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/handover.h"
#include "core/json_out.h"
#include "core/text.h"
#include "core/vec.h"
#include "storage/review_queue.h"

static const char *const what_words[] = {"handover", "incident", "report"};
static const char *const what_labels[] = {N_("Handover"), N_("Incident"), N_("Report")};

static void
show_json(struct command_context *c, const struct queue_item *x)
{
	const struct review *v = x->verdict ? x->verdict->body : NULL;
	const struct review *answer = x->reply ? x->reply->body : NULL;
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "type", what_words[x->what]);
	json_out_text(&json, "id", x->id);
	json_out_text(&json, "book", x->book);
	json_out_text(&json, "station", x->station);
	json_out_text(&json, "title", x->title);
	json_out_secs(&json, "at", x->at);
	json_out_list(&json, "flags");
	for (const struct queue_flag_word *w = queue_flag_words; w->word; w++)
		if (x->flags & w->flag)
			json_out_text(&json, NULL, w->word);
	json_out_end(&json);
	json_out_text(&json, "verdict", v ? choice_word(review_words, v->verdict) : NULL);
	json_out_text(&json, "text", v ? v->text : NULL);
	json_out_moment(&json, "due", v ? v->due : (struct moment){0});
	json_out_text(&json, "reply", answer ? answer->reply : NULL);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
show_text(struct command_context *c, const struct queue_item *x)
{
	const struct review *v = x->verdict ? x->verdict->body : NULL;
	struct str line = STR_INIT;
	char at[MOMENT_TEXT];

	moment_screen(moment_at(x->at), at);
	text_put(&line, x->id, 10);
	str_add_f(&line, "%s  %s  %s  %s", at, _(what_labels[x->what]), x->station, x->title);
	for (const struct queue_flag_word *w = queue_flag_words; w->word; w++)
		if (x->flags & w->flag)
			str_add_f(&line, "  [%s]", _(w->label));
	if (v) {
		moment_screen(v->due, at);
		str_add_f(&line, "  %s  %s", _(choice_label(review_words, v->verdict)),
			  v->text ? v->text : "");
		if (v->due.kind == MOMENT_EXACT)
			str_add_f(&line, _(" (until %s)"), at);
	}
	if (x->reply)
		str_add_f(&line, "  ← %s", ((const struct review *)x->reply->body)->reply);
	fprintf(c->out, "%s\n", line.ptr);
	str_clear(&line);
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct review_queue q = {0};
	enum rc rc = review_queue(c->book, &c->arena, c->book_name, &q, e);

	for (size_t i = 0; rc == RC_OK && i < q.n; i++) {
		if (c->json)
			show_json(c, &q.v[i]);
		else
			show_text(c, &q.v[i]);
	}
	vec_clear(&q);
	return rc;
}

/* clang-format off */
const struct command command_review_list = {
	.name = "review list",
	.help = N_("what waits for review: handovers, incidents, replies, deadlines, signatures"),
	.flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec,
};
/* clang-format on */
