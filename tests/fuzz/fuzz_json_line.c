/* What the record reader accepts is clean, and the writer makes the same bytes of it. */
#include <string.h>

#include "core/json_line.h"
#include "core/text.h"
#include "tests/json_rewrite.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
check(struct arena *a, const struct json_line *j)
{
	struct str out = STR_INIT;

	for (size_t t = 0; t < j->ntokens; t++) {
		char *text;

		if (j->tokens[t].next <= t || j->tokens[t].next > j->ntokens)
			die("token %zu leads to %u", t, j->tokens[t].next);
		if (j->tokens[t].type != JT_TEXT)
			continue;
		text = json_text(a, j, t);
		if (!text_is_clean(text, strlen(text), true))
			die("an unclean text was accepted");
		if (!json_text_is(j, t, text))
			die("json_text and json_text_is disagree");
	}
	json_rewrite(a, j, 0, &out);
	if (out.len != j->len || memcmp(out.ptr, j->text, out.len) != 0)
		die("written back as %s", out.ptr);
	str_clear(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena a = {0};
	struct json_line j;
	struct err e;

	if (json_line_read(&a, (const char *)bytes, n, &j, &e) == RC_OK)
		check(&a, &j);
	arena_free(&a);
	return 0;
}
