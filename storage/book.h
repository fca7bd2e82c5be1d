/*
 * The one door that screens and commands use: a station's home with all books held in it.
 *
 * A home is a directory: store/ (LMDB), private/, git/, templates/, device.key. Its own book and
 * writer come from the device's name (sm1: book sm). Things are folded on demand; private members
 * are joined when read. Everything returned lives in the caller's arena.
 *
 * Writing: book_begin takes the write lock, so that what is read until book_commit stays true;
 * book_add checks, completes (id, ts, by, book) and collects; book_commit makes all of it durable
 * at once.
 */
#ifndef STORAGE_BOOK_H
#define STORAGE_BOOK_H

#include "core/person.h"
#include "core/station.h"
#include "core/thing.h"
#include "storage/store.h"

struct book;

struct book_init {
	const char *code, *name, *device, *rules_file; /* rules_file NULL: the default set */
	int level;                                     /* enum level */
	bool practice;
};

/* Makes a home; refuses an existing one. now: milliseconds. */
enum rc book_create(const char *home, const struct book_init *init, int64_t now,
		    struct err *e) MUST_CHECK;

/* Opens a home. The clock stands at 0 until book_set_now. RC_NOT_FOUND: no home there. */
enum rc book_open(const char *home, bool read_only, struct book **out, struct err *e) MUST_CHECK;
void book_close(struct book *b);

/* Clock in milliseconds and author (a person's id or NULL: the device). RC_NOT_FOUND for an unknown
 * person. */
void book_set_now(struct book *b, int64_t now);
int64_t book_now(const struct book *b); /* seconds */
enum rc book_set_author(struct book *b, const char *person, struct err *e) MUST_CHECK;
const char *book_author(const struct book *b); /* NULL: the device itself */

const char *book_home(const struct book *b);
const char *book_device(const struct book *b); /* the writer of new records in the own book: sm1 */
const char *book_name(const struct book *b);   /* the own book: sm */
bool book_practice(const struct book *b);
const struct station *
book_station(const struct book *b); /* folded when opened and after each commit */
/* The station of a book held here; its own one's for one that has not told yet. In the arena. */
enum rc book_station_of(struct book *b, struct arena *a, const char *book,
			const struct station **out, struct err *e) MUST_CHECK;
struct store *book_store(struct book *b);

/* A file of the office's data: HOME/templates, $ZHIBAN_DATA, beside the program,
 * PREFIX/share/zhiban (design §2). */
enum rc book_data(const struct book *b, struct arena *a, const char *name, char **text, size_t *len,
		  struct err *e) MUST_CHECK;
/* Names of the files in a data folder ("reports", "rules"), each once, sorted. */
enum rc book_data_list(const struct book *b, struct arena *a, const char *folder, char ***names,
		       size_t *n, struct err *e) MUST_CHECK;

enum rc book_record(struct book *b, struct arena *a, const char *id, struct record **out,
		    struct err *e) MUST_CHECK;
enum rc book_thing(struct book *b, struct arena *a, const char *id, struct thing **out,
		   struct err *e) MUST_CHECK;
/* Like book_thing, but RC_INVALID when it is of another kind. */
enum rc book_thing_kind(struct book *b, struct arena *a, const char *id, const struct kind *k,
			struct thing **out, struct err *e) MUST_CHECK;
/* The record and all that speak of it, sorted by record_compare. Appends. */
enum rc book_of(struct book *b, struct arena *a, const char *id, struct records *out,
		struct err *e) MUST_CHECK;
/* The whole file of an incident: its records, those that speak of these (sendings, verdicts,
 * corrections), sorted. */
enum rc book_file(struct book *b, struct arena *a, const char *id, struct records *out,
		  struct err *e) MUST_CHECK;

struct book_filter {
	const char *of;       /* parent */
	const char *book;     /* of this book only */
	int64_t since, until; /* seconds, by at; 0: open */
	bool open;
	size_t limit; /* the newest so many; 0: all */
};

/* Things (folded) and lines (as things with rev 1) of a kind, oldest first. */
enum rc book_list(struct book *b, struct arena *a, const struct kind *k,
		  const struct book_filter *f, struct things *out, struct err *e) MUST_CHECK;

/* The log: records of kinds with KIND_ENTRY, oldest first, edits left out. */
enum rc book_entries(struct book *b, struct arena *a, const struct book_filter *f,
		     struct records *out, struct err *e) MUST_CHECK;
/* The same, one after the other, whatever their number: the arena of each is done with after a
 * thousand or so, and the store is not held while fn works. Of a log that grows meanwhile each
 * entry comes at most once. Ends with the first error of fn. */
typedef enum rc (*book_entry_fn)(void *ctx, struct arena *a, const struct record *r, struct err *e);
enum rc book_each_entry(struct book *b, const struct book_filter *f, book_entry_fn fn, void *ctx,
			struct err *e) MUST_CHECK;
/* The correction of a line, or NULL. */
enum rc book_correction(struct book *b, struct arena *a, const char *id, const struct record **out,
			struct err *e) MUST_CHECK;

/* Newest first; lines whose values hold the text. With count: the number of all, no records. */
enum rc book_search(struct book *b, struct arena *a, const char *text, size_t limit,
		    struct records *out, size_t *count, struct err *e) MUST_CHECK;

enum rc book_begin(struct book *b, struct err *e) MUST_CHECK;
enum rc book_commit(struct book *b, struct err *e) MUST_CHECK;
void book_abort(struct book *b);

/*
 * Adds one record: kind, body and has from the caller; at defaults to now, of routes it to the book
 * of what it speaks of (else book, else the own one). Checks fields, references, permission of the
 * writer, practice; sets id, ts, by and line in r.
 */
enum rc book_add(struct book *b, struct arena *a, struct record *r, const char *book,
		 struct err *e) MUST_CHECK;

/* An edit of a thing: the fields of mask take the values of wanted. Adds nothing when nothing
 * changes. */
enum rc book_edit(struct book *b, struct arena *a, const struct thing *t, const void *wanted,
		  uint64_t mask, struct err *e) MUST_CHECK;

/* begin, add, commit. */
enum rc book_add_one(struct book *b, struct arena *a, struct record *r, const char *book,
		     struct err *e) MUST_CHECK;

/* A rule set from a file (NULL: the default one) as a record to add. RC_INVALID names file and
 * line. */
enum rc book_rules_record(struct book *b, struct arena *a, const char *file, struct record **out,
			  struct err *e) MUST_CHECK;

/* A person by id, or by a name that is unique. */
enum rc book_person(struct book *b, struct arena *a, const char *id_or_name, struct thing **out,
		    struct err *e) MUST_CHECK;
/* The name of an author: a person's name, or the device itself. Never NULL. */
const char *book_author_name(struct book *b, struct arena *a, const char *by);

/*
 * Whether the author may do what takes a leader (role=leader|admin, rules, devices, overrides):
 * until anyone has a PIN the device may; afterwards a leader's or admin's person whose PIN was
 * checked (book_pin_checked) may.
 */
enum rc book_need_leader(struct book *b, struct err *e) MUST_CHECK;
void book_pin_checked(struct book *b, const char *person);

#endif
