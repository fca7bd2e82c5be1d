/* What the files of the handover share. Nobody else includes it. */
#ifndef STORAGE_HANDOVER_INSIDE_H
#define STORAGE_HANDOVER_INSIDE_H

#include "storage/handover.h"

/* One sealed handover of a group. */
struct sealed {
	const char *handover;
	const struct record *record;
	const struct handover_sign *sign;
	struct cut cut;
};

struct sealed_list {
	struct sealed *v;
	size_t n, cap;
};

/* Every seal of a group in a book, in the order of sealing. Clear with vec_clear. */
enum rc handover_seals(struct book *b, struct arena *a, const char *book, int group,
		       struct sealed_list *out, struct err *e) MUST_CHECK;

/* When the shift of a group that was sealed last ended, 0 without one. */
enum rc handover_last_end(struct book *b, struct arena *a, int group, int64_t *out,
			  struct err *e) MUST_CHECK;

/* Commits when rc is RC_OK, else throws the writing away. */
enum rc handover_finish(struct book *b, enum rc rc, struct err *e) MUST_CHECK;

/* The state of one, from the store. */
enum rc handover_load(struct book *b, struct arena *a, const char *id, struct handover_state *out,
		      struct err *e) MUST_CHECK;

/* The items as they stand now. before: the seal before it, or NULL. */
enum rc handover_gather(struct book *b, struct arena *a, const struct handover_state *s,
			const struct sealed_list *seals, struct handover_items *out,
			struct err *e) MUST_CHECK;

/* The seal of a cut: a hash over the chain heads of its writers, sorted by name; 64 digits.
 * RC_CORRUPT when a line is missing. */
enum rc handover_seal(struct book *b, const struct cut *cut, char out[65],
		      struct err *e) MUST_CHECK;

/* Where each writer of a book stands now. */
enum rc handover_cut_now(struct book *b, struct arena *a, const char *book, struct cut *out,
			 struct err *e) MUST_CHECK;

#endif
