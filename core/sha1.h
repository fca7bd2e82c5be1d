/* SHA-1, for git's object ids only; integrity rests on the signed BLAKE2b head (design §5). */
#ifndef CORE_SHA1_H
#define CORE_SHA1_H

#include <stddef.h>
#include <stdint.h>

enum { SHA1_BYTES = 20, SHA1_HEX = 41 };

struct sha1 {
	uint32_t h[5];
	uint64_t bytes;
	uint8_t block[64];
};

void sha1_init(struct sha1 *s);
void sha1_add(struct sha1 *s, const void *bytes, size_t n);
void sha1_end(struct sha1 *s, uint8_t out[SHA1_BYTES]);

/* The id of a git object: type is "blob", "tree" or "commit". */
void sha1_object(const char *type, const void *bytes, size_t n, uint8_t out[SHA1_BYTES]);
void sha1_hex(const uint8_t id[SHA1_BYTES], char out[SHA1_HEX]);

#endif
