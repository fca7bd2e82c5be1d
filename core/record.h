/*
 * The record: one kind of fact, one immutable line of canonical JSON (design §3).
 *   at     when it happened, as a person says it         ts    the device's clock when it was
 * recorded by     who wrote it: a person's id or the device      who   post and name as text, in
 * another's book id     writer-number ("sm1-128"), gapless per writer   kind  a row of kinds.def of
 * the thing it speaks of                          from  the record of another level it comes from
 *   rev    only in edits of a thing: 1 + highest seen      was   only in edits: the replaced values
 *   body   the kind's fields that were given               private  names of fields kept on the
 * host
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "core/kind.h"

enum { ID_TEXT = 64, WRITER_TEXT = 24 };

struct record {
	const struct kind *kind; /* NULL when this program does not know it */
	const char *kind_name;
	const char *id, *of, *by, *who, *from; /* NULL when absent (id and by never are) */
	struct moment at;
	int64_t ts;   /* milliseconds */
	int rev;      /* 0: not an edit */
	void *body;   /* the kind's struct, zero where absent; NULL when the kind is unknown */
	uint64_t has; /* bit i: field i is given (an edit may clear it to empty) */
	void *was;    /* edits: the replaced values; bits as in has */
	char **private_names; /* NULL-terminated or NULL */
	const char *line;     /* the canonical bytes; NULL in a record being written */
	size_t len;
};

struct records {
	struct record **v;
	size_t n, cap;
};

/* "sm1-128" → writer "sm1", number 128. Writers: [a-z]{1,8}[0-9][a-z]{0,2}, or [a-z]{1,8}.root */
struct record_id {
	char writer[WRITER_TEXT];
	int64_t number;
};
bool record_id_read(const char *text, struct record_id *out);
/* As people count them: sm1-9 before sm1-10. Texts that are no ids come by their bytes. */
int record_id_compare(const char *a, const char *b);
bool writer_valid(const char *writer);
/* The book of a writer or of an id: "sm" of sm1, sm1b, sm0, sm.root, sm1-128. */
void book_of_writer(const char *writer_or_id, char book[WRITER_TEXT]);
enum writer_role writer_role(const char *writer);

/*
 * Reads a canonical line into the arena (the line is copied). Members and kinds of newer programs
 * are kept: the record then has kind NULL, or the member stays in the line only. Fields of known
 * kinds are checked strictly.
 */
enum rc record_read(struct arena *a, const char *line, size_t len, struct record **out,
		    struct err *e) MUST_CHECK;

/* Builds the canonical line of r (everything but line/len filled in) and sets r->line, r->len.
 * Private fields are left out and named. */
enum rc record_write(struct arena *a, struct record *r, struct err *e) MUST_CHECK;

/* The values of private fields as one JSON object, for private/ID.json; "" when there are none. And
 * back into the body. */
void record_private_text(const struct record *r, struct str *out);
enum rc record_join_private(struct arena *a, struct record *r, const char *text, size_t len,
			    struct err *e) MUST_CHECK;

/* A new record of a kind with a zeroed body, in the arena. */
struct record *record_new(struct arena *a, const struct kind *k);

/* Sets one field from a person's text and marks it given; RC_INVALID for an unknown, derived or
 * ill-fitting one. */
enum rc record_set(struct record *r, const char *field, const char *text,
		   const struct parse_context *c, struct err *e) MUST_CHECK;
/* Marks a field given after its member was assigned. */
void record_has(struct record *r, const char *field);

/* When it happened, in seconds: `at`, or the minute of `ts` where that is unknown. */
int64_t record_when(const struct record *r);

/* Minutes between at and ts when it was entered late (补记): 0 when less than one or at is not
 * exact. */
int64_t record_late_minutes(const struct record *r);

/* The text of a record in one line. */
void record_line_text(const struct record *r, struct str *out);

/* Appends all values as key=value, for `history`; unknown members raw. */
void record_values(const struct record *r, struct str *out);

/* Orders: by (ts, writer, number): the same on every machine, whatever the arrival. */
int record_compare(const struct record *a, const struct record *b);
void records_sort(struct records *r);

#endif
