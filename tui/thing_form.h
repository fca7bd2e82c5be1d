/*
 * Forms for things: a new one, or a change, recorded through storage/case_thing.h. What is typed
 * is kept every few seconds (tui/scrap.h) and offered again. Where it takes a leader, the clerk's
 * PIN is asked for, and recording once more goes through.
 */
#ifndef TUI_THING_FORM_H
#define TUI_THING_FORM_H

#include "core/thing.h"
#include "tui/view_form.h"

enum rc thing_form_new(struct view *v, const struct kind *k, struct err *e) MUST_CHECK;
/* fields: bit i = field i; 0: all that a person may set. */
enum rc thing_form_edit(struct view *v, const struct thing *t, uint64_t fields,
			struct err *e) MUST_CHECK;

/* A form whose draft is kept under a name, for this view; one form is open at a time. */
enum rc form_open_kept(struct view *v, const struct form_args *args, const char *name,
		       struct err *e) MUST_CHECK;

/* Candidates for a field that names a person, a post or another thing; NULL for others. ctx is a
 * struct console, whose next form frees them. For forms. */
const struct pick *thing_form_picks(void *ctx, const struct field *f, size_t *n);

#endif
