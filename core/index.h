/*
 * The view keys of a line: one pure function for sealing, rebuilding and reading (design §4).
 */
#ifndef CORE_INDEX_H
#define CORE_INDEX_H

#include "core/record.h"

struct index_keys {
	struct record_id id;
	char thing[ID_TEXT];  /* `of`, or the record's own id when it speaks of nothing else */
	char parent[ID_TEXT]; /* the thing named by `of`, "" without one */
	char kind[32];
	int64_t at;  /* seconds; ts where `at` is unknown */
	int64_t ts;  /* milliseconds */
	bool begins; /* not an edit: it is listed under its kind */
};

/* Reads only the members it needs; the line must be canonical. RC_CORRUPT otherwise. */
enum rc index_line(const char *line, size_t len, struct index_keys *out, struct err *e) MUST_CHECK;

#endif
