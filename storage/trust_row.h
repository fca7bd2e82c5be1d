/* Text rows of the local table, shared by the files of storage/trust.h. Nobody else includes it. */
#ifndef STORAGE_TRUST_ROW_H
#define STORAGE_TRUST_ROW_H

#include "storage/store.h"

/* fmt has one %s for name: the row's key. The text is in the arena. */
enum rc trust_row_get(struct store *s, struct arena *a, char **out, struct err *e, const char *fmt,
		      const char *name) MUST_CHECK;
enum rc trust_row_put(struct store *s, const char *fmt, const char *name, const char *text,
		      struct err *e) MUST_CHECK;

#endif
