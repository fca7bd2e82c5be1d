/*
 * A command of the command line is one row: one file cli/cmd_x.c with one `const struct command`,
 * one line in cli/commands.def. From the row come parsing, --help, the manual page and completion.
 *
 * args is the usage of the positional arguments and is parsed as it stands: "ID" is required,
 * "[KIND]" may be left out, "TEXT…" takes one or more, "[ID…]" any number, and "key=value…" at the
 * end collects pairs. Options may stand anywhere; "--" ends them. Options of the program itself
 * (--home --book --lang --json --plain --help) are accepted before and after the command.
 *
 * exec prints to c->out, which is kept (in memory, or in a nameless file with COMMAND_BULK) and
 * reaches stdout only when exec returns RC_OK: on an error stdout stays empty and stderr has one
 * line (contract, "Errors").
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/moment.h"
#include "core/record.h"
#include "storage/book.h"

enum option_flag {
	OPTION_REQUIRED = 1 << 0,
	OPTION_MANY = 1 << 1, /* several times, or several values: --to A B */
};

struct option {
	const char *name;  /* without dashes; one letter is written -o */
	const char *value; /* what stands for its value in the usage; NULL: a flag without one */
	const char *help;  /* N_() */
	unsigned flags;
};

/* clang-format off */
/* Rows of an options table; it ends with OPT_END. */
#define OPT(n, v, h)          { .name = n, .value = v, .help = h }
#define OPT_FLAG(n, h)        { .name = n, .help = h }
#define OPT_REQUIRED(n, v, h) { .name = n, .value = v, .help = h, .flags = OPTION_REQUIRED }
#define OPT_MANY(n, v, h)     { .name = n, .value = v, .help = h, .flags = OPTION_MANY }
#define OPT_END               { .name = NULL }
/* clang-format on */

enum command_flag {
	COMMAND_READ = 1 << 0,     /* opens the home for reading */
	COMMAND_WRITE = 1 << 1,    /* opens the home for writing */
	COMMAND_HIDDEN = 1 << 2,   /* not in the list of help */
	COMMAND_SNAPSHOT = 1 << 3, /* reads one state of the store, first line to last */
	COMMAND_BULK = 1 << 4,     /* prints more than memory should hold: c->out is a file */
};

struct pair {
	const char *key, *value;
};

struct command;

struct command_context {
	const struct command *command;
	const char *home;      /* the folder, found by the rules of the contract */
	const char *book_name; /* --book, or NULL */
	const char *lang;      /* "zh" or "en" */
	bool json, plain;
	struct book *book;  /* open when the command's flags ask for it */
	int64_t now;        /* milliseconds; the scripted clock in a practice home */
	struct arena arena; /* freed when the command is done */
	FILE *out;
	const char *pin; /* of a played script; NULL: file or keyboard */
	const char **args;
	size_t nargs;
	struct pair *pairs;
	size_t npairs;
	struct option_value {
		const struct option *option;
		const char *value;
	} * given;
	size_t ngiven;
	const struct option *many; /* while parsing: the option that further words belong to */
};

struct command {
	const char *name; /* "log", "incident open" */
	const char *args;
	const char *help;             /* N_(), one line */
	const struct option *options; /* ends with a NULL name; NULL: none */
	unsigned flags;
	enum rc (*exec)(struct command_context *c, struct err *e);
};

/* All commands in the order of commands.def, NULL at the end; rows that begin a group have its
 * title. */
struct command_row {
	const char *group; /* N_() title, or NULL for a command */
	const struct command *command;
};
extern const struct command_row command_rows[];

/* Finds the command in words[0..n); *used is 1 or 2. RC_USAGE with what is possible otherwise. */
enum rc command_find(char *const *words, size_t n, const struct command **out, size_t *used,
		     struct err *e) MUST_CHECK;

/* Parses the words after the command into c: args, pairs, given and the program's own options.
 * *help: --help was among them. */
