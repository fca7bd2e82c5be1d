/* What is owed: every obligation of one incident, or of all that matter now. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"
#include "storage/owed.h"

static void
json_when(struct str *json, const char *key, int64_t secs)
{
	if (secs == NEVER)
		json_out_null(json, key);
	else
		json_out_secs(json, key, secs);
}

static void
row_json(FILE *out, const struct obligation *o)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "incident", o->incident);
	json_out_text(&json, "step", owed_step_word(o->step));
	json_out_int(&json, "n", o->n);
	if (o->to)
		json_out_text(&json, "to", o->to);
	json_out_text(&json, "rule", o->rule);
	json_when(&json, "start", o->start);
	json_when(&json, "due", o->due);
	json_when(&json, "met", o->met);
	json_when(&json, "recorded", o->recorded);
	json_out_int(&json, "late_entry", o->late_entry);
	json_out_text(&json, "status", owed_status_word(o->status));
	json_out_int(&json, "late_minutes", o->late_minutes);
	json_out_text(&json, "claim", owed_claim_word(o->claim));
	json_out_close(&json);
	show_json_line(out, &json);
}

static void
row_text(struct command_context *c, const struct obligation *o)
{
	struct str row = STR_INIT, witness = STR_INIT;
	char due[MOMENT_TEXT], met[MOMENT_TEXT] = "";

	moment_screen(moment_at(o->due), due);
	if (o->met != NEVER)
		moment_screen(moment_at(o->met), met);
	text_put(&row, o->incident ? o->incident : "-", 10);
	str_add_char(&row, ' ');
	text_put(&row, _(owed_step_label(o->step)), 16);
	str_add_f(&row, " %2d  %s  ", o->n, due);
	text_put(&row, met, 11);
	str_add(&row, "  ");
	obligation_status_text(o, c->now / 1000, (int)station_late_from(book_station(c->book)),
			       &row);
	obligation_witness_text(o, &witness);
	if (witness.len)
		str_add_f(&row, "  %s", witness.ptr);
	if (o->to)
		str_add_f(&row, "  → %s", o->to);
	str_add_f(&row, "  %s", o->rule ? o->rule : "");
	fprintf(c->out, "%s\n", row.ptr);
	str_clear(&row);
	str_clear(&witness);
}

void
show_obligation(struct command_context *c, const struct obligation *o)
{
	if (c->json)
		row_json(c->out, o);
	else
		row_text(c, o);
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct obligations all = {0};
	enum rc rc = owed_of(c->book, &c->arena, command_arg(c, 0), &all, e);

	for (size_t i = 0; rc == RC_OK && i < all.n; i++)
		show_obligation(c, &all.v[i]);
	if (rc == RC_OK && all.n == 0 && !c->json)
		fputs(_("nothing is owed\n"), c->out);
	vec_clear(&all);
	return rc;
}

/* clang-format off */
const struct command command_due = {
	.name = "due", .args = "[ID]", .help = N_("what is owed, until when, and whether it was met"),
	.flags = COMMAND_READ | COMMAND_SNAPSHOT, .exec = exec,
};
/* clang-format on */
