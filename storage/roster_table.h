/*
 * The rows of a duty roster's table, long or wide (storage/roster_import.h), as duties of people
 * and posts by name. What is wrong with a row is collected, so that all of it can be told at once.
 */
#ifndef STORAGE_ROSTER_TABLE_H
#define STORAGE_ROSTER_TABLE_H

#include "core/thing.h"
#include "core/vec.h"
#include "storage/csv_read.h"

/* A person or a post of the table. */
struct roster_name {
	const char *text;
	const char *id;     /* NULL: not known (yet) */
	const char *places; /* "2, 5": lines, for messages */
	size_t uses;
};

struct roster_names {
	struct roster_name *v;
	size_t n, cap;
};

struct roster_duty {
	size_t line;
	int day;
	size_t post, person; /* into names */
	int64_t start, end;
	bool done; /* for the importer: in the book already, or taken care of */
};

/* Texts are in the arena, lists are freed by roster_table_clear. */
struct roster_table {
	struct arena *arena;
	struct roster_names people, posts;
	VEC(struct roster_duty) duties;
	VEC(int) days; /* of all rows, a day as often as it comes */
	VEC(char *) problems;
};

/* shifts: the known ones, by name. latest: duties from that moment on are a problem. RC_INVALID
 * when it is no such table at all; what is wrong in rows is in problems. */
enum rc roster_table_read(struct roster_table *out, const struct csv_file *file,
			  const struct things *shifts, int64_t latest, struct err *e) MUST_CHECK;
void roster_table_clear(struct roster_table *t);

/* Adds to the problems; the first thousand are kept. */
void roster_problem(struct roster_table *t, char *text);

#endif
