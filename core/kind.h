/*
 * A kind of record: a struct, a table of fields, and who may write it. kinds.def lists them all.
 */
#ifndef CORE_KIND_H
#define CORE_KIND_H

#include "core/field.h"
#include "core/vec.h"

enum kind_flag {
	KIND_THING = 1 << 0, /* edited by records with of, rev, was; else a line, never edited */
	KIND_ENTRY = 1 << 1, /* shown in the log (`entries`) */
	KIND_CORE = 1 << 2,  /* written by its own command only, refused by `new` */
};

/* Who may write a kind into a book (design §3): checked before writing and again at ingest. */
enum writer_role { WRITER_HOME = 1, WRITER_SUPERIOR = 2, WRITER_ROOT = 4 };

struct kind {
	const char *name;
	const char *label; /* N_() */
	size_t size;       /* of the body struct */
	const struct field *fields;
	size_t nfields; /* at most 64 */
	unsigned flags;
	unsigned writers;
	/* Rules over several fields of a whole body, or NULL. */
	enum rc (*check)(const void *body, struct err *e);
	/* Whether a folded thing still wants attention (`list --open`, view `open`), or NULL:
	 * always. */
	bool (*is_open)(const void *body);
	/* Appends the one-line text of a list or of the log, or NULL: the first FIELD_SEARCH or
	 * required text. */
	void (*line)(const void *body, struct str *out);
};

extern const struct kind *const kinds[]; /* NULL at the end */

const struct kind *kind_find(const char *name); /* NULL when unknown */
const struct field *kind_field(const struct kind *k, const char *name);
int kind_field_index(const struct kind *k, const char *name); /* -1 when unknown */

/* The one-line text of a body. */
void kind_line(const struct kind *k, const void *body, struct str *out);

/* Required fields, lengths, and the kind's own check. */
enum rc kind_check(const struct kind *k, const void *body, struct err *e) MUST_CHECK;

#endif
