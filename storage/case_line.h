/*
 * What is done about lines of the log: screens and commands act through here, so that both refuse
 * the same.
 */
#ifndef STORAGE_CASE_LINE_H
#define STORAGE_CASE_LINE_H

#include "core/line.h"
#include "storage/book.h"

/* Whether a line may correct this record: it is a line of the log, no thing, no signed report, no
 * correction. RC_INVALID says what to do instead. */
enum rc line_may_correct(const struct record *line, struct err *e) MUST_CHECK;

/* A record of kind correction for the line, with text and reason set by the caller; it gets its
 * `of`. Not yet added. */
enum rc line_correction(struct book *b, struct arena *a, const char *id, struct record *correction,
			struct err *e) MUST_CHECK;

#endif
