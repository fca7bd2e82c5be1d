/* Keys and signatures in the forms that ssh and git read. */
#include "storage/sshsig.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"

enum { ARMOR_COLUMNS = 70, FILE_MAX = 4096, CHECK_BYTES = 4 };

static const char type[] = "ssh-ed25519";
static const char sig_begin[] = "-----BEGIN SSH SIGNATURE-----\n";
static const char sig_end[] = "-----END SSH SIGNATURE-----\n";
static const char key_begin[] = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
static const char key_end[] = "-----END OPENSSH PRIVATE KEY-----\n";
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void
base64_add(struct str *out, const void *bytes, size_t n, size_t columns)
{
	const uint8_t *p = bytes;
	size_t i, column = 0;
	int k;

	for (i = 0; i < n; i += 3) {
		unsigned left = (unsigned)(n - i < 3 ? n - i : 3);
		uint32_t v = (uint32_t)p[i] << 16;

		v |= left > 1 ? (uint32_t)p[i + 1] << 8 : 0;
		v |= left > 2 ? (uint32_t)p[i + 2] : 0;
		for (k = 0; k < 4; k++) {
			bool pad = (unsigned)k > left;

			str_add_char(out, pad ? '=' : letters[(v >> (18 - 6 * k)) & 63]);
			if (columns > 0 && ++column == columns) {
				str_add_char(out, '\n');
				column = 0;
			}
		}
	}
	if (column > 0)
		str_add_char(out, '\n');
}

static int
letter_value(char c)
{
	const char *p = c ? strchr(letters, c) : NULL;

	return p ? (int)(p - letters) : -1;
}

/* Decodes n characters, skipping newlines; false on anything else or more than max bytes. */
static bool
base64_read(const char *text, size_t n, uint8_t *out, size_t max, size_t *len)
{
	uint32_t v = 0;
	int bits = 0, pads = 0;
	size_t i;

	*len = 0;
	for (i = 0; i < n; i++) {
		int value;

		if (text[i] == '\n')
			continue;
		if (text[i] == '=') {
			pads++;
			continue;
		}
		value = letter_value(text[i]);
		if (value < 0 || pads > 0)
			return false;
		v = (v << 6 | (uint32_t)value) & 0xffffff;
		bits += 6;
		if (bits >= 8) {
			if (*len == max)
				return false;
			bits -= 8;
			out[(*len)++] = (uint8_t)(v >> bits);
		}
	}
	return pads <= 2;
}

static void
add_u32(struct str *out, uint32_t v)
{
	char b[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};

	str_add_n(out, b, 4);
}

static void
add_field(struct str *out, const void *bytes, size_t n)
{
	add_u32(out, (uint32_t)n);
	str_add_n(out, bytes, n);
}

static void
add_public(struct str *out, const uint8_t public[KEY_BYTES])
{
	add_field(out, type, sizeof(type) - 1);
	add_field(out, public, KEY_BYTES);
}

/* Takes the next field of a blob; its bytes are borrowed. */
static bool
take(const uint8_t **p, size_t *left, const uint8_t **field, size_t *n)
{
	if (*left < 4)
		return false;
	*n = (size_t)(*p)[0] << 24 | (size_t)(*p)[1] << 16 | (size_t)(*p)[2] << 8 | (*p)[3];
	if (*left - 4 < *n)
		return false;
	*field = *p + 4;
	*p += 4 + *n;
	*left -= 4 + *n;
	return true;
}

void
sshsig_key_text(const uint8_t public[KEY_BYTES], char out[KEY_TEXT_MAX])
{
	struct str blob = STR_INIT, text = STR_INIT;

	add_public(&blob, public);
	str_add(&text, type);
	str_add_char(&text, ' ');
	base64_add(&text, blob.ptr, blob.len, 0);
	memcpy(out, text.ptr, text.len + 1); /* 80 characters */
	str_clear(&blob);
	str_clear(&text);
}

bool
sshsig_key_read(const char *text, uint8_t out[KEY_BYTES])
{
	char again[KEY_TEXT_MAX];
	uint8_t blob[KEY_TEXT_MAX];
	size_t n, prefix = sizeof(type) - 1;

	if (strlen(text) >= KEY_TEXT_MAX || strncmp(text, type, prefix) != 0 || text[prefix] != ' ')
		return false;
	if (!base64_read(text + prefix + 1, strlen(text) - prefix - 1, blob, sizeof(blob), &n) ||
	    n != 8 + prefix + KEY_BYTES)
		return false;
	sshsig_key_text(blob + n - KEY_BYTES, again);
	if (strcmp(again, text) != 0)
		return false;
	memcpy(out, blob + n - KEY_BYTES, KEY_BYTES);
	return true;
}

void
sshsig_fingerprint(const uint8_t public[KEY_BYTES], char out[FINGERPRINT_TEXT])
{
	struct str blob = STR_INIT, text = STR_INIT;
	uint8_t sum[SHA256_BYTES];

	add_public(&blob, public);
	keys_sha256(blob.ptr, blob.len, sum);
	str_add(&text, "SHA256:");
	base64_add(&text, sum, sizeof(sum), 0);
	while (text.ptr[text.len - 1] == '=')
		str_cut(&text, text.len - 1);
	memcpy(out, text.ptr, text.len + 1); /* 50 characters */
	str_clear(&blob);
	str_clear(&text);
}

