/* Values as people read them, on screens and in the command line's text: the same everywhere. */
#ifndef STORAGE_VALUE_H
#define STORAGE_VALUE_H

#include "storage/book.h"

/* Appends the value of a field: people by name, choices by their label, times as on screens. */
void value_text(struct book *b, struct arena *a, const struct field *f, const void *body,
		struct str *out);

#endif
