/* Sixty-four lines in one value, as they were written. */
#define _GNU_SOURCE /* memrchr */
#include "storage/block.h"

#include <string.h>

void
block_add(struct str *block, const char *line, size_t len)
{
	str_add_n(block, line, len);
	str_add_char(block, '\n');
}

bool
block_next(const char *block, size_t n, size_t *at, const char **line, size_t *len)
{
	const char *end;

	if (*at >= n || !(end = memchr(block + *at, '\n', n - *at)))
		return false;
	*line = block + *at;
	*len = (size_t)(end - *line);
	*at += *len + 1;
	return true;
}

bool
block_prev(const char *block, size_t *end, const char **line, size_t *len)
{
	const char *before;

	if (*end == 0)
		return false;
	before = memrchr(block, '\n', *end - 1);
	*line = before ? before + 1 : block;
	*len = (size_t)(block + *end - 1 - *line);
	*end = (size_t)(*line - block);
	return true;
}

bool
block_line(const char *block, size_t n, size_t index, const char **line, size_t *len)
{
	size_t at = 0;

	do {
		if (!block_next(block, n, &at, line, len))
			return false;
	} while (index-- > 0);
	return true;
}

size_t
block_count(const char *block, size_t n)
{
	const char *line;
	size_t at = 0, len, count = 0;

	while (block_next(block, n, &at, &line, &len))
		count++;
	return count;
}
