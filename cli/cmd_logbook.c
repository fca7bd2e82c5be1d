/* The books held here, and where they are synchronised. */
#include "cli/command.h"
#include "cli/show.h"
#include "storage/enrol.h"

static void
add_text(struct command_context *c, struct json_member_text *m, const char *key, const char *text)
{
	struct str value = STR_INIT;

	json_write_text(&value, text);
	*m = (struct json_member_text){key, arena_text(&c->arena, value.ptr)};
	str_clear(&value);
}

static void
show_json(struct command_context *c, const struct trust *t)
{
	struct json_member_text m[6];
	struct str list = STR_INIT, line = STR_INIT;

	str_add_char(&list, '[');
	for (size_t i = 0; i < t->nremotes; i++) {
		if (i > 0)
			str_add_char(&list, ',');
		json_write_text(&list, t->remotes[i]);
	}
	str_add_char(&list, ']');
	add_text(c, &m[0], "book", t->book);
	add_text(c, &m[1], "code", t->code);
	add_text(c, &m[2], "name", t->name);
	add_text(c, &m[3], "writer", t->writer);
	m[4] = (struct json_member_text){"own", t->own ? "true" : "false"};
	m[5] = (struct json_member_text){"remotes", list.ptr};
	json_write_object(&line, m, 6);
	show_json_line(c->out, &line);
	str_clear(&list);
	str_clear(&line);
}

static void
show_text(struct command_context *c, const struct trust *t)
{
	fprintf(c->out, "%-8s %s %s%s\n", t->book, t->code, t->name, t->own ? _(" (own)") : "");
	for (size_t i = 0; i < t->nremotes; i++)
		fprintf(c->out, "         %s\n", t->remotes[i]);
}

static enum rc
exec_list(struct command_context *c, struct err *e)
{
	char **books;
	size_t n;
	enum rc rc = trust_books(book_store(c->book), &c->arena, &books, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct trust t;

		rc = trust_load(book_store(c->book), &c->arena, books[i], &t, e);
		if (rc != RC_OK)
			break;
		if (c->json)
			show_json(c, &t);
		else
			show_text(c, &t);
		trust_clear(&t);
	}
	return rc;
}

static enum rc
exec_add(struct command_context *c, struct err *e)
{
	char **remotes = command_options(c, "remote");

	return enrol_remotes(c->book, c->args[0], (const char *const *)remotes, e);
}

/* clang-format off */
static const struct option add_options[] = {
	{ .name = "remote", .value = "URL", .help = N_("ssh://, https:// or a folder"), .flags = OPTION_MANY | OPTION_REQUIRED },
	OPT_END,
};

const struct command command_logbook_list = {
	.name = "logbook list", .help = N_("the books held here and their remotes"), .flags = COMMAND_READ, .exec = exec_list,
};

const struct command command_logbook_add = {
	.name = "logbook add", .args = "NAME", .help = N_("add a remote to a book"), .options = add_options,
	.flags = COMMAND_WRITE, .exec = exec_add,
};
/* clang-format on */
