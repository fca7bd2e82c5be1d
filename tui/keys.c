/* Keys from bytes: UTF-8, escape sequences, Esc with a digit, bracketed paste. */
#include "tui/keys.h"

#include <stdio.h>
#include <string.h>

#include "core/vec.h"

enum {
	ESC = 0x1b,
	ESC_MS = 25,       /* a lone Esc is known after this */
	SEQUENCE_MS = 250, /* a sequence that has begun may come in pieces over a slow line */
	DIGIT_MS = 1000,   /* Esc, then a digit */
	PASTE_MS = 2000,   /* a paste whose end never came */
	SEQUENCE_MAX = 64, /* bytes of one escape sequence */
	PARAMS = 4,
};

enum step { STEP_MORE, STEP_SKIP, STEP_KEY };

struct sequence {
	char prefix; /* '<', '?', … or 0 */
	char final;
	int param[PARAMS];
	int n;
};

void
keys_init(struct keys *k)
{
	*k = (struct keys){.in = STR_INIT, .paste = STR_INIT};
}

void
keys_clear(struct keys *k)
{
	str_clear(&k->in);
	str_clear(&k->paste);
}

void
keys_feed(struct keys *k, const char *bytes, size_t n, int64_t now_ms)
{
	str_remove(&k->in, 0, k->pos);
	k->pos = 0;
	str_add_n(&k->in, bytes, n);
	k->fed = now_ms;
}

int
utf8_read(const char *bytes, size_t n, uint32_t *rune)
{
	const unsigned char *s = (const unsigned char *)bytes;
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	int len = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? -1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t r;

	if (len < 0 || s[0] > 0xf4)
		return -1;
	r = len == 1 ? s[0] : s[0] & (0x7fU >> len);
	for (int i = 1; i < len; i++) {
		if ((size_t)i >= n)
			return 0;
		if ((s[i] & 0xc0) != 0x80)
			return -1;
		r = r << 6 | (s[i] & 0x3f);
	}
	if (r < least[len] || r > 0x10ffff || (r >= 0xd800 && r <= 0xdfff))
		return -1;
	*rune = r;
	return len;
}

static uint32_t
control(unsigned char c)
{
	switch (c) {
	case '\r':
		return K_ENTER;
	case '\t':
		return K_TAB;
	case 0x08:
	case 0x7f:
		return K_BACKSPACE;
	case ESC:
		return K_ESC;
	case 0:
		return K_CTRL(' ');
	}
	return K_CTRL(c < 27 ? c + 'a' - 1 : c + '@');
}

static uint32_t
modifiers(int param)
{
	uint32_t m = 0;

	if (param > 1 && param <= 16) {
		m |= (param - 1) & 1 ? K_SHIFT : 0U;
		m |= (param - 1) & 2 ? K_ALT : 0U;
		m |= (param - 1) & 4 ? K_CTRL_BIT : 0U;
	}
	return m;
}

/* A key that the terminal names by its code point (CSI u, modifyOtherKeys). */
static uint32_t
by_code(int code, uint32_t mods)
{
	if (code <= 0 || code > 0x10ffff)
		return K_NONE;
	if (code < 32 || code == 127)
		return control((unsigned char)code) | mods;
	if (code < 127 && mods == K_SHIFT)
		return (uint32_t)code;
	if (mods & K_CTRL_BIT && code >= 'A' && code <= 'Z')
		code += 'a' - 'A';
	return (uint32_t)code | mods;
}

/* CSI n ~ */
static uint32_t
by_number(int n)
{
	static const uint32_t named[] = {K_NONE,    K_HOME,      K_INSERT, K_DELETE, K_END,
					 K_PAGE_UP, K_PAGE_DOWN, K_HOME,   K_END};

	if (n > 0 && n < (int)ARRAY_LEN(named))
		return named[n];
	if (n >= 11 && n <= 15)
		return K_F(n - 10);
	if (n >= 17 && n <= 21)
		return K_F(n - 11);
	if (n == 23 || n == 24)
		return K_F(n - 12);
	return K_NONE;
}

