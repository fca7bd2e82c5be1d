/*
 * Ingest: what another writer published enters the store, verified, exactly once (design §5). What
 * brought it, git, a stick or a frame, does not matter: an arrival is a commit's bytes and its
 * lines, all hostile. Right is: signed by the key that counts for its numbers, numbers go on
 * without gap from the tip held here, chain head and canonical lines, kinds that this writer may
 * write, and the lines render to the same commit id. Lines, publication and new tip go into the
 * store in one transaction.
 */
#ifndef STORAGE_INGEST_H
#define STORAGE_INGEST_H

#include "storage/branch.h"
#include "storage/trust.h"

struct arrival {
	uint8_t id[SHA1_BYTES];
	const char *commit;
	size_t commit_len;
	struct lines lines; /* in order; ts is filled in here */
};

struct ingest;

/* Starts on a writer's branch. RC_INVALID: that branch is frozen (two signed tips). */
enum rc ingest_open(struct store *s, const struct trust *t, const char *writer, struct ingest **out,
		    struct err *e) MUST_CHECK;

/* The tip held here, NULL before the first publication; the bytes of a day's file at the tip. */
const uint8_t *ingest_tip(const struct ingest *in);
int64_t ingest_day_bytes(const struct ingest *in, int day);

/*
 * Takes the next publication. RC_CORRUPT or RC_INVALID: it is not right, e says why; nothing of it
 * will be stored, and nothing more can be added. Other codes: the store failed.
 */
enum rc ingest_add(struct ingest *in, struct arrival *arrival, struct err *e) MUST_CHECK;

/*
 * From here on nothing enters the store: what is added is only put to the test, as if. At the end
 * ingest_drop lets go of it. ingest_first_ts: of the first line that was added.
 */
void ingest_trial(struct ingest *in);
void ingest_drop(struct ingest *in);
int64_t ingest_first_ts(const struct ingest *in);
/* The lines of the keys branch that stood the test join t (in the arena), as if they were here. */
enum rc ingest_trial_keys(const struct ingest *in, struct trust *t, struct arena *a,
			  struct err *e) MUST_CHECK;

/* Makes durable what was added, also after a refusal. *entries counts it. Frees in. */
enum rc ingest_close(struct ingest *in, int64_t *entries, struct err *e) MUST_CHECK;

/* Number of the keys branch that the newest publication knew, and ts of its last line (0: none came
 * in). */
int64_t ingest_keys(const struct ingest *in);
int64_t ingest_last_ts(const struct ingest *in);

/* The newest entry of this host's writer that those taken in speak of: their writer holds it. */
int64_t ingest_answered(const struct ingest *in);

#endif
