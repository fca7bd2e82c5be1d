/*
 * The handover (交接班): one thing a shift and group, the lines that tick its items, read them
 * back, sign and review it, and the cut (design §8).
 *
 * Duty passes at the second signature of the two who hand over. That record carries the cut: one
 * number per writer of the book, the last one held here ("sm1-128 sm0-12"); its own number is not
 * in it. An entry belongs to the first handover of the group whose cut covers it, so each is in
 * exactly one, whatever arrives when. `seal` is a hash over the chain heads at the cut; `items` is
 * the draft as it was signed, and is what is printed ever after.
 */
#ifndef CORE_HANDOVER_H
#define CORE_HANDOVER_H

#include "core/kind.h"
#include "core/person.h"
#include "core/record.h"
#include "core/thing.h"

struct handover {
	int group;                 /* enum post_group */
	struct moment start, end;  /* the shift that hands over */
	char *outgoing, *incoming; /* the two 主班, ids of persons */
	char *out_deputy, *in_deputy;
	char *out_leader, *in_leader;
	char *weather, *fire_risk;
	char *stay; /* 留岗, in words; by person and time: attendance lines (duty hold) */
	char *note; /* 其他需提请注意 */
	bool alone; /* 单方交班 */
	char *reason;
	bool sealed;
};

/* `item` of these names what it speaks of: a thing's id, or the name of a checked piece. */
enum tick_state { TICK_NONE, TICK_FINE, TICK_FAULT };
struct handover_tick {
	char *item;
	int state; /* enum tick_state */
	char *note;
};

struct handover_readback {
	char *item;
	char *text; /* typed for what is still in response; else spoken: 复述无误 */
};

/* The deputies confirm by being picked, without a PIN (practice.md 56). */
enum handover_side { SIDE_NONE, SIDE_OUT, SIDE_IN, SIDE_LEADER, SIDE_OUT_DEPUTY, SIDE_IN_DEPUTY };

struct handover_sign {
	int side; /* enum handover_side */
	char *person;
	bool by_phone;
	bool on_paper; /* a forgotten PIN: signed on the sheet, before a witness who has one */
	char *witness;
	/* Only in the one that passes the duty. */
	int group; /* enum post_group, so that a group's seals are a chain without their things */
	char *cut;
	char *seal; /* 64 hex digits */
	char *number;
	struct count serial, year;
	char *prev;  /* the handover of the group sealed before */
	char *items; /* core/handover_draft.h */
};

enum review_word { REVIEW_NONE, REVIEW_OK, REVIEW_REMIND, REVIEW_RETURN, REVIEW_SUPERVISE };
struct review {
	int verdict; /* enum review_word */
	char *text;
	struct moment due;
	char *reply; /* the station's answer, a review of its own */
};

extern const struct choice tick_states[], handover_sides[], review_words[];
extern const struct kind kind_handover, kind_tick, kind_readback, kind_handover_sign, kind_review;

/* ---- the cut ---- */

enum { CUT_WRITERS_MAX = 64 };

struct cut {
	struct record_id v[CUT_WRITERS_MAX];
	size_t n;
};

/* Reads "sm1-128 sm0-12"; RC_INVALID for anything else. NULL or "" is the empty cut. */
enum rc cut_read(const char *text, struct cut *out, struct err *e) MUST_CHECK;
void cut_text(const struct cut *c, struct str *out);
/* Whether the record's number is within the cut; false for a writer that is not in it. */
bool cut_covers(const struct cut *c, const char *id);
int64_t cut_number(const struct cut *c, const char *writer); /* 0 for one that is not in it */
void cut_add(struct cut *c, const char *writer, int64_t number);

/* ---- the state of one handover ---- */

struct handover_state {
	const struct thing *thing;
	const struct handover *body;
	/* The first signature of each side, or NULL. */
	const struct record *out, *in, *leader, *out_deputy, *in_deputy;
	const struct record *seal;          /* the one that carries the cut, or NULL */
	const struct handover_sign *sealed; /* its body */
	struct cut cut;
	/* In order; freed by handover_clear. leaders: both shifts' may confirm. */
	struct records ticks, readbacks, reviews, leaders;
};

/* A shift that ends at eight and is handed over by a quarter past is in time. */
enum { LEADER_MINUTES = 120, NOBODY_MINUTES = 15 };

/* recs: storage's book_of(handover). */
enum rc handover_read(struct arena *a, const struct records *recs, const char *id,
		      struct handover_state *out, struct err *e) MUST_CHECK;
void handover_clear(struct handover_state *s);
/* The last tick or read-back of an item, NULL without one. */
const struct record *handover_tick_of(const struct handover_state *s, const char *item);
const struct record *handover_readback_of(const struct handover_state *s, const char *item);
/* The verdict that stands: the last review with one. NULL: not reviewed. */
const struct record *handover_verdict(const struct handover_state *s);

/* What a reviewer is told first. */
enum handover_flag {
	HANDOVER_LEADER_MISSING = 1, /* no leader two hours after; the fire group's signs itself */
	HANDOVER_LEADER_LATE = 2,    /* one, but later than that */
	HANDOVER_ALONE = 4,
	HANDOVER_UNREAD = 8,        /* items that nobody ticked */
	HANDOVER_RETURNED = 16,     /* returned and not answered */
	HANDOVER_THIN = 64,         /* nothing entered and the pieces not checked either */
	HANDOVER_OTHER_HAND = 32,   /* signed by another than the roster's 主班 */
	HANDOVER_ON_PAPER = 256,    /* signed on paper, before a witness */
	HANDOVER_PASSED_LATE = 128, /* sealed well after the end of the shift */
};
/* A word for programs and a label (N_()) for each; ends with a row of zeros. */
struct handover_flag_word {
	unsigned flag;
	const char *word, *label;
};
extern const struct handover_flag_word handover_flag_words[];

/* unread: how many items nobody ticked. */
unsigned handover_flags(const struct handover_state *s, size_t unread, int64_t now);

/*
 * Who hands over to whom by the roster, at `now`: the shift that runs on the group's main post
 * (主班, 指挥员) to the next, or, in its first two hours, the shift before to it, unless that one
 * was sealed already (sealed_until: the end of the last sealed shift, 0: none). Fills the times and
 * the persons it finds; the others stay NULL. Texts are borrowed.
 */
struct duty_book;
void handover_people(const struct duty_book *b, int group, int64_t now, int64_t sealed_until,
		     struct handover *out);

/* The end of the shift that should have been handed over by now (it is NOBODY_MINUTES past) and is
 * not sealed; 0: none. */
int64_t handover_overdue(const struct duty_book *b, int group, int64_t now, int64_t sealed_until);

/* 7F3A-91C2 of the 64 digits. */
void seal_short(const char *hex, char out[16]);

/* The place of a record: index of the first cut of a group (in the order of their sealing) that
 * covers it; n when it belongs to the shift that runs. */
size_t handover_of(const struct cut *cuts, size_t n, const char *id);

#endif
