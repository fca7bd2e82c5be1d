/* The form of the files of an enrolment (storage/enrol.h), for request, reply and rotation alike.
 */
#ifndef STORAGE_ENROL_FILE_H
#define STORAGE_ENROL_FILE_H

#include "core/conf.h"
#include "core/str.h"
#include "storage/keys.h"

/* Adds "NAME = signature" over what was written since start. */
void enrol_proof(struct str *out, size_t start, const char *name, const struct key_pair *k);
/* Adds "NAME = key" and its fingerprint as a comment, to be read to each other over the phone. */
void enrol_key(struct str *out, const char *name, const uint8_t key[KEY_BYTES]);
/* Writes a request or reply so that the other side may read it from an ext4 stick, too: it is no
 * secret. */
enum rc enrol_file_write(const char *path, const struct str *text, struct err *e) MUST_CHECK;

/* Whether the last "NAME = proof" is that key's signature over all before it. */
bool enrol_proof_fits(const char *text, const char *name, const char *proof, const char *key);

/* The text without BOM and carriage returns: they came with the carrying, not with the signing. */
char *enrol_plain(struct arena *a, const char *text, size_t len);

/* Parses a file and checks its proof: a request's by its own key, a reply's by the root.
 * RC_CORRUPT: it was changed on the way. */
enum rc enrol_file_read(struct arena *a, const char *text, size_t len, const char *type,
			const struct conf_section **out, struct err *e) MUST_CHECK;

/* A value that must be there. */
enum rc enrol_need(const struct conf_section *s, const char *key, const char **out,
		   struct err *e) MUST_CHECK;

#endif
