/*
 * Keys from bytes: what the person pressed, told from what the terminal sent. Pure: bytes and the
 * time go in, events come out; no terminal, no curses.
 *
 * - UTF-8 is decoded here, across reads; broken bytes become one K_BAD each and never swallow what
 *   follows (a terminal set to GBK shows itself by them).
 * - Escape sequences of xterm, tmux, screen, PuTTY and the Linux console are known by one table; an
 *   unknown one is dropped whole, never typed as text.
 * - A lone Esc is told from a sequence after 25 ms. A digit within a second makes it an F-key (Esc
 * 5 is F5, Esc 0 is F10), a second Esc acts at once, any other key sends the Esc before itself.
 * - Bracketed paste is one event with its text (CR and CRLF are newlines), at most PASTE_MAX bytes.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/str.h"

/*
 * A key is one number: a character is its code point; the others are named below; K_SHIFT, K_ALT
 * and K_CTRL_BIT are added where the terminal tells. Letters never carry K_SHIFT.
 */
enum {
	K_SHIFT = 0x1000000,
	K_ALT = 0x2000000,
	K_CTRL_BIT = 0x4000000,
	K_MODIFIERS = K_SHIFT | K_ALT | K_CTRL_BIT
};

enum {
	K_NONE = 0,
	K_ESC = 0x200000,
	K_ENTER,
	K_TAB,
	K_BACKSPACE,
	K_DELETE,
	K_INSERT,
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PAGE_UP,
	K_PAGE_DOWN,
	K_PASTE, /* with text */
	K_BAD,   /* bytes that are not UTF-8 */
	K_F0 = 0x200100,
};

#define K_F(n)    ((uint32_t)(K_F0 + (n)))                 /* F1 to F24 */
#define K_CTRL(c) ((uint32_t)(K_CTRL_BIT | (uint32_t)(c))) /* with a small letter */

enum { KEY_LABEL = 32, PASTE_MAX = 256 * 1024 };

struct key_event {
	uint32_t key;
	const char *text; /* of K_PASTE; valid until the next call of keys_next */
	size_t len;
};

struct keys {
	struct str in; /* bytes not yet understood */
	size_t pos;
	struct str paste;
	bool pasting;
	bool paste_cr;         /* the last byte was CR, a following LF belongs to it */
	int64_t fed;           /* when the last bytes came, ms */
	bool armed;            /* a lone Esc waits for a digit … */
	int64_t armed_until;   /* … until then */
	struct key_event held; /* what made the Esc act, to come after it */
};

void keys_init(struct keys *k);
void keys_clear(struct keys *k);

/* Hands over bytes read at now_ms (of any steady clock). */
void keys_feed(struct keys *k, const char *bytes, size_t n, int64_t now_ms);

/* The next event, or false when there is none yet. */
bool keys_next(struct keys *k, int64_t now_ms, struct key_event *out);

/* Milliseconds until keys_next may have something without new bytes; -1 when never. */
int keys_timeout(const struct keys *k, int64_t now_ms);

/*
 * For commands, not for text: full-width letters, digits and punctuation and the Chinese full stop
 * count as the half-width keys they share with; other keys stay as they are.
 */
uint32_t key_narrow(uint32_t key);

/* A character that may go into a text, without modifiers. */
bool key_is_text(uint32_t key);

/*
 * True for a key that works while an input method is on and that no usual terminal or desktop takes
 * away: F-keys but F1, F10 and F11, arrows and the like, Ctrl with a letter, digits, and
 * punctuation whose full-width form counts as the same key. Each command must have one.
 */
bool key_is_safe(uint32_t key);

/* "F5", "Ctrl-S", "Enter", "↑", "n". */
void key_label(uint32_t key, char out[KEY_LABEL]);

/* The character at bytes: returns its bytes; 0 when its rest is missing, -1 when it is broken. n >
 * 0. */
int utf8_read(const char *bytes, size_t n, uint32_t *rune);

/* Appends a code point as UTF-8. */
void key_add_rune(struct str *s, uint32_t rune);

#endif
