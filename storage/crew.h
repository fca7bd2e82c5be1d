/* What is left on duty, over a book: core/gauge.h with what it needs fetched from the store. */
#ifndef STORAGE_CREW_H
#define STORAGE_CREW_H

#include "core/gauge.h"
#include "storage/book.h"
#include "storage/roster.h"

/* A unit of an incident that was closed counts as out for so long after its last word. */
enum { CREW_CLOSED_HOURS = 24 };

/* For `at`, of one book (NULL: the own one). crews: of its open incidents, and of closed ones whose
 * units were not said to be ready again; roster: to name people. The caller clears crews->v, gauge
 * (gauge_clear) and roster (roster_clear). */
enum rc crew_gauge(struct book *b, struct arena *a, const char *book, int64_t at,
		   struct roster *roster, struct crews *crews, struct gauge *out,
		   struct err *e) MUST_CHECK;

/* Whom to call next, by the contact book, and who was called in the last CREW_CALLED_HOURS.
 * Appends; texts in the arena or the roster's. */
enum { CREW_CALLED_HOURS = 4 };
enum rc crew_backups(struct book *b, struct arena *a, const struct roster *roster,
		     const struct gauge *g, int64_t at, struct backups *out,
		     struct err *e) MUST_CHECK;

/* 叫应备班: one telephone record, of the incident the crews are out at where it is one. */
enum backup_answer { BACKUP_COMES, BACKUP_NO_ANSWER, BACKUP_REFUSED };
enum rc crew_called(struct book *b, struct arena *a, const struct backup *whom,
		    enum backup_answer answer, const char *incident, const char **id,
		    struct err *e) MUST_CHECK;

/* The next word about a crew that is out: returned (归队), or ready again (恢复执勤). */
enum rc crew_word(struct book *b, struct arena *a, const struct crew *c, int step, const char **id,
		  struct err *e) MUST_CHECK;

/* Who went with a crew, and with which engines, by name; split at 、 and commas. */
enum rc crew_names(struct book *b, struct arena *a, const struct crew *c, const char *people,
		   const char *engines, const char **id, struct err *e) MUST_CHECK;

#endif
