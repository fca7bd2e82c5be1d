/*
 * The steps of a handover. Screens and commands act through here. Each call that writes is one
 * transaction; the one that seals takes the cut inside it, so that no entry falls between.
 */
#ifndef STORAGE_HANDOVER_H
#define STORAGE_HANDOVER_H

#include "core/handover_draft.h"
#include "core/handover_print.h"
#include "storage/book.h"

/* Opens the handover of a group, people and times by the roster. RC_CONFLICT when one is open; its
 * id is in the text. *id in the arena. */
enum rc handover_start(struct book *b, struct arena *a, int group, const char **id,
		       struct err *e) MUST_CHECK;

enum { LATE_IDS = 6 };

/* Everything about one handover; handover_view_clear frees it. */
struct handover_view {
	struct handover_state state;
	struct handover_items items;    /* live, or as frozen at the seal */
	struct cut before;              /* the cut of the handover before it */
	int64_t since;                  /* when that one was sealed; 0: none */
	size_t entries, late;           /* in its range; 封后补记 */
	const char *late_ids[LATE_IDS]; /* of the first of these */
	bool seal_good;                 /* the seal fits the lines that are held here */
	unsigned flags;                 /* enum handover_flag */
	size_t unread;
};

enum rc handover_view(struct book *b, struct arena *a, const char *id, struct handover_view *out,
		      struct err *e) MUST_CHECK;
void handover_view_clear(struct handover_view *v);

/*
 * For lists: the same, but the seal is not recomputed (seal_good stays false) and an open one has
 * no items. The chains of seals are read once for many rows: start from NULL, free with
 * handover_chains_free. Valid while nothing is written.
 */
struct handover_chains;
enum rc handover_row(struct book *b, struct arena *a, struct handover_chains **chains,
		     const char *id, struct handover_view *out, struct err *e) MUST_CHECK;
void handover_chains_free(struct handover_chains *c);

/* The record for paper. */
enum rc handover_paper(struct book *b, struct arena *a, const char *id, bool html, struct str *out,
		       struct err *e) MUST_CHECK;

/* state: enum tick_state, NONE counts as fine. RC_NOT_FOUND: no such item. RC_INVALID: sealed. */
enum rc handover_tick(struct book *b, struct arena *a, const char *id,
		      const struct handover_tick *tick, const char **record,
		      struct err *e) MUST_CHECK;
enum rc handover_readback(struct book *b, struct arena *a, const char *id,
			  const struct handover_readback *back, const char **record,
			  struct err *e) MUST_CHECK;

/* Both at once, in one transaction: told, understood and read back. */
struct handover_mark {
	const char *item;
	bool tick;
	int state;        /* enum tick_state */
	const char *note; /* or NULL */
	bool read_back;
	const char *text; /* of the read-back, typed; NULL: spoken (复述无误) */
};
enum rc handover_mark(struct book *b, struct arena *a, const char *id,
		      const struct handover_mark *mark, const char **record,
		      struct err *e) MUST_CHECK;
/* Everything that may be confirmed together (core handover_together), in one transaction; spoken:
 * unchanged instructions as well, read back aloud. *n: how many. */
enum rc handover_mark_rest(struct book *b, struct arena *a, const char *id, bool spoken, size_t *n,
			   struct err *e) MUST_CHECK;

struct handover_signing {
	const char *handover;
	int side;            /* enum handover_side */
	const char *pin;     /* of the author; not looked at by phone */
	const char *leader;  /* by phone: who said so (id or name); side LEADER only */
	const char *witness; /* by phone: who heard it; default the author */
	bool on_paper; /* 忘记PIN: signed on the sheet; the author is the witness, with PIN */
	const char *person; /* who signed on paper, or which deputy; NULL: the roster's */
	struct moment at;   /* none: now */
};

struct handover_signed {
	const char *record;
	bool sealed; /* this signature passed the duty */
	const char *number, *cut;
	char code[16]; /* 7F3A-91C2 */
};

/* The author signs; both sides must be different persons. The second of the two seals. A deputy
 * (SIDE_OUT_DEPUTY, SIDE_IN_DEPUTY) is only picked: no PIN. */
enum rc handover_sign(struct book *b, struct arena *a, const struct handover_signing *s,
		      struct handover_signed *out, struct err *e) MUST_CHECK;

/* Escalation (15 minutes): the end of the group's shift that nobody has handed over, 0: none. Only
 * where the group has handed over before: a station that does not use handovers is not nagged. */
enum rc handover_waiting(struct book *b, struct arena *a, int group, int64_t *end,
			 struct err *e) MUST_CHECK;
/* The same, with who is to be called: first the one who should have come, then the leader. */
struct handover_wait {
	int64_t end;                                                   /* 0: nobody is waited for */
	const char *incoming, *incoming_phone, *leader, *leader_phone; /* or NULL; in the arena */
};
enum rc handover_wait(struct book *b, struct arena *a, int group, struct handover_wait *out,
		      struct err *e) MUST_CHECK;

/* 单方交班: nobody came. The open handover of the group, or a new one, is signed by the author
 * alone and sealed. */
struct handover_leaving {
	int group;
	const char *reason, *pin;
};
enum rc handover_alone(struct book *b, struct arena *a, const struct handover_leaving *l,
		       struct handover_signed *out, const char **id, struct err *e) MUST_CHECK;

/* A verdict, or the station's reply to one; in the book of the handover. */
enum rc handover_review(struct book *b, struct arena *a, const char *id,
			const struct review *review, const char **record, struct err *e) MUST_CHECK;

/* Handovers of all books held here (book: of one), oldest first. unreviewed: of the last 400 days,
 * sealed ones without a verdict, and what is returned and not answered. */
enum rc handover_list(struct book *b, struct arena *a, const char *book, bool unreviewed,
		      struct things *out, struct err *e) MUST_CHECK;

#endif
