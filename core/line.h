/* Lines of the log that stand alone: an entry, a telephone record, a correction. Never edited. */
#ifndef CORE_LINE_H
#define CORE_LINE_H

#include "core/kind.h"

enum call_way { CALL_NONE, CALL_IN, CALL_OUT };

extern const struct choice call_ways[];

struct log {
	char *text;
};

/* 电话记录 (practice.md 2). */
struct call {
	int way;     /* enum call_way */
	char *party; /* unit, person, office on the other end */
	char *phone; /* private */
	char *text;
	int type;
	bool read_back;
	char *told; /* whom the caller has already told */
	char *recording;
	struct count minutes;
};

/* Names the line it corrects by `of`; the old text stays, struck through. */
struct correction {
	char *text;
	char *reason;
};

extern const struct kind kind_log, kind_call, kind_correction;

#endif
