/*
 * 时间链核查 (practice.md 61, §5): one incident on one page for a supervisor. Which step was taken
 * when, after how many minutes, within which limit, by which evidence; below it what was entered
 * late, corrected, missing at signing, ordered and answered; who was on duty; what is to be looked
 * into; the verdicts and the station's replies.
 *
 * Evidence stands before judgement, what was excused stands apart (有因), and people appear only
 * where a record names them, never as rows of a table. Pure: made from the file of the incident (in
 * any order), what is owed of it, the roster of its book. A doubt (疑点) is a reason to ask, not a
 * verdict.
 */
#ifndef CORE_CASE_REVIEW_H
#define CORE_CASE_REVIEW_H

#include "core/duty.h"
#include "core/handover.h"
#include "core/obligation.h"
#include "core/station.h"

/* How far another device's clock differs from this host's, where it is known. */
struct review_clock {
	const char *whose; /* a book or a writer, for people */
	int64_t ahead;     /* seconds */
};

struct case_review_input {
	const struct casefile *cf; /* of an incident, not of a bare query */
	const struct records *file;
	const struct obligation *owed;
	size_t nowed;
	int64_t now;
	int64_t late_from;               /* minutes from which a late entry is told */
	const struct duty_book *duty;    /* of the book, around the incident; or NULL */
	const struct things *attendance; /* or NULL */
	const struct station *station;   /* of the book */
	const struct review_clock *clocks;
	size_t nclocks;
};

enum review_judgement {
	JUDGED_NOT,  /* there is no limit, or nothing to judge */
	JUDGED_TIME, /* in time */
	JUDGED_OPEN, /* still to be done, in time so far */
	JUDGED_LATE,
	JUDGED_EXCUSED,
	JUDGED_DROPPED, /* transferred or waived */
};

/* A step of the chain: 接报 → 派队. */
struct review_node {
	const char *name;
	const char *step; /* a word for programs: heard, dispatch, first-phone … */
	int64_t from, at; /* seconds; NEVER: unknown, not done */
	bool about;       /* `from` is only about */
	int64_t minutes;  /* from `from` to `at`, or to now while it is open; -1 unknown */
	int64_t limit;    /* minutes; 0: none */
	enum review_judgement judged;
	const char *verdict;  /* in words */
	const char *evidence; /* "" when there is none */
	const char *id;       /* the record that shows it, or NULL */
	int64_t late_entry;   /* minutes it was entered afterwards */
};

enum review_part {
	REVIEW_EXCUSES,     /* 迟报说明与认定 */
	REVIEW_LATE,        /* 补记 */
	REVIEW_CORRECTIONS, /* 更正 */
	REVIEW_FIGURES,     /* 数字经过 */
	REVIEW_MISSING,     /* 签发时缺项 */
	REVIEW_ORDERS,      /* 指示及反馈 */
	REVIEW_DUTY,        /* 当班与到岗 */
	REVIEW_CLOCKS,      /* 时钟 */
	REVIEW_DOUBTS,      /* 疑点 */
	REVIEW_COMMENTS,    /* 审阅与答复 */
	REVIEW_PARTS,
};

/* What a doubt is about. */
enum review_doubt {
	DOUBT_NONE,
	DOUBT_LATE_ENTRY,
	DOUBT_COUNTERSIGN,
	DOUBT_FIGURES,
	DOUBT_MISSING,
	DOUBT_UNCHECKED,
	DOUBT_CLOCK,
	DOUBT_OFF_DUTY,
	DOUBT_REWRITTEN, /* times of the incident itself were changed */
	DOUBTS,
};

struct review_line {
	enum review_part part;
	enum review_doubt doubt;
	const char *id; /* the record it is about, or NULL */
	const char *text;
};

struct case_review {
	const struct casefile *cf;
	struct incident_view view;
	int64_t late_from;
	struct review_node *nodes;
	size_t nnodes;
	struct review_line *lines; /* in the order of parts */
	size_t nlines;
	size_t late, excused;         /* nodes judged so */
	unsigned doubts;              /* bit by enum review_doubt */
	const struct record *verdict; /* the one that stands, or NULL */
	const struct record *reply;   /* the station's answer to it, or NULL */
};

/* Everything in the arena; texts in the language of the program. */
void case_review(struct arena *a, const struct case_review_input *in, struct case_review *out);

extern const char *const review_part_labels[REVIEW_PARTS]; /* N_() */
extern const char *const review_part_words[REVIEW_PARTS];  /* for programs */
extern const char *const review_doubt_labels[DOUBTS];      /* N_() */
extern const char *const review_doubt_words[DOUBTS];
extern const char *const review_judgement_words[];

/* 02:58 on the day of `base`, else 01-19 02:58; in the arena. */
const char *review_time(struct arena *a, int64_t secs, int64_t base);
/* "02:47 → 02:58", "2/10" or "11": of a node. */
void review_node_times(const struct case_review *r, const struct review_node *n, struct str *out);
void review_node_minutes(const struct review_node *n, struct str *out);

/* Whether the person may sign at that moment by right of duty: the leader on duty, the head of the
 * office at any time, one whom the station names. Unknown (no roster) counts as yes. */
bool review_signs_by_duty(const struct duty_book *duty, const struct station *s, const char *person,
			  int64_t at);

/* The standing verdict among the reviews of a thing, and the last reply after it. Both may be
 * NULL. */
void review_standing(const struct records *file, const char *of, const struct record **verdict,
		     const struct record **reply);

/* The page for paper: plain text of at most 97 columns, or HTML. */
void case_review_print(const struct case_review *r, const struct station *station, bool practice,
		       bool html, struct str *out);

#endif
