/*
 * Taking a call down (接警登记, practice.md 37-42): what the first ten minutes do to the book.
 * Every act is one transaction that also records what has been said so far, and works before any
 * field is complete. What there is to choose from is in storage/intake_offer.h.
 */
#ifndef STORAGE_INTAKE_H
#define STORAGE_INTAKE_H

#include "core/incident.h"
#include "core/obligation.h"
#include "storage/book.h"
#include "storage/intake_offer.h"

struct intake {
	int64_t rang;             /* seconds: starts the clocks (learned) */
	const char *id;           /* of the incident once it is in the book, else NULL */
	struct record *incident;  /* kind_incident: what was said so far; NULL: nothing new */
	struct record *fact;      /* figures that differ from those recorded, or NULL */
	const char *sensitive_by; /* set: the period that makes it 敏感, or NULL */
};

/* Records what was said. The incident is opened where it was not; in->id is set, in the arena. */
enum rc intake_keep(struct book *b, struct arena *a, struct intake *in, struct err *e) MUST_CHECK;

/* A source type as the book has it (practice.md 41), whatever the language of the screen; "来电"
 * for none. */
const char *intake_source_text(int source_type);

/* 派队: an action `dispatch`. vehicles and people below 0 are not known. */
enum rc intake_dispatch(struct book *b, struct arena *a, struct intake *in,
			const struct offer_team *team, struct err *e) MUST_CHECK;

/* 报带班: reached is an action `told`; each attempt that failed is a phone record with its result
 * (practice.md 8). */
enum tell_result { TELL_REACHED, TELL_NO_ANSWER, TELL_SWITCHED_OFF };
enum rc intake_told(struct book *b, struct arena *a, struct intake *in,
		    const struct offer_leader *who, enum tell_result result,
		    struct err *e) MUST_CHECK;

/* 报县: a report by phone to each of `to` (NULL-terminated). step: enum phone_step. */
struct intake_report {
	char **to;
	const char *answered;
	int step;
};
enum rc intake_report(struct book *b, struct arena *a, struct intake *in,
		      const struct intake_report *report, struct err *e) MUST_CHECK;

/* 通知清单: those told with one call. A report by phone for entries that are reports, an action
 * `told` for the leader on duty, else a phone record. */
enum rc intake_notify(struct book *b, struct arena *a, struct intake *in,
		      const struct offer_call *const *calls, size_t n, const char *answered,
		      struct err *e) MUST_CHECK;

/* 转待办: no incident but something to see to: a phone record of the call and a matter. of an
 * incident that is open already, only the matter. */
enum rc intake_matter(struct book *b, struct arena *a, struct intake *in, struct err *e) MUST_CHECK;

/* What it will owe, before it is in the book: of no incident yet. Appends; in the arena. */
enum rc intake_owed(struct book *b, struct arena *a, struct intake *in, struct obligations *out,
		    struct err *e) MUST_CHECK;

/* 口报稿, with what is in the book already. In the arena. */
enum rc intake_script(struct book *b, struct arena *a, struct intake *in, char **out,
		      struct err *e) MUST_CHECK;

/* What is typed but not recorded, public and private part apart; private ones lie in a file of
 * their own (design §3). rang_ms names the draft. Empty texts throw it away. */
struct intake_draft {
	int64_t rang_ms;
	char *text, *secret; /* "" where there is nothing */
};
enum rc intake_draft_keep(struct book *b, struct arena *a, const struct intake_draft *d,
			  struct err *e) MUST_CHECK;
/* The newest that no living terminal but this one is typing, but the one named `without`. NULL text
 * when there is none. */
enum rc intake_draft_find(struct book *b, struct arena *a, int64_t without,
			  struct intake_draft *out, struct err *e) MUST_CHECK;

#endif
