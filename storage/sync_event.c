/* What a round tells while it runs: one JSON object a line. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/json_line.h"
#include "storage/sync.h"

enum { EVENT_PAIRS = 14 };

void
sync_event(struct sync *y, const char *event, ...)
{
	struct arena a = {0};
	struct json_member_text members[EVENT_PAIRS];
	struct str line = STR_INIT, value = STR_INIT;
	const char *name;
	size_t n = 0;
	va_list ap;

	if (!y->out)
		return;
	json_write_text(&value, event);
	members[n++] = (struct json_member_text){"event", arena_text(&a, value.ptr)};
	va_start(ap, event);
	while (n < EVENT_PAIRS && (name = va_arg(ap, const char *))) {
		str_cut(&value, 0);
		if (name[0] == '#')
			str_add_f(&value, "%" PRId64, va_arg(ap, int64_t));
		else
			json_write_text(&value, va_arg(ap, const char *));
		members[n++] = (struct json_member_text){name[0] == '#' ? name + 1 : name,
							 arena_text(&a, value.ptr)};
	}
	va_end(ap);
	json_write_object(&line, members, n);
	fprintf(y->out, "%s\n", line.ptr);
	fflush(y->out);
	str_clear(&line);
	str_clear(&value);
	arena_free(&a);
}

void
sync_trouble(struct sync *y, const char *book, const struct err *e)
{
	if (y->first.code == RC_OK)
		y->first = *e;
	sync_event(y, "trouble", "book", book, "text", e->text, NULL);
}

int
sync_deadline(const struct sync *y, int64_t bytes)
{
	return y->seconds + (int)(bytes / SYNC_BYTES_PER_SECOND);
}
