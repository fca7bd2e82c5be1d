/* What book.c, book_read.c and book_write.c share. Nobody else includes it. */
#ifndef STORAGE_BOOK_STATE_H
#define STORAGE_BOOK_STATE_H

#include "storage/book.h"

struct book {
	char *home;
	struct store *store;
	char device[WRITER_TEXT]; /* writer of new records in the own book */
	char name[WRITER_TEXT];   /* the own book */
	char station_id[ID_TEXT]; /* first record of the own book */
	struct arena arena;       /* of the station below */
	struct station *station;
	int64_t now;              /* milliseconds */
	char author[ID_TEXT];     /* "": the device itself */
	char pin_person[ID_TEXT]; /* whose PIN was checked in this run; "" nobody's */
	bool station_changed;     /* since book_begin */
};

/* Reads the station again from its records. */
enum rc book_load_station(struct book *b, struct err *e) MUST_CHECK;

/* HOME/private */
char *book_private_dir(const struct book *b, struct arena *a);

/* One line of the store as a record with its private members. */
enum rc book_parse(struct book *b, struct arena *a, const char *line, size_t len,
		   struct record **out, struct err *e) MUST_CHECK;

#endif
