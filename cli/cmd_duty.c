/* Who is there: signing on and off, spot checks, urgent takeovers. */
#include "cli/command.h"
#include "core/attendance.h"
#include "storage/roster_change.h"

/* Person and post of a line, by id or name. */
static enum rc
fill_attendance(struct command_context *c, struct attendance *at, struct err *e)
{
	const char *post = command_option(c, "post");
	const struct thing *t;
	struct roster r;
	enum rc rc =
	    roster_load(c->book, &c->arena, c->book_name, c->now / 1000, c->now / 1000 + 1, &r, e);

	if (rc != RC_OK)
		return rc;
	rc = roster_person(&r, c->args[0], &t, e);
	if (rc == RC_OK)
		at->person = arena_text(&c->arena, t->id);
	if (rc == RC_OK && post)
		rc = roster_post(&r, post, &t, e);
	if (rc == RC_OK && post)
		at->post = arena_text(&c->arena, t->id);
	roster_clear(&r);
	return rc;
}

static enum rc
attend(struct command_context *c, int way, struct err *e)
{
	struct record *r = record_new(&c->arena, &kind_attendance);
	struct attendance *at = r->body;

	if (fill_attendance(c, at, e) != RC_OK)
		return e->code;
	at->way = way;
	record_has(r, "person");
	record_has(r, "way");
	if (at->post)
		record_has(r, "post");
	if (command_set_option(c, r, "note", "note", e) != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_on(struct command_context *c, struct err *e)
{
	return attend(c, ATTEND_ON, e);
}

static enum rc
exec_off(struct command_context *c, struct err *e)
{
	return attend(c, ATTEND_OFF, e);
}

static enum rc
exec_check(struct command_context *c, struct err *e)
{
	static const char *const names[] = {"found",   "method", "unit",  "by",      "answered",
					    "seconds", "leader", "knows", "problem", "due"};
	struct record *r = record_new(&c->arena, &kind_spotcheck);
	const struct thing *t;
	struct roster roster;
	enum rc rc = roster_load(c->book, &c->arena, c->book_name, c->now / 1000, c->now / 1000 + 1,
				 &roster, e);

	if (rc != RC_OK)
		return rc;
	rc = roster_post(&roster, c->args[0], &t, e);
	if (rc == RC_OK) {
		((struct spotcheck *)r->body)->post = arena_text(&c->arena, t->id);
		record_has(r, "post");
	}
	roster_clear(&roster);
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(names); i++)
		rc = command_set_option(c, r, names[i], names[i], e);
	if (rc == RC_OK)
		rc = command_set_option(c, r, "log", "log_kept", e);
	if (rc != RC_OK || command_at(c, r, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

static enum rc
exec_takeover(struct command_context *c, struct err *e)
{
	struct takeover_request t = {.person = c->args[0],
				     .post = command_option(c, "post"),
				     .instead = command_option(c, "for"),
				     .reason = command_option(c, "reason")};
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
	OPT_END,
};

const struct command command_duty_on = {
	.name = "duty on", .args = "PERSON", .help = N_("somebody has come on duty"),
	.options = attend_options, .flags = COMMAND_WRITE, .exec = exec_on,
};

const struct command command_duty_off = {
	.name = "duty off", .args = "PERSON", .help = N_("somebody has gone off duty"),
	.options = attend_options, .flags = COMMAND_WRITE, .exec = exec_off,
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
