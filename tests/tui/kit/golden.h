/* Texts kept in tests/golden/screens/. `make golden` writes them anew; the diff is reviewed. */
#ifndef TESTS_TUI_KIT_GOLDEN_H
#define TESTS_TUI_KIT_GOLDEN_H

#include <stdbool.h>

#include "tui/canvas.h"

bool golden_rewrites(void);
void golden_write(const char *name, const char *text);
char *golden_read(const char *name); /* heap; "" where there is none yet */

/* Fails the test when the text is not the golden one. */
void golden_expect(const char *name, const char *text);
void golden_expect_canvas(const char *name, const struct canvas *c);

#endif
