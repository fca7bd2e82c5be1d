/*
 * The rows of a duty roster's table, long or wide (storage/roster_import.h), as duties of people
 * and posts by name. What is wrong with a row is collected, so that all of it can be told at once.
 */
#ifndef STORAGE_ROSTER_TABLE_H
#define STORAGE_ROSTER_TABLE_H

#include "core/thing.h"
#include "core/vec.h"
#include "storage/csv_read.h"

enum { ROSTER_DUTIES_MAX = 20000, ROSTER_NAMES_MAX = 2000 };

/* A person or a post of the table. */
struct roster_name {
	const char *text;
	const char *id;     /* NULL: not known (yet) */
	const char *places; /* "line 2, column 4; line 3, column 4", for messages */
	size_t uses;
};

struct roster_names {
	struct roster_name *v;
	size_t n, cap;
};

struct roster_duty {
	size_t line, column; /* from 1 */
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
	VEC(int) days; /* of all rows, each once */
	VEC(char *) problems;
};

/* What the table is held against. */
struct roster_frame {
	const struct things *shifts; /* the known ones, by name */
	int today;                   /* days without a year lie near it */
	int64_t latest;              /* duties from that moment on are a problem */
};

/* RC_INVALID when it is no such table at all, or too much of one; what is wrong in rows is in
 * problems. A day without a year is the nearest such day to the row before. */
enum rc roster_table_read(struct roster_table *out, const struct csv_file *file,
			  const struct roster_frame *frame, struct err *e) MUST_CHECK;
void roster_table_clear(struct roster_table *t);

/* Adds to the problems; the first thousand are kept. */
void roster_problem(struct roster_table *t, char *text);

/* "line 2, column 4", translated, in the arena. */
const char *roster_place(struct roster_table *t, size_t line, size_t column);

#endif
