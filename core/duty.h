/*
 * Who stands which post, from when until when: the one resolver behind `who`, the screens, sheets,
 * checks, handover and allowance (design §8). Pure: it takes folded things and looks at no clock.
 *
 * From weak to strong: rotation pattern < published plan < approved swaps and urgent takeovers in
 * the order they were recorded. A plan replaces a pattern on its post for its span. A swap hands on
 * what the person holds at that point, so chains and circles of swaps have one answer. A takeover
 * replaces `instead`, or all who stand the post, or comes besides them. Approved leave takes a
 * person off everything but a takeover. Last, nobody is in two places: the stronger source wins,
 * then the post that comes first in order, then what was made first, then what begins first; unless
 * one of the posts may double as the other. What is lost shows as a gap.
 */
#ifndef CORE_DUTY_H
#define CORE_DUTY_H

#include "core/calendar.h"
#include "core/person.h"
#include "core/roster.h"
#include "core/thing.h"

/* All things of these kinds in one book; any order. calendar may be NULL: Saturdays and Sundays. */
struct duty_book {
	struct things posts, people, patterns, assignments, swaps, leaves, modes, covers;
	struct things seasons, warnings; /* what changes the mode by itself (core/season.h) */
	const struct calendar *calendar;
	int64_t kept_since; /* the book's first day: who came earlier nobody wrote down */
};

/* One person on one post without a break. Texts are borrowed from the things. */
struct stint {
	const char *post, *person; /* ids */
	int64_t from, until;       /* seconds; until is not part of it */
	int source;                /* enum assignment_source */
	const char *origin;        /* the assignment, pattern or swap it comes from */
	const char *instead;       /* whom it replaces, or NULL */
	int64_t begins;            /* of the duty this is, or is a part of, as it was planned */
};

struct stints {
	struct stint *v;
	size_t n, cap;
};

/* Appends all stints that touch [from, until), whole (not cut to the window), sorted by (from,
 * order of the post, post, person). The caller frees the list with vec_clear. */
void duty_resolve(const struct duty_book *b, int64_t from, int64_t until, struct stints *out);

/* Widens a window to the whole extent of the turns and assignments that touch it: what changes them
 * outside the window still says when they begin and end. */
void duty_extent(const struct duty_book *b, int64_t *from, int64_t *until);

/* What is asked of people: the same before leave takes anybody off and before anybody is taken out
 * of a second place. For the checker. */
void duty_claims(const struct duty_book *b, int64_t from, int64_t until, struct stints *out);

/* What patterns and plans say, before swaps, takeovers and leave. */
void duty_planned(const struct duty_book *b, int64_t from, int64_t until, struct stints *out);

/* Those who stand at a moment, in the order of posts. */
void duty_at(const struct duty_book *b, int64_t at, struct stints *out);

/* The minute of the day at which most planned duties begin; 08:00 without any. A day of the roster
 * is the watch from that minute to the same one of the next day. */
int duty_begins(const struct stints *all);

/* enum duty_mode in force at a moment: the latest ordered that has not ended; without one what
 * seasons and warnings say; else normal. */
int duty_mode_at(const struct duty_book *b, int64_t at);
/* The mode or season it comes from; NULL: none. */
const struct thing *duty_mode_cause(const struct duty_book *b, int64_t at);
/* The next moment after `at` at which it may change; INT64_MAX: never. */
int64_t duty_mode_next(const struct duty_book *b, int64_t at);

/* What a post asks for in a mode: its least number of people where it must be stood, and its
 * readiness. */
int64_t duty_need_in_mode(const struct post *p, int mode);
int duty_readiness_in_mode(const struct post *p, int mode);

/* enum readiness of a post at a moment: 在岗 unless the post says otherwise; with all hands those
 * on call come in. */
int duty_readiness(const struct duty_book *b, const char *post, int64_t at);

/* The body of a thing by id, or NULL. */
const struct post *duty_post(const struct duty_book *b, const char *id);
const struct person *duty_person(const struct duty_book *b, const char *id);
const char *duty_post_name(const struct duty_book *b, const char *id);   /* never NULL */
const char *duty_person_name(const struct duty_book *b, const char *id); /* never NULL */

/* Post ids in the order of lists and sheets (order, then id): an array of b->posts.n in the arena.
 */
const char **duty_posts(const struct duty_book *b, struct arena *a);

/* Whether a post must be stood at a moment (its hours, the calendar). */
bool duty_must_stand(const struct duty_book *b, const struct post *p, int64_t at);
/* How many it needs at a moment; 0 where it need not be stood. */
int64_t duty_need(const struct duty_book *b, const struct post *p, int64_t at);

/* A span in which a post has fewer people than it needs. */
struct gap {
	const char *post;
	int64_t from, until;
	int64_t need, have;
};

struct gaps {
	struct gap *v;
	size_t n, cap;
};

/* Appends the gaps in [from, until), to the minute, sorted by (from, order of the post). */
void duty_gaps(const struct duty_book *b, int64_t from, int64_t until, struct gaps *out);

/* What a group (值班组, 消防组) has at a moment. */
struct duty_strength {
	int64_t need, have; /* over its posts; have counts no more than needed on each */
	int64_t onsite, standby, oncall;
};
void duty_strength(const struct duty_book *b, int group, int64_t at, struct duty_strength *out);

#endif
