/* The addresses of a book. Nobody but storage/enrol*.c includes it. */
#ifndef STORAGE_ENROL_REMOTES_H
#define STORAGE_ENROL_REMOTES_H

#include "storage/trust.h"

/* They join t's, unless they are there; folders become absolute paths. remotes ends with NULL, or
 * is NULL. RC_INVALID: no address of a remote. */
enum rc enrol_add_remotes(struct arena *a, struct trust *t, const char *const *remotes,
			  struct err *e) MUST_CHECK;

#endif
