/*
 * U盘邮袋: a folder, on a stick perhaps, that carries books from one station to another by hand. It
 * holds a bare repository NAME.git for each book, readable by stock git, plain text. Anybody may
 * carry it: what it brings is put to the test like everything else.
 */
#ifndef STORAGE_MAILBAG_H
#define STORAGE_MAILBAG_H

#include "core/arena.h"
#include "core/err.h"
#include "storage/store.h"

struct mailbag {
	const char *folder; /* absolute */
	char **books;       /* held here, that are in it or shall be */
	size_t n;
};

/*
 * The books that a round with this folder is about: `only`, if not NULL; else those that are in it;
 * else, where it has none, the one book that is held here. folder may also be the repository of one
 * book. RC_NOT_FOUND: no such folder, no such book here. RC_INVALID: several are held here and none
 * is in it: which one shall go out is for a person to say.
 */
enum rc mailbag_open(struct store *s, struct arena *a, const char *folder, const char *only,
		     struct mailbag *out, struct err *e) MUST_CHECK;

/* A stick that is plugged in, where the desktop mounts it; in the arena, NULL: none is seen. */
char *mailbag_guess(struct arena *a);

/* The repository of a book in it; in the arena. */
char *mailbag_path(struct arena *a, const char *folder, const char *book);

#endif
