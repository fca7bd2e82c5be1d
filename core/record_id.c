/* Names of writers, books and records. */
#include <stdlib.h>
#include <string.h>

#include "core/record.h"

enum { BOOK_MAX = 8, EPOCH_MAX = 2, NUMBER_DIGITS = 15 };

static bool
lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t
letters(const char *p)
{
	size_t n = 0;

	while (lower(p[n]))
		n++;
	return n;
}

/* Length of the writer's name at the start of text, 0 when there is none. */
static size_t
writer_length(const char *text)
{
	size_t n = letters(text), epoch;

	if (n == 0 || n > BOOK_MAX)
		return 0;
	if (str_starts(text + n, ".root"))
		return n + strlen(".root");
	if (text[n] < '0' || text[n] > '9')
		return 0;
	epoch = letters(text + n + 1);
	return epoch > EPOCH_MAX ? 0 : n + 1 + epoch;
}

bool
writer_valid(const char *writer)
{
	size_t n = writer_length(writer);

	return n > 0 && writer[n] == '\0';
}

bool
record_id_read(const char *text, struct record_id *out)
{
	size_t n = text ? writer_length(text) : 0, digits;

	if (n == 0 || n >= WRITER_TEXT || text[n] != '-')
		return false;
	digits = strspn(text + n + 1, "0123456789");
	if (digits == 0 || digits > NUMBER_DIGITS || text[n + 1] == '0' ||
	    text[n + 1 + digits] != '\0')
		return false;
	memcpy(out->writer, text, n);
	out->writer[n] = '\0';
	out->number = strtoll(text + n + 1, NULL, 10);
	return true;
}

int
record_id_compare(const char *a, const char *b)
{
	struct record_id x, y;
	int by_writer;

	if (!record_id_read(a, &x) || !record_id_read(b, &y))
		return strcmp(a, b);
	by_writer = strcmp(x.writer, y.writer);
	if (by_writer)
		return by_writer;
	return (x.number > y.number) - (x.number < y.number);
}

void
book_of_writer(const char *writer_or_id, char book[WRITER_TEXT])
{
	size_t n = letters(writer_or_id);

	if (n >= WRITER_TEXT)
		n = 0;
	memcpy(book, writer_or_id, n);
	book[n] = '\0';
}

enum writer_role
writer_role(const char *writer)
{
	size_t n = letters(writer);

	if (writer[n] == '.')
		return WRITER_ROOT;
	return writer[n] == '0' ? WRITER_SUPERIOR : WRITER_HOME;
}
