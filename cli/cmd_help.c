/* How to use the program and its commands; completion and the manual page from the same table. */
#include <string.h>

#include "cli/command.h"
#include "core/text.h"

#define PROGRAM_VERSION "0.1.0"

void
help_command(FILE *out, const struct command *cmd)
{
	fprintf(out, "zhiban %s%s%s\n  %s\n", cmd->name, cmd->args ? " " : "",
		cmd->args ? cmd->args : "", _(cmd->help));
	for (const struct option *o = cmd->options; o && o->name; o++) {
		struct str left = STR_INIT;

		str_add_f(&left, "%s%s%s%s", o->name[1] ? "--" : "-", o->name, o->value ? " " : "",
			  o->value ? o->value : "");
		fprintf(out, "  %-24s %s%s%s\n", left.ptr, _(o->help),
			o->flags & OPTION_REQUIRED ? _(" (required)") : "",
			o->flags & OPTION_MANY ? _(" (may be repeated)") : "");
		str_clear(&left);
	}
}

void
help_program(FILE *out)
{
	fputs(_("zhiban [--home DIR] [--book NAME] [--lang zh|en] [--json] [--plain] COMMAND …\n"),
	      out);
	for (const struct command_row *r = command_rows; r->group || r->command; r++) {
		struct str left = STR_INIT;

		if (r->group) {
			fprintf(out, "\n%s\n", _(r->group));
		} else if (!(r->command->flags & COMMAND_HIDDEN)) {
			text_put(&left, r->command->name, 22);
			fprintf(out, "  %s %s\n", left.ptr, _(r->command->help));
		}
		str_clear(&left);
	}
	fputs(_("\nzhiban help COMMAND tells more of one.\n"), out);
}

/* One line of the case: a command's words, then its options. */
static void
bash_case(FILE *out, const struct command *cmd)
{
	const char *second = strchr(cmd->name, ' ');
	bool three = second && strchr(second + 1, ' ');

	fprintf(out, "\t\t'%s'%s) words='", cmd->name, three ? "" : "' '*");
	for (const struct option *o = cmd->options; o && o->name; o++)
		fprintf(out, "%s%s ", o->name[1] ? "--" : "-", o->name);
	fputs("' ;;\n", out);
}