/* The letter that ends CSI and SS3 sequences. */
static uint32_t
by_letter(char c)
{
	switch (c) {
	case 'A':
		return K_UP;
	case 'B':
		return K_DOWN;
	case 'C':
		return K_RIGHT;
	case 'D':
		return K_LEFT;
	case 'H':
		return K_HOME;
	case 'F':
		return K_END;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return K_F(c - 'P' + 1);
	}
	return K_NONE;
}

static uint32_t
by_sequence(const struct sequence *s)
{
	uint32_t mods = modifiers(s->n > 1 ? s->param[1] : 1), key;

	if (s->prefix)
		return K_NONE;
	switch (s->final) {
	case 'Z':
		return K_TAB | K_SHIFT;
	case 'u':
		return by_code(s->param[0], mods);
	case '~':
		if (s->param[0] == 27 && s->n == 3)
			return by_code(s->param[2], mods);
		key = by_number(s->param[0]);
		break;
	default:
		key = by_letter(s->final);
	}
	return key ? key | mods : K_NONE;
}

/* After ESC [: reads parameters and the final byte. Returns bytes used, 0 = more to come. */
static size_t
read_csi(const char *s, size_t n, struct sequence *out)
{
	size_t i = 0;

	*out = (struct sequence){.n = 1};
	for (; i < n && i < SEQUENCE_MAX; i++) {
		char c = s[i];

		if (c >= '0' && c <= '9') {
			int *p = &out->param[out->n - 1];

			*p = *p > 1000000 ? *p : *p * 10 + (c - '0');
		} else if (c == ';') {
			out->n += out->n < PARAMS;
		} else if (c >= 0x20 && c <= 0x3f) { /* a private marker or an intermediate */
			out->prefix = c;
		} else if (c >= 0x40 && c <= 0x7e) {
			out->final = c;
			return i + 1;
		} else {
			return i ? i : 1; /* broken off: what comes next is a key of its own */
		}
	}
	return i < SEQUENCE_MAX ? 0 : i;
}

static enum step
csi(struct keys *k, const char *s, size_t n, uint32_t *key)
{
	struct sequence seq;
	size_t used;

	if (n > 0 && s[0] == '[') { /* the Linux console's F1 to F5 */
		if (n < 2)
			return STEP_MORE;
		*key = s[1] >= 'A' && s[1] <= 'E' ? K_F(s[1] - 'A' + 1) : K_NONE;
		k->pos += 4;
		return STEP_KEY;
	}
	used = read_csi(s, n, &seq);
	if (used == 0)
		return STEP_MORE;
	if (seq.final == 'M' && used == 1) { /* an old mouse report: three bytes follow */
		if (n < 4)
			return STEP_MORE;
		used = 4;
	}
	k->pos += 2 + used;
	*key = by_sequence(&seq);
	if (seq.final == '~' && seq.param[0] == 200 && !seq.prefix) {
		k->pasting = true;
		k->paste_cr = false;
		str_cut(&k->paste, 0);
		return STEP_SKIP;
	}
	return STEP_KEY;
}

static enum step
ss3(struct keys *k, char c, uint32_t *key)
{
	k->pos += 3;
	if (c == 'M')
		*key = K_ENTER;
	else if (c >= 'j' && c <= 'y') /* the keypad in application mode */
		*key = (uint32_t)(c - 'j' + '*');
	else
		*key = by_letter(c);
	return STEP_KEY;
}

/* A character or a control key at s. */
static enum step
plain(struct keys *k, const char *s, size_t n, size_t before, uint32_t *key)
{
	uint32_t rune;
	int len = utf8_read(s, n, &rune);

	if (len == 0)
		return STEP_MORE;
	k->pos += before + (len < 0 ? 1 : (size_t)len);
	if (len < 0)
		*key = K_BAD;
	else if (rune < 0x20 || rune == 0x7f)
		*key = control((unsigned char)rune);
	else
		*key = rune >= 0x80 && rune < 0xa0 ? K_NONE : rune;
	return STEP_KEY;
}

