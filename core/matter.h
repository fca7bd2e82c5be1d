/* What is not an incident but must not be forgotten: instructions, notices to pass on, warnings. */
#ifndef CORE_MATTER_H
#define CORE_MATTER_H

#include "core/kind.h"

extern const struct choice warning_colours[];

/* 领导指示: 收到 → 传达 → 反馈 → 办结 (practice.md 36). */
struct order {
	char *text;
	char *from; /* the leader */
	struct moment due;
	char *way; /* phone, in person, on paper */
	bool closed;
	struct moment closed_at;
};

/* 待办事项: a notice to pass on and have acknowledged (practice.md 35). */
struct matter {
	char *text;
	char *from;
	char *number; /* 来文号 */
	struct moment due;
	char **to; /* whom to tell; closes by itself when all have answered */
	bool closed;
	struct moment closed_at;
};

/* Lines about an order or a matter (`of`). */
struct relay {
	char *to;
	char *answered;
	char *via;
	char *text;
};

struct feedback {
	char *text;
};

/* 预警信息: issued, changed, lifted; the three are edits of one thing. */
struct warning {
	char *kind;
	int colour; /* 1 red 2 orange 3 yellow 4 blue */
	char *issuer;
	struct moment issued, received, until;
	char *number, *area, *text, *via;
	struct moment told; /* the leader on duty */
	bool lifted;
};

extern const struct kind kind_order, kind_matter, kind_relay, kind_feedback, kind_warning;

#endif
