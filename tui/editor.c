/* The line editor: one line or many, for every field that is typed into. */
#include "tui/editor.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "core/arena.h"
#include "core/text.h"

enum { MERGE_NONE, MERGE_TYPED, MERGE_BACK };

void
editor_init(struct editor *ed, bool many_lines, size_t max)
{
	*ed = (struct editor){.text = STR_INIT, .killed = STR_INIT, .goal = -1, .cols = 80};
	ed->many_lines = many_lines;
	ed->max = max;
	ed->rows = 1;
}

static void
free_edit(struct edit *edit)
{
	free(edit->removed);
	free(edit->added);
}

static void
forget(struct editor *ed, size_t from)
{
	while (ed->edits.n > from)
		free_edit(&ed->edits.v[--ed->edits.n]);
	if (ed->done > from)
		ed->done = from;
}

void
editor_clear(struct editor *ed)
{
	forget(ed, 0);
	vec_clear(&ed->edits);
	if (ed->text.ptr)
		str_clear(&ed->text);
	if (ed->killed.ptr)
		str_clear(&ed->killed);
}

const char *
editor_text(const struct editor *ed)
{
	return ed->text.ptr;
}

/* Characters may have joined at the caret: it moves behind the one it fell into. */
static void
snap(struct editor *ed)
{
	size_t border;

	if (ed->caret >= ed->text.len) {
		ed->caret = ed->text.len;
	} else if (ed->caret > 0) {
		border = text_next(ed->text.ptr, text_prev(ed->text.ptr, ed->caret));
		ed->caret = border > ed->caret ? border : ed->caret;
	}
}

static void
replace(struct editor *ed, size_t at, size_t gone, const char *bytes, size_t n, size_t caret)
{
	str_remove(&ed->text, at, gone);
	str_insert(&ed->text, at, bytes, n);
	ed->caret = caret;
	ed->left = ed->left > at ? at : ed->left;
	ed->goal = -1;
	snap(ed);
}

static char *
copy(const char *bytes, size_t n)
{
	char *p = malloc(n + 1);

	if (!p)
		die("out of memory");
	if (n > 0)
		memcpy(p, bytes, n);
	p[n] = '\0';
	return p;
}

/* b after a, on the heap; frees a. */
static char *
joined(char *a, const char *b, size_t n)
{
	size_t len = strlen(a);
	char *p = realloc(a, len + n + 1);

	if (!p)
		die("out of memory");
	memcpy(p + len, b, n);
	p[len + n] = '\0';
	return p;
}

/* True when the change went into the last one, so that undo takes a word and not a letter. */
static bool
merge(struct editor *ed, size_t at, size_t gone, const char *bytes, size_t n, int kind)
{
	struct edit *last;

	if (kind == MERGE_NONE || kind != ed->merging || ed->done == 0)
		return false;
	last = &ed->edits.v[ed->done - 1];
	if (kind == MERGE_TYPED && at == last->at + strlen(last->added) && gone == 0) {
		last->added = joined(last->added, bytes, n);
		return true;
	}
	if (kind == MERGE_BACK && at + gone == last->at && n == 0) {
		char *removed =
		    joined(copy(ed->text.ptr + at, gone), last->removed, strlen(last->removed));

		free(last->removed);
		last->removed = removed;
		last->at = at;
		return true;
	}
	return false;
}

/* The one place where the text changes: replaces `gone` bytes at `at`. */
static void
change(struct editor *ed, size_t at, size_t gone, const char *bytes, size_t n, int kind)
{
	forget(ed, ed->done);
	if (!merge(ed, at, gone, bytes, n, kind)) {
		struct edit edit = {at, copy(ed->text.ptr + at, gone), copy(bytes, n), ed->caret};

		if (ed->edits.n == EDITOR_UNDO_MAX) {
			free_edit(&ed->edits.v[0]);
			memmove(ed->edits.v, ed->edits.v + 1,
				(ed->edits.n - 1) * sizeof(*ed->edits.v));
			ed->edits.n--;
		}
		vec_push(&ed->edits, edit);
		ed->done = ed->edits.n;
	}
	replace(ed, at, gone, bytes, n, at + n);
	ed->merging = kind;
}

bool
editor_undo(struct editor *ed)
{
	const struct edit *edit;

	if (ed->done == 0)
		return false;
	edit = &ed->edits.v[--ed->done];
	replace(ed, edit->at, strlen(edit->added), edit->removed, strlen(edit->removed),
		edit->caret);
	ed->merging = MERGE_NONE;
	return true;
}

