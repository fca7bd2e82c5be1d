/* Any keys into an editor: the text stays clean, the caret on a border, undo finds the way back. */
#include <assert.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "tui/editor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct editor *ed)
{
	const char *text = editor_text(ed);

	assert(text_is_utf8(text, ed->text.len) && strlen(text) == ed->text.len);
	assert(ed->many_lines || !strchr(text, '\n'));
	assert(ed->max == 0 || text_length(text) <= ed->max);
	assert(ed->caret <= ed->text.len && ed->done <= ed->edits.n);
	assert(ed->caret == 0 || text_next(text, text_prev(text, ed->caret)) == ed->caret);
}

static void
draw(struct editor *ed, int rows, int cols)
{
	struct canvas c = canvas_new(rows, cols);

	editor_draw(ed, &c, STYLE_FOCUS, true);
	assert(canvas_caret_of(&c).row < rows && canvas_caret_of(&c).col < cols);
	canvas_free(&c);
}

/* All the way back and forth again. */
static void
check_undo(struct editor *ed)
{
	char *text = strdup(editor_text(ed));

	while (editor_undo(ed))
		check(ed);
	while (editor_redo(ed))
		check(ed);
	assert(strcmp(text, editor_text(ed)) == 0);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct editor ed;
	struct keys k;
	struct key_event ev;

	if (size < 4)
		return 0;
	setlocale(LC_CTYPE, "C.UTF-8");
	editor_init(&ed, data[0] & 1, data[0] & 2 ? data[1] : 0);
	keys_init(&k);
	keys_feed(&k, (const char *)data + 4, size - 4, 0);
	while (keys_next(&k, 3000, &ev)) {
		editor_key(&ed, &ev);
		check(&ed);
		if (ev.key == K_F(5))
			draw(&ed, data[2] % 10 + 1, data[3] % 40 + 1);
	}
	draw(&ed, data[2] % 10 + 1, data[3] % 40 + 1);
	while (editor_redo(&ed))
		continue;
	check_undo(&ed);
	keys_clear(&k);
	editor_clear(&ed);
	return 0;
}
