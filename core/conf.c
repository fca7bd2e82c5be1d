/* The one text format of what an office may change without a compiler. */
#include "core/conf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "core/i18n.h"
#include "core/str.h"
#include "core/text.h"
#include "core/vec.h"

enum { CONF_MAX = 1024 * 1024, CONF_LINES_MAX = 100 * 1000, NAME_MAX_BYTES = 200 };

struct parse {
	struct arena *arena;
	struct conf conf; /* only .file is used, for messages */
	int line;
	VEC(struct conf_section) sections;
	VEC(struct conf_entry) entries; /* of all sections, in order */
};

enum rc
conf_error(const struct conf *c, int line, struct err *e, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_add_v(&text, fmt, ap);
	va_end(ap);
	err_set(e, RC_INVALID, "%s:%d: %s", c->file, line, text.ptr);
	str_clear(&text);
	return RC_INVALID;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
trim(const char **text, size_t *n)
{
	while (*n > 0 && is_blank(**text)) {
		++*text;
		--*n;
	}
	while (*n > 0 && is_blank((*text)[*n - 1]))
		--*n;
}

/* A clean copy of a piece of the line. */
static enum rc
piece(struct parse *p, const char *text, size_t n, const char **out, struct err *e)
{
	char *cleaned;
	struct err why;

	if (text_clean(p->arena, text, n, false, &cleaned, &why) != RC_OK)
		return conf_error(&p->conf, p->line, e, "%s", why.text);
	*out = cleaned;
	return RC_OK;
}

/* [type] or [type name] */
static enum rc
section(struct parse *p, const char *text, size_t n, struct err *e)
{
	struct conf_section s = {.line = p->line};
	const char *name;
	size_t type_len = 0, name_len;
	enum rc rc;

	if (n < 2 || text[n - 1] != ']')
		return conf_error(&p->conf, p->line, e,
				  _("a section must end in ]: write it like [section]"));
	text++;
	n -= 2;
	trim(&text, &n);
	if (n > NAME_MAX_BYTES)
		return conf_error(&p->conf, p->line, e, _("the name of the section is too long"));
	while (type_len < n && !is_blank(text[type_len]))
		type_len++;
	name = text + type_len;
	name_len = n - type_len;
	trim(&name, &name_len);
	rc = piece(p, text, type_len, &s.type, e);
	if (rc == RC_OK)
		rc = piece(p, name, name_len, &s.name, e);
	if (rc != RC_OK)
		return rc;
	if (*s.type == '\0')
		return conf_error(&p->conf, p->line, e, _("the section has no name"));
	vec_push(&p->sections, s);
	return RC_OK;
}

/* key = value */
static enum rc
entry(struct parse *p, const char *text, size_t n, struct err *e)
{
	const char *equals = memchr(text, '=', n), *value;
	struct conf_entry en = {.line = p->line};
	size_t key_len, value_len;
	enum rc rc;

	if (!equals)
		return conf_error(&p->conf, p->line, e,
				  _("there is no = in the line: write it like key = value"));
	key_len = (size_t)(equals - text);
	value = equals + 1;
	value_len = n - key_len - 1;
	trim(&text, &key_len);
	trim(&value, &value_len);
	if (key_len > NAME_MAX_BYTES)
		return conf_error(&p->conf, p->line, e, _("the key is too long"));
	rc = piece(p, text, key_len, &en.key, e);
	if (rc == RC_OK)
		rc = piece(p, value, value_len, &en.value, e);
	if (rc != RC_OK)
		return rc;
	if (*en.key == '\0')
		return conf_error(&p->conf, p->line, e, _("there is no key before the ="));
	if (p->sections.n == 0)
		vec_push(&p->sections,
			 ((struct conf_section){.type = "", .name = "", .line = p->line}));
	vec_push(&p->entries, en);
	p->sections.v[p->sections.n - 1].n++;
	return RC_OK;
}

static enum rc
parse_line(struct parse *p, const char *text, size_t n, struct err *e)
{
	if (n > 0 && text[n - 1] == '\r')
		n--;
	trim(&text, &n);
	if (n == 0 || *text == '#')
		return RC_OK;
	return *text == '[' ? section(p, text, n, e) : entry(p, text, n, e);
}

static enum rc
parse_lines(struct parse *p, const char *text, size_t len, struct err *e)
{
	const char *end = text + len;
	enum rc rc = RC_OK;

	while (text < end && rc == RC_OK) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((newline ? newline : end) - text);

		p->line++;
		if (p->line > CONF_LINES_MAX)
			return conf_error(&p->conf, p->line, e,
					  _("the file has too many lines: at most %d"),
					  CONF_LINES_MAX);
		if (!text_is_utf8(text, n))
			return conf_error(&p->conf, p->line, e,
					  _("the file is not UTF-8: save it as UTF-8"));
		rc = parse_line(p, text, n, e);
		text += n + 1;
	}
	return rc;
}

/* Everything into the arena, each section with its run of entries. */
static void
finish(struct parse *p, struct conf *out)
{
	size_t nsections = p->sections.n, at = 0;
	struct conf_entry *entries = arena_alloc(p->arena, p->entries.n * sizeof(*entries));

	out->file = arena_text(p->arena, p->conf.file);
	out->n = nsections;
	out->sections = arena_alloc(p->arena, nsections * sizeof(*out->sections));
	for (size_t i = 0; i < p->entries.n; i++)
		entries[i] = p->entries.v[i];
	for (size_t i = 0; i < nsections; i++) {
		out->sections[i] = p->sections.v[i];
		out->sections[i].entries = entries + at;
		at += out->sections[i].n;
	}
}

enum rc
conf_parse(struct arena *a, const char *file, const char *text, size_t len, struct conf *out,
	   struct err *e)
{
	struct parse p = {.arena = a, .conf = {.file = file}};
	enum rc rc;

	if (len > CONF_MAX)
		return err_set(e, RC_INVALID, _("%s: the file is too large: at most 1 MiB"), file);
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	rc = parse_lines(&p, text, len, e);
	if (rc == RC_OK)
		finish(&p, out);
	vec_clear(&p.sections);
	vec_clear(&p.entries);
	return rc;
}

const char *
conf_get(const struct conf_section *s, const char *key)
{
	for (size_t i = s->n; i > 0; i--)
		if (str_equal(s->entries[i - 1].key, key))
			return s->entries[i - 1].value;
	return NULL;
}

enum rc
conf_known(const struct conf *c, const struct conf_section *s, const char *const *keys,
	   struct err *e)
{
	for (size_t i = 0; i < s->n; i++) {
		size_t k = 0;

		while (keys[k] && !str_equal(keys[k], s->entries[i].key))
			k++;
		if (!keys[k])
			return conf_error(c, s->entries[i].line, e, _("unknown key '%s'"),
					  s->entries[i].key);
	}
	return RC_OK;
}
