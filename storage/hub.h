/*
 * A home that hosts the repositories of its subordinates: HOME/hub/BOOK.git, reached by ssh through
 * `zhiban serve DEV` as forced command. The folder HOME/hub says that this home is a hub; its own
 * rounds then use these folders and no network. Rules at the door are a convenience, the readers'
 * verification is the protection (design §5).
 */
#ifndef STORAGE_HUB_H
#define STORAGE_HUB_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "storage/store.h"
#include "storage/trust.h"

/* What a book's repository may grow to before pushes are refused: a device that was stolen could
 * fill the disk of all others otherwise. Ten years of a busy station are a tenth of it. */
#define HUB_BOOK_BYTES (INT64_C(1) << 30)

/* HOME/hub/BOOK.git, or NULL when this home is no hub. */
char *hub_path(struct arena *a, const char *home, const char *book);

/* Makes this home a hub. */
enum rc hub_make(const char *home, struct err *e) MUST_CHECK;

/* Whether a device's key opens the door: enrolled and not ended. */
bool hub_lets_in(const struct trust_writer *w);

/*
 * What a device asked for by ssh ($SSH_ORIGINAL_COMMAND): the argument list for git, NULL-
 * terminated, in the arena; or *tips true for the digest. RC_INVALID: not allowed, e says why to
 * the other side.
 */
enum rc hub_allow(struct store *s, struct arena *a, const char *home, const char *device,
		  const char *command, char ***argv, bool *tips, struct err *e) MUST_CHECK;

#endif
