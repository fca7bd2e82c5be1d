/* Who was there: signing on and off duty, and spot checks by others. */
#ifndef CORE_ATTENDANCE_H
#define CORE_ATTENDANCE_H

#include "core/thing.h"

/* Signed on, signed off; found or missed by a walk at night (查铺); 留岗; or: the line that this
 * one corrects was wrong and nothing stands in its place. */
enum attendance_way {
	ATTEND_NONE,
	ATTEND_ON,
	ATTEND_OFF,
	ATTEND_SEEN,
	ATTEND_MISSED,
	ATTEND_HOLD,
	ATTEND_VOID
};
extern const struct choice attendance_ways[], check_methods[], check_findings[];

/* 到岗, 离岗: a line, never edited. One that speaks of another (`of`) stands in its place; the old
 * one is kept and struck through. */
struct attendance {
	char *person;
	char *post;          /* NULL: whatever the roster says */
	int way;             /* enum attendance_way */
	struct moment until; /* 留岗: until when */
	char *note;
	char *reason; /* of a correction */
};

/* Takes out of a list of these lines what others of it correct, and the voids. */
void attendance_standing(struct things *lines);

enum check_finding { FOUND_NONE, FOUND_YES, FOUND_NO };

/* 抽查 (practice.md 2). */
struct spotcheck {
	char *post;
	int found;                   /* enum check_finding */
	int method;                  /* telephone, video, on the spot */
	char *unit, *by;             /* who checked */
	char *answered;              /* who answered */
	struct count seconds;        /* of ringing */
	int leader, knows, log_kept; /* enum check_finding */
	char *problem;
	struct moment due; /* to be put right until */
	char *reply;
};

/* Whether there is something to put right and to answer. */
bool spotcheck_found_fault(const struct spotcheck *s);

extern const struct kind kind_attendance, kind_spotcheck;

#endif
