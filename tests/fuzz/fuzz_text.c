/* Any bytes as a text: cleaned once is clean, columns keep their cells, nothing is read beyond. */
#include <locale.h>
#include <stdint.h>
#include <string.h>

#include "core/pinyin.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sum {
	size_t bytes, lines;
};

static void
count(void *ctx, const char *bytes, size_t n)
{
	struct sum *s = ctx;

	if (n > 0 && memchr(bytes, '\n', n))
		die("a wrapped line holds a newline");
	s->bytes += n;
	s->lines++;
}

static void
check_columns(const char *text)
{
	struct str out = STR_INIT;
	struct sum sum = {0};
	size_t n = strlen(text);

	text_put(&out, text, 7);
	if (text_width(out.ptr) != 7)
		die("a column of %d cells", text_width(out.ptr));
	str_clear(&out);
	text_wrap(text, 10, count, &sum);
	if (sum.bytes > n || sum.lines == 0)
		die("wrapping added text");
	for (size_t i = 0, next; i < n; i = next) {
		next = text_next(text, i);
		if (next <= i || next > n)
			die("no step from byte %zu", i);
	}
	if (n > 0 && text_prev(text, n) >= n)
		die("no step back");
	pinyin_match(text, text);
	pinyin_match("石桥村委会", text);
	text_has_personal_number(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	const char *bytes = (const char *)data;
	struct err e;
	char *out;

	setlocale(LC_CTYPE, "C.UTF-8");
	for (int many_lines = 0; many_lines < 2; many_lines++) {
		bool clean = text_is_clean(bytes, size, many_lines);

		if (text_clean(&a, bytes, size, many_lines, &out, &e) == RC_OK) {
			if (!text_is_clean(out, strlen(out), many_lines))
				die("cleaning did not end: %s", out);
			if (clean != (strlen(out) == size && memcmp(out, bytes, size) == 0))
				die("two answers about: %s", out);
		} else if (clean) {
			die("refused, but clean");
		}
	}
	check_columns(arena_text_n(&a, bytes, size));
	arena_free(&a);
	return 0;
}