static enum step
escape(struct keys *k, const char *s, size_t n, int64_t now, uint32_t *key)
{
	bool lone = now - k->fed >= ESC_MS, late = now - k->fed >= SEQUENCE_MS;
	enum step step = STEP_MORE;

	if (n == 1 || s[1] == ESC) {
		if (n == 1 && !lone)
			return STEP_MORE;
		k->pos++;
		*key = K_ESC;
		return STEP_KEY;
	}
	if (s[1] == '[' && n > 2)
		step = csi(k, s + 2, n - 2, key);
	else if (s[1] == 'O' && n > 2)
		step = ss3(k, s[2], key);
	else if (s[1] != '[' && s[1] != 'O') {
		step = plain(k, s + 1, n - 1, 1, key);
		if (step == STEP_KEY && *key && *key != K_BAD)
			*key |= K_ALT;
	}
	if (step == STEP_MORE && late) { /* nothing more will come: it was no sequence */
		k->pos += n;
		return STEP_SKIP;
	}
	return step;
}

static void
paste_byte(struct keys *k, char c)
{
	if (k->paste.len < PASTE_MAX && !(c == '\n' && k->paste_cr))
		str_add_char(&k->paste, c == '\r' ? '\n' : c);
	k->paste_cr = c == '\r';
}

static enum step
paste(struct keys *k, int64_t now)
{
	static const char end[] = "\033[201~";
	size_t left = k->in.len - k->pos, n = sizeof(end) - 1;
	const char *s = k->in.ptr + k->pos;

	while (left > 0) {
		if (memcmp(s, end, left < n ? left : n) == 0) {
			if (left < n)
				break;
			k->pos += n;
			k->pasting = false;
			return STEP_KEY;
		}
		paste_byte(k, *s++);
		k->pos++;
		left--;
	}
	if (now - k->fed < PASTE_MS)
		return STEP_MORE;
	k->pos = k->in.len;
	k->pasting = false;
	return STEP_KEY;
}

/* One key as the terminal sent it, before Esc and a digit are joined. */
static bool
raw_next(struct keys *k, int64_t now, struct key_event *out)
{
	for (;;) {
		size_t n = k->in.len - k->pos;
		const char *s = k->in.ptr + k->pos;
		enum step step;

		*out = (struct key_event){.key = K_NONE};
		if (k->pasting) {
			step = paste(k, now);
			if (step == STEP_KEY)
				*out = (struct key_event){K_PASTE, k->paste.ptr, k->paste.len};
		} else if (n == 0) {
			return false;
		} else if (s[0] == ESC) {
			step = escape(k, s, n, now, &out->key);
		} else {
			step = plain(k, s, n, 0, &out->key);
		}
		if (step == STEP_MORE)
			return false;
		if (step == STEP_KEY && out->key != K_NONE)
			return true;
	}
}

static bool
is_digit(uint32_t key)
{
	return key >= '0' && key <= '9';
}

bool
keys_next(struct keys *k, int64_t now_ms, struct key_event *out)
{
	struct key_event ev;
	uint32_t bare;

	if (k->held.key) {
		*out = k->held;
		k->held.key = K_NONE;
		return true;
	}
	while (raw_next(k, now_ms, &ev)) {
		bool armed = k->armed, digit;

		bare = key_narrow(ev.key & ~(uint32_t)K_ALT);
		digit = is_digit(bare) && (ev.key & K_ALT || (armed && now_ms < k->armed_until));
		k->armed = false;
		if (digit) {
			ev.key = K_F(bare == '0' ? 10 : (int)(bare - '0'));
		} else if (ev.key == K_ESC && !armed) {
			k->armed = true;
			k->armed_until = now_ms + DIGIT_MS;
			continue;
		} else if (armed && ev.key != K_ESC) {
			k->held = ev;
			ev = (struct key_event){.key = K_ESC};
		}
		*out = ev;
		return true;
	}
	if (k->armed && now_ms >= k->armed_until) {
		k->armed = false;
		*out = (struct key_event){.key = K_ESC};
		return true;
	}
	return false;
}

