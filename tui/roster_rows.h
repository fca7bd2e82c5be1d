/* What the roster's picker offers: people for a post, or posts for a person, the fittest first. */
#ifndef TUI_ROSTER_ROWS_H
#define TUI_ROSTER_ROWS_H

#include "tui/roster_inside.h"

struct roster_row {
	const char *id, *name;
	bool stands;     /* is there already */
	const char *why; /* why not, or NULL */
	bool hard;
	const char *state; /* what else is to be said */
	const char *load;
};

struct roster_rows {
	struct roster_row *v;
	size_t n, cap;
};

/* Texts are copied into the arena: the roster may be read anew at any time. */
struct roster_rows_ask {
	struct roster_view *roster;
	struct arena *arena;
	int day;
	const char *post;   /* of rows of people */
	const char *person; /* of rows of posts */
	struct shift_span span;
};

/* Who stands there already comes first. */
void roster_rows_people(const struct roster_rows_ask *q, struct roster_rows *out);
/* Posts that lack somebody first, then those that fit. */
void roster_rows_posts(const struct roster_rows_ask *q, struct roster_rows *out);

/* The hours in which a post is stood around a day; the first of several. */
struct shift_span roster_usual_span(const struct roster_view *rv, const char *post, int day);

#endif
