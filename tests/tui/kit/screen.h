/*
 * A terminal for tests: a program in a pty, its screen in libvterm. Nothing sleeps: what is
 * expected is waited for, and a test fails with the screen as it stands after SCREEN_WAIT_MS.
 */
#ifndef TESTS_TUI_KIT_SCREEN_H
#define TESTS_TUI_KIT_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

enum { SCREEN_WAIT_MS = 10000 };

struct screen;

/* Runs child(ctx) in a forked process as the terminal's program; its return is the exit status.
 * The environment is fixed: UTF-8, Shanghai, xterm-256color. */
struct screen *screen_run(int rows, int cols, int (*child)(void *ctx), void *ctx);

/* Runs a program. argv ends with NULL; env, if not NULL, holds "NAME=value" to add, ends with NULL.
 */
struct screen *screen_exec(int rows, int cols, const char *const *argv, const char *const *env);

/* Ends the program if it still runs. */
void screen_free(struct screen *s);

void screen_send(struct screen *s, const char *bytes);
void screen_send_n(struct screen *s, const char *bytes, size_t n);
void screen_paste(struct screen *s, const char *text);

/* Waits until the text is on the screen (or is not); fails the test when it does not happen. */
void screen_expect(struct screen *s, const char *text);
void screen_expect_not(struct screen *s, const char *text);
bool screen_has(struct screen *s, const char *text); /* without waiting for anything new */
void screen_expect_cursor(struct screen *s, int row, int col);

/* Reads what has come; true when something had. */
bool screen_read(struct screen *s, int timeout_ms);

/* The screen as text, rows with their trailing blanks cut; valid until the next call. */
const char *screen_text(struct screen *s);
const char *screen_row(struct screen *s, int row);
void screen_cursor(struct screen *s, int *row, int *col);
bool screen_cursor_shown(const struct screen *s);
bool screen_reversed(const struct screen *s, int row, int col);
bool screen_coloured(const struct screen *s, int row, int col);

/* Compares with tests/golden/screens/NAME.txt; with GOLDEN in the environment writes it. */
void screen_expect_golden(struct screen *s, const char *name);

void screen_resize(struct screen *s, int rows, int cols);
void screen_signal(struct screen *s, int sig);
int screen_pid(const struct screen *s);
void screen_hang_up(struct screen *s); /* closes the terminal under the program */

/* Waits for the end: the exit status, or -signal. */
int screen_exit(struct screen *s);
bool screen_is_cooked(const struct screen *s); /* echo and line mode, as a shell wants it */
size_t screen_bytes(const struct screen *s);   /* the program has written */

#endif