int
keys_timeout(const struct keys *k, int64_t now_ms)
{
	int64_t at = -1, left = (int64_t)(k->in.len - k->pos);
	bool esc = left > 0 && k->in.ptr[k->pos] == ESC;

	if (k->held.key)
		return 0;
	if (k->pasting)
		at = k->fed + PASTE_MS;
	else if (esc)
		at = k->fed + (left == 1 ? ESC_MS : SEQUENCE_MS);
	if (k->armed && (at < 0 || k->armed_until < at))
		at = k->armed_until;
	if (at < 0)
		return -1;
	return at > now_ms ? (int)(at - now_ms) : 0;
}

uint32_t
key_narrow(uint32_t key)
{
	static const uint32_t same[][2] = {
	    {0x3000, ' '},  {0x3002, '.'}, {0x3001, '\\'}, {0x3010, '['},
	    {0x3011, ']'},  {0x300a, '<'}, {0x300b, '>'},  {0x2018, '\''},
	    {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'},  {0x2014, '_'},
	};

	if (key >= 0xff01 && key <= 0xff5e)
		return key - 0xff01 + '!';
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (same[i][0] == key)
			return same[i][1];
	return key;
}

bool
key_is_text(uint32_t key)
{
	return key >= 0x20 && key <= 0x10ffff && key != 0x7f;
}

bool
key_is_safe(uint32_t key)
{
	static const char taken[] = {'c', 'q', 's', 'z'};
	uint32_t bare = key & ~(uint32_t)K_MODIFIERS;

	if (key & K_ALT)
		return false;
	if (key & K_CTRL_BIT)
		return bare >= 'a' && bare <= 'z' && !memchr(taken, (int)bare, sizeof(taken));
	if (bare >= K_ESC)
		return bare != K_F(1) && bare != K_F(10) && bare != K_F(11);
	return is_digit(bare) || (bare > ' ' && bare < 0x7f && strchr("?!:;,.()+*=", (int)bare));
}

void
key_label(uint32_t key, char out[KEY_LABEL])
{
	static const char *const names[] = {"Esc",  "Enter", "Tab", "Backspace", "Del",  "Ins",
					    "↑",    "↓",     "←",   "→",         "Home", "End",
					    "PgUp", "PgDn",  "",    ""};
	uint32_t bare = key & ~(uint32_t)K_MODIFIERS;
	struct str s = STR_INIT;

	str_add(&s, key & K_CTRL_BIT ? "Ctrl-" : "");
	str_add(&s, key & K_ALT ? "Alt-" : "");
	str_add(&s, key & K_SHIFT ? "Shift-" : "");
	if (bare > K_F0 && bare <= K_F(24))
		str_add_f(&s, "F%u", bare - K_F0);
	else if (bare >= K_ESC && bare < K_ESC + ARRAY_LEN(names))
		str_add(&s, names[bare - K_ESC]);
	else if (key & K_CTRL_BIT && bare >= 'a' && bare <= 'z')
		str_add_char(&s, (char)(bare - 'a' + 'A'));
	else if (bare == ' ')
		str_add(&s, "Space");
	else if (key_is_text(bare))
		key_add_rune(&s, bare);
	snprintf(out, KEY_LABEL, "%s", s.ptr);
	str_clear(&s);
}

void
key_add_rune(struct str *s, uint32_t rune)
{
	if (rune < 0x80) {
		str_add_char(s, (char)rune);
	} else if (rune < 0x800) {
		str_add_char(s, (char)(0xc0 | rune >> 6));
		str_add_char(s, (char)(0x80 | (rune & 0x3f)));
	} else if (rune < 0x10000) {
		str_add_char(s, (char)(0xe0 | rune >> 12));
		str_add_char(s, (char)(0x80 | (rune >> 6 & 0x3f)));
		str_add_char(s, (char)(0x80 | (rune & 0x3f)));
	} else {
		str_add_char(s, (char)(0xf0 | rune >> 18));
		str_add_char(s, (char)(0x80 | (rune >> 12 & 0x3f)));
		str_add_char(s, (char)(0x80 | (rune >> 6 & 0x3f)));
		str_add_char(s, (char)(0x80 | (rune & 0x3f)));
	}
}
