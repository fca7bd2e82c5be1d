/*
 * The report desk: information reports from draft to receipt, for screens and commands alike.
 *
 * A draft is local (table "draft/N", the number never used again) until it is signed; it holds no
 * private members. Signing writes one record with the final text, the number and the signer; the
 * draft's name stays valid on this host as another name of it ("alias/draft-N"). What happens
 * later (sending, receipt, voiding …) are records of their own that name the report.
 */
#ifndef STORAGE_DESK_H
#define STORAGE_DESK_H

#include "core/draft.h"
#include "core/lint.h"
#include "core/page.h"
#include "storage/book.h"

struct desk_report {
	const char *id;       /* draft-3, or the id of the sign record */
	const char *draft;    /* draft-3 of a signed one when this host made it, else NULL */
	const char *incident; /* what it speaks of: an incident, a query, or NULL */
	struct report *body;
	const struct record *record; /* of a signed one, else NULL */
	bool is_signed, voided, sent, countersigned;
};

/* By draft-N or by id. RC_NOT_FOUND; RC_INVALID when it is no report. */
enum rc desk_find(struct book *b, struct arena *a, const char *id, struct desk_report *out,
		  struct err *e) MUST_CHECK;

struct desk_reports {
	struct desk_report *v;
	size_t n, cap;
};
/* Drafts not signed yet, by number. */
enum rc desk_drafts(struct book *b, struct arena *a, struct desk_reports *out,
		    struct err *e) MUST_CHECK;

/* ---- drafting ---- */

/* Everything known about an incident (or a query without one) that a draft or a script may use. */
enum rc desk_input(struct book *b, struct arena *a, const char *id, int type,
		   struct draft_input *out, struct err *e) MUST_CHECK;

/* A new draft of an incident (routine NULL) or of a routine report (incident NULL), filled in and
 * kept. *out: draft-N, in the arena. */
enum rc desk_draft(struct book *b, struct arena *a, const char *incident, int type,
		   const char *routine, const char **out, struct err *e) MUST_CHECK;

/* Changes a draft: RC_INVALID for a signed one, an unknown field, one that the program sets. */
enum rc desk_edit(struct book *b, struct arena *a, const char *id, const char *const *fields,
		  const char *const *values, size_t n, struct err *e) MUST_CHECK;
/* Throws a draft away; its number is not used again. */
enum rc desk_discard(struct book *b, struct arena *a, const char *id, struct err *e) MUST_CHECK;

/* The text to read aloud for an incident being taken down or one in the book: desk_input gives
 * most of in; the intake screen fills it by hand. One sentence a line. */
enum rc desk_script(struct book *b, struct arena *a, const struct draft_input *in, char **out,
		    struct err *e) MUST_CHECK;

/* The words of families, for a draft_input made by hand. */
enum rc desk_words(struct book *b, struct arena *a, const struct conf **out,
		   struct err *e) MUST_CHECK;

/* desk_input for a report that is there, of an incident or routine: what lint_report needs. */
enum rc desk_input_of(struct book *b, struct arena *a, const struct desk_report *r,
		      struct draft_input *out, struct err *e) MUST_CHECK;

/* 要素检查 of a draft or a signed report. */
enum rc desk_lint(struct book *b, struct arena *a, const char *id, struct hints *out,
		  struct err *e) MUST_CHECK;

/* ---- signing ---- */

struct desk_signing {
	const char *report;
	const char *pin;     /* of the author; not needed by phone */
	const char *leader;  /* 电话授权: who authorised it by phone; NULL: the author signs */
	const char *witness; /* who heard it read back */
	struct moment at;    /* NONE: now */
};

/* Gives number and final text. Refused: village level, signed already, no leader, wrong PIN.
 * *out: the report as signed. */
enum rc desk_sign(struct book *b, struct arena *a, const struct desk_signing *s,
		  struct desk_report *out, struct err *e) MUST_CHECK;
/* 补签 by the leader who authorised it by phone. */
enum rc desk_countersign(struct book *b, struct arena *a, const char *id, const char *pin,
			 struct err *e) MUST_CHECK;
/* 作废: the number stays in the register. Refused once sent. */
enum rc desk_void(struct book *b, struct arena *a, const char *id, const char *reason,
		  struct err *e) MUST_CHECK;

/* Whether a person may sign: role leader, or named in the station's `signers`. */
enum rc desk_may_sign(struct book *b, struct arena *a, const char *person, struct thing **out,
		      struct err *e) MUST_CHECK;

/* ---- afterwards; *out: the id of the new record ---- */

struct desk_call {
	const char *of; /* incident or query */
	char **to;      /* NULL-terminated */
	const char *answered;
	int step; /* enum phone_step */
	const char *text;
	struct moment at; /* NONE: now */
};
enum rc desk_phone(struct book *b, struct arena *a, const struct desk_call *c, const char **out,
		   struct err *e) MUST_CHECK;
enum rc desk_send(struct book *b, struct arena *a, const char *id, const char *to, int via,
		  struct moment at, const char **out, struct err *e) MUST_CHECK;
/* Of a report or of a phone report. */
enum rc desk_receipt(struct book *b, struct arena *a, const char *id, const char *by,
		     struct moment at, const char **out, struct err *e) MUST_CHECK;
enum rc desk_return(struct book *b, struct arena *a, const char *id, const char *reason,
		    struct moment due, const char **out, struct err *e) MUST_CHECK;

/* ---- showing ---- */

/* The whole as it looks on paper, for screens (core/page.h); appends. */
enum rc desk_page(struct book *b, struct arena *a, const struct desk_report *r,
		  struct page_lines *out, struct err *e) MUST_CHECK;

/* The whole as text (a paragraph a line) or as HTML. */
enum rc desk_show(struct book *b, struct arena *a, const struct desk_report *r, bool html,
		  struct str *out, struct err *e) MUST_CHECK;

#endif
