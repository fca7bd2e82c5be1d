/* What stands in a new form from the start is no change for it; where it is meant all the same. */
#ifndef TUI_FORM_DEFAULTS_H
#define TUI_FORM_DEFAULTS_H

#include "tui/console.h"
#include "tui/form.h"

/* Sets the named fields of r as they stand in the form. names ends with NULL. The values live as
 * long as the picks of the console's form. */
enum rc form_defaults(struct view *v, struct form *f, const char *const *names, struct record *r,
		      struct err *e) MUST_CHECK;

/* A bare day in a field that says until when is meant whole: the next midnight. */
void form_whole_day(struct form *f, const char *field, struct record *r);

#endif
