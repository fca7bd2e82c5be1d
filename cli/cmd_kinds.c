/* The kinds of records and their fields, from the tables that everything else reads. */
#include "cli/command.h"
#include "cli/show.h"
#include "core/json_out.h"
#include "core/text.h"

static const char *const field_flag_names[] = {
    "required", "list",    "private", "fixed",  "derived",
    "about",    "unknown", "future",  "search", "either",
};
static const char *const writer_names[] = {"HOME", "SUPERIOR", "ROOT"};

static void
add_bits(struct str *json, const char *key, unsigned bits, const char *const *names, size_t n)
{
	json_out_list(json, key);
	for (size_t i = 0; i < n; i++)
		if (bits >> i & 1)
			json_out_text(json, NULL, names[i]);
	json_out_end(json);
}

static void
kind_json(FILE *out, const struct kind *k)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "kind", k->name);
	json_out_text(&json, "label", _(k->label));
	json_out_yes(&json, "thing", k->flags & KIND_THING);
	json_out_yes(&json, "entry", k->flags & KIND_ENTRY);
	add_bits(&json, "writers", k->writers, writer_names, ARRAY_LEN(writer_names));
	json_out_close(&json);
	show_json_line(out, &json);
}

static void
field_json(FILE *out, const struct kind *k, const struct field *f)
{
	struct str json = STR_INIT;

	json_out_open(&json, NULL);
	json_out_text(&json, "kind", k->name);
	json_out_text(&json, "name", f->name);
	json_out_text(&json, "type", f->type->name);
	json_out_text(&json, "label", _(f->label));
	add_bits(&json, "flags", f->flags, field_flag_names, ARRAY_LEN(field_flag_names));
	add_bits(&json, "writers", k->writers, writer_names, ARRAY_LEN(writer_names));
	json_out_close(&json);
	show_json_line(out, &json);
}

static void
field_row(FILE *out, const struct field *f)
{
	struct str row = STR_INIT;

	text_put(&row, f->name, 20);
	str_add_char(&row, ' ');
	text_put(&row, f->type->name, 8);
	str_add_char(&row, ' ');
	text_put(&row, _(f->label), 24);
	for (size_t i = 0; i < ARRAY_LEN(field_flag_names); i++)
		if (f->flags >> i & 1)
			str_add_f(&row, " %s", field_flag_names[i]);
	for (const struct choice *ch = f->choices; ch && ch->word; ch++)
		str_add_f(&row, "%s%s", ch == f->choices ? "  " : "|", ch->word);
	fprintf(out, "%s\n", row.ptr);
	str_clear(&row);
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	const char *name = command_arg(c, 0);
	const struct kind *k = name ? kind_find(name) : NULL;

	if (name && !k)
		return err_set(e, RC_INVALID,
			       _("there is no kind “%.40s”; zhiban kinds lists them"), name);
	for (size_t i = 0; !k && kinds[i]; i++) {
		struct str row = STR_INIT;

		text_put(&row, kinds[i]->name, 14);
		if (c->json)
			kind_json(c->out, kinds[i]);
		else
			fprintf(c->out, "%s %s\n", row.ptr, _(kinds[i]->label));
		str_clear(&row);
	}
	for (size_t i = 0; k && i < k->nfields; i++) {
		if (c->json)
			field_json(c->out, k, &k->fields[i]);
		else
			field_row(c->out, &k->fields[i]);
	}
	return RC_OK;
}

/* clang-format off */
const struct command command_kinds = {
	.name = "kinds", .args = "[KIND]", .help = N_("the kinds of records, or the fields of one"), .exec = exec,
};
/* clang-format on */
