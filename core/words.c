/* Lists of words in one value, as people write them. */
#include "core/words.h"

#include <string.h>

#include "core/str.h"
#include "core/vec.h"

const char **
words_split(struct arena *a, const char *text)
{
	static const char *const commas[] = {",", "，", "、"};
	const char **out = arena_alloc(a, (strlen(text) + 2) * sizeof(*out));
	const char *start = text;
	size_t n = 0;

	for (const char *p = text;; p++) {
		size_t comma = *p ? 0 : 1;
		size_t len = (size_t)(p - start);

		for (size_t i = 0; i < ARRAY_LEN(commas) && !comma; i++)
			if (str_starts(p, commas[i]))
				comma = strlen(commas[i]);
		if (!comma)
			continue;
		while (len > 0 && start[len - 1] == ' ')
			len--;
		if (len > 0)
			out[n++] = arena_text_n(a, start, len);
		if (!*p)
			return out;
		p += comma - 1;
		for (start = p + 1; *start == ' '; start++)
			;
	}
}

bool
words_have(const char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (str_equal(*words, word))
			return true;
	return false;
}
