/*
 * A list of the things of one kind: its columns are the fields with FIELD_LIST of the kind's table.
 * Views that are such a list hold one of these and say in load what is in it.
 */
#ifndef TUI_THINGS_H
#define TUI_THINGS_H

#include "storage/book.h"
#include "tui/list.h"

enum { THINGS_COLUMNS = 12 };

struct things_list {
	struct list list; /* first: its commands find it by view_type.list */
	struct list_source source;
	struct list_column columns[THINGS_COLUMNS];
	const struct field *fields[THINGS_COLUMNS]; /* of each column but the id's; NULL: the id */
	const struct kind *kind;
	struct book *book;
	struct arena arena;   /* of what is shown */
	struct things things; /* in their own order */
	const struct thing **shown;
	/* May change how a cell looks, e.g. what is out of date; may be NULL. */
	void (*look)(const struct thing *t, const struct field *f, void *ctx,
		     enum style_role *style);
	void *ctx;
};

/* empty: N_(), said when there is nothing. without: names of fields that get no column, ends with
 * NULL; may be NULL. */
void things_init(struct things_list *tl, struct book *b, const struct kind *k, const char *empty,
		 const char *const *without);
void things_clear(struct things_list *tl);

/* Reads what the filter finds; order, selection and marks stay. */
enum rc things_load(struct things_list *tl, const struct book_filter *f, struct err *e) MUST_CHECK;
/* Another order than that of the records: compare gets struct thing *const *. */
void things_order(struct things_list *tl, int (*compare)(const void *a, const void *b));

/* What a cell shows, for a source whose cells say more. */
void things_cell(void *ctx, size_t row, size_t column, struct str *out, enum style_role *style);

/* The selected thing; RC_NOT_FOUND in an empty list. Valid until the next load. */
enum rc things_selected(const struct things_list *tl, const struct thing **out,
			struct err *e) MUST_CHECK;

#endif
