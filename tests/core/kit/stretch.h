/* Walking the minutes of a roster by the oracle: who stands without a break, from when until when.
 */
#ifndef TESTS_CORE_KIT_STRETCH_H
#define TESTS_CORE_KIT_STRETCH_H

#include "tests/core/kit/oracle.h"
#include "tests/helpers.h"

/* A check that costs nothing where it holds: Check writes to a pipe for each of its own. */
#define must(good, ...)                            \
	do {                                       \
		if (!(good))                       \
			ck_abort_msg(__VA_ARGS__); \
	} while (0)

struct stretch {
	struct oracle_row row;
	int64_t from, until;
};

struct stretches {
	struct stretch *v;
	size_t n, cap;
};

/* Appends those of [from, until), cut to it. The caller clears the list with vec_clear. */
void stretches_walk(const struct duty_book *b, int64_t from, int64_t until, struct stretches *out);

/* A moment for messages, in the arena. */
const char *moment_words(struct arena *a, int64_t at);

#endif
