/*
 * Errors. A function that can fail returns enum rc, takes `struct err *e` last and leaves its
 * outputs untouched when it fails. The text is written for the person at the keyboard, in one
 * sentence: "what happened: why; what to do" (contract, docs/man). Codes are for branching, and the
 * command line maps them to exit codes (cli/main.c).
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#define MUST_CHECK        __attribute__((warn_unused_result))
#define FORMAT(fmt, args) __attribute__((format(printf, fmt, args)))

enum rc {
	RC_OK = 0,
	RC_INVALID,   /* bad input or a state that forbids it */
	RC_MISSING,   /* a required value is missing */
	RC_CONFLICT,  /* somebody else was first */
	RC_USAGE,     /* unknown command or option, missing argument */
	RC_NOT_FOUND, /* no such thing */
	RC_CORRUPT,   /* data damaged, or a verification failed */
	RC_BUSY,      /* store locked by another writer */
	RC_IO,        /* disk full, unreadable, no permission */
	RC_NETWORK,   /* the remote or the way to it */
};

struct err {
	enum rc code;
	char text[2048]; /* lists of what is wrong are long */
};

/* Sets code and text and returns code, so that `return err_set(e, …)` is one line. e may be NULL.
 */
enum rc err_set(struct err *e, enum rc code, const char *fmt, ...) FORMAT(3, 4);

/* Puts "prefix: " before the text on the way up and returns the code unchanged. */
enum rc err_add(struct err *e, const char *fmt, ...) FORMAT(2, 3);

/* Never returns: prints to stderr and aborts. For out of memory and broken invariants only. */
_Noreturn void die(const char *fmt, ...) FORMAT(1, 2);

#endif
