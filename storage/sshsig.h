/*
 * OpenSSH's formats for Ed25519: public keys as text, private key files, detached signatures
 * (SSHSIG, namespace "git", SHA-512) as stock `git verify-commit` reads them, lines of
 * allowed_signers. Everything read here may be hostile and is bounded; only the one form that the
 * writers below make is accepted, so that a signature has one spelling.
 */
#ifndef STORAGE_SSHSIG_H
#define STORAGE_SSHSIG_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"
#include "core/str.h"
#include "storage/keys.h"

enum { KEY_TEXT_MAX = 128, SSHSIG_MAX = 512, FINGERPRINT_TEXT = 56 };

/* "ssh-ed25519 AAAA…", without a comment. */
void sshsig_key_text(const uint8_t public[KEY_BYTES], char out[KEY_TEXT_MAX]);
bool sshsig_key_read(const char *text, uint8_t out[KEY_BYTES]); /* exactly that form */

/* "SHA256:…" as ssh-keygen -l prints it, to be read over the phone. */
void sshsig_fingerprint(const uint8_t public[KEY_BYTES], char out[FINGERPRINT_TEXT]);

/* The armoured signature over bytes, ending in a newline. */
void sshsig_sign(const struct key_pair *k, const void *bytes, size_t n, struct str *out);
/* The armour from its parts: signatures are stored as 64 bytes and rendered again. */
void sshsig_armor(const uint8_t public[KEY_BYTES], const uint8_t signature[SIGNATURE_BYTES],
		  struct str *out);
/* Takes an armour apart without judging the signature. */
bool sshsig_read(const char *text, size_t n, uint8_t public[KEY_BYTES],
		 uint8_t signature[SIGNATURE_BYTES]);
/* The signature's bytes for a payload, and whether they fit it. */
void sshsig_raw(const struct key_pair *k, const void *bytes, size_t n,
		uint8_t out[SIGNATURE_BYTES]);
bool sshsig_verify(const uint8_t public[KEY_BYTES], const void *bytes, size_t n,
		   const uint8_t signature[SIGNATURE_BYTES]);

/* A line of allowed_signers: the principal is the e-mail of the commits' author. */
void sshsig_allowed(const char *principal, const uint8_t public[KEY_BYTES], struct str *out);

/*
 * Private key files, unencrypted, mode 0600. new: RC_CONFLICT when the file is there. load:
 * RC_NOT_FOUND without a file, RC_INVALID when others may read it, RC_CORRUPT when it is not an
 * Ed25519 key without a passphrase.
 */
enum rc sshsig_file_new(const char *path, const char *comment, struct key_pair *out,
			struct err *e) MUST_CHECK;
enum rc sshsig_file_load(const char *path, struct key_pair *out, struct err *e) MUST_CHECK;

/* The same file's text, for a rotation's next key and for tests. */
void sshsig_private_text(const struct key_pair *k, const char *comment, struct str *out);

#endif
