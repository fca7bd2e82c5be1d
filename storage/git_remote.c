/* Credentials and host keys: only what was brought by hand is trusted. */
#include "storage/git_remote.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/i18n.h"
#include "core/str.h"
#include "storage/file.h"

enum {
	FILE_MAX = 1 << 20,
	TELL_EVERY = 64 * 1024, /* what goes within the deadline on any line that is of use */
};

bool
git_url_is_folder(const char *url)
{
	return !strstr(url, "://");
}

static int
give_ssh_key(git_credential **out, const char *user, struct git_way *way)
{
	struct arena a = {0};
	char *key = arena_text_f(&a, "%s/device.key", way->home);
	int code = -1;

	if (access(key, R_OK) != 0)
		err_set(&way->err, RC_NETWORK,
			_("the remote wants a key and %s cannot be read; `sync` makes one, `device "
			  "request` shows it"),
			key);
	else
		code = git_credential_ssh_key_new(out, user ? user : "git", NULL, key, NULL);
	arena_free(&a);
	return code;
}

/* Whether that is the whole host of the URL, with or without its port: a token is for nobody whose
 * name only begins alike. */
static bool
is_host(const char *url, const char *name)
{
	const char *host = strstr(url, "://");
	size_t n = strlen(name);

	host = host ? host + strlen("://") : url;
	return strncmp(host, name, n) == 0 && (host[n] == '\0' || strchr("/:", host[n]));
}

/* https.conf: [https HOST] user = …, token = … */
static int
give_token(git_credential **out, const char *url, struct git_way *way)
{
	struct arena a = {0};
	struct conf conf = {0};
	struct err e;
	char *path = arena_text_f(&a, "%s/https.conf", way->home), *text;
	size_t n, i;
	int code = GIT_EAUTH;

	if (file_read(&a, path, FILE_MAX, &text, &n, &e) == RC_OK &&
	    conf_parse(&a, path, text, n, &conf, &e) == RC_OK)
		for (i = 0; i < conf.n; i++) {
			const char *user = conf_get(&conf.sections[i], "user");
			const char *token = conf_get(&conf.sections[i], "token");

			if (token && is_host(url, conf.sections[i].name))
				code = git_credential_userpass_plaintext_new(
				    out, user ? user : "git", token);
		}
	if (code != 0)
		err_set(&way->err, RC_NETWORK,
			_("the remote wants a token: write it into %s as [https HOST], token = …"),
			path);
	arena_free(&a);
	return code;
}

static int
credentials(git_credential **out, const char *url, const char *user, unsigned allowed, void *ctx)
{
	struct git_way *way = ctx;

	if (way->asked++ > 1) {
		err_set(&way->err, RC_NETWORK,
			_("the remote does not accept this station's key or token; is the device "
			  "enrolled there?"));
		return GIT_EAUTH;
	}
	if (allowed & GIT_CREDENTIAL_USERNAME)
		return git_credential_username_new(out, user ? user : "git");
	if (allowed & GIT_CREDENTIAL_SSH_KEY)
		return give_ssh_key(out, user, way);
	if (allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT)
		return give_token(out, url, way);
	err_set(&way->err, RC_NETWORK,
		_("the remote wants a way of signing in that this program does not have"));
	return GIT_EAUTH;
}

static void
base64(const unsigned char *p, size_t n, struct str *out)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i;

	for (i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16 | (i + 1 < n ? (unsigned)p[i + 1] << 8 : 0) |
			     (i + 2 < n ? p[i + 2] : 0u);

		str_add_char(out, letters[v >> 18 & 63]);
		str_add_char(out, letters[v >> 12 & 63]);
		str_add_char(out, i + 1 < n ? letters[v >> 6 & 63] : '=');
		str_add_char(out, i + 2 < n ? letters[v & 63] : '=');
	}
}

/* Whether a line of known_hosts is for this host (or [host]:port), and has this key. */
static bool
line_matches(const char *line, const char *host, const char *key, bool *for_host)
{
	size_t names = strcspn(line, " "), n = strlen(host);
	const char *p = line;

	*for_host = false;
	while (p < line + names) {
		size_t one = strcspn(p, ", ");
		const char *bare = *p == '[' ? p + 1 : p;

		if (strncmp(bare, host, n) == 0 && strchr(",] ", bare[n]))
			*for_host = true;
		p += one + 1;
	}
	return *for_host && strstr(line + names, key) != NULL;
}

/*
 * The home's own known_hosts counts when it is there: it came by hand with the enrolment and may
 * hold two keys of a host, the present and the next one.
 */
