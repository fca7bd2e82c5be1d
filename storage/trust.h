/*
 * Whom a book is believed from (design §5). The local row "trust/BOOK" has the station's code and
 * name, the pinned root key of its superior and the remotes; the keys branch (writer BOOK.root,
 * kind `writer`) says which key each writer signs with from which number on. Nothing is trusted on
 * first use: the pin comes by hand, with the reply to an enrolment. Until then a book is verified
 * with this host's own key.
 *
 * Private keys lie in the home: device.key signs for every writer of this host (its own, and
 * BOOK0 in the books of its subordinates), root.key at a superior for the keys branches.
 */
#ifndef STORAGE_TRUST_H
#define STORAGE_TRUST_H

#include "core/arena.h"
#include "core/record.h"
#include "core/writer.h"
#include "storage/sshsig.h"
#include "storage/store.h"

enum { TRUST_REMOTES = 8, TRUST_URL = 1000 };

struct trust_row {
	int64_t number; /* of the keys branch */
	const struct writer *body;
};

struct trust {
	const char *book, *code, *name;
	bool own;             /* the book of this station, not one of a subordinate */
	const char *writer;   /* of this host in the book: sm1, or sm0 at the superior */
	const char *root;     /* pinned root key as text, or NULL */
	const char *superior; /* its name, from the reply; or NULL */
	const char *remotes[TRUST_REMOTES + 1];
	size_t nremotes;
	VEC(struct trust_row) rows; /* the keys branch as held here, in its order */
	const char *self;           /* key text of this host's writer, or NULL before the first */
	/* Keys of this host's epochs in the own book: they count until the keys branch knows them.
	 */
	VEC(struct trust_row) selves;
};

/* The books held here, sorted, own first; and one of them. Everything in the arena, but
 * trust_clear frees the list of rows. RC_NOT_FOUND: no such book here. */
enum rc trust_books(struct store *s, struct arena *a, char ***out, size_t *n,
		    struct err *e) MUST_CHECK;
enum rc trust_load(struct store *s, struct arena *a, const char *book, struct trust *out,
		   struct err *e) MUST_CHECK;
void trust_clear(struct trust *t);
/* A line of the keys branch joins the list; other kinds are left out. */
enum rc trust_add_line(struct trust *t, struct arena *a, const char *line, size_t len,
		       struct err *e) MUST_CHECK;
/* Puts what is not in the keys branch; between begin and commit. */
enum rc trust_put(struct store *s, const struct trust *t, struct err *e) MUST_CHECK;

/* Number of the newest line of the keys branch, 0 without one. */
int64_t trust_keys(const struct trust *t);

/*
 * The key that counts for entry `number` of a writer. RC_NOT_FOUND: never enrolled. RC_INVALID:
 * retired or revoked from an earlier number on, or enrolled for later ones only.
 */
enum rc trust_key(const struct trust *t, const char *writer, int64_t number, uint8_t out[KEY_BYTES],
		  struct err *e) MUST_CHECK;

/*
 * Whether a publication a..b with that key counts. RC_CORRUPT: another key. last: of the writer's
 * publication before, NULL at the first: after a rotation the former key goes on until the new one
 * was used once, so that a station that is offline meanwhile loses nothing.
 */
struct trust_claim {
	const char *writer;
	int64_t a, b;
	const uint8_t *key, *last;
};
enum rc trust_counts(const struct trust *t, const struct trust_claim *c, struct err *e) MUST_CHECK;

/* The line that retired or revoked a writer from `number` or an earlier one on; NULL: it stands.
 * *before: how things stood before it ended; borrows t's rows, not to be cleared. */
const struct writer *trust_ended(const struct trust *t, const char *writer, int64_t number,
				 struct trust *before);

/* Whether the writer is, or was, this host in the own book. */
bool trust_is_self(const struct trust *t, const char *writer);

/* allowed_signers of the book, for stock git: every key of every writer, and the root's. */
void trust_allowed(const struct trust *t, struct str *out);

/* A writer of the book as `device list` shows it. */
struct trust_writer {
	const char *writer, *key,
	    *state;         /* state: enrolled, retired, revoked, or own before enrolment */
	const char *former; /* the key that `key` replaced and that goes on until it is used */
	int64_t from;
	const char *reason;
};
void trust_writers(const struct trust *t, struct arena *a, struct trust_writer **out, size_t *n);

/*
 * The device's key. Makes it for a new home, outside begin…commit. RC_INVALID with what to do: this
 * home was restored from a backup and has no key of its own writer.
 */
enum rc trust_device_key(const char *home, struct store *s, struct key_pair *out,
			 struct err *e) MUST_CHECK;
/* The key to sign entry `number` with in a book: the device's, or the next one once the keys branch
 * names it; then the device's own is replaced by it. */
enum rc trust_signing_key(const char *home, struct store *s, const struct trust *t, int64_t number,
			  struct key_pair *out, struct err *e) MUST_CHECK;

/* Whether the own writer may write: RC_INVALID with what to do in a restored home, or when a remote
 * holds entries of our writer that are not here. Cheap: called before every write. */
enum rc trust_may_write(const char *home, struct store *s, struct err *e) MUST_CHECK;

/* The name of the own writer now. */
enum rc trust_device(struct store *s, char out[WRITER_TEXT], struct err *e) MUST_CHECK;
/* This host goes on as another writer, whose key lies in device.key.next. */
enum rc trust_new_epoch(const char *home, struct store *s, const char *writer, const char *key,
			struct err *e) MUST_CHECK;

enum rc trust_root_new(const char *home, char key[KEY_TEXT_MAX], struct err *e) MUST_CHECK;
enum rc trust_root_key(const char *home, struct key_pair *out, struct err *e) MUST_CHECK;

#endif
