/* Who is there: signing on and off, spot checks, urgent takeovers. */
#include "cli/command.h"
#include "storage/attend.h"
#include "storage/roster_change.h"
#include "storage/spotcheck.h"

static enum rc
sign(struct command_context *c, int way, struct err *e)
{
	struct attend_request q = {.person = c->args[0],
				   .post = command_option(c, "post"),
				   .way = way,
				   .note = command_option(c, "note"),
				   .extra = way == ATTEND_ON ? command_option(c, "extra") : NULL};
	const char *id = NULL;

	if (command_time(c, "at", MOMENT_HAPPENED, &q.at, e) != RC_OK)
		return e->code;
	if (attend_sign(c->book, &c->arena, &q, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_on(struct command_context *c, struct err *e)
{
	return sign(c, ATTEND_ON, e);
}

static enum rc
exec_off(struct command_context *c, struct err *e)
{
	return sign(c, ATTEND_OFF, e);
}

static enum rc
exec_hold(struct command_context *c, struct err *e)
{
	struct moment until = {0};
	const char *id = NULL;

	if (command_time(c, "until", MOMENT_DUE, &until, e) != RC_OK ||
	    attend_hold(c->book, &c->arena, c->args[0], until, command_option(c, "note"), &id, e) !=
		RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_correct(struct command_context *c, struct err *e)
{
	struct moment at = {0};
	const char *id = NULL;

	if (command_time(c, "at", MOMENT_HAPPENED, &at, e) != RC_OK ||
	    attend_correct(c->book, &c->arena, c->args[0], at, command_option(c, "reason"), &id,
			   e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_walk(struct command_context *c, struct err *e)
{
	struct attend_walk w = {.missing = (const char *const *)command_options(c, "missing"),
				.note = command_option(c, "note")};
	const char *id = NULL;

	if (command_time(c, "at", MOMENT_HAPPENED, &w.at, e) != RC_OK ||
	    attend_walk(c->book, &c->arena, &w, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* A post given by its id says itself in which book it lies. */
static enum rc
find_post(struct command_context *c, const char *post, const char **out, struct err *e)
{
	char book[WRITER_TEXT];
	struct record_id id;
	const char *name = c->book_name;
	const struct thing *t;
	struct roster r;
	enum rc rc;

	if (!name && record_id_read(post, &id)) {
		book_of_writer(post, book);
		name = book;
	}
	rc = roster_load(c->book, &c->arena, name, c->now / 1000, c->now / 1000 + 1, &r, e);
	if (rc != RC_OK)
		return rc;
	rc = roster_post(&r, post, &t, e);
	if (rc == RC_OK)
		*out = t->id;
	roster_clear(&r);
	return rc;
}

static enum rc
exec_check(struct command_context *c, struct err *e)
{
	static const char *const names[] = {"found",   "method", "unit",  "by",      "answered",
					    "seconds", "leader", "knows", "problem", "due"};
	struct record *r = record_new(&c->arena, &kind_spotcheck);
	const char *post = NULL;
	enum rc rc = find_post(c, c->args[0], &post, e);

	if (rc == RC_OK) {
		((struct spotcheck *)r->body)->post = arena_text(&c->arena, post);
		record_has(r, "post");
	}
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(names); i++)
		rc = command_set_option(c, r, names[i], names[i], e);
	if (rc == RC_OK)
		rc = command_set_option(c, r, "log", "log_kept", e);
	if (rc != RC_OK || command_at(c, r, e) != RC_OK ||
	    spotcheck_record(c->book, &c->arena, r, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_check_reply(struct command_context *c, struct err *e)
{
	return spotcheck_answer(c->book, &c->arena, c->args[0], c->args[1], e);
}

static enum rc
exec_takeover(struct command_context *c, struct err *e)
{
	struct takeover_request t = {.person = c->args[0],
				     .post = command_option(c, "post"),
				     .instead = command_option(c, "for"),
				     .reason = command_option(c, "reason"),
				     .besides = command_flag(c, "besides")};
	const char *id;

	if (command_time(c, "from", MOMENT_ANY, &t.from, e) != RC_OK ||
	    command_time(c, "until", MOMENT_DUE, &t.until, e) != RC_OK ||
	    takeover(c->book, &c->arena, &t, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* clang-format off */
static const struct option attend_options[] = {
	OPT("post", "P", N_("at which post; default by the roster")),
	OPT("at",   "T", N_("when it happened; default now")),
	OPT("note", "TEXT", N_("what is to be said about it")),
	OPT_END,
};

static const struct option on_options[] = {
	OPT("post",  "P", N_("at which post; default by the roster")),
	OPT("at",    "T", N_("when it happened; default now")),
	OPT("note",  "TEXT", N_("what is to be said about it")),
	OPT("extra", "WHY", N_("why somebody comes who is not on the roster")),
	OPT_END,
};

static const struct option hold_options[] = {
	OPT_REQUIRED("until", "T", N_("until when")),
	OPT("note", "TEXT", N_("what is to be said about it")),
	OPT_END,
};

static const struct option correct_options[] = {
	OPT_REQUIRED("reason", "WHY", N_("why")),
	OPT("at", "T", N_("when it really happened; left out: it did not happen")),
	OPT_END,
};

static const struct option walk_options[] = {
	OPT_MANY("missing", "PERSON", N_("who was not found there")),
	OPT("note", "TEXT", N_("what is to be said about it")),
	OPT("at",   "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option check_options[] = {
	OPT_REQUIRED("found", "yes|no", N_("was the post stood?")),
	OPT("method",   "HOW",  N_("phone, video or visit")),
	OPT("unit",     "UNIT", N_("who checked")),
	OPT("by",       "WHO",  N_("who checked, by name")),
	OPT("answered", "WHO",  N_("who answered")),
	OPT("seconds",  "N",    N_("seconds of ringing")),
	OPT("leader",   "yes|no", N_("was the leader there?")),
	OPT("knows",    "yes|no", N_("do they know the work?")),
	OPT("log",      "yes|no", N_("is the log well kept?")),
	OPT("problem",  "TEXT", N_("what was wrong")),
	OPT("due",      "T",    N_("to be put right until")),
	OPT("at",       "T",    N_("when it happened; default now")),
	OPT_END,
};

static const struct option takeover_options[] = {
	OPT_REQUIRED("post", "P", N_("the post that is taken over")),
	OPT_REQUIRED("reason", "WHY", N_("why")),
	OPT("for",   "PERSON", N_("whom it replaces, where several stand the post")),
	OPT("from",  "T", N_("from when; default now")),
	OPT("until", "T", N_("until when; default the end of that duty")),
	OPT_FLAG("besides", N_("nobody is replaced: one more stands where people are missing")),
	OPT_END,
};

const struct command command_duty_on = {
	.name = "duty on", .args = "PERSON", .help = N_("somebody has come on duty"),
	.options = on_options, .flags = COMMAND_WRITE, .exec = exec_on,
};

const struct command command_duty_off = {
	.name = "duty off", .args = "PERSON", .help = N_("somebody has gone off duty"),
	.options = attend_options, .flags = COMMAND_WRITE, .exec = exec_off,
};

const struct command command_duty_hold = {
	.name = "duty hold", .args = "PERSON", .help = N_("somebody stays on after their duty"),
	.options = hold_options, .flags = COMMAND_WRITE, .exec = exec_hold,
};

const struct command command_duty_correct = {
	.name = "duty correct", .args = "ID", .help = N_("a signing on or off was entered wrongly"),
	.options = correct_options, .flags = COMMAND_WRITE, .exec = exec_correct,
};

const struct command command_duty_walk = {
	.name = "duty walk", .help = N_("a walk at night: who was found there, who was not"),
	.options = walk_options, .flags = COMMAND_WRITE, .exec = exec_walk,
};

const struct command command_check_reply = {
	.name = "check reply", .args = "ID TEXT", .help = N_("what was done about a spot check's problem"),
	.flags = COMMAND_WRITE, .exec = exec_check_reply,
};

const struct command command_check = {
	.name = "check", .args = "POST", .help = N_("a spot check of a post"),
	.options = check_options, .flags = COMMAND_WRITE, .exec = exec_check,
};

const struct command command_takeover = {
	.name = "takeover", .args = "PERSON", .help = N_("take over a post at once, with a reason"),
	.options = takeover_options, .flags = COMMAND_WRITE, .exec = exec_takeover,
};
/* clang-format on */
