/*
 * 要素检查: what a report may lack or say badly (practice.md 7, facts/domain.md 1.4). Hints for the
 * person at the desk; nothing here ever blocks a report: incomplete and in time is better than
 * whole and late.
 */
#ifndef CORE_LINT_H
#define CORE_LINT_H

#include "core/draft.h"

struct hint {
	const char *code; /* for programs: cause-stated, contact-missing … */
	char *text;       /* for the person at the desk, translated */
};

/* Clear with vec_clear; texts live in the arena. */
struct hints {
	struct hint *v;
	size_t n, cap;
};

/* in: of the same incident as the report, as for a draft (draft_input); the report before it comes
 * from its file. */
void lint_report(struct arena *a, const struct report *r, const struct draft_input *in,
		 struct hints *out);

#endif