bool
editor_redo(struct editor *ed)
{
	const struct edit *edit;

	if (ed->done == ed->edits.n)
		return false;
	edit = &ed->edits.v[ed->done++];
	replace(ed, edit->at, strlen(edit->removed), edit->added, strlen(edit->added),
		edit->at + strlen(edit->added));
	ed->merging = MERGE_NONE;
	return true;
}

/* What of the bytes is text at all: whole characters, no controls; CR and CRLF are newlines. */
static void
keep_text(const struct editor *ed, const char *bytes, size_t n, struct str *out)
{
	for (size_t i = 0, len; i < n; i += len) {
		mbstate_t state = {0};
		wchar_t w = 0;

		len = mbrtowc(&w, bytes + i, n - i, &state);
		if (len == 0 || len > n - i) {
			len = 1;
			continue;
		}
		if (w == L'\r' && i + 1 < n && bytes[i + 1] == '\n')
			continue;
		if (w == L'\n' || w == L'\r')
			str_add_char(out, ed->many_lines ? '\n' : ' ');
		else if (w == L'\t')
			str_add_char(out, ' ');
		else if (w >= 0x20 && (w < 0x7f || w >= 0xa0))
			str_add_n(out, bytes + i, len);
	}
}

static size_t
characters(const char *bytes, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return count;
}

/* Bytes of the text that still fit under the limit, never cutting a character. */
static size_t
room_for(const struct editor *ed, const char *text)
{
	size_t have = characters(ed->text.ptr, ed->text.len), n = 0;
	size_t chars = ed->max ? (ed->max > have ? ed->max - have : 0) : EDITOR_TEXT_MAX;
	size_t bytes = ed->text.len < EDITOR_TEXT_MAX ? EDITOR_TEXT_MAX - ed->text.len : 0;

	while (text[n]) {
		size_t next = text_next(text, n), more = characters(text + n, next - n);

		if (more > chars || next > bytes)
			break;
		chars -= more;
		n = next;
	}
	return n;
}

bool
editor_insert(struct editor *ed, const char *bytes, size_t n)
{
	/* Digits around it keep text_clean from trimming: blanks in the middle of a text count. */
	struct str kept = STR_INIT;
	struct arena a = {0};
	char *clean = NULL;
	size_t len, fits = 0;
	bool whole = false, typed = n <= 4;

	str_add_char(&kept, '0');
	keep_text(ed, bytes, n, &kept);
	str_add_char(&kept, '0');
	if (text_clean(&a, kept.ptr, kept.len, ed->many_lines, &clean, NULL) == RC_OK &&
	    (len = strlen(clean)) > 2) {
		clean[len - 1] = '\0';
		fits = room_for(ed, clean + 1);
		whole = fits == len - 2;
		if (fits > 0)
			change(ed, ed->caret, 0, clean + 1, fits,
			       typed && clean[1] != ' ' ? MERGE_TYPED : MERGE_NONE);
		if (typed && clean[1] == ' ')
			ed->merging = MERGE_TYPED;
	}
	str_clear(&kept);
	arena_free(&a);
	return whole;
}

void
editor_set(struct editor *ed, const char *text)
{
	str_cut(&ed->text, 0);
	ed->caret = ed->left = ed->top = 0;
	editor_insert(ed, text, strlen(text));
	ed->merging = MERGE_NONE;
	forget(ed, 0);
}

/* Words: blanks, letters and digits, Chinese, and the rest are classes; a word is a run of one. */

static int
class_at(const struct editor *ed, size_t at)
{
	mbstate_t state = {0};
	wchar_t w = 0;

	mbrtowc(&w, ed->text.ptr + at, ed->text.len - at, &state);
	if (w == L' ' || w == L'\n' || w == 0x3000)
		return 0;
	if (w < 0x2e80)
		return iswalnum((wint_t)w) ? 1 : 2;
	return (w >= 0x3400 && w < 0xa000) || w >= 0x20000 ? 3 : 2;
}

static size_t
word_back(const struct editor *ed)
{
	size_t at = ed->caret, before;
	int class = 0;

	while (at > 0) {
		before = text_prev(ed->text.ptr, at);
		if (class != 0 && class_at(ed, before) != class)
			break;
		class = class_at(ed, before);
		at = before;
	}
	return at;
}

static size_t
word_on(const struct editor *ed)
{
	size_t at = ed->caret;
	int class = at < ed->text.len ? class_at(ed, at) : 0;

	while (at < ed->text.len && class_at(ed, at) == class)
		at = text_next(ed->text.ptr, at);
	while (at < ed->text.len && class_at(ed, at) == 0)
		at = text_next(ed->text.ptr, at);
	return at;
}

