/*
 * The four paper books of a shift (practice.md 63): 值班日志, 电话记录, 交接班记录, 信息报送登记,
 * filled from templates/books. A shift runs 08:00-08:00 and not by the calendar day.
 */
#ifndef STORAGE_BOOKS_H
#define STORAGE_BOOKS_H

#include <jansson.h>

#include "storage/book.h"

/* The begin of the shift that holds a moment. */
int64_t books_shift(int64_t secs);

/* The data of all four books of the shift that begins at since (seconds); the caller releases it.
 */
enum rc books_data(struct book *b, struct arena *a, int64_t since, json_t **out,
		   struct err *e) MUST_CHECK;

/* Fills templates/books/books.FORMAT.mustache and its partials; format: text or html. */
enum rc books_print(struct book *b, struct arena *a, int64_t since, const char *format,
		    struct str *out, struct err *e) MUST_CHECK;

#endif
