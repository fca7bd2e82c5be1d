/* A hot copy of a home: the store without PINs, and the office's templates. Never the device key,
 * the private files, or git/ (which is rendered anew): design §5. */
#ifndef STORAGE_BACKUP_H
#define STORAGE_BACKUP_H

#include "storage/book.h"

/* dir must not exist or be empty. What was begun is removed when it fails. */
enum rc book_backup(struct book *b, const char *dir, struct err *e) MUST_CHECK;

#endif
