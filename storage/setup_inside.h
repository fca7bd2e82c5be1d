/* What the files that set up the roster share; for storage/roster_setup*.c only. */
#ifndef STORAGE_SETUP_INSIDE_H
#define STORAGE_SETUP_INSIDE_H

#include "core/vec.h"
#include "storage/roster.h"
#include "storage/roster_setup.h"

enum { SETUP_KINDS = 5 };
/* In the order in which they may name each other. */
extern const struct kind *const setup_kinds[SETUP_KINDS];

struct setup {
	struct book *book;
	struct arena *arena;
	struct roster roster; /* posts and patterns as they will be */
	struct things others; /* shifts, vehicles, seasons, likewise */
	struct roster_set_up done;
};

/* Loads it; setup_clear always. */
enum rc setup_open(struct setup *s, struct book *b, struct arena *a, struct err *e) MUST_CHECK;
void setup_clear(struct setup *s);

/* The things of a kind, as they will be (others: of three kinds). */
struct things *setup_list(struct setup *s, const struct kind *k);
const char *setup_name(const struct kind *k, const void *body);

/* The live thing that a record of that name (a pattern: and first day) speaks of, or NULL. */
struct thing *setup_standing(struct setup *s, const struct record *r);

/* Inside a write: makes (t NULL), changes or goes on from t, or counts it as kept. *out: the thing
 * as it will be, NULL when it was kept. */
enum rc setup_take(struct setup *s, struct record *r, struct thing *t, struct thing **out,
		   struct err *e) MUST_CHECK;

/* Once everything is taken. */
enum rc setup_check(const struct setup *s, const struct thing *t, struct err *e) MUST_CHECK;

/* Names of persons in the crews of r become ids. */
enum rc setup_resolve_crews(const struct roster *r, struct arena *a, struct record *wanted,
			    struct err *e) MUST_CHECK;

/* The body of t (NULL: none) with what r says over it; in the arena. */
void *setup_merged(struct arena *a, const struct thing *t, const struct record *r);

#endif
