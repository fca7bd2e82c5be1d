/* Swaps of duties, leave, modes of duty, cover by neighbours. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/season.h"
#include "storage/roster_change.h"

/* ---- swaps ---- */

static enum rc
exec_ask(struct command_context *c, struct err *e)
{
	struct swap_request q = {.person = command_option(c, "person"),
				 .post = command_option(c, "post"),
				 .with = command_option(c, "with"),
				 .back_post = command_option(c, "back-post"),
				 .reason = command_option(c, "reason")};
	struct moment at = {0}, back = {0};
	const char *id;

	if (command_time(c, "at", MOMENT_DUE, &at, e) != RC_OK ||
	    command_time(c, "back-at", MOMENT_DUE, &back, e) != RC_OK)
		return e->code;
	q.at = at.secs;
	q.back_at = back.kind == MOMENT_EXACT ? back.secs : 0;
	if (swap_ask(c->book, &c->arena, &q, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_accept(struct command_context *c, struct err *e)
{
	const char *word = command_option(c, "word");

	if (word && command_need_leader(c, e) != RC_OK)
		return e->code;
	return swap_accept(c->book, &c->arena, c->args[0], word, e);
}

static enum rc
exec_approve(struct command_context *c, struct err *e)
{
	if (command_need_leader(c, e) != RC_OK)
		return e->code;
	return swap_approve(c->book, &c->arena, c->args[0], command_option(c, "override"), e);
}

/* The one who was asked says no without a PIN. */
static enum rc
exec_refuse(struct command_context *c, struct err *e)
{
	struct thing *t;

	if (book_thing_kind(c->book, &c->arena, c->args[0], &kind_swap, &t, e) != RC_OK ||
	    (!swap_answers_for_self(t->body, book_author(c->book)) &&
	     command_need_leader(c, e) != RC_OK))
		return e->code;
	return swap_refuse(c->book, &c->arena, c->args[0], command_option(c, "reason"), e);
}

static enum rc
exec_undo(struct command_context *c, struct err *e)
{
	return swap_undo(c->book, &c->arena, c->args[0], command_option(c, "reason"), e);
}

/* ---- leave ---- */

/* --from and --to into start and end; a bare day as --to is meant whole. */
static enum rc
set_span(struct command_context *c, struct record *r, struct err *e)
{
	const char *to = command_option(c, "to");
	struct err no_day;
	int day;

	if (command_set_option(c, r, "from", "start", e) != RC_OK)
		return e->code;
	if (!to || day_parse(to, &day, &no_day) != RC_OK)
		return command_set_option(c, r, "to", "end", e);
	*(struct moment *)field_value(kind_field(r->kind, "end"), r->body) =
	    moment_at(day_secs(day_add(day, 1)));
	record_has(r, "end");
	return RC_OK;
}

static enum rc
exec_leave(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_leave);
	struct thing *person;

	if (book_person(c->book, &c->arena, c->args[0], &person, e) != RC_OK)
		return e->code;
	((struct leave *)r->body)->person = arena_text(&c->arena, person->id);
	record_has(r, "person");
	if (set_span(c, r, e) != RC_OK || command_set_option(c, r, "kind", "type", e) != RC_OK ||
	    command_set_option(c, r, "reason", "reason", e) != RC_OK ||
	    command_set_option(c, r, "place", "place", e) != RC_OK ||
	    leave_ask(c->book, &c->arena, r, e) != RC_OK)
		return e->code;
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_leave_approve(struct command_context *c, struct err *e)
{
	if (command_need_leader(c, e) != RC_OK)
		return e->code;
	return leave_approve(c->book, &c->arena, c->args[0], command_option(c, "override"), e);
}

static enum rc
exec_leave_refuse(struct command_context *c, struct err *e)
{
	if (command_need_leader(c, e) != RC_OK)
		return e->code;
	return leave_end(c->book, &c->arena, c->args[0], LEAVE_REFUSED, command_option(c, "reason"),
			 e);
}

static enum rc
exec_leave_cancel(struct command_context *c, struct err *e)
{
	return leave_end(c->book, &c->arena, c->args[0], LEAVE_CANCELLED,
			 command_option(c, "reason"), e);
}

/* ---- modes and cover ---- */

static enum rc
show_mode(struct command_context *c, struct err *e)
{
	struct roster r;
	struct str out = STR_INIT;
	int64_t now = c->now / 1000;

	if (roster_load(c->book, &c->arena, c->book_name, now, now + 1, &r, e) != RC_OK)
		return e->code;
	if (c->json) {
		json_out_open(&out, NULL);
		json_out_text(&out, "level", choice_word(duty_modes, duty_mode_at(&r.duty, now)));
		json_out_text(&out, "why", duty_mode_why(&r.duty, now));
		json_out_close(&out);
		show_json_line(c->out, &out);
	} else {
		duty_mode_text(&r.duty, now, &out);
		fprintf(c->out, "%s\n", out.ptr);
		str_clear(&out);
	}
	roster_clear(&r);
	return RC_OK;
}

static enum rc
exec_mode(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_mode);
	struct parse_context world = command_world(c);

	if (!command_arg(c, 0))
		return show_mode(c, e);
	if (record_set(r, "level", c->args[0], &world, e) != RC_OK ||
	    command_set_option(c, r, "by", "by", e) != RC_OK ||
	    command_set_option(c, r, "document", "document", e) != RC_OK ||
	    command_set_option(c, r, "reason", "reason", e) != RC_OK)
		return e->code;
	if (!command_option(c, "from")) {
		((struct mode *)r->body)->start = moment_at(c->now / 1000);
		record_has(r, "start");
	}
	if (set_span(c, r, e) != RC_OK || mode_declare(c->book, &c->arena, r, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
end_thing(struct command_context *c, const struct kind *k, struct err *e)
{
	struct moment at = moment_at(c->now / 1000);

	if (command_time(c, "at", MOMENT_ANY, &at, e) != RC_OK)
		return e->code;
	return roster_end(c->book, &c->arena, c->args[0], k, at, e);
}

static enum rc
exec_mode_end(struct command_context *c, struct err *e)
{
	return end_thing(c, &kind_mode, e);
}

static enum rc
exec_cover(struct command_context *c, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_cover);
	struct parse_context world = command_world(c);
	const char *post = command_option(c, "post");
	const struct thing *t = NULL;
	struct roster roster;
	enum rc rc = RC_OK;

	if (post) {
		rc = roster_load(c->book, &c->arena, c->book_name, c->now / 1000, c->now / 1000 + 1,
				 &roster, e);
		if (rc == RC_OK) {
			rc = roster_post(&roster, post, &t, e);
			roster_clear(&roster);
		}
	}
	if (rc == RC_OK && t)
		rc = record_set(r, "post", t->id, &world, e);
	if (rc != RC_OK || record_set(r, "unit", c->args[0], &world, e) != RC_OK ||
	    set_span(c, r, e) != RC_OK ||
	    command_set_option(c, r, "agreed", "agreed", e) != RC_OK ||
	    command_set_option(c, r, "people", "people", e) != RC_OK ||
	    command_set_option(c, r, "vehicles", "vehicles", e) != RC_OK ||
	    cover_agree(c->book, &c->arena, r, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_cover_end(struct command_context *c, struct err *e)
{
	return end_thing(c, &kind_cover, e);
}

/* clang-format off */
static const struct option ask_options[] = {
	OPT_REQUIRED("at",   "T", N_("a time within the duty, or the day it begins on")),
	OPT_REQUIRED("with", "PERSON", N_("who is to stand it")),
	OPT("back-at",   "T", N_("a duty of theirs that is taken in return")),
	OPT("post",      "P", N_("the post, where there are several duties then")),
	OPT("back-post", "P", N_("the post of the duty in return")),
	OPT("person",    "PERSON", N_("who asks; default the author")),
	OPT("reason",    "WHY", N_("why")),
	OPT_END,
};

static const struct option override_options[] = {
	OPT("override", "WHY", N_("allow what breaks a rule, with a reason")),
	OPT_END,
};

static const struct option accept_options[] = {
	OPT("word", "WHY", N_("a leader consents for an absent person: on what ground")),
	OPT_END,
};

static const struct option reason_options[] = {
	OPT("reason", "WHY", N_("why")),
	OPT_END,
};

static const struct option leave_options[] = {
	OPT_REQUIRED("from", "T", N_("from when")),
	OPT_REQUIRED("to",   "T", N_("until when")),
	OPT_REQUIRED("kind", "KIND", N_("annual sick private maternity family travel study village lent away compensatory")),
	OPT("reason", "WHY", N_("why; stays on this host")),
	OPT("place",  "PLACE", N_("where to")),
	OPT_END,
};

static const struct option mode_options[] = {
	OPT("from",     "T", N_("from when; default now")),
	OPT("to",       "T", N_("until when; default until another begins")),
	OPT("by",       "WHO", N_("who ordered it")),
	OPT("document", "TEXT", N_("by which document")),
	OPT("reason",   "WHY", N_("why")),
	OPT_END,
};

static const struct option cover_options[] = {
	OPT_REQUIRED("from", "T", N_("from when")),
	OPT_REQUIRED("to",   "T", N_("until when")),
	OPT("agreed",   "WHO", N_("with whom it was agreed")),
	OPT("people",   "N", N_("how many people")),
	OPT("vehicles", "N", N_("how many vehicles")),
	OPT("post",     "P", N_("the post whose minimum they fill")),
	OPT_END,
};

static const struct option end_options[] = {
	OPT("at", "T", N_("from when; default now")),
	OPT_END,
};

const struct command command_swap_ask = {
	.name = "swap ask", .help = N_("ask another to stand a duty"),
	.options = ask_options, .flags = COMMAND_WRITE, .exec = exec_ask,
};

const struct command command_swap_accept = {
	.name = "swap accept", .args = "ID", .help = N_("consent to a swap"),
	.options = accept_options, .flags = COMMAND_WRITE, .exec = exec_accept,
};

const struct command command_swap_approve = {
	.name = "swap approve", .args = "ID", .help = N_("a leader approves a swap"),
	.options = override_options, .flags = COMMAND_WRITE, .exec = exec_approve,
};

const struct command command_swap_refuse = {
	.name = "swap refuse", .args = "ID", .help = N_("the one who was asked, or a leader, says no"),
	.options = reason_options, .flags = COMMAND_WRITE, .exec = exec_refuse,
};

const struct command command_swap_undo = {
	.name = "swap undo", .args = "ID", .help = N_("undo a swap or a takeover"),
	.options = reason_options, .flags = COMMAND_WRITE, .exec = exec_undo,
};

const struct command command_leave = {
	.name = "leave", .args = "PERSON", .help = N_("ask for leave, or give an away notice"),
	.options = leave_options, .flags = COMMAND_WRITE, .exec = exec_leave,
};

const struct command command_leave_approve = {
	.name = "leave approve", .args = "ID", .help = N_("a leader approves a leave"),
	.options = override_options, .flags = COMMAND_WRITE, .exec = exec_leave_approve,
};

const struct command command_leave_refuse = {
	.name = "leave refuse", .args = "ID", .help = N_("a leader refuses a leave"),
	.options = reason_options, .flags = COMMAND_WRITE, .exec = exec_leave_refuse,
};

const struct command command_leave_cancel = {
	.name = "leave cancel", .args = "ID", .help = N_("a leave is not taken"),
	.options = reason_options, .flags = COMMAND_WRITE, .exec = exec_leave_cancel,
};

const struct command command_mode = {
	.name = "mode", .args = "[LEVEL]", .help = N_("normal, raised or all hands; without a level: which one is in force"),
	.options = mode_options, .flags = COMMAND_WRITE, .exec = exec_mode,
};

const struct command command_mode_end = {
	.name = "mode end", .args = "ID", .help = N_("a mode ends"),
	.options = end_options, .flags = COMMAND_WRITE, .exec = exec_mode_end,
};

const struct command command_cover = {
	.name = "cover", .args = "UNIT", .help = N_("a neighbour stands in"),
	.options = cover_options, .flags = COMMAND_WRITE, .exec = exec_cover,
};

const struct command command_cover_end = {
	.name = "cover end", .args = "ID", .help = N_("the neighbour goes home"),
	.options = end_options, .flags = COMMAND_WRITE, .exec = exec_cover_end,
};
/* clang-format on */