static void
print_bash(FILE *out)
{
	fputs("# bash completion of zhiban\n_zhiban() {\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} words names='",
	      out);
	for (const struct command_row *r = command_rows; r->group || r->command; r++)
		if (r->command && !(r->command->flags & COMMAND_HIDDEN))
			fprintf(out, "%s\n", r->command->name);
	fputs(
	    "'\n\tcase $COMP_CWORD in\n\t1) words=$(cut -d' ' -f1 <<< \"$names\") ;;\n"
	    "\t2) words=$(sed -n \"s/^${COMP_WORDS[1]} //p\" <<< \"$names\" | cut -d' ' -f1) ;;\n"
	    "\t3) words=$(sed -n \"s/^${COMP_WORDS[1]} ${COMP_WORDS[2]} //p\" <<< \"$names\") ;;\n"
	    "\tesac\n\tif [[ $cur = -* ]]; then\n"
	    "\t\tcase \"${COMP_WORDS[1]} ${COMP_WORDS[2]} ${COMP_WORDS[3]}\" in\n",
	    out);
	for (const struct command_row *r = command_rows; r->group || r->command; r++)
		if (r->command && r->command->options)
			bash_case(out, r->command);
	fputs("\t\tesac\n\t\twords=\"$words --home --book --lang --json --plain --help\"\n\tfi\n"
	      "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	      "\t[ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$cur\"))\n}\n"
	      "complete -F _zhiban zhiban\n",
	      out);
}

/* roff reads - as a hyphen and . at the start of a line as a request. */
static void
man_text(FILE *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", out);
	for (; *text; text++)
		if (*text == '-')
			fputs("\\-", out);
		else if (*text == '\\')
			fputs("\\e", out);
		else
			putc(*text, out);
}

static void
man_command(FILE *out, const struct command *cmd)
{
	fputs(".TP\n.B ", out);
	man_text(out, cmd->name);
	if (cmd->args) {
		putc(' ', out);
		man_text(out, cmd->args);
	}
	putc('\n', out);
	man_text(out, _(cmd->help));
	putc('\n', out);
	for (const struct option *o = cmd->options; o && o->name; o++) {
		fputs(".br\n\\fB", out);
		man_text(out, o->name[1] ? "--" : "-");
		man_text(out, o->name);
		fprintf(out, "\\fR%s%s: ", o->value ? " " : "", o->value ? o->value : "");
		man_text(out, _(o->help));
		putc('\n', out);
	}
}

/* clang-format off */
static const struct option environment[] = {
	OPT_FLAG("ZHIBAN_HOME",     N_("the station's folder")),
	OPT_FLAG("ZHIBAN_AS",       N_("who writes: a person's id; unset: the device itself")),
	OPT_FLAG("ZHIBAN_PIN_FILE", N_("a file of mode 0600 whose first line is the PIN")),
	OPT_FLAG("ZHIBAN_NOW",      N_("the clock, in a practice home only")),
	OPT_FLAG("ZHIBAN_DATA",     N_("a folder of templates, looked at after that of the home")),
	OPT_END,
};
/* clang-format on */

static void
print_man(FILE *out)
{
	fprintf(out, ".TH ZHIBAN 1 \"\" \"zhiban %s\"\n.SH NAME\nzhiban \\- %s\n.SH SYNOPSIS\n",
		PROGRAM_VERSION, _("duty desk of an emergency station"));
	fputs(".B zhiban\n[\\-\\-home DIR] [\\-\\-book NAME] [\\-\\-lang zh|en] [\\-\\-json] "
	      "[\\-\\-plain] COMMAND …\n",
	      out);
	for (const struct command_row *r = command_rows; r->group || r->command; r++) {
		if (r->group)
			fprintf(out, ".SH \"%s\"\n", _(r->group));
		else if (!(r->command->flags & COMMAND_HIDDEN))
			man_command(out, r->command);
	}
	fprintf(out, ".SH \"%s\"\n", _("ENVIRONMENT"));
	for (const struct option *o = environment; o->name; o++)
		fprintf(out, ".TP\n.B %s\n%s\n", o->name, _(o->help));
	fprintf(
	    out, ".SH \"%s\"\n%s\n", _("EXIT STATUS"),
	    _("0 done; 1 refused or invalid; 2 usage; 3 not found; 4 verification failed or data "
	      "damaged; 5 store busy, full or unreadable; 6 network."));
}

static enum rc
exec_help(struct command_context *c, struct err *e)
{
	char *words[2] = {NULL, NULL};
	const struct command *cmd;
	size_t used;

	if (command_flag(c, "bash"))
		print_bash(c->out);
	else if (command_flag(c, "man"))
		print_man(c->out);
	else if (c->nargs == 0)
		help_program(c->out);
	else {
		for (size_t i = 0; i < c->nargs; i++)
			words[i] = arena_text(&c->arena, c->args[i]);
		if (command_find(words, c->nargs, &cmd, &used, e) != RC_OK)
			return e->code;
		help_command(c->out, cmd);
	}
	return RC_OK;
}

static enum rc
exec_version(struct command_context *c, struct err *e)
{
	(void)e;
	fprintf(c->out, "zhiban %s\n", PROGRAM_VERSION);
	return RC_OK;
}

/* clang-format off */
static const struct option help_options[] = {
	OPT_FLAG("bash", N_("print the completion for bash")),
	OPT_FLAG("man", N_("print the manual page")),
	OPT_END,
};

const struct command command_help = {
	.name = "help", .args = "[COMMAND] [WORD]", .help = N_("how to use the program, or one command"),
	.options = help_options, .exec = exec_help,
};

const struct command command_version = {
	.name = "version", .help = N_("the version of the program"), .exec = exec_version,
};
/* clang-format on */
