/* The table of all commands, and finding one by its words. */
#include <string.h>

#include "cli/command.h"

#define GROUP(title)
#define COMMAND(name) extern const struct command command_##name;
#include "cli/commands.def"
#undef GROUP
#undef COMMAND

/* clang-format off */
#define GROUP(title)  { .group = title },
#define COMMAND(name) { .command = &command_##name },
const struct command_row command_rows[] = {
#include "cli/commands.def"
	{ 0 },
};
#undef GROUP
#undef COMMAND
/* clang-format on */

static const struct command *
find(const char *name)
{
	for (const struct command_row *r = command_rows; r->group || r->command; r++)
		if (r->command && str_equal(r->command->name, name))
			return r->command;
	return NULL;
}

/* "report" → "sign, send, show": the second words that exist, for the error. */
static void
second_words(const char *first, struct str *out)
{
	size_t n = strlen(first);

	for (const struct command_row *r = command_rows; r->group || r->command; r++) {
		if (!r->command || strncmp(r->command->name, first, n) != 0 ||
		    r->command->name[n] != ' ')
			continue;
		str_add_f(out, "%s%s", out->len ? ", " : "", r->command->name + n + 1);
	}
}

/* The command of two words, or of three, or NULL. */
static const struct command *
find_words(char *const *words, size_t n)
{
	struct str name = STR_INIT;
	const struct command *cmd;

	for (size_t i = 0; i < n; i++)
		str_add_f(&name, "%s%s", i ? " " : "", words[i]);
	cmd = find(name.ptr);
	str_clear(&name);
	return cmd;
}

enum rc
command_find(char *const *words, size_t n, const struct command **out, size_t *used, struct err *e)
{
	struct str possible = STR_INIT;
	const struct command *cmd = NULL;
	enum rc rc = RC_OK;

	*used = 3;
	if (n > 2)
		cmd = find_words(words, 3);
	/* `incident excuse confirm` is `excuse confirm`, said in full. */
	if (!cmd && n > 2 && find_words(words, 2))
		cmd = find_words(words + 1, 2);
	if (!cmd && n > 1) {
		*used = 2;
		cmd = find_words(words, 2);
	}
	if (!cmd) {
		*used = 1;
		cmd = find(words[0]);
	}
	if (cmd) {
		*out = cmd;
	} else {
		second_words(words[0], &possible);
		if (possible.len)
			rc = err_set(e, RC_USAGE, _("%s: a second word is needed: one of %s"),
				     words[0], possible.ptr);
		else
			rc = err_set(e, RC_USAGE, _("%.40s: no such command; see zhiban help"),
				     words[0]);
	}
	str_clear(&possible);
	return rc;
}
