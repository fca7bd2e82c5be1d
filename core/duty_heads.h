/*
 * 党政正职不同时离开本辖区 (practice.md F 48): who the heads are, which of them belong together,
 * who of them is away. The heads of a town are one group, whatever unit they are entered under;
 * those of a village or a community are a group of its own.
 */
#ifndef CORE_DUTY_HEADS_H
#define CORE_DUTY_HEADS_H

#include "core/duty.h"
#include "core/duty_limits.h"

struct duty_head {
	const char *person;
	const struct leave *away; /* NULL: in the area */
};

struct duty_heads {
	struct duty_head *v;
	size_t n, cap;
};

/* Appends the heads that belong together with a person (NULL: the town's), on the books at a
 * moment, in the order of people. Clear with vec_clear. */
void duty_heads(const struct duty_book *b, const struct duty_limits *l, const char *person,
		int64_t at, struct duty_heads *out);

/* Whether there are several and all of them are away. */
bool duty_heads_all_away(const struct duty_heads *h);

#endif
