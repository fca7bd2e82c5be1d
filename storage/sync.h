/*
 * A synchronisation round: for each book publish, fetch, verify, ingest, push (design §5). Runs in
 * zhiban-sync, which holds the store; the network is left to its child. One round at a time in a
 * home (flock on sync.lock).
 */
#ifndef STORAGE_SYNC_H
#define STORAGE_SYNC_H

#include <stdio.h>

#include "core/err.h"
#include "core/vec.h"
#include "storage/contact.h"
#include "storage/git_repo.h"
#include "storage/store.h"
#include "storage/sync_child.h"
#include "storage/trust.h"

enum { SYNC_SECONDS = 60, SYNC_BYTES_PER_SECOND = 1000 };

struct sync_met {
	const char *book;
	struct sync_contact contact;
};

struct sync {
	const char *home;
	struct store *store;
	int64_t now; /* seconds, of the machine */
	bool dry_run;
	const char *folder; /* a mailbag: only this folder, no remote; else NULL */
	bool quiet;         /* a stick that is not plugged in is not worth a word */
	int seconds;        /* deadline of a transfer; bytes to move are added (sync_deadline) */
	FILE *out;          /* events, one JSON object a line */
	struct arena arena; /* of the book at hand */
	bool clock_seen;    /* its other side's clock was, in fresh entries */
	int64_t ahead;      /* … so many seconds ahead */
	int64_t answered;   /* the newest entry of ours that what came in speaks of */
	/* Contacts of the books done, put in one transaction at the end. */
	struct arena round_arena;
	VEC(struct sync_met) met;
	/* results */
	bool refused;     /* something was put into quarantine or stands in it */
	bool unreachable; /* a book with remotes reached none of them, though one was there */
	bool missing;     /* … as none of them is there: sticks that are not plugged in */
	struct err first; /* of what went wrong; absent: only a stick that is not plugged in */
	struct err absent;
};

/* One book. RC_OK also when remotes failed or something was refused: the flags tell. */
enum rc sync_book(struct sync *y, const char *book, struct err *e) MUST_CHECK;

/* Puts the contacts of the round; frees what it collected. */
enum rc sync_end(struct sync *y, struct err *e) MUST_CHECK;

/* Puts the books, or one, to the test and tells of each whether it is whole. RC_CORRUPT: the first
 * that is not, in one sentence. */
enum rc sync_prove(struct sync *y, const char *only, struct err *e) MUST_CHECK;

/* Seconds to wait for that many bytes, by the slowest line that is sensible. */
int sync_deadline(const struct sync *y, int64_t bytes);

/* ---- its parts ---- */

/* Pairs "name", "text" or "#name" with an int64_t; ends with NULL. */
void sync_event(struct sync *y, const char *event, ...);
/* Notes what went wrong without ending the round. */
void sync_trouble(struct sync *y, const char *book, const struct err *e);

/*
 * Opens the repository of a book and brings every branch to what the store holds: anything missing
 * or damaged is rendered anew, with the same ids. *rebuilt: it was.
 */
enum rc sync_repo_open(struct sync *y, const struct trust *t, struct git_repo **out,
		       struct err *e) MUST_CHECK;
/* After publishing or ingest: moves a branch to the store's tip, rendering what is missing. */
enum rc sync_repo_branch(struct sync *y, const struct trust *t, struct git_repo *r,
			 const char *writer, struct err *e) MUST_CHECK;
/* Notes how the repository's files look, so that a change by other hands is seen; packs it when it
 * has many loose objects. Closes r. */
void sync_repo_close(struct sync *y, const struct trust *t, struct git_repo *r);
/* allowed_signers beside a bare repository and in it; lines of other books are kept. */
enum rc sync_allowed(const char *repo, const struct trust *t, struct err *e) MUST_CHECK;
char *sync_repo_path(struct arena *a, const char *home, const char *book);

/*
 * A folder whose branches and ours stand as they stood when all was exchanged needs no child: told
 * by a digest over both, kept in "seen/BOOK/…". Other remotes are never settled.
 */
bool sync_settled(struct sync *y, const struct trust *t, const char *url);
void sync_settle(struct sync *y, const struct trust *t, const char *url);

/* A folder whose stick is not plugged in. _seen: it was used; remembers that it was a stick. */
bool sync_folder_absent(struct sync *y, const struct trust *t, const char *url);
void sync_folder_seen(struct sync *y, const struct trust *t, const char *url);

/* Whether this host writes that branch of the book: at a remote nobody else may have. */
bool sync_writes(const struct sync *y, const struct trust *t, const char *writer);

/* Takes in what a remote offers of all branches; r holds its objects. */
struct sync_offer {
	const char *url;
	const struct sync_tips *tips;
};
enum rc sync_take(struct sync *y, struct trust *t, struct git_repo *r,
		  const struct sync_offer *offer, struct err *e) MUST_CHECK;

#endif
