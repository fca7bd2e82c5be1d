/* The files of an enrolment: read with their proofs, whatever they went through on the way. */
#include "storage/enrol_file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "storage/enrol.h"
#include "storage/file.h"
#include "storage/sshsig.h"

void
enrol_proof(struct str *out, size_t start, const char *name, const struct key_pair *k)
{
	uint8_t signature[SIGNATURE_BYTES];
	char hex[2 * SIGNATURE_BYTES + 1];

	keys_sign(k, out->ptr + start, out->len - start, signature);
	keys_hex(signature, sizeof(signature), hex);
	str_add_f(out, "%s = %s\n", name, hex);
}

void
enrol_key(struct str *out, const char *name, const uint8_t key[KEY_BYTES])
{
	char text[KEY_TEXT_MAX], print[FINGERPRINT_TEXT];

	sshsig_key_text(key, text);
	sshsig_fingerprint(key, print);
	str_add_f(out, "%s = %s\n# 电话核对 %s\n", name, text, print);
}

enum rc
enrol_file_write(const char *path, const struct str *text, struct err *e)
{
	enum rc rc = file_write(path, text->ptr, text->len, e);

	if (rc == RC_OK)
		(void)!chmod(path, 0644); /* a stick without permissions is as good */
	return rc;
}

bool
enrol_proof_fits(const char *text, const char *name, const char *proof, const char *key)
{
	uint8_t public[KEY_BYTES], signature[SIGNATURE_BYTES];
	char mark[16];
	const char *line = NULL, *at = text;

	snprintf(mark, sizeof(mark), "\n%s = ", name);
	while ((at = strstr(at, mark)))
		line = ++at;
	return line && sshsig_key_read(key, public) && strlen(proof) == 2 * SIGNATURE_BYTES &&
	       keys_from_hex(proof, SIGNATURE_BYTES, signature) &&
	       keys_verify(public, text, (size_t)(line - text), signature);
}

char *
enrol_plain(struct arena *a, const char *text, size_t len)
{
	struct str s = STR_INIT;
	size_t i = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	char *out;

	for (; i < len; i++)
		if (text[i] != '\r' && text[i] != '\0')
			str_add_char(&s, text[i]);
	out = arena_text(a, s.ptr);
	str_clear(&s);
	return out;
}

enum rc
enrol_file_read(struct arena *a, const char *text, size_t len, const char *type,
		const struct conf_section **out, struct err *e)
{
	const char *name = str_equal(type, "request") ? _("request") : _("reply");
	struct conf *conf = ARENA_NEW(a, struct conf);
	const char *proof, *key;
	enum rc rc;

	if (len > ENROL_FILE_MAX)
		return err_set(e, RC_INVALID, _("the file is too long for a %s"), name);
	text = enrol_plain(a, text, len);
	rc = conf_parse(a, name, text, strlen(text), conf, e);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < conf->n; i++)
		if (str_equal(conf->sections[i].type, type))
			*out = &conf->sections[i];
	if (!*out)
		return err_set(e, RC_INVALID, _("the file holds no %s"), name);
	proof = conf_get(*out, "proof");
	key = conf_get(*out, str_equal(type, "request") ? "key" : "root");
	if (!proof || !key || !enrol_proof_fits(text, "proof", proof, key))
		return err_set(e, RC_CORRUPT,
			       _("the %s was changed or damaged on the way; have it made again"),
			       name);
	return RC_OK;
}

enum rc
enrol_need(const struct conf_section *s, const char *key, const char **out, struct err *e)
{
	*out = conf_get(s, key);
	return *out ? RC_OK : err_set(e, RC_INVALID, _("the file lacks `%s`"), key);
}
