/* What a change of the roster would do, in lines for a person: core/duty_effect.h as text. */
#ifndef TUI_EFFECT_TEXT_H
#define TUI_EFFECT_TEXT_H

#include "core/duty_effect.h"
#include "storage/book.h"
#include "tui/canvas.h"

enum { EFFECT_LINES = 40 };

struct effect_line {
	const char *text; /* in the arena */
	enum style_role style;
};

/* Returns how many. most: rules that are spelled out; the rest is counted in a line. */
size_t effect_lines(struct book *b, struct arena *a, const struct duty_effect *x, size_t most,
		    struct effect_line out[EFFECT_LINES]);

/* The same in one text, for a dialog. */
void effect_text(struct book *b, struct arena *a, const struct duty_effect *x, size_t most,
		 struct str *out);

#endif
