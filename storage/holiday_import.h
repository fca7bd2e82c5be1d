/*
 * The holidays of a year from a file of the Internet (core/holidays.h) into the office's own table,
 * HOME/templates/holidays/YEAR.conf, which goes before the program's: the whole or nothing.
 */
#ifndef STORAGE_HOLIDAY_IMPORT_H
#define STORAGE_HOLIDAY_IMPORT_H

#include "core/holidays.h"
#include "storage/book.h"

struct holiday_import {
	const char *file; /* its name, for messages */
	const char *text;
	size_t len;
	bool dry_run; /* everything but the writing */
	bool replace; /* a table of the office that differs, too */
};

struct holiday_imported {
	struct holidays holidays; /* what was read, with its doubts */
	const char *path;         /* the table; in the arena like all here */
	bool kept;                /* it stood there so already */
};

/* RC_INVALID names the place in the file; RC_CONFLICT: the office has another table of that year.
 */
enum rc holidays_import(struct book *b, struct arena *a, const struct holiday_import *what,
			struct holiday_imported *out, struct err *e) MUST_CHECK;

#endif
