/* Things, generically: made, changed, shown, listed; and the kinds there are. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "storage/case_thing.h"

static enum rc
find_kind(const char *name, const struct kind **out, struct err *e)
{
	const struct kind *k = kind_find(name);

	if (!k)
		return err_set(e, RC_INVALID,
			       _("there is no kind “%.40s”; zhiban kinds lists them"), name);
	*out = k;
	return RC_OK;
}

/* Who may make a leader must be one, once anyone has a PIN (contract, "Who"). */
static enum rc
check_role(struct command_context *c, const struct record *r, struct err *e)
{
	return thing_needs_leader(r) ? command_need_leader(c, e) : RC_OK;
}

static enum rc
exec_new(struct command_context *c, struct err *e)
{
	const struct kind *k = NULL;
	struct record *r;

	if (find_kind(c->args[0], &k, e) != RC_OK)
		return e->code;
	if (k->flags & KIND_CORE)
		return err_set(e, RC_INVALID,
			       _("%s is written by its own command; see zhiban help"), k->name);
	r = record_new(&c->arena, k);
	r->of = command_option(c, "of");
	if (command_set_pairs(c, r, e) != RC_OK || command_at(c, r, e) != RC_OK ||
	    check_role(c, r, e) != RC_OK)
		return e->code;
	if (thing_new(c->book, &c->arena, r, c->book_name, e) != RC_OK)
		return e->code;
	command_warn_private(c, r);
	command_print(c, "id", r->id);
	return RC_OK;
}

static enum rc
exec_set(struct command_context *c, struct err *e)
{
	struct thing *t;
	struct record *wanted;
	enum rc rc = book_thing(c->book, &c->arena, c->args[0], &t, e);

	if (rc != RC_OK)
		return rc;
	if (!(t->kind->flags & KIND_THING))
		return err_set(e, RC_INVALID,
			       _("%s is a line of the log and is not edited: zhiban correct %s"),
			       t->id, t->id);
	if (!c->npairs)
		return err_set(e, RC_USAGE, _("nothing to set: give key=value"));
	wanted = record_new(&c->arena, t->kind);
	if (command_set_pairs(c, wanted, e) != RC_OK || check_role(c, wanted, e) != RC_OK)
		return e->code;
	rc = thing_set(c->book, &c->arena, t->id, wanted, e);
	if (rc == RC_OK)
		command_warn_private(c, wanted);
	return rc;
}

static enum rc
exec_show(struct command_context *c, struct err *e)
{
	struct thing *t;

	if (book_thing(c->book, &c->arena, c->args[0], &t, e) != RC_OK)
		return e->code;
	if (c->json)
		show_thing_json(c->out, t);
	else
		show_thing_text(c, t);
	return RC_OK;
}

static void
history_line(struct command_context *c, const struct record *r)
{
	struct str line = STR_INIT;
	char at[MOMENT_TEXT], ts[MOMENT_TEXT];

	moment_iso(r->at, at);
	stamp_iso(r->ts, ts);
	str_add_f(&line, "%s %s at=%s ts=%s by=%s", r->id, r->kind_name, at, ts, r->by);
	if (r->of)
		str_add_f(&line, " of=%s", r->of);
	if (r->rev)
		str_add_f(&line, " rev=%d", r->rev);
	record_values(r, &line);
	show_one_line(&line);
	fprintf(c->out, "%s\n", line.ptr);
	str_clear(&line);
}

static void
history_json(struct command_context *c, const struct record *r)
{
	static const char *const taken[] = {"id", "kind", "at",  "ts", "by",
					    "of", "rev",  "was", NULL};
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "id", r->id);
	json_out_text(&json, "kind", r->kind_name);
	json_out_moment(&json, "at", r->at);
	json_out_stamp(&json, "ts", r->ts);
	json_out_text(&json, "by", r->by);
	json_out_text(&json, "of", r->of);
	json_out_int(&json, "rev", r->rev ? r->rev : 1);
	if (r->kind) {
		json_out_body(&json, r->kind, r->body, r->has, taken);
		if (r->rev) {
			json_out_open(&json, "was");
			json_out_body(&json, r->kind, r->was, r->has, NULL);
			json_out_close(&json);
		}
	} else {
		json_out_raw(&json, "line", r->line);
	}
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static enum rc
exec_history(struct command_context *c, struct err *e)
{
	struct records recs = {0};
	enum rc rc = book_of(c->book, &c->arena, c->args[0], &recs, e);

	if (rc == RC_OK && recs.n == 0)
		rc = err_set(e, RC_NOT_FOUND, _("%.60s is not here"), c->args[0]);
	for (size_t i = 0; rc == RC_OK && i < recs.n; i++) {
		if (c->json)
			history_json(c, recs.v[i]);
		else
			history_line(c, recs.v[i]);
	}
	vec_clear(&recs);
	return rc;
}

static enum rc
exec_list(struct command_context *c, struct err *e)
{
	const struct kind *k = NULL;
	struct book_filter f;
	struct things things = {0};
	enum rc rc = find_kind(c->args[0], &k, e);

	if (rc == RC_OK)
		rc = command_filter(c, &f, e);
	if (rc != RC_OK)
		return rc;
	f.open = command_flag(c, "open");
	rc = book_list(c->book, &c->arena, k, &f, &things, e);
	for (size_t i = 0; rc == RC_OK && i < things.n; i++) {
		if (c->json)
			show_thing_json(c->out, things.v[i]);
		else
			show_thing_row(c, things.v[i]);
	}
	vec_clear(&things);
	return rc;
}

/* clang-format off */
static const struct option new_options[] = {
	OPT("at", "T",  N_("when it happened; default now")),
	OPT("of", "ID", N_("what it speaks of")),
	OPT_END,
};

static const struct option list_options[] = {
	OPT_FLAG("open",   N_("only what still wants attention")),
	OPT("of",    "ID", N_("only what speaks of this")),
	OPT("since", "T",  N_("from this time on")),
	OPT("until", "T",  N_("before this time")),
	OPT("limit", "N",  N_("only the newest so many")),
	OPT_END,
};

const struct command command_new = {
	.name = "new", .args = "KIND key=value…", .help = N_("make a thing: a person, a post, a contact …"),
	.options = new_options, .flags = COMMAND_WRITE, .exec = exec_new,
};

const struct command command_set = {
	.name = "set", .args = "ID key=value…", .help = N_("change a thing; the old values stay in its history"),
	.flags = COMMAND_WRITE, .exec = exec_set,
};

const struct command command_show = {
	.name = "show", .args = "ID", .help = N_("show a thing or a line"),
	.flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_show,
};

const struct command command_history = {
	.name = "history", .args = "ID", .help = N_("every record of a thing, oldest first"),
	.flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_history,
};

const struct command command_list = {
	.name = "list", .args = "KIND", .help = N_("list the things of a kind"),
	.options = list_options, .flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec_list,
};
/* clang-format on */
