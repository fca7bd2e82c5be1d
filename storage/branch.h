/*
 * A branch: what one writer published, as far as this host holds it. Its tip is kept in the local
 * table ("tip/WRITER") and moves in the transaction that puts the publication, so both are there or
 * neither. The tip is only a shortcut: branch_replay makes it again from publications and lines,
 * and is what verifying and rendering a repository anew are made of.
 */
#ifndef STORAGE_BRANCH_H
#define STORAGE_BRANCH_H

#include "core/render.h"
#include "storage/keys.h"
#include "storage/store.h"

struct branch {
	struct render render;
	uint8_t head[HEAD_BYTES]; /* the chain's head at the tip */
	int64_t keys;             /* number of the keys branch in the last publication */
	uint8_t key[KEY_BYTES];   /* that signed it */
};

/* A publication as the store keeps it, under (writer, a). */
struct pub {
	struct publication p;
	uint8_t key[KEY_BYTES];
	uint8_t signature[SIGNATURE_BYTES];
	uint8_t commit[SHA1_BYTES];
};

void branch_init(struct branch *b, const char *writer, const char *code);
void branch_clear(struct branch *b);

/* The tip held here; a writer that published nothing has an empty one. */
enum rc branch_load(struct store *s, const char *writer, const char *code, struct branch *out,
		    struct err *e) MUST_CHECK;

/* Puts the publication and the moved tip; between store_begin and store_commit. */
enum rc branch_put(struct store *s, const struct branch *b, const struct pub *p,
		   struct err *e) MUST_CHECK;
/* The two halves, for many publications in one transaction: the tip's bytes, put once. */
enum rc branch_put_pub(struct store *s, const char *writer, const struct pub *p,
		       struct err *e) MUST_CHECK;
void branch_save(const struct branch *b, struct str *out);
enum rc branch_put_tip(struct store *s, const char *writer, const struct str *tip,
		       struct err *e) MUST_CHECK;

/* Lines of the writer from the store, for render_calls.earlier; ctx is a struct branch_source. */
struct branch_source {
	struct store *store;
	const char *writer;
	render_object_fn object; /* passed on, may be NULL */
	void *ctx;
};
struct render_calls branch_calls(struct branch_source *src);

/* What a replay asks at each publication: RC_OK goes on. Called before it is rendered. */
typedef enum rc (*branch_check_fn)(void *ctx, const struct pub *p, struct err *e);

/*
 * Renders every publication of the writer from its lines, from the first to the last, and compares
 * chain head, signature and commit id with what is stored. object and check may be NULL. RC_CORRUPT
 * names the first doubtful entry. *out is the tip.
 */
enum rc branch_replay(struct branch_source *src, const char *code, branch_check_fn check,
		      void *check_ctx, struct branch *out, struct err *e) MUST_CHECK;

/* The publications of a writer in order, in the arena. */
enum rc branch_pubs(struct store *s, struct arena *a, const char *writer, struct pub **out,
		    size_t *n, struct err *e) MUST_CHECK;

/* The last number of the publication with that commit, 0 when it is none of this writer's. The
 * newest are looked at first. */
enum rc branch_number_at(struct store *s, const char *writer, const uint8_t commit[SHA1_BYTES],
			 int64_t *out, struct err *e) MUST_CHECK;

/* The writer's lines a..b, copied into the arena. RC_CORRUPT when one is missing. */
struct lines {
	struct line {
		const char *text;
		size_t len;
		int64_t ts;
	} * v;
	size_t n, cap;
};
enum rc branch_lines(struct store *s, struct arena *a, const char *writer, int64_t first,
		     int64_t last, struct lines *out, struct err *e) MUST_CHECK;

#endif
