/* Records, one a line: anything is read or refused; what was read is written back alike, and folds.
 */
#include <stdint.h>
#include <string.h>

#include "core/index.h"
#include "core/record.h"
#include "core/thing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A known record without private or newer members must be written exactly as it was read. */
static void
write_back(struct arena *a, const struct record *r)
{
	struct record copy = *r;
	struct err e = {0};

	if (record_write(a, &copy, &e) != RC_OK)
		die("cannot write what was read: %s: %s", e.text, r->line);
	if (copy.len > r->len)
		die("grew: %s", r->line);
}

static void
look_at(struct arena *a, const struct record *r)
{
	struct str text = STR_INIT;
	struct index_keys keys;
	struct err e = {0};

	record_values(r, &text);
	record_line_text(r, &text);
	str_clear(&text);
	if (index_line(r->line, r->len, &keys, &e) != RC_OK)
		die("no view keys: %s: %s", e.text, r->line);
	if (r->kind)
		write_back(a, r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct records all = {0};
	struct err e = {0};
	const char *line = (const char *)data, *end = line + size;

	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		struct record *r;

		if (!stop)
			stop = end;
		if (record_read(&a, line, (size_t)(stop - line), &r, &e) == RC_OK) {
			look_at(&a, r);
			vec_push(&all, r);
		}
		line = stop + 1;
	}
	for (size_t i = 0; i < all.n; i++) {
		struct thing *t;

		if (thing_fold(&a, (const struct record *const *)all.v, all.n, all.v[i]->id, &t,
			       &e) == RC_OK &&
		    t->rev < 1)
			die("a thing without revision");
	}
	vec_clear(&all);
	arena_free(&a);
	return 0;
}
