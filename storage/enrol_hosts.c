/* The keys of the hub's host, carried by hand with the reply. */
#include "storage/enrol_hosts.h"

#include <string.h>

#include "core/i18n.h"
#include "storage/file.h"
#include "storage/hub.h"

enum { HOSTS_MAX = 1 << 20, KEY_FILE_MAX = 16 * 1024 };

#define OWN_HOST_KEY "/etc/ssh/ssh_host_ed25519_key.pub"

/* "ssh://user@host:2222/sm.git" → "[host]:2222", as known_hosts names it; NULL: not by ssh. */
static char *
host_of(struct arena *a, const char *url)
{
	const char *host = url + strlen("ssh://"), *at, *port;
	char *text;

	if (!str_starts(url, "ssh://"))
		return NULL;
	text = arena_text_n(a, host, strcspn(host, "/"));
	at = strrchr(text, '@');
	host = at ? at + 1 : text;
	port = host[0] == '[' ? strchr(host, ']') : host;
	port = port ? strchr(port, ':') : NULL;
	if (port && !str_equal(port, ":22"))
		return host[0] == '[' ? arena_text(a, host)
				      : arena_text_f(a, "[%.*s]%s", (int)(port - host), host, port);
	return port ? arena_text_n(a, host, (size_t)(port - host)) : arena_text(a, host);
}

/* "ssh-ed25519 AAAA… comment" → a line of keys without the comment; false: no such key. */
static bool
add_key(const char *line, struct str *out)
{
	uint8_t key[KEY_BYTES];
	char text[KEY_TEXT_MAX];
	size_t n = strcspn(line, " ");

	n += line[n] ? 1 + strcspn(line + n + 1, " \r") : 0;
	if (n >= sizeof(text))
		return false;
	memcpy(text, line, n);
	text[n] = '\0';
	if (!sshsig_key_read(text, key))
		return false;
	str_add_f(out, "%s\n", text);
	return true;
}

static enum rc
read_keys(struct arena *a, const char *path, struct str *out, struct err *e)
{
	char *text, *line;
	size_t n;
	bool found = false;
	enum rc rc = file_read(a, path, KEY_FILE_MAX, &text, &n, e);

	while (rc == RC_OK && (line = strsep(&text, "\n")))
		found |= add_key(line, out);
	if (rc == RC_OK && !found)
		rc = err_set(e, RC_INVALID, _("%s holds no public ed25519 key of a host"), path);
	return rc;
}

/* The keys as lines. */
static enum rc
find_keys(struct arena *a, const char *home, const char *const *files, struct str *out,
	  struct err *e)
{
	char *kept = arena_text_f(a, "%s/hub/host_keys", home);
	bool hub = hub_path(a, home, "") != NULL;
	struct err missing;
	enum rc rc = RC_OK;

	if (files && files[0]) {
		for (size_t i = 0; rc == RC_OK && files[i]; i++)
			rc = read_keys(a, files[i], out, e);
		return rc == RC_OK && hub ? file_write(kept, out->ptr, out->len, e) : rc;
	}
	/* Neither is a must: without them known_hosts is brought by hand. */
	if (hub && read_keys(a, kept, out, &missing) != RC_OK &&
	    read_keys(a, OWN_HOST_KEY, out, &missing) != RC_OK)
		str_cut(out, 0);
	return RC_OK;
}

enum rc
enrol_hosts(struct arena *a, const char *home, const struct trust *t, const char *const *files,
	    struct str *out, struct err *e)
{
	struct str keys = STR_INIT;
	enum rc rc = find_keys(a, home, files, &keys, e);
	char *line, *rest = arena_text(a, keys.ptr);

	while (rc == RC_OK && (line = strsep(&rest, "\n")))
		for (size_t i = 0; line[0] && i < t->nremotes; i++) {
			const char *host = host_of(a, t->remotes[i]);

			if (host)
				str_add_f(out, "host = %s %s\n", host, line);
		}
	str_clear(&keys);
	return rc;
}

static bool
has_line(const char *text, const char *line)
{
	size_t n = strlen(line);

	for (const char *p = text; (p = strstr(p, line)); p++)
		if ((p == text || p[-1] == '\n') && (p[n] == '\n' || p[n] == '\0'))
			return true;
	return false;
}

enum rc
enrol_known_hosts(const char *home, const struct conf_section *reply, struct err *e)
{
	struct arena a = {0};
	struct str text = STR_INIT;
	char *path = arena_text_f(&a, "%s/known_hosts", home), *old;
	bool more = false;
	size_t n;
	enum rc rc = file_read(&a, path, HOSTS_MAX, &old, &n, e);

	if (rc == RC_OK)
		str_add_n(&text, old, n);
	if (rc == RC_NOT_FOUND)
		rc = RC_OK;
	if (text.len > 0 && text.ptr[text.len - 1] != '\n')
		str_add_char(&text, '\n');
	for (size_t i = 0; i < reply->n; i++) {
		const char *line = reply->entries[i].value;

		if (!str_equal(reply->entries[i].key, "host") || has_line(text.ptr, line))
			continue;
		str_add_f(&text, "%s\n", line);
		more = true;
	}
	if (rc == RC_OK && more)
		rc = file_write(path, text.ptr, text.len, e);
	str_clear(&text);
	arena_free(&a);
	return rc;
}
