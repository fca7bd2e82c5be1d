/*
 * Publishing the roster: what the draft would change is reviewed, and written in one transaction
 * with the edition of each month it touches (core/edition.h). Screens and commands show what
 * roster_review finds and publish through here; imports number their editions here too.
 */
#ifndef STORAGE_ROSTER_PUBLISH_H
#define STORAGE_ROSTER_PUBLISH_H

#include "core/duty_check.h"
#include "core/edition.h"
#include "core/roster_plan.h"
#include "storage/roster_draft.h"

/* What of a draft's cell there is to say. */
struct review_cell {
	const struct plan_cell *cell;
	struct cell_duties stands;  /* by what is published now */
	struct cell_duties becomes; /* once the draft is published */
	bool stale;                 /* what is published has changed under the edit */
	bool begun;                 /* it would change what has begun meanwhile */
};

struct roster_review {
	struct roster roster; /* as published */
	struct duty_limits limits;
	struct duty_book after; /* as it would be; shares with roster */
	struct plan_cells cells;
	struct plan_changes changes;
	struct review_cell *each; /* one a cell of the draft */
	size_t stale, begun;
	int64_t from, until;        /* what was checked */
	struct violations old, new; /* before and after, all */
	struct violations fresh;    /* those of new that were not in old */
	struct violations gone;     /* and the other way round */
	struct str seen;            /* all rows of the draft, for roster_publishing.seen */
};

/* Reviews the draft; from, until: days that are to be looked at besides those of the draft (0, 0:
 * none). Clear in any case. */
enum rc roster_review(struct book *b, struct arena *a, int from, int until,
		      struct roster_review *out, struct err *e) MUST_CHECK;
void roster_review_clear(struct roster_review *r);

struct roster_publishing {
	const char *reason;   /* why, for the list of changes; may be NULL */
	const char *override; /* a leader's words, where a rule would be broken */
	const char *seen;     /* the draft as it was looked at; NULL: whatever it is */
};

struct roster_published {
	size_t made, changed, cancelled; /* duties */
	struct {
		int month;
		int64_t version;
	} editions[24];
	size_t neditions;
};

/*
 * Publishes the draft and empties it. The caller has checked that the author is a leader. Refused,
 * with the draft as it was: nothing to publish; the published plan has changed under a cell
 * (roster_draft_keep or _drop decides); a cell has begun; a hard rule would newly be broken and
 * there is no override; the draft is not the one that was looked at (RC_CONFLICT).
 */
enum rc roster_publish(struct book *b, struct arena *a, const struct roster_publishing *what,
		       struct roster_published *out, struct err *e) MUST_CHECK;

/* Inside a transaction: writes the changes of a plan. override goes with every duty that breaks one
 * of the review's rules; both NULL: no rules are looked at. */
enum rc roster_write_changes(struct book *b, struct arena *a, const struct plan_changes *changes,
			     const struct roster_review *review, const char *override,
			     struct roster_published *out, struct err *e) MUST_CHECK;

/* Inside a transaction: the editions of the months of these cells (days and posts), where anything
 * differs between the two books. */
struct roster_editions {
	const struct duty_book *before, *after;
	const struct plan_cells *cells;
	const char *reason, *override;
};
enum rc roster_write_editions(struct book *b, struct arena *a, const struct roster_editions *what,
			      struct roster_published *out, struct err *e) MUST_CHECK;

/* All editions of one book (NULL: the own one), oldest first. */
enum rc roster_editions(struct book *b, struct arena *a, const char *book, struct things *out,
			struct err *e) MUST_CHECK;

#endif