static int
check_host(const git_cert_hostkey *cert, const char *host, struct git_way *way)
{
	struct arena a = {0};
	struct str key = STR_INIT;
	struct err e;
	char *text, *line, *path = arena_text_f(&a, "%s/known_hosts", way->home);
	bool known = false, found = false, here;
	size_t n;

	if (file_read(&a, path, FILE_MAX, &text, &n, &e) != RC_OK) {
		arena_free(&a);
		return GIT_PASSTHROUGH;
	}
	if (cert->type & GIT_CERT_SSH_RAW)
		base64((const unsigned char *)cert->hostkey, cert->hostkey_len, &key);
	while (key.len > 0 && (line = strsep(&text, "\n"))) {
		found |= line_matches(line, host, key.ptr, &here);
		known |= here;
	}
	if (!found && known)
		err_set(&way->err, RC_NETWORK,
			_("the key of the host %s has changed; nothing was sent: ask there, then "
			  "bring its new line into %s"),
			host, path);
	else if (!found)
		err_set(&way->err, RC_NETWORK,
			_("the host %s is not in %s; bring its line from there by hand"), host,
			path);
	str_clear(&key);
	arena_free(&a);
	return found ? 0 : GIT_ECERTIFICATE;
}

static int
certificate(git_cert *cert, int valid, const char *host, void *ctx)
{
	struct git_way *way = ctx;

	if (cert->cert_type == GIT_CERT_HOSTKEY_LIBSSH2)
		return check_host((const git_cert_hostkey *)cert, host, way);
	if (!valid)
		err_set(&way->err, RC_NETWORK,
			_("the certificate of %s is not signed by a CA that counts here (put the "
			  "CA's certificate into %s/ca.pem), or its time is over, or the clock of "
			  "this machine is wrong"),
			host, way->home);
	return valid ? 0 : GIT_ECERTIFICATE;
}

static int
progress(const git_indexer_progress *stats, void *ctx)
{
	((struct git_way *)ctx)->in = stats->received_bytes;
	return 0;
}

static int
push_progress(unsigned current, unsigned total, size_t bytes, void *ctx)
{
	(void)current;
	(void)total;
	struct git_way *way = ctx;

	way->out = bytes;
	way->told = bytes < way->told ? 0 : way->told;
	if (bytes - way->told >= TELL_EVERY) {
		printf("moving %llu\n", (unsigned long long)(bytes - way->told));
		way->told = bytes;
	}
	return 0;
}

void
git_remote_ways(struct git_way *way, git_remote_callbacks *callbacks)
{
	struct arena a = {0};
	char *ca = arena_text_f(&a, "%s/ca.pem", way->home);

	if (access(ca, R_OK) == 0)
		git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, ca, NULL);
	arena_free(&a);
	callbacks->credentials = credentials;
	callbacks->certificate_check = certificate;
	callbacks->transport = git_wire_transport;
	callbacks->transfer_progress = progress;
	callbacks->push_transfer_progress = push_progress;
	callbacks->payload = way;
}

void
git_remote_explain(const struct git_way *way, int code, struct err *e)
{
	static const struct {
		const char *part, *text;
	} rows[] = {
	    {"exchange encryption keys",
	     N_("the server offers only RSA host keys or ways that are too old; it needs an "
		"ed25519 host key")},
	    {"known_hosts", N_("this station does not know the host's key: it comes with the reply "
			       "to an enrolment (`device accept`), or by hand into known_hosts of "
			       "the home")},
	    {"remote ssh hostkey",
	     N_("this station does not know the host's key: it comes with the "
		"reply to an enrolment (`device accept`), or by hand into "
		"known_hosts of the home")},
	    {"resolve address", N_("the name of the server is not found: no network?")},
	    {"failed to connect", N_("the server does not answer")},
	    {"not present locally", N_("the remote holds commits of this branch that are not "
				       "here")},
	    {"Out of memory", N_("the remote sends more than is ever taken; it may be hostile")},
	    {"No space left", N_("the disk is full")},
	};
	const git_error *last = git_error_last();
	const char *why = last && last->message ? last->message : "?";
	size_t i;

	if (way->err.text[0]) {
		*e = way->err;
		return;
	}
	if (str_starts(why, "zhiban: ")) { /* the door's own words: storage/hub.c */
		why += strlen("zhiban: ");
		err_set(e, RC_NETWORK, _("the hub says: %.*s"), (int)strcspn(why, "\n"), why);
		return;
	}
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strstr(why, rows[i].part)) {
			err_set(e, RC_NETWORK, "%s (%s)", _(rows[i].text), why);
			return;
		}
	if (code == GIT_EAUTH)
		err_set(e, RC_NETWORK,
			_("the remote does not accept this station's key; RSA keys do not work, "
			  "ed25519 does"));
	else
		err_set(e, RC_NETWORK, "%s", why);
}
