/* Lines of a keys branch, as enrolling and rotating write them. Nobody but storage/enrol*.c
 * includes it. */
#ifndef STORAGE_ENROL_LINE_H
#define STORAGE_ENROL_LINE_H

#include "storage/book.h"
#include "storage/trust.h"

/* The newest line about a writer, or NULL. */
const struct writer *enrol_latest(const struct trust *t, const char *writer);

/* Appends a line to the keys branch of the book, inside the open transaction. */
enum rc enrol_add_line(struct book *b, struct arena *a, const char *book, const struct writer *w,
		       struct err *e) MUST_CHECK;

#endif
