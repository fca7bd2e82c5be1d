/* Names by characters, pinyin or initials. */
#include "core/pinyin.h"

#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/pinyin_table.h"
#include "core/str.h"
#include "core/text.h"

enum { TYPED_MAX = 60 }; /* one bit each in the set of reached bytes */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Half-width, small, without blanks and the apostrophes that part syllables (xi'an). */
static char *
simplify(struct arena *a, const char *text)
{
	char *simple = text_narrow(a, text), *to = simple;

	for (const char *from = simple; *from; from++)
		if (*from != ' ' && *from != '\'')
			*to++ = lower(*from);
	*to = '\0';
	return simple;
}

/* Bytes that the syllable and what is typed have in common at their starts. */
static size_t
common(const char *syllable, const char *typed)
{
	size_t n = 0;

	while (syllable[n] && (syllable[n] == typed[n] || (syllable[n] == 'v' && typed[n] == 'u')))
		n++;
	return n;
}

/* First row whose syllable starts with that letter or a later one. */
static size_t
first_row(char letter)
{
	size_t low = 0, high = pinyin_nrows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pinyin_rows[middle].syllable[0] < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The lengths of typed, as bits, that one character (NUL-terminated) may stand for. */
static uint64_t
lengths(const char *character, const char *typed)
{
	uint64_t set = 0;

	if (str_starts(typed, character))
		set |= (uint64_t)1 << strlen(character);
	if (*typed < 'a' || *typed > 'z' || (unsigned char)*character < 0x80)
		return set;
	for (size_t i = first_row(*typed); i < pinyin_nrows && pinyin_rows[i].syllable[0] == *typed;
	     i++) {
		size_t n = common(pinyin_rows[i].syllable, typed);

		/* All lengths 1 … n; a row that adds none need not be searched. */
		uint64_t more = (((uint64_t)1 << n) - 1) << 1;

		if ((more & ~set) != 0 && strstr(pinyin_rows[i].characters, character))
			set |= more;
	}
	return set;
}

/* Follows all ways at once: bit i of reached means that i bytes of typed are accounted for. */
static bool
match_here(const char *text, const char *typed, size_t ntyped)
{
	uint64_t reached = 1;

	while (*text && reached) {
		size_t size = text_next(text, 0);
		char character[64] = "";
		uint64_t next = 0;

		if (size < sizeof(character))
			memcpy(character, text, size);
		for (size_t i = 0; i < ntyped && *character; i++)
			if (reached >> i & 1)
				next |= lengths(character, typed + i) << i;
		if (next >> ntyped & 1)
			return true;
		reached = next;
		text += size;
	}
	return false;
}

bool
pinyin_match(const char *text, const char *typed)
{
	struct arena a = {0};
	const char *wanted = simplify(&a, typed), *in = simplify(&a, text);
	size_t n = strlen(wanted);
	bool found = n == 0;

	if (n <= TYPED_MAX)
		while (!found && *in) {
			found = match_here(in, wanted, n);
			in += text_next(in, 0);
		}
	arena_free(&a);
	return found;
}