enum rc command_parse(struct command_context *c, char *const *words, size_t n, bool *help,
		      struct err *e) MUST_CHECK;
/* The program's own options before the command; *used counts the words taken. */
enum rc command_globals(struct command_context *c, char *const *words, size_t n, size_t *used,
			bool *help, struct err *e) MUST_CHECK;

/* The positional argument i, or NULL. */
const char *command_arg(const struct command_context *c, size_t i);
/* The value of an option, NULL when not given; a flag that was given is "". */
const char *command_option(const struct command_context *c, const char *name);
bool command_flag(const struct command_context *c, const char *name);
/* All values of an option that may be given several times, NULL-terminated, in the arena; NULL when
 * none. */
char **command_options(struct command_context *c, const char *name);
/* --name as a number from 1 to max; *out keeps its value when not given. */
enum rc command_number(const struct command_context *c, const char *name, int64_t max, int64_t *out,
		       struct err *e) MUST_CHECK;
/* --name as a time; *out stays as it is when not given. */
enum rc command_time(const struct command_context *c, const char *name, enum moment_sense sense,
		     struct moment *out, struct err *e) MUST_CHECK;
/* --at into r->at: when it happened. Not given: book_add takes now. */
enum rc command_at(const struct command_context *c, struct record *r, struct err *e) MUST_CHECK;
/* --of --since --until --limit and --book as a filter of lists. A bare time is the latest such one.
 */
enum rc command_filter(struct command_context *c, struct book_filter *f, struct err *e) MUST_CHECK;
/* What record_set and field_parse need to know. */
struct parse_context command_world(struct command_context *c);
/* Every key=value into r; RC_INVALID names an unknown one. */
enum rc command_set_pairs(struct command_context *c, struct record *r, struct err *e) MUST_CHECK;
/* --option into the field of the same or the given name, when given. */
enum rc command_set_option(struct command_context *c, struct record *r, const char *option,
			   const char *field, struct err *e) MUST_CHECK;

/*
 * PINs. command_read_pin: the first line of $ZHIBAN_PIN_FILE (mode 0600), else typed at the
 * terminal without echo; the caller wipes it. command_check_pin asks for the PIN of `person` and
 * checks it. command_need_leader: the author must be a leader or admin whose PIN is right, or the
 * device while nobody has a PIN.
 */
enum { PIN_TEXT = 160 };
enum rc command_read_pin(struct command_context *c, const char *prompt, char pin[PIN_TEXT],
			 struct err *e) MUST_CHECK;
/* Whether it would be typed; the first line of a given file. */
bool command_pin_is_typed(const struct command_context *c);
enum rc command_pin_file(const char *path, char pin[PIN_TEXT], struct err *e) MUST_CHECK;
enum rc command_check_pin(struct command_context *c, const char *person, struct err *e) MUST_CHECK;
enum rc command_need_leader(struct command_context *c, struct err *e) MUST_CHECK;

/* What a creating command prints: the value alone on a line, with --json as {"member":"value"}. */
void command_print(const struct command_context *c, const char *member, const char *value);

/* begin, add, commit one record and print its id on a line. Warns on stderr about a private number
 * in its public text. */
enum rc command_add(struct command_context *c, struct record *r, struct err *e) MUST_CHECK;
/* The same for a line about the incident that is the first argument. */
enum rc command_add_line(struct command_context *c, struct record *r, struct err *e) MUST_CHECK;
/* One warning line on stderr when a public text of r holds a mobile or identity number. */
void command_warn_private(const struct command_context *c, const struct record *r);

/* The board as plain text; what is shown when nothing else is asked for: the screens at a terminal,
 * else the board. c->book is open. */
enum rc command_print_board(struct command_context *c, struct err *e) MUST_CHECK;
enum rc command_front(struct command_context *c, struct err *e) MUST_CHECK;

/* The usage of one command, and of the program. */
void help_command(FILE *out, const struct command *cmd);
void help_program(FILE *out);

#endif
