/* The keys of the tables: texts ended by 0, numbers of eight bytes in their order. */
#include <string.h>

#include "storage/store_inner.h"

static void
add_text(struct key *k, const char *text)
{
	size_t n = strlen(text) + 1;

	/* Ids, writers and kinds are bounded where they are read; two of them fit. */
	if (k->len + n > sizeof(k->bytes))
		die("a key of %zu bytes", k->len + n);
	memcpy(k->bytes + k->len, text, n);
	k->len += n;
}

static void
add_number(struct key *k, uint64_t n)
{
	if (k->len + 8 > sizeof(k->bytes))
		die("a key of %zu bytes", k->len + 8);
	for (int shift = 56; shift >= 0; shift -= 8)
		k->bytes[k->len++] = (unsigned char)(n >> shift);
}

struct key
key_thing(const char *id)
{
	struct key k = {.len = 0};
	struct record_id rid;

	if (record_id_read(id, &rid)) {
		add_text(&k, rid.writer);
		add_number(&k, (uint64_t)rid.number);
	} else {
		k.bytes[k.len++] = 0xff;
		add_text(&k, id);
	}
	return k;
}

struct key
key_thing_number(const char *id, uint64_t n)
{
	struct key k = key_thing(id);

	add_number(&k, n);
	return k;
}

struct key
key_number(uint64_t n)
{
	struct key k = {.len = 0};

	add_number(&k, n);
	return k;
}

struct key
key_text(const char *text)
{
	struct key k = {.len = 0};

	add_text(&k, text);
	return k;
}

struct key
key_text_number(const char *text, uint64_t n)
{
	struct key k = {.len = 0};

	add_text(&k, text);
	add_number(&k, n);
	return k;
}

/* Times before 1970 must stand before the others. */
struct key
key_time(int64_t at, int64_t pos)
{
	struct key k = {.len = 0};

	add_number(&k, (uint64_t)at ^ ((uint64_t)1 << 63));
	add_number(&k, (uint64_t)pos);
	return k;
}

struct key
key_pair(const char *a, const char *b)
{
	struct key k = {.len = 0};

	add_text(&k, a);
	add_text(&k, b);
	k.len--; /* the second text ends with the key */
	return k;
}

struct span
key_span(const struct key *k)
{
	return (struct span){k->bytes, k->len};
}

uint64_t
span_number(struct span s, size_t at)
{
	const unsigned char *p = s.ptr;
	uint64_t n = 0;

	if (at + 8 > s.len)
		return 0;
	for (size_t i = at; i < at + 8; i++)
		n = n << 8 | p[i];
	return n;
}

bool
span_starts(struct span s, struct span prefix)
{
	return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}
