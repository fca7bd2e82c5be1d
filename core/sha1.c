/* SHA-1 as in FIPS 180-4. */
#include "core/sha1.h"

#include <stdio.h>
#include <string.h>

static uint32_t
rotate(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static void
expand(const uint8_t *block, uint32_t w[80])
{
	for (int t = 0; t < 16; t++)
		w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
		       (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
	for (int t = 16; t < 80; t++)
		w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
}

static void
mix(uint32_t h[5], const uint8_t *block)
{
	static const uint32_t k[] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
	uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];

	expand(block, w);
	for (int t = 0; t < 80; t++) {
		uint32_t f, next;

		if (t < 20)
			f = (b & c) | (~b & d);
		else if (t >= 40 && t < 60)
			f = (b & c) | (b & d) | (c & d);
		else
			f = b ^ c ^ d;
		next = rotate(a, 5) + f + e + k[t / 20] + w[t];
		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

void
sha1_init(struct sha1 *s)
{
	*s = (struct sha1){.h = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
}

void
sha1_add(struct sha1 *s, const void *bytes, size_t n)
{
	const uint8_t *p = bytes;

	while (n > 0) {
		size_t used = s->bytes % sizeof(s->block), room = sizeof(s->block) - used;
		size_t part = n < room ? n : room;

		s->bytes += part;
		n -= part;
		if (used == 0 && part == sizeof(s->block)) {
			mix(s->h, p);
		} else {
			memcpy(s->block + used, p, part);
			if (part == room)
				mix(s->h, s->block);
		}
		p += part;
	}
}

void
sha1_end(struct sha1 *s, uint8_t out[SHA1_BYTES])
{
	static const uint8_t padding[64] = {0x80};
	uint64_t bits = s->bytes * 8, used = s->bytes % 64;
	uint8_t length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (uint8_t)(bits >> (56 - 8 * i));
	sha1_add(s, padding, used < 56 ? 56 - used : 120 - used);
	sha1_add(s, length, sizeof(length));
	for (int i = 0; i < SHA1_BYTES; i++)
		out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void
sha1_object(const char *type, const void *bytes, size_t n, uint8_t out[SHA1_BYTES])
{
	struct sha1 s;
	char header[48];
	int len = snprintf(header, sizeof(header), "%.16s %zu", type, n);

	sha1_init(&s);
	sha1_add(&s, header, (size_t)len + 1);
	sha1_add(&s, bytes, n);
	sha1_end(&s, out);
}

void
sha1_hex(const uint8_t id[SHA1_BYTES], char out[SHA1_HEX])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < SHA1_BYTES; i++) {
		out[2 * i] = digits[id[i] >> 4];
		out[2 * i + 1] = digits[id[i] & 15];
	}
	out[SHA1_HEX - 1] = '\0';
}