/* Keys */

static void
go(struct editor *ed, size_t at)
{
	ed->caret = at;
	ed->goal = -1;
	ed->merging = MERGE_NONE;
}

static void
kill_to(struct editor *ed, size_t from, size_t to)
{
	if (from == to)
		return;
	str_cut(&ed->killed, 0);
	if (!ed->secret)
		str_add_n(&ed->killed, ed->text.ptr + from, to - from);
	change(ed, from, to - from, "", 0, MERGE_NONE);
}

/* The end of the line of text; at its end the newline goes as well. */
static size_t
kill_end(const struct editor *ed)
{
	size_t len = strcspn(ed->text.ptr + ed->caret, "\n");

	return ed->caret + (len == 0 && ed->caret < ed->text.len ? 1 : len);
}

static bool
move_key(struct editor *ed, uint32_t key)
{
	switch (key) {
	case K_LEFT:
		go(ed, text_prev(ed->text.ptr, ed->caret));
		return true;
	case K_RIGHT:
		go(ed, text_next(ed->text.ptr, ed->caret));
		return true;
	case K_LEFT | K_CTRL_BIT:
		go(ed, word_back(ed));
		return true;
	case K_RIGHT | K_CTRL_BIT:
		go(ed, word_on(ed));
		return true;
	case K_HOME:
	case K_CTRL_BIT | 'a':
		go(ed, editor_line_edge(ed, false));
		return true;
	case K_END:
	case K_CTRL_BIT | 'e':
		go(ed, editor_line_edge(ed, true));
		return true;
	case K_HOME | K_CTRL_BIT:
		go(ed, 0);
		return true;
	case K_END | K_CTRL_BIT:
		go(ed, ed->text.len);
		return true;
	}
	return false;
}

static bool
lines_key(struct editor *ed, uint32_t key)
{
	if (!ed->many_lines)
		return false;
	ed->merging = MERGE_NONE;
	switch (key) {
	case K_UP:
		return editor_move_lines(ed, -1);
	case K_DOWN:
		return editor_move_lines(ed, 1);
	case K_PAGE_UP:
		return editor_move_lines(ed, -(long)(ed->rows > 2 ? ed->rows - 1 : 2));
	case K_PAGE_DOWN:
		return editor_move_lines(ed, ed->rows > 2 ? ed->rows - 1 : 2);
	case K_ENTER:
	case K_CTRL_BIT | 'j':
		editor_insert(ed, "\n", 1);
		ed->merging = MERGE_NONE;
		return true;
	}
	return false;
}

static bool
edit_key(struct editor *ed, uint32_t key)
{
	size_t at = ed->caret, to;

	switch (key) {
	case K_BACKSPACE:
		to = text_prev(ed->text.ptr, at);
		if (to < at)
			change(ed, to, at - to, "", 0, MERGE_BACK);
		return true;
	case K_DELETE:
		to = text_next(ed->text.ptr, at);
		if (to > at)
			change(ed, at, to - at, "", 0, MERGE_NONE);
		return true;
	case K_CTRL_BIT | 'k':
		kill_to(ed, at, kill_end(ed));
		return true;
	case K_CTRL_BIT | 'u':
		kill_to(ed, editor_line_edge(ed, false), at);
		return true;
	case K_CTRL_BIT | 'w':
	case K_BACKSPACE | K_ALT:
		kill_to(ed, word_back(ed), at);
		return true;
	case K_CTRL_BIT | 'y':
		editor_insert(ed, ed->killed.ptr, ed->killed.len);
		ed->merging = MERGE_NONE;
		return true;
	case K_CTRL_BIT | 'z':
	case K_CTRL_BIT | '_':
		editor_undo(ed);
		return true;
	case K_CTRL_BIT | 'r':
		editor_redo(ed);
		return true;
	}
	return false;
}

bool
editor_key(struct editor *ed, const struct key_event *ev)
{
	struct str rune = STR_INIT;

	if (ev->key == K_PASTE) {
		editor_insert(ed, ev->text, ev->len);
		ed->merging = MERGE_NONE;
		return true;
	}
	if (key_is_text(ev->key)) {
		key_add_rune(&rune, ev->key);
		editor_insert(ed, rune.ptr, rune.len);
		str_clear(&rune);
		return true;
	}
	return move_key(ed, ev->key) || edit_key(ed, ev->key) || lines_key(ed, ev->key);
}
