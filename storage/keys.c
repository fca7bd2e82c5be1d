/* Keys, signatures, the chain over a writer's lines and PIN hashes, all by libsodium. */
#include "storage/keys.h"

#include <sodium.h>
#include <string.h>

static void
init(void)
{
	if (sodium_init() < 0)
		die("the cryptographic library does not start");
}

void
keys_new(struct key_pair *out)
{
	uint8_t seed[KEY_BYTES];

	init();
	randombytes_buf(seed, sizeof(seed));
	keys_from_seed(seed, out);
	sodium_memzero(seed, sizeof(seed));
}

void
keys_from_seed(const uint8_t seed[KEY_BYTES], struct key_pair *out)
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES];

	init();
	memcpy(out->seed, seed, KEY_BYTES);
	crypto_sign_seed_keypair(out->public, secret, seed);
	sodium_memzero(secret, sizeof(secret));
}

void
keys_wipe(void *secret, size_t n)
{
	sodium_memzero(secret, n);
}

void
keys_random(void *out, size_t n)
{
	init();
	randombytes_buf(out, n);
}

void
keys_sign(const struct key_pair *k, const void *bytes, size_t n, uint8_t out[SIGNATURE_BYTES])
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES], public[KEY_BYTES];

	init();
	crypto_sign_seed_keypair(public, secret, k->seed);
	crypto_sign_detached(out, NULL, bytes, n, secret);
	sodium_memzero(secret, sizeof(secret));
}

bool
keys_verify(const uint8_t public[KEY_BYTES], const void *bytes, size_t n,
	    const uint8_t signature[SIGNATURE_BYTES])
{
	init();
	return crypto_sign_verify_detached(signature, bytes, n, public) == 0;
}

void
keys_sha512(const void *bytes, size_t n, uint8_t out[SHA512_BYTES])
{
	init();
	crypto_hash_sha512(out, bytes, n);
}

void
keys_sha256(const void *bytes, size_t n, uint8_t out[SHA256_BYTES])
{
	init();
	crypto_hash_sha256(out, bytes, n);
}

void
keys_chain(uint8_t head[HEAD_BYTES], const void *line, size_t n)
{
	crypto_generichash_state st;

	init();
	crypto_generichash_init(&st, NULL, 0, HEAD_BYTES);
	crypto_generichash_update(&st, head, HEAD_BYTES);
	crypto_generichash_update(&st, line, n);
	crypto_generichash_final(&st, head, HEAD_BYTES);
}

void
keys_digest(const void *bytes, size_t n, uint8_t out[HEAD_BYTES])
{
	init();
	crypto_generichash(out, HEAD_BYTES, bytes, n, NULL, 0);
}

void
keys_hex(const uint8_t *bytes, size_t n, char *out)
{
	sodium_bin2hex(out, 2 * n + 1, bytes, n);
}

bool
keys_from_hex(const char *hex, size_t n, uint8_t *out)
{
	size_t i, got;

	for (i = 0; i < 2 * n; i++)
		if (!((hex[i] >= '0' && hex[i] <= '9') || (hex[i] >= 'a' && hex[i] <= 'f')))
			return false; /* capitals too: one spelling only */
	return sodium_hex2bin(out, n, hex, 2 * n, NULL, &got, NULL) == 0 && got == n;
}

bool
keys_pin_hash(const char *pin, size_t n, char out[PIN_HASH_TEXT])
{
	_Static_assert(PIN_HASH_TEXT >= crypto_pwhash_STRBYTES, "room for argon2id's text");

	init();
	return crypto_pwhash_str(out, pin, n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
				 crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
}

bool
keys_pin_verify(const char hash[PIN_HASH_TEXT], const char *pin, size_t n)
{
	init();
	return crypto_pwhash_str_verify(hash, pin, n) == 0;
}
