/* Who was there: signing on and off duty, and spot checks by others. */
#ifndef CORE_ATTENDANCE_H
#define CORE_ATTENDANCE_H

#include "core/kind.h"

enum attendance_way { ATTEND_NONE, ATTEND_ON, ATTEND_OFF };
extern const struct choice attendance_ways[], check_methods[], check_findings[];

/* 到岗, 离岗: a line, never edited. */
struct attendance {
	char *person;
	char *post; /* NULL: whatever the roster says */
	int way;    /* enum attendance_way */
	char *note;
};

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

extern const struct kind kind_attendance, kind_spotcheck;

#endif
