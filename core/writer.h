/*
 * Writers of a book and their keys: lines that only the superior's root writes, on branch `keys`
 * (design §5). They are judged at a writer's number, never by a clock: enrol gives the key from a
 * number on, rotate another key, retire and revoke end it.
 */
#ifndef CORE_WRITER_H
#define CORE_WRITER_H

#include "core/kind.h"

enum writer_op { WRITER_OP_NONE, WRITER_ENROL, WRITER_ROTATE, WRITER_RETIRE, WRITER_REVOKE };

extern const struct choice writer_ops[];

struct writer {
	int op;            /* enum writer_op */
	char *writer;      /* sm1, sm1b, sm0 */
	char *key;         /* enrol, rotate: "ssh-ed25519 AAAA…" */
	struct count from; /* first number it concerns: of the key; of what counts no more */
	char *code, *name; /* enrol: of the book's station */
	char *after;       /* enrol of a new epoch: the writer it follows */
	char *reason;
};

extern const struct kind kind_writer;

#endif
