/* Text for people: what may enter a record, and how it fits into columns. */
#include "core/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <wchar.h>

#include "core/i18n.h"
#include "core/vec.h"

enum {
	TEXT_MAX = 64 * 1024,
	CLUSTER_MAX = 1024, /* bytes: a longer pile of accents is cut, so that each step is short */
};

/* One character; broken bytes count as U+FFFD, one at a time. */
static size_t
decode(const char *p, size_t n, ucs4_t *c)
{
	return (size_t)u8_mbtouc(c, (const uint8_t *)p, n);
}

bool
text_is_utf8(const char *bytes, size_t n)
{
	return u8_check((const uint8_t *)bytes, n) == NULL;
}

/* Most of what people type: nothing to refuse, drop, trim or compose. */
static bool
is_plain(ucs4_t c)
{
	return (c > 0x20 && c < 0x7F) || (c > 0xA0 && c < 0x300 && c != 0xAD) ||
	       (c > 0x3000 && c < 0x302A) || (c >= 0x3400 && c < 0x4DC0) ||
	       (c >= 0x4E00 && c < 0xA000) || (c > 0xFF00 && c < 0xFF5F);
}

static bool
is_control(ucs4_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static bool
is_invisible(ucs4_t c)
{
	return uc_is_property_default_ignorable_code_point(c) ||
	       uc_is_general_category(c, UC_FORMAT);
}

static bool
is_blank(ucs4_t c)
{
	return c == ' ' || c == '\n' || c == 0xA0 || uc_is_property_white_space(c);
}

/* Appends what stays of the text; newlines stay here in any case. */
static enum rc
filter(const char *bytes, size_t n, struct str *out, struct err *e)
{
	ucs4_t c;

	for (size_t i = 0, size; i < n; i += size) {
		size = decode(bytes + i, n - i, &c);
		if (c == '\t')
			str_add_char(out, ' ');
		else if (c == 0x2028 || c == 0x2029)
			str_add_char(out, '\n');
		else if (c == '\r' && i + 1 < n && bytes[i + 1] == '\n')
			continue;
		else if (c != '\n' && is_control(c))
			return err_set(e, RC_INVALID,
				       _("the text holds a control character (U+%04X): type it "
					 "again without it"),
				       (unsigned)c);
		else if (uc_is_property_not_a_character(c))
			return err_set(e, RC_INVALID,
				       _("the text holds U+%04X, which is not a character: type it "
					 "again without it"),
				       (unsigned)c);
		else if (is_plain(c) || !is_invisible(c))
			str_add_n(out, bytes + i, size);
	}
	return RC_OK;
}

static void
trim(const char **text, size_t *n)
{
	const uint8_t *p = (const uint8_t *)*text, *end = p + *n, *before;
	ucs4_t c;

	while (p < end && is_blank((u8_next(&c, p), c)))
		p = u8_next(&c, p);
	while (end > p && (before = u8_prev(&c, end, p)) && is_blank(c))
		end = before;
	*text = (const char *)p;
	*n = (size_t)(end - p);
}

/* The normal form on the heap. The text must be UTF-8. */
static char *
normalize(uninorm_t form, const char *bytes, size_t n, size_t *len)
{
	uint8_t *made = u8_normalize(form, (const uint8_t *)bytes, n, NULL, len);

	if (!made)
		die("out of memory");
	return (char *)made;
}

enum rc
text_clean(struct arena *a, const char *bytes, size_t n, bool many_lines, char **out, struct err *e)
{
	struct str kept = STR_INIT;
	char *composed = NULL;
	const char *text;
	size_t len;
	enum rc rc;

	if (n > TEXT_MAX)
		return err_set(e, RC_INVALID, _("the text is too long: at most %d KiB"),
			       TEXT_MAX / 1024);
	if (!text_is_utf8(bytes, n))
		return err_set(e, RC_INVALID,
			       _("the text is not UTF-8: convert it, for example with iconv -f "
				 "GB18030 -t UTF-8"));
	rc = filter(bytes, n, &kept, e);
	if (rc == RC_OK) {
		composed = normalize(UNINORM_NFC, kept.ptr, kept.len, &len);
		text = composed;
		/* The terminating NUL is not part of the normal form: trim needs only len. */
		trim(&text, &len);
		if (len > TEXT_MAX)
			rc = err_set(e, RC_INVALID, _("the text is too long: at most %d KiB"),
				     TEXT_MAX / 1024);
		else if (!many_lines && memchr(text, '\n', len))
			rc = err_set(e, RC_INVALID,
				     _("the text has several lines: only one line fits here"));
		else
			*out = arena_text_n(a, text, len);
	}
	free(composed);
	str_clear(&kept);
	return rc;
}

bool
text_is_clean(const char *bytes, size_t n, bool many_lines)
{
	struct arena a = {0};
	char *cleaned;
	bool same;
	ucs4_t c;
	size_t i = 0;

	if (n > TEXT_MAX || !text_is_utf8(bytes, n))
		return false;
	while (i < n) {
		size_t size = decode(bytes + i, n - i, &c);
		bool inner = i > 0 && i + 1 < n;

		if (!is_plain(c) && !(inner && (c == ' ' || (c == '\n' && many_lines))))
			break;
		i += size;
	}
	if (i == n)
		return true;
	same = text_clean(&a, bytes, n, many_lines, &cleaned, NULL) == RC_OK &&
	       strlen(cleaned) == n && memcmp(cleaned, bytes, n) == 0;
	arena_free(&a);
	return same;
}

/* What NFKC leaves but an input method types where a number or a time is meant. */
static const struct {
	const char *typed;
	char meant;
} input_marks[] = {{"。", '.'}, {"、", ','}, {"〜", '~'}, {"−", '-'}, {"—", '-'}};

/* Bytes of the mark at the start of text, 0 when there is none. */
static size_t
input_mark(const char *text, char *meant)
{
	for (size_t m = 0; m < ARRAY_LEN(input_marks); m++) {
		if (!str_starts(text, input_marks[m].typed))
			continue;
		*meant = input_marks[m].meant;
		return strlen(input_marks[m].typed);
	}
	return 0;
}

char *
text_narrow(struct arena *a, const char *text)
{
	size_t n = strlen(text), len;
	char *form, *result, c;

	if (!text_is_utf8(text, n))
		return arena_text(a, text);
	form = normalize(UNINORM_NFKC, text, n, &len);
	result = arena_text_n(a, form, len);
	free(form);
	for (char *from = result, *to = result; *from; *to++ = c) {
		size_t size = input_mark(from, &c);

		if (size == 0)
			c = *from;
		from += size > 0 ? size : 1;
		if (*from == '\0')
			to[1] = '\0';
	}
	return result;
}

/* The terminal's own idea. What its tables do not know yet: rare characters of names are wide. */
static int
cells_of(ucs4_t c)
{
	int cells;

	if (is_control(c))
		return 0;
	cells = wcwidth((wchar_t)c);
	if (cells >= 0)
		return cells;
	return c >= 0x20000 && c < 0x3FFFE ? 2 : 1;
}

int
text_width_n(const char *text, size_t n)
{
	int cells = 0;
	ucs4_t c;

	for (size_t i = 0; i < n;) {
		i += decode(text + i, n - i, &c);
		cells += cells_of(c);
	}
	return cells;
}

int
text_width(const char *text)
{
	return text_width_n(text, strlen(text));
}

/* The first border inside text, or n. u8_grapheme_next() would take flags and joined emoji apart.
 */
static size_t
first_border(const char *text, size_t n)
{
	char borders[CLUSTER_MAX];
	size_t i = 1;

	u8_grapheme_breaks((const uint8_t *)text, n, borders);
	while (i < n && !borders[i])
		i++;
	return i;
}

/* At most max bytes, without cutting a character. */
static size_t
cut_at(const char *text, size_t n, size_t max)
{
	if (n <= max)
		return n;
	for (n = max; n > 1 && ((unsigned char)text[n] & 0xC0) == 0x80;)
		n--;
	return n;
}

/* Bytes of the first cluster; 0 at the end. */
static size_t
cluster(const char *text, size_t n)
{
	enum { NEAR = 32 };
	size_t size, end, near;
	ucs4_t c, after;

	if (n == 0)
		return 0;
	size = decode(text, n, &c);
	if (size == n)
		return size;
	decode(text + size, n - size, &after);
	if (is_plain(c) && is_plain(after))
		return size;
	near = cut_at(text, n, NEAR);
	end = first_border(text, near);
	return end < near ? end : first_border(text, cut_at(text, n, CLUSTER_MAX));
}

size_t
text_fit(const char *text, int cells, int *width)
{
	size_t n = strlen(text), i = 0;
	int used = 0;

	while (i < n) {
		size_t size = cluster(text + i, n - i);
		int more = text_width_n(text + i, size);

		if (used + more > cells)
			break;
		used += more;
		i += size;
	}
	if (width)
		*width = used;
	return i;
}

/* A cell is no place for a newline or an escape: each control character becomes a blank. */
static void
blank_controls(struct str *out, const char *text)
{
	size_t n = strlen(text);
	ucs4_t c;

	for (size_t i = 0, size; i < n; i += size) {
		size = decode(text + i, n - i, &c);
		if (is_control(c))
			str_add_char(out, ' ');
		else
			str_add_n(out, text + i, size);
	}
}

void
text_put(struct str *out, const char *text, int cells)
{
	struct str shown = STR_INIT;
	size_t fits;
	int used;

	if (cells <= 0)
		return;
	blank_controls(&shown, text);
	fits = text_fit(shown.ptr, cells, &used);
	if (fits < shown.len) {
		fits = text_fit(shown.ptr, cells - 1, &used);
		str_add_n(out, shown.ptr, fits);
		str_add(out, "…");
		used++;
	} else {
		str_add_n(out, shown.ptr, fits);
	}
	for (; used < cells; used++)
		str_add_char(out, ' ');
	str_clear(&shown);
}

size_t
text_next(const char *text, size_t i)
{
	/* One byte more than a cluster may have tells cluster() that it is cut. */
	return i + cluster(text + i, strnlen(text + i, CLUSTER_MAX + 1));
}

/* Walks from the start of the line, so that both directions see the same borders. */
size_t
text_prev(const char *text, size_t i)
{
	size_t at = i, before;

	if (i == 0)
		return 0;
	for (at = i - 1; at > 0 && text[at - 1] != '\n'; at--)
		continue;
	do {
		before = at;
		at = text_next(text, at);
	} while (at < i && at > before);
	return before;
}

struct wrap {
	int cells;
	void (*line)(void *ctx, const char *bytes, size_t n);
	void *ctx;
};

/* Length of text without blanks at its end: they hang over the margin. */
static size_t
without_blanks(const char *text, size_t n)
{
	static const char wide[] = "\u3000";
	size_t m = sizeof(wide) - 1;

	for (;;) {
		if (n >= 1 && text[n - 1] == ' ')
			n--;
		else if (n >= m && memcmp(text + n - m, wide, m) == 0)
			n -= m;
		else
			return n;
	}
}

static void
wrap_paragraph(const struct wrap *w, const char *text, size_t n, const char *breaks)
{
	size_t start = 0, last = 0, i = 0;
	int used = 0;

	while (i < n) {
		size_t size = cluster(text + i, n - i);
		int more = text_width_n(text + i, size);

		if (i > start && breaks[i] == UC_BREAK_POSSIBLE)
			last = i;
		if (i > start && used + more > w->cells && without_blanks(text + i, size) > 0) {
			/* No place to break: inside the word, better than beyond the margin. */
			size_t cut = last > start ? last : i;

			w->line(w->ctx, text + start, without_blanks(text + start, cut - start));
			start = last = cut;
			used = text_width_n(text + start, i - start);
			continue;
		}
		used += more;
		i += size;
	}
	w->line(w->ctx, text + start,
		used > w->cells ? without_blanks(text + start, n - start) : n - start);
}

void
text_wrap(const char *text, int cells, void (*line)(void *ctx, const char *bytes, size_t n),
	  void *ctx)
{
	struct wrap w = {cells, line, ctx};
	size_t n = strlen(text);
	char *breaks = calloc(n + 1, 1);

	if (!breaks)
		die("out of memory");
	for (size_t start = 0, len; start <= n; start += len + 1) {
		len = strcspn(text + start, "\n");
		u8_possible_linebreaks((const uint8_t *)text + start, len, "UTF-8", breaks);
		wrap_paragraph(&w, text + start, len, breaks);
	}
	free(breaks);
}

size_t
text_length(const char *text)
{
	size_t n = strlen(text), count = 0;
	ucs4_t c;

	for (size_t i = 0; i < n; count++)
		i += decode(text + i, n - i, &c);
	return count;
}

static size_t
digits_at(const char *p)
{
	return strspn(p, "0123456789");
}

/* 13800000000, 138 0000 0000 or 138-0000-0000, perhaps after +86 */
static bool
is_mobile(const char *p)
{
	size_t n = digits_at(p);

	if (n == 13 && p[0] == '8' && p[1] == '6') {
		p += 2;
		n -= 2;
	}
	if (n == 2 && p[0] == '8' && p[1] == '6' && (p[2] == ' ' || p[2] == '-')) {
		p += 3;
		n = digits_at(p);
	}
	if (p[0] != '1' || p[1] < '3' || p[1] > '9')
		return false;
	if (n == 11)
		return true;
	return n == 3 && (p[3] == ' ' || p[3] == '-') && digits_at(p + 4) == 4 && p[8] == p[3] &&
	       digits_at(p + 9) == 4;
}

/* 17 digits and a digit or X; the birthday in the middle tells it from other long numbers. */
static bool
is_identity(const char *p)
{
	size_t n = digits_at(p);
	int month, day;

	if (n != 18 && !(n == 17 && (p[17] == 'X' || p[17] == 'x')))
		return false;
	month = (p[10] - '0') * 10 + p[11] - '0';
	day = (p[12] - '0') * 10 + p[13] - '0';
	return (memcmp(p + 6, "19", 2) == 0 || memcmp(p + 6, "20", 2) == 0) && month >= 1 &&
	       month <= 12 && day >= 1 && day <= 31;
}

bool
text_has_personal_number(const char *text)
{
	struct arena a = {0};
	const char *p = text_narrow(&a, text);
	bool found = false;

	while (*p && !found) {
		size_t n = digits_at(p);

		found = n > 0 && (is_mobile(p) || is_identity(p));
		p += n > 0 ? n : 1;
	}
	arena_free(&a);
	return found;
}
