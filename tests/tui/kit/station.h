/*
 * A small practice home with half a night of a township's duty, and an app on it: what tests of
 * screens start from. The clock stands at 2026-01-18 02:47:09, written to by 陈一 and others.
 */
#ifndef TESTS_TUI_KIT_STATION_H
#define TESTS_TUI_KIT_STATION_H

#include "tui/console.h"

struct station_kit {
	const char *dir; /* removed at the end */
	char *home;
	struct book *book;
	struct console console;
	struct app *app;
	struct canvas canvas;
	struct arena arena;
};

extern struct station_kit kit;

/* Makes the home; nothing is written into its log yet. Check's fixtures: these two and nothing
 * else of it live across a fork. */
void kit_begin(void);
void kit_end(void);

/* People, posts, a night of duty, one incident, lines, a matter, contacts. */
void kit_night(void);
void kit_begin_night(void); /* both */

/* Moves the clock to so many seconds after its start; back is fine, it is a practice home. */
void kit_clock(int64_t seconds);

/* Writes one record: name and value in turn, ends with NULL. Returns its id, in the arena. */
const char *kit_write(const char *kind, const char *of, const char *const *values);
#define KIT_WRITE(kind, ...)        kit_write(kind, NULL, (const char *const[]){__VA_ARGS__, NULL})
#define KIT_WRITE_OF(kind, of, ...) kit_write(kind, of, (const char *const[]){__VA_ARGS__, NULL})

/* Another terminal's write: through a book of its own. */
void kit_foreign_line(const char *text);

/* Opens a screen over what is there and paints. */
void kit_open(const struct view_type *type, const void *arg);
void kit_size(int rows, int cols);
void kit_press(uint32_t key);
void kit_type(const char *text);
/* What the loop does when the store has changed. */
void kit_changed(void);

/* Fails with the screen as it stands. */
void kit_has(const char *text);
void kit_has_not(const char *text);
void kit_golden(const char *name);
/* NAME-80x24LANGUAGE; language: "", "-zh". */
void kit_golden_at(int rows, int cols, const char *name, const char *language);
/* Opens a screen and compares it at 80×24, 120×40 and 40×12; 80×24 in the end. */
void kit_each_size(const struct view_type *type, const char *name, const char *language);

/* The words of the program in Chinese from here on, as cli/language.c does it. */
void kit_chinese(void);

#endif
