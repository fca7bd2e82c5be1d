/* The steps of a handover. */
#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"
#include "core/vec.h"
#include "storage/handover.h"

static enum rc
group_option(struct command_context *c, int *out, struct err *e)
{
	const char *word = command_option(c, "group");

	*out = word ? choice_value(post_groups, word) : GROUP_WATCH;
	return *out ? RC_OK : err_set(e, RC_INVALID, _("--group is watch or fire"));
}

/* The author's PIN; before asking for it, that there is an author. */
static enum rc
author_pin(struct command_context *c, char pin[PIN_TEXT], struct err *e)
{
	const char *author = book_author(c->book);

	if (!author)
		return err_set(e, RC_INVALID,
			       _("signing takes a person: set ZHIBAN_AS to the one who signs"));
	return command_read_pin(c, book_author_name(c->book, &c->arena, author), pin, e);
}

static void
forget(char pin[PIN_TEXT])
{
	volatile char *p = pin;

	for (size_t i = 0; i < PIN_TEXT; i++)
		p[i] = 0;
}

static enum rc
exec_start(struct command_context *c, struct err *e)
{
	const char *id;
	int group;

	if (group_option(c, &group, e) != RC_OK ||
	    handover_start(c->book, &c->arena, group, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* ---- items ---- */

/* What may be confirmed together; prints how many. */
static enum rc
tick_rest(struct command_context *c, struct err *e)
{
	size_t n;

	if (command_arg(c, 1) || command_option(c, "note") || command_flag(c, "fault"))
		return err_set(e, RC_USAGE, _("--rest goes without an item"));
	if (handover_mark_rest(c->book, &c->arena, c->args[0], command_flag(c, "spoken"), &n, e) !=
	    RC_OK)
		return e->code;
	command_print(c, "confirmed", arena_text_f(&c->arena, "%zu", n));
	return RC_OK;
}

static enum rc
exec_tick(struct command_context *c, struct err *e)
{
	struct handover_tick tick = {
	    .item = arena_text(&c->arena, command_arg(c, 1)),
	    .state = command_flag(c, "fault") ? TICK_FAULT : TICK_FINE,
	    .note = arena_text(&c->arena, command_option(c, "note")),
	};
	const char *id;

	if (command_flag(c, "rest"))
		return tick_rest(c, e);
	if (command_flag(c, "spoken"))
		return err_set(e, RC_USAGE, _("--spoken goes with --rest"));
	if (!tick.item)
		return err_set(e, RC_USAGE, _("say which item, or --rest"));
	if (handover_tick(c->book, &c->arena, c->args[0], &tick, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

static enum rc
exec_readback(struct command_context *c, struct err *e)
{
	struct handover_readback back = {
	    .item = arena_text(&c->arena, c->args[1]),
	    .text = arena_text(&c->arena, command_arg(c, 2)),
	};
	const char *id;

	if (handover_readback(c->book, &c->arena, c->args[0], &back, &id, e) != RC_OK)
		return e->code;
	command_print(c, "id", id);
	return RC_OK;
}

/* ---- signatures ---- */

static void
show_signed(struct command_context *c, const struct handover_signed *s)
{
	struct str json = STR_INIT;

	if (!c->json) {
		fprintf(c->out, "%s\n", s->record);
		if (s->sealed)
			fprintf(c->out, "%s  %s  %s\n", s->number, s->code, s->cut);
		return;
	}
	json_out_open(&json, NULL);
	json_out_text(&json, "id", s->record);
	json_out_yes(&json, "sealed", s->sealed);
	json_out_text(&json, "number", s->number);
	json_out_text(&json, "cut", s->cut);
	json_out_text(&json, "seal", s->sealed ? s->code : NULL);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
exec_sign(struct command_context *c, struct err *e)
{
	struct handover_signing s = {
	    .handover = c->args[0],
	    .side = choice_value(handover_sides, command_option(c, "side")),
	    .leader = command_option(c, "by-phone"),
	    .witness = command_option(c, "witness"),
	    .on_paper = command_flag(c, "on-paper"),
	    .person = command_option(c, "person"),
	};
	struct handover_signed out;
	char pin[PIN_TEXT] = "";
	bool picked = s.side == SIDE_OUT_DEPUTY || s.side == SIDE_IN_DEPUTY;
	enum rc rc;

	if (!s.side)
		return err_set(e, RC_INVALID,
			       _("--side is out, in, leader, out-deputy or in-deputy"));
	if (s.witness && !s.leader)
		return err_set(e, RC_USAGE, _("--witness goes with --by-phone only"));
	if (s.person && !picked && !s.on_paper)
		return err_set(e, RC_USAGE, _("--person goes with a deputy or --on-paper"));
	if (command_time(c, "at", MOMENT_HAPPENED, &s.at, e) != RC_OK ||
	    (!s.leader && !picked && author_pin(c, pin, e) != RC_OK))
		return e->code;
	s.pin = pin;
	rc = handover_sign(c->book, &c->arena, &s, &out, e);
	forget(pin);
	if (rc == RC_OK)
		show_signed(c, &out);
	return rc;
}

static enum rc
exec_alone(struct command_context *c, struct err *e)
{
	struct handover_leaving l = {.reason = command_option(c, "reason")};
	struct handover_signed out;
	const char *id;
	char pin[PIN_TEXT] = "";
	enum rc rc;

	if (group_option(c, &l.group, e) != RC_OK || author_pin(c, pin, e) != RC_OK)
		return e->code;
	l.pin = pin;
	rc = handover_alone(c->book, &c->arena, &l, &out, &id, e);
	forget(pin);
	if (rc != RC_OK)
		return rc;
	if (!c->json)
		command_print(c, "id", id);
	show_signed(c, &out);
	return RC_OK;
}

/* clang-format off */
static const struct option group_options[] = {
	OPT("group", "GROUP", N_("watch (default) or fire")),
	OPT_END,
};

static const struct option tick_options[] = {
	OPT("note", "TEXT", N_("what is to be said about it")),
	OPT_FLAG("fault", N_("it is not in order")),
	OPT_FLAG("rest", N_("everything unchanged and in order at once; incidents never")),
	OPT_FLAG("spoken", N_("with --rest: unchanged instructions too, read back aloud")),
	OPT_END,
};

static const struct option sign_options[] = {
	OPT_REQUIRED("side", "SIDE", N_("out, in, leader; out-deputy, in-deputy without a PIN")),
	OPT("by-phone", "LEADER", N_("the leader confirmed by telephone")),
	OPT("witness", "PERSON", N_("who heard it; default the author")),
	OPT_FLAG("on-paper", N_("a forgotten PIN: signed on the sheet, the author is the witness")),
	OPT("person", "PERSON", N_("which deputy, or who signed on paper; default the roster's")),
	OPT("at", "T", N_("when it happened; default now")),
	OPT_END,
};

static const struct option alone_options[] = {
	OPT_REQUIRED("reason", "WHY", N_("why nobody took over")),
	OPT("group", "GROUP", N_("watch (default) or fire")),
	OPT_END,
};

const struct command command_handover_start = {
	.name = "handover start", .help = N_("begin a handover; its draft gathers itself"),
	.options = group_options, .flags = COMMAND_WRITE, .exec = exec_start,
};

const struct command command_handover_tick = {
	.name = "handover tick", .args = "H [ITEM]", .help = N_("an item was told and understood"),
	.options = tick_options, .flags = COMMAND_WRITE, .exec = exec_tick,
};

const struct command command_handover_readback = {
	.name = "handover readback", .args = "H ITEM [TEXT]", .help = N_("a grave item was read back"),
	.flags = COMMAND_WRITE, .exec = exec_readback,
};

const struct command command_handover_sign = {
	.name = "handover sign", .args = "H", .help = N_("sign; the second of the two passes the duty"),
	.options = sign_options, .flags = COMMAND_WRITE, .exec = exec_sign,
};

const struct command command_handover_alone = {
	.name = "handover alone", .help = N_("nobody came: sign alone and seal"),
	.options = alone_options, .flags = COMMAND_WRITE, .exec = exec_alone,
};
/* clang-format on */
