/* Texts kept in tests/golden/screens/. */
#include "tests/tui/kit/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/helpers.h"

static const char *
path_of(const char *name)
{
	static char path[200];

	snprintf(path, sizeof(path), "tests/golden/screens/%s.txt", name);
	return path;
}

bool
golden_rewrites(void)
{
	return getenv("GOLDEN") != NULL;
}

void
golden_write(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

char *
golden_read(const char *name)
{
	char *text = slurp(path_of(name), NULL);

	return text ? text : strdup("");
}

void
golden_expect(const char *name, const char *text)
{
	char *want;

	if (golden_rewrites())
		golden_write(name, text);
	want = golden_read(name);
	if (strcmp(want, text) != 0) /* too long for Check's own message */
		printf("%s differs; it is now:\n%s\nexpected:\n%s\n", path_of(name), text, want);
	ck_assert_msg(strcmp(want, text) == 0, "%s differs", path_of(name));
	free(want);
}

void
golden_expect_canvas(const char *name, const struct canvas *c)
{
	struct str text = STR_INIT;

	canvas_dump(c, &text);
	golden_expect(name, text.ptr);
	str_clear(&text);
}
