/*
 * What is done about incidents. Screens and commands act through here, so that both derive, check
 * and refuse the same. Each call is one write transaction (book_begin … book_commit).
 */
#ifndef STORAGE_CASE_INCIDENT_H
#define STORAGE_CASE_INCIDENT_H

#include "core/incident.h"
#include "storage/book.h"

/*
 * Opens an incident. r: a record of kind incident with at least kind and place. Derived: family
 * (from the catalogue), learned (now), title (from place and kind), source type (where the source
 * is a word of practice.md 41). book: NULL for the own one. r gets its id.
 */
enum rc incident_open(struct book *b, struct arena *a, struct record *r, const char *book,
		      struct err *e) MUST_CHECK;

/*
 * A call that is being taken down: one transaction for what is known so far and what is done about
 * it, before any field is complete. Without an id the incident is opened, with placeholders for
 * place and kind where nothing was said yet; with one, what differs is edited. fact, if not NULL,
 * is added as incident_fact does; lines (actions, calls, reports by phone) get their `of`.
 */
struct incident_taking {
	const char *id;          /* NULL: not in the book yet; set when it is, in the arena */
	struct record *incident; /* what is known, or NULL with an id */
	struct record *fact;     /* or NULL */
	struct record **lines;   /* NULL-terminated, or NULL */
};
enum rc incident_take_down(struct book *b, struct arena *a, struct incident_taking *t,
			   struct err *e) MUST_CHECK;

/* Changes fields; wanted: a record of kind incident that has only them. A title that was made from
 * place and kind follows them. */
enum rc incident_edit(struct book *b, struct arena *a, const char *id, const struct record *wanted,
		      struct err *e) MUST_CHECK;

/* A version of the figures (kind fact): any fall but of `sheltered` without a reason is refused. */
enum rc incident_fact(struct book *b, struct arena *a, const char *id, struct record *fact,
		      struct err *e) MUST_CHECK;

/* A line of another kind about an incident that must be there: an action, a claim. */
enum rc incident_line(struct book *b, struct arena *a, const char *id, struct record *line,
		      struct err *e) MUST_CHECK;

/* 人工认定: the grade set by hand, with its reason. */
enum rc incident_grade(struct book *b, struct arena *a, const char *id, int grade,
		       const char *reason, struct err *e) MUST_CHECK;

/* as: enum closing. into: the incident it duplicates, or NULL. at: none is now. Refused when it is
 * closed already. */
struct incident_closing {
	int as;
	const char *into, *reason;
	struct moment at;
};
enum rc incident_close(struct book *b, struct arena *a, const char *id,
		       const struct incident_closing *how, struct err *e) MUST_CHECK;

/* Erases the private members of everything in the incident's file for good and leaves a line;
 * *erased counts the files. */
enum rc incident_purge(struct book *b, struct arena *a, const char *id, size_t *erased,
		       struct err *e) MUST_CHECK;

#endif
