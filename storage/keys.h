/*
 * Cryptography of a station: the only file that knows libsodium is keys.c. Ed25519 key pairs of a
 * device or of a superior's root, the BLAKE2b chain over a writer's lines, PIN hashes.
 *
 * A private key lies in one file of the home, mode 0600, in OpenSSH's own format (storage/sshsig.h
 * has the formats), so that ssh and ssh-keygen read it too. It never enters a backup: a home
 * without its device key may read, and writes only as a new epoch (design §5).
 */
#ifndef STORAGE_KEYS_H
#define STORAGE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum {
	KEY_BYTES = 32,
	SIGNATURE_BYTES = 64,
	HEAD_BYTES = 32,
	HEAD_HEX = 65,
	SHA512_BYTES = 64,
	SHA256_BYTES = 32,
	PIN_HASH_TEXT = 128,
};

/* seed is the secret; wipe the struct with keys_wipe when done. */
struct key_pair {
	uint8_t seed[KEY_BYTES];
	uint8_t public[KEY_BYTES];
};

void keys_new(struct key_pair *out);
void keys_from_seed(const uint8_t seed[KEY_BYTES], struct key_pair *out);
void keys_wipe(void *secret, size_t n);
void keys_random(void *out, size_t n);

void keys_sign(const struct key_pair *k, const void *bytes, size_t n, uint8_t out[SIGNATURE_BYTES]);
bool keys_verify(const uint8_t public[KEY_BYTES], const void *bytes, size_t n,
		 const uint8_t signature[SIGNATURE_BYTES]);

void keys_sha512(const void *bytes, size_t n, uint8_t out[SHA512_BYTES]);
void keys_sha256(const void *bytes, size_t n, uint8_t out[SHA256_BYTES]);

/*
 * The chain over a writer's lines: h(0) is all zero, h(n) = BLAKE2b-256(h(n-1) | line n), the line
 * without its newline.
 */
void keys_chain(uint8_t head[HEAD_BYTES], const void *line, size_t n);
void keys_digest(const void *bytes, size_t n, uint8_t out[HEAD_BYTES]); /* plain BLAKE2b-256 */
void keys_hex(const uint8_t *bytes, size_t n, char *out);               /* 2n + 1 bytes */
bool keys_from_hex(const char *hex, size_t n, uint8_t *out);            /* n bytes from 2n digits */

/* argon2id with libsodium's INTERACTIVE limits: about 0.1 s and 64 MiB. False: out of memory. */
bool keys_pin_hash(const char *pin, size_t n, char out[PIN_HASH_TEXT]);
bool keys_pin_verify(const char hash[PIN_HASH_TEXT], const char *pin, size_t n);

#endif
