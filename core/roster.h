/* Shifts and who stands them. */
#ifndef CORE_ROSTER_H
#define CORE_ROSTER_H

#include "core/kind.h"

/* A named shift; end <= start means the next day. */
struct shift {
	char *name;
	struct clock from, to;
};

enum assignment_source { ASSIGN_NONE, ASSIGN_PATTERN, ASSIGN_PLAN, ASSIGN_SWAP, ASSIGN_TAKEOVER };
extern const struct choice assignment_sources[];

/* The longest duty: what bears on a moment began at most so long before. */
enum { ASSIGNMENT_DAYS = 31 };

/* One person on one post from start to end. */
struct assignment {
	char *person;
	char *post;
	struct moment start, end;
	int source; /* enum assignment_source: plan or takeover (swaps are things of their own) */
	bool cancelled;
	char *instead; /* takeover: whom it replaces; NULL: whoever stands the post */
	bool besides;  /* takeover: nobody is replaced, one more stands */
	char *reason;  /* takeover: why; a plan that breaks a rule: the leader's words */
};

/*
 * 轮值规律: crews take turns on a post. Turn k (0, 1, …) begins k × every hours after `from`
 * o'clock of `first` and lasts `hours`; a crew stands `times` turns, then the next one does.
 *
 *   - 24/48, 48/96: three crews, hours = 24 or 48
 *   - 值周, a week each: hours = 168; only the nights of it: hours = 14, every = 24, times = 7
 *   - week 1 of 4: crews = 甲、-、-、-: a dash is nobody's turn
 *   - 12 h: hours = 12, every = 24, one pattern for days and one for nights
 *   - weekends: days = rest: turns that begin on other days do not count at all
 *
 * Where the post need not be stood (post.covers) the turns are cut: the office keeps the desk.
 */
enum pattern_days { PATTERN_ALL_DAYS, PATTERN_WORKDAYS, PATTERN_RESTDAYS };
extern const struct choice pattern_days[];

struct pattern {
	char *name;
	char *post;
	int first, last;   /* days; last 0: open */
	struct clock from; /* unset: 08:00 */
	struct count hours;
	struct count every; /* hours from the beginning of a turn to the next; unset: hours */
	struct count times; /* unset: 1 */
	int days;           /* enum pattern_days: the turn begins on such a day */
	char **crews;       /* ids of persons; those joined by + stand together; - is nobody */
	bool cancelled;
};

/* 调班: `with` stands person's duty; and person stands with's, where back_* are given. Asked,
 * accepted by `with`, approved by a leader; only an approved one changes who stands. */
enum swap_state { SWAP_NONE, SWAP_ASKED, SWAP_ACCEPTED, SWAP_APPROVED, SWAP_REFUSED, SWAP_UNDONE };
extern const struct choice swap_states[];

struct swap {
	char *person, *post;
	struct moment start, end;
	char *with, *back_post;
	struct moment back_start, back_end;
	char *reason;
	int state;     /* enum swap_state */
	char *consent; /* where a leader consented for an absent person: on whose word, how */
	char *answer;  /* of who refused, or why a leader overrode a rule */
};

/* Whether the person who was asked answers for themselves: that takes no leader. */
bool swap_answers_for_self(const struct swap *s, const char *author);

/* 请假, 外出报备. Only an approved one takes a person off planned duties. */
enum leave_state { LEAVE_NONE, LEAVE_ASKED, LEAVE_APPROVED, LEAVE_REFUSED, LEAVE_CANCELLED };
extern const struct choice leave_states[], leave_kinds[];

struct leave {
	char *person;
	int type;
	struct moment start, end;
	char *reason; /* private: illness and family are nobody's business */
	char *place;  /* where, for an away notice */
	int state;    /* enum leave_state */
	char *answer;
};

/* 平时, 加强, 全员在岗 (practice.md F 47): the minima of posts follow it. */
enum duty_mode { MODE_NONE, MODE_NORMAL, MODE_RAISED, MODE_ALL };
extern const struct choice duty_modes[];

struct mode {
	int level;                /* enum duty_mode */
	struct moment start, end; /* end NONE: until another begins */
	char *by;                 /* ordered by */
	char *document;
	char *reason;
	bool cancelled;
};

/* 代防: a neighbour's crew stands in. */
struct cover {
	char *unit;
	struct moment start, end;
	char *agreed;
	struct count people, vehicles;
	char *post; /* the post whose minimum it fills, or NULL */
	bool cancelled;
};

extern const struct kind kind_shift, kind_assignment, kind_pattern, kind_swap, kind_leave,
    kind_mode, kind_cover;

#endif
