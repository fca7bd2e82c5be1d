/* What tests of every floor share. */
#ifndef TESTS_HELPERS_H
#define TESTS_HELPERS_H

#include <check.h>
#include <stddef.h>

/* Fails the test with the error's text when the call does not return RC_OK. */
#define ck_ok(call, e)                                                      \
	do {                                                                \
		enum rc ck_rc_ = (call);                                    \
		ck_assert_msg(ck_rc_ == RC_OK, "%s: %s", #call, (e)->text); \
	} while (0)

/* Runs one suite, prints Check's closing line, returns the exit code. */
int run_suite(Suite *s);

/* A fresh directory under $TMPDIR, removed by clean_dir. The path is static, one per process. */
const char *fresh_dir(void);
void clean_dir(const char *path);

/* A whole file as a NUL-terminated heap string, or NULL. */
char *slurp(const char *path, size_t *len);

/* "../shared/data/NAME" where it exists, else NULL after printing "skipped: …". */
const char *shared_data(const char *name);

#endif
