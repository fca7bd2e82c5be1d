/*
 * How a station joins its superior: one small file each way, carried by hand (design §5). Both are
 * in the one text format (core/conf.h), signed by the key they speak of, so that a file that was
 * damaged on the way is noticed.
 *
 *   device request → [request] book, writer, after, code, name, practice, entries, key, proof
 *   device enrol   → lines of the keys branch, the book is held here with our hand in it;
 *                    [reply] book, writer, key, superior, root, remote…, host…, proof
 *   device accept  → pins root, remotes and the keys of the hub's host
 */
#ifndef STORAGE_ENROL_H
#define STORAGE_ENROL_H

#include "core/str.h"
#include "storage/book.h"
#include "storage/trust.h"

enum { ENROL_FILE_MAX = 16 * 1024 };

/*
 * Appends the request of this device for the own book. In a restored home, or one that must not go
 * on under its name, it first makes the next epoch's key and name (sm1 → sm1b); as, if not NULL,
 * is that name, for one that was taken already.
 */
enum rc enrol_request(struct book *b, const char *as, struct str *out, struct err *e) MUST_CHECK;

/* Both NULL-terminated, or NULL. */
struct enrol_terms {
	const char *const *remotes;
	const char *const *host_keys; /* files, see enrol_hosts */
};

/* At the superior: takes a request in and appends the reply. Repeating it gives the same reply. */
enum rc enrol_take(struct book *b, const char *request, size_t len, const struct enrol_terms *terms,
		   struct str *out, struct err *e) MUST_CHECK;

/*
 * Appends the request for another key under the same name, signed by both. The new key is used once
 * the keys branch that came back names it; until then work goes on with the former one. from: the
 * first entry it may sign, 0: the next.
 */
enum rc enrol_rotate(struct book *b, int64_t from, struct str *out, struct err *e) MUST_CHECK;

/*
 * At a superior, with root.key in the home: another key for its hand in every book below, from the
 * first entry on that is not published yet. Where this host does not hold the former key (it was
 * restored from a backup), or the hand stands still after a fork, the hand goes on under the next
 * name (sm0 → sm0b). All or none; what was broken off after the commit is finished by the next
 * call.
 */
struct enrol_hand {
	const char *writer, *after; /* after: the former name, or NULL */
	int64_t from;
};
struct enrol_hands {
	struct enrol_hand *v;
	size_t n;
};
enum rc enrol_rotate_hands(struct book *b, struct arena *a, struct enrol_hands *out,
			   struct err *e) MUST_CHECK;

enum rc enrol_accept(struct book *b, const char *reply, size_t len, struct err *e) MUST_CHECK;

/* At the superior: ends a writer from a number on (0: the one after the last held here). */
enum rc enrol_end(struct book *b, const char *writer, enum writer_op op, int64_t from,
		  const char *reason, struct err *e) MUST_CHECK;

/* Adds remotes to a book held here; those that are there already are skipped. Folders become
 * absolute paths. */
enum rc enrol_remotes(struct book *b, const char *book, const char *const *remotes,
		      struct err *e) MUST_CHECK;

#endif
