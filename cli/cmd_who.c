/* Who is on duty, now or at any time. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"
#include "core/vec.h"
#include "storage/roster.h"
#include "storage/trust.h"

static void
show_json(struct command_context *c, const struct duty_book *b, const struct stint *s, int ready)
{
	struct str json = STR_INIT;
	const struct person *p = duty_person(b, s->person);
	char book[WRITER_TEXT];

	book_of_writer(s->post, book);
	json_out_open(&json, NULL);
	json_out_text(&json, "book", book);
	json_out_text(&json, "post", duty_post_name(b, s->post));
	json_out_text(&json, "post_id", s->post);
	json_out_text(&json, "person", s->person);
	json_out_text(&json, "name", duty_person_name(b, s->person));
	json_out_text(&json, "phone", p && p->phone ? p->phone : "");
	json_out_moment(&json, "from", moment_at(s->from));
	json_out_moment(&json, "until", moment_at(s->until));
	json_out_text(&json, "readiness", choice_word(readinesses, ready));
	json_out_text(&json, "source", choice_word(assignment_sources, s->source));
	if (s->instead)
		json_out_text(&json, "instead", s->instead);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
show_text(struct command_context *c, const struct duty_book *b, const struct stint *s, int ready)
{
	const struct person *p = duty_person(b, s->person);
	char from[MOMENT_TEXT], until[MOMENT_TEXT];
	struct str line = STR_INIT;

	moment_screen(moment_at(s->from), from);
	moment_screen(moment_at(s->until), until);
	text_put(&line, duty_post_name(b, s->post), 12);
	str_add(&line, "  ");
	text_put(&line, duty_person_name(b, s->person), 10);
	str_add_f(&line, "  %s—%s  %s", from, until, _(choice_label(readinesses, ready)));
	if (s->source == ASSIGN_SWAP || s->source == ASSIGN_TAKEOVER)
		str_add_f(&line, "  %s", _(choice_label(assignment_sources, s->source)));
	if (p && p->phone)
		str_add_f(&line, "  %s", p->phone);
	fprintf(c->out, "%s\n", line.ptr);
	str_clear(&line);
}

/* One station; with a heading where there are several. */
static enum rc
show_book(struct command_context *c, const char *book, int64_t at, bool heading, struct err *e)
{
	struct roster r;
	struct stints s = {0};

	if (roster_load(c->book, &c->arena, book, at, at + 1, &r, e) != RC_OK)
		return e->code;
	duty_at(&r.duty, at, &s);
	if (heading && !c->json)
		fprintf(c->out, "%s\n", book);
	for (size_t i = 0; i < s.n; i++) {
		int ready = duty_readiness(&r.duty, s.v[i].post, at);

		if (c->json)
			show_json(c, &r.duty, &s.v[i], ready);
		else
			show_text(c, &r.duty, &s.v[i], ready);
	}
	if (!c->json && s.n == 0)
		fprintf(c->out, _("nobody is on duty by the roster\n"));
	vec_clear(&s);
	roster_clear(&r);
	return RC_OK;
}

static enum rc
exec_who(struct command_context *c, struct err *e)
{
	struct moment at = moment_at(c->now / 1000);
	const char *own = book_name(c->book);
	char **books = NULL;
	size_t n = 0;
	enum rc rc = command_time(c, "at", MOMENT_ANY, &at, e);

	if (rc == RC_OK && c->book_name)
		return show_book(c, c->book_name, at.secs, false, e);
	if (rc == RC_OK)
		rc = trust_books(book_store(c->book), &c->arena, &books, &n, e);
	if (rc == RC_OK)
		rc = show_book(c, own, at.secs, n > 1, e);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		if (!str_equal(books[i], own))
			rc = show_book(c, books[i], at.secs, true, e);
	return rc;
}

/* clang-format off */
static const struct option options[] = {
	OPT("at", "T", N_("at this time; default now")),
	OPT_END,
};

const struct command command_who = {
	.name = "who", .help = N_("who is on duty"),
	.options = options, .flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_who,
};
/* clang-format on */
