/* How records and things are printed, as text and as JSON: the same everywhere. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/command.h"
#include "core/obligation.h"
#include "core/thing.h"

/* One line of JSON of a thing: {"id","kind","book","by","at","ts","rev","of", fields…}. */
void show_thing_json(FILE *out, const struct thing *t);
/* The thing, a field a line with its label. */
void show_thing_text(struct command_context *c, const struct thing *t);
/* One row of a list: id and the kind's list columns. */
void show_thing_row(struct command_context *c, const struct thing *t);

/* An entry of the log: {"id","kind","at","ts","by","text","late_entry","corrected_by"}, or a line
 * of text with author and marks. */
enum rc show_entry(struct command_context *c, const struct record *r, struct err *e) MUST_CHECK;
/* The same for book_each_entry, with the context as ctx; what it needs is freed at once. */
enum rc show_each(void *ctx, struct arena *a, const struct record *r, struct err *e) MUST_CHECK;

/* One row of what is owed (contract, `due`). */
void show_obligation(struct command_context *c, const struct obligation *o);

/* A finished JSON object on its line; clears it. */
void show_json_line(FILE *out, struct str *json);

/* One line whatever the text holds: newlines become ⏎. */
void show_one_line(struct str *text);

#endif