/* What is signed: the payload's hash in SSHSIG's frame. */
static void
add_signed(struct str *out, const void *bytes, size_t n)
{
	uint8_t sum[SHA512_BYTES];

	keys_sha512(bytes, n, sum);
	str_add_n(out, "SSHSIG", 6);
	add_field(out, "git", 3);
	add_field(out, "", 0);
	add_field(out, "sha512", 6);
	add_field(out, sum, sizeof(sum));
}

void
sshsig_raw(const struct key_pair *k, const void *bytes, size_t n, uint8_t out[SIGNATURE_BYTES])
{
	struct str framed = STR_INIT;

	add_signed(&framed, bytes, n);
	keys_sign(k, framed.ptr, framed.len, out);
	str_clear(&framed);
}

bool
sshsig_verify(const uint8_t public[KEY_BYTES], const void *bytes, size_t n,
	      const uint8_t signature[SIGNATURE_BYTES])
{
	struct str framed = STR_INIT;
	bool ok;

	add_signed(&framed, bytes, n);
	ok = keys_verify(public, framed.ptr, framed.len, signature);
	str_clear(&framed);
	return ok;
}

void
sshsig_armor(const uint8_t public[KEY_BYTES], const uint8_t signature[SIGNATURE_BYTES],
	     struct str *out)
{
	struct str blob = STR_INIT, part = STR_INIT;

	str_add_n(&blob, "SSHSIG", 6);
	add_u32(&blob, 1);
	add_public(&part, public);
	add_field(&blob, part.ptr, part.len);
	add_field(&blob, "git", 3);
	add_field(&blob, "", 0);
	add_field(&blob, "sha512", 6);
	str_cut(&part, 0);
	add_field(&part, type, sizeof(type) - 1);
	add_field(&part, signature, SIGNATURE_BYTES);
	add_field(&blob, part.ptr, part.len);
	str_add(out, sig_begin);
	base64_add(out, blob.ptr, blob.len, ARMOR_COLUMNS);
	str_add(out, sig_end);
	str_clear(&blob);
	str_clear(&part);
}

void
sshsig_sign(const struct key_pair *k, const void *bytes, size_t n, struct str *out)
{
	uint8_t signature[SIGNATURE_BYTES];

	sshsig_raw(k, bytes, n, signature);
	sshsig_armor(k->public, signature, out);
}

/*
 * The blob has one length and fixed places, so the two values are cut out and the whole is made
 * again: whatever differs anywhere is not ours.
 */
bool
sshsig_read(const char *text, size_t n, uint8_t public[KEY_BYTES],
	    uint8_t signature[SIGNATURE_BYTES])
{
	struct str again = STR_INIT;
	uint8_t blob[SSHSIG_MAX];
	size_t begin = sizeof(sig_begin) - 1, end = sizeof(sig_end) - 1, len;
	size_t key_at = 6 + 4 + 4 + 4 + sizeof(type) - 1 + 4;
	bool same;

	if (n > SSHSIG_MAX || n < begin + end || memcmp(text, sig_begin, begin) != 0)
		return false;
	if (!base64_read(text + begin, n - begin - end, blob, sizeof(blob), &len) ||
	    len < key_at + KEY_BYTES + SIGNATURE_BYTES)
		return false;
	memcpy(public, blob + key_at, KEY_BYTES);
	memcpy(signature, blob + len - SIGNATURE_BYTES, SIGNATURE_BYTES);
	sshsig_armor(public, signature, &again);
	same = again.len == n && memcmp(again.ptr, text, n) == 0;
	str_clear(&again);
	return same;
}

void
sshsig_allowed(const char *principal, const uint8_t public[KEY_BYTES], struct str *out)
{
	char key[KEY_TEXT_MAX];

	sshsig_key_text(public, key);
	str_add_f(out, "%s namespaces=\"git\" %s\n", principal, key);
}

void
sshsig_private_text(const struct key_pair *k, const char *comment, struct str *out)
{
	struct str blob = STR_INIT, part = STR_INIT;
	uint8_t check[CHECK_BYTES], secret[2 * KEY_BYTES];
	char pad = 1;

	str_add_n(&blob, "openssh-key-v1", 15);
	add_field(&blob, "none", 4);
	add_field(&blob, "none", 4);
	add_field(&blob, "", 0);
	add_u32(&blob, 1);
	add_public(&part, k->public);
	add_field(&blob, part.ptr, part.len);
	str_cut(&part, 0);
	keys_random(check, sizeof(check));
	str_add_n(&part, (const char *)check, sizeof(check));
	str_add_n(&part, (const char *)check, sizeof(check));
	add_public(&part, k->public);
	memcpy(secret, k->seed, KEY_BYTES);
	memcpy(secret + KEY_BYTES, k->public, KEY_BYTES);
	add_field(&part, secret, sizeof(secret));
	add_field(&part, comment, strlen(comment));
	while (part.len % 8 != 0)
		str_add_char(&part, pad++);
	add_field(&blob, part.ptr, part.len);
	str_add(out, key_begin);
	base64_add(out, blob.ptr, blob.len, ARMOR_COLUMNS);
	str_add(out, key_end);
	keys_wipe(secret, sizeof(secret));
	keys_wipe(part.ptr, part.len);
	keys_wipe(blob.ptr, blob.len);
	str_clear(&blob);
	str_clear(&part);
}

