/*
 * Publishing: lines that this host wrote become signed publications in the store, each put in one
 * transaction together with the moved tip (design §5). Nothing here touches git: objects are
 * rendered afterwards, and again whenever the repository was lost.
 */
#ifndef STORAGE_PUBLISH_H
#define STORAGE_PUBLISH_H

#include "storage/branch.h"
#include "storage/trust.h"

/* Where the rendered objects go meanwhile; object NULL: nowhere. */
struct publish_sink {
	render_object_fn object;
	void *ctx;
};

/* Publishes what a writer of ours has not yet. *entries: how many more. k: the writer's key. */
enum rc publish_writer(struct store *s, const struct trust *t, const char *writer,
		       const struct key_pair *k, const struct publish_sink *sink, int64_t *entries,
		       struct err *e) MUST_CHECK;

/* All writers of ours in the book: the device's, and BOOK.root where the root key is in the home.
 */
enum rc publish_book(const char *home, struct store *s, const struct trust *t,
		     const struct publish_sink *sink, int64_t *entries, struct err *e) MUST_CHECK;

/* How many entries of a writer wait to be published. */
enum rc publish_waiting(struct store *s, const struct trust *t, const char *writer, int64_t *out,
			struct err *e) MUST_CHECK;

#endif
