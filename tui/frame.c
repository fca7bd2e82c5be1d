/* The frame around every screen: title, messages, deadline rail, keys. */
#include "tui/frame.h"

#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"

/* What is left between the heading and the clock. */
static void
draw_state(const struct frame *f, struct canvas *c, int col, int end)
{
	struct str words = STR_INIT;

	if (f->state && end > col) {
		f->state(f->ctx, f->now_ms, end - col, &words);
		canvas_put_right(c, 0, col, end, words.ptr, STYLE_TITLE);
	}
	str_clear(&words);
}

static void
draw_title(const struct frame *f, struct canvas *c)
{
	int end = c->cols - text_width(f->clock) - 1, col;

	canvas_fill(c, 0, 0, 1, c->cols, ' ', STYLE_TITLE);
	col = canvas_put(c, 0, 1, f->station, STYLE_TITLE);
	if (f->practice)
		col = canvas_put(c, 0, col + 1, _("[PRACTICE]"), STYLE_PRACTICE);
	col = canvas_put(c, 0, col, "  ", STYLE_TITLE);
	col = canvas_put(c, 0, col, f->title, STYLE_TITLE);
	col = canvas_put(c, 0, col, "  ", STYLE_TITLE);
	if (end > col) {
		/* Where it is cut, the … parts it from the clock; one that just fits moves. */
		bool touches = text_width(f->heading) == end - col && !str_ends(f->heading, " ");

		canvas_text(c, 0, col - touches, end - col, f->heading, STYLE_TITLE);
		canvas_put_right(c, 0, end, c->cols - 1, f->clock, STYLE_TITLE);
		draw_state(f, c, col + text_width(f->heading) + 2, end - 2);
	}
}

uint32_t
command_key(const struct command *command)
{
	for (int i = 0; i < COMMAND_KEYS; i++)
		if (command->keys[i] && key_is_safe(command->keys[i]))
			return command->keys[i];
	return command->keys[0];
}

/* One command of the keys' line; returns the column after it, or -1 when it does not fit. */
static int
draw_command(struct canvas *c, int row, int col, int end, const struct command *command)
{
	char label[KEY_LABEL];
	const char *help = _(command->help);

	key_label(command_key(command), label);
	if (col + text_width(label) + 1 + text_width(help) > end)
		return -1;
	col = canvas_put(c, row, col, label, STYLE_KEY);
	return canvas_put(c, row, col + 1, help, STYLE_NORMAL) + 2;
}

/* An earlier command has the key that this one would show. */
static bool
is_shadowed(const struct frame *f, const struct command *command)
{
	uint32_t key = command_key(command);

	for (const struct command *const *table = f->commands; *table; table++)
		for (const struct command *m = *table; m->keys[0]; m++) {
			if (m == command)
				return false;
			if (m->keys[0] == key || m->keys[1] == key)
				return true;
		}
	return false;
}

static void
draw_keys(const struct frame *f, struct canvas *c)
{
	const char *more = _("? help");
	int row = c->rows - 1, end = c->cols - text_width(more) - 2, col = 1;

	if (f->first)
		col = draw_command(c, row, col, end, f->first);
	for (const struct command *const *table = f->commands; *table && col > 0; table++)
		for (const struct command *m = *table; m->keys[0] && col > 0; m++)
			if (m->help && m != f->first && m->keys[0] != '?' && !is_shadowed(f, m))
				col = draw_command(c, row, col, end, m);
	canvas_put_right(c, row, end + 1, c->cols - 1, more, STYLE_KEY);
}

static void
draw_too_small(struct canvas *c)
{
	char sizes[100];
	int row = c->rows / 2 - 2;

	snprintf(sizes, sizeof(sizes), _("%d × %d; needed: %d × %d."), c->cols, c->rows, FRAME_COLS,
		 FRAME_ROWS);
	canvas_text(c, row, 0, c->cols, _("The window is too small:"), STYLE_STRONG);
	canvas_text(c, row + 1, 0, c->cols, sizes, STYLE_STRONG);
	canvas_text(c, row + 2, 0, c->cols, _("Nothing is lost."), STYLE_NORMAL);
}

struct canvas
frame_draw(const struct frame *f, struct canvas *c)
{
	int rail = c->rows - 2;

	canvas_blank(c);
	canvas_text(c, rail, 0, c->cols, f->rail->text, f->rail->style);
	if (c->rows < FRAME_ROWS || c->cols < FRAME_COLS) {
		draw_too_small(c);
		return canvas_part(c, 0, 0, 0, 0);
	}
	draw_title(f, c);
	if (*f->message->text)
		canvas_text(c, rail - 1, 0, c->cols, f->message->text, f->message->style);
	draw_keys(f, c);
	return canvas_part(c, 1, 0, c->rows - 1 - FRAME_BELOW, c->cols);
}