/* Reads the seed out of the blob of an unencrypted private key file. */
static bool
private_read(const uint8_t *p, size_t left, uint8_t seed[KEY_BYTES])
{
	const uint8_t *f, *in;
	size_t n, inner;

	if (left < 15 || memcmp(p, "openssh-key-v1", 15) != 0)
		return false;
	p += 15;
	left -= 15;
	if (!take(&p, &left, &f, &n) || n != 4 || memcmp(f, "none", 4) != 0)
		return false;
	if (!take(&p, &left, &f, &n)) /* how the passphrase is hashed: not at all */
		return false;
	if (!take(&p, &left, &f, &n) || left < 4)
		return false;
	p += 4; /* number of keys */
	left -= 4;
	if (!take(&p, &left, &f, &n) || !take(&p, &left, &in, &inner) || inner < 8)
		return false;
	in += 8;
	inner -= 8;
	if (!take(&in, &inner, &f, &n) || n != sizeof(type) - 1 || memcmp(f, type, n) != 0)
		return false;
	if (!take(&in, &inner, &f, &n) || n != KEY_BYTES)
		return false;
	if (!take(&in, &inner, &f, &n) || n != 2 * KEY_BYTES)
		return false;
	memcpy(seed, f, KEY_BYTES);
	return true;
}

static bool
private_parse(const char *text, size_t n, struct key_pair *out)
{
	uint8_t blob[FILE_MAX], seed[KEY_BYTES];
	const char *end = strstr(text, key_end);
	size_t begin = sizeof(key_begin) - 1, len;
	bool ok;

	if (n < begin || memcmp(text, key_begin, begin) != 0 || !end)
		return false;
	ok = base64_read(text + begin, (size_t)(end - text) - begin, blob, sizeof(blob), &len) &&
	     private_read(blob, len, seed);
	if (ok)
		keys_from_seed(seed, out);
	keys_wipe(blob, sizeof(blob));
	keys_wipe(seed, sizeof(seed));
	return ok;
}

static enum rc
write_whole(int fd, const char *path, const struct str *text, struct err *e)
{
	size_t done = 0;

	while (done < text->len) {
		ssize_t n = write(fd, text->ptr + done, text->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(e, RC_IO, _("cannot write %s: %s"), path, strerror(errno));
		done += (size_t)n;
	}
	if (fsync(fd) < 0)
		return err_set(e, RC_IO, _("cannot write %s: %s"), path, strerror(errno));
	return RC_OK;
}

/* The name is durable only when the folder is. */
static void
sync_folder(const char *path)
{
	char dir[4096];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	int fd;

	if (n >= sizeof(dir))
		return;
	memcpy(dir, path, n);
	dir[n] = 0;
	fd = open(n ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

enum rc
sshsig_file_new(const char *path, const char *comment, struct key_pair *out, struct err *e)
{
	struct str text = STR_INIT;
	struct key_pair k;
	enum rc rc;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return err_set(e, RC_CONFLICT, _("there is a key already: %s"), path);
	if (fd < 0)
		return err_set(e, RC_IO, _("cannot write %s: %s"), path, strerror(errno));
	keys_new(&k);
	sshsig_private_text(&k, comment, &text);
	rc = write_whole(fd, path, &text, e);
	if (close(fd) < 0 && rc == RC_OK)
		rc = err_set(e, RC_IO, _("cannot write %s: %s"), path, strerror(errno));
	if (rc == RC_OK) {
		sync_folder(path);
		*out = k;
	} else {
		unlink(path);
	}
	keys_wipe(&k, sizeof(k));
	keys_wipe(text.ptr, text.len);
	str_clear(&text);
	return rc;
}

enum rc
sshsig_file_load(const char *path, struct key_pair *out, struct err *e)
{
	char text[FILE_MAX];
	struct stat st = {0};
	ssize_t n = -1;
	bool ok = false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0 && errno == ENOENT)
		return err_set(e, RC_NOT_FOUND, _("there is no key file %s"), path);
	if (fd < 0)
		return err_set(e, RC_IO, _("cannot read %s: %s"), path, strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 077) == 0)
		n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (!S_ISREG(st.st_mode))
		return err_set(e, RC_IO, _("%s is no key file"), path);
	if ((st.st_mode & 077) != 0)
		return err_set(e, RC_INVALID, _("others may read the key file: chmod 600 %s"),
			       path);
	if (n > 0) {
		text[n] = 0;
		ok = private_parse(text, (size_t)n, out);
	}
	keys_wipe(text, sizeof(text));
	return ok ? RC_OK
		  : err_set(e, RC_CORRUPT, _("not an Ed25519 key without a passphrase: %s"), path);
}
