/*
 * What has become of a report: one answer for every screen, so that a draft, a signed one and one
 * that has left the house are never taken for each other.
 *
 * A sending by sync counts from the moment a remote held it (practice.md 26); until then the report
 * is signed and waiting (未送达), not sent.
 */
#ifndef STORAGE_DESK_STORY_H
#define STORAGE_DESK_STORY_H

#include "storage/desk.h"

enum desk_state { DESK_DRAFT, DESK_SIGNED, DESK_SENT, DESK_VOID };

struct desk_event {
	const struct record *record; /* send, receipt, return, void, countersign */
	struct moment when;          /* of a sending by sync: when it was held; NONE: not yet */
};

/* Clear events with vec_clear; the rest lives in the arena. */
struct desk_story {
	enum desk_state state;
	bool waiting;                  /* sent, but by sync only, and no remote holds it */
	bool owes_countersign;         /* authorised by phone, not signed afterwards */
	bool returned;                 /* sent back, and not sent again since */
	struct moment sent;            /* first; NONE */
	struct moment received;        /* first receipt; NONE */
	const char *received_by;       /* or NULL */
	VEC(struct desk_event) events; /* oldest first */
};

enum rc desk_story(struct book *b, struct arena *a, const struct desk_report *r,
		   struct desk_story *out, struct err *e) MUST_CHECK;

#endif
