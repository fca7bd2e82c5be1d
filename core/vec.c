/* Growth of the one growing array. */
#include "core/vec.h"

#include <stdlib.h>

#include "core/err.h"

void *
vec_grow(void *v, size_t *cap, size_t n, size_t size)
{
	if (n < *cap)
		return v;
	*cap = *cap ? *cap * 2 : 8;
	v = realloc(v, *cap * size);
	if (!v)
		die("out of memory");
	return v;
}

void
vec_free(void *v)
{
	free(v);
}
