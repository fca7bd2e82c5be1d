/* Where a book is synchronised: addresses as people give them. */
#include "storage/enrol_remotes.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/enrol.h"

static void
add_remote(struct arena *a, struct trust *t, const char *url)
{
	for (size_t i = 0; i < t->nremotes; i++)
		if (str_equal(t->remotes[i], url))
			return;
	if (t->nremotes < TRUST_REMOTES)
		t->remotes[t->nremotes++] = arena_text(a, url);
}

/* A folder may be given as it is seen from here. */
/* user:password@ in front of the host: addresses stand in replies, alarms and lists. */
static bool
has_password(const char *url)
{
	const char *user = strstr(url, "://") + 3;
	size_t n = strcspn(user, "/@");

	return user[n] == '@' && memchr(user, ':', n);
}

static enum rc
absolute(struct arena *a, const char *url, const char **out, struct err *e)
{
	char here[PATH_MAX];

	if (strlen(url) > TRUST_URL || strchr(url, '\n') || !url[0])
		return err_set(e, RC_INVALID, _("'%.60s' is no address of a remote"), url);
	if (strstr(url, "://")) {
		if (!str_starts(url, "ssh://") && !str_starts(url, "https://") &&
		    !str_starts(url, "file:///"))
			return err_set(e, RC_INVALID,
				       _("'%.60s': a remote is ssh://…, https://… or a folder"),
				       url);
		if (has_password(url))
			return err_set(
			    e, RC_INVALID, "%s",
			    _("an address holds no password, others would read it: write "
			      "the token into https.conf of the home"));
		*out = str_starts(url, "file:///") ? url + strlen("file://") : url;
		return RC_OK;
	}
	if (url[0] == '/') {
		*out = url;
		return RC_OK;
	}
	if (!getcwd(here, sizeof(here)))
		return err_set(e, RC_IO, _("the current folder is not readable"));
	*out = arena_text_f(a, "%s/%s", here, url);
	return RC_OK;
}

enum rc
enrol_add_remotes(struct arena *a, struct trust *t, const char *const *remotes, struct err *e)
{
	const char *url;

	for (size_t i = 0; remotes && remotes[i]; i++) {
		if (absolute(a, remotes[i], &url, e) != RC_OK)
			return e->code;
		add_remote(a, t, url);
	}
	return RC_OK;
}

enum rc
enrol_remotes(struct book *b, const char *book, const char *const *remotes, struct err *e)
{
	struct arena a = {0};
	struct trust t = {0};
	enum rc rc = trust_load(book_store(b), &a, book, &t, e);

	if (rc == RC_NOT_FOUND)
		err_set(e, rc, _("the book %s is not held here: enrol its device first"), book);
	if (rc == RC_OK)
		rc = enrol_add_remotes(&a, &t, remotes, e);
	if (rc == RC_OK)
		rc = store_begin(book_store(b), e);
	if (rc == RC_OK) {
		rc = trust_put(book_store(b), &t, e);
		if (rc == RC_OK)
			rc = store_commit(book_store(b), e);
		else
			store_abort(book_store(b));
	}
	trust_clear(&t);
	arena_free(&a);
	return rc;
}
