/* The rule sets of the book, and a new one from its date on. */
#include "core/rules.h"

#include <string.h>

#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"

static void
rule_numbers(const struct rule *r, struct str *out)
{
	for (int n = 0; n < RULE_NUMBERS; n++) {
		if (!r->numbers[n])
			continue;
		str_add_f(out, "%s%s=", out->len ? " " : "", rule_number_keys[n]);
		rules_number_text((enum rule_number)n, r->numbers[n], out);
	}
}

static void
set_json(struct command_context *c, const struct rule_set *s)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "id", s->by ? s->by->id : NULL);
	json_out_text(&json, "name", s->name);
	json_out_text(&json, "source", s->source);
	json_out_day(&json, "since", s->since);
	json_out_day(&json, "until", s->until);
	json_out_secs(&json, "in_force", s->in_force);
	json_out_list(&json, "rules");
	for (size_t i = 0; i < s->nrules; i++) {
		json_out_open(&json, NULL);
		json_out_text(&json, "name", s->rules[i].name);
		for (int n = 0; n < RULE_NUMBERS; n++)
			if (s->rules[i].numbers[n])
				json_out_int(&json, rule_number_keys[n], s->rules[i].numbers[n]);
		json_out_close(&json);
	}
	json_out_end(&json);
	json_out_close(&json);
	show_json_line(c->out, &json);
}

static void
set_text(struct command_context *c, const struct rule_set *s, bool whole)
{
	char from[MOMENT_TEXT];

	moment_screen(moment_at(s->in_force), from);
	fprintf(c->out, _("%s  %s  in force from %s\n"), s->name, s->source ? s->source : "", from);
	for (size_t i = 0; whole && i < s->nrules; i++) {
		struct str numbers = STR_INIT;

		rule_numbers(&s->rules[i], &numbers);
		fprintf(c->out, "  %s: %s\n", s->rules[i].name, numbers.ptr);
		str_clear(&numbers);
	}
}

static enum rc
read_sets(struct command_context *c, struct rule_sets *sets, struct err *e)
{
	struct book_filter filter = {.book = c->book_name ? c->book_name : book_name(c->book)};
	struct things things = {0};
	struct records recs = {0};
	enum rc rc = book_list(c->book, &c->arena, &kind_rules, &filter, &things, e);

	for (size_t i = 0; rc == RC_OK && i < things.n; i++)
		vec_push(&recs, (struct record *)things.v[i]->first);
	if (rc == RC_OK)
		rule_sets_read(&c->arena, &recs, sets);
	vec_clear(&things);
	vec_clear(&recs);
	return rc;
}

static enum rc
exec_rules(struct command_context *c, struct err *e)
{
	const char *name = command_arg(c, 0);
	struct rule_sets sets = {0};
	bool found = false;

	if (read_sets(c, &sets, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < sets.n; i++) {
		const struct rule_set *s = &sets.v[i];

		if (name && !str_equal(name, s->name) && !(s->by && str_equal(name, s->by->id)))
			continue;
		found = true;
		if (c->json)
			set_json(c, s);
		else
			set_text(c, s, name || sets.n == 1);
	}
	if (name && !found)
		return err_set(e, RC_NOT_FOUND, _("there is no rule set “%.60s” in the book"),
			       name);
	return RC_OK;
}

static enum rc
exec_use(struct command_context *c, struct err *e)
{
	struct record *r;
	struct rule_set set;
	const struct rules_record *body;

	if (book_rules_record(c->book, &c->arena, c->args[0], &r, e) != RC_OK)
		return e->code;
	body = r->body;
	if (rules_parse(&c->arena, c->args[0], body->text, strlen(body->text), true, &set, e) !=
		RC_OK ||
	    command_need_leader(c, e) != RC_OK)
		return e->code;
	return command_add(c, r, e);
}

/* clang-format off */
const struct command command_rules = {
	.name = "rules", .args = "[SET]", .help = N_("the rule sets of the book: source, validity, minutes"),
	.flags = COMMAND_READ, .exec = exec_rules,
};

const struct command command_rules_use = {
	.name = "rules use", .args = "FILE", .help = N_("a new rule set, from its date on"),
	.flags = COMMAND_WRITE, .exec = exec_use,
};
/* clang-format on */
