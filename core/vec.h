/*
 * The one growing array: VEC(struct record *) recs = { 0 }; vec_push(&recs, r); … recs.v[i] for
 * i < recs.n; vec_clear(&recs). Elements are plain values; what they point to is not freed.
 */
#ifndef CORE_VEC_H
#define CORE_VEC_H

#include <stddef.h>

#define VEC(type)              \
	struct {               \
		type *v;       \
		size_t n, cap; \
	}

/* Makes room for one more element; aborts when out of memory. */
void *vec_grow(void *v, size_t *cap, size_t n, size_t size);

#define vec_push(vec, value)                                                      \
	((vec)->v = vec_grow((vec)->v, &(vec)->cap, (vec)->n, sizeof(*(vec)->v)), \
	 (void)((vec)->v[(vec)->n++] = (value)))
#define vec_clear(vec) (vec_free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)

void vec_free(void *v);

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
