/* The lint of an office's templates and settings files. */
#include "cli/command.h"
#include "core/conf.h"
#include "core/draft.h"
#include "core/json_out.h"
#include "core/template_check.h"
#include "core/text.h"

enum { NAME_CELLS = 22 };

static enum rc
check_file(struct command_context *c, const char *name, struct template_faults *faults,
	   struct err *e)
{
	struct conf conf;
	char *text;
	size_t n;

	if (book_data(c->book, &c->arena, name, &text, &n, e) != RC_OK)
		return e->code;
	if (str_ends(name, ".mustache"))
		template_check(&c->arena, name, text, faults);
	else if (str_ends(name, ".conf") && conf_parse(&c->arena, name, text, n, &conf, e) != RC_OK)
		vec_push(faults,
			 ((struct template_fault){name, 0, arena_text(&c->arena, e->text)}));
	return RC_OK;
}

static enum rc
check_folder(struct command_context *c, const char *folder, size_t *files,
	     struct template_faults *faults, struct err *e)
{
	char **names;
	size_t n;

	if (book_data_list(c->book, &c->arena, folder, &names, &n, e) != RC_OK)
		return e->code;
	for (size_t i = 0; i < n; i++) {
		char *name = arena_text_f(&c->arena, "%s/%s", folder, names[i]);

		if (!str_ends(name, ".mustache") && !str_ends(name, ".conf"))
			continue;
		if (check_file(c, name, faults, e) != RC_OK)
			return e->code;
		++*files;
	}
	return RC_OK;
}

/* Every fault in one sentence: an error has one line. */
static enum rc
tell(const struct template_faults *faults, struct err *e)
{
	struct str all = STR_INIT;

	for (size_t i = 0; i < faults->n; i++) {
		const struct template_fault *f = &faults->v[i];

		str_add_f(&all, "%s%s", i ? "; " : "", f->line ? f->file : "");
		str_add_f(&all, f->line ? ":%d: %s" : "%.0d%s", f->line, f->text);
	}
	err_set(e, RC_INVALID, "%s", all.ptr);
	str_clear(&all);
	return RC_INVALID;
}

static enum rc
exec_check(struct command_context *c, struct err *e)
{
	static const char *const folders[] = {"reports", "books", "cards", "calls", "rules"};
	struct template_faults faults = {0};
	size_t files = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(folders); i++)
		rc = check_folder(c, folders[i], &files, &faults, e);
	if (rc == RC_OK && faults.n)
		rc = tell(&faults, e);
	if (rc == RC_OK)
		fprintf(c->out, _("%zu files, no fault\n"), files);
	vec_clear(&faults);
	return rc;
}

static enum rc
exec_names(struct command_context *c, struct err *e)
{
	(void)e;
	for (const struct draft_name *d = draft_names; d->name; d++) {
		struct str line = STR_INIT;

		if (c->json) {
			json_out_open(&line, NULL);
			json_out_text(&line, "name", d->name);
			json_out_text(&line, "meaning", d->meaning);
			json_out_close(&line);
		} else {
			text_put(&line, d->name, NAME_CELLS);
			str_add_f(&line, "  %s", d->meaning);
		}
		fprintf(c->out, "%s\n", line.ptr);
		str_clear(&line);
	}
	return RC_OK;
}

const struct command command_templates_names = {
    .name = "templates names",
    .help = N_("the names a report template may use, with what they stand for"),
    .exec = exec_names,
};

const struct command command_templates_check = {
    .name = "templates check",
    .help = N_("check report templates, books, cards, call lists and rule sets"),
    .flags = COMMAND_READ,
    .exec = exec_check,
};
