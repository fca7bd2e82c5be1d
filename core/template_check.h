/*
 * The lint of templates (`templates check`): whether each can be filled, and whether every name in
 * it exists. An office changes templates without a compiler; a slip of a name would silently leave
 * a hole in a report.
 */
#ifndef CORE_TEMPLATE_CHECK_H
#define CORE_TEMPLATE_CHECK_H

#include "core/arena.h"
#include "core/err.h"
#include "core/vec.h"

struct template_fault {
	const char *file;
	int line;
	char *text; /* translated */
};

/* Clear with vec_clear; texts live in the arena. */
struct template_faults {
	struct template_fault *v;
	size_t n, cap;
};

/* file: name under templates/, "reports/first.mustache"; it tells which names there are. */
void template_check(struct arena *a, const char *file, const char *text,
		    struct template_faults *out);

#endif
