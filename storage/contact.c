/* The state of a book's synchronisation, one small row. */
#include "storage/contact.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/record.h"

/* The row is lines "name value"; a remote is "STATE URL", with "\tWHY" where it failed. */
/* clang-format off */
static const struct {
	const char *name;
	size_t offset;
} numbers[] = {
	{ "last",        offsetof(struct sync_contact, last) },
	{ "tried",       offsetof(struct sync_contact, tried) },
	{ "failures",    offsetof(struct sync_contact, failures) },
	{ "in",          offsetof(struct sync_contact, in) },
	{ "out",         offsetof(struct sync_contact, out) },
	{ "ahead",       offsetof(struct sync_contact, ahead) },
	{ "tried-tip",   offsetof(struct sync_contact, tried_tip) },
	{ "sent",        offsetof(struct sync_contact, sent_tip) },
	{ "sent-at",     offsetof(struct sync_contact, sent_at) },
	{ "answered",    offsetof(struct sync_contact, answered) },
	{ "answered-at", offsetof(struct sync_contact, answered_at) },
	{ "carried",     offsetof(struct sync_contact, carried) },
	{ "carried-at",  offsetof(struct sync_contact, carried_at) },
}, texts[] = {
	{ "remote",      offsetof(struct sync_contact, remote) },
	{ "error",       offsetof(struct sync_contact, error) },
	{ "writer",      offsetof(struct sync_contact, writer) },
};
/* clang-format on */

static const char *const states[] = {NULL, "used", "failed", "absent", "spare"};

const char *
sync_remote_word(enum sync_remote_state state)
{
	return states[state];
}

static int64_t *
number_at(struct sync_contact *c, size_t offset)
{
	return (int64_t *)(void *)((char *)c + offset);
}

static const char **
text_at(struct sync_contact *c, size_t offset)
{
	return (const char **)(void *)((char *)c + offset);
}

static void
read_remote(struct sync_contact *c, const char *name, char *value)
{
	char *tab = strchr(value, '\t');

	for (size_t i = 1; i < ARRAY_LEN(states) && c->nremotes < CONTACT_REMOTES; i++)
		if (str_equal(name, states[i])) {
			if (tab)
				*tab++ = '\0';
			c->remotes[c->nremotes++] = (struct sync_remote){
			    .url = value, .state = (enum sync_remote_state)i, .why = tab};
		}
}

static void
read_line(struct sync_contact *c, const char *name, char *value)
{
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		if (str_equal(name, numbers[i].name))
			*number_at(c, numbers[i].offset) = strtoll(value, NULL, 10);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (str_equal(name, texts[i].name))
			*text_at(c, texts[i].offset) = value;
	read_remote(c, name, value);
}

enum rc
sync_contact_load(struct store *s, struct arena *a, const char *book, const char *writer,
		  struct sync_contact *out, struct err *e)
{
	struct sync_contact c = {0};
	char key[ID_TEXT], *text, *line;
	size_t n;
	enum rc rc;

	snprintf(key, sizeof(key), "sync/%s", book);
	rc = store_local_get(s, a, key, &text, &n, e);
	if (rc == RC_NOT_FOUND) {
		*out = c;
		return RC_OK;
	}
	if (rc != RC_OK)
		return rc;
	text = arena_text_n(a, text, n);
	while ((line = strsep(&text, "\n"))) {
		char *value = strchr(line, ' ');

		if (!value)
			continue;
		*value++ = '\0';
		read_line(&c, line, value);
	}
	if (c.writer && writer && !str_equal(c.writer, writer))
		c.tried_tip = c.sent_tip = c.sent_at = c.answered = c.answered_at = c.carried =
		    c.carried_at = 0;
	*out = c;
	return RC_OK;
}

enum rc
sync_contact_put(struct store *s, const char *book, const struct sync_contact *c, struct err *e)
{
	struct sync_contact copy = *c;
	struct str text = STR_INIT;
	char key[ID_TEXT];
	enum rc rc;

	snprintf(key, sizeof(key), "sync/%s", book);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		str_add_f(&text, "%s %" PRId64 "\n", numbers[i].name,
			  *number_at(&copy, numbers[i].offset));
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (*text_at(&copy, texts[i].offset))
			str_add_f(&text, "%s %s\n", texts[i].name,
				  *text_at(&copy, texts[i].offset));
	for (size_t i = 0; i < c->nremotes; i++)
		str_add_f(&text, "%s %s%s%s\n", states[c->remotes[i].state], c->remotes[i].url,
			  c->remotes[i].why ? "\t" : "",
			  c->remotes[i].why ? c->remotes[i].why : "");
	rc = store_local_put(s, key, text.ptr, text.len, e);
	str_clear(&text);
	return rc;
}

int64_t
sync_contact_held(const struct sync_contact *c, int64_t *at)
{
	bool by_answer = c->answered > c->sent_tip;

	*at = by_answer ? c->answered_at : c->sent_at;
	return by_answer ? c->answered : c->sent_tip;
}
